"""What the line breaker works on: cells, each with its width and how far it may give, and the lines made of them.

Plain numbers in thousandths of a point. Chinese has no glue characters, so stretch and shrink live on the cells.
"""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct


class Stretch(IntEnum):
    """What gives when a line is spread, in the order of clreq, "Procedures for inter-character space expansion"."""

    NONE = 0
    WORD_SPACE = 1
    WESTERN_GAP = 2
    HAN = 3
    CODE = 4  # inside an address or a code, where nothing else can give enough

    @property
    def is_anywhere(self) -> bool:
        """Whether it gives with all others alike once words and gaps have their limit."""
        return self not in (Stretch.NONE, Stretch.CODE)


class Mark(IntEnum):
    """Marks with white of their own, in the order in which a squeeze takes it.

    clreq, "Procedures for inter-character spacing reduction"; the gap between Han and Latin stands before `STOP`.
    """

    NONE = 0
    INTERPUNCT = 1
    BRACKET = 2
    PAUSE = 3
    STOP = 4


class Cell(Struct, frozen=True, eq=False):
    """One character on its way into a line; each is equal to itself alone, so that it can be looked up fast.

    Attributes:
        width: Its own advance.
        space: White between it and the next cell when both stand on one line: positive where Han meets
            Latin or digits, negative where two marks share their white.
        may_break: Whether a line may end after it.
        no_start: Whether it is a mark that may not begin a line.
        no_end: Whether it is one that may not end a line.
        white_before: White at the left of a mark that a squeeze may take.
        white_after: White at the right of a mark that a squeeze may take.
        stretch: What kind of white stands between it and the next cell when the line is spread.
        vanishes: Whether it takes no room at the end of a line (a word space).
        mark: What kind of mark it is, if it has white.
        is_letter: Whether it is a Han character, a letter or a digit.
        in_date: Whether a line that ends after it cuts a date in two.
        all_break: Whether every word processor ends a line after it where the line is full.
        none_breaks: Whether no word processor does, but those that cut words and numbers.
        ends_run: Whether word processors set the next one in another run.
        narrower: How much narrower than ours a word processor may set it.
    """

    width: int
    space: int
    may_break: bool
    no_start: bool
    no_end: bool
    white_before: int
    white_after: int
    stretch: Stretch
    vanishes: bool
    mark: Mark
    is_letter: bool
    in_date: bool
    all_break: bool
    none_breaks: bool
    ends_run: bool
    narrower: int


class Policy(Struct, frozen=True):
    """How far a line may be adjusted; the layout decides.

    Attributes:
        squeeze: Most that the marks of a line may lose, for each mark standing on it.
        word_space: Widest a word space may become before Han characters are spread too.
        western_gap: The same for the gap between Han and Latin.
        western_gap_most: How wide that gap may become on a line that would be loose; `None` is no wider than on others.
        spread: Most that white between two characters may grow; a line that needs more is left short.
        code_spread: The same inside an address or a code, on a line that would be loose, or short where none is loose.
        loose: How much white between two characters may grow before the line is loose: what paragraphs that are broken
            as a whole avoid; `None` fills them line after line.
        squeezes_stops: Whether 。？！ inside a line lose white in a squeeze.
        word_space_least: Narrowest that a squeeze makes a word space; `None` leaves it alone.
        western_gap_least: The same for the gap between Han and Latin.
        trims_end: Whether a mark at the end of a line takes half its width.
        trims_start: Whether a bracket at the start of a line, but the first, loses the white on its left.
        trims_first: The same for the first line.
        date_spread: Most that white may grow to keep a date on one line; 0 if a date may be cut.
        last_letters: Fewest letters of a paragraph's last line.
        lock_spread: Most that white may grow to make a line that word processors end by themselves; 0 if none need.
        gap_doubt: How much word processors differ on the white between Han and Latin.
        tightened: How much closer than its own advance every character is set, in the cells' widths already.
    """

    squeeze: int
    word_space: int
    western_gap: int
    spread: int
    code_spread: int
    loose: int | None
    squeezes_stops: bool
    word_space_least: int | None
    western_gap_least: int | None
    western_gap_most: int | None
    trims_end: bool
    trims_start: bool
    trims_first: bool
    date_spread: int
    last_letters: int
    lock_spread: int
    gap_doubt: int
    tightened: int

    @property
    def liked_spread(self) -> int:
        """How much white between two characters grows before addresses and the gaps of Han and Latin give more."""
        return self.spread if self.loose is None else min(self.loose, self.spread)


class BrokenLine(Struct, frozen=True):
    """Cells `start` to `end` set on one line.

    Attributes:
        start: Index of the first cell.
        end: Index after the last cell.
        advances: From each cell's origin to the next one's; the last is what the cell takes at the line's end.
        shift: How far the first cell begins before the start edge, because it lost white on its left.
    """

    start: int
    end: int
    advances: tuple[int, ...]
    shift: int = 0
