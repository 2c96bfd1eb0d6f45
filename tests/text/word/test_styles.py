from __future__ import annotations

from unittest.mock import Mock

import pytest
from docx.oxml import parse_xml

from huibian.text.word import styles as module
from huibian.text.word.styles import CharacterLook, Standing, StyleKind, StyleNumbers, Styles, TableBorders
from tests.support.worddocs import NAMES


def styles(*parts: tuple[str, str, str]) -> Styles:
    """Styles by id, name and what else they hold."""
    items = "".join(
        f'<w:style w:type="paragraph" w:styleId="{each}"><w:name w:val="{name}"/>{more}</w:style>'
        for each, name, more in parts
    )
    return Styles.of(parse_xml(f"<w:styles {NAMES}>{items}</w:styles>"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("heading 2", (StyleKind.HEADING, 2)),
        ("Heading 2", (StyleKind.HEADING, 2)),
        ("标题 2", (StyleKind.HEADING, 2)),
        ("标题2", (StyleKind.HEADING, 2)),
        ("Title", (StyleKind.TITLE, 0)),
        ("标题", (StyleKind.TITLE, 0)),
        ("toc 1", (StyleKind.CONTENTS, 0)),
        ("TOC Heading", (StyleKind.CONTENTS, 0)),
        ("caption", (StyleKind.CAPTION, 0)),
        ("题注", (StyleKind.CAPTION, 0)),
        *((name, (StyleKind.QUOTATION, 0)) for name in ("Quote", "Intense Quote", "引用", "明显引用")),
        ("正文", (StyleKind.TEXT, 0)),
    ],
)
def test_a_style_is_known_by_its_name(name: str, kind: tuple[StyleKind, int]) -> None:
    assert styles(("a", name, "")).kind("a") == kind


def test_a_style_is_what_it_is_based_on_even_in_a_circle() -> None:
    own = styles(("a", "公文标题", '<w:basedOn w:val="b"/>'), ("b", "heading 1", "<w:rPr><w:b/></w:rPr>"))
    assert (own.kind("a"), own.run("a").bold) == ((StyleKind.HEADING, 1), True)
    circle = styles(("a", "甲", '<w:basedOn w:val="b"/>'), ("b", "乙", '<w:basedOn w:val="a"/>'))
    assert (circle.kind("a"), circle.run("a").bold, circle.numbers_of("a")) == ((StyleKind.TEXT, 0), None, None)


def test_a_paragraph_without_style_has_the_default_one() -> None:
    own = styles(("a", "heading 1", ""))
    own.elements["a"].set(f"{{{own.elements['a'].nsmap['w']}}}default", "1")
    assert Styles.of(own.elements["a"].getparent()).kind(None) == (StyleKind.HEADING, 1)
    assert styles().kind(None) == Styles.of(None).kind("x") == (StyleKind.TEXT, 0)


def test_a_style_may_number_its_paragraphs() -> None:
    number = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    assert styles(("a", "甲", number)).numbers_of("a") == StyleNumbers("3", 1, "a")


def test_a_style_may_leave_the_level_to_the_list_and_hands_its_list_on() -> None:
    number = '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'
    own = styles(("a", "甲", number), ("b", "乙", '<w:basedOn w:val="a"/>'))
    assert own.numbers_of("b") == StyleNumbers("3", None, "a")


def test_a_chain_of_any_length_is_followed_and_each_style_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    look = Mock(side_effect=module._own)
    monkeypatch.setattr(module, "_own", look)
    chain = [(f"s{n}", "甲", f'<w:basedOn w:val="s{n + 1}"/>') for n in range(5000)]
    lines = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    made = styles(*chain, ("s5000", "heading 2", f"<w:rPr><w:b/></w:rPr>{lines}"))
    assert {made.kind(f"s{n}") for n in range(5000)} == {(StyleKind.HEADING, 2)}
    assert made.run("s0").bold
    assert all(made.borders(f"s{n}") == TableBorders({"top": True}) for n in range(5000))
    assert look.call_count == 5001


def test_what_a_style_says_of_looks_stands_on_what_it_is_based_on() -> None:
    own = styles(
        (
            "a",
            "甲",
            '<w:basedOn w:val="b"/><w:pPr><w:ind w:left="40" w:x="1"/></w:pPr>'
            '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>',
        ),
        (
            "b",
            "乙",
            '<w:pPr><w:jc w:val="center"/><w:ind w:left="20" w:firstLineChars="200"/></w:pPr>'
            '<w:rPr><w:sz w:val="44"/><w:rFonts w:hAnsi="Arial"/></w:rPr>',
        ),
    )
    assert own.run("a") == CharacterLook(None, 44, "Wingdings")
    assert own.run("b") == CharacterLook(None, 44, "Arial")
    assert own.standing("a") == Standing("center", {"left": "40", "firstLineChars": "200"})
    assert (own.standing("x"), own.character("x")) == (Standing(), CharacterLook())


def test_what_no_style_says_is_what_the_file_says_of_all_text() -> None:
    said = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/><w:b/></w:rPr></w:rPrDefault></w:docDefaults>'
    assert Styles.of(parse_xml(f"<w:styles {NAMES}>{said}</w:styles>")).run("x") == CharacterLook(True, 21, None)
    assert Styles.of(None).run(None).size == 20


@pytest.mark.parametrize(
    "side", ["top", "left", "start", "bottom", "right", "end", "insideH", "insideV", "tl2br", "tr2bl"]
)
@pytest.mark.parametrize(("line", "is_seen"), [("single", True), ("nil", False), ("none", False)])
def test_a_line_on_any_side_of_a_table_is_seen(side: str, line: str, is_seen: bool) -> None:
    borders = f'<w:tblPr><w:tblBorders><w:{side} w:val="{line}"/></w:tblBorders></w:tblPr>'
    assert TableBorders.of(parse_xml(f"<w:tbl {NAMES}>{borders}</w:tbl>")) == TableBorders({side: is_seen})
