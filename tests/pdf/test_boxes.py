from __future__ import annotations

import pytest
from msgspec.structs import replace

from huibian.fontbook import Ink
from huibian.frame import Cluster, PlacedGlyph, Run, RunKind
from huibian.pdf.boxes import Sign, shown_strings
from huibian.pdf.glyphs import CodedGlyph, UsedFace, levels
from huibian.units import Length
from tests.support.samples import SERIF, set_run

FULL = Ink(50, -80, 950, 840)
INKS = {
    **dict.fromkeys("汉字目录", FULL),
    "，": Ink(80, -100, 300, 140),
    "“": Ink(620, 560, 920, 840),
    "”": Ink(80, 560, 380, 840),
    "（": Ink(660, -120, 930, 880),
    "）": Ink(70, -120, 340, 880),
    "①": FULL,
    "　": Ink(0, 0, 0, 0),
    "一": Ink(30, 390, 970, 450),
    "葛\U000e0100": FULL,
}
GLYPHS = {char: CodedGlyph(f"{code:04X}", 1000, ink, levels(ink)) for code, (char, ink) in enumerate(INKS.items(), 1)}
GLYPHS["a"] = CodedGlyph("FFFF", 500, FULL, levels(FULL))
GLYPHS[" "] = CodedGlyph("FFFE", 500, Ink(0, 0, 0, 0), 0)
OTHER_GLYPHS = {char: GLYPHS[char] for char in "，”"}
FONTS = {
    SERIF.key: UsedFace("F1", SERIF, GLYPHS),
    "other": UsedFace("F2", SERIF, OTHER_GLYPHS),
    "third": UsedFace("F3", SERIF, GLYPHS),
}


def spaced(text: str, *advances: int) -> Run:
    """A run of 16 pt characters with their advances in thousandths of an em."""
    return replace(set_run(text), advances=tuple(advance * 16 for advance in advances))


def boxes(*runs: Run) -> list[tuple[str, int, int]]:
    """Each character's text, and where its box begins and ends, in thousandths of an em."""
    return [(sign.text, *_box(sign)) for string in shown_strings(runs, FONTS) for sign in string.signs]


def _box(sign: Sign) -> tuple[int, int]:
    return (sign.x + sign.left) // 16, (sign.x + sign.width - sign.right) // 16


def looks(*runs: Run) -> list[tuple[str | None, str]]:
    """Each string's font and text; our own font is `None`."""
    return [(string.look.font, "".join(sign.text for sign in string.signs)) for string in shown_strings(runs, FONTS)]


@pytest.mark.parametrize(
    ("text", "advances", "wanted"),
    [
        # The one with more white gives it up, as far as there is any; then the other.
        ("，“字", (500, 1000, 1000), [("，", 0, 500), ("“", 500, 1500), ("字", 1500, 2500)]),
        ("）（", (500, 1000), [("）", 0, 500), ("（", 500, 1500)]),
        ("）（", (250, 1000), [("）", 0, 340), ("（", 350, 1250)]),
        ("汉（", (750, 1000), [("汉", 0, 1000), ("（", 1000, 1750)]),
        ("（“", (500, 1000), [("（", 0, 1000), ("“", 1000, 1500)]),
        # Boxes are cut by whole steps.
        ("，字", (970, 1000), [("，", 0, 950), ("字", 970, 1970)]),
        ("，字", (940, 1000), [("，", 0, 900), ("字", 940, 1940)]),
        # A fiftieth of an em misleads no reader.
        ("，字", (980, 1000), [("，", 0, 1000), ("字", 980, 1980)]),
        ("，字", (979, 1000), [("，", 0, 950), ("字", 979, 1979)]),
        # Ink is never cut off.
        ("汉字", (800, 1000), [("汉", 0, 950), ("字", 850, 1800)]),
    ],
)
def test_what_two_boxes_share_is_taken_from_their_white(
    text: str, advances: tuple[int, ...], wanted: list[tuple[str, int, int]]
) -> None:
    assert boxes(spaced(text, *advances)) == wanted


def exact(text: str, *advances: int) -> Run:
    """A run of 16 pt characters with their advances in thousandths of a point."""
    return replace(set_run(text), advances=advances)


@pytest.mark.parametrize(("advance", "cut"), [(15680, 0), (15679, 800)])
def test_boxes_may_share_a_fiftieth_of_an_em_and_no_more(advance: int, cut: int) -> None:
    run = exact("，字", advance, 16000)
    (mark, *_), *_ = (piece.signs for piece in shown_strings([run], FONTS))
    assert mark.right == cut


