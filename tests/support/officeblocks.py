"""What the Word files of the corpus are made of: paragraphs, tables and text boxes, as `tests/corpus` writes them."""

from __future__ import annotations

import io
from typing import Annotated, Literal, TypeAlias

from PIL import Image as Pillow

from huibian.markedyaml import Model, ParsedBy, fit

Side: TypeAlias = Literal["left", "center", "right", "both"]


class Bit(Model, frozen=True):
    """A part of a paragraph: text with a look of its own, or one of the things beside text that Word knows."""

    text: str = ""
    bold: bool | None = None
    font: str | None = None
    size: float | None = None
    raised: bool = False
    note: str | None = None  # a footnote
    symbol: str | None = None  # the code of a sign in `font`, as w:sym has it
    inserted: bool = False  # by a tracked change
    deleted: bool = False
    field: str | None = None  # the code of a field, with `text` as its result
    hidden: bool = False
    picture: str | None = None  # width and height in pixels
    formula: str | None = None


def _bits(value: object) -> object:
    """Text alone is as good as a list of one bit with it."""
    parts = value if isinstance(value, list) else [value]
    return [each if isinstance(each, dict) else {"text": str(each)} for each in parts]


Bits: TypeAlias = Annotated[tuple[Bit, ...], ParsedBy(_bits)]


class Block(Model, frozen=True):
    """What stands in a Word file."""


class Text(Block, frozen=True):
    """A paragraph; what it does not say is as the text of an office's document has it."""

    p: Bits
    style: str | None = None
    align: Side | None = None
    size: float | None = None  # points
    font: str | None = None
    bold: bool | None = None
    indent: float | None = None  # em, of the first line
    left: float | None = None  # em
    number: tuple[str, int] | None = None  # a list of `wpsfile.LISTS`, and the level in it from 0


class Cell(Model, frozen=True):
    """A cell: its paragraphs, or pictures instead."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    pictures: tuple[str, ...] = ()


def _cell(value: object) -> object:
    return value if isinstance(value, dict) else {"text": "" if value is None else str(value)}


class Table(Block, frozen=True):
    """A table: the cells that begin in each row."""

    table: tuple[tuple[Annotated[Cell, ParsedBy(_cell)], ...], ...]
    borders: bool = True
    head: int = 0  # rows that Word repeats on each page
    align: Side | None = None

    @property
    def width(self) -> int:
        """How many columns it has."""
        return sum(cell.columns for cell in self.table[0])


class Box(Block, frozen=True):
    """A text box with its paragraphs."""

    box: tuple[str, ...]


def read_block(value: object) -> object:
    """A block, by the key that each of its kind has."""
    models: dict[str, type[Block]] = {"p": Text, "table": Table, "box": Box}
    kind = next((model for key, model in models.items() if isinstance(value, dict) and key in value), Block)
    return fit(value, kind)


def photograph(size: str) -> bytes:
    """A picture of so many pixels: "600x400"."""
    width, height = map(int, size.split("x"))
    data = io.BytesIO()
    Pillow.new("RGB", (width, height), (width % 256, height % 256, 128)).save(data, "PNG", dpi=(200, 200))
    return data.getvalue()


def placed(block: Table) -> list[tuple[int, int, Cell]]:
    """Each cell with its row and column."""
    taken: set[tuple[int, int]] = set()
    places = []
    for row, cells in enumerate(block.table):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            places.append((row, column, cell))
            taken |= {(row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
    return places
