"""What the marks of footnotes say: counted through the issue, through each article, or on each page.

On each page they can be counted only where pages are broken, and pages break where the marks are set. So text is set,
pages are broken, marks are counted, and if one of them was set otherwise, all of it is done again. The signs up to ㊿
are of one width, so the second time is the last, unless a page has more than fifty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from operator import attrgetter

from huibian.frame import NoteNumbering
from huibian.pages.collect import FlowBlock
from huibian.pages.paginate import Placement
from huibian.text.model import Article


def first_numbers(articles: Iterable[Article], numbering: NoteNumbering) -> tuple[int, ...]:
    """What marks say as far as the articles tell; where pages have to tell, 1 for each."""
    counts = [sum(inline.note is not None for inline in article.inlines()) for article in articles]
    match numbering:
        case NoteNumbering.ISSUE:
            return tuple(range(1, sum(counts) + 1))
        case NoteNumbering.ARTICLE:
            return tuple(chain.from_iterable(range(1, count + 1) for count in counts))
        case NoteNumbering.PAGE:
            return (1,) * sum(counts)


def numbers_by_page(body: Sequence[FlowBlock], places: Sequence[Placement]) -> tuple[int, ...]:
    """What marks say where they are counted on each page, given the pages of the body."""
    marked = (
        slot
        for block, place in zip(body, places, strict=True)
        for step, slot in zip(block.steps, place.slots, strict=True)
        for _ in step.notes
    )
    return tuple(number for _, group in groupby(marked, key=attrgetter("page")) for number, _ in enumerate(group, 1))
