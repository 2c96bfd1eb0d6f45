"""Takes the tokens of a pipe table, gives the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from markdown_it.token import Token

from huibian.diagnostics import Span
from huibian.frame import SINGLE, Align, Role
from huibian.source import Source
from huibian.text.markdown.places import Places, of_row
from huibian.text.markdown.spans import Passage, Shown
from huibian.text.model import ArticlePicture, ArticleTable, CellContent, Paragraph, TableCell
from huibian.text.remarks import Remarks

_ALIGNS = {"text-align:left": Align.START, "text-align:center": Align.CENTER, "text-align:right": Align.END}


def read_table(
    tokens: Sequence[Token],
    file: Source,
    starts: Mapping[int, int],
    passage: Callable[[Token, Places], Passage],
    show: Callable[[Sequence[Shown]], Iterator[ArticlePicture]],
    remarks: Remarks,
) -> ArticleTable:
    """Read a table.

    Args:
        tokens: What is between its opening and its closing token.
        file: The file.
        starts: How many characters stand before a line of it, by line from 0.
        passage: Reads the text of a cell.
        show: Gives the pictures that it shows; none for a faulty one, which it reports.
        remarks: Gets every fault.
    """
    aligns = tuple(
        _ALIGNS.get(str(token.attrs.get("style")), Align.JUSTIFY)
        for token in tokens
        if token.tag == "th" and token.nesting > 0
    )
    inlines = [token for token in tokens if token.type == "inline"]
    rows = []
    for number, cells in groupby(inlines, key=lambda token: (token.map or [0])[0]):
        start = Span(file.path, number + 1, starts[number] + 1)
        row = file.lines[number][starts[number] :]
        found = of_row(start, row)
        remarks.tally.used(row, start)
        remarks.tally.made("".join(text for _, text in found), start)
        for places, text in found[len(aligns) :]:
            if text:
                hint = "各行的格数要和表头一样；格里的竖线写成 \\|。"
                remarks.error("HB224", "表格的这一行比表头多了一格", places.place(0), hint)
        end = Places([0], [start.shifted(len(file.lines[number]) - starts[number])])
        written = [places for places, _ in found] + [end] * len(aligns)
        rows.append(
            tuple(_cell(passage(cell, places), places, show) for cell, places in zip(cells, written, strict=False))
        )
    header = 1 if any(cell.contents for cell in rows[0]) else 0
    first = _first(inlines)
    rule = first + 1
    remarks.tally.used(file.lines[rule][starts[rule] :], Span(file.path, rule + 1, 1))
    return ArticleTable((), aligns, tuple(rows[1 - header :]), header, Span(file.path, first + 1, starts[first] + 1))


def _first(inlines: Sequence[Token]) -> int:
    return (inlines[0].map or [0])[0]


def _cell(passage: Passage, places: Places, show: Callable[[Sequence[Shown]], Iterator[ArticlePicture]]) -> TableCell:
    contents: list[CellContent] = list(show([picture for picture in passage.pictures if picture.is_first]))
    contents += [Paragraph(Role.TABLE_CELL, inlines, inlines[0].span) for inlines in passage.paragraphs]
    contents += show([picture for picture in passage.pictures if not picture.is_first])
    return TableCell(tuple(contents), SINGLE, contents[0].span if contents else places.place(0))
