from __future__ import annotations

import pytest
from lxml import etree
from msgspec.structs import replace

from huibian.docx.flow import WordText, flow
from huibian.docx.lines import set_lines
from huibian.docx.paragraphs import Paragraphs
from huibian.docx.write import write_docx
from huibian.frame import Indents, Role
from huibian.units import ZERO, Length
from tests.support.bulletins import PARAGRAPH, standard_docx
from tests.support.documents import SIZE, bulletin
from tests.support.examples import NAMES, composed
from tests.support.wordml import W, attributes, find, has, paragraphs, text, tree, val


def test_every_run_takes_shared_signs_from_the_chinese_font_unless_given_another() -> None:
    for each in paragraphs(standard_docx()):
        for run in each.iter(f"{W}r"):
            if run.find(f"{W}t") is not None:
                fonts = attributes(find(run, "rPr/rFonts"))
                assert fonts == {"hint": "eastAsia"} or len(set(fonts.values())) == 1


def test_emphasis_is_bold() -> None:
    written = paragraphs(write_docx(bulletin([(Role.PARAGRAPH, "一是**抓部署**。")], cover=False)))[0]

    assert [(text(run), has(run, "rPr/b")) for run in written.iter(f"{W}r")] == [
        ("一是", False),
        ("抓部署", True),
        ("。", False),
    ]


def test_a_heading_has_white_before_it_only_where_the_page_has() -> None:
    first, second, third = paragraphs(standard_docx(), "Heading2")

    assert attributes(find(first, "pPr/spacing")) == {"before": "579"}
    assert attributes(find(second, "pPr/spacing")) == {"before": "579"}
    assert attributes(find(third, "pPr/spacing")) == {"before": "579"}
    assert not has(paragraphs(standard_docx(), "Heading1")[0], "pPr/spacing")


def test_a_heading_that_would_find_room_on_the_page_before_it_breaks_the_page() -> None:
    lines = [(Role.PARAGRAPH, "一行。")] * 20
    long = (Role.PARAGRAPH, PARAGRAPH * 4)
    heading = paragraphs(write_docx(bulletin([*lines, (Role.ARTICLE_TITLE, "标题"), long])), "Heading2")[0]

    assert has(heading, "pPr/pageBreakBefore")
    assert not has(heading, "pPr/spacing")


def test_a_rule_is_a_border_of_its_own_paragraph_in_eighths_of_a_point() -> None:
    rules = paragraphs(standard_docx(), "Rule")

    borders = [attributes(find(rule, "pPr/pBdr/top")) for rule in rules]
    assert [border["sz"] for border in borders] == ["16", "6", "6", "6", "8"]
    assert all(border["val"] == "single" and border["space"] == "0" for border in borders)
    assert all(attributes(find(rule, "pPr/ind")) == {"left": "0", "right": "0"} for rule in rules)
    assert not any(text(rule) for rule in rules)


def test_a_fixed_paragraph_says_its_place_by_white_and_pitch_alone() -> None:
    masthead = paragraphs(standard_docx(), "Masthead")[0]

    assert attributes(find(masthead, "pPr/spacing")) == {"before": "725", "line": "1560", "lineRule": "exact"}
    assert val(masthead, "pPr/pStyle") == "Masthead"


def test_type_that_is_made_smaller_is_written_in_half_points_for_every_script() -> None:
    document = bulletin([(Role.PARAGRAPH, "审定：（空）”。")], cover=False)
    (block,) = flow(document)[0].body
    assert isinstance(block, WordText)
    (line,) = block.lines
    narrow = replace(line, fit=replace(line.fit, measure=SIZE * 6))
    (run,) = set_lines([narrow], SIZE, ZERO).runs
    assert run.size is not None

    written = tree(Paragraphs(document).cell(replace(block, lines=(narrow,)), None))

    assert [val(written, f"r/rPr/{name}") for name in ("sz", "szCs")] == [f"{run.size.pt * 2:g}"] * 2


