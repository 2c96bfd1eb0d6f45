"""The vertical list: blocks set in the styles of a layout, one under another, each with what keeps it together.

`Collector` makes them, one at a time; `paginate` breaks pages out of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from huibian.diagnostics import Span
from huibian.frame import Align, BlockNumber, Indents, NoteNumber, Role
from huibian.layout.paragraph import NumberedNote, SetLine, Setter, SetText
from huibian.layoutfile.definition import Layout
from huibian.pages.pictures import SizedPicture
from huibian.pages.tables import SetTable
from huibian.text.model import Inline, ListParagraph
from huibian.units import ZERO, Length


@dataclass(frozen=True, slots=True)
class SetNote:
    """A footnote with its set text, `pitch` from line to line; `span` is where the article has it."""

    number: NoteNumber
    text: SetText
    pitch: Length
    span: Span

    @property
    def lines(self) -> Sequence[SetLine]:
        """Its lines."""
        return self.text.lines

    @property
    def indents(self) -> Indents:
        """Their indents."""
        return self.text.indents

    @property
    def height(self) -> Length:
        """Of all its lines."""
        return self.pitch * len(self.lines)


@dataclass(frozen=True, slots=True)
class FlowStep:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What holds between a block of the vertical list and its neighbours.

    Attributes:
        rows_before: Blank grid lines before it, dropped at the top of a page.
        rows_after: Blank grid lines between it and what follows it, at least.
        with_next: Whether its last line stays with the next block's first.
        together: Whether all of it stays on one page, as a heading, a contents entry and a small table do.
        ends_chain: Whether it was freed from what follows, see `end_chains`.
        opens_page: Whether it begins a page wherever the block before ends.
        least: How many of its steps stand on its first page at least, if it has so many.
    """

    rows_before: int = 0
    rows_after: int = 0
    with_next: bool = False
    together: bool = False
    ends_chain: bool = False
    opens_page: bool = False
    least: int = 1


@dataclass(frozen=True, slots=True)
class FlowText:
    """A paragraph of the vertical list.

    Attributes:
        role: What it is.
        align: How its lines stand.
        text: Its set lines and their indents.
        steps: Its lines, as pages are broken between them.
        rows: Grid lines that each of its lines takes.
        keeping: What holds between it and its neighbours.
    """

    role: Role
    align: Align
    text: SetText
    steps: Sequence[FlowStep]
    rows: int
    keeping: Keeping


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowHeading(FlowText):
    """A heading; `title` is what the outline calls it, `level` its depth there."""

    title: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowItem(FlowText):
    """A paragraph of a list: how deep the list is, from 1, and the number or sign that its text begins with."""

    level: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowEntry(FlowText):
    """An entry of the contents; all its lines lead to the heading `target`."""

    target: BlockNumber


@dataclass(frozen=True, slots=True)
class FlowPicture:
    """A picture of the vertical list; `alternative` is what its caption says, empty where it has none."""

    picture: SizedPicture
    alternative: str
    has_caption: bool
    steps: Sequence[FlowStep]
    keeping: Keeping


@dataclass(frozen=True, slots=True)
class FlowTable:
    """A table of the vertical list; its first step is the header with the first row under it, each other one a row."""

    table: SetTable
    steps: Sequence[FlowStep]
    keeping: Keeping


FlowBlock: TypeAlias = FlowText | FlowPicture | FlowTable


def note_count(block: FlowBlock) -> int:
    """How many footnotes a block refers to."""
    return sum(len(step.notes) for step in block.steps)


def repeated_rows(block: FlowBlock) -> int:
    """Grid lines that a block takes at the top of each further page: the header rows of a table."""
    return block.table.header_rows if isinstance(block, FlowTable) else 0


@dataclass(frozen=True, slots=True)
class Collector:
    """Sets blocks in the styles of a layout."""

    layout: Layout
    setter: Setter

    def block(self, role: Role, inlines: Sequence[Inline], *, indent_end: Length | None = None) -> FlowText:
        """Set one block of text; `indent_end` is its own, `None` for its style's."""
        style = self.layout.style(role)
        if indent_end is not None:
            style = replace(style, indent_end=indent_end)
        text, keeping = self.setter.set(inlines, style), self._keeping(role)
        steps, rows = self._steps(role, text), self.layout.styles[role].grid_lines
        if style.outline is None:
            return FlowText(role, style.align, text, steps, rows, keeping)
        title = "".join(inline.text for inline in inlines)
        return FlowHeading(role, style.align, text, steps, rows, keeping, title=title, level=style.outline)

    def item(self, paragraph: ListParagraph) -> FlowText:
        """Set one paragraph of a list; where the layout gives it a depth in the outline, it is a heading."""
        role, style = paragraph.role, self.layout.styles[paragraph.role]
        if style.outline is not None:
            return self.block(role, paragraph.inlines)
        text = self.setter.set(paragraph.inlines, self.layout.style(role))
        return FlowItem(
            role=role,
            align=style.align,
            text=text,
            steps=self._steps(role, text),
            rows=style.grid_lines,
            keeping=self._keeping(role),
            level=paragraph.level,
            label=paragraph.label,
        )

    def entry(self, role: Role, text: SetText, target: BlockNumber) -> FlowEntry:
        """Make an entry of the contents of set text."""
        style = self.layout.styles[role]
        steps = self._steps(role, text)
        return FlowEntry(role, style.align, text, steps, style.grid_lines, self._keeping(role), target=target)

    def _steps(self, role: Role, text: SetText) -> list[FlowStep]:
        rows = self.layout.styles[role].grid_lines
        return [FlowStep(rows, self.notes(line.notes)) for line in text.lines]

    def _keeping(self, role: Role) -> Keeping:
        style = self.layout.styles[role]
        return Keeping(
            rows_before=style.lines_before,
            rows_after=style.lines_after,
            with_next=style.keep_with_next,
            together=style.keep_with_next or role.is_whole,
        )

    def picture(self, picture: SizedPicture, caption: Sequence[Inline]) -> FlowPicture:
        """A picture; its caption, if it has one, stays with it."""
        alternative = "".join(inline.text for inline in caption)
        keeping = Keeping(with_next=bool(caption), together=True)
        return FlowPicture(picture, alternative, bool(caption), [FlowStep(picture.rows)], keeping)

    def table(self, table: SetTable) -> FlowTable:
        """A table; its header stays with the first row under it, a small one on one page."""
        steps = []
        for number in range(len(table.rows) - table.header):
            rows = [table.rows[row] for row in table.rows_of(number)]
            steps.append(
                FlowStep(sum(row.rows for row in rows), self.notes(note for row in rows for note in row.notes))
            )
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
    ended = []
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if 0 < _chain_level(after) <= _chain_level(block):
            ended.append(replace(block, keeping=replace(block.keeping, with_next=False, ends_chain=True)))
        else:
            ended.append(block)
    return ended


def _chain_level(block: FlowBlock | None) -> int:
    """The depth of a heading that stays with what follows it; 0 for any other block."""
    return block.role.level if isinstance(block, FlowText) and block.keeping.with_next else 0
