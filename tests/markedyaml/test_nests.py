from __future__ import annotations

from huibian.markedyaml.nests import LineKind, Nest, Nests


def nests(*indents: tuple[int, bool]) -> Nests:
    found = Nests()
    for row, (indent, is_list) in enumerate(indents, 1):
        found.enter(Nest(indent, is_list, row, "", 0))
    return found


SECTIONS = ((0, False), (2, True), (4, False), (6, True))


def test_a_line_fits_where_its_kind_is_open_and_below_what_waits() -> None:
    found = nests(*SECTIONS)
    assert [column for column in range(9) if found.fits(column, LineKind.ENTRY)] == [2, 6]
    assert [column for column in range(9) if found.fits(column, LineKind.KEY)] == [0, 4]
    found.waiting = 4
    assert [column for column in range(9) if found.fits(column, LineKind.ENTRY)] == [2, 4, 5, 6, 7, 8]
    assert [column for column in range(9) if found.fits(column, LineKind.KEY)] == [0, 4, 5, 6, 7, 8]
    assert Nests().fits(5, LineKind.KEY)


def test_an_entry_belongs_to_a_list_and_a_key_to_a_mapping() -> None:
    found = nests(*SECTIONS)
    assert [nest.indent for nest in found.of(LineKind.ENTRY)] == [2, 6]
    assert [nest.indent for nest in found.of(LineKind.KEY)] == [0, 4]


def test_a_line_closes_what_is_indented_further() -> None:
    found = nests(*SECTIONS)
    found.enter(Nest(2, True, 9, "", 0))
    assert [(nest.indent, nest.row) for nest in found.open] == [(0, 1), (2, 9)]


def test_a_list_may_stand_right_under_its_key() -> None:
    found = nests((0, False), (0, True), (2, False))
    assert [nest.is_list for nest in found.open] == [False, True, False]
    found.enter(Nest(0, False, 9, "", 0))
    assert [(nest.is_list, nest.row) for nest in found.open] == [(False, 9)]
    assert found.has_mapping(0)
    assert not found.has_mapping(2)
    assert found.last is found.open[0]
    assert found.lists == []
