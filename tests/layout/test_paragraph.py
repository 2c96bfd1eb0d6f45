from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from huibian import resources
from huibian.diagnostics import Diagnostics, Span
from huibian.fontbook import FontBook
from huibian.frame import Align, Role, RunKind
from huibian.layout.paragraph import SetLine, Setter
from huibian.layoutfile.definition import load_layout
from huibian.text.model import Inline
from tests.support import contents
from tests.support.layouts import BULLETIN

pytestmark = pytest.mark.debian_fonts

LAYOUT = load_layout(BULLETIN)
BODY = LAYOUT.style(Role.PARAGRAPH)
PLACE = Span(Path("文章.txt"), 3, 5)
EM = BODY.size


@pytest.fixture(name="setter", scope="module")
def _setter() -> Setter:
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    return Setter(fonts, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())


def inlines(text: str, *, bold: bool = False) -> list[Inline]:
    return [Inline(text, bold, PLACE)]


def text_of(line: SetLine) -> str:
    return "".join(run.text for run in line.runs)


def test_the_first_line_is_indented_and_the_others_fill_the_measure(setter: Setter) -> None:
    first, second, *_ = setter.set(inlines("山川河流湖海云雾" * 8), BODY).lines

    assert (first.x, second.x) == (EM * 2, 0)
    assert first.x + first.width == setter.width == second.width


def test_a_line_is_cut_into_runs_of_one_face(setter: Setter) -> None:
    (line,) = setter.set(inlines("于2026年，镕"), BODY).lines

    assert [run.text for run in line.runs] == ["于", "2026", "年", "，", "镕"]
    assert len({run.face for run in line.runs}) == 4


def test_bold_text_is_a_run_of_its_own_with_a_stroke(setter: Setter) -> None:
    parts = [*inlines("要点。", bold=True), *inlines("其余照旧。")]
    (line,) = setter.set(parts, BODY).lines

    assert [(run.bold, run.stroke > 0) for run in line.runs if run.text == "要点"] == [(True, True)]
    assert not any(run.stroke for run in line.runs if not run.bold)


def test_marks_share_white_across_a_change_of_weight(setter: Setter) -> None:
    parts = [*inlines("《要点》", bold=True), *inlines("、其余照旧。")]
    (line,) = setter.set(parts, BODY).lines
    advances = [advance for run in line.runs for advance in run.advances]

    assert advances[text_of(line).index("》")] == EM // 2


def test_centred_and_end_aligned_lines_share_out_their_room(setter: Setter) -> None:
    style = replace(BODY, first_indent=BODY.indent_start)
    (centred,) = setter.set(inlines("山川"), replace(style, align=Align.CENTER)).lines
    (at_end,) = setter.set(inlines("山川"), replace(style, align=Align.END)).lines

    assert centred.x == (setter.width - EM * 2) // 2
    assert at_end.x + at_end.width == setter.width


