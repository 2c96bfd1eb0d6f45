"""Takes two lines of a paragraph, gives what is wrong with the break between them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from huibian.linebreak import classes
from huibian.linebreak.classes import Prohibition

_SHOWN = 12  # characters of a line in a message


class BreakFault(Struct, frozen=True):
    """A mark that a line may not begin (HB513) or end with (HB514): the code, and what is said of the line."""

    code: str
    words: str


def break_faults(above: str, below: str, prohibition: Prohibition) -> Iterator[BreakFault]:
    """What is wrong with the break between two lines; nothing where either is empty.

    Both begin and end with something to see: white and the marks of footnotes hide no mark.
    """
    first, last = below[:1], next(filter(_is_base, reversed(above)), "")
    if not first or not last:
        return
    starts_wrong = classes.forbids_line_start(first, prohibition)
    ends_wrong = classes.forbids_line_end(last, prohibition)
    if not (starts_wrong or ends_wrong) or _has_no_break(above + first, prohibition):
        return
    if starts_wrong:
        yield BreakFault("HB513", f"有一行以“{first}”开头：{below[:_SHOWN]}")
    if ends_wrong:
        yield BreakFault("HB514", f"有一行以“{last}”结尾：{above[-_SHOWN:]}")


def _has_no_break(text: str, prohibition: Prohibition) -> bool:
    """Whether marks let a line end nowhere in a text.

    A row of such marks that is longer than a line has to be cut somewhere.
    """
    seen = classes.as_kinds([char for char in filter(_is_base, text) if not classes.is_white(char)])
    return all(
        classes.forbids_line_end(char, prohibition) or classes.forbids_line_start(following, prohibition)
        for char, following in pairwise(seen)
    )


def _is_base(char: str) -> bool:
    """Whether it does not stand on another character: between such two, a line ends nowhere (UAX 14, LB9)."""
    return not unicodedata.category(char).startswith("M")
