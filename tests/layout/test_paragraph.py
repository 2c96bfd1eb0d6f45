from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from huibian import resources
from huibian.diagnostics import Diagnostics, Span
from huibian.fontbook import FontBook
from huibian.frame import Align, NoteNumber, Role, RunKind
from huibian.layout.paragraph import SetLine, Setter
from huibian.layout.runs import NumberedNote
from huibian.layoutfile.definition import load_layout
from huibian.text.model import Inline
from huibian.units import ZERO, Length
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


def own_setter(**rules: Any) -> Setter:
    """One with diagnostics of its own, and rules besides the layout's."""
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    chosen = replace(LAYOUT.line_breaking, **rules)
    return Setter(fonts, chosen, LAYOUT.type_area.width, Diagnostics(), notes=LAYOUT.notes)


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
    assert all(run.stroke < EM // 10 for run in line.runs)


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


def test_a_variation_selector_is_no_matter_of_the_words_of_a_title(setter: Setter) -> None:
    title = "关于印发学习宣传和贯彻执行县委关于诸葛亮研究中心正式成立并召开第一次全体会议"
    style = replace(BODY, first_indent=ZERO, align=Align.CENTER)
    plain = [text_of(line) for line in setter.set(inlines(title), style).lines]
    varied = [text_of(line) for line in setter.set(inlines(title.replace("葛", "葛\U000e0100")), style).lines]

    assert [line.replace("\U000e0100", "") for line in varied] == plain
    assert plain[0].endswith("诸葛亮")


def test_a_form_that_no_face_has_is_set_plain_and_reported() -> None:
    setter = own_setter()
    (line,) = setter.set(inlines("山葛\U000e01ef川葛\U000e01ef"), BODY).lines

    assert text_of(line) == "山葛川葛"
    assert [(found.code, found.span) for found in setter.diagnostics] == [
        ("HB508", Span(PLACE.file, 3, 6)),
        ("HB508", Span(PLACE.file, 3, 9)),
    ]


def test_a_character_that_no_face_has_is_noted_with_its_place() -> None:
    setter = own_setter()
    setter.set(inlines("山\U00013000川"), BODY)

    (found,) = setter.diagnostics
    assert (found.code, found.span) == ("HB501", Span(PLACE.file, 3, 6))


@pytest.mark.parametrize(("text", "same"), [("-1,234.5%", True), ("云溪12", False), ("", True)])
def test_side_by_side_characters_have_no_white_between_them(setter: Setter, text: str, same: bool) -> None:
    advance = setter.advance(inlines(text), BODY)

    assert advance == sum(setter.advance(inlines(char), BODY) for char in text)
    assert (advance == setter.widths(inlines(text), BODY)[0]) == same


@pytest.mark.parametrize(("length", "widest"), [(0, 3.5), (1, 0.5), (6, 3.0), (7, 3.5)])
def test_a_code_counts_as_long_as_one_must_be_to_be_parted_if_any_may_be(length: int, widest: float) -> None:
    setter = own_setter(code_length=length)

    assert setter.widths(inlines("1234567"), BODY)[1] == EM.em(widest)


@pytest.mark.parametrize(("number", "sign"), [(1, "①"), (2, "②"), (50, "㊿"), (51, "[51]")])
def test_a_footnote_begins_with_its_number_at_full_size(number: int, sign: str) -> None:
    noted = contents.note("山川").note
    assert noted is not None

    (line,) = own_setter().set_note(NumberedNote(noted, NoteNumber(number), sign), BODY).lines

    first, *rest = line.runs
    assert (first.text, first.kind, first.size, first.rise, first.note) == (sign, RunKind.NOTE_NUMBER, EM, 0, number)
    assert ("".join(run.text for run in rest), line.notes) == ("山川", ())


def test_the_mark_of_a_footnote_is_as_small_and_high_as_the_layout_says() -> None:
    assert LAYOUT.notes is not None
    (line,) = own_setter().set([*inlines("山川"), contents.note("出处。")], replace(BODY, bold=True)).lines
    text, mark = line.runs

    assert (mark.size, mark.rise) == (EM.em(LAYOUT.notes.mark_size), EM.em(LAYOUT.notes.mark_rise))
    assert (mark.bold, mark.stroke) == (False, 0)
    assert (text.bold, text.rise, text.kind) == (True, 0, RunKind.TEXT)


def test_every_run_has_the_colour_of_its_style(setter: Setter) -> None:
    (line,) = setter.set(inlines("于2026年"), replace(BODY, color="c00000")).lines

    assert [run.color for run in line.runs] == ["c00000"] * 3


def test_tracking_is_part_of_every_advance(setter: Setter) -> None:
    (line,) = setter.set(inlines("山川2"), replace(BODY, tracking=Length.of(1, "pt"), align=Align.START)).lines

    assert line.fit.natural == (EM + 1000, EM + 1000, EM // 2 + 1000)


@pytest.mark.parametrize(("align", "start", "rest"), [(Align.START, 1, 0), (Align.CENTER, 1, 0.5), (Align.END, 1, 1)])
def test_room_that_is_left_is_shared_out_between_the_indents(
    setter: Setter, align: Align, start: int, rest: float
) -> None:
    style = replace(BODY, first_indent=ZERO, indent_start=EM, indent_end=EM * 2, align=align)
    (line,) = setter.set(inlines("山川"), style).lines

    assert line.x == EM * start + int((setter.width - EM * 5) * rest)


def test_the_lines_of_a_title_stand_in_the_middle_of_its_indents(setter: Setter) -> None:
    style = replace(BODY, first_indent=ZERO, indent_start=EM, indent_end=EM * 2, align=Align.CENTER)
    title = setter.set(inlines("山川河流湖海云雾" * 4), style)

    assert len(title.lines) > 1
    for line in title.lines:
        assert abs(line.x + line.width / 2 - (setter.width - EM) / 2) <= 1
        assert line.fit.measure == setter.width - title.indents.start - title.indents.end
    assert abs((title.indents.start - EM) - (title.indents.end - EM * 2)) <= 1
    assert title.indents.first == 0


@pytest.mark.parametrize(("align", "is_full"), [(Align.JUSTIFY, True), (Align.START, False), (Align.END, False)])
def test_only_a_justified_line_is_spread(setter: Setter, align: Align, *, is_full: bool) -> None:
    text = "山川河流湖海云雾风雨雷电春夏秋冬东西南北中上下https://www.example.cn"
    first, *_ = setter.set(inlines(text), replace(BODY, align=align)).lines

    assert (first.width == first.fit.measure) is is_full


def test_white_vanishes_at_the_end_of_a_line_only(setter: Setter) -> None:
    text = "山川河流湖海云雾风雨雷电春夏秋冬东西 南北中上下  右边的字"
    first, second = setter.set(inlines(text), BODY).lines
    white = [index for index, char in enumerate(text_of(first)) if char == " "]

    assert text_of(second) == "右边的字"
    assert [first.fit.natural[index] > 0 for index in white] == [True, False, False]
    (alone,) = setter.set(inlines("  "), BODY).lines
    assert [width > 0 for width in alone.fit.natural] == [True, False]


def test_a_run_in_heading_has_the_look_of_the_heading() -> None:
    heading = replace(BODY, font="heiti", bold=True, size=EM * 2)
    setter = own_setter()
    setter = replace(setter, leads={Role.HEADING_1: heading})
    lead = replace(inlines("山")[0], lead=Role.HEADING_1)
    (line,) = setter.set([lead, *inlines("川")], BODY).lines

    assert [(run.font, run.bold, run.size) for run in line.runs] == [("heiti", True, EM), (BODY.font, False, EM)]


def test_what_is_missing_is_the_character_and_not_its_selector() -> None:
    setter = own_setter()
    setter.set(inlines("山\U0003ff00\U000e0100川"), BODY)

    place = Span(PLACE.file, 3, 6)
    assert [(found.code, found.span) for found in setter.diagnostics] == [("HB508", place), ("HB501", place)]
    assert all("“\U0003ff00”" in found.message for found in setter.diagnostics)


@pytest.mark.parametrize(
    ("text", "whole", "widest"),
    [
        ("山川", 2.0, 1.0),
        ("山2026川", 4.5, 2.0),
        ("山2026", 3.25, 2.0),
        ("20山", 2.25, 1.0),
        ("山123456", 4.25, 3.0),
        ("山1234567", 4.75, 3.0),
        ("（1234567）", 5.5, 5.5),
    ],
)
def test_the_widest_part_has_no_white_behind_it_and_a_long_code_counts_as_one_that_may_be_parted(
    text: str, whole: float, widest: float
) -> None:
    setter = own_setter(code_length=6)

    assert setter.widths(inlines(text), BODY) == (EM.em(whole), EM.em(widest))


def test_the_last_mark_of_a_paragraph_has_no_neighbour_to_share_its_white_with() -> None:
    setter = own_setter(shared_white=1.0)

    assert setter.widths(inlines("山》、川"), BODY)[0] == EM * 3
    assert setter.widths(inlines("山》、"), BODY)[0] == EM.em(2.5)


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
        ("※" * 60, []),
    ],
    ids=["fits", "too long", "one line", "a paragraph", "a quotation", "no letters"],
)
def test_words_too_long_and_whole_paragraphs_from_right_to_left_are_refused(text: str, codes: list[str]) -> None:
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    setter = Setter(fonts, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())
    setter.set(inlines(text.strip()), BODY)

    assert [(each.code, each.span is not None) for each in setter.diagnostics] == [(code, True) for code in codes]


