"""What a layout says of pictures, tables and footnotes."""

from __future__ import annotations

from huibian.frame import NoteNumbering
from huibian.layoutfile.fields import (
    BlankRows,
    Color,
    Definition,
    Distance,
    Gap,
    Letters,
    Lines,
    LinesOrNone,
    MarkSize,
    Measure,
    NoteGap,
    Percent,
    Pitch,
    Resolution,
    Rise,
    Rows,
    Share,
    Side,
    Thickness,
    TypeSize,
    White,
    Words,
)


class PictureRules(Definition):
    """How large pictures are printed: as large as fits, and always a whole number of grid lines with their white.

    One that would go over to the next page and leave more than `blank_lines` grid lines empty is made smaller, down to
    `least_scale` of its height, if it then stands on the page.

    Several side by side stand `gap` apart and are as wide as the type area together; where they would be lower than
    `row_height`, they stand in several rows. Those in a cell of a table, or with their captions beside them, are no
    larger than `resolution` allows.
    """

    width: Side
    lines: Lines
    least_scale: Percent
    blank_lines: LinesOrNone
    white: White
    resolution: Resolution
    gap: White
    row_height: Distance


class SmallerType(Definition):
    """Type that a table is set in where it is too wide for that of its styles; `padding` is then that of its cells."""

    size: TypeSize
    pitch: Pitch
    padding: Gap


class TableRules(Definition):
    """Rules of tables, the white in their cells and round them, and how they stand on pages.

    In cells narrower than `ragged`, lines are not filled.
    A table of `together` grid lines or fewer is not parted; `lines_before` are left blank above one without caption and
    `lines_after` below any; of the text under it `lines_below` stand on its page at least.

    `continued` stands above the header where a table goes on on the next page; nothing by default.

    A column whose text takes several lines has `column_least` characters on each at least. Where columns are too narrow
    for that, or for a number or a word, the table is set in the first of the `smaller` types in which they are not.
    """

    outer_rule: Thickness
    inner_rule: Thickness
    color: Color
    padding: Gap
    column_least: Letters
    smaller: tuple[SmallerType, ...] = ()
    white: White
    ragged: Measure
    together: LinesOrNone = 0
    lines_before: BlankRows
    lines_after: BlankRows
    lines_below: Rows
    continued: Words | None = None


class NoteRules(Definition):
    """Footnotes: their marks, in em of the text that they stand in, and the rule above the first on a page.

    `numbering` says from where to where their marks are counted; `white` is what stands above the rule at least, in em
    of body text. Footnotes of one line of text that take more than `lines` grid lines need not stand whole on its page;
    one that runs on takes so many of a page, and no fewer than `least` of its lines stand together. `page_share` is how
    much of a page footnotes take at most, in per cent of its grid lines.
    """

    numbering: NoteNumbering
    mark_size: MarkSize
    mark_rise: Rise
    rule_length: Distance
    rule_thickness: Thickness
    gap: NoteGap
    lines: Lines
    least: Rows
    page_share: Percent
    white: Share
    color: Color