def test_boxes_of_two_runs_are_kept_apart_too() -> None:
    mark = replace(spaced("，", 500), face="other")
    assert boxes(mark, spaced("（", 1000)) == [("，", 0, 500), ("（", 500, 1500)]


def test_marks_with_a_box_of_their_own_are_in_our_font_and_the_rest_in_the_faces() -> None:
    assert looks(spaced("汉，（字", 1000, 500, 1000, 1000)) == [("F1", "汉"), (None, "，"), ("F1", "（字")]


def test_a_single_ideographic_space_is_part_of_the_box_before_it() -> None:
    assert boxes(spaced("目　录", 1000, 1000, 1000)) == [("目　", 0, 2000), ("录", 2000, 3000)]


def test_a_single_ideographic_space_is_copied_behind_its_own_character_of_several() -> None:
    assert boxes(spaced("汉目　录", *[1000] * 4))[1] == ("目　", 1000, 3000)


def test_several_ideographic_spaces_are_one_box_beside_a_character_of_our_font() -> None:
    assert boxes(spaced("目　　录", *[1000] * 4)) == [("目", 0, 1000), ("　　", 1000, 3000), ("录", 3000, 4000)]
    assert looks(spaced("目　　录", *[1000] * 4)) == [(None, "目　　"), ("F1", "录")]


def test_ideographic_spaces_of_two_sizes_are_one_box_up_to_the_end_of_the_last() -> None:
    spaces = set_run("　"), set_run("　", size=Length.of("8", "pt"))
    assert boxes(spaced("目", 1000), *spaces, spaced("录", 1000))[1] == ("　　", 1000, 2500)


def test_white_that_a_line_begins_with_is_left_alone() -> None:
    assert looks(spaced("　　汉", *[1000] * 3)) == [("F1", "　　汉")]


def test_a_jump_is_a_box_of_two_spaces_in_one_string_with_the_text_behind_it() -> None:
    jump = replace(set_run(""), advances=(5000 * 16,), kind=RunKind.TAB)
    assert boxes(spaced("汉", 1000), jump, spaced("字", 1000)) == [
        ("汉", 0, 1000),
        ("  ", 1000, 6000),
        ("字", 6000, 7000),
    ]


def test_a_variation_selector_has_a_narrow_box_at_the_end_of_its_characters() -> None:
    run = replace(set_run("葛\U000e0100字"), advances=(16000, 16000))
    assert boxes(run) == [("葛", 0, 875), ("\U000e0100", 875, 1000), ("字", 1000, 2000)]


def raised(text: str) -> Run:
    return replace(set_run(text, size=Length.of("9.6", "pt")), rise=Length.of("6.4", "pt"), advances=(9600,))


def test_a_raised_mark_is_small_and_high_on_the_baseline_of_the_line() -> None:
    _, string, _ = shown_strings([set_run("汉"), raised("①"), set_run("字")], FONTS)
    drawing = string.drawing(string.signs[0])
    assert (string.look.size, drawing.scale, drawing.rise, drawing.width) == (16000, 0.6, 400, 600)


def test_neighbours_without_a_common_height_are_one_string_of_our_font() -> None:
    assert looks(set_run("汉"), raised("①"), set_run("，字")) == [("F1", "汉"), (None, "①"), ("F1", "，字")]
    alone = replace(set_run("，"), face="other")
    assert looks(set_run("汉"), raised("①"), alone, set_run("字")) == [("F1", "汉"), (None, "①，"), ("F1", "字")]
    high, low = set_run("”"), alone
    assert looks(high, low) == [(None, "”，")]
    assert looks(high, replace(low, color="FF0000")) == [("F1", "”"), ("F2", "，")]


def test_a_word_is_drawn_cluster_by_cluster_in_our_own_font() -> None:
    glyph = PlacedGlyph(SERIF, 5, 1600, -800)
    clusters = (Cluster("ب", 8000, (glyph,)), Cluster("رج", 12000, (glyph, replace(glyph, x=0))))
    word = replace(set_run("رجب"), advances=(24000,), clusters=clusters)

    (string,) = shown_strings([word], FONTS)
    drawings = [string.drawing(sign) for sign in string.signs]
    assert string.look.font is None
    assert [(each.text, each.width, len(each.glyphs)) for each in drawings] == [("ب", 500, 1), ("رج", 750, 2)]
    assert drawings[0].glyphs[0] == replace(glyph, x=100, y=-50)
    assert boxes(word, set_run("汉"))[-1] == ("汉", 1500, 2500)
    assert looks(set_run("汉"), word)[0] == ("F1", "汉")
