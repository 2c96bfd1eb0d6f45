from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import docx
import pytest

from huibian.cli.main import run
from huibian.diagnostics import Diagnostics
from huibian.manifest.model import Issue
from huibian.manifest.read import read_issue
from tests.support.issues import write_issue
from tests.support.terminals import Terminal, answering
from tests.support.worddocs import png

ARGUMENTS = ["--layout", "bulletin", "--masthead", "云溪: 月报 #1", "--issue", "58", "--month", "2026-10"]
ARGUMENTS += ["--editor", "某县地方史志办公室", "--printed", "2026-11-16"]
TEXT = "标题\n正文一段，文字而已。\n"

pytestmark = pytest.mark.usefixtures("here")


def lay_out(*names: str, folder: str = "期") -> None:
    for name in names:
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")


def mixed(folder: str = "期") -> None:
    """What arrives in an office: GBK and Word, a photograph and a table, a sheet under a wrong name."""
    lay_out("一、重要会议/10 供水.md", "二、乡镇动态/3.txt", folder=folder)
    root = Path(folder)
    (root / "一、重要会议" / "2防汛.txt").write_bytes(TEXT.replace("\n", "\r\n").encode("gbk"))
    (root / "二、乡镇动态" / "报价.docx").write_bytes(b"PK\x03\x04 xl/workbook")
    (root / "照片").mkdir()
    (root / "照片" / "1.png").write_bytes(png())
    word = docx.Document()
    word.add_paragraph("石鼓岭古道保护工程开工")
    word.add_paragraph("石鼓岭古道保护工程日前开工，工程总长两公里。")
    word.add_picture(str(root / "照片" / "1.png"))
    word.add_table(2, 2).cell(0, 0).text = "项目"
    word.save(str(root / "一、重要会议" / "1.石鼓岭.docx"))


def issue_of(manifest: str) -> Issue:
    diagnostics = Diagnostics()
    issue = read_issue(Path(manifest), diagnostics)
    assert isinstance(issue, Issue)
    assert not diagnostics
    return issue


def test_two_commands_lead_from_a_folder_to_pages(capsys: pytest.CaptureFixture[str]) -> None:
    mixed()
    assert run(["new", "期", *ARGUMENTS]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "2 个栏目，4 篇稿件；1 篇排不了，在清单里是注释；图片 1 个，不是稿件",
        "写好了 期/issue-58.yaml",
        "下一步：huibian render 期",
    ]
    assert told.err.splitlines()[0] == "警告 HB230 期/二、乡镇动态/报价.docx 报价.docx 是电子表格"
    issue = issue_of("期/issue-58.yaml")
    assert (issue.masthead, issue.issue) == ("云溪: 月报 #1", 58)
    assert [(each.title, [ref.path.name for ref in each.articles]) for each in issue.sections] == [
        ("重要会议", ["1.石鼓岭.docx", "2防汛.txt", "10 供水.md"]),
        ("乡镇动态", ["3.txt"]),
    ]
    text = Path("期/issue-58.yaml").read_text(encoding="utf-8")
    assert "  # 石鼓岭古道保护工程开工\n" in text
    assert "      # - 二、乡镇动态/报价.docx  # HB230" in text
    assert run(["render", "期"]) == 0
    assert {"issue-58.pdf", "issue-58.docx"} <= {path.name for path in Path("期").iterdir()}


def test_the_first_line_names_a_schema_that_is_there() -> None:
    lay_out("1.txt")
    assert run(["new", "期", *ARGUMENTS]) == 0
    first = Path("期/issue-58.yaml").read_text(encoding="utf-8").splitlines()[0]
    before, _, address = first.partition("=")
    assert before == "# yaml-language-server: $schema"
    path = Path(unquote(urlsplit(address).path))
    assert "masthead" in json.loads(path.read_text(encoding="utf-8"))["properties"]


def test_last_month_gives_what_this_month_has(capsys: pytest.CaptureFixture[str]) -> None:
    write_issue(Path("上期"))
    lay_out("1.txt")
    assert run(["new", "期", "--from", "上期"]) == 0
    assert "  印发日期 2026-03-03：上一期是 2026-02-03，照它往后推\n" in capsys.readouterr().out
    issue = issue_of("期/issue-8.yaml")
    assert (issue.masthead, issue.issue, issue.month.month) == ("试刊", 8, 2)
    assert issue.sections[0].title == "本月关注"  # as the only one of last month


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["new", "期"], "缺 版式、刊名、总期号、哪年哪月的刊、编者、印发日期"),
        (["new", "期", "--yes"], "缺 刊名、编者：写 --masthead、--editor"),
        (["new", "期", *ARGUMENTS, "--set", "x=1"], "--set 要写成 键=值，不能是“x=1”；键可以是 permit、notice"),
        (["new", "期", *ARGUMENTS, "--set", "copies"], "--set 要写成 键=值"),
        (["new", "期", *ARGUMENTS, "--set", "masthead=月报"], "--set 要写成 键=值"),
        (["new", "期", *ARGUMENTS, "--set", "copies=多"], "copies 要写整数"),
        (["new", "期", *ARGUMENTS, "-o", "别处/issue.yaml"], "不能放在 别处"),
        (["new", "期", *ARGUMENTS, "-o", "期/会议/issue.yaml"], "不能放在 期/会议"),
        (["new", "期", *ARGUMENTS, "-o", "期/issue.txt"], "清单的名字要以 .yaml 结尾"),
        (["new", "gone", *ARGUMENTS], "gone 不是文件夹"),
        (["new", "期/1.txt", *ARGUMENTS], "期/1.txt 不是文件夹"),
        (["new", "期", "--from", "期"], "期 里没有清单"),
    ],
)
def test_wrong_usage_asks_nothing_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    lay_out("1.txt", "会议/1.txt")
    before = sorted(Path().rglob("*"))
    assert run(arguments) == 2
    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""
    assert sorted(Path().rglob("*")) == before


