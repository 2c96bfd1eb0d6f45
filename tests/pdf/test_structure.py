from __future__ import annotations

import pickle

from msgspec.structs import replace

from huibian.frame import Align, BlockNumber, Heading, Indents, Link, Role
from huibian.pdf.structure import OutlineEntry, outline_entries, structure_of
from tests.support.samples import sample


def test_a_depth_that_is_skipped_leaves_no_hole() -> None:
    """A sub-head under a section with no article between, then an article: both stand below the section."""
    roles = [Role.HEADING_1, Role.SECTION_HEAD, Role.HEADING_1, Role.HEADING_1, Role.ARTICLE_TITLE, Role.SECTION_HEAD]
    blocks = tuple(
        Heading(role, Align.START, Indents(), title=str(index), level=role.level) for index, role in enumerate(roles)
    )
    entries = outline_entries(replace(sample(), blocks=blocks))
    assert [(entry.title, [child.title for child in entry.children]) for entry in entries] == [
        ("0", []),
        ("1", ["2", "3", "4"]),
        ("5", []),
    ]
    assert [entry.size for entry in entries] == [0, 3, 0]


def test_an_entry_counts_what_stands_below_it_at_any_depth() -> None:
    below = OutlineEntry(
        "一", BlockNumber(1), [OutlineEntry("（一）", BlockNumber(2)), OutlineEntry("（二）", BlockNumber(3))]
    )
    assert OutlineEntry("题", BlockNumber(0), [below, OutlineEntry("二", BlockNumber(4))]).size == 4


def test_each_block_has_one_top_that_of_its_first_line() -> None:
    document = sample()
    found = structure_of(document)
    for block in range(len(document.blocks)):
        lines = [(number, line) for number, page in enumerate(document.pages) for line in page.lines]
        first = next(((number, line.top) for number, line in lines if line.block == block), None)
        tops = [(number, page.tops[block]) for number, page in enumerate(found.pages) if block in page.tops]  # type: ignore[index]
        assert tops == ([] if first is None else [first])


def test_pages_keep_their_paper_and_links_and_nothing_that_is_set() -> None:
    document = sample()
    found = structure_of(document)
    assert [page.size for page in found.pages] == [page.size for page in document.pages]
    links = [[item for item in page.items if isinstance(item, Link)] for page in document.pages]
    assert [list(page.links) for page in found.pages] == links
    assert any(links)
    for name in ("metadata", "width", "height", "parts", "images"):
        assert getattr(found, name) == getattr(document, name), name
    assert found.outline == outline_entries(document) != []
    assert len(pickle.dumps(found)) < len(pickle.dumps(document)) / 2
