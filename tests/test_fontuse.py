from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Diagnostics
from huibian.fontbook import FontBook
from huibian.fontuse import strays
from tests.support.fonts import tiny_font
from tests.support.freefaces import without_free_set
from tests.support.issues import write_issue

COMMON = "正文标题国第一段有又字还面表格栏注脚试刊月年期总单位编a1"


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FontBook:
    """The faces of a user who has 仿宋, 小标宋 and 黑体 of few characters, and of all else the last resort."""
    monkeypatch.setenv("HUIBIAN_FONTS", str(tmp_path / "faces"))
    (tmp_path / "faces").mkdir()
    for name in ("simfang", "FZXBSJW", "simhei", "times"):
        (tmp_path / "faces" / f"{name}.ttf").write_bytes(tiny_font(COMMON, name=name))
    return FontBook.open(without_free_set(tmp_path / "catalogue") / "catalogue.yaml")


def _found(path: Path, fonts: FontBook) -> list[tuple[str, str, str | None, int | None, int]]:
    diagnostics = Diagnostics()
    found = strays(path, fonts, diagnostics)
    return [(each.char, each.font, each.label, each.first.line, each.count) for each in found]


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_character_is_asked_for_in_the_role_that_its_paragraph_is_set_in(fonts: FontBook, tmp_path: Path) -> None:
    path = _write(tmp_path / "稿.txt", "标题镕\n正文有镕字，又有镕字。\n")
    assert _found(path, fonts) == [
        ("镕", "小标宋", "Noto Serif SC", 1, 1),
        ("镕", "仿宋", "Noto Serif SC", 2, 2),
    ]


def test_marks_are_taken_from_other_faces_on_purpose(fonts: FontBook, tmp_path: Path) -> None:
    assert _found(_write(tmp_path / "稿.txt", "标题\n正文“第一”——①。\n"), fonts) == []


def test_letters_that_another_face_draws_are_listed(fonts: FontBook, tmp_path: Path) -> None:
    found = _found(_write(tmp_path / "稿.txt", "标题\n正文a有b字。\n"), fonts)
    assert found == [("b", "仿宋", "Noto Serif SC", 2, 1)]


def test_what_no_face_has_is_listed_without_one(fonts: FontBook, tmp_path: Path) -> None:
    found = _found(_write(tmp_path / "稿.txt", "标题\n正文有\u0f40。\n"), fonts)
    assert found == [("\u0f40", "仿宋", None, 2, 1)]


def test_tables_and_footnotes_are_read_too(fonts: FontBook, tmp_path: Path) -> None:
    text = "# 标题\n\n正文有字[^1]。\n\n| 栏 | 镕 |\n| --- | --- |\n| 字 | 喆 |\n\n[^1]: 脚注有赟。\n"
    found = {char: line for char, _, _, line, _ in _found(_write(tmp_path / "稿.md", text), fonts)}
    assert found == {"赟": 9, "镕": 5, "喆": 7}


def test_all_that_a_manifest_names_is_read(fonts: FontBook, tmp_path: Path) -> None:
    manifest = write_issue(tmp_path / "期", text="标题\n正文有镕字。\n", articles=2)
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("本月关注", "标题喆"), encoding="utf-8")
    found = {char: (role, count) for char, role, _, _, count in _found(manifest, fonts)}
    assert found["镕"] == ("仿宋", 2)
    assert found["喆"] == ("黑体", 1)
