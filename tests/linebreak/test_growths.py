from __future__ import annotations

import math

import pytest

from huibian.layoutfile.rules import LineBreaking
from huibian.linebreak.adjust import Trims, set_line
from huibian.linebreak.cells import Stretch
from huibian.linebreak.ruler import Ruler
from tests.support.linebreaking import EM, cells_of, rules


def ruler(text: str, measure: float, chosen: LineBreaking) -> Ruler:
    width = int(EM.em(measure))
    return Ruler(cells_of(text, chosen), width, width, chosen.policy(EM))


@pytest.mark.parametrize(
    ("measure", "growth"), [(9.4, 0.075), (10.75, 0.1), (10.85, 0.15), (11.55, 0.5), (11.56, math.inf)]
)
def test_an_address_gives_before_a_line_is_loose_where_the_layout_says_what_that_is(
    measure: float, growth: float
) -> None:
    keys = {"code_length": 8, "code_spread": "0.1 em", "western_gap_limit": "0.25 em"}
    text = "山川http://a.cn/bc"

    one = ruler(text, measure, rules(**keys, loose_limit="0.1 em"))

    assert one.growth(0, len(text)) == pytest.approx(growth * EM)


@pytest.mark.parametrize(
    ("measure", "growth", "strain", "gap"),
    [(7.9, 0.04, 0.04, 0.37), (8.26, 0.1, 0.1, 0.43), (8.38, 0.1, 0.12, 0.49), (8.66, 0.11, 1 / 6, 0.61)],
)
def test_gaps_grow_to_their_most_only_where_a_line_would_be_loose(
    measure: float, growth: float, strain: float, gap: float
) -> None:
    chosen = rules(loose_limit="0.1 em", western_gap_limit="0.33 em", western_gap_most="0.5 em")

    one = ruler("山12川河流湖海", measure, chosen)
    line = set_line(one.cells, 0, 8, 8, one.room(0, 8), Trims(0, 0), chosen.policy(EM))

    assert one.growth(0, 8) == pytest.approx(growth * EM, abs=1)
    assert one.growths.growth(0, 8, one.room(0, 8), is_strain=True) == pytest.approx(strain * EM, abs=1)
    assert sum(line.advances) == EM.em(measure)
    assert line.advances[0] == pytest.approx(EM + gap * EM, abs=2)


@pytest.mark.parametrize(("beyond", "growth"), [(0, EM // 2), (1, math.inf)])
def test_with_all_that_an_address_gives_a_line_is_spread_to_its_limit_and_no_further(
    beyond: int, growth: float
) -> None:
    text = "山川河http://a.cn/bc"
    chosen = rules(code_length=8, western_gap_limit="0.25 em", code_spread="0.1 em")
    cells = cells_of(text, chosen)
    codes = sum(cell.stretch is Stretch.CODE for cell in cells[:-1])
    places = sum(cell.stretch.is_anywhere for cell in cells[:-1])
    width = EM * 99 - ruler(text, 99, chosen).room(0, len(text))
    measure = int(width + places * EM // 2 + codes * EM // 10 + beyond)

    assert Ruler(cells, measure, measure, chosen.policy(EM)).growth(0, len(text)) == growth
