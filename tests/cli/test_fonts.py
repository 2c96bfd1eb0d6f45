from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from huibian.cli.main import run
from tests.support.fonts import tiny_font
from tests.support.freefaces import LICENCE, LIKE, free_catalogue, without_free_set
from tests.support.issues import write_issue
from tests.support.wheels import write_wheel

ARTICLE = "标题\n正文第一段有朱镕基。\n第二段又有镕字，还有𰻝面。\n"


@pytest.fixture(autouse=True)
def faces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a user who has no faces, on a machine without apt-get."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIBIAN_FONTS", str(tmp_path / "faces"))
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    folder = without_free_set(tmp_path / "catalogue")
    monkeypatch.setattr("huibian.resources.fonts_folder", lambda: folder)
    return tmp_path / "faces"


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder in which pip finds what the catalogue of tiny faces wants; gives the sum of the wheel."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "registry"))
    archive = write_wheel(tmp_path / "registry", "tiny-fonts", {"like.ttf": LIKE, "OFL": LICENCE.encode()})
    monkeypatch.setattr("huibian.fontcatalogue.read", lambda path: free_catalogue(archive=archive))
    return archive


def test_each_role_tells_its_face_why_what_it_covers_and_what_would_be_better(
    capsys: pytest.CaptureFixture[str], faces: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huibian.fontcatalogue.read", lambda path: free_catalogue())
    (faces / "free").mkdir(parents=True)
    (faces / "free" / "L.ttf").write_bytes(tiny_font("汉", name="Like"))
    assert run(["fonts"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "汉体：L（自由字体，这里没有 O，由它代替，样子不同）",
        f"  {Path('faces') / 'free' / 'L.ttf'}",
        "  字 1：L 1",
        "  毛病：L：稍黑",
        f"  更好：把有授权的O（own.ttf）放进 {faces}",
        "生僻字：没有字体，遇到这种字排不了",
        f"  更好：把有授权的O（own.ttf）放进 {faces}",
        f"自己的字体放在 {faces}",
    ]


@pytest.mark.parametrize(
    ("folder", "main", "kind"), [(None, "python_serif", "last_resort"), ("mine", "fangsong", "official")]
)
def test_json_says_the_same_to_programs(
    folder: str | None, main: str, kind: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    common = "".join(
        bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
    )
    (tmp_path / "mine" / "simfang.ttf").write_bytes(tiny_font(common))
    assert run(["fonts", "--json", *([] if folder is None else ["--fonts", str(tmp_path / folder)])]) == 0
    services = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    fangsong = services["fangsong"]
    assert fangsong["main"] == main
    assert fangsong["designs"][main]["kind"] == kind
    first = fangsong["coverage"][0]
    assert (first["label"], first["total"], first["given"], first["missing"]) == (
        "GB 2312 一级汉字",
        3755,
        {main: 3755},
        0,
    )
    assert services["tibetan"]["main"] is None
    assert services["tibetan"]["script"] is True


def test_the_characters_of_a_manuscript_are_listed_with_their_first_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "simfang.ttf").write_bytes(tiny_font("正文第一段有朱基二又字还面国标题，。a"))
    (tmp_path / "稿.txt").write_text(ARTICLE, encoding="utf-8")
    assert run(["fonts", "--text", "稿.txt", "--fonts", str(tmp_path / "mine")]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "𰻝 U+30EDD　1 次　稿.txt:3:11　仿宋里没有，没有字体含有它",
        "镕 U+9555　2 次　稿.txt:2:8　仿宋里没有，由 Noto Serif SC 排",
    ]


def test_the_characters_of_an_issue_are_listed_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    manifest = write_issue(Path("期"), text=ARTICLE)
    assert run(["fonts", "--text", str(manifest), "--json"]) == 1
    found = next(each for each in json.loads(capsys.readouterr().out) if each["design"] is None)
    assert (found["char"], found["code"], found["count"], found["line"], found["design"]) == (
        "𰻝",
        "U+30EDD",
        1,
        3,
        None,
    )


def test_a_text_whose_characters_are_all_there_is_told_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text("标题\n正文。\n", encoding="utf-8")
    assert run(["fonts", "--text", "稿.txt"]) == 0
    assert capsys.readouterr().out == "每个字都由该用的字体排。\n"


def test_a_manuscript_that_cannot_be_read_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fonts", "--text", "没有.txt"]) == 1
    assert "HB101" in capsys.readouterr().err


def test_free_faces_are_fetched_once_and_what_stays_missing_is_named(
    registry: str, capsys: pytest.CaptureFixture[str], faces: Path
) -> None:
    assert run(["fonts", "--get"]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "下载 tiny-fonts（约 1 MB） ……",
        f"写好 1 个字体：{faces / 'free'}（0 MB），许可证在 {faces / 'free' / 'licences'}",
        "汉体：由 L 代替。稍黑。",
        f"  更好：把有授权的O（own.ttf）放进 {faces}",
        "还没有字体、遇到就排不了的文字：生僻字；怎么补，看 huibian fonts。",
    ]
    assert "HB415" in told.err
    assert (faces / "free" / "L.ttf").read_bytes() == LIKE
    assert run(["fonts", "--get"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"能取来的都在：{faces / 'free'}"


def test_a_package_that_does_not_come_fails(registry: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for wheel in (tmp_path / "registry").iterdir():
        wheel.unlink()
    assert run(["fonts", "--get"]) == 1
    assert "HB413" in capsys.readouterr().err
    assert not os.path.exists("faces")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fonts", "没有"], "--fonts 要给一个文件夹"),
        (["--get", "--json"], "--get 不和"),
        (["--get", "--text", "a.txt"], "--get 不和"),
        (["--script", "rare_han"], "--script 要和 --get"),
        (["--get", "--script", "tibetan"], "可写 rare_han"),
    ],
)
def test_wrong_usage_is_said(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fonts", *arguments]) == 2
    assert said in capsys.readouterr().err
