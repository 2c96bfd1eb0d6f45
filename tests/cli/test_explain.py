from __future__ import annotations

import re
from pathlib import Path

import pytest

from huibian import resources
from huibian.cli import explain
from huibian.cli.codes import read_meanings
from huibian.cli.keys import ANY_STYLE, read_keys
from huibian.cli.main import run
from huibian.cli.overview import COMMANDS
from tests.support.english import english_words
from tests.support.requirements import ROOT

KEYS = [*(key.name for key in read_keys("manifest")), *(f"layout.{key.name}" for key in read_keys("layout"))]
STEPS = {step for name in KEYS for step in name.split(".")}
_VALUES = (
    "true false strict basic gb none rest all justify start center end restart continuous issue article page"
    " bulletin neibu jianbao gbt fangsong xiaobiaosong heiti kaiti songti extends layout FF year articles"
)
VALUES = _VALUES.split()


def explained(capsys: pytest.CaptureFixture[str], word: str) -> str:
    assert run(["explain", word]) == 0, word
    told = capsys.readouterr()
    assert told.err == ""
    return told.out


@pytest.mark.parametrize(
    "word", ["HB101", "hb101", "101", "HB1O1", "hbl0I", "\uff28\uff22\uff11\uff10\uff11", " HB101 "]
)
def test_a_code_is_explained_however_it_is_typed(capsys: pytest.CaptureFixture[str], word: str) -> None:
    meaning = read_meanings()["HB101"]
    assert explained(capsys, word).splitlines() == [
        "HB101（错误）",
        f"  意思：{meaning.meaning}",
        f"  怎么办：{meaning.cure}",
        f"  例：{meaning.example}",
    ]


def test_every_key_is_explained_in_chinese() -> None:
    for name in KEYS:
        told = "\n".join(explain._key(name.replace(ANY_STYLE, "paragraph")))
        assert all(f"  {label}：" in told for label in ("意思", "写法", "要不要"))
        assert english_words(re.sub("  例：.*", "", told), *STEPS, *VALUES) == [], told


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        (
            "layout.grid.lines",
            [
                "grid.lines（版式的键）",
                "  意思：每面行数，版心要放得下",
                "  写法：整数，从 1 到 200",
                "  要不要：必须写；用 extends 接过别的版式的，不写就照那个版式",
                "  bulletin、gbt9704-b、gbt9704、jianbao、neibu：22（量自一期真实内刊；GB/T 9704—2012 5.2.3）",
            ],
        ),
        ("GRID.PITCH", ["  写法：长度，带单位，如 28.95 pt、149 mm、579 twip，或字号，如三号；从 3 pt 到 600 pt"]),
        ("masthead", ["masthead（清单的键）", "  例：masthead: 史志月报", "  要不要：必须写"]),
        ("sections[0].articles[1].toc", ["sections.articles.toc（清单的键）", "  要不要：可以不写"]),
        ("清单.colophon", ["colophon（清单的键）", "  要不要：不写就照里面各项不写的办"]),
        ("colophon", ["colophon（清单的键）", "colophon（版式的键）"]),
        ("duplex", ["binding.duplex（版式的键）", "  要不要：不写就是 false", "  neibu：true"]),
        ("styles.paragraph.first_indent", ["  要不要：不写就是 0 em"]),
        (
            "numbering",
            ["有几个键叫 numbering：", "  layout.binding.numbering：页码：restart 从正文第一面起，continuous 从封面起"],
        ),
        ("color", ["  layout.notes.color：线的颜色"]),
        ("刊名", ["说到“刊名”的键：", "  masthead：刊名"]),
        ("版式", ["说到“版式”的键：", "  layout：版式：名字，或一个 .yaml 文件"]),
        (
            "neibu",
            [
                "neibu（版式）",
                "  意思：有准印证的内部资料：印《内部资料性出版物管理办法》第十四条要求的各项；双面，骑马订",
            ],
        ),
        ("Bulletin.yaml", [f"  文件：{resources.layouts_folder() / 'bulletin.yaml'}"]),
        ("render", ["render（命令）", "  意思：排版：按清单写出 PDF 和 DOCX。"]),
        ("toc", ["sections.articles.toc（清单的键）", "toc（命令）", "  用法：用 huibian toc --help 看"]),
    ],
)
def test_explains(capsys: pytest.CaptureFixture[str], word: str, lines: list[str]) -> None:
    told = explained(capsys, word).splitlines()
    assert [line for line in lines if line not in told] == []


def test_every_command_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        assert f"{command}（命令）" in explained(capsys, command).splitlines()


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("HB9000", "HB900"),
        ("mastehad", "masthead"),
        ("grid.linse", "layout.grid.lines"),
        ("layuot.grid.lines", "layout.grid.lines"),
        ("buletin", "bulletin"),
        ("rendr", "render"),
    ],
)
def test_what_is_near_is_proposed(capsys: pytest.CaptureFixture[str], word: str, near: str) -> None:
    assert run(["explain", word]) == 2
    assert f"是不是 {near}" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["xyz", "", ".", "HB", "[0]", "龘", "../bulletin"])
def test_what_is_like_nothing_is_told(capsys: pytest.CaptureFixture[str], word: str) -> None:
    assert run(["explain", word]) == 2
    assert f"没有“{word}”这个编号或键" in capsys.readouterr().err


def test_without_a_word_it_lists_all_and_where_the_documents_lie(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain"]) == 0
    told = capsys.readouterr().out
    for name in ("HB101", "sections.articles", "layout.grid", "jianbao", "toc", str(resources.docs_folder())):
        assert name in told
    assert Path(told.rpartition("示例：")[2].strip()) == resources.example()


def test_a_shell_completes_what_can_be_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_HUIBIAN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "huibian explain layout.grid.l")
    monkeypatch.setenv("COMP_CWORD", "2")
    with pytest.raises(SystemExit):
        run([])
    assert capsys.readouterr().out == "layout.grid.lines\n"


def test_the_page_of_the_site_shows_what_is_really_said(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "site" / "words.md").read_text(encoding="utf-8")
    shown = re.findall(r"```text\n((?:HB|grid)(.|\n)*?)```", page)
    words = ["HB122", "layout.grid.lines"]
    assert [text for text, _ in shown] == [explained(capsys, word) for word in words]


@pytest.mark.debian_fonts
def test_the_page_of_the_site_shows_the_contents_of_the_example(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "site" / "words.md").read_text(encoding="utf-8")
    assert run(["toc", str(resources.example())]) == 0
    assert f"```text\n{capsys.readouterr().out}```" in page
