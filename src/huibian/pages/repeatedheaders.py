"""Takes the document, finds the sheets on which a table goes on below another header than its own; for `verify`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from huibian.frame import Artifact, ArtifactLine, Block, Document, Page, PageIndex, TableBlock


def sheets_with_other_headers(document: Document) -> Iterator[int]:
    """The sheets, from 1, on which what stands as the header again is not the header of the table that goes on there.

    Nothing may stand so where no table goes on.
    """
    first = 0
    for part in document.parts:
        pages = document.pages[first : first + part.pages]
        expected = _headers((document.blocks[number] for number in part.body), pages)
        for index, page in enumerate(pages):
            if _repeated(page) != expected.get(PageIndex(index), []):
                yield first + index + 1
        first += part.pages


def _repeated(page: Page) -> list[str]:
    """The lines that repeat a header on a page."""
    lines = (item for item in page.items if isinstance(item, ArtifactLine))
    return [line.text for line in lines if line.reason is Artifact.REPEATED_HEADER]


def _headers(blocks: Iterable[Block], pages: Sequence[Page]) -> dict[PageIndex, list[str]]:
    """The lines that have to stand again on each page on which a table goes on, given the blocks of a part."""
    headers: dict[PageIndex, list[str]] = {}
    for table in blocks:
        if isinstance(table, TableBlock) and table.header:
            first = table.rows[0].page
            cells = {number for row in table.rows[: table.header] for slot in row.cells for number in slot.blocks}
            lines = [line.text for line in pages[first].lines if line.block in cells]
            headers |= {row.page: lines for row in table.rows if row.page > first}
    return headers
