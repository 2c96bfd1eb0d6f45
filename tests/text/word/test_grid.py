from __future__ import annotations

import pytest
from docx.oxml import parse_xml

from huibian.text.word.grid import Merge, RawCell, make_grid
from huibian.text.word.xml import Element, W
from tests.support.worddocs import NAMES

_MERGES = {"v": Merge.BEGINS, "^": Merge.GOES_ON}


def element(name: str) -> Element:
    found: Element = parse_xml(f"<w:tc {NAMES} w:id='{name}'/>")
    return found


def raw(text: str) -> RawCell:
    """A cell: its name, over how many columns it reaches, "v" if it begins a merge, "^" or "<" if it goes on."""
    columns = int("".join(filter(str.isdigit, text)) or 1)
    merge = next((_MERGES[mark] for mark in text if mark in _MERGES), Merge.ALONE)
    return RawCell(None if text[0] == "_" else element(text[0]), columns, merge, joins="<" in text)


def name(cell: Element | None) -> str:
    return "_" if cell is None else str(cell.get(W + "id"))


@pytest.mark.parametrize(
    ("lines", "rows", "covered", "stray"),
    [
        (["a b", "c d"], ["a0 b1", "c0 d1"], "", 0),
        (["a2 b", "c d e"], ["a0:2x1 b2", "c0 d1 e2"], "", 0),
        (["av b", "c^ d"], ["a0:1x2 b1", "d1"], "c", 0),
        (["av b", "c^ d", "e^ f", "g h"], ["a0:1x3 b1", "d1", "f1", "g0 h1"], "ce", 0),
        (["av2 b", "c^2 d"], ["a0:1x2 b1", "d1"], "c", 0),  # no cell begins in the second column
        (["av2 b c", "d^2 e f", "g h i j"], ["a0:2x2 b2 c3", "e2 f3", "g0 h1 i2 j3"], "d", 0),
        (["a b< c", "d e f"], ["a0:2x1 c2", "d0 e1 f2"], "b", 0),
        (["a b<2 c<", "d e f g"], ["a0:4x1", "d0 e1 f2 g3"], "bc", 0),
        # rows that are too short, or begin late
        (["a b c", "d", "_ e"], ["a0 b1 c2", "d0 _1:2x1", "_0 e1 _2"], "", 0),
        (["a b", ""], ["a0 b1", "_0:2x1"], "", 0),
        # cells that go on where nothing begins
        (["a^ b"], ["a0 b1"], "", 1),
        (["a b", "c^ d"], ["a0 b1", "c0 d1"], "", 1),
        (["a< b"], ["a0 b1"], "", 1),
        (["av b c", "d^2 e", "f^2 g"], ["a0 b1 c2", "d0:2x2 e2", "g2"], "f", 1),
        (["a2v b", "c^ d e"], ["a0:2x1 b2", "c0 d1 e2"], "", 1),
        # rows and columns in which no cell begins
        (["av bv", "c^ d^", "e f"], ["a0 b1", "e0 f1"], "cd", 0),
        (["a2", "b2"], ["a0", "b0"], "", 0),
    ],
)
def test_every_place_of_the_grid_belongs_to_one_cell(
    lines: list[str], rows: list[str], covered: str, stray: int
) -> None:
    grid = make_grid([list(map(raw, line.split())) for line in lines])

    def shown(cell: Element | None, column: int, columns: int, down: int) -> str:
        return f"{name(cell)}{column}" + (f":{columns}x{down}" if (columns, down) != (1, 1) else "")

    found = [
        " ".join(shown(each.element, each.column, each.size.columns, each.size.rows) for each in row.cells)
        for row in grid.rows
    ]
    assert found == rows
    assert ("".join(map(name, grid.covered)), grid.stray) == (covered, stray)
    places = [0] * grid.columns * len(grid.rows)
    for number, row in enumerate(grid.rows):
        for each in row.cells:
            for down in range(number, number + each.size.rows):
                for column in range(each.column, each.column + each.size.columns):
                    places[down * grid.columns + column] += 1
    assert set(places) == {1}


def test_rows_keep_their_numbers_in_the_file() -> None:
    grid = make_grid([list(map(raw, line.split())) for line in ("av bv", "c^ d^", "e f")])

    assert [row.number for row in grid.rows] == [0, 2]
