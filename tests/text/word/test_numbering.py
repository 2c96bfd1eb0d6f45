from __future__ import annotations

import pytest
from docx.oxml import parse_xml

from huibian.text.word.numbering import Label, ListNumbering
from tests.support.worddocs import NAMES


def level(depth: int, text: str, style: str = "decimal", more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def numbering(*parts: str) -> ListNumbering:
    return ListNumbering.of(parse_xml(f"<w:numbering {NAMES}>{''.join(parts)}</w:numbering>"))


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def a_list(name: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def labels(lists: ListNumbering, *steps: tuple[str, int]) -> list[str | None]:
    found = [lists.next(name, depth) for name, depth in steps]
    return [None if each is None else each.text for each in found]


def test_levels_count_on_and_restart_below_another() -> None:
    lists = numbering(abstract(0, level(0, "%1."), level(1, "%1.%2")), a_list(1, 0))
    steps = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)]
    assert labels(lists, *steps) == ["1.", "1.1 ", "1.2 ", "2.", "2.1 "]


def test_lists_of_one_kind_count_on_unless_one_restarts() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = numbering(abstract(0, level(0, "%1.")), a_list(1, 0), a_list(2, 0), a_list(3, 0, restart))
    steps = [("1", 0), ("2", 0), ("3", 0), ("3", 0)]
    assert labels(lists, *steps) == ["1.", "2.", "5.", "6."]


def test_a_list_may_begin_anywhere_and_write_its_upper_levels_in_digits() -> None:
    lists = numbering(
        abstract(
            0,
            level(0, "第%1章", "chineseCounting", '<w:start w:val="3"/>'),
            level(1, "%1.%2.", "chineseCounting", "<w:isLgl/>"),
        ),
        a_list(1, 0),
    )
    assert labels(lists, ("1", 0), ("1", 1)) == ["第三章\u3000", "3.1."]


@pytest.mark.parametrize(
    ("text", "more", "label"),
    [
        ("第%1章", "", "第1章\u3000"),
        ("第%1条", '<w:suff w:val="space"/>', "第1条\u3000"),
        ("第%1条", '<w:suff w:val="nothing"/>', "第1条\u3000"),
        ("第%1 ", "", "第1 "),
        ("%1、", "", "1、"),
        ("（%1）", '<w:suff w:val="space"/>', "（1）"),
        ("%1", "", "1 "),
        ("", "", ""),
    ],
)
def test_white_parts_a_number_from_its_text_where_it_needs_some(text: str, more: str, label: str) -> None:
    assert labels(numbering(abstract(0, level(0, text, more=more)), a_list(1, 0)), ("1", 0)) == [label]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["1.", "1)", "a", "2)", "a", "2.", "1)", "a"]),
        ('<w:lvlRestart w:val="0"/>', ["1.", "1)", "a", "2)", "b", "2.", "1)", "c"]),
        ('<w:lvlRestart w:val="1"/>', ["1.", "1)", "a", "2)", "b", "2.", "1)", "a"]),
        ('<w:lvlRestart w:val="2"/>', ["1.", "1)", "a", "2)", "a", "2.", "1)", "a"]),
    ],
)
def test_a_level_may_count_on_below_others(restart: str, expected: list[str]) -> None:
    levels = (level(0, "%1."), level(1, "%2)"), level(2, "%3", "lowerLetter", restart))
    lists = numbering(abstract(0, *levels), a_list(1, 0))
    found = labels(lists, *(("1", depth) for depth in (0, 1, 2, 1, 2, 0, 1, 2)))
    assert [(each or "").rstrip() for each in found] == expected


def test_the_conditions_of_a_regulation_count_on_over_its_chapters() -> None:
    never = '<w:lvlRestart w:val="0"/>'
    levels = (level(0, "第%1章", "chineseCounting"), level(1, "第%2条", "chineseCounting", never))
    lists = numbering(abstract(0, *levels), a_list(1, 0))
    found = labels(lists, *(("1", depth) for depth in (0, 1, 1, 0, 1)))
    assert found == [f"{each}\u3000" for each in ("第一章", "第一条", "第二条", "第二章", "第三条")]


