"""What is not the same on the pages of an issue as before."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from msgspec import Struct

from huibian.frame import PageIndex
from huibian.preview.places import PageLine, ShownLine


class Changes(Struct, frozen=True):
    """What is not as before.

    Attributes:
        pages: The pages that look like none before.
        lines: The lines that were not there before.
        cuts: The lines behind which something has gone.
    """

    pages: frozenset[PageIndex] = frozenset()
    lines: frozenset[PageLine] = frozenset()
    cuts: frozenset[PageLine] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.pages or self.lines or self.cuts)


NONE = Changes()


class SeenPages(Struct, frozen=True):
    """The pages of an issue, as far as they are compared: the look of each, and what stands on it."""

    looks: Sequence[str]
    lines: Sequence[Sequence[ShownLine]]


def changes(before: SeenPages, after: SeenPages) -> Changes:
    """What is in `after` and was not in `before`, and where something is missing.

    On many pages a text that stands in more than one line of a hundred, such as the 0 of a table, is taken for the same
    only beside another line that is the same: to look for the best partner of each takes time without bound.
    """
    known = frozenset(before.looks)
    pages = frozenset(PageIndex(page) for page, look in enumerate(after.looks) if look not in known)
    old, new = list(_texts(before)), list(_texts(after))
    places = [
        PageLine(PageIndex(page), line) for page, of_page in enumerate(after.lines) for line in range(len(of_page))
    ]
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    matcher = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail])
    lines: set[PageLine] = set()
    cuts: set[PageLine] = set()
    for tag, _, _, start, end in matcher.get_opcodes():
        if tag == "delete" and places:
            cuts.add(places[max(0, head + start - 1)])
        elif tag != "equal":
            lines.update(places[head + start : head + end])
    return Changes(pages, frozenset(lines), frozenset(cuts))


def _texts(pages: SeenPages) -> list[str]:
    return [line.text for of_page in pages.lines for line in of_page]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many texts both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
