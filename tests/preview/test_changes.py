from __future__ import annotations

import time

import pytest

from huibian.frame import PageIndex
from huibian.preview.changes import NONE, SeenPages, changes
from huibian.preview.places import Box, PageLine, ShownLine
from huibian.units import ZERO

BOX = Box(ZERO, ZERO, ZERO, ZERO)


def seen(text: str) -> SeenPages:
    """Pages parted by |, a line a character; a page looks as its text is."""
    pages = text.split("|")
    return SeenPages(pages, [[ShownLine(BOX, char, None) for char in page] for page in pages])


@pytest.mark.parametrize(
    ("old", "new", "pages", "lines", "cuts"),
    [
        ("abc|def", "abc|def", "", "", ""),
        ("abc|def", "abX|def", "0", "0.2", ""),
        ("abc|def", "abXc|def", "0", "0.2", ""),
        ("abc|def", "abXY|cdef", "0 1", "0.2 0.3", ""),
        ("abc|def", "ab|def", "0", "", "0.1"),
        ("abc|def", "abc|ef", "1", "", "0.2"),
        ("abc|def", "bc|def", "0", "", "0.0"),
        ("abc|def", "abc", "", "", "0.2"),
        ("abc|def", "abc|def|ghi", "2", "2.0 2.1 2.2", ""),
        ("abc|def", "def|abc", "", "0.0 0.1 0.2", "1.2"),
        ("abc|", "abc||", "", "", ""),
    ],
)
def test_finds_what_is_not_as_before(old: str, new: str, pages: str, lines: str, cuts: str) -> None:
    def places(text: str) -> frozenset[PageLine]:
        pairs = (each.split(".") for each in text.split())
        return frozenset(PageLine(PageIndex(int(page)), int(line)) for page, line in pairs)

    found = changes(seen(old), seen(new))
    assert found.pages == set(map(int, pages.split()))
    assert (found.lines, found.cuts) == (places(lines), places(cuts))
    assert bool(found) is bool(pages or lines or cuts)
    assert not NONE


def test_hundreds_of_pages_take_no_time() -> None:
    text = "|".join("abcdefghijklmnopqrstuv" for _ in range(400))
    found = changes(seen(text), seen(text[:4000] + "X" + text[4000:]))
    assert len(found.lines) == 1


def test_cells_that_say_the_same_take_no_time() -> None:
    """Half of the lines say 0, and no other line is as it was: it took 12 seconds."""
    old, new = (
        SeenPages([mark], [[ShownLine(BOX, f"{mark}{line}" if line % 2 else "0", None) for line in range(1000)]])
        for mark in "ab"
    )
    started = time.perf_counter()
    assert len(changes(old, new).lines) >= 500
    assert time.perf_counter() - started < 1


def test_a_table_between_lines_that_stay_is_not_marked() -> None:
    cells = "0" * 200
    found = changes(seen(f"甲|乙{cells}丙|丁"), seen(f"子|乙{cells}丙|丑"))
    assert found.lines == {PageLine(PageIndex(0), 0), PageLine(PageIndex(2), 0)}
