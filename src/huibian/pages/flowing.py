"""Takes placed blocks, gives pages of text that runs on: contents and body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from huibian.frame import Block, Page, Role, Table, TableRow
from huibian.image import Image
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import Layout
from huibian.pages.collect import FlowBlock
from huibian.pages.imposition import Leaf
from huibian.pages.insets import SetTable
from huibian.pages.paginate import Placement
from huibian.pages.sheet import Sheet, image_key
from huibian.units import ZERO, Length


def block_numbers(blocks: Sequence[FlowBlock], first: int) -> list[int]:
    """The index that each block has in the document, where the first one has `first`."""
    return list(accumulate((block.size for block in blocks[:-1]), initial=first))[: len(blocks)]


def flow_pages(
    setter: Setter,
    layout: Layout,
    leaf: Leaf,
    blocks: Sequence[FlowBlock],
    placements: Sequence[Placement],
    first_block: int,
) -> list[Page]:
    """The pages of a part.

    Args:
        setter: Where the signs of footnotes come from.
        layout: The layout.
        leaf: Which part.
        blocks: Its blocks.
        placements: Where they stand.
        first_block: The index that the first of them has in the document.
    """
    numbers = block_numbers(blocks, first_block)
    signs = _signs(blocks, numbers)
    sheets = [Sheet(setter, layout, leaf.first + page, signs) for page in range(leaf.pages)]
    for index, block, placement in zip(numbers, blocks, placements, strict=True):
        _put(sheets, block, index, placement)
    return [Page(leaf.kind, None, sheet.finished()) for sheet in sheets]


def _signs(blocks: Sequence[FlowBlock], numbers: Sequence[int]) -> dict[int, int]:
    """The number of each footnote, by its block: one after another through the whole part."""
    notes = (
        note
        for index, block in zip(numbers, blocks, strict=True)
        for note in range(index + block.size - block.note_count, index + block.size)
    )
    return {note: number for number, note in enumerate(notes, 1)}


def _put(sheets: Sequence[Sheet], block: FlowBlock, index: int, placement: Placement) -> None:
    """Put a block on its pages, page by page; its footnotes follow it and its cells."""
    note = first_note = index + block.size - block.note_count
    for page, group in groupby(enumerate(placement.slots), key=lambda item: item[1].page):
        steps = list(group)
        sheet, (first, slot) = sheets[page], steps[0]
        if block.table and first > 0:
            sheet.repeat_header(block.table, slot.row, first_note)
        for step, place in steps:
            sheet.put(block, index, step, place.row, note)
            note += len(block.steps[step].notes)
        if block.table:
            sheet.frame_table(block.table, range(first, first + len(steps)), slot.row, continued=first > 0)


def flow_blocks(
    layout: Layout,
    blocks: Sequence[FlowBlock],
    placements: Sequence[Placement],
    linked: frozenset[int],
    first: int,
    white: Length = ZERO,
) -> list[Block]:
    """What the document says of each block; those in `linked` get a bookmark, the first one `white` above it."""
    found: list[Block] = []
    for index, block, placement in zip(block_numbers(blocks, first), blocks, placements, strict=True):
        found.append(
            Block(
                role=block.role,
                space_before=layout.grid.pitch * placement.rows_before + (ZERO if found else white),
                page_break_before=placement.breaks_page,
                opens_page=block.opens_page,
                ends_chain=block.ends_chain,
                bookmark=f"_Toc{index:08d}" if index in linked else None,
                title=block.title,
                height=layout.grid.pitch * (block.image.rows if block.image else 0),
                table=_table(layout, block.table, index, placement) if block.table else None,
            )
        )
        found += _cells(block.table) if block.table else ()
        found += [Block(Role.FOOTNOTE)] * block.note_count
    return found


def _table(layout: Layout, table: SetTable, index: int, placement: Placement) -> Table:
    width, rules = len(table.columns), layout.tables
    pages = [slot.page for step, slot in enumerate(placement.slots) for _ in table.rows_of(step)]
    cells = range(index + 1, index + 1 + width * len(table.rows), width)
    rows = [
        TableRow(tuple(range(cell, cell + width)), layout.grid.pitch * row.rows, page)
        for cell, row, page in zip(cells, table.rows, pages, strict=True)
    ]
    return Table(
        indent=table.indent,
        columns=table.columns,
        padding=table.padding,
        rows=tuple(rows),
        header=table.header,
        aligns=table.aligns,
        outer=rules.outer_rule,
        inner=rules.inner_rule,
        color=rules.color,
    )


def _cells(table: SetTable) -> Iterator[Block]:
    for row in table.rows:
        yield from (Block(cell.role, align=cell.align) for cell in row.cells)


def images(blocks: Sequence[FlowBlock], first: int) -> dict[str, Image]:
    """The images of a part, by the keys that its pages name them by."""
    numbered = zip(block_numbers(blocks, first), blocks, strict=True)
    return {image_key(index): block.image.image for index, block in numbered if block.image}
