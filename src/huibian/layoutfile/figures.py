"""What a layout says of pictures, tables and footnotes."""

from __future__ import annotations

from huibian.layoutfile.fields import (
    BlankRows,
    Color,
    Definition,
    Distance,
    Gap,
    Lines,
    LinesOrNone,
    MarkSize,
    Measure,
    NoteGap,
    Resolution,
    Rise,
    Rows,
    Share,
    Side,
    Thickness,
    White,
)


class PictureRules(Definition):
    """How large pictures are printed: as large as fits, and always a whole number of grid lines with their white.

    Several side by side stand `gap` apart and are as wide as the type area together; where they would be lower than
    `row_height`, they stand in several rows. Those in a cell of a table are no larger than `resolution` allows.
    """

    width: Side
    lines: Lines
    white: White
    resolution: Resolution
    gap: White
    row_height: Distance


class TableRules(Definition):
    """Rules of tables, the white in their cells and round them, and how they stand on pages.

    In cells narrower than `ragged`, lines are not filled.
    A table of `together` grid lines or fewer is not parted; `lines_before` are left blank above one without caption and
    `lines_after` below any; of the text under it `lines_below` stand on its page at least.
    """

    outer_rule: Thickness
    inner_rule: Thickness
    color: Color
    padding: Gap
    white: White
    ragged: Measure
    together: LinesOrNone = 0
    lines_before: BlankRows
    lines_after: BlankRows
    lines_below: Rows


class NoteRules(Definition):
    """Footnotes: their marks, in em of the text that they stand in, and the rule above the first on a page.

    `white` is what stands above the rule at least, in em of body text; `lines` are the most grid lines that the
    footnotes of one line of text take.
    """

    mark_size: MarkSize
    mark_rise: Rise
    rule_length: Distance
    rule_thickness: Thickness
    gap: NoteGap
    lines: Lines
    white: Share
    color: Color
