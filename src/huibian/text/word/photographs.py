"""Finds the tables of a Word file that only put photographs side by side: without borders, with nothing but these.

Editors have no other way to do that in Word; captions are in the cells of the photographs, in the row below, or in the
cells beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from huibian.text.inlines import Inlines, on_one_line
from huibian.text.model import (
    ArticlePicture,
    ArticleTable,
    CaptionBeside,
    CaptionSide,
    CellContent,
    Paragraph,
    PictureRow,
    TableCell,
    row_of_pictures,
)
from huibian.text.word.styles import Styles, TableBorders
from huibian.text.word.xml import Element, W, number, value

_MOST_BESIDE = 80  # characters of a caption beside a picture: as high as one of 4 : 3 that has half of the measure
_MOST_LINES_BESIDE = 2  # paragraphs of it: what is shown, and who took the photograph
_HALF = 50  # percent


def is_bare(table: Element, styles: Styles) -> bool:
    """Whether a table shows no border: neither it nor its style nor a cell has any."""
    own = TableBorders.of(table, f".//{W}tcPr/{W}tcBorders", f".//{W}tblPrEx/{W}tblBorders")
    borders = own.over(styles.borders(value(table, "tblPr", "tblStyle")))
    return not (borders.parts or any(borders.seen.values()))


def column_widths(table: Element) -> list[int]:
    """The widths that a table says of its columns, in twips; 0 where it says nothing that is one."""
    return [max(0, number(column.get(W + "w"))) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]


class _Filled(Struct, frozen=True):
    """A cell that is not empty, and the columns that it reaches over."""

    cell: TableCell
    over: range


class _Row(Struct):
    """Pictures that stand side by side, with the columns of each, and what stands under them all.

    Pictures with captions beside them have no columns, for they have none below.
    """

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


def photographs(table: ArticleTable, widths: Sequence[int]) -> list[ArticlePicture | PictureRow] | None:
    """The pictures of a table, row by row; `None` for one with anything but pictures and their captions.

    Args:
        table: The table.
        widths: Those of the columns that the file has (`column_widths`); where it has more than `table`, which has none
            that no cell ends at, nothing is known of them.
    """
    known = widths if len(widths) == len(table.aligns) else ()
    rows: list[_Row] = []
    for cells, columns in zip(table.rows, table.columns(), strict=True):
        filled = [
            _Filled(cell, range(column, column + cell.size.columns))
            for cell, column in zip(cells, columns, strict=True)
            if cell.contents
        ]
        if not filled:
            continue
        beside = _with_captions_beside(filled, known)
        if beside:
            rows.append(_Row(beside))
        elif all(any(each.cell.pictures) for each in filled):
            rows.append(_row(filled))
        elif rows and rows[-1].columns and not any(picture for each in filled for picture in each.cell.pictures):
            for each in filled:
                rows[-1].caption_below(each.over, _words(each.cell))
        else:
            return None
    return [row_of_pictures(row.pictures, row.caption, table.span) for row in rows] or None


def _row(cells: Sequence[_Filled]) -> _Row:
    row = _Row()
    for each in cells:
        pictures = list(_in_cell(each.cell.contents))
        row.pictures += pictures
        row.columns += [each.over] * len(pictures)
    return row


def _with_captions_beside(cells: Sequence[_Filled], widths: Sequence[int]) -> list[ArticlePicture]:
    """The pictures of a row if each has its caption in the cell beside it; nothing of any other row."""
    pairs = [_pair(*pair, widths) for pair in zip(cells[::2], cells[1::2], strict=False)]
    found = [each for each in pairs if each is not None]
    return found if len(found) * 2 == len(cells) else []


def _pair(first: _Filled, second: _Filled, widths: Sequence[int]) -> ArticlePicture | None:
    """The picture in one of two cells with its caption in the other; `None` where they hold anything else."""
    for shown, said, side in ((first, second, CaptionSide.END), (second, first, CaptionSide.START)):
        match shown.cell.contents:
            case (ArticlePicture() as picture,) if _is_caption(said.cell, shown.cell.size.rows):
                beside = CaptionBeside(side, _share(widths, shown.over, said.over))
                return replace(picture, caption=_words(said.cell), beside=beside)
    return None


def _is_caption(cell: TableCell, rows: int) -> bool:
    """Whether what a cell holds is short enough for the caption of a picture beside it, which is so many rows high."""
    is_short = len(cell.contents) <= _MOST_LINES_BESIDE and len(cell.text) <= _MOST_BESIDE
    return is_short and cell.size.rows == rows and not any(cell.pictures)


def _share(widths: Sequence[int], shown: range, said: range) -> int:
    """How much of the width of two cells is the picture's, in percent; half where the table does not say."""
    picture, caption = (sum(widths[over.start : over.stop]) for over in (shown, said))
    return min(max(picture * 100 // (picture + caption), 1), 99) if picture and caption else _HALF


def _words(cell: TableCell) -> Inlines:
    return on_one_line([_unmarked(each) for each in cell.paragraphs])


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
