"""Cases: blocks as in `test_paginate`, and why each page but the last ends where it does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from msgspec.structs import replace

from huibian.frame import PageEnd, PageIndex, PartKind, Role
from huibian.pages.collect import FlowBlock, FlowTable, FlowText, Keeping
from huibian.pages.cursor import Depth
from huibian.pages.endings import first_steps, page_end
from huibian.pages.paginate import Placement, paginate
from huibian.pages.tables import SetTable
from huibian.units import ZERO, Length
from tests.pages.test_paginate import block
from tests.support.examples import PICTURED, SHORT, composed

ROWS = 4


def ends(lines: str, *, widows: bool = False) -> list[str]:
    """Why the pages end, four rows each; a block whose name is a capital letter and that keeps is a heading."""
    blocks: list[FlowBlock] = [made(each) for each in lines.split(", ")]
    depth = Depth(ROWS, Length(10), Length(5), widows, ROWS, ROWS, 1)
    places = paginate(blocks, depth, replace(depth, rows=ROWS - 1))
    starts = first_steps(places)
    last = max(starts)
    return [page_end(blocks, starts.get(PageIndex(page + 1)), room(blocks, places, page)) for page in range(last)]


def made(words: str) -> FlowBlock:
    if words.startswith("table"):
        _, rows, outer = words.split()
        text = block("T", rows)
        table = SimpleNamespace(style=SimpleNamespace(outer_rule=int(outer)), repeated_rows=0)
        keeping = Keeping(together=outer == "0" or int(rows) < 3)
        return FlowTable(cast(SetTable, table), text.steps, keeping)
    turned = words.endswith(" turned")
    found = block(*words.removesuffix(" turned").split())
    if isinstance(found, FlowText) and "keep" in words and "closing" not in words:
        found = replace(found, block=replace(found.block, role=Role.HEADING_1))
    return replace(found, keeping=replace(found.keeping, is_turned=turned))


def room(blocks: Sequence[FlowBlock], places: Sequence[Placement], page: int) -> int:
    used = 0
    for each, place in zip(blocks, places, strict=True):
        for step, slot in zip(each.steps, place.slots, strict=True):
            if slot.page == page:
                used = max(used, slot.row + step.rows)
                used += sum(1 for _ in step.notes)
    return ROWS - used


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ("A 4, B 1", ["full"]),
        ("A 6", ["full"]),
        ("A 3, B 1 keep, C 1", ["heading"]),
        ("A 2, B 1 keep, C 1", []),
        ("A 3, B 1 keep closing, C 1", ["lines"]),
        ("A 3, B 2 together", ["lines"]),
        ("A 3, P 1 rows 2 picture 2", ["picture"]),
        ("A 3, P 1 rows 2 picture 2 keep, C 1", ["picture"]),
        ("A 2, B 1 keep, P 1 rows 2 picture 2", ["picture"]),
        ("A 3, table 2 1", ["table"]),
        ("A 3, table 2 0", ["picture"]),
        ("A 3, B 1 keep, table 2 1", ["table"]),
        ("A 1, B 1 opens", ["ordered"]),
        ("A 4, B 1 opens", ["ordered"]),
        ("A 1, B 1 turned", ["turned"]),
        ("A 1 turned, B 1", ["turned"]),
        ("A 3, B 1 note 0x1", ["notes"]),
    ],
)
def test_a_page_says_why_it_ends(blocks: str, found: list[str]) -> None:
    assert ends(blocks) == found


def test_a_single_line_is_not_left_behind() -> None:
    assert ends("A 5", widows=False) == ["full"]
    assert ends("A 5", widows=True) == ["lines"]
    assert ends("A 3, B 2", widows=True) == ["lines"]


def test_nothing_but_the_rest_of_a_footnote_stands_on_the_next() -> None:
    assert page_end([], None, 3) is PageEnd.NOTES


def test_a_table_breaks_between_its_rows() -> None:
    tall = cast(FlowTable, made("table 3 1"))
    tall = replace(tall, steps=[replace(step, rows=3) for step in tall.steps])
    starts = first_steps(paginate([tall], Depth(ROWS, Length(10), ZERO, False, ROWS, ROWS, 1)))
    assert page_end([tall], starts[PageIndex(1)], 1) is PageEnd.ROW


@pytest.mark.debian_fonts
@pytest.mark.parametrize("manifest", [SHORT, PICTURED], ids=lambda path: path.stem)
def test_the_pages_of_an_issue_say_how_full_they_are(manifest: Path) -> None:
    document = composed(manifest).document
    pages = [page for page in document.pages if page.part is PartKind.BODY]
    assert all(page.fill and page.fill.of == 22 and page.fill.empty >= 0 for page in pages)
    assert pages[-1].fill is not None
    assert pages[-1].fill.end is PageEnd.PART
    left = [page.fill for page in pages[:-1] if page.fill and page.fill.empty]
    assert all(fill.end not in (PageEnd.FULL, PageEnd.PART) for fill in left)
    assert [page.fill for page in document.pages if page.part is PartKind.COVER] == [None]
