from __future__ import annotations

import pytest

from huibian.pdf.arrays import overlaps, spacing


@pytest.mark.parametrize(
    ("widths", "steps", "array"),
    [
        ((1000,), (), "[<%s>]TJ"),
        ((1000, 1000, 500), (16000, 16000), "[<%s%s%s>]TJ"),
        ((1000, 1000), (18000,), "[<%s>-125<%s>]TJ"),
        ((500, 1000, 1000), (8000, 12000), "[<%s%s>250<%s>]TJ"),
        # A thousandth of a point is nothing, until it has grown to two.
        ((1000, 1000, 1000), (16001, 16001), "[<%s%s>-0.12<%s>]TJ"),
        ((1000, 1000, 1000), (15999, 16001), "[<%s%s%s>]TJ"),
    ],
)
def test_what_a_step_is_off_becomes_a_number(widths: tuple[int, ...], steps: tuple[int, ...], array: str) -> None:
    assert spacing(16000, widths, steps).array == array


@pytest.mark.parametrize(("steps", "is_clear"), [((15680, 15680), True), ((15679, 16000), False), ((16000, 1), False)])
def test_boxes_are_clear_where_none_but_the_last_lies_on_the_next(steps: tuple[int, ...], is_clear: bool) -> None:
    assert spacing(16000, (1000, 1000, 1000), steps).is_clear is is_clear


@pytest.mark.parametrize(("step", "wanted"), [(7680, False), (7679, True), (9000, False)])
def test_a_box_may_lie_on_the_next_by_a_fiftieth_of_the_size(step: int, wanted: bool) -> None:
    assert overlaps(500, step, 16000) is wanted
