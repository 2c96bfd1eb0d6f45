"""A finished document becomes a Word file that breaks its lines and pages where the document does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import assert_never

from msgspec.structs import replace

from huibian.docx import oxml, package
from huibian.docx.breaks import needed_breaks
from huibian.docx.contents import bookmarks, contents_paragraphs
from huibian.docx.fixed import FixedParagraph, fixed_paragraphs, foot
from huibian.docx.flow import WordBlock, WordPart, WordPicture, WordTable, WordText, flow
from huibian.docx.lines import LockedTexts
from huibian.docx.noterests import Rests, WordNote, note_numbers, numbered_notes, rests_of
from huibian.docx.notes import footnotes
from huibian.docx.numbering import first_numbers
from huibian.docx.oxml import Element, w
from huibian.docx.package import Package
from huibian.docx.pagecuts import cut_paragraphs, noted_pages
from huibian.docx.paragraphs import Paragraphs
from huibian.docx.pictures import Drawings
from huibian.docx.sections import PAGE_SIDES, FooterType, Geometry, footer, geometry, section_properties, turned_footer
from huibian.docx.settings import font_table, settings
from huibian.docx.styles import style_sheet
from huibian.docx.tables import table
from huibian.docx.theme import theme
from huibian.frame import ContentsEntry, Document, PageIndex, PageNumber, PartKind, Rule
from huibian.units import Length, Twips


def write_docx(document: Document, kept: LockedTexts | None = None) -> bytes:
    """The Word file of a document; equal documents give equal bytes.

    Args:
        document: The document.
        kept: What the files written before have in common with this one, for whoever writes an issue again and again:
            texts that did not change are not locked again. Each file is a round of it. `None` where nothing is kept.
    """
    try:
        return _write(document, kept)
    finally:
        if kept is not None:
            kept.end_round()


def _write(document: Document, kept: LockedTexts | None) -> bytes:
    parts = flow(document)
    file = Package()
    notes = numbered_notes(parts)
    paragraphs = Paragraphs(document, bookmarks(document), note_numbers(chain.from_iterable(notes)), kept)
    has_notes = any(notes)
    main = _main(document, parts, notes, paragraphs, file)
    if has_notes:
        file.add("footnotes", package.FOOTNOTES, oxml.serialize(footnotes(document, parts, notes, paragraphs)))
    file.add("styles", package.STYLES, oxml.serialize(style_sheet(document, _contents_tab(parts))))
    file.add("settings", package.SETTINGS, oxml.serialize(settings(document, has_notes=has_notes)))
    file.add("fontTable", package.FONT_TABLE, oxml.serialize(font_table(document)))
    file.add("theme/theme1", package.THEME, oxml.serialize(theme(document)))
    return file.finish(oxml.serialize(main), document.metadata)


def _main(
    document: Document,
    parts: Sequence[WordPart],
    notes: Sequence[Sequence[WordNote]],
    paragraphs: Paragraphs,
    file: Package,
) -> Element:
    body: list[Element] = []
    drawings = Drawings(document, file)
    firsts = first_numbers([part.part for part in parts])
    for number, (part, first, own) in enumerate(zip(parts, firsts, notes, strict=True), 1):
        page = geometry(document, part, first)
        body.extend(_paragraphs(document, part, rests_of(own), paragraphs, drawings, page))
        section = _section(document, part, number, first, file, page)
        if part is parts[-1]:
            body.append(section)
        else:
            body[-1] = oxml.with_section(body[-1], section)
    return oxml.root("document", w("body", *body))


def _paragraphs(
    document: Document, part: WordPart, rests: Rests, paragraphs: Paragraphs, drawings: Drawings, page: Geometry
) -> Iterator[Element]:
    """The paragraphs of a part: its head, its body, its foot, or one that is an empty page."""
    if not part.head and not part.body:
        yield from rests.closing(range(len(part.pages)), paragraphs) or [paragraphs.spacer()]
        return
    head = fixed_paragraphs(document, part.head)
    yield from _fixed(part, head, part.left(0), paragraphs)
    if part.part.kind is PartKind.CONTENTS:
        blocks = needed_breaks(document, part, page.bottom)
        yield from contents_paragraphs([block for block in blocks if isinstance(block, WordText)], paragraphs)
    elif part.body:
        blocks = needed_breaks(document, part, page.bottom)
        if head:
            blocks[0] = _below(blocks[0], foot(head[-1]))
        yield from _flowing(blocks, part, rests, paragraphs, drawings)
    if part.foot:
        below = fixed_paragraphs(document, part.foot, part.pages[-1].foot.twips)
        yield from _fixed(part, below, part.left(len(part.pages) - 1), paragraphs)


def _below(block: WordBlock, foot: Twips) -> WordBlock:
    """The first block of a body, with the white that is left above it by a head that ends at `foot`."""
    if not isinstance(block, WordText) or block.pages[0] > 0:
        return block
    return replace(block, space_before=Length(block.lines[0].top - Length.of(foot, "twip")))


def _flowing(
    blocks: Sequence[WordBlock], part: WordPart, rests: Rests, paragraphs: Paragraphs, drawings: Drawings
) -> Iterator[Element]:
    """Text, pictures and tables; a table is followed by a paragraph in any case, for Word needs one."""
    noted = noted_pages(part)
    below_short = {PageIndex(index + 1) for index, page in enumerate(part.pages) if not page.is_full}
    blocks = list(cut_paragraphs(blocks, noted, rests))
    above = PageIndex(-1)
    for block, after in zip_longest(blocks, blocks[1:]):
        page = block.pages[0]
        marks = rests.mark(page) if page > above else []
        match block:
            case WordPicture():
                yield from rests.lone(range(above + 1, page), paragraphs)
                yield paragraphs.picture(block, drawings.draw(block), after, marks=marks)
            case WordTable():
                if block.space_before:
                    yield paragraphs.spacer(block.space_before.twips)
                spaced = after is None or (isinstance(after, WordTable) and not after.space_before)
                cut = noted | below_short
                yield from table(block, paragraphs, drawings, spaced=spaced, cut=cut, rests=rests, above=above)
                if spaced:
                    yield paragraphs.spacer()
            case WordText():
                yield from rests.lone(range(above + 1, page), paragraphs)
                yield paragraphs.flowing(block, before=marks)
            case _:
                assert_never(block)
        above = max(above, *block.pages)
    yield from rests.closing(range(above + 1, len(part.pages)), paragraphs)


def _fixed(part: WordPart, found: Sequence[FixedParagraph], left: Length, paragraphs: Paragraphs) -> Iterator[Element]:
    """The paragraphs at fixed places on a page; `left` is the left edge of its type area."""
    for item in found:
        if isinstance(item.content, Rule):
            yield paragraphs.rule(item.content, item.before, left, part.width)
        else:
            yield paragraphs.fixed(item.content, item.before, item.pitch, part.width)


def _section(
    document: Document, part: WordPart, number: int, first: PageNumber, file: Package, page: Geometry
) -> Element:
    folio = part.part.folio
    footers: dict[FooterType, str] = {}
    for side in PAGE_SIDES:
        if part.is_turned and folio is not None:
            made = turned_footer(document, part, folio, side)
        else:
            made = footer(folio, side)
        footers[side] = file.add(f"footer{number}{side}", package.FOOTER, oxml.serialize(made))
    if part.is_turned and folio is not None:
        footers = {"first": footers["default"], **footers}  # seen on no page (`turned.py`)
    return section_properties(page, footers, first, document.note_numbering if part.notes else None)


def _contents_tab(parts: Sequence[WordPart]) -> Twips | None:
    """Where the page numbers of the contents end, from the start edge of the type area."""
    for part in parts:
        if any(isinstance(block, WordText) and isinstance(block.block, ContentsEntry) for block in part.body):
            return part.width.twips
    return None