def test_a_paragraph_without_white_between_han_and_latin_says_so_for_letters_and_for_digits() -> None:
    few = "县志办整理旧志3种、村志许多，其中清代的各种各样的都已经完成校勘，其余各种也在陆续付印当中了。"
    many = few.replace("村志许多", "村志5种")
    spaced, tight = paragraphs(write_docx(bulletin([(Role.PARAGRAPH, few), (Role.PARAGRAPH, many)], cover=False)))[:2]

    for name in ("autoSpaceDE", "autoSpaceDN"):
        assert not has(spaced, f"pPr/{name}")
        assert val(tight, f"pPr/{name}") == "0"


def test_a_first_line_of_its_own_indent_says_so() -> None:
    document = bulletin([(Role.PARAGRAPH, "附件：1.名单")], cover=False)
    (block,) = flow(document)[0].body
    assert isinstance(block, WordText)

    def indents(first: Length, *, continues: bool = False) -> dict[str, str]:
        own = replace(block.block, indents=Indents(start=SIZE * 5, first=first))
        written = tree(Paragraphs(document).flowing(replace(block, block=own, continues=continues)))
        return attributes(find(written, "pPr/ind"))

    assert indents(SIZE * 2) == {"left": "1600"}  # as its style has it
    assert indents(SIZE) == {"left": "1600", "firstLine": "320"}
    assert indents(-SIZE) == {"left": "1600", "hanging": "320"}
    assert indents(-SIZE, continues=True) == {"left": "1600", "hanging": "0"}


@pytest.fixture(name="scripts", scope="module")
def _scripts() -> dict[str, etree._Element]:
    """The runs of the example with names in many scripts, by their text."""
    written = paragraphs(write_docx(composed(NAMES).document))
    return {text(run): run for each in written for run in each.iter(f"{W}r")}


@pytest.mark.debian_fonts
@pytest.mark.parametrize(
    ("name", "font", "language", "turned"),
    [
        ("ئابدۇراھمان ئەلى", "Microsoft Uighur", "ug-CN", True),
        ("བཀྲ་ཤིས་དོན་གྲུབ་", "Microsoft Himalaya", "bo-CN", False),
        ("ᠪᠠᠶᠠᠷ", "Mongolian Baiti", "mn-Mong-CN", False),
        ("สมชาย", "Leelawadee UI", "th-TH", False),
    ],
)
def test_a_name_in_another_script_is_a_run_with_its_font_language_and_direction(
    name: str, font: str, language: str, scripts: dict[str, etree._Element], *, turned: bool
) -> None:
    run = scripts[name]
    assert set(attributes(find(run, "rPr/rFonts")).values()) == {font}
    assert set(attributes(find(run, "rPr/lang")).values()) == {language}
    assert (has(run, "rPr/rtl"), has(run, "rPr/cs"), has(run, "rPr/spacing")) == (turned, True, False)
    assert (has(run, "rPr/b"), has(run, "rPr/bCs")) == (False, False)
    assert not any(attributes(find(run, f"rPr/{name}")) for name in ("rtl", "cs") if has(run, f"rPr/{name}"))


@pytest.mark.debian_fonts
def test_letters_of_yi_that_stand_by_themselves_may_be_spaced(scripts: dict[str, etree._Element]) -> None:
    run = scripts["ꆈꌠꉙꇁ"]
    assert set(attributes(find(run, "rPr/rFonts")).values()) == {"Microsoft Yi Baiti"}
    assert not has(run, "rPr/cs")


@pytest.mark.debian_fonts
def test_no_tracking_parts_the_letters_of_a_word() -> None:
    document = composed(NAMES).document
    spaced = replace(document.styles[Role.PARAGRAPH], tracking=Length.of(1, "pt"))
    written = paragraphs(write_docx(replace(document, styles={**document.styles, Role.PARAGRAPH: spaced})))
    runs = {text(run): run for each in written for run in each.iter(f"{W}r")}
    assert val(runs["ئابدۇراھمان ئەلى"], "rPr/spacing") == "0"