def test_nothing_is_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    lay_out("1.txt", "issue-58.yaml")
    assert run(["new", "期", *ARGUMENTS]) == 1
    assert "错误 HB144 期/issue-58.yaml issue-58.yaml 已经有了" in capsys.readouterr().err
    assert Path("期/issue-58.yaml").read_text(encoding="utf-8") == TEXT
    assert run(["new", "期", *ARGUMENTS, "-o", "期/另一份.yaml"]) == 0
    assert run(["new", "期", *ARGUMENTS, "-o", "期/另一份.yaml"]) == 1


@pytest.mark.parametrize("names", [[], ["1.png"], ["空.txt"]])
def test_a_folder_without_manuscripts_makes_no_issue(capsys: pytest.CaptureFixture[str], names: list[str]) -> None:
    Path("期").mkdir()
    for name in names:
        Path("期", name).write_bytes(b"")
    assert run(["new", "期", *ARGUMENTS]) == 1
    assert "错误 HB145 期 这里没有能排的稿件" in capsys.readouterr().err
    assert {path.name for path in Path("期").iterdir()} == set(names)


def test_other_keys_are_set_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    lay_out("1.txt")
    assert run(["new", "期", *ARGUMENTS, "--set", "copies=130", "--set", "notice=内部资料 注意保存"]) == 0
    colophon = issue_of("期/issue-58.yaml").colophon
    assert (colophon.copies, colophon.notice) == (130, "内部资料 注意保存")


@pytest.mark.parametrize(
    ("folder", "output", "others", "command"),
    [
        (".", None, [], "huibian render"),
        (".", None, ["issue-57.yaml"], "huibian render issue-58.yaml"),
        ("来 稿", None, [], 'huibian render "来 稿"'),
        ("10月(2)", None, [], 'huibian render "10月(2)"'),
        ("来稿", "本期.yaml", [], "huibian render"),
    ],
)
def test_says_the_next_command(
    capsys: pytest.CaptureFixture[str], folder: str, output: str | None, others: list[str], command: str
) -> None:
    lay_out("1.txt", folder=folder)
    for name in others:
        write_issue(Path(folder), name)
    assert run(["new", folder, *ARGUMENTS, *(["-o", output] if output else [])]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"下一步：{command}"


def at_terminal(monkeypatch: pytest.MonkeyPatch, *answers: str) -> Terminal:
    """Have these lines typed; gives what is shown."""
    answering(monkeypatch, *answers)
    screen = Terminal()
    monkeypatch.setattr("sys.stdout", screen)
    return screen


def test_on_a_terminal_the_last_issue_nearby_is_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    write_issue(Path("1月"))
    Path("2月").mkdir()
    text = Path("1月/issue-7.yaml").read_text(encoding="utf-8").replace("issue: 7", "issue: 9")
    Path("2月/issue.yml").write_text(text, encoding="utf-8")
    lay_out("1.txt")
    screen = at_terminal(monkeypatch, "gone.yaml", "", "")
    assert run(["new", "期"]) == 0
    shown = screen.getvalue()
    assert "上一期的清单（没有就输入 -） [2月/issue.yml]：" in shown
    assert "找不到 gone.yaml" in shown
    assert "总期号 10，" in shown
    assert issue_of("期/issue-10.yaml").masthead == "试刊"


def test_a_folder_that_cannot_be_read_hides_no_issue_nearby(monkeypatch: pytest.MonkeyPatch) -> None:
    write_issue(Path("往期"))
    Path("1 locked").mkdir()
    lay_out("1.txt")
    listed = os.listdir

    def listing(folder: Path) -> list[str]:
        if Path(folder).name == "1 locked":
            raise PermissionError(errno.EACCES, "locked")
        return listed(folder)

    monkeypatch.setattr("os.listdir", listing)
    screen = at_terminal(monkeypatch, "", "")
    assert run(["new", "期"]) == 0
    assert "[往期/issue-7.yaml]" in screen.getvalue()


@pytest.mark.parametrize("arguments", [["长" * 300], [".", "-o", "长" * 300 + "/issue.yaml"]])
def test_a_name_that_no_folder_can_have_is_a_usage_error(arguments: list[str]) -> None:
    assert run(["new", *arguments, *ARGUMENTS]) == 2


def test_an_issue_of_the_same_folder_is_not_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out("1.txt")
    write_issue(Path("期"))
    screen = at_terminal(monkeypatch, "", "新刊", "1", "2026-03", "某办", "2026-04-01", "n")
    assert run(["new", "期"]) == 0
    assert "上一期" not in screen.getvalue()


def test_on_a_terminal_a_first_issue_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    write_issue(Path("别的刊"))
    lay_out("1.txt")
    at_terminal(monkeypatch, "-", "", "新刊", "1", "2026-03", "某办", "2026-04-01", "n")
    assert run(["new", "期"]) == 0
    assert issue_of("期/issue-1.yaml").masthead == "新刊"


def test_who_has_enough_of_being_asked_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out("1.txt")
    at_terminal(monkeypatch, "", "新刊")  # and then the end of input
    assert run(["new", "期"]) == 130
    assert [path.name for path in Path("期").iterdir()] == ["1.txt"]


def test_nobody_is_asked_who_said_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out("1.txt")
    at_terminal(monkeypatch)
    assert run(["new", "期", "--yes", "--masthead", "新刊", "--editor", "某办"]) == 0
    assert issue_of("期/issue-1.yaml").layout.stem == "bulletin"
