"""What the lines around a line say of how far it should be indented, and whether it lacks its dash."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from huibian.markedyaml.nests import LineKind, Nest, Nests
from huibian.markedyaml.rows import TypedLine, read_dash, read_key, read_key_alone

_ANY = "*"  # instead of the key of what stands in brackets, which may be anything
_AHEAD = 500  # lines that are looked at to find where a block goes on


class LineMargins:
    """Knows of each line how far it is indented, what it is, and which key it has.

    Args:
        found: The lines.
    """

    def __init__(self, found: Sequence[TypedLine]) -> None:
        self._columns = [2 * len(row.white) - row.white.count(" ") for row in found]
        self._kinds: list[LineKind] = []
        self._names: list[str] = []
        self._usual: defaultdict[tuple[LineKind, str], Counter[int]] = defaultdict(Counter)
        self._of_kind: defaultdict[LineKind, Counter[int]] = defaultdict(Counter)
        for row, column in zip(found, self._columns, strict=True):
            dash = read_dash(row.body)
            body = row.body if dash is None else row.body[dash.length :]
            key = read_key(body)
            kind = LineKind.ENTRY if dash else LineKind.KEY if key else LineKind.TEXT
            key = read_key_alone(body) if key is None else key
            self._kinds.append(kind)
            self._names.append(_ANY if body[:1] in ("[", "{") else key.name if key else "")
            self._usual[kind, self._names[-1]][column] += 1
            self._of_kind[kind][column] += 1

    def nearest(self, index: int, column: int, nests: Nests, *, is_open: bool) -> Nest:
        """The open list or mapping that a line belongs to which is indented wrongly.

        Args:
            index: The line.
            column: How far it is indented.
            nests: What is open.
            is_open: Whether the lines after it belong to it.
        """
        kind, name = self._kinds[index], self._names[index]
        fitting = nests.of(kind) or nests.open
        if is_open and index + 1 < len(self._columns):
            after, is_entry = self._columns[index + 1], self._kinds[index + 1] is LineKind.ENTRY
            fitting = [nest for nest in fitting if nest.indent < after + is_entry] or fitting
        usual = self._usual[kind, name].most_common(1)[0]

        def strangeness(nest: Nest) -> tuple[bool, int, int]:
            is_usual = usual[1] > 1 and nest.indent == usual[0]
            return not is_usual, self.mismatch(index, nest), abs(nest.indent - column)

        return min(reversed(fitting), key=strangeness)

    def mismatch(self, index: int, nest: Nest) -> int:
        """How little an entry is like those of a list: 0 where it begins with the same key, or has none as they do."""
        name = self._names[index]
        if not nest.is_list or self._kinds[index] is not LineKind.ENTRY or name in (nest.first, _ANY):
            return 0
        return 1 if name and not nest.first else 2

    def first_of_block(self, index: int, column: int, waiting: int) -> int | None:
        """How far the first line of a block should be indented, where the others are not indented as it is.

        `None` where they are, or where it is not plain which are wrong.
        """
        kind = self._kinds[index]
        after = self._other_margin(index, column, waiting)
        if after is None:
            return None
        other = self._columns[after]
        count = self._usual[kind, self._names[index]] if kind is LineKind.ENTRY else self._of_kind[kind]
        here, there = count[column], count[other]
        if kind is LineKind.KEY and self.goes_on_at(after, other):
            return other
        next_column = self._columns[index + 1]
        is_next_right = self._kinds[index + 1] is LineKind.KEY and next_column == other + 2 != column + 2
        return other if there > here or (there == here and is_next_right and kind is LineKind.ENTRY) else None

    def _other_margin(self, index: int, column: int, waiting: int) -> int | None:
        """The first line of the same block and kind that is indented otherwise than its first line."""
        kind = self._kinds[index]
        if kind is LineKind.ENTRY and self._names[index]:
            return self._other_entry(index, column, waiting)
        for after in range(index + 1, min(index + _AHEAD, len(self._columns))):
            other, same = self._columns[after], self._kinds[after] is kind
            if other > column and after == index + 1 and same and self._names[index] == "":
                return after  # below a text nothing can stand
            if other < waiting or (other == waiting and not (same and kind is LineKind.ENTRY)):
                return None
            if other <= column:
                return after if same and other != column else None
        return None

    def _other_entry(self, index: int, column: int, waiting: int) -> int | None:
        """The first entry with the same key that is indented otherwise; keys and lists may stand in between."""
        if self._names[index] == _ANY or self.goes_on_at(index, column + 2):
            return None
        furthest = self._columns[index + 1] - 2 if self.goes_on_further(index, column) else column
        for after in range(index + 1, min(index + _AHEAD, len(self._columns))):
            other, is_entry = self._columns[after], self._kinds[after] is LineKind.ENTRY
            if is_entry and self._names[after] == self._names[index] and waiting <= other <= furthest:
                return after if other != column else None
            if other <= waiting and not is_entry:
                return None
        return None

    def has_key(self, index: int) -> bool:
        """Whether a line has a key, behind its dash or without one."""
        return self._names[index] != ""

    def goes_on_further(self, index: int, column: int) -> bool:
        """Whether the next line is a key that is indented further."""
        after = index + 1
        return after < len(self._kinds) and self._kinds[after] is LineKind.KEY and self._columns[after] > column

    def list_of_first(self, index: int, column: int, waiting: int) -> int | None:
        """How far the list is indented whose first entry has lost its dash; `None` where none is lost."""
        for after in range(index + 1, min(index + _AHEAD, len(self._columns))):
            other, kind = self._columns[after], self._kinds[after]
            if kind is LineKind.ENTRY and waiting <= other <= column:
                is_like = self._names[after] == self._names[index] or self._kinds[index] is LineKind.TEXT
                return other if is_like or other in (column, column - 2) else None
            if other < column or (other == column and kind is LineKind.ENTRY):
                return None
        return None

    def too_far_out(self, index: int, column: int, nests: Nests) -> int | None:
        """How far a key with a value should be indented where the next line goes on further in; `None` for as it is."""
        after = index + 1
        if after >= len(self._columns) or self._kinds[after] is not LineKind.KEY or self._columns[after] <= column:
            return None
        goes_on = self._columns[after]
        if nests.awaits(column):  # it may be the first of a block of its own
            return goes_on if self.goes_on_at(after, goes_on) else None
        return goes_on if nests.awaits(goes_on) or nests.has_mapping(goes_on) else None

    def is_left_alone(self, index: int, column: int, nests: Nests) -> bool:
        """Whether a key without value stands further in than the next line, which is in line with nothing."""
        after = index + 1
        if after >= len(self._columns) or self._kinds[after] is not LineKind.KEY:
            return False
        return self._columns[after] < column and not nests.has_mapping(self._columns[after])

    def goes_on_at(self, index: int, column: int) -> bool:
        """Whether the next line is a key that is indented so far."""
        after = index + 1
        return after < len(self._kinds) and self._kinds[after] is LineKind.KEY and self._columns[after] == column

    def is_followed_by_key(self, index: int) -> bool:
        """Whether the next line is a key in line with this one."""
        return self.goes_on_at(index, self._columns[index])

    def entry_after(self, index: int) -> int | None:
        """How far the entry is indented that the next line is; `None` if it is none."""
        after = index + 1
        is_entry = after < len(self._kinds) and self._kinds[after] is LineKind.ENTRY
        return self._columns[after] if is_entry else None
