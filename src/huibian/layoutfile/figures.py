"""What a layout says of pictures, tables and footnotes."""

from __future__ import annotations

from huibian.layoutfile.fields import (
    Color,
    Definition,
    Distance,
    Gap,
    Lines,
    LinesOrNone,
    MarkSize,
    NoteGap,
    Resolution,
    Rise,
    Share,
    Side,
    Thickness,
    White,
)


class PictureRules(Definition):
    """How large pictures are printed: as large as fits, and always a whole number of grid lines with their white."""

    width: Side
    lines: Lines
    white: White
    resolution: Resolution


class TableRules(Definition):
    """Rules of tables, the white in their cells, and up to how many grid lines a table stays on one page."""

    outer_rule: Thickness
    inner_rule: Thickness
    color: Color
    padding: Gap
    white: White
    together: LinesOrNone = 0


class NoteRules(Definition):
    """Footnotes: their marks, in em of the text that they stand in, and the rule above the first on a page.

    `white` is what stands above the rule at least, in em of body text.
    """

    mark_size: MarkSize
    mark_rise: Rise
    rule_length: Distance
    rule_thickness: Thickness
    gap: NoteGap
    white: Share
    color: Color
