from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from huibian.fontbook import Ink
from huibian.frame import (
    BlockNumber,
    Border,
    Edge,
    Item,
    Link,
    NoteSeparator,
    PlacedPicture,
    Rule,
    Run,
    RunKind,
    TextLine,
    TurnedLine,
)
from huibian.pdf.content import page_content
from huibian.pdf.drawn import DrawnFont
from huibian.pdf.glyphs import CodedGlyph, UsedFace, levels
from huibian.units import Length
from tests.support.samples import SERIF, artifact, set_line, set_run

HEIGHT = Length.of(800, "pt")
FULL, DOT = Ink(50, -80, 950, 840), Ink(80, 0, 170, 90)
GLYPHS = {
    "汉": CodedGlyph("0001", 1000, FULL, levels(FULL)),
    "字": CodedGlyph("0002", 1000, FULL, levels(FULL)),
    ".": CodedGlyph("0003", 250, DOT, levels(DOT)),
}
FONT = UsedFace("F1", SERIF, GLYPHS)
OTHER = UsedFace("F2", SERIF, GLYPHS)
TOP = Length.of("100", "pt")  # of a line with its baseline at 120.555 pt, 679.445 pt from the foot


def draw(*items: Item) -> list[str]:
    content = page_content(items, HEIGHT, {SERIF.key: FONT, "other": OTHER}, DrawnFont("F0"))
    return content.stream.decode().split("\n")


def line_of(*runs: Run) -> TextLine:
    return set_line(TOP, runs, 0, Length.of("86.5", "pt"))


def test_a_line_is_one_array_at_its_origin() -> None:
    assert draw(line_of(set_run("汉字"))) == [
        "BT",
        "/F1 16 Tf",
        "1 0 0 1 86.5 679.445 Tm [<00010002>]TJ",
        "ET",
    ]


def test_an_advance_that_is_not_the_faces_own_becomes_a_number() -> None:
    assert "[<0001>-125<0002>]TJ" in draw(line_of(set_run("汉字", extra=2000)))[2]
    assert "[<0001>18.75<0002>]TJ" in draw(line_of(set_run("汉字", extra=-300)))[2]


