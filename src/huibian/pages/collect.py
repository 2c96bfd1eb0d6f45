"""Takes articles, gives the vertical list: blocks of set lines with the rules that hold between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from huibian.diagnostics import Span
from huibian.frame import Role
from huibian.layout.paragraph import Line, Setter
from huibian.layoutfile.definition import Layout
from huibian.pages.insets import PlacedImage, SetTable
from huibian.text.model import Inline, Note
from huibian.units import ZERO, Length


@dataclass(frozen=True, slots=True)
class SetNote:
    """A footnote with its set lines, `pitch` from one to the next; `span` is where the article has it."""

    lines: Sequence[Line]
    pitch: Length
    span: Span

    @property
    def height(self) -> Length:
        """Of all its lines."""
        return self.pitch * len(self.lines)


@dataclass(frozen=True, slots=True)
class Step:
    """The least of a block that pages are broken between: a line, a picture, a row of a table.

    Attributes:
        rows: Grid lines it takes.
        notes: The footnotes it refers to, which stand on its page.
    """

    rows: int
    notes: tuple[SetNote, ...] = ()

    @property
    def note_height(self) -> Length:
        """Of all its footnotes."""
        return sum((note.height for note in self.notes), ZERO)


@dataclass(frozen=True, slots=True)
class FlowBlock:
    """A block on its way into pages.

    Attributes:
        role: What it is.
        lines: Its set lines; none for a picture or a table.
        steps: What its pages are broken between; of a text block, its lines.
        rows: Grid lines that each of its lines takes.
        rows_before: Blank grid lines before it, dropped at the top of a page.
        keep_with_next: Whether its last line stays with the next block's first.
        rows_after: Blank grid lines between it and what follows it, at least.
        keep_together: Whether all of it stays on one page, as a heading, a contents entry and a small table do.
        title: What outline and contents call it; `None` for a block that is no heading.
        ends_chain: Whether it was freed from what follows, see `end_chains`.
        opens_page: Whether it begins a page wherever the block before ends.
        least: How many of its steps stand on its first page at least, if it has so many.
        image: For a picture, what it is; else `None`.
        table: For a table, what it holds; else `None`.
        target: For an entry of the contents, the block whose heading all its lines lead to; else `None`.
    """

    role: Role
    lines: Sequence[Line]
    steps: Sequence[Step]
    rows: int
    rows_before: int
    keep_with_next: bool
    keep_together: bool
    title: str | None = None
    rows_after: int = 0
    ends_chain: bool = False
    opens_page: bool = False
    least: int = 1
    image: PlacedImage | None = None
    table: SetTable | None = None
    target: int | None = None

    @property
    def again(self) -> int:
        """Grid lines that it takes at the top of each further page: a table's header rows."""
        return self.table.header_rows if self.table else 0

    @property
    def note_count(self) -> int:
        """How many footnotes it refers to."""
        return sum(len(step.notes) for step in self.steps)

    @property
    def size(self) -> int:
        """How many blocks it makes in the document: itself, the cells of a table, its footnotes."""
        cells = sum(len(row.cells) for row in self.table.rows) if self.table else 0
        return 1 + cells + self.note_count


@dataclass(frozen=True, slots=True)
class Collector:
    """Sets blocks in the styles of a layout."""

    layout: Layout
    setter: Setter

    def block(self, role: Role, inlines: Sequence[Inline], *, indent_end: Length | None = None) -> FlowBlock:
        """Set one block of text; `indent_end` is its own, `None` for its style's."""
        style = self.layout.style(role)
        if indent_end is not None:
            style = replace(style, indent_end=indent_end)
        return self.placed(role, self.setter.set(inlines, style), "".join(inline.text for inline in inlines))

    def placed(self, role: Role, lines: Sequence[Line], text: str) -> FlowBlock:
        """Wrap lines that are set already."""
        style = self.layout.styles[role]
        return FlowBlock(
            role=role,
            lines=lines,
            steps=[Step(style.grid_lines, self.notes(line.notes)) for line in lines],
            rows=style.grid_lines,
            rows_before=style.lines_before,
            keep_with_next=style.keep_with_next,
            keep_together=style.keep_with_next or role in (Role.CONTENTS_ARTICLE, Role.CAPTION),
            title=text if style.outline is not None else None,
            rows_after=style.lines_after,
        )

    def picture(self, image: PlacedImage, *, with_caption: bool) -> FlowBlock:
        """A picture; its caption, if it has one, stays with it."""
        return FlowBlock(
            role=Role.PICTURE,
            lines=(),
            steps=[Step(image.rows)],
            rows=image.rows,
            rows_before=0,
            keep_with_next=with_caption,
            keep_together=True,
            image=image,
        )

    def table(self, table: SetTable) -> FlowBlock:
        """A table; its header stays with the first row under it, a small one on one page."""
        steps = []
        for number in range(len(table.rows) - table.header):
            rows = [table.rows[row] for row in table.rows_of(number)]
            steps.append(Step(sum(row.rows for row in rows), self.notes([note for row in rows for note in row.notes])))
        return FlowBlock(
            role=Role.TABLE,
            lines=(),
            steps=steps,
            rows=1,
            rows_before=0,
            keep_with_next=False,
            keep_together=sum(step.rows for step in steps) <= self.layout.tables.together,
            rows_after=1,
            table=table,
        )

    def notes(self, notes: Sequence[Note]) -> tuple[SetNote, ...]:
        """Set footnotes."""
        style = self.layout.style(Role.FOOTNOTE)
        return tuple(SetNote(self.setter.set_note(note, style), style.pitch, note.span) for note in notes)


_DEPTHS = {role: depth for depth, role in enumerate(Role)}  # roles are listed from the outermost heading inwards


def end_chains(blocks: Sequence[FlowBlock]) -> list[FlowBlock]:
    """The blocks, with each heading freed from a next heading that is not under it.

    Lines numbered 1. 2. 3. without text between are a list, not a chain of headings that one page has to hold.
    """
    ended = []
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        sibling = after is not None and _is_heading(after) and _DEPTHS[after.role] <= _DEPTHS[block.role]
        if block.keep_with_next and _is_heading(block) and sibling:
            ended.append(replace(block, keep_with_next=False, ends_chain=True))
        else:
            ended.append(block)
    return ended


def _is_heading(block: FlowBlock) -> bool:
    return block.keep_with_next and _DEPTHS[block.role] < _DEPTHS[Role.PARAGRAPH]
