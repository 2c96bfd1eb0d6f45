"""A layout: what a file in `layouts/` says, with every length resolved.

The figures of the type area, the grid, the styles and the line rules all come from here.

`layouts/README.md` explains each key; the YAML names the source of each figure.
"""

from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from huibian.diagnostics import Diagnostics, HuibianError, Span
from huibian.frame import Align, Margins, Region, Role, TextStyle
from huibian.layoutfile import relations
from huibian.layoutfile.binding import Binding
from huibian.layoutfile.derive import read_derived
from huibian.layoutfile.fields import (
    Affix,
    Ascent,
    BlankRows,
    Color,
    Distance,
    Dots,
    FirstIndent,
    Gap,
    Growth,
    Indent,
    Leader,
    LeaderPitch,
    Level,
    Lines,
    LinesOrNone,
    Pitch,
    Rows,
    Side,
    Thickness,
    Tracking,
    TypeSize,
    Words,
)
from huibian.layoutfile.figures import NoteRules, PictureRules, TableRules
from huibian.layoutfile.rules import LineBreaking
from huibian.markedyaml import CheckedBy, Codes, Faulty, Marks, MisfitError, Model, validate
from huibian.markedyaml.keys import called
from huibian.units import ZERO, Length

# What a template of cover or colophon can name.
FIELDS = frozenset(
    (
        *("masthead", "issue", "year", "month", "editor", "printed_year", "printed_month", "printed_day"),
        *("notice", "distribution", "sponsor", "publisher", "phone", "email", "copies", "printer"),
        *("report_to", "send_to", "issue_to", "permit"),
    )
)


def names_in(template: str) -> list[str]:
    """The fields that a template names."""
    return [name for _, name, _, _ in Formatter().parse(template) if name is not None]


def _check_template(text: str) -> None:
    try:
        fields = [field for field in Formatter().parse(text) if field[1] is not None]
    except ValueError:
        msg = "里的大括号没有配成对"
        raise ValueError(msg) from None
    for _, name, details, conversion in fields:
        if name not in FIELDS:
            raise ValueError(f"里不能用 {{{name}}}，可用的有：" + "、".join(sorted(FIELDS)))
        if details or conversion:
            msg = f"的大括号里只写 {name}，不加别的"
            raise ValueError(msg)
    names = names_in(text)
    if twice := [name for name in names if names.count(name) > 1]:
        msg = f"里 {{{twice[0]}}} 写了不止一次"
        raise ValueError(msg)


def _check_field(name: str) -> None:
    if name not in FIELDS:
        raise ValueError(f"没有 {name} 这一项，可用的有：" + "、".join(sorted(FIELDS)))


def _check_furniture(role: Role) -> None:
    if role.region is not Region.COVER:
        raise ValueError("只能是 " + "、".join(role for role in Role if role.region is Region.COVER))


Template = Annotated[Words, CheckedBy(_check_template)]


class Paper(Model, frozen=True):
    """The sheet."""

    width: Annotated[Side, Meta(description="成品纸的宽")]
    height: Annotated[Side, Meta(description="成品纸的高")]


class TypeArea(Model, frozen=True):
    """版心: where text stands. The outer and bottom margins are what is left of the paper."""

    top: Annotated[Distance, Meta(description="天头：纸上边到版心")]
    inner: Annotated[Distance, Meta(description="订口：订边到版心")]
    width: Annotated[Side, Meta(description="版心的宽；切口是剩下的")]
    height: Annotated[Side, Meta(description="版心的高；地脚是剩下的")]
    mirrored: Annotated[bool, Meta(description="双数页是否左右对调")] = False


class Grid(Model, frozen=True):
    """The lines of a page; every line of body and contents stands on it.

    A paragraph of `short_paragraph` lines or fewer stays whole on the page of the lines that close its article.
    """

    lines: Annotated[Lines, called("行数"), Meta(description="每面行数，版心要放得下")]
    pitch: Annotated[Pitch, Meta(description="行距，固定值")]
    ascent: Annotated[Ascent, Meta(description="基线在字框上边以下多少")]
    short_paragraph: Annotated[
        LinesOrNone, Meta(description="不超过这么多行的段落，整段和文末落款排在一面；0 就都不管")
    ]
    widow_control: Annotated[bool, Meta(description="孤行不成页：一段在页末、页首至少留两行")] = False


