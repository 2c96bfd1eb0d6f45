from __future__ import annotations

from huibian.layout.cells import make_cells
from huibian.layout.items import Stretch
from huibian.units import Length
from tests.support.linebreaking import RULES

EM = Length.of(16, "pt")


def test_spaces_between_cells_come_from_the_rules() -> None:
    text = "山1》，《川"
    cells = make_cells(text, [EM] * len(text), EM, RULES)

    assert [cell.space for cell in cells] == [4000, 0, -8000, -8000, 0, 0]


def test_marks_have_white_on_the_side_away_from_their_ink() -> None:
    cells = make_cells("（山），", [EM] * 4, EM, RULES)

    assert [(cell.white_before, cell.white_after) for cell in cells] == [(8000, 0), (0, 0), (0, 8000), (0, 8000)]


def test_the_last_cell_ends_the_paragraph() -> None:
    last = make_cells("山（", [EM] * 2, EM, RULES)[-1]

    assert last.may_break
    assert last.stretch is Stretch.NONE
