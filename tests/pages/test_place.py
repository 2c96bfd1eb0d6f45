from __future__ import annotations

from huibian.frame import Artifact, BlockNumber, Fit
from huibian.layout.paragraph import SetLine
from huibian.pages.place import artifact_line, line_box, moved, text_line
from huibian.units import ZERO, Length

LINE = SetLine(Length(5000), (), Fit(ZERO, (), ()))
BOX = line_box(Length(100_000), Length(30_000), Length(16_000), 0.88)


def test_the_em_box_stands_in_the_middle_of_the_line() -> None:
    text = text_line(LINE, BOX, BlockNumber(7))

    assert text.baseline == 100_000 + 7_000 + 14_080
    assert (text.x, text.block, text.foot) == (5000, 7, 130_000)


def test_an_artifact_stands_in_the_same_place_and_says_why_it_is_one() -> None:
    text, artifact = text_line(LINE, BOX, BlockNumber(7)), artifact_line(LINE, BOX, Artifact.REPEATED_HEADER)

    assert (artifact.x, artifact.baseline, artifact.foot) == (text.x, text.baseline, text.foot)
    assert artifact.reason is Artifact.REPEATED_HEADER


def test_an_item_is_moved_to_the_right_and_not_otherwise() -> None:
    text = text_line(LINE, BOX, BlockNumber(7))
    further = moved(text, Length(80_000))

    assert further.x == 85_000
    assert moved(further, Length(-80_000)) == text


def test_lines_at_one_place_of_their_pages_have_it_once() -> None:
    again = line_box(Length(100_000), Length(30_000), Length(16_000), 0.88)
    first, second = (moved(text_line(LINE, box, BlockNumber(7)), Length(80_000)) for box in (BOX, again))

    assert first.top is second.top
    assert first.baseline is second.baseline
    assert first.x is second.x