def test_the_fit_tells_what_stood_on_the_line_before_adjustment(setter: Setter) -> None:
    text = "全县共有2026个村民小组，" * 4
    first, *_, last = setter.set(inlines(text), BODY).lines

    assert first.fit.measure == setter.width - EM * 2
    assert len(first.fit.natural) == len(text_of(first))
    digits = [i for i, char in enumerate(text_of(first)) if char.isdigit()]
    assert {first.fit.natural[i] for i in digits} == {EM // 2}
    assert first.fit.gaps[:2] == (text_of(first).index("有"), text_of(first).index("6"))
    assert not last.fit.next_gap


def test_a_gap_to_the_next_line_is_told_apart_from_those_within(setter: Setter) -> None:
    first, second = setter.set(inlines("山川河流" * 6 + "2026年"), BODY).lines

    assert text_of(second).startswith("2026")
    assert first.fit.next_gap
    assert first.fit.gaps == ()


def test_a_space_at_a_line_end_takes_no_room_but_stays_in_the_text(setter: Setter) -> None:
    first, second = setter.set(inlines("山川河流湖海云雾风雨雷电春夏秋冬东西南北中上下左 右边的字"), BODY).lines

    assert text_of(first).endswith(" ")
    assert first.fit.natural[-1] == 0
    assert text_of(second) == "右边的字"


def test_a_variation_selector_brings_its_own_form_as_one_character(setter: Setter) -> None:
    plain, variant = (setter.set(inlines(f"山葛{selector}川"), BODY).lines[0] for selector in ("", "\U000e0100"))

    assert text_of(variant) == "山葛\U000e0100川"
    assert [run.characters for run in variant.runs] == [["山"], ["葛\U000e0100"], ["川"]]
    assert variant.runs[0].face == variant.runs[2].face != variant.runs[1].face
    assert variant.fit == plain.fit
    assert variant.width == plain.width


def test_a_form_that_no_face_has_is_set_plain_and_reported() -> None:
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    setter = Setter(fonts, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())
    (line,) = setter.set(inlines("山葛\U000e01ef川葛\U000e01ef"), BODY).lines

    assert text_of(line) == "山葛川葛"
    assert [(found.code, found.span) for found in setter.diagnostics] == [
        ("HB508", Span(PLACE.file, 3, 6)),
        ("HB508", Span(PLACE.file, 3, 9)),
    ]


def test_a_character_that_no_face_has_is_noted_with_its_place() -> None:
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    setter = Setter(fonts, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())
    setter.set(inlines("山\U00013000川"), BODY)

    (found,) = setter.diagnostics
    assert (found.code, found.span) == ("HB501", Span(PLACE.file, 3, 6))


@pytest.mark.parametrize(
    ("text", "left", "codes"), [("山\U0001f970川", "山川", ["HB531"]), ("\U0001f970", "", ["HB501"])]
)
def test_an_emoji_that_no_face_has_is_left_out_unless_nothing_would_be_left(
    text: str, left: str, codes: list[str]
) -> None:
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    setter = Setter(fonts, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())
    lines = setter.set(inlines(text), BODY).lines

    assert "".join(map(text_of, lines)) == left
    assert [each.code for each in setter.diagnostics] == codes


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("☐☑✔✘➢►✉⁻⌈⌉⟺\U0001f600", "symbols"),
        ("→⇒∀∈∑", "fangsong"),
        ("Владимир", "fangsong"),
        ("Nguyễn", "fangsong"),
        ("ʂɔŋ˥˩", "fangsong"),
        ("연변", "fangsong"),
        ("ꆈꌠꉙ", "yi"),
        ("ᦷᦟᦑᧁᧉ", "new_tai_lue"),
        ("བཀྲ་ཤིས", "tibetan"),
        ("ᠪᠠᠶᠠᠷ", "mongolian"),
        ("ئەلى", "arabic"),
        ("قاسىمجان", "arabic"),
        ("สมชาย", "thai"),
        ("Nguye\u0302\u0303n", "fangsong"),
    ],
)
def test_signs_and_letters_of_many_scripts_are_set(text: str, font: str, setter: Setter) -> None:
    (line,) = setter.set(inlines(text), BODY).lines
    assert (text_of(line), {run.font for run in line.runs}) == (text, {font})


def test_letters_that_the_western_face_has_are_set_in_it(setter: Setter) -> None:
    (line,) = setter.set(inlines("Қазақ Nguyễn ʂʊŋ"), BODY).lines
    assert {run.face for run in line.runs} == {"LiberationSerif-Regular.ttf"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("泰文" + "ก" * 30, []),
        ("泰文" + "ก" * 60, ["HB532"]),
        ("باي " * 12, []),
        ("باي " * 30, ["HB533"]),
        ("注" + "باي " * 30, []),
    ],
    ids=["fits", "too long", "one line", "a paragraph", "a quotation"],
)
def test_words_too_long_and_whole_paragraphs_from_right_to_left_are_refused(text: str, codes: list[str]) -> None:
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    setter = Setter(fonts, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())
    setter.set(inlines(text.strip()), BODY)

    assert [(each.code, each.span is not None) for each in setter.diagnostics] == [(code, True) for code in codes]


def test_no_text_makes_no_line(setter: Setter) -> None:
    assert setter.set(inlines(""), BODY).lines == ()


def test_no_white_stands_before_the_mark_of_a_footnote_nor_behind_it() -> None:
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    setter = Setter(fonts, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics(), notes=LAYOUT.notes)
    noted = [*inlines("山川2026"), contents.note("出处。"), *inlines("3处")]

    (line,) = setter.set(noted, BODY).lines

    assert text_of(line) == "山川2026①3处"
    assert line.fit.gaps == (1, 7)
    mark = next(run for run in line.runs if run.kind is RunKind.NOTE_REFERENCE)
    assert mark.advances == (mark.size,)


def test_each_mark_of_a_footnote_is_a_run_even_of_one_footnote() -> None:
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    setter = Setter(fonts, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics(), notes=LAYOUT.notes)
    noted = contents.note("出处。")

    (line,) = setter.set([*inlines("山川"), noted, noted], BODY).lines

    assert [(run.text, run.note) for run in line.runs] == [("山川", None), ("①", 1), ("②", 2)]
    assert [each.number for each in line.notes] == [1, 2]


def test_a_selector_apart_from_its_character_is_reported_like_one_beside_it() -> None:
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    setter = Setter(fonts, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())
    (line,) = setter.set([*inlines("山葛"), Inline("\ufe0f川", True, PLACE)], BODY).lines

    assert text_of(line) == "山葛川"
    assert [found.code for found in setter.diagnostics] == ["HB508"]
