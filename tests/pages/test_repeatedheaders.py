"""A table over three pages: its header stands again on two of them and nowhere else."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

from huibian.frame import Artifact, ArtifactLine, Document, Item
from huibian.pages.repeatedheaders import sheets_with_other_headers
from tests.support import tables
from tests.support.examples import SHORT
from tests.support.layouts import changed_layout, compose_articles

pytestmark = pytest.mark.debian_fonts


@cache
def document() -> Document:
    return compose_articles(changed_layout(), SHORT, [tables.article(tables.figures(3, 45), tables.words(1))])


def repeated() -> dict[int, list[ArtifactLine]]:
    """The lines that repeat the header, by sheet."""
    found: dict[int, list[ArtifactLine]] = {}
    for sheet, page in enumerate(document().pages, 1):
        for item in page.items:
            if isinstance(item, ArtifactLine) and item.reason is Artifact.REPEATED_HEADER:
                found.setdefault(sheet, []).append(item)
    return found


def changed(sheet: int, items: tuple[Item, ...]) -> list[int]:
    """The sheets at fault if one of them has other items."""
    pages = list(document().pages)
    pages[sheet - 1] = replace(pages[sheet - 1], items=items)
    return list(sheets_with_other_headers(replace(document(), pages=tuple(pages))))


def test_a_table_that_goes_on_below_its_header_is_sound() -> None:
    assert [len(lines) for lines in repeated().values()] == [3, 3]
    assert not list(sheets_with_other_headers(document()))


def test_a_header_that_is_lost_changed_or_in_another_order_is_found() -> None:
    for sheet, lines in repeated().items():
        first, second, _ = lines
        items = document().pages[sheet - 1].items
        swapped = {id(first): second, id(second): first}

        assert changed(sheet, tuple(item for item in items if item is not first)) == [sheet]
        assert changed(sheet, tuple(replace(item, runs=second.runs) if item is first else item for item in items)) == [
            sheet
        ]
        assert changed(sheet, tuple(swapped.get(id(item), item) for item in items)) == [sheet]


def test_a_header_where_no_table_goes_on_is_found() -> None:
    sheet, lines = next(iter(repeated().items()))

    assert changed(sheet - 1, (*document().pages[sheet - 2].items, *lines)) == [sheet - 1]