def test_a_word_of_a_script_without_face_is_missed_once(tmp_path: Path) -> None:
    (tmp_path / "free").mkdir()
    for file in (resources.faces_folder() / "free").glob("*.[ot]tf"):
        if "Tibetan" not in file.name:
            (tmp_path / "free" / file.name).symlink_to(file)
    shutil.copy(resources.fonts_folder() / "catalogue.yaml", tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUIBIAN_FONTS", str(tmp_path))
        fonts = FontBook.open(tmp_path / "catalogue.yaml")
    setter = Setter(fonts, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics())
    setter.set(inlines("题词བོད་རྒྱ。"), BODY)

    assert [(each.code, each.span) for each in setter.diagnostics] == [
        ("HB530", Span(PLACE.file, 3, 7)),
        ("HB530", Span(PLACE.file, 3, 11)),
    ]


def test_a_quotation_from_right_to_left_is_parted_at_its_spaces(setter: Setter) -> None:
    lines = setter.set(inlines("注" + "باي«باي» " * 12 + "等"), BODY).lines

    assert len(lines) > 1
    assert all(text_of(line).endswith(" ") for line in lines[:-1])


def test_a_footnote_whose_sign_no_face_has_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    glyph = FontBook.glyph
    monkeypatch.setattr(
        FontBook, "glyph", lambda fonts, role, char, **how: None if char == "①" else glyph(fonts, role, char, **how)
    )
    setter = own_setter()
    (line,) = setter.set([*inlines("山川"), contents.note("出处。")], BODY).lines

    assert text_of(line) == "山川"
    assert {each.code for each in setter.diagnostics} == {"HB501"}


def test_no_text_makes_no_line(setter: Setter) -> None:
    assert setter.set(inlines(""), BODY).lines == ()


def test_no_white_stands_before_the_mark_of_a_footnote_nor_behind_it() -> None:
    setter = own_setter()
    noted = [*inlines("山川2026"), contents.note("出处。"), *inlines("3处")]

    (line,) = setter.set(noted, BODY).lines

    assert text_of(line) == "山川2026①3处"
    assert line.fit.gaps == (1, 7)
    mark = next(run for run in line.runs if run.kind is RunKind.NOTE_REFERENCE)
    assert mark.advances == (mark.size,)


def test_each_mark_of_a_footnote_is_a_run_even_of_one_footnote() -> None:
    setter = own_setter()
    noted = contents.note("出处。")

    (line,) = setter.set([*inlines("山川"), noted, noted], BODY).lines

    assert [(run.text, run.note) for run in line.runs] == [("山川", None), ("①", 1), ("②", 2)]
    assert [each.number for each in line.notes] == [1, 2]


def test_a_mark_of_several_characters_is_one_run_and_holds_together() -> None:
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    noted = contents.note("出处。")
    for before in range(20, 30):
        setter = Setter(
            fonts, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics(), notes=LAYOUT.notes, printed=[51]
        )
        lines = setter.set([*inlines("山" * before), noted, *inlines("川" * 9)], BODY).lines

        (marked,) = [line for line in lines if line.notes]
        (mark,) = [run for run in marked.runs if run.kind is RunKind.NOTE_REFERENCE]
        assert (mark.text, mark.note, len(mark.advances)) == ("[51]", 1, 4)
        assert [(each.number, each.sign) for each in marked.notes] == [(1, "[51]")]
        assert not marked.runs[0].text.startswith("川")


def test_a_paragraph_is_measured_with_the_widest_mark_for_its_number_is_not_known_yet() -> None:
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    setter = Setter(fonts, LAYOUT.line_breaking, LAYOUT.type_area.width, Diagnostics(), notes=LAYOUT.notes)
    noted = [*inlines("山川"), contents.note("出处。")]

    narrow, _ = setter.numbering([1, 2]).widths(noted, BODY)
    wide, _ = setter.numbering([1, 51, 2]).widths(noted, BODY)

    size = BODY.size.em(LAYOUT.notes.mark_size)
    brackets = 2 * size.em(0.333)  # of Liberation Serif, whose digits are half an em wide
    assert (narrow, wide) == (BODY.size * 2 + size, BODY.size * 2 + size + brackets)


def test_a_selector_apart_from_its_character_is_reported_like_one_beside_it() -> None:
    setter = own_setter()
    (line,) = setter.set([*inlines("山河葛\U000e0100"), Inline("\ufe0f\U00013000川", True, PLACE)], BODY).lines

    assert text_of(line) == "山河葛\U000e0100川"
    assert [(found.code, found.span) for found in setter.diagnostics] == [
        ("HB508", PLACE),
        ("HB501", Span(PLACE.file, 3, 6)),
    ]
    assert [("“葛”" in found.message, "“\U00013000”" in found.message) for found in setter.diagnostics] == [
        (True, False),
        (False, True),
    ]
