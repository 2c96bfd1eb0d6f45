"""How far a line is indented, how far it should be, and what to say where these differ."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from huibian.markedyaml.margins import LineMargins
from huibian.markedyaml.nests import LineKind, Nests
from huibian.markedyaml.rows import TypedLine
from huibian.markedyaml.slips import Findings, Slip

_TAB_WIDTHS = (2, 4, 8)  # spaces that a tab may stand for: the first with which its line fits
_STEP = 2  # spaces by which entries are indented where nothing tells


class _Shift(Struct, frozen=True):
    """How far a line that is indented wrongly has been moved: those that are indented further belong to it.

    Attributes:
        found: How far it is indented.
        by: How far it has been moved.
        line: The number of the line that it should begin with.
    """

    found: int
    by: int
    line: int


_NO_SHIFT = _Shift(0, 0, 0)


class Alignment:
    """Finds for each line the indentation that is meant.

    Args:
        found: The lines.
        nests: What is open before the line that is asked for.
        findings: Gets what is wrong.
    """

    def __init__(self, found: Sequence[TypedLine], nests: Nests, findings: Findings) -> None:
        self.margins = LineMargins(found)
        self._rows = found
        self._nests = nests
        self._findings = findings
        self._shift = _NO_SHIFT

    def column(self, index: int, kind: LineKind) -> int:
        """How far a line is indented; tabs and wide spaces are noted."""
        row = self._rows[index]
        if not row.white.strip(" "):
            if len(row.white) < self._shift.found:
                self._shift = _NO_SHIFT
            return len(row.white)
        slip = Slip.TAB if "\t" in row.white else Slip.WIDE_INDENT
        place = next(at for at, char in enumerate(row.white) if char != " ")
        self._findings.note_row(slip, row.start + place, index)
        spaces = row.white.count(" ")
        columns = [spaces + width * (len(row.white) - spaces) for width in _TAB_WIDTHS]
        last = self._nests.last
        if kind is LineKind.KEY and self._nests.waiting is None and last is not None and not last.is_list:
            return last.indent
        beside = self.margins.entry_after(index) if kind is LineKind.ENTRY else None
        columns = columns if beside is None else [beside, *columns]
        right = [each for each in columns if self._nests.fits(each, kind) and self._is_like(index, each)]
        if right or kind is LineKind.TEXT or not self._nests.open:
            return right[0] if right else columns[0]
        return self.margins.nearest(index, columns[0], self._nests, is_open=False).indent

    def indent(self, row: TypedLine, indent: int, prefix: str = "") -> None:
        """Indent a line so far."""
        if row.white != " " * indent or prefix:
            self._findings.edit(row.start, row.at, " " * indent + prefix)

    def settle(self, index: int, column: int, kind: LineKind, *, is_open: bool) -> int | None:
        """How far a line should be indented; `None` where YAML does not take it as it is.

        Args:
            index: The line.
            column: How far it is indented.
            kind: What it is.
            is_open: Whether it has no value, so that the lines after it belong to it.
        """
        if self._nests.fits(column, kind):
            wanted = None if self._rows[index].white.strip(" ") else self._meant(index, column, kind, is_open=is_open)
            if wanted is not None:
                self._note(index, column, wanted, self._rows[index].number + 1)
            return column if wanted is None else wanted
        moved = column + self._shift.by
        return moved if column > self._shift.found and self._nests.fits(moved, kind) else None

    def move(self, index: int, column: int, kind: LineKind, *, is_open: bool) -> int:
        """Note a line that YAML does not take as it is indented; how far it should be."""
        row, first = self._rows[index], self._nests.open[0]
        if column < first.indent and len(self._nests.open) == 1 and not first.has_more:  # the first line is wrong
            self._findings.note(Slip.INDENT, first.begin, found=first.indent, wanted=column, line=row.number)
            self._findings.edit(first.begin - first.indent, first.begin, " " * column)
            first.indent = column
            return column
        nest = self.margins.nearest(index, column, self._nests, is_open=is_open)
        entry = (
            self._first_entry(index, column)
            if kind is LineKind.ENTRY and not self._is_like(index, nest.indent)
            else None
        )
        wanted, line = (nest.indent, nest.row) if entry is None else (entry, row.number - 1)
        if not row.white.strip(" "):
            self._note(index, column, wanted, line)
        return wanted

    def _note(self, index: int, found: int, wanted: int, line: int) -> None:
        by = wanted - found
        line = self._shift.line if (self._shift.found, self._shift.by) == (found, by) else line
        self._findings.note_row(Slip.INDENT, self._rows[index].at, index, found=found, wanted=wanted, line=line)
        self._shift = _Shift(found, by, line)

    def _is_like(self, index: int, column: int) -> bool:
        """Whether an entry may belong to the list that is indented so far."""
        return all(self.margins.mismatch(index, nest) < 2 for nest in self._nests.lists if nest.indent == column)

    def _first_entry(self, index: int, column: int) -> int | None:
        """How far the first entry of the list that is waited for should be indented; `None` where none is."""
        waiting = self._nests.waiting
        if waiting is None or column > waiting:
            return None
        after = self.margins.entry_after(index)
        return after if after is not None and after >= waiting else waiting + _STEP

    def _meant(self, index: int, column: int, kind: LineKind, *, is_open: bool) -> int | None:
        """How far a line that YAML takes should be indented, by the lines around it; `None` for as it is."""
        waiting = self._nests.waiting
        if kind is LineKind.ENTRY and any(nest.indent == column for nest in self._nests.lists):
            return self._of_other_list(index, column)
        if waiting is not None and column >= waiting and self._nests.open:
            meant = self.margins.first_of_block(index, column, waiting)
            if meant is not None and meant != column:
                return meant
        if kind is not LineKind.KEY:
            return None
        if not is_open:
            return self.margins.too_far_out(index, column, self._nests)
        if self._nests.has_mapping(column) and self.margins.is_left_alone(index, column, self._nests):
            nearest = self.margins.nearest(index, column, self._nests, is_open=True).indent
            return None if nearest == column else nearest
        return None

    def _of_other_list(self, index: int, column: int) -> int | None:
        """How far an entry should be indented that is not like those of the list that it is in line with."""
        own = next(nest for nest in reversed(self._nests.lists) if nest.indent == column)
        mismatch = self.margins.mismatch(index, own)
        others = [nest for nest in self._nests.lists if self.margins.mismatch(index, nest) < mismatch]
        if self.margins.has_key(index):  # which entries may begin with different keys
            others = [nest for nest in others if self.margins.goes_on_at(index, nest.indent + _STEP)]
        elif mismatch and (entry := self._first_entry(index, column)) is not None:
            return entry
        return others[-1].indent if others else None