def test_a_level_may_be_named_for_a_style() -> None:
    named = level(1, "%2.", more='<w:pStyle w:val="clause"/>')
    lists = numbering(abstract(0, level(0, "%1."), named), a_list(1, 0))
    assert [lists.depth_of("1", style) for style in ("clause", "other")] == [1, None]
    assert lists.depth_of("9", "clause") is None


def test_a_level_without_the_one_above_counts_it_from_its_start() -> None:
    lists = numbering(abstract(0, level(0, "%1."), level(1, "%1.%2.")), a_list(1, 0))
    assert labels(lists, ("1", 1)) == ["1.1."]


def test_a_list_may_be_defined_by_a_style() -> None:
    lists = numbering(
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="文号"/></w:abstractNum>',
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="文号"/>{level(0, "（%1）")}</w:abstractNum>',
        a_list(1, 0),
    )
    assert labels(lists, ("1", 0)) == ["（1）"]


def test_what_is_not_there_has_no_number() -> None:
    lists = numbering(abstract(0, level(0, "%1.")), a_list(1, 0), a_list(2, 9))
    assert labels(lists, ("1", 1), ("2", 0), ("9", 0)) == [None, None, None]
    assert labels(ListNumbering.of(None), ("1", 0)) == [None]


def test_a_format_that_is_not_known_is_told_and_a_bullet_is_one() -> None:
    lists = numbering(abstract(0, level(0, "%1)", "hebrew1"), level(1, "o", "bullet")), a_list(1, 0))
    first, second = lists.next("1", 0), lists.next("1", 1)
    assert first is not None
    assert second is not None
    assert (first.text, first.unknown, second.is_bullet, second.depth) == ("1)", "hebrew1", True, 2)


def test_a_list_has_nine_levels_and_numbers_that_word_can_count() -> None:
    lists = numbering(
        abstract(0, *(level(depth, f"%{depth + 1}.") for depth in (*range(10), 2_000_000_000))), a_list(1, 0)
    )
    steps = [("1", 8), ("1", 9), ("1", 99), ("1", -1), ("1", 2_000_000_000)]
    assert labels(lists, *steps) == ["1.", None, None, None, None]
    start = f'<w:start w:val="{"9" * 4000}"/>'
    assert labels(numbering(abstract(0, level(0, "%1.", more=start)), a_list(1, 0)), ("1", 0)) == ["1."]


def test_a_label_no_one_can_read_is_its_number_and_told() -> None:
    found = numbering(abstract(0, level(0, "%1" * 10_000)), a_list(1, 0)).next("1", 0)
    assert found is not None
    assert (found.text, (found.unknown or "")[:4]) == ("1 ", "%1%1")
    longest = numbering(abstract(0, level(0, "第" * 58 + "%1")), a_list(1, 0)).next("1", 0)
    assert longest is not None
    assert (longest.text, longest.unknown) == ("第" * 58 + "1 ", None)


def test_numbers_of_deeper_levels_stand_in_a_label_as_they_are_written() -> None:
    lists = numbering(abstract(0, level(0, "%1%2")), a_list(1, 0))
    assert labels(lists, ("1", 0)) == ["1%2 "]


@pytest.mark.parametrize("mark", "、.．。)）]】:：-—")
def test_no_space_stands_behind_a_mark(mark: str) -> None:
    label = numbering(abstract(0, level(0, f"%1{mark}")), a_list(1, 0)).next("1", 0)
    assert label == Label(f"1{mark}", 1, is_bullet=False)


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）")}</w:lvlOverride>'
    lists = numbering(abstract(0, level(0, "%1.")), a_list(1, 0), a_list(2, 0, own))
    assert labels(lists, ("1", 0), ("2", 0)) == ["1.", "（2）"]
