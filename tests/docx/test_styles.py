from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from huibian.docx.styles import STYLE_NAMES, pitch, style_sheet, word_style
from huibian.frame import Role
from huibian.units import Length
from tests.support.bulletins import standard, standard_docx
from tests.support.documents import STYLES
from tests.support.wordml import W, attributes, find, has, part, style, tree, val

KEYS = [name.key for role, name in STYLE_NAMES.items() if role in STYLES]


def test_every_role_has_a_style_of_its_own() -> None:
    assert set(STYLE_NAMES) == set(Role) - {Role.PICTURE, Role.TABLE}
    assert len({name.key for name in STYLE_NAMES.values()}) == len({name.name for name in STYLE_NAMES.values()})


@pytest.mark.parametrize("key", KEYS)
def test_a_style_leaves_nothing_that_moves_lines_to_a_consumers_defaults(key: str) -> None:
    properties = find(style(standard_docx(), key), "pPr")

    assert attributes(find(properties, "spacing"))["lineRule"] == "exact"
    for name in ("widowControl", "overflowPunct", "topLinePunct", "adjustRightInd", "snapToGrid"):
        assert val(properties, name) == "0", name
    for name in ("kinsoku", "wordWrap", "autoSpaceDE", "autoSpaceDN"):
        assert attributes(find(properties, name)) == {}, name


@pytest.mark.parametrize("key", KEYS)
def test_fonts_are_named_in_every_slot_and_by_no_theme(key: str) -> None:
    fonts = attributes(find(style(standard_docx(), key), "rPr/rFonts"))

    assert fonts["hint"] == "eastAsia"
    assert fonts["ascii"] == fonts["hAnsi"] == fonts["cs"] == "Times New Roman"
    assert fonts["eastAsia"] in {"仿宋_GB2312", "方正小标宋简体", "黑体"}
    assert not any("Theme" in name for name in fonts)


def test_body_text_is_the_paragraph_style_that_needs_no_name() -> None:
    normal = style(standard_docx(), "Normal")

    assert normal.get(f"{W}default") == "1"
    assert style(standard_docx(), "DefaultParagraphFont").get(f"{W}default") == "1"
    assert attributes(find(normal, "pPr/spacing"))["line"] == "579"
    assert attributes(find(normal, "pPr/ind")) == {"left": "0", "right": "0", "firstLine": "640"}
    assert val(normal, "rPr/sz") == "32"
    assert attributes(find(normal, "rPr/lang")) == {"val": "zh-CN", "eastAsia": "zh-CN"}
    assert val(normal, "pPr/jc") == "both"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"size": Length.of("10.5", "pt")}, {"sz": "21", "szCs": "21"}),
        ({"bold": True}, {"b": None, "bCs": None}),
        ({"bold": False}, {"b": "0", "bCs": "0"}),
        ({"color": "C00000"}, {"color": "C00000"}),
        ({"tracking": Length.of("-0.5", "pt")}, {"spacing": "-10"}),
        ({}, {"kern": "0", "sz": "32"}),
    ],
)
def test_what_a_style_says_of_its_characters_is_written(
    changes: dict[str, Any], expected: dict[str, str | None]
) -> None:
    styles = {**STYLES, Role.PARAGRAPH: replace(STYLES[Role.PARAGRAPH], **changes)}
    sheet = tree(style_sheet(replace(standard(), styles=styles), None))
    written = next(each for each in sheet.iter(f"{W}style") if each.get(f"{W}styleId") == "Normal")

    assert {name: attributes(find(written, f"rPr/{name}")).get("val") for name in expected} == expected


@pytest.mark.parametrize(
    ("first", "written"), [(-1, {"hanging": "1"}), (0, {"firstLine": "0"}), (1, {"firstLine": "1"})]
)
def test_a_first_indent_is_written_by_its_sign(first: int, written: dict[str, str]) -> None:
    styles = {**STYLES, Role.PARAGRAPH: replace(STYLES[Role.PARAGRAPH], first_indent=Length.of(first, "twip"))}
    sheet = tree(style_sheet(replace(standard(), styles=styles), None))
    normal = next(each for each in sheet.iter(f"{W}style") if each.get(f"{W}styleId") == "Normal")

    assert attributes(find(normal, "pPr/ind")) == {"left": "0", "right": "0", **written}


@pytest.mark.parametrize("key", ["Rule", "Picture"])
def test_rules_and_pictures_have_no_indent_and_no_height_of_letters(key: str) -> None:
    own = style(standard_docx(), key)

    assert attributes(find(own, "pPr/ind")) == {"left": "0", "right": "0", "firstLine": "0"}
    assert (val(own, "rPr/sz"), val(own, "rPr/szCs"), val(own, "basedOn")) == ("2", "2", "Normal")


def test_a_rule_takes_the_least_height_that_every_consumer_sets() -> None:
    spacing = attributes(find(style(standard_docx(), "Rule"), "pPr/spacing"))

    assert spacing == {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}


def test_headings_have_their_depth_and_stay_with_what_follows() -> None:
    for depth in (1, 2, 3):
        heading = style(standard_docx(), f"Heading{depth}")
        assert val(heading, "name") == f"heading {depth}"
        assert val(heading, "pPr/outlineLvl") == str(depth - 1)
        assert attributes(find(heading, "pPr/keepNext")) == {}
    assert val(style(standard_docx(), "Normal"), "pPr/outlineLvl") == "9"


def test_a_hanging_indent_is_written_as_one() -> None:
    item = style(standard_docx(), "ColophonItem")

    assert attributes(find(item, "pPr/ind")) == {"left": "1680", "right": "280", "hanging": "1400"}


def test_contents_entries_have_a_dotted_tab_at_the_end_of_the_measure() -> None:
    entry = style(standard_docx(), "TOC2")

    assert attributes(find(entry, "pPr/tabs/tab")) == {"val": "right", "leader": "dot", "pos": "8447"}
    assert not has(style(standard_docx(), "TOC1"), "pPr/tabs")


def test_contents_entries_may_use_the_whole_measure_in_word() -> None:
    assert STYLES[Role.CONTENTS_ARTICLE].indent_end > 0
    assert word_style(standard(), Role.CONTENTS_ARTICLE).indent_end == 0
    assert word_style(standard(), Role.COLOPHON_ITEM) == STYLES[Role.COLOPHON_ITEM]


def test_the_pitch_is_never_rounded_up() -> None:
    assert pitch(STYLES[Role.PARAGRAPH]) == 579
    assert all(pitch(style_) * 50 <= style_.pitch for style_ in STYLES.values())


def test_names_that_word_does_not_know_are_marked_as_our_own() -> None:
    for each in part(standard_docx(), "styles").iter(f"{W}style"):
        own = each.get(f"{W}customStyle") == "1"
        assert own == (not val(each, "name").isascii())
