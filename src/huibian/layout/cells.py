"""Turns characters and their widths into cells for the line breaker: the rules become lengths."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from huibian.layoutfile.rules import LineBreaking
from huibian.linebreak import classes, unbreakable
from huibian.linebreak.cells import Cell, Mark, Stretch
from huibian.linebreak.classes import Prohibition
from huibian.units import Length
from huibian.wordprocessors import NARROWER_SPACES, all_break, ends_run, none_breaks

# The same changes are made to the same few cells again and again; what is changed alike is one cell then.
_changed = lru_cache(maxsize=4096)(replace)


def make_cells(
    text: Sequence[str],
    widths: Sequence[int],
    size: Length,
    rules: LineBreaking,
    note_marks: Collection[int] = frozenset(),
) -> list[Cell]:
    """The cells of a paragraph.

    Args:
        text: Its characters.
        widths: Their own advances, in thousandths of a point.
        size: Type size, which the rules' em refer to.
        rules: How lines are adjusted.
        note_marks: Which of the characters are marks of footnotes.
    """
    kinds = classes.as_kinds(text)
    cells = _maker(size, rules).cells(kinds, widths)
    has_white = any(map(classes.is_white, set(kinds)))
    if rules.half_width_doubled_marks:
        _halve_doubled(text, cells)
    _share_outer_white(cells, int(size.em(rules.shared_white)))
    _bind(text, cells, rules)
    _bind_note_marks(cells, note_marks)
    if note_marks or has_white:
        _bind_round_white(kinds, cells, rules.prohibition, note_marks)
    return cells


@lru_cache(maxsize=64)
def _maker(size: Length, rules: LineBreaking) -> _Maker:
    return _Maker(
        level=rules.prohibition,
        em=int(size),
        half=int(size) // 2,
        shared=int(size.em(rules.shared_white)),
        white=int(size.em(rules.mark_white)),
        interpunct=int(size.em(rules.interpunct_white)),
        gap=int(size.em(rules.western_gap)),
    )


class _Maker(Struct, frozen=True):
    """Makes the cells of one type size, and each kind of cell once."""

    level: Prohibition
    em: int
    half: int
    shared: int
    white: int
    interpunct: int
    gap: int
    _known: dict[tuple[str, str, int], Cell] = field(default_factory=dict)

    def cells(self, text: Sequence[str], widths: Sequence[int]) -> list[Cell]:
        """The cell of each character, which hangs on the one that follows."""
        asked = list(zip(text, [*text[1:], ""], widths, strict=True)) if text else []
        try:
            return list(map(self._known.__getitem__, asked))
        except KeyError:  # of the first paragraphs of a type size, and few others
            self._known.update((key, self._made(*key)) for key in set(asked).difference(self._known))
            return list(map(self._known.__getitem__, asked))

    def _made(self, char: str, after: str, width: int) -> Cell:
        """The cell of a character that `after` follows; nothing follows at the paragraph's end."""
        before, behind = self._whites(char, width)
        return Cell(
            width=width,
            space=self._space(char, after) if after else 0,
            may_break=not after or classes.may_break(char, after, self.level),
            no_start=classes.forbids_line_start(char, self.level),
            no_end=classes.forbids_line_end(char, self.level),
            white_before=before,
            white_after=behind,
            stretch=classes.stretch(char, after) if after else Stretch.NONE,
            vanishes=char == " ",
            mark=classes.mark(char) if before or behind else Mark.NONE,
            is_letter=classes.is_letter(char),
            in_date=False,
            all_break=not after or all_break(char, after),
            none_breaks=bool(after) and none_breaks(char, after),
            ends_run=bool(after) and ends_run(char, after),
            narrower=int(self.em * NARROWER_SPACES.get(char, 0.0)),
        )

    def _whites(self, char: str, width: int) -> tuple[int, int]:
        """White at the left and right that a squeeze may take; an interpunct keeps half an em (GB/T 15834 5.1.7)."""
        if classes.mark(char) is Mark.INTERPUNCT:
            side = max(0, min(self.interpunct, width - self.half) // 2)
            return side, side
        return (self.white if classes.white_before(char) else 0), (self.white if classes.white_after(char) else 0)

    def _space(self, char: str, after: str) -> int:
        if classes.shares_white(char, after):
            inner = (self.white if classes.white_after(char) else 0) + (
                self.white if classes.white_before(after) else 0
            )
            return -min(self.shared, inner)
        return self.gap if classes.takes_gap(char, after) else 0


def _halve_doubled(text: Sequence[str], cells: list[Cell]) -> None:
    """Two of ？ and ！ side by side take the room of one (GB/T 15834 5.1.2)."""
    for index in classes.doubled_marks(text):
        cell = cells[index]
        cells[index] = _changed(cell, width=cell.width - cell.white_after, white_after=0, mark=Mark.NONE)


def _share_outer_white(cells: list[Cell], shared: int) -> None:
    """Where two marks share more white than there is between them, take the rest from their other side.

    clreq, "Punctuation width adjustment": 》、 may take one em by style, as 、《 does.
    """
    pairs = [index for index, cell in enumerate(cells) if cell.space < 0]
    for index in pairs:
        rest = shared + cells[index].space
        for place, white in ((index - 1, cells[index].white_before), (index + 1, cells[index + 1].white_after)):
            if 0 <= place < len(cells) - 1:
                cells[place] = _changed(cells[place], space=min(cells[place].space, -min(rest, white)))


def _bind(text: Sequence[str], cells: list[Cell], rules: LineBreaking) -> None:
    """Set where a line may end, for what single characters do not decide: words, codes, dates."""
    plain = "".join(text)
    if rules.code_length:
        for index in unbreakable.code_breaks(plain, rules.code_length):
            cells[index] = _changed(cells[index], may_break=True)
    for index in unbreakable.joined(plain, rules.units):
        cells[index] = _changed(cells[index], may_break=False)
    if rules.code_length and rules.code_spread:
        for index in unbreakable.codes(plain, rules.code_length):
            cells[index] = _changed(cells[index], stretch=Stretch.CODE)
    if rules.date_spread:
        for index in unbreakable.dates(plain):
            cells[index] = _changed(cells[index], in_date=True)


def _bind_note_marks(cells: list[Cell], note_marks: Collection[int]) -> None:
    """Keep each mark of a footnote with the character that it stands behind, and white away from it.

    No word processor leaves the gap of Han and digits behind one.
    """
    for index in note_marks:
        if index > 0:
            cells[index - 1] = _changed(cells[index - 1], space=0, may_break=False, stretch=Stretch.NONE)
            behind = cells[index]
            stretch = Stretch.HAN if behind.stretch is Stretch.WESTERN_GAP else behind.stretch
            cells[index] = _changed(behind, no_start=True, space=0, stretch=stretch)


def _bind_round_white(kinds: Sequence[str], cells: list[Cell], level: Prohibition, note_marks: Collection[int]) -> None:
    """Keep a mark on its line over white and marks of footnotes: a line ends neither in “ 软 nor in 软 ，.

    clreq, "Prohibition rules for line start and line end"; GB/T 15834 5.1.1 to 5.1.3. Both speak of marks and text,
    not of what was typed between them; white at a line's end takes no room, so that the mark beside it would end it.
    """
    for start, end in _unseen(kinds, note_marks):
        opened = start > 0 and classes.forbids_line_end(kinds[start - 1], level)
        closed = end < len(kinds) and classes.forbids_line_start(kinds[end], level)
        if not (opened or closed):
            continue
        for index in range(max(0, start - 1), end):
            cell = cells[index]
            inside = index >= start
            cells[index] = _changed(
                cell,
                may_break=index + 1 == len(cells),
                no_start=cell.no_start or (inside and closed),
                no_end=cell.no_end or (inside and opened),
            )


def _unseen(kinds: Sequence[str], note_marks: Collection[int]) -> Iterator[tuple[int, int]]:
    """Start and end of each row of white and marks of footnotes."""
    white = [index for index, is_white in enumerate(map(classes.is_white, kinds)) if is_white]
    places = sorted({*note_marks, *white})
    starts = [number for number, place in enumerate(places) if not number or places[number - 1] != place - 1]
    for first, after in pairwise([*starts, len(places)]):
        yield places[first], places[after - 1] + 1
