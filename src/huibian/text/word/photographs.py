"""Finds the tables of a Word file that only put photographs side by side: without borders, with nothing but these.

Editors have no other way to do that in Word; captions are in the cells of the photographs, or in the row below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from huibian.text.inlines import Inlines, on_one_line
from huibian.text.model import (
    ArticlePicture,
    ArticleTable,
    CellContent,
    Paragraph,
    PictureRow,
    TableCell,
    row_of_pictures,
)
from huibian.text.word.styles import Styles, TableBorders
from huibian.text.word.xml import Element, W, value


def is_bare(table: Element, styles: Styles) -> bool:
    """Whether a table shows no border: neither it nor its style nor a cell has any."""
    own = TableBorders.of(table, f".//{W}tcPr/{W}tcBorders", f".//{W}tblPrEx/{W}tblBorders")
    borders = own.over(styles.borders(value(table, "tblPr", "tblStyle")))
    return not (borders.parts or any(borders.seen.values()))


@dataclass(slots=True)
class _Row:
    """Pictures that stand side by side, with the columns of each, and what stands under them all."""

    pictures: list[ArticlePicture] = field(default_factory=list)
    columns: list[range] = field(default_factory=list)
    caption: Inlines = ()

    def caption_below(self, over: range, words: Inlines) -> None:
        """Take words below some columns as the caption of the one picture there, or of all."""
        above = [index for index, columns in enumerate(self.columns) if columns.start in over]
        if len(above) == 1:
            self.pictures[above[0]] = _captioned(self.pictures[above[0]], words)
        else:
            self.caption = on_one_line([self.caption, words])


def photographs(table: ArticleTable) -> list[ArticlePicture | PictureRow] | None:
    """The pictures of a table, row by row; `None` for one with anything but pictures and what stands under them."""
    rows: list[_Row] = []
    for cells, columns in zip(table.rows, table.columns(), strict=True):
        filled = [
            (range(column, column + cell.size.columns), cell)
            for cell, column in zip(cells, columns, strict=True)
            if cell.contents
        ]
        if filled and all(any(cell.pictures) for _, cell in filled):
            rows.append(_row(filled))
        elif rows and not any(picture for _, cell in filled for picture in cell.pictures):
            for over, cell in filled:
                rows[-1].caption_below(over, on_one_line([_unmarked(each) for each in cell.paragraphs]))
        elif filled:
            return None
    return [row_of_pictures(row.pictures, row.caption, table.span) for row in rows] or None


def _row(cells: Sequence[tuple[range, TableCell]]) -> _Row:
    row = _Row()
    for over, cell in cells:
        pictures = list(_in_cell(cell.contents))
        row.pictures += pictures
        row.columns += [over] * len(pictures)
    return row


def _in_cell(contents: Sequence[CellContent]) -> Iterator[ArticlePicture]:
    """The pictures of a cell, each with the words behind it; words before the first are the caption of that."""
    first = next(index for index, each in enumerate(contents) if isinstance(each, ArticlePicture))
    ordered = [contents[first], *contents[:first], *contents[first + 1 :]]
    current: ArticlePicture | None = None
    for each in ordered:
        if isinstance(each, Paragraph):
            assert current is not None  # the first is a picture
            current = _captioned(current, _unmarked(each))
        else:
            if current is not None:
                yield current
            current = each
    yield from () if current is None else (current,)


def _captioned(picture: ArticlePicture, words: Inlines) -> ArticlePicture:
    return replace(picture, caption=on_one_line([picture.caption, words]))


def _unmarked(paragraph: Paragraph) -> Inlines:
    """A caption without bold: it has a look of its own."""
    return tuple(replace(inline, bold=False) for inline in paragraph.inlines)
