from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from huibian.docx.numbering import first_numbers
from huibian.docx.write import write_docx
from huibian.frame import Document, Folio, LineGrid, Margins, Page, PageNumber, PageSize, Part, PartKind, Role
from huibian.layoutfile.binding import Binding, PageNumbering
from huibian.pages.blanks import place_parts
from huibian.pages.plan import PartPlan
from huibian.units import ZERO
from tests.support.documents import ROWS, bulletin
from tests.support.wordml import W, attributes, find
from tests.support.wordml import part as part_of

BINDINGS = [
    Binding(),
    Binding(page_multiple=4),
    Binding(duplex=True),
    Binding(duplex=True, page_multiple=4),
    Binding(numbering=PageNumbering.CONTINUOUS),
    Binding(numbering=PageNumbering.CONTINUOUS, duplex=True, page_multiple=4),
]
KINDS = (PartKind.COVER, PartKind.CONTENTS, PartKind.BODY, PartKind.COLOPHON)
MARGINS = Margins(ZERO, ZERO, ZERO, ZERO, mirrored=False)
NONE = range(0)
MADE = Part(PartKind.BODY, 1, MARGINS, LineGrid(ZERO, ZERO, 1), PageNumber(1), NONE, NONE, NONE)
FOLIOS = {PartKind.BODY: Folio("", "", ZERO, ZERO)}
ENTRIES = {1: 1, 2: 21, 3: 43}  # how many titles make a contents of so many pages


@cache
def document(contents: int, body: int) -> Document:
    """A bulletin with so many pages of contents and of body."""
    articles = [(Role.ARTICLE_TITLE, "我县召开会议"), (Role.PARAGRAPH, "会议")] * ENTRIES[contents]
    taken = -(-ENTRIES[contents] // 7)  # so many articles stand on a page
    rest = [(Role.PARAGRAPH, "会议")] * (ROWS * (body - taken))
    made = bulletin([*articles, *rest], colophon=["电　　话：68933000"])
    counts = {each.kind: each.pages for each in made.parts}
    assert (counts.get(PartKind.CONTENTS, 0), counts[PartKind.BODY]) == (contents, body)
    return made


def bound(document_: Document, binding: Binding) -> Document:
    """The same with the blank pages that the binding asks for."""
    parts = {each.kind: each for each in document_.parts}
    pages = {kind: [page for page in document_.pages if page.part is kind] for kind in parts}
    placed = place_parts([PartPlan(each.kind, each.pages) for each in document_.parts], binding)
    blank = replace(document_.parts[0], kind=PartKind.BLANK, pages=1, folio=None, head=NONE, body=NONE, foot=NONE)
    white = [Page(PartKind.BLANK, None, (), PageSize(ZERO, ZERO), ZERO)]
    return replace(
        document_,
        parts=tuple(replace(parts.get(each.plan.kind, blank), first=each.first_page) for each in placed),
        pages=tuple(page for each in placed for page in pages.get(each.plan.kind, white)),
    )


def starts(docx: bytes) -> list[int]:
    """The number that each section begins with."""
    return [int(attributes(find(each, "pgNumType"))["start"]) for each in part_of(docx, "document").iter(f"{W}sectPr")]


def empty_pages(pages: Sequence[int], firsts: Sequence[int]) -> int:
    """How many pages a consumer adds, which leaves a side of the sheet empty where parity does not change."""
    numbers = [range(first, first + count) for first, count in zip(firsts, pages, strict=True)]
    return sum((before[-1] + 1 - after[0]) % 2 for before, after in pairwise(numbers))


@pytest.mark.parametrize("binding", BINDINGS, ids=str)
@pytest.mark.parametrize("contents", [1, 2, 3])
@pytest.mark.parametrize("body", [7, 8])
def test_no_page_is_left_empty_in_the_file_and_printed_numbers_stay(contents: int, body: int, binding: Binding) -> None:
    made = bound(document(contents, body), binding)
    firsts = starts(write_docx(made))

    assert empty_pages([each.pages for each in made.parts], firsts) == 0
    assert [first for each, first in zip(made.parts, firsts, strict=True) if each.folio] == [
        each.first for each in made.parts if each.folio
    ]


@given(st.integers(0, 1), st.integers(0, 3), st.integers(1, 40), st.integers(0, 1), st.sampled_from(BINDINGS))
def test_parity_alternates_in_every_issue(
    cover: int, contents: int, body: int, colophon: int, binding: Binding
) -> None:
    counts = zip(KINDS, (cover, contents, body, colophon), strict=True)
    placed = place_parts([PartPlan(kind, pages) for kind, pages in counts if pages], binding)
    parts = [
        replace(
            MADE, kind=each.plan.kind, pages=each.plan.pages, first=each.first_page, folio=FOLIOS.get(each.plan.kind)
        )
        for each in placed
    ]
    firsts = first_numbers(parts)

    assert empty_pages([each.plan.pages for each in placed], firsts) == 0
    assert min(firsts) >= 1
    assert all(part.folio is None or part.first == first for part, first in zip(parts, firsts, strict=True))


def test_sections_that_each_begin_with_one_would_leave_pages_empty() -> None:
    """What the test above reckons with, on the numbers that our own pages have."""
    made = document(1, 7)

    assert empty_pages([each.pages for each in made.parts], [each.first for each in made.parts]) == 3
