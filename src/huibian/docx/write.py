"""A finished document becomes a Word file that breaks its lines and pages where the document does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from huibian.docx import oxml, package
from huibian.docx.breaks import needed_breaks
from huibian.docx.contents import anchors, contents_paragraphs
from huibian.docx.flow import FlowBlock, FlowPart, flow
from huibian.docx.notes import footnotes, note_ids
from huibian.docx.numbering import first_numbers
from huibian.docx.oxml import Element, w
from huibian.docx.package import Package
from huibian.docx.paragraphs import Paragraphs
from huibian.docx.pictures import drawing
from huibian.docx.sections import PAGE_SIDES, Geometry, footer, geometry, section_properties
from huibian.docx.settings import font_table, settings
from huibian.docx.stack import Stacked, foot, stack
from huibian.docx.styles import style_sheet
from huibian.docx.tables import table
from huibian.docx.theme import theme
from huibian.docx.turns import noted_pages, turned
from huibian.frame import Document, PartKind, Role, Rule
from huibian.units import Length


def write_docx(document: Document) -> bytes:
    """The Word file of a document; equal documents give equal bytes."""
    parts = flow(document)
    file = Package()
    ids = note_ids(parts)
    main = _main(document, parts, file, ids)
    if ids:
        file.add(
            "footnotes", package.FOOTNOTES, oxml.serialize(footnotes(document, parts, Paragraphs(document, {}, ids)))
        )
    file.add("styles", package.STYLES, oxml.serialize(style_sheet(document, _contents_tab(parts))))
    file.add("settings", package.SETTINGS, oxml.serialize(settings(document, has_notes=bool(ids))))
    file.add("fontTable", package.FONT_TABLE, oxml.serialize(font_table(document)))
    file.add("theme/theme1", package.THEME, oxml.serialize(theme(document)))
    return file.finish(oxml.serialize(main), document.metadata)


def _main(document: Document, parts: Sequence[FlowPart], file: Package, notes: Mapping[int, int]) -> Element:
    headings = [block for part in parts if part.part.kind is PartKind.BODY for block in part.blocks]
    body = w("body")
    firsts = first_numbers([part.part for part in parts])
    for number, (part, first) in enumerate(zip(parts, firsts, strict=True), 1):
        links = anchors(part, headings) if part.part.kind is PartKind.CONTENTS else {}
        page = geometry(document, part, first)
        body.extend(_paragraphs(document, part, Paragraphs(document, links, notes), file, page))
        section = _section(part, number, first, file, page)
        if part is parts[-1]:
            body.append(section)
        else:
            # A section's properties stand in its last paragraph.
            body[-1][0].append(section)
    return oxml.root("document", body)


def _paragraphs(
    document: Document, part: FlowPart, paragraphs: Paragraphs, file: Package, page: Geometry
) -> Iterator[Element]:
    if part.part.kind is PartKind.BLANK:
        yield paragraphs.spacer()
    elif part.is_fixed:
        yield from _stacked(document, part, stack(document, part.blocks), paragraphs)
    elif part.part.kind is PartKind.CONTENTS:
        yield from contents_paragraphs(needed_breaks(document, part, part.blocks, page.bottom), paragraphs)
    else:
        blocks = list(needed_breaks(document, part, list(part.flowing), page.bottom))
        head = stack(document, part.head)
        yield from _stacked(document, part, head, paragraphs)
        if head:
            blocks[0] = _below(blocks[0], foot(head[-1]))
        yield from _flowing(document, blocks, part, paragraphs, file)
        if part.foot:
            above = part.foot[0].lines[0].top - part.foot[0].block.space_before
            yield from _stacked(document, part, stack(document, part.foot, Length(above).twips), paragraphs)


def _below(block: FlowBlock, foot: int) -> FlowBlock:
    """A block with the white above it that there is below what ends at `foot`."""
    top = block.lines[0].top - Length.of(foot, "twip")
    return replace(block, block=replace(block.block, space_before=Length(top)))


def _flowing(
    document: Document, blocks: Sequence[FlowBlock], part: FlowPart, paragraphs: Paragraphs, file: Package
) -> Iterator[Element]:
    """Text, pictures and tables; a table is followed by a paragraph in any case, for Word needs one."""
    cells = {block.index: block for block in part.blocks}
    noted = noted_pages(part)
    blocks = list(turned(blocks, noted))
    drawn = 0
    for block, after in zip_longest(blocks, blocks[1:]):
        if block.picture:
            drawn += 1
            caption = after if after and after.block.role is Role.CAPTION else None
            described = "".join(line.text for line in caption.lines) if caption else ""
            image = file.add_image(document.images[block.picture.image])
            shape = drawing(block.picture, drawn, image, described)
            yield paragraphs.picture(block.picture, block.block, shape, after.block if after else None)
        elif block.block.table:
            if block.block.space_before:
                yield paragraphs.spacer(block.block.space_before.twips)
            spaced = after is None or bool(after.block.table and not after.block.space_before)
            yield from table(block, block.block.table, cells, paragraphs, spaced=spaced, noted=noted)
            if spaced:
                yield paragraphs.spacer()
        else:
            yield paragraphs.flowing(block)


def _stacked(
    document: Document, part: FlowPart, stacked: Sequence[Stacked], paragraphs: Paragraphs
) -> Iterator[Element]:
    margins = part.part.margins
    width = document.width - margins.inner - margins.outer
    for item in stacked:
        if isinstance(item.content, Rule):
            yield paragraphs.rule(item.content, item.before, part.left, width)
        else:
            yield paragraphs.stacked(item.content, item.before, item.pitch, part.left)


def _section(part: FlowPart, number: int, first: int, file: Package, page: Geometry) -> Element:
    footers = {
        side: file.add(f"footer{number}{side}", package.FOOTER, oxml.serialize(footer(part.part.folio, side)))
        for side in PAGE_SIDES
    }
    has_notes = bool(part.with_role(Role.FOOTNOTE))
    return section_properties(page, footers, first, with_notes=has_notes)


def _contents_tab(parts: Sequence[FlowPart]) -> int | None:
    """Where the page numbers of the contents end, in twips from the start edge of the type area."""
    for part in parts:
        for entry in part.with_role(Role.CONTENTS_ARTICLE):
            end = entry.tab_end()
            if end is not None:
                return (end - part.left).twips
    return None
