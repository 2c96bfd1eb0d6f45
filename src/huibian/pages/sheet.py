"""Takes the steps of blocks and where they stand, gives the items of one page, footnotes at its foot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from huibian.frame import Border, Item, Link, Picture, Role, Run, RunKind
from huibian.layout.paragraph import NOTE_SIGNS, Line, Setter
from huibian.layoutfile.definition import Layout
from huibian.pages.collect import FlowBlock, SetNote
from huibian.pages.insets import PlacedImage, SetTable
from huibian.pages.place import left_edge, line_on_page
from huibian.pages.tables import borders, row_lines
from huibian.units import Length

_SIGNS = frozenset({RunKind.NOTE_REFERENCE, RunKind.NOTE_NUMBER})


@dataclass(slots=True)
class Sheet:
    """A page as it fills.

    Attributes:
        setter: Where the signs of footnotes come from.
        layout: The layout.
        number: The page's number, which says on which side its margins are.
        signs: The number of each footnote, by its block.
        items: What stands on it above the footnotes.
        notes: The footnotes, with their blocks.
    """

    setter: Setter
    layout: Layout
    number: int
    signs: Mapping[int, int]
    items: list[Item] = field(default_factory=list)
    notes: list[tuple[int, SetNote]] = field(default_factory=list)

    def put(self, block: FlowBlock, index: int, step: int, row: int, first_note: int) -> None:
        """Put down one step of a block from grid line `row` on.

        Args:
            block: The block.
            index: Its index in the document.
            step: Which of its steps.
            row: Where it stands.
            first_note: The index of the first footnote that it refers to.
        """
        top = self._top(row)
        if block.image:
            self._picture(block.image, index, top)
        elif block.table:
            self._rows(block.table, index, step, top, first_note)
        else:
            self._line(block, index, block.lines[step], top, first_note)
        self.notes += enumerate(block.steps[step].notes, first_note)

    def repeat_header(self, table: SetTable, row: int, first_note: int) -> None:
        """Say the header of a table once more, as artifacts, above grid line `row`.

        Its marks say the numbers of the footnotes from `first_note` on, which stand where it was said first.
        """
        top = self._top(row - table.header_rows)
        for each in table.rows[: table.header]:
            for _, line, text in row_lines(self.layout, table, each, top, self.number):
                runs = self._referring(text.runs, first_note)
                self.items.append(replace(text, runs=runs, block=None, fit=None))
                first_note += len(line.notes)
            top += self.layout.grid.pitch * each.rows

    def frame_table(self, table: SetTable, steps: range, row: int, *, continued: bool) -> None:
        """Draw the borders round and between the rows of a table that stand here, the first step at `row`."""
        rows = [each for step in steps for each in table.rows_of(step)]
        if continued:
            rows = [*range(table.header), *rows]
            row -= table.header_rows
        heights = [self.layout.grid.pitch * table.rows[each].rows for each in rows]
        self.items += borders(self.layout, table, self._top(row), heights, self.number)

    def finished(self) -> tuple[Item, ...]:
        """Everything on the page."""
        return (*self.items, *self._foot())

    def _top(self, row: int) -> Length:
        return self.layout.type_area.top + self.layout.grid.pitch * row

    def _foot(self) -> Iterator[Item]:
        """The footnotes: the last one ends where the grid does; a rule above the first."""
        if not self.notes:
            return
        rules, size = self.layout.notes, self.layout.style(Role.FOOTNOTE).size
        top = Length(self._top(self.layout.grid.lines) - sum(note.height for _, note in self.notes))
        left = left_edge(self.layout, self.number)
        yield Border(left, top - rules.gap, rules.rule_length, rules.rule_thickness, rules.color)
        for index, note in self.notes:
            for line in note.lines:
                signed = replace(line, runs=self._referring(line.runs, index))
                yield line_on_page(self.layout, signed, top, note.pitch, size, self.number, index)
                top += note.pitch

    def _line(self, block: FlowBlock, index: int, line: Line, top: Length, first_note: int) -> None:
        size, height = self.layout.style(block.role).size, self.layout.grid.pitch * block.rows
        signed = replace(line, runs=self._referring(line.runs, first_note))
        text = line_on_page(self.layout, signed, top, height, size, self.number, index)
        self.items.append(text)
        if block.target is not None:
            self.items.append(Link(text.x, text.top, text.width, text.height, block.target))

    def _picture(self, image: PlacedImage, index: int, top: Length) -> None:
        x = left_edge(self.layout, self.number) + (self.layout.type_area.width - image.width) // 2
        y = top + (self.layout.grid.pitch * image.rows - image.height) // 2
        self.items.append(Picture(x, y, image.width, image.height, image_key(index), index))

    def _rows(self, table: SetTable, index: int, step: int, top: Length, first_note: int) -> None:
        """One row of a table; with the first one, the header too."""
        for row in table.rows_of(step):
            first_cell = index + 1 + row * len(table.columns)
            for column, line, text in row_lines(self.layout, table, table.rows[row], top, self.number):
                runs = self._referring(text.runs, first_note)
                self.items.append(replace(text, runs=runs, block=first_cell + column))
                first_note += len(line.notes)
            top += self.layout.grid.pitch * table.rows[row].rows

    def _referring(self, runs: Sequence[Run], first_note: int) -> tuple[Run, ...]:
        """Runs whose signs say the numbers of the footnotes from `first_note` on."""
        notes = count(first_note)
        return tuple(self._sign(run, next(notes)) if run.kind in _SIGNS else run for run in runs)

    def _sign(self, run: Run, note: int) -> Run:
        number = self.signs[note]
        face, _ = self.setter.note_sign(run.font, number, run.size)
        return replace(run, text=NOTE_SIGNS[number - 1], face=face, target=note)


def image_key(block: int) -> str:
    """The key of the image that block `block` is."""
    return f"image{block}"