class Style(Model, frozen=True):
    """The text style of one role, as the file states it; `grid_lines` is how many grid lines a line takes."""

    font: Annotated[
        Words, Meta(description="字体：fangsong 仿宋、xiaobiaosong 小标宋、heiti 黑体、kaiti 楷体、songti 宋体")
    ]
    size: Annotated[TypeSize, Meta(description="字号")]
    align: Annotated[Align, Meta(description="justify 两端对齐、start 左、center 居中、end 右")]
    pitch: Annotated[Pitch | None, Meta(description="这种文字自己的行距；只用于封面和版记，别的都在网格上")] = None
    grid_lines: Annotated[Rows, Meta(description="一行占几个网格行")] = 1
    lines_before: Annotated[BlankRows, Meta(description="上面空几行；在一面顶上就不空")] = 0
    lines_after: Annotated[BlankRows, Meta(description="下面至少空几行；标题的空行在作者行下面")] = 0
    first_indent: Annotated[FirstIndent, Meta(description="首行缩进；负数是悬挂")] = 0.0
    indent_start: Annotated[Indent, Meta(description="左缩进")] = 0.0
    indent_end: Annotated[Indent, Meta(description="右缩进")] = 0.0
    keep_with_next: Annotated[bool, Meta(description="标题：自己不分开，也不和下一行分开")] = False
    outline: Annotated[Level | None, Meta(description="PDF 书签和 Word 标题的级别")] = None
    bold: Annotated[bool, Meta(description="是否整个加粗")] = False
    tracking: Annotated[Tracking, Meta(description="每个字后面加多少空白；负数是收紧")] = ZERO
    color: Annotated[Color, Meta(description="颜色")] = "000000"


class CoverRule(Model, frozen=True):
    """A rule of text width `gap` below the line it belongs to."""

    thickness: Annotated[Thickness, Meta(description="线的粗细")]
    gap: Annotated[Distance, Meta(description="线离上面的字多远")]
    color: Annotated[Color, Meta(description="线的颜色")]


class CoverLine(Model, frozen=True, kw_only=True):
    """One line of the cover or of the head, `top` from the paper's edge; left out when the manifest lacks its words.

    `end` stands at the end edge of the line. `fit` makes the type smaller, never larger, until the line fits.
    """

    role: Annotated[
        Role,
        CheckedBy(_check_furniture),
        Meta(description="用哪种样式：notice、masthead、month、number、editor、printed"),
    ]
    text: Annotated[Template, Meta(description="文字；可以用 {masthead}、{issue}、{year} 等，清单里没有的就不印这一行")]
    end: Annotated[Template | None, Meta(description="同一行右边的文字")] = None
    top: Annotated[Distance, Meta(description="纸上边到这一行；上一行占得多就往下让")]
    fit: Annotated[bool, Meta(description="排不下一行就缩小")] = False
    rule_below: Annotated[CoverRule | None, Meta(description="下面的一条线")] = None


class Contents(Model, frozen=True, kw_only=True):
    """目录: whether there is one, its title and its leaders."""

    show: Annotated[bool, Meta(description="要不要目录")] = True

    title: Annotated[Words, Meta(description="“目录”二字怎么写")]
    leader: Annotated[Leader, Meta(description="引导点用什么字")]
    leader_pitch: Annotated[LeaderPitch, Meta(description="引导点之间的距离")]
    leader_minimum: Annotated[Dots, Meta(description="至少几个引导点")]
    leader_gap: Annotated[Gap, Meta(description="引导点和文字、页码之间至少空多少")]


class FolioDefinition(Model, frozen=True):
    """Page numbers: what stands round them and where."""

    prefix: Annotated[Affix, Meta(description="页码数字前面的文字")]
    suffix: Annotated[Affix, Meta(description="页码数字后面的文字")]
    offset: Annotated[Distance, Meta(description="版心到页码的一字线")]
    inset: Annotated[Indent, Meta(description="离切口一边多少：单数页在右，双数页在左")]


class Closing(Model, frozen=True):
    """The lines that close an article: how far to the right of the signature the date begins, in em."""

    date_shift: Annotated[Growth, Meta(description="日期的第一个字比署名的第一个字往右多少")]


class ColophonItem(Model, frozen=True):
    """One item of the colophon; `end` stands at the end edge of its last line."""

    text: Annotated[Template, Meta(description="文字；可以用 {publisher}、{copies} 等，清单里没有的就不印这一项")]
    end: Annotated[Template | None, Meta(description="末行右边的文字")] = None


class ColophonDefinition(Model, frozen=True):
    """版记: its rules and items; a page of its own, or the foot of the body's last page where it has room there."""

    outer_rule: Annotated[Thickness, Meta(description="首末两条线的粗细")]
    inner_rule: Annotated[Thickness, Meta(description="中间的线的粗细")]
    color: Annotated[Color, Meta(description="线的颜色")]
    notice: Annotated[Template, Meta(description="第一条线上方的提示语")]
    items: Annotated[tuple[ColophonItem, ...], Meta(description="版记的各项，从上到下")]
    on_last_page: Annotated[bool, Meta(description="正文末页底下放得下就放在那里，放不下才另起一面")] = False


class Avoided(Model, frozen=True):
    """What must not be said in an issue: endings of its masthead, words in its text, and who forbids them."""

    authority: Annotated[Words, Meta(description="谁不许，警告里这样称呼它")]
    masthead_endings: Annotated[tuple[Words, ...], Meta(description="刊名末尾不许用的字")] = ()
    words: Annotated[tuple[Words, ...], Meta(description="文中不许用的词；别的词里碰巧有这几个字不算")] = ()


