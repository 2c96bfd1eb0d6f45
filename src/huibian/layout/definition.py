"""A layout: what a file in `layouts/` says, with every length resolved. All numbers of typography come from here.

`layouts/README.md` explains each key; the YAML names the source of each figure.
"""

from __future__ import annotations

from pathlib import Path
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, Field, PrivateAttr, model_validator

from huibian.diagnostics import Diagnostics, Span
from huibian.frame import Align, Margins, Role, TextStyle
from huibian.layout.binding import Binding
from huibian.layout.derive import read_derived
from huibian.layout.fields import Color, Definition, Em, Positive
from huibian.layout.insets import Notes, Pictures, Tables
from huibian.layout.rules import LineBreaking
from huibian.markedyaml import Codes, LengthField, MisfitError, validate
from huibian.units import ZERO

_PAGE_NUMBER = 1.5  # em: three digits, half an em each
# The roles whose lines stand at fixed places, not on the grid.
_OFF_GRID = frozenset(
    (
        *(Role.NOTICE, Role.MASTHEAD, Role.MONTH, Role.NUMBER, Role.EDITOR, Role.PRINTED),
        *(Role.COLOPHON_NOTICE, Role.COLOPHON_ITEM, Role.FOLIO),
        *(Role.FOOTNOTE, Role.TABLE_HEAD, Role.TABLE_CELL),
    )
)
# What has no text of its own, and so no style.
_STYLELESS = frozenset((Role.PICTURE, Role.TABLE))
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
        names = set(names_in(text))
    except ValueError:
        msg = "里的大括号没有配成对"
        raise ValueError(msg) from None
    if unknown := sorted(names - FIELDS):
        raise ValueError(f"里不能用 {{{unknown[0]}}}，可用的有：" + "、".join(sorted(FIELDS)))
    return text


def _check_field(name: str) -> str:
    if name not in FIELDS:
        raise ValueError(f"没有 {name} 这一项，可用的有：" + "、".join(sorted(FIELDS)))
    return name


Template = Annotated[str, AfterValidator(_check_template)]


class Paper(Definition):
    """The sheet."""

    width: Positive
    height: Positive


class TypeArea(Definition):
    """版心: where text stands. The outer and bottom margins are what is left of the paper."""

    top: LengthField
    inner: LengthField
    width: Positive
    height: Positive
    mirrored: bool = False


class Grid(Definition):
    """The lines of a page; every line of body and contents stands on it."""

    lines: Annotated[int, Field(ge=1)]
    pitch: Positive
    ascent: Em
    widow_control: bool = False


class Style(Definition):
    """The text style of one role, as the file states it; `grid_lines` is how many grid lines a line takes."""

    font: str
    size: Positive
    align: Align
    pitch: Positive | None = None
    grid_lines: Annotated[int, Field(ge=1)] = 1
    lines_before: Annotated[int, Field(ge=0)] = 0
    lines_after: Annotated[int, Field(ge=0)] = 0
    first_indent: Em = 0.0
    indent_start: Em = 0.0
    indent_end: Em = 0.0
    keep_with_next: bool = False
    outline: Annotated[int, Field(ge=1, le=9)] | None = None
    bold: bool = False
    tracking: LengthField = ZERO
    color: Color = "000000"


class CoverRule(Definition):
    """A rule of text width `gap` below the line it belongs to."""

    thickness: LengthField
    gap: LengthField
    color: Color


class CoverLine(Definition):
    """One line of the cover or of the head, `top` from the paper's edge; left out when the manifest lacks its words.

    `end` stands at the end edge of the line. `fit` makes the type smaller, never larger, until the line fits.
    """

    role: Role
    text: Template
    end: Template | None = None
    top: LengthField
    fit: bool = False
    rule_below: CoverRule | None = None


class Contents(Definition):
    """目录: whether there is one, its title and its leaders."""

    show: bool = True

    title: str
    leader: Annotated[str, Field(min_length=1, max_length=1)]
    leader_pitch: Annotated[Em, Field(gt=0)]
    leader_minimum: Annotated[int, Field(ge=1)]
    leader_gap: Em


class FolioDefinition(Definition):
    """Page numbers: what stands round them and where."""

    prefix: str
    suffix: str
    offset: LengthField
    inset: Em


class Closing(Definition):
    """The lines that close an article: how far to the right of the signature the date begins, in em."""

    date_shift: Em


class ColophonItem(Definition):
    """One item of the colophon; `end` stands at the end edge of its last line."""

    text: Template
    end: Template | None = None


class ColophonDefinition(Definition):
    """版记: its rules and items; a page of its own, or the foot of the body's last page where it has room there."""

    outer_rule: LengthField
    inner_rule: LengthField
    color: Color
    notice: Template
    items: tuple[ColophonItem, ...]
    on_last_page: bool = False


class Avoided(Definition):
    """What must not be said in an issue: endings of its masthead, words in its text, and who forbids them."""

    authority: Annotated[str, Field(min_length=1)]
    masthead_endings: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    words: tuple[Annotated[str, Field(min_length=1)], ...] = ()


class Layout(Definition):
    """A layout, whole and valid."""

    _files: tuple[Path, ...] = PrivateAttr(())
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
    pictures: Pictures
    tables: Tables
    notes: Notes
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
        missing = [role.value for role in Role if role not in self.styles and role not in _STYLELESS]
        if missing:
            raise ValueError("styles 缺少 " + "、".join(missing))
        grid, height = self.grid, self.type_area.height
        if grid.pitch * grid.lines > height:
            lines, pitch = height // grid.pitch, height.pt / grid.lines
            msg = (
                f"{grid.lines} 行 × {grid.pitch.pt:g} pt 放不进 {height.mm:g} mm 高的版心："
                f"这个行距最多 {lines} 行，这么多行的行距最多 {pitch:.2f} pt"
            )
            raise MisfitError(msg, "grid")
        for role, style in self.styles.items():
            self._check_style(role, style)
        if self.margins.outer < 0 or self.margins.bottom < 0:
            msg = "版心超出纸张"
            raise MisfitError(msg, "type_area")
        self._check_contents()
        return self

    def _check_contents(self) -> None:
        """Refuse entries that leave no room for leader and number."""
        entry, contents = self.styles[Role.CONTENTS_ARTICLE], self.contents
        needed = 2 * contents.leader_gap + contents.leader_minimum * contents.leader_pitch + _PAGE_NUMBER
        if entry.indent_end < needed:
            msg = f"contents_article 的 indent_end 至少要 {needed:g} em，才放得下引导点和页码"
            raise MisfitError(msg, "styles", "contents_article")

    def _check_style(self, role: Role, style: Style) -> None:
        """Refuse a style that does not fit its lines or the type area."""
        if style.pitch is not None and role not in _OFF_GRID:
            msg = f"{role} 的行在网格上，不能有自己的 pitch；用 grid_lines"
            raise MisfitError(msg, "styles", role.value)
        if style.size > self.style(role).pitch:
            msg = f"{role} 的字比行距大"
            raise MisfitError(msg, "styles", role.value)
        room = self.type_area.width - style.size.em(style.indent_start + style.indent_end + abs(style.first_indent))
        if room < 2 * style.size:
            msg = f"{role} 的缩进太大，一行放不下两个字"
            raise MisfitError(msg, "styles", role.value)

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

    @property
    def files(self) -> tuple[Path, ...]:
        """The file it was read from and those that it extends."""
        return self._files

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
    assert layout is not None
    layout._files = derived.files
    return layout
