"""Cover, colophon and folios: takes what the manifest says and a layout, gives lines and rules at fixed places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from string import Formatter

from huibian.diagnostics import Span
from huibian.frame import Role, Run, RunKind, TextStyle
from huibian.layout.definition import ColophonItem, CoverLine, CoverRule, Layout
from huibian.layout.paragraph import Line, Setter
from huibian.manifest.model import Issue
from huibian.text.model import Inline
from huibian.units import Length


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule across the measure at `y` from the paper's top edge."""

    y: Length
    thickness: Length
    color: str


@dataclass(frozen=True, slots=True)
class FixedBlock:
    """A block that stands at a fixed place: `top` is its first line's, from the paper's top edge."""

    role: Role
    style: TextStyle
    lines: Sequence[Line]
    top: Length
    above: RuleSpec | None = None
    below: RuleSpec | None = None

    @property
    def bottom(self) -> Length:
        """Foot of its last line."""
        return self.top + self.style.pitch * len(self.lines)


Fields = Mapping[str, str]


def fields(issue: Issue) -> Fields:
    """What the templates of a layout can name; a key the manifest lacks is not there."""
    colophon = issue.colophon
    values = {
        "masthead": issue.masthead,
        "issue": str(issue.issue),
        "year": str(issue.month.year),
        "month": str(issue.month.month),
        "editor": issue.editor,
        "printed_year": str(issue.printed.year),
        "printed_month": str(issue.printed.month),
        "printed_day": str(issue.printed.day),
        "notice": colophon.notice,
        "distribution": colophon.distribution,
        "sponsor": colophon.sponsor,
        "publisher": colophon.publisher,
        "phone": colophon.phone,
        "email": colophon.email,
        "copies": None if colophon.copies is None else str(colophon.copies),
    }
    return {name: value for name, value in values.items() if value}


def fill(template: str, values: Fields) -> str | None:
    """The template with its fields filled in; `None` if one of them is not there."""
    names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    return template.format_map(values) if names <= values.keys() else None


def set_cover(layout: Layout, setter: Setter, values: Fields, span: Span) -> list[FixedBlock]:
    """Set the cover's lines; each stands where the layout says, or lower if the one before took more lines."""
    blocks: list[FixedBlock] = []
    for line in layout.cover:
        text = fill(line.text, values)
        if text is not None:
            blocks.append(_cover_block(layout, setter, line, Inline(text, False, span), blocks))
    return blocks


def _cover_block(
    layout: Layout, setter: Setter, line: CoverLine, text: Inline, before: Sequence[FixedBlock]
) -> FixedBlock:
    style = layout.style(line.role)
    if line.fit:
        style = _fitted(setter, style, text)
    block = FixedBlock(
        role=line.role,
        style=style,
        lines=setter.set([text], style),
        top=Length(max(line.top, before[-1].bottom)) if before else line.top,
    )
    return replace(block, below=_cover_rule(block, line.rule_below)) if line.rule_below else block


def _cover_rule(block: FixedBlock, rule: CoverRule) -> RuleSpec:
    return RuleSpec(block.bottom + rule.gap, rule.thickness, rule.color)


def _fitted(setter: Setter, style: TextStyle, text: Inline) -> TextStyle:
    """The style with its type small enough for the text to stand on one line, in whole half points."""
    size = style.size
    measure = setter.width - style.indent_start - style.indent_end
    natural = sum(
        glyph.advance(size) for char in text.text if (glyph := setter.fonts.glyph(style.font, char)) is not None
    )
    if natural > measure:
        half_point = Length.of("0.5", "pt")
        size = Length(size * measure // natural // half_point * half_point)
    return replace(style, size=size)


def set_colophon(layout: Layout, setter: Setter, values: Fields, span: Span) -> list[FixedBlock]:
    """Set the colophon upwards from the foot of the type area; nothing if the manifest fills no item.

    The last rule stands on the bottom edge of the type area, the first above the first item (GB/T 9704 7.4.1).
    """
    style = layout.style(Role.COLOPHON_ITEM)
    items = [lines for item in layout.colophon.items if (lines := _item(setter, style, item, values, span))]
    height = style.pitch * sum(len(lines) for lines in items)
    foot = layout.type_area.top + layout.type_area.height
    top = foot - height
    blocks = []
    notice = fill(layout.colophon.notice, values)
    if notice is not None:
        notice_style = layout.style(Role.COLOPHON_NOTICE)
        lines = setter.set([Inline(notice, False, span)], notice_style)
        above = top - notice_style.pitch * len(lines)
        blocks.append(FixedBlock(Role.COLOPHON_NOTICE, notice_style, lines, above))
    rules = layout.colophon
    for index, lines in enumerate(items):
        first, last = index == 0, index == len(items) - 1
        above_rule = RuleSpec(top, rules.outer_rule if first else rules.inner_rule, rules.color)
        below_rule = RuleSpec(foot, rules.outer_rule, rules.color) if last else None
        blocks.append(FixedBlock(Role.COLOPHON_ITEM, style, lines, top, above_rule, below_rule))
        top += style.pitch * len(lines)
    return blocks


def _item(setter: Setter, style: TextStyle, item: ColophonItem, values: Fields, span: Span) -> list[Line]:
    """The lines of one item; an item whose own text lacks a field is left out, a missing end only leaves its place."""
    text = fill(item.text, values)
    end = None if item.end is None else fill(item.end, values)
    if text is None:
        return []
    lines = setter.set([Inline(text, False, span)], style)
    return lines if end is None else _with_end(setter, lines, style, Inline(end, False, span))


def _with_end(setter: Setter, lines: list[Line], style: TextStyle, end: Inline) -> list[Line]:
    """Put `end` at the end edge of the last line, or of one more line if it has no room there."""
    runs = setter.set([end], style)[0].runs
    width = Length(sum(run.width for run in runs))
    edge = setter.width - style.indent_end
    last = lines[-1]
    jump = edge - width - last.x - last.width
    if jump < style.size:
        own_line = replace(last, x=style.indent_start, runs=(), fit=replace(last.fit, natural=(), gaps=()))
        lines = [*lines, own_line]
        last, jump = own_line, edge - width - style.indent_start
    tab = Run("", style.font, runs[0].face, style.size, (int(jump),), style.color, kind=RunKind.TAB)
    fit = replace(last.fit, measure=last.fit.measure - width - style.size)
    return [*lines[:-1], replace(last, runs=(*last.runs, tab, *runs), fit=fit)]


def set_folio(layout: Layout, setter: Setter, label: str, span: Span) -> Line:
    """Set a page number."""
    text = f"{layout.folio.prefix}{label}{layout.folio.suffix}"
    return setter.set([Inline(text, False, span)], layout.style(Role.FOLIO))[0]