class Layout(Model, frozen=True, kw_only=True):
    """A layout, whole and valid."""

    _marks: Marks | None = None  # where all this stands
    required: Annotated[
        tuple[Annotated[str, CheckedBy(_check_field)], ...], Meta(description="清单里一定要有的项，缺了是错误")
    ] = ()
    avoid: Annotated[Avoided | None, Meta(description="不许说的话")] = None
    paper: Annotated[Paper, Meta(description="纸")]
    type_area: Annotated[TypeArea, Meta(description="版心")]
    grid: Annotated[Grid, Meta(description="网格：每面几行，行距多少")]
    line_breaking: Annotated[LineBreaking, Meta(description="断行的规则")]
    styles: Annotated[dict[Role, Style], Meta(description="样式，每种文字一项")]
    cover: Annotated[tuple[CoverLine, ...], Meta(description="封面，从上到下一行一项")]
    head: Annotated[tuple[CoverLine, ...], Meta(description="红头，写法同封面，排在正文第一面上方")] = ()
    contents: Annotated[Contents, Meta(description="目录")]
    pictures: Annotated[PictureRules, Meta(description="图")]
    tables: Annotated[TableRules, Meta(description="表格")]
    notes: Annotated[NoteRules, Meta(description="脚注")]
    closing: Annotated[Closing | None, Meta(description="文末的署名和日期；不写就各按各的样式")] = None
    binding: Annotated[Binding, Meta(description="装订")] = Binding()
    folio: Annotated[FolioDefinition, Meta(description="页码")]
    colophon: Annotated[ColophonDefinition, Meta(description="版记")]

    @property
    def templates(self) -> tuple[tuple[str, ...], ...]:
        """The names of the fields of each template that it prints where the manifest has them all.

        What stands at the end of a line is printed only with the line.
        """
        lines: list[CoverLine | ColophonItem] = [*self.cover, *self.head, *self.colophon.items]
        ended = [f"{line.text}{line.end}" for line in lines if line.end is not None]
        templates = [self.colophon.notice, *(line.text for line in lines), *ended]
        return tuple(tuple(names_in(template)) for template in templates)

    def check(self) -> None:
        """Refuse styles of roles that have none, roles without, and numbers that do not go together."""
        missing = [role.value for role in Role if role.has_text and role not in self.styles]
        if missing:
            raise ValueError("styles 缺少 " + "、".join(missing))
        for role in (role for role in self.styles if not role.has_text):
            msg = f"{role} 没有文字，不能有样式"
            raise MisfitError(msg, "styles", role.value)
        relations.check(self)

    @property
    def margins(self) -> Margins:
        """White round the type area."""
        area = self.type_area
        return Margins(
            top=area.top,
            bottom=self.paper.height - area.top - area.height,
            inner=area.inner,
            outer=self.paper.width - area.inner - area.width,
            mirrored=area.mirrored,
        )

    def place(self, *path: str | int) -> Span | None:
        """Where a value stands; `None` if the layout was not read from a file."""
        return self._marks.span(*path) if self._marks else None

    @property
    def note_gap(self) -> Length:
        """White between text and footnotes, rule and all, at least."""
        notes = self.notes
        return self.styles[Role.PARAGRAPH].size.em(notes.white) + notes.rule_thickness + notes.gap

    def style(self, role: Role) -> TextStyle:
        """The resolved style of a role."""
        return _resolved(self.styles[role], self.grid.pitch)


@lru_cache(maxsize=512)  # asked for every block; a layout has some forty styles
def _resolved(style: Style, pitch: Length) -> TextStyle:
    """A style with its lengths, on a grid of that pitch."""
    return TextStyle(
        font=style.font,
        size=style.size,
        pitch=pitch * style.grid_lines if style.pitch is None else style.pitch,
        align=style.align,
        first_indent=style.size.em(style.first_indent),
        indent_start=style.size.em(style.indent_start),
        indent_end=style.size.em(style.indent_end),
        keep_with_next=style.keep_with_next,
        outline=style.outline,
        bold=style.bold,
        tracking=style.tracking,
        color=style.color,
    )


def load_layout(path: Path, at: Span | None = None) -> Layout:
    """Read a layout file.

    Args:
        path: The file.
        at: What names it, to be blamed if it cannot be opened; `None` for the file itself.

    Raises:
        HuibianError: The file cannot be read (HB10x) or is no layout; every fault is named with its place (HB301).
    """
    diagnostics = Diagnostics()
    codes = Codes("HB301", "HB301", "HB301", "HB301")
    try:
        derived = read_derived(path, at, diagnostics, codes)
    except HuibianError as error:
        raise HuibianError([*diagnostics, *error.diagnostics]) from error
    diagnostics.raise_errors()
    assert derived is not None
    layout = validate(derived.data, derived.marks, Layout, diagnostics, codes)
    diagnostics.raise_errors()
    assert not isinstance(layout, Faulty)
    return replace(layout, _marks=derived.marks)