@given(st.lists(st.integers(-100, 24000), min_size=2, max_size=60), st.sampled_from([7500, 10500, 16000, 60000]))
def test_no_error_adds_up_along_a_line(extras: list[int], size: int) -> None:
    text = "".join("汉."[index % 3 == 0] for index in range(len(extras)))
    advances = [GLYPHS[char].width * size // 1000 + extra for char, extra in zip(text, extras, strict=True)]
    run = replace(set_run(text, size=Length(size)), advances=tuple(advances))
    shown = re.search(r"\[(.*)\]TJ", draw(line_of(run))[2])
    assert shown is not None
    pen, places = 0.0, []
    for number, codes in re.findall(r"(-?[\d.]+(?:e[+-]\d+)?)|<([0-9A-F]*)>", shown[1]):
        if number:
            pen -= float(number) * size / 1000
        for code in re.findall("....", codes):
            places.append(pen)
            pen += {"0001": 1000, "0003": 250}[code] * size / 1000
    assert places == pytest.approx([sum(advances[:count]) for count in range(len(advances))], abs=2)


def test_runs_follow_one_another_and_select_a_font_only_when_it_changes() -> None:
    other = replace(set_run("字"), face="other")
    operators = draw(line_of(set_run("汉"), set_run("字"), other))
    assert [each for each in operators if "Tf" in each] == ["/F1 16 Tf", "/F2 16 Tf"]
    assert [each.split()[4] for each in operators if "Tm" in each] == ["86.5", "102.5", "118.5"]


def test_black_and_grey_need_one_component_and_colours_three() -> None:
    runs = (replace(set_run("汉"), color=color) for color in ("000000", "FF0000", "808080", "000000"))
    colors = [each for each in draw(line_of(*runs)) if each.endswith((" g", " rg"))]
    assert colors == ["1 0 0 rg", "0.502 g", "0 g"]


def test_text_behind_a_coloured_rule_has_its_own_colour_again() -> None:
    rule = Rule(Length(86457), Length(300000), Length(422362), Length(709), "FF0000", BlockNumber(0), Edge.BELOW)
    line = line_of(set_run("汉"))
    assert [each for each in draw(line, rule, line, line) if each.endswith((" g", " rg"))] == ["1 0 0 rg", "0 g"]


def test_emboldened_glyphs_are_outlined_in_their_own_colour_and_the_next_ones_are_not() -> None:
    bold = replace(set_run("汉", bold=True), color="FF0000")
    operators = draw(line_of(bold, set_run("字")))
    assert operators.index("1 0 0 RG 0.45 w 1 j 2 Tr") < operators.index("0 Tr")
    assert draw(line_of(set_run("字"))).count("0 Tr") == 0


def test_a_leader_is_an_artifact_that_begins_after_its_white() -> None:
    leader = replace(set_run(".."), advances=(5000, 4000, 4000), kind=RunKind.TAB)
    operators = draw(line_of(set_run("汉"), leader, set_run("字")))
    assert operators[3] == "/Artifact BMC 1 0 0 1 107.5 679.445 Tm [<00030003>]TJ EMC"
    assert operators[4].startswith("1 0 0 1 115.5 ")


def test_a_tab_without_dots_only_moves() -> None:
    jump = replace(set_run(""), advances=(50000,), kind=RunKind.TAB)
    operators = draw(line_of(set_run("汉"), jump, set_run("字")))
    assert [each.split()[4] for each in operators if "Tm" in each] == ["86.5"]
    assert "[<000100020003>]TJ" in operators[2]
    assert not any("Artifact" in each for each in operators)


def test_a_line_that_belongs_to_no_block_is_an_artifact() -> None:
    assert draw(artifact(line_of(set_run("汉"))))[2].startswith("/Artifact BMC ")
    assert "Artifact" not in draw(line_of(set_run("汉")))[2]


def test_a_turned_line_is_set_on_its_own_paper_laid_a_quarter_round() -> None:
    line = artifact(line_of(set_run("汉")))
    depth = Length.of(1000, "pt")
    plain, turned = draw(line), draw(TurnedLine(line, depth), line)

    assert turned[0] == "q 0 -1 1 0 0 800 cm"
    assert [each for each in turned if "Tm" in each] == [
        next(each for each in plain if "Tm" in each).replace("679.445", "879.445"),
        next(each for each in plain if "Tm" in each),
    ]
    assert turned[-len(plain) - 1 :] == ["Q", *plain]  # the font is asked for again


def test_a_rule_is_a_bar_of_its_exact_thickness_centred_on_its_place() -> None:
    rule = Rule(Length(86457), Length(300000), Length(422362), Length(709), "FF0000", BlockNumber(0), Edge.BELOW)
    assert draw(rule) == ["1 0 0 rg", "/Artifact BMC 86.457 499.6455 422.362 0.709 re f EMC"]


def test_a_border_is_a_bar_that_hangs_from_its_place() -> None:
    border = Border(Length(86457), Length(300000), Length(510), Length(20000), "000000")

    assert draw(border) == ["/Artifact BMC 86.457 480 0.51 20 re f EMC"]


def test_so_is_what_parts_text_and_footnotes() -> None:
    places = (Length(86457), Length(300000), Length(150000), Length(500))
    separator = NoteSeparator(*places, "000000", BlockNumber(3), Length(40000), 2)

    assert draw(separator) == ["/Artifact BMC 86.457 499.5 150 0.5 re f EMC"]


def test_a_picture_is_its_unit_square_stretched_over_its_place() -> None:
    picture = PlacedPicture(Length(100000), Length(200000), Length(120000), Length(80000), "image7", BlockNumber(7))

    assert draw(picture) == ["q 120 0 0 80 100 520 cm /image7 Do Q"]


def test_a_raised_mark_is_shown_from_the_baseline_of_its_line() -> None:
    mark = replace(set_run("字"), rise=Length.of("6.4", "pt"), kind=RunKind.NOTE_REFERENCE)

    places = [each.split()[4:6] for each in draw(line_of(set_run("汉"), mark, set_run("汉"))) if "Tm" in each]

    assert places == [["86.5", "679.445"], ["102.5", "679.445"], ["118.5", "679.445"]]


def test_a_link_is_not_drawn() -> None:
    assert draw(Link(Length(0), Length(0), Length(9), Length(9), BlockNumber(0), BlockNumber(1))) == [""]


def test_a_character_without_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        draw(line_of(set_run("没")))
