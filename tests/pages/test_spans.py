from __future__ import annotations

import pytest

from huibian.pages.spans import Demand, crossings, joined, parted, shared


@pytest.mark.parametrize(
    ("demands", "found"),
    [
        ([], [2, 2, 2]),
        ([(0, 1, 5), (0, 1, 3)], [5, 2, 2]),
        ([(0, 2, 4)], [2, 2, 2]),  # just met
        ([(0, 2, 5)], [3, 2, 2]),  # just not
        ([(0, 3, 10)], [4, 3, 3]),
        ([(0, 3, 10), (0, 1, 6)], [6, 2, 2]),  # those of a single one come first
        ([(0, 3, 12), (1, 3, 8)], [3, 5, 4]),
    ],
)
def test_what_a_cell_over_several_lacks_is_shared_among_them(
    demands: list[tuple[int, int, int]], found: list[int]
) -> None:
    assert shared([Demand(range(first, end), wanted) for first, end, wanted in demands], [2, 2, 2], 1) == found


def test_what_is_shared_comes_in_whole_units() -> None:
    assert shared([Demand(range(2), 101)], [0, 0], 50) == [100, 50]


@pytest.mark.parametrize(
    ("cells", "found", "groups"),
    [
        ([(0, 1), (1, 2), (2, 3)], [0, 0, 0], [(0, 1), (1, 2), (2, 3)]),
        ([(0, 2), (2, 3)], [0, 1, 0], [(0, 2), (2, 3)]),
        ([(0, 2), (1, 3)], [0, 1, 1], [(0, 3)]),
        ([(0, 1), (1, 3), (1, 3)], [0, 0, 2], [(0, 1), (1, 3)]),
    ],
)
def test_rows_that_a_cell_reaches_over_are_one_group(
    cells: list[tuple[int, int]], found: list[int], groups: list[tuple[int, int]]
) -> None:
    crossing = crossings([range(*cell) for cell in cells], 3)

    assert crossing == found
    assert [(group.start, group.stop) for group in joined(crossing, 0)] == groups


def test_groups_begin_below_the_header() -> None:
    assert joined([0, 1, 0, 1], 2) == [range(2, 4)]
    assert joined([0, 0], 2) == []


@pytest.mark.parametrize(
    ("heights", "crossing", "most", "ends"),
    [
        ([2, 2, 2], [0, 1, 1], 6, [3]),  # just fits
        ([2, 2, 2], [0, 1, 1], 5, [2, 3]),  # just not
        ([2, 2, 2, 2], [0, 2, 1, 2], 6, [2, 4]),  # cut where fewer cells reach over
        ([9, 1, 1], [0, 1, 1], 6, [1, 3]),  # a row may be higher by itself
        ([1], [0], 6, [1]),
    ],
)
def test_a_group_is_parted_as_far_down_as_few_cells_reach_over(
    heights: list[int], crossing: list[int], most: int, ends: list[int]
) -> None:
    assert [part.stop for part in parted(range(len(heights)), heights, crossing, most)] == ends
