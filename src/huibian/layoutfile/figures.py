"""What a layout says of pictures, tables and footnotes."""

from typing import Annotated

from msgspec import Meta

from huibian.frame import NoteNumbering
from huibian.layoutfile.fields import (
    BlankRows,
    Color,
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
from huibian.markedyaml import Model


class PictureRules(Model, frozen=True):
    """How large pictures are printed: as large as fits, and always a whole number of grid lines with their white.

    One that would go over to the next page and leave more than `blank_lines` grid lines empty is made smaller, down to
    `least_scale` of its height, if it then stands on the page.

    Several side by side stand `gap` apart and are as wide as the type area together; where they would be lower than
    `row_height`, they stand in several rows. Those in a cell of a table, or with their captions beside them, are no
    larger than `resolution` allows.
    """

    width: Annotated[Side, Meta(description="图最宽多少")]
    lines: Annotated[Lines, Meta(description="图连空白最多占几个网格行")]
    least_scale: Annotated[Percent, Meta(description="图要转到下一面时，可以缩小到原来高度的百分之几；100 是不缩")]
    blank_lines: Annotated[LinesOrNone, Meta(description="图转到下一面，前面空出的行数超过这个数，就先缩小它")]
    white: Annotated[White, Meta(description="图上下一共至少空多少")]
    resolution: Annotated[
        Resolution, Meta(description="每英寸少于这么多点就提醒；表格里的图、图题在旁边的图不印得更大")
    ]
    gap: Annotated[White, Meta(description="并排的图之间、格里的图上面空多少")]
    row_height: Annotated[Distance, Meta(description="并排的图要是比这还矮，就分成几排")]


class SmallerType(Model, frozen=True):
    """Type that a table is set in where it is too wide for that of its styles; `padding` is then that of its cells."""

    size: Annotated[TypeSize, Meta(description="字号")]
    pitch: Annotated[Pitch, Meta(description="行距")]
    padding: Annotated[Gap, Meta(description="格边到文字")]


class TableRules(Model, frozen=True, kw_only=True):
    """Rules of tables, the white in their cells and round them, and how they stand on pages.

    In cells narrower than `ragged`, lines are not filled.
    A table of `together` grid lines or fewer is not parted; `lines_before` are left blank above one without caption and
    `lines_after` below any; of the text under it `lines_below` stand on its page at least.

    `continued` stands above the header where a table goes on on the next page; nothing by default.

    A column whose text takes several lines has `column_least` characters on each at least. Where columns are too narrow
    for that, or for a number or a word, the table is set in the first of the `smaller` types in which they are not.
    """

    outer_rule: Annotated[Thickness, Meta(description="外框的粗细")]
    inner_rule: Annotated[Thickness, Meta(description="内线的粗细")]
    color: Annotated[Color, Meta(description="线的颜色")]
    padding: Annotated[Gap, Meta(description="格边到文字")]
    column_least: Annotated[Letters, Meta(description="一列的文字要占几行时，一行至少几个字；窄到放不下就缩小字号")]
    smaller: Annotated[
        tuple[SmallerType, ...], Meta(description="栏太窄时依次改用的字号；都排不下，这张表单独排在横过来的一面")
    ] = ()
    white: Annotated[White, Meta(description="一行文字上下一共至少空多少；每行占整网格行")]
    ragged: Annotated[Measure, Meta(description="比这个窄的格，各行不拉满")]
    together: Annotated[LinesOrNone, Meta(description="不超过这么多网格行的表格不分在两面")] = 0
    lines_before: Annotated[BlankRows, Meta(description="没有表题的表格上面空几网格行")]
    lines_after: Annotated[BlankRows, Meta(description="每张表格下面至少空几网格行")]
    lines_below: Annotated[Rows, Meta(description="表格下面的段落，至少几行和表格在一面")]
    continued: Annotated[
        Words | None, Meta(description="表格排到下一面时，在重排的表头上方印什么，如“续表”；不写就不印")
    ] = None


class NoteRules(Model, frozen=True):
    """Footnotes: their marks, in em of the text that they stand in, and the rule above the first on a page.

    `numbering` says from where to where their marks are counted; `white` is what stands above the rule at least, in em
    of body text. Footnotes of one line of text that take more than `lines` grid lines need not stand whole on its page;
    one that runs on takes so many of a page, and no fewer than `least` of its lines stand together. `page_share` is how
    much of a page footnotes take at most, in per cent of its grid lines.
    """

    numbering: Annotated[
        NoteNumbering, Meta(description="注号从哪里起重新从 ① 编：issue 全期连着编，article 每篇，page 每面")
    ]
    mark_size: Annotated[MarkSize, Meta(description="文中注号的大小，以所在文字的字宽为准")]
    mark_rise: Annotated[Rise, Meta(description="文中注号抬高多少，以所在文字的字宽为准")]
    rule_length: Annotated[Distance, Meta(description="脚注上方的线有多长")]
    rule_thickness: Annotated[Thickness, Meta(description="脚注上方的线的粗细")]
    gap: Annotated[NoteGap, Meta(description="线到脚注")]
    lines: Annotated[
        Lines, Meta(description="一行正文的脚注超过这么多网格行，就可以转到下一面；转过去的脚注每面占这么多")
    ]
    least: Annotated[Rows, Meta(description="脚注分在两面时，每面至少几行")]
    page_share: Annotated[Percent, Meta(description="脚注最多占一面网格行的百分之几")]
    white: Annotated[Share, Meta(description="线以上至少空多少，以正文的字宽为准")]
    color: Annotated[Color, Meta(description="线的颜色")]
