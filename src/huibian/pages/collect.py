"""The vertical list: blocks set in the styles of a layout, one under another, each with what keeps it together.

`Collector` makes them, one at a time; `paginate` breaks pages out of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from huibian.diagnostics import Span
from huibian.frame import (
    BlockNumber,
    BlockSource,
    ContentsEntry,
    Heading,
    ListItem,
    NoteNumber,
    PictureBlock,
    Role,
    SourcePiece,
    TextBlock,
    TextStyle,
)
from huibian.layout.paragraph import SetLine, Setter, SetText
from huibian.layout.runs import NumberedNote
from huibian.layoutfile.definition import Layout
from huibian.pages.pictures import SizedPicture, smaller_pictures
from huibian.pages.tables import SetTable
from huibian.text.model import Inline, ListParagraph
from huibian.units import ZERO, Length


class SetNote(Struct, frozen=True):
    """A footnote with its set text, `pitch` from line to line; `span` is where the article has it."""

    number: NoteNumber
    text: SetText
    pitch: Length
    span: Span

    @property
    def height(self) -> Length:
        """Of all its lines."""
        return self.pitch * len(self.text.lines)


class FlowStep(Struct, frozen=True):
    """The least of a block that pages are broken between: a line, a picture, a row of a table.

    Attributes:
        rows: Grid lines it takes.
        notes: The footnotes it refers to, which begin on its page.
        repeated: Grid lines that are repeated above it if it begins a further page of its block.
    """

    rows: int
    notes: tuple[SetNote, ...] = ()
    repeated: int = 0

    @property
    def note_height(self) -> Length:
        """Of all its footnotes."""
        return sum((note.height for note in self.notes), ZERO)


class Keeping(Struct, frozen=True, kw_only=True):
    """What holds between a block of the vertical list and its neighbours.

    Attributes:
        together: Whether all of it stays on one page, as a heading, a contents entry and a small table do.
        rows_before: Blank grid lines before it, dropped at the top of a page.
        rows_after: Blank grid lines between it and what follows it, at least.
        with_next: Whether its last line stays with the next block's first.
        opens_page: Whether it begins a page wherever the block before ends.
        least: How many of its steps stand on its first page at least, if it has so many.
        is_turned: Whether it stands on pages that lie on their sides; only blocks of one kind share a page.
    """

    together: bool
    rows_before: int = 0
    rows_after: int = 0
    with_next: bool = False
    opens_page: bool = False
    least: int = 1
    is_turned: bool = False


class FlowText(Struct, frozen=True):
    """A paragraph of the vertical list.

    Attributes:
        block: What the document says of it, but where it stands.
        lines: Its set lines.
        steps: The same, as pages are broken between them.
        rows: Grid lines that each of its lines takes.
        keeping: What holds between it and its neighbours.
        source: Where its text is from.
    """

    block: TextBlock
    lines: Sequence[SetLine]
    steps: Sequence[FlowStep]
    rows: int
    keeping: Keeping
    source: BlockSource = ()


class FlowPicture(Struct, frozen=True):
    """A picture of the vertical list.

    Attributes:
        block: What the document says of it, but where it stands.
        picture: Its size.
        smaller: The sizes that it may give way to, one after another.
        steps: The one step that it is.
        keeping: What holds between it and its neighbours.
        source: Where it is named.
    """

    block: PictureBlock
    picture: SizedPicture
    smaller: Sequence[SizedPicture]
    steps: Sequence[FlowStep]
    keeping: Keeping
    source: BlockSource = ()

    def sized(self, picture: SizedPicture) -> FlowPicture:
        """It in another size."""
        pitch = self.block.height // self.picture.rows
        block = replace(self.block, height=Length(pitch * picture.rows))
        return replace(self, block=block, picture=picture, steps=[replace(self.steps[0], rows=picture.rows)])


class FlowTable(Struct, frozen=True):
    """A table of the vertical list; its steps are its groups of rows, the first one with the header above it."""

    table: SetTable
    steps: Sequence[FlowStep]
    keeping: Keeping


FlowBlock: TypeAlias = FlowText | FlowPicture | FlowTable


def repeated_rows(block: FlowBlock) -> int:
    """Grid lines that a block takes at the top of each further page: of a table's header, and of 续表 above it."""
    return block.table.repeated_rows if isinstance(block, FlowTable) else 0


