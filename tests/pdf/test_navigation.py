from __future__ import annotations

import ctypes
import re

import pypdfium2.raw as pdfium
import pytest
from msgspec.structs import replace

from huibian.frame import (
    Align,
    BlockNumber,
    Document,
    Heading,
    Indents,
    Link,
    PageNumber,
    Part,
    PartKind,
    Role,
    TextBlock,
)
from huibian.pdf.structure import OutlineEntry
from huibian.pdf.write import write_pdf
from tests.support import samples
from tests.support.pdfium import opened
from tests.support.samples import SECTION, SUBHEAD, TITLE, sample


def first_line_top(document: Document, block: int) -> tuple[int, float]:
    """Page, and distance of the first line's top from the foot of it."""
    for number, page in enumerate(document.pages):
        for line in page.lines:
            if line.block == block:
                return number, (document.height - line.top).pt
    raise LookupError(block)


def outline(document: Document) -> list[tuple[int, str, int, float]]:
    with opened(write_pdf(document)) as reader:
        found = []
        for entry in reader.get_toc():
            place = entry.get_dest()
            assert place is not None
            found.append((entry.level, entry.get_title(), place.get_index(), place.get_view()[1][1]))
        return found


def test_the_outline_is_the_headings_at_their_depths() -> None:
    document = sample()
    for level, (entry, block) in enumerate(zip(outline(document), [SECTION, TITLE, SUBHEAD], strict=True)):
        page, top = first_line_top(document, block)
        heading = document.blocks[block]
        assert isinstance(heading, Heading)
        assert entry[:3] == (level, heading.title, page)
        assert entry[3] == pytest.approx(top, abs=0.001)


def test_every_entry_of_a_larger_outline_is_found_again() -> None:
    document = sample()
    chain = [SECTION, TITLE, SUBHEAD, TITLE, SUBHEAD, SUBHEAD, SECTION, TITLE]
    blocks = (*document.blocks, *(document.blocks[index] for index in chain))
    lines = [line for page in document.pages for line in page.lines]
    more = tuple(replace(lines[0], block=BlockNumber(number)) for number in range(len(document.blocks), len(blocks)))
    pages = (*document.pages[:-1], replace(document.pages[-1], items=(*document.pages[-1].items, *more)))
    levels = [level for level, *_ in outline(replace(document, blocks=blocks, pages=pages))]
    assert levels == [0, 1, 2, 0, 1, 2, 1, 2, 2, 0, 1]


def test_an_entry_says_how_many_stand_open_below_it() -> None:
    def entry(title: str, *children: OutlineEntry) -> OutlineEntry:
        return OutlineEntry(title, BlockNumber(0), list(children))

    root = entry("", entry("甲", entry("乙", entry("丙")), entry("丁")), entry("戊"))

    assert [each.size for each in (root, *root.children, root.children[0].children[0])] == [5, 3, 0, 1]
    pdf = write_pdf(sample())  # a section, in it an article, in it a sub-head
    assert re.findall(rb"/Count (\d)\s[^<>]*/First", pdf) == [b"3", b"2", b"1"]


def test_a_document_without_headings_has_no_outline() -> None:
    document = sample()
    blocks = tuple(TextBlock(Role.PARAGRAPH, Align.START, Indents()) for _ in document.blocks)
    assert b"/Outlines" not in write_pdf(replace(document, blocks=blocks))


def test_a_link_leads_to_the_first_line_of_its_target_and_has_no_border() -> None:
    document = sample()
    pdf = write_pdf(document)
    assert pdf.count(b"/Border [ 0 0 0 ]") == pdf.count(b"/Subtype /Link") == 2
    links = [item for item in document.pages[1].items if isinstance(item, Link)]
    with opened(pdf) as reader:
        page = reader[1]
        for link in links:
            x, y = (link.x + link.width // 2).pt, (document.height - link.y - link.height // 2).pt
            found = pdfium.FPDFLink_GetLinkAtPoint(page, x, y)
            place = pdfium.FPDFLink_GetDest(reader, found)
            has = [ctypes.c_int() for _ in range(3)]
            values = [ctypes.c_float() for _ in range(3)]
            assert pdfium.FPDFDest_GetLocationInPage(place, *has, *values)
            top = first_line_top(document, link.target)
            assert pdfium.FPDFDest_GetDestPageIndex(reader, place) == top[0]
            assert values[1].value == pytest.approx(top[1], abs=0.001)
            assert not pdfium.FPDFLink_GetLinkAtPoint(page, link.x.pt - 1, y)


def test_a_link_to_a_block_that_stands_nowhere_is_an_error() -> None:
    document = sample()
    page = document.pages[1]
    link = next(item for item in page.items if isinstance(item, Link))
    broken = replace(page, items=(*page.items, replace(link, target=BlockNumber(999))))
    with pytest.raises(KeyError):
        write_pdf(replace(document, pages=(document.pages[0], broken, *document.pages[2:])))


def labels(parts: tuple[Part, ...]) -> list[str]:
    document = sample()
    pages = tuple(samples.page(part.kind, None, []) for part in parts for _ in range(part.pages))
    filled = replace(document, parts=parts, pages=pages, blocks=(), faces={})
    with opened(write_pdf(filled)) as reader:
        return [reader.get_page_label(number) for number in range(len(reader))]


def test_page_labels_are_the_printed_numbers_and_the_parts_names() -> None:
    assert labels(sample().parts) == ["封面", "目录", "1", "2", "封底"]


def test_numbers_go_on_where_a_part_s_do() -> None:
    cover, _, body, _ = sample().parts
    assert labels((cover, body, replace(body, first=PageNumber(3)))) == ["封面", "1", "2", "3", "4"]


def test_every_part_has_a_name() -> None:
    cover = sample().parts[0]
    assert len(set(labels(tuple(replace(cover, kind=kind) for kind in PartKind)))) == len(PartKind)


def test_a_blank_page_is_called_so() -> None:
    cover, _, body, _ = sample().parts
    assert labels((cover, replace(cover, kind=PartKind.BLANK), body)) == ["封面", "空白", "1", "2"]


def test_the_pages_of_a_longer_part_without_numbers_are_told_apart() -> None:
    cover, contents, body, _ = sample().parts
    assert labels((cover, replace(contents, pages=2), replace(body, pages=3))) == [
        *("封面", "目录 1", "目录 2"),
        *("1", "2", "3"),
    ]
