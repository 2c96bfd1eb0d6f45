from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import HuibianError
from huibian.frame import Role
from huibian.layoutfile.definition import load_layout
from huibian.units import Length
from tests.support.layouts import BULLETIN


def faults(tmp_path: Path, *changes: tuple[str, str]) -> list[tuple[int | None, str]]:
    """Line and message of what is wrong with the bulletin after some changes to its text."""
    text = BULLETIN.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(HuibianError) as caught:
        load_layout(path)
    return [(d.span.line, d.message) for d in caught.value.diagnostics if d.span]


def line_of(text: str) -> int:
    lines = BULLETIN.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_the_bulletin_has_the_measured_geometry() -> None:
    layout = load_layout(BULLETIN)

    assert layout.grid.lines == 22
    assert layout.grid.pitch.twips == 579
    assert layout.type_area.width == Length.of(149, "mm")
    assert round(layout.margins.bottom.mm, 3) == 35
    assert layout.style(Role.PARAGRAPH).first_indent == Length.of(32, "pt")


def test_a_style_stands_on_the_grid_unless_it_has_a_pitch_of_its_own() -> None:
    layout = load_layout(BULLETIN)

    assert layout.style(Role.PARAGRAPH).pitch == layout.grid.pitch
    assert layout.style(Role.CONTENTS_TITLE).pitch == layout.grid.pitch * 2
    assert layout.style(Role.MASTHEAD).pitch == Length.of(78, "pt")


def test_faults_come_all_at_once_with_their_lines(tmp_path: Path) -> None:
    found = faults(tmp_path, ("width: 149 mm", "width: 149 em"), ("{masthead}", "{mastheda}"), ("mirrored", "miror"))

    assert {line for line, _ in found} >= {line_of("width: 149 mm"), line_of("{masthead}"), line_of("mirrored")}


def test_more_lines_than_the_type_area_holds_are_refused(tmp_path: Path) -> None:
    ((_, message),) = faults(tmp_path, ("28.95 pt", "29 pt"))

    assert "22 行" in message


def test_a_type_area_wider_than_the_paper_is_refused(tmp_path: Path) -> None:
    ((_, message),) = faults(tmp_path, ("width: 149 mm", "width: 190 mm"))

    assert "超出纸张" in message


def test_a_role_without_style_is_named(tmp_path: Path) -> None:
    found = faults(tmp_path, ("  folio:            {font", "  folios:           {font"))

    assert any("folio" in message for _, message in found)


def test_contents_without_room_for_their_numbers_are_refused(tmp_path: Path) -> None:
    ((_, message),) = faults(tmp_path, ("indent_end: 3.25 em", "indent_end: 3 em"))

    assert "3.25 em" in message


def test_a_template_says_each_thing_once(tmp_path: Path) -> None:
    ((line, message),) = faults(tmp_path, ("{editor}编", "{editor}、{issue}、{editor}编"))

    assert (line, "{editor} 写了不止一次" in message) == (line_of("{editor}编"), True)


@pytest.mark.parametrize("bad", ["{issue!r}", "{issue:>99999}", "{issue.x}", "{issue[0]}", "{0}", "{}", "{", " "])
def test_a_template_holds_names_of_fields_and_nothing_else(tmp_path: Path, bad: str) -> None:
    ((line, _),) = faults(tmp_path, ("（总第{issue}期）", bad))

    assert line == line_of("（总第{issue}期）")


@pytest.mark.parametrize("role", ["paragraph", "folio", "footnote", "contents_title", "picture"])
def test_a_line_of_the_cover_has_a_role_of_the_cover(tmp_path: Path, role: str) -> None:
    ((line, message),) = faults(tmp_path, ("{role: month,", f"{{role: {role},"))

    assert (line, "masthead" in message) == (line_of("{role: month,"), True)


def test_what_has_no_text_has_no_style(tmp_path: Path) -> None:
    ((_, message),) = faults(
        tmp_path, ("  folio:            {", "  table: {font: songti, size: 四号, align: start}\n  folio:            {")
    )

    assert "table" in message


def test_a_layout_tells_where_its_values_stand() -> None:
    place = load_layout(BULLETIN).place("contents", "leader")

    assert place is not None
    assert place.line == line_of("leader:")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("\ntype_area:", "\n版心:", "type_area:", "不认识的键 版心"),
        ("  lines: 22 ", "  行数: 22 ", "  lines: 22", "不认识的键 行数"),
        ("\ngrid:", "\nGrid:", "grid:", "不认识的键 Grid"),
        ("  width: 210 mm", "  width：210 mm", "  width: 210", "冒号写得不对：键 width 后面是“：”"),
        ("  height: 297 mm", "\theight: 297 mm", "  height: 297", "缩进用了制表符（Tab）"),
        ("  lines: 22 ", "   lines: 22 ", "  lines: 22", "缩进不对：前面有 3 个空格，应当有 2 个"),
        ("  - {role: month, ", "  － {role: month, ", "{role: month,", "行首的“－”不是“- ”"),
        (
            "align: center, color: FF0000}",
            "align: center, color: FF0000",
            "  masthead:  ",
            "括号没有配成对：“{”没有另一半",
        ),
    ],
)
def test_a_slip_in_a_layout_is_told_once_at_its_line(
    tmp_path: Path, old: str, new: str, line: str, message: str
) -> None:
    assert faults(tmp_path, (old, new)) == [(line_of(line), message)]