class Collector(Struct, frozen=True):
    """Sets blocks in the styles of a layout."""

    layout: Layout
    setter: Setter

    def block(self, role: Role, inlines: Sequence[Inline], *, style: TextStyle | None = None) -> FlowText:
        """Set one block of text; `style` is its own, with other indents than its role's, `None` for its role's."""
        style = style or self.layout.style(role)
        text = self.setter.set(inlines, style)
        if style.outline is None:
            return self._flow(TextBlock(role, style.align, text.indents), text)
        title = "".join(inline.text for inline in inlines)
        return self._flow(Heading(role, style.align, text.indents, title=title, level=style.outline), text)

    def item(self, paragraph: ListParagraph) -> FlowText:
        """Set one paragraph of a list; where the layout gives it a depth in the outline, it is a heading."""
        role, style = paragraph.role, self.layout.style(paragraph.role)
        if style.outline is not None:
            return self.block(role, paragraph.inlines)
        text = self.setter.set(paragraph.inlines, style)
        level, label = paragraph.level, paragraph.label
        return self._flow(ListItem(role, style.align, text.indents, level=level, label=label), text)

    def entry(self, role: Role, text: SetText, target: BlockNumber) -> FlowText:
        """Make an entry of the contents of set text."""
        align = self.layout.styles[role].align
        return self._flow(ContentsEntry(role, align, text.indents, target=target), text)

    def _flow(self, block: TextBlock, text: SetText) -> FlowText:
        style = self.layout.styles[block.role]
        plain = FlowStep(style.grid_lines)  # one for all lines without footnotes
        return FlowText(
            block=block,
            lines=text.lines,
            steps=[FlowStep(style.grid_lines, self.notes(line.notes)) if line.notes else plain for line in text.lines],
            rows=style.grid_lines,
            keeping=Keeping(
                rows_before=style.lines_before,
                rows_after=style.lines_after,
                with_next=style.keep_with_next,
                together=style.keep_with_next or block.role.is_whole,
            ),
            source=text.source,
        )

    def picture(self, picture: SizedPicture, caption: Sequence[Inline], span: Span) -> FlowPicture:
        """A picture; its caption, if it has one, stays with it. `span` is where the article names it."""
        alternative = "".join(inline.text for inline in caption)
        block = PictureBlock(self.layout.grid.pitch * picture.rows, alternative, bool(caption))
        smaller = tuple(smaller_pictures(self.layout, picture))
        keeping = Keeping(with_next=bool(caption), together=True)
        return FlowPicture(block, picture, smaller, [FlowStep(picture.rows)], keeping, (SourcePiece(0, span),))

    def picture_row(self, row: SetTable, *, has_caption: bool) -> FlowTable:
        """Pictures side by side; the caption of them all, if they have one, stays with them."""
        (made,) = row.rows
        step = FlowStep(made.rows, self.notes(made.notes))
        return FlowTable(row, [step], Keeping(with_next=has_caption, together=True))

    def table(self, table: SetTable) -> FlowTable:
        """A table; its header stays with the first row under it, a small one on one page."""
        steps = []
        for number in range(len(table.groups)):
            rows = [table.rows[row] for row in table.rows_of(number)]
            notes = self.notes(note for row in rows for note in row.notes)
            steps.append(FlowStep(sum(row.rows for row in rows), notes, table.repeated_rows if number else 0))
        together = sum(step.rows for step in steps) <= self.layout.tables.together
        return FlowTable(table, steps, Keeping(rows_after=self.layout.tables.lines_after, together=together))

    def notes(self, notes: Iterable[NumberedNote]) -> tuple[SetNote, ...]:
        """Set footnotes."""
        style = self.layout.style(Role.FOOTNOTE)
        return tuple(
            SetNote(each.number, self.setter.set_note(each, style), style.pitch, each.note.span) for each in notes
        )


def end_chains(blocks: Sequence[FlowBlock]) -> list[FlowBlock]:
    """The blocks, with each heading freed from a next heading that is not under it.

    Lines numbered 1. 2. 3. without text between are a list, not a chain of headings that one page has to hold.
    """
    ended: list[FlowBlock] = []
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if isinstance(block, FlowText) and 0 < _chain_level(after) <= _chain_level(block):
            freed = replace(block.block, ends_chain=True)
            ended.append(replace(block, block=freed, keeping=replace(block.keeping, with_next=False)))
        else:
            ended.append(block)
    return ended


def _chain_level(block: FlowBlock | None) -> int:
    """The depth of a heading that stays with what follows it; 0 for any other block."""
    return block.block.role.level if isinstance(block, FlowText) and block.keeping.with_next else 0
