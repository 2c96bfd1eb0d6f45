from __future__ import annotations

import pytest

from huibian.layoutfile.rules import LineBreaking
from huibian.linebreak.demerits import Demerits
from huibian.linebreak.ruler import Ruler
from tests.support.linebreaking import EM, cells_of, rules


def ruler(text: str, measure: float, chosen: LineBreaking) -> Ruler:
    width = int(EM.em(measure))
    return Ruler(cells_of(text, chosen), width, width, chosen.policy(EM))


def demerits(one: Ruler, start: int, end: int) -> float:
    return Demerits(one).of(start, end)


def test_worse_lines_have_more_demerits() -> None:
    chosen = rules(loose_limit="0.1 em", date_spread="0.1 em", last_line_minimum=2)

    def of(text: str, end: int, measure: float) -> float:
        return demerits(ruler(text, measure, chosen), 0, end)

    full, loose, looser, short = (of("山川河流湖海云雾", 6, measure) for measure in (6, 6.3, 7, 12))
    assert full < loose < looser < short
    assert of("山，川，河，流，湖", 8, 7.5) > of("山，川，河，流，湖", 8, 8) == full
    assert of("山川3月5日河流湖海云雾", 4, 3.75) > of("山川3月5日河流湖海云雾", 2, 2) == full
    assert of("山川12月5日河流湖海云雾", 3, 2.75) > of("山川河12流湖海云雾", 3, 3) == full
    one = ruler("山川河流湖。", 4, chosen)
    assert demerits(one, 4, 6) > demerits(one, 3, 6)


def test_a_line_left_short_is_just_worse_than_one_spread_to_its_limit_and_worse_the_more_is_missing() -> None:
    chosen = rules(loose_limit="0.1 em")

    def of(text: str, end: int, measure: float) -> float:
        return demerits(ruler(text, measure, chosen), 0, end)

    limit = of("山川河流湖海云雾", 6, 8.5)
    assert limit < of("山川", 1, 1.001) < limit * 1.01
    assert of("山川", 1, 2) > limit * 2


@pytest.mark.parametrize(("least", "letters"), [(0, 6), (1, 5), (2, 4), (4, 2), (9, 1)])
def test_a_last_line_of_too_few_letters_is_bad_wherever_it_begins_but_at_the_start(least: int, letters: int) -> None:
    chosen = rules(loose_limit="0.1 em", last_line_minimum=least)
    one = Demerits(ruler("山川河流湖。", 9, chosen))

    assert [one.of_end(start, 6) >= 1e7 for start in range(6)] == [start >= letters for start in range(6)]
