"""A layout: what a file in `layouts/` says, with every length resolved.

The figures of the type area, the grid, the styles and the line rules all come from here.

`layouts/README.md` explains each key; the YAML names the source of each figure.
"""

from __future__ import annotations

from pathlib import Path
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, PrivateAttr, model_validator

from huibian.diagnostics import Diagnostics, Span
from huibian.frame import Align, Margins, Region, Role, TextStyle
from huibian.layoutfile import relations
from huibian.layoutfile.binding import Binding
from huibian.layoutfile.derive import read_derived
from huibian.layoutfile.fields import (
    Affix,
    Ascent,
    BlankRows,
    Color,
    Definition,
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
from huibian.markedyaml import Codes, Faulty, Marks, MisfitError, validate
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


def _check_template(text: str) -> str:
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
    return text


def _check_field(name: str) -> str:
    if name not in FIELDS:
        raise ValueError(f"没有 {name} 这一项，可用的有：" + "、".join(sorted(FIELDS)))
    return name


def _check_furniture(role: Role) -> Role:
    if role.region is not Region.COVER:
        raise ValueError("只能是 " + "、".join(role for role in Role if role.region is Region.COVER))
    return role


Template = Annotated[Words, AfterValidator(_check_template)]


class Paper(Definition):
    """The sheet."""

    width: Side
    height: Side


class TypeArea(Definition):
    """版心: where text stands. The outer and bottom margins are what is left of the paper."""

    top: Distance
    inner: Distance
    width: Side
    height: Side
    mirrored: bool = False


class Grid(Definition):
    """The lines of a page; every line of body and contents stands on it.

    A paragraph of `short_paragraph` lines or fewer stays whole on the page of the lines that close its article.
    """

    lines: Lines
    pitch: Pitch
    ascent: Ascent
    short_paragraph: LinesOrNone
    widow_control: bool = False


class Style(Definition):
    """The text style of one role, as the file states it; `grid_lines` is how many grid lines a line takes."""

    font: Words
    size: TypeSize
    align: Align
    pitch: Pitch | None = None
    grid_lines: Rows = 1
    lines_before: BlankRows = 0
    lines_after: BlankRows = 0
    first_indent: FirstIndent = 0.0
    indent_start: Indent = 0.0
    indent_end: Indent = 0.0
    keep_with_next: bool = False
    outline: Level | None = None
    bold: bool = False
    tracking: Tracking = ZERO
    color: Color = "000000"


class CoverRule(Definition):
    """A rule of text width `gap` below the line it belongs to."""

    thickness: Thickness
    gap: Distance
    color: Color


class CoverLine(Definition):
    """One line of the cover or of the head, `top` from the paper's edge; left out when the manifest lacks its words.

    `end` stands at the end edge of the line. `fit` makes the type smaller, never larger, until the line fits.
    """

    role: Annotated[Role, AfterValidator(_check_furniture)]
    text: Template
    end: Template | None = None
    top: Distance
    fit: bool = False
    rule_below: CoverRule | None = None


class Contents(Definition):
    """目录: whether there is one, its title and its leaders."""

    show: bool = True

    title: Words
    leader: Leader
    leader_pitch: LeaderPitch
    leader_minimum: Dots
    leader_gap: Gap


class FolioDefinition(Definition):
    """Page numbers: what stands round them and where."""

    prefix: Affix
    suffix: Affix
    offset: Distance
    inset: Indent


class Closing(Definition):
    """The lines that close an article: how far to the right of the signature the date begins, in em."""

    date_shift: Growth


class ColophonItem(Definition):
    """One item of the colophon; `end` stands at the end edge of its last line."""

    text: Template
    end: Template | None = None


class ColophonDefinition(Definition):
    """版记: its rules and items; a page of its own, or the foot of the body's last page where it has room there."""

    outer_rule: Thickness
    inner_rule: Thickness
    color: Color
    notice: Template
    items: tuple[ColophonItem, ...]
    on_last_page: bool = False


class Avoided(Definition):
    """What must not be said in an issue: endings of its masthead, words in its text, and who forbids them."""

    authority: Words
    masthead_endings: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()


class Layout(Definition):
    """A layout, whole and valid."""

    _marks: Marks | None = PrivateAttr(None)
    required: tuple[Annotated[str, AfterValidator(_check_field)], ...] = ()
    avoid: Avoided | None = None
    paper: Paper
    type_area: TypeArea
    grid: Grid
    line_breaking: LineBreaking
    styles: dict[Role, Style]
    cover: tuple[CoverLine, ...]
    head: tuple[CoverLine, ...] = ()
    contents: Contents
    pictures: PictureRules
    tables: TableRules
    notes: NoteRules
    closing: Closing | None = None
    binding: Binding = Binding()
    folio: FolioDefinition
    colophon: ColophonDefinition

    @property
    def templates(self) -> tuple[tuple[str, ...], ...]:
        """The names of the fields of each template that it prints where the manifest has them all.

        What stands at the end of a line is printed only with the line.
        """
        lines: list[CoverLine | ColophonItem] = [*self.cover, *self.head, *self.colophon.items]
        ended = [f"{line.text}{line.end}" for line in lines if line.end is not None]
        templates = [self.colophon.notice, *(line.text for line in lines), *ended]
        return tuple(tuple(names_in(template)) for template in templates)

    @model_validator(mode="after")
    def _holds_together(self) -> Layout:
        missing = [role.value for role in Role if role.has_text and role not in self.styles]
        if missing:
            raise ValueError("styles 缺少 " + "、".join(missing))
        for role in (role for role in self.styles if not role.has_text):
            msg = f"{role} 没有文字，不能有样式"
            raise MisfitError(msg, "styles", role.value)
        relations.check(self)
        return self

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
        style = self.styles[role]
        return TextStyle(
            font=style.font,
            size=style.size,
            pitch=self.grid.pitch * style.grid_lines if style.pitch is None else style.pitch,
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
    derived = read_derived(path, at, diagnostics, codes)
    diagnostics.raise_errors()
    assert derived is not None
    layout = validate(derived.data, derived.marks, Layout, diagnostics, codes)
    diagnostics.raise_errors()
    assert not isinstance(layout, Faulty)
    layout._marks = derived.marks
    return layout
