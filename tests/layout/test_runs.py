from __future__ import annotations

import pytest
from msgspec.structs import replace

from huibian.diagnostics import Diagnostics
from huibian.frame import Role, Run
from huibian.layout.paragraph import SetLine, Setter
from huibian.layoutfile.definition import load_layout
from huibian.text.model import Inline, Note
from tests.support.contents import SPAN
from tests.support.corpus import fonts
from tests.support.layouts import BULLETIN

pytestmark = pytest.mark.debian_fonts

LAYOUT = load_layout(BULLETIN)
BODY = LAYOUT.style(Role.PARAGRAPH)


def lines_of(*inlines: Inline) -> tuple[SetLine, ...]:
    setter = Setter(fonts(), LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())
    return setter.set(inlines, BODY).lines


def plain(text: str, *, bold: bool = False) -> Inline:
    return Inline(text, bold, SPAN)


def words(line: SetLine) -> list[Run]:
    return [run for run in line.runs if run.clusters]


def test_names_from_right_to_left_are_one_run_in_the_order_of_reading_drawn_from_left_to_right() -> None:
    (line,) = lines_of(plain("叫ئەلى باي的"))
    (name,) = words(line)

    assert (name.text, name.is_right_to_left, name.font) == ("ئەلى باي", True, "arabic")
    assert "".join(cluster.text for cluster in name.clusters) == "ئەلى باي"[::-1]
    assert [run.text for run in line.runs] == ["叫", "ئەلى باي", "的"]


def test_the_clusters_of_a_run_take_its_room_but_the_white_behind_it() -> None:
    (line,) = lines_of(plain("叫ئەلى باي的"))
    (name,) = words(line)
    gap = BODY.size.em(LAYOUT.line_breaking.western_gap)

    assert sum(cluster.advance for cluster in name.clusters) == name.width - gap
    assert len(line.fit.natural) == sum(len(run.characters) for run in line.runs) == 3
    assert line.fit.gaps == (0, 1)


def test_brackets_among_them_are_mirrored_and_numbers_are_not_turned() -> None:
    (line,) = lines_of(plain("叫باي «ئەلى» 26-باي的"))
    (name,) = words(line)
    book = fonts()
    drawn = {cluster.text: cluster.glyphs[0].id for cluster in name.clusters if cluster.text in "«»"}
    glyphs = {char: book.glyph("arabic", char) for char in "«»"}

    assert "".join(cluster.text for cluster in name.clusters) == "ياب-26 »ىلەئ« ياب"
    assert glyphs["«"] is not None
    assert drawn["»"] == glyphs["«"].id


def test_digits_and_spaces_among_them_are_of_the_same_face() -> None:
    (line,) = lines_of(plain("于2026年叫قىز 26 قىز的"))
    (name,) = words(line)

    assert {glyph.face.key for cluster in name.clusters for glyph in cluster.glyphs} == {"NotoNaskhArabic-Regular.ttf"}
    assert line.runs[1].face == "LiberationSerif-Regular.ttf"


def test_each_line_of_a_longer_quotation_is_turned_by_itself() -> None:
    quotation = " ".join(["باي"] * 16)
    first, second = lines_of(plain(f"他写道：{quotation}。"))

    assert words(first)[0].text + " " + words(second)[0].text == quotation
    assert first.runs[-1].text == " "  # it vanishes, at the end of the line
    assert first.fit.natural[-1] == 0


def test_a_word_of_tibetan_is_a_run_with_its_stacks_as_clusters() -> None:
    (line,) = lines_of(plain("叫བརྒྱ་མི的"))

    assert [run.text for run in line.runs] == ["叫", "བརྒྱ་", "མི", "的"]
    assert [cluster.text for cluster in words(line)[0].clusters] == ["བ", "རྒྱ", "་"]


def test_a_letter_of_such_a_script_that_stands_alone_is_a_word_too() -> None:
    (line,) = lines_of(plain("字母ས和ᠪ"))

    assert [run.text for run in words(line)] == ["ས", "ᠪ"]


@pytest.mark.parametrize("text", ["葛\U000e0100\u0308川", "叫ب\u202f\u180eᠠ的", "叫دب\u200c\u200dج的"])
def test_every_character_of_odd_neighbours_is_set_and_drawn(text: str) -> None:
    (line,) = lines_of(plain(text))

    assert "".join(run.text for run in line.runs) == text
    for run in line.runs:
        assert len(run.advances) == len(run.characters)
        assert not run.clusters or sorted("".join(each.text for each in run.clusters)) == sorted(run.text)


def test_names_that_are_bold_in_part_are_bold() -> None:
    (line,) = lines_of(plain("叫ئەلى "), plain("باي", bold=True), plain("的"))
    (name,) = words(line)

    assert name.bold
    assert name.stroke > 0


def test_what_is_equal_on_lines_is_there_once() -> None:
    setter = Setter(fonts(), LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())
    lines = [setter.set([plain(text)], BODY).lines[0] for text in ("山川，河流。", "湖海，云雾。")]
    first, second = ([run for run in line.runs if len(run.text) == 1] for line in lines)

    assert [run.text for run in first] == ["，", "。"]
    assert all(run is other for run, other in zip(first, second, strict=True))
    assert lines[0].runs[0].advances is lines[1].runs[0].advances
    assert lines[0].fit.natural is lines[1].fit.natural


def test_marks_that_say_the_same_are_of_their_own_footnotes() -> None:
    setter = Setter(fonts(), LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics(), notes=LAYOUT.notes)
    note = Note((plain("注"),), SPAN)
    (line,) = (
        setter.numbering((1, 1))
        .set([plain("山"), replace(plain(""), note=note), plain("川"), replace(plain(""), note=note)], BODY)
        .lines
    )

    assert [(run.text, run.note) for run in line.runs] == [("山", None), ("①", 1), ("川", None), ("①", 2)]


def test_a_colour_is_that_of_the_style() -> None:
    setter = Setter(fonts(), LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())
    styles = [replace(BODY, color=color) for color in ("000000", "CC0000")]

    assert [setter.set([plain("，")], style).lines[0].runs[0].color for style in styles] == ["000000", "CC0000"]
