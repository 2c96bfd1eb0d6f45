from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Diagnostics, Span
from huibian.frame import Role
from huibian.source import Source
from huibian.text.plain import read_plain, written
from huibian.text.remarks import Remarks
from huibian.text.tally import Written
from tests.support.lines import bounds


def test_a_line_that_a_break_divides_is_two_paragraphs() -> None:
    blocks = read_plain(Source(Path("a.txt"), "标题\n一\v二\n"), Remarks(), Diagnostics())
    assert [(block.role, block.text, block.span.column) for block in blocks] == [
        (Role.PARAGRAPH, "标题", 1),
        (Role.PARAGRAPH, "一", 1),
        (Role.PARAGRAPH, "二", 3),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("见![图](a.png)", ["图片"]),
        ("见！[图]（a.png）", []),
        ("见![图]())", []),
        ("见[县志](http://a.example)", ["链接"]),
        ("见[县志] (一九九二)", []),
        ("见[县志]()", []),
        ("见[](http://a.example)", []),
        (f"见[{'志' * 200}]({'a' * 200})", ["链接"]),
        (f"见[{'志' * 201}](a)", []),
        (f"见[县志]({'a' * 201})", []),
        ("说[^1]", ["脚注"]),
        ("说[1]^", []),
        ("|---|:-:|", ["表格"]),
        ("----", []),
        ("|一|二|", []),
        ("```python", ["代码块"]),
        ("~~~python", ["代码块"]),
        ("``", []),
        ("~~", []),
    ],
)
def test_markdown_in_a_text_file_is_told(text: str, what: list[str]) -> None:
    remarks, diagnostics = Remarks(), Diagnostics()
    blocks = read_plain(Source(Path("a.txt"), text), remarks, diagnostics)
    remarks.report(diagnostics)
    assert [block.text for block in blocks] == [text]
    assert [(d.code, d.message) for d in diagnostics] == [
        ("HB219", f"Markdown 的{each}照原样排成文字") for each in what
    ]


def test_bold_goes_on_over_a_character_that_was_left_out() -> None:
    (block,) = read_plain(Source(Path("a.txt"), "前**一\u200b二**后"), Remarks(), Diagnostics())
    assert [(inline.text, inline.bold) for inline in block.inlines] == [
        ("前", False),
        ("一", True),
        ("二", True),
        ("后", False),
    ]


@pytest.mark.parametrize("sign", "#\uff03")
def test_up_to_four_signs_and_a_space_mark_a_heading(sign: str) -> None:
    levels = {1: Role.HEADING_1, 2: Role.HEADING_2, 3: Role.HEADING_3, 4: Role.HEADING_4}
    for count, role in levels.items():
        assert told(f"{sign * count} 题") == ([(role, "题")], [])
    assert told(f"{sign * 5} 题") == ([(Role.PARAGRAPH, f"{sign * 5} 题")], [("HB211", 1)])
    assert told(f"{sign}题") == ([(Role.PARAGRAPH, f"{sign}题")], [("HB211", 1)])
    assert told(sign) == ([], [("HB211", 1)])
    assert told("a" + sign) == ([(Role.PARAGRAPH, "a" + sign)], [])


def test_an_odd_mark_of_bold_is_told_at_its_place() -> None:
    assert told("前**一**后**余") == ([(Role.PARAGRAPH, "前一后**余")], [("HB210", 8)])


def test_a_mark_is_told_where_its_line_begins_also_with_characters_left_out() -> None:
    assert told("#一\u200b二")[1] == [("HB206", 3), ("HB211", 1)]


def test_a_plain_scan_knows_each_line() -> None:
    source = Source(Path("a.txt"), "一\n二")
    assert list(written(source)) == [Written(line, Span(source.path, n, 1)) for n, line in enumerate("一二", 1)]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("![{图 0-200}](a)", "图片"),
        ("![图]({a 1-200})", "图片"),
        ("[{志 1-200}](a)", "链接"),
        ("[志]({a 1-200})", "链接"),
        ("[^{1 1-40}]", "脚注"),
        ("{` 3-9}", "代码块"),
    ],
)
def test_marks_of_markdown_have_so_many_characters(line: str, what: str) -> None:
    found = bounds(line)
    assert [note_of(text) for text in found.fits] == [f"Markdown 的{what}照原样排成文字（1）"] * 2
    if what != "代码块":
        assert [note_of(text) for text in found.does_not] == [""] * len(found.does_not)


def told(text: str) -> tuple[list[tuple[Role, str]], list[tuple[str, int | None]]]:
    """The paragraphs of a text, and what is said at which columns of it."""
    remarks, diagnostics = Remarks(), Diagnostics()
    blocks = read_plain(Source(Path("a.txt"), text), remarks, diagnostics)
    remarks.report(diagnostics)
    found = sorted((each.code, each.span.column) for each in diagnostics if each.span)
    return [(block.role, block.text) for block in blocks], found


def note_of(text: str) -> str:
    """What is said of Markdown in a text, with the number of the line."""
    remarks, diagnostics = Remarks(), Diagnostics()
    read_plain(Source(Path("a.txt"), text), remarks, diagnostics)
    remarks.report(diagnostics)
    return "".join(f"{each.message}（{each.span.line}）" for each in diagnostics if each.span)
