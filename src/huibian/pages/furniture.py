"""Cover, colophon and folios: takes what the manifest says and a layout, gives lines and rules at fixed places."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from huibian.diagnostics import Span
from huibian.frame import Role, Run, RunKind, TextStyle
from huibian.layout.paragraph import SetLine, Setter, SetText, source_of
from huibian.layoutfile.definition import ColophonItem, CoverLine, CoverRule, Layout
from huibian.text.model import Inline
from huibian.units import Length
from huibian.wording.fields import Fields

_MOST_SHOWN = 12  # characters of a text in a message
_LEAST_FITTED = Length.of(5, "pt")  # a type size that a reader makes out


class RuleSpec(Struct, frozen=True):
    """A rule across the measure at `y` from the paper's top edge."""

    y: Length
    thickness: Length
    color: str


class FixedBlock(Struct, frozen=True):
    """A block that stands at a fixed place: `top` is its first line's, from the paper's top edge."""

    role: Role
    style: TextStyle
    text: SetText
    top: Length
    above: RuleSpec | None = None
    below: RuleSpec | None = None

    @property
    def bottom(self) -> Length:
        """Foot of its last line."""
        return self.top + self.style.pitch * len(self.text.lines)

    @property
    def foot(self) -> Length:
        """Foot of all that belongs to it."""
        return self.bottom if self.below is None else Length(self.below.y + self.below.thickness)


def set_lines(
    layout: Layout, setter: Setter, lines: Sequence[CoverLine], values: Fields, foot: Length
) -> list[FixedBlock]:
    """Set the lines of cover or head; each stands where the layout says, or lower if the one before took more lines.

    What does not end above `foot` is refused (HB525).
    """
    blocks: list[FixedBlock] = []
    for line in lines:
        text = values.fill(line.text)
        if text is not None:
            end = None if line.end is None else values.fill(line.end)
            blocks.append(_fixed_line(layout, setter, line, text, end, blocks))
            if blocks[-1].foot > foot:
                hint = "把它或它上面的几行写短；都不长，就改版式里它们的位置和字号。"
                setter.diagnostics.error("HB525", f"封面或红头放不下“{_shown(text)}”", _place(text), hint)
                break
    return blocks


def _fixed_line(
    layout: Layout,
    setter: Setter,
    line: CoverLine,
    text: Sequence[Inline],
    end: Sequence[Inline] | None,
    before: Sequence[FixedBlock],
) -> FixedBlock:
    style = layout.style(line.role)
    if line.fit:
        style = _fitted(setter, style, text)
    set_text = setter.set(text, style)
    block = FixedBlock(
        role=line.role,
        style=style,
        text=set_text if end is None else _with_end(setter, set_text, style, end),
        top=Length(max(line.top, before[-1].bottom)) if before else line.top,
    )
    return replace(block, below=_cover_rule(block, line.rule_below)) if line.rule_below else block


def _cover_rule(block: FixedBlock, rule: CoverRule) -> RuleSpec:
    return RuleSpec(block.bottom + rule.gap, rule.thickness, rule.color)


def _fitted(setter: Setter, style: TextStyle, text: Sequence[Inline]) -> TextStyle:
    """The style with its type small enough for the text to stand on one line, in whole half points."""
    size = style.size
    measure = setter.width - style.indent_start - style.indent_end
    chars = "".join(inline.text for inline in text)
    glyphs = (setter.fonts.glyph(style.font, char) for char in chars)
    natural = sum(glyph.advance(size) for glyph in glyphs if glyph is not None)
    if natural > measure:
        half_point = Length.of("0.5", "pt")
        size = Length(size * measure // natural // half_point * half_point)
        if size < _LEAST_FITTED:
            hint = "把它写短，或在版式里去掉 fit，让它占几行。"
            setter.diagnostics.error("HB528", f"太长，缩小了也排不进一行：“{_shown(text)}”", _place(text), hint)
            return replace(style, size=_LEAST_FITTED)
    return replace(style, size=size)


def set_colophon(layout: Layout, setter: Setter, values: Fields) -> list[FixedBlock]:
    """Set the colophon upwards from the foot of the type area; nothing if the manifest fills no item.

    One that is higher than the type area is refused, at its longest words (HB526).
    The last rule stands on the bottom edge of the type area, the first above the first item (GB/T 9704 7.4.1).
    """
    style = layout.style(Role.COLOPHON_ITEM)
    items = [text for item in layout.colophon.items if (text := _item(setter, style, item, values))]
    height = style.pitch * sum(len(text.lines) for text in items)
    foot = layout.type_area.top + layout.type_area.height
    top = foot - height
    blocks = []
    notice = values.fill(layout.colophon.notice)
    if notice:
        notice_style = layout.style(Role.COLOPHON_NOTICE)
        set_notice = setter.set(notice, notice_style)
        above = top - notice_style.pitch * len(set_notice.lines)
        blocks.append(FixedBlock(Role.COLOPHON_NOTICE, notice_style, set_notice, above))
    rules = layout.colophon
    for index, text in enumerate(items):
        first, last = index == 0, index == len(items) - 1
        above_rule = RuleSpec(top, rules.outer_rule if first else rules.inner_rule, rules.color)
        below_rule = RuleSpec(foot, rules.outer_rule, rules.color) if last else None
        blocks.append(FixedBlock(Role.COLOPHON_ITEM, style, text, top, above_rule, below_rule))
        top += style.pitch * len(text.lines)
    if blocks and blocks[0].top < layout.type_area.top:
        words = [
            *(notice or ()),
            *(inline for item in layout.colophon.items for inline in values.fill(item.text) or ()),
        ]
        hint = "把最长的一项写短；都不长，就改版式里版记的字号和行距。"
        setter.diagnostics.error("HB526", f"版记比一面还高，最长的一项是“{_shown(words)}”", _place(words), hint)
    return blocks


def _item(setter: Setter, style: TextStyle, item: ColophonItem, values: Fields) -> SetText | None:
    """One item: `None` if its text lacks a field, or is empty; a missing end only leaves its place empty."""
    words = values.fill(item.text)
    end = None if item.end is None else values.fill(item.end)
    if words is None:
        return None
    text = setter.set(words, style)
    if not text.lines:
        return None
    return text if end is None else _with_end(setter, text, style, end)


def _with_end(setter: Setter, text: SetText, style: TextStyle, end: Sequence[Inline]) -> SetText:
    """Put `end` at the end edge of the last line, or of one more line if it has no room there."""
    set_end = setter.set(end, style).lines
    if not set_end:
        return text
    if len(set_end) > 1:
        hint = "把它写短，或在版式里把它改成单独的一行。"
        setter.diagnostics.error("HB527", f"一行右边排不下“{_shown(end)}”", _place(end), hint)
    runs = set_end[0].runs
    width = Length(sum(run.width for run in runs))
    edge = setter.width - style.indent_end
    *others, last = text.lines
    if edge - width - last.x - last.width < style.size:
        others.append(last)
        last = replace(last, x=style.indent_start, runs=(), fit=replace(last.fit, natural=(), gaps=()))
    jump = edge - width - last.x - last.width
    tab = Run("", style.font, runs[0].face, style.size, (int(jump),), style.color, kind=RunKind.TAB)
    fit = replace(last.fit, measure=last.fit.measure - width - style.size)
    lines = (*others, replace(last, runs=(*last.runs, tab, *runs), fit=fit))
    return replace(text, lines=lines, source=(*text.source, *source_of(end)))


def _longest(words: Sequence[Inline]) -> Inline:
    return max(words, key=lambda inline: len(inline.text))


def _place(words: Sequence[Inline]) -> Span:
    """Where the longest of some words stand, which are the likeliest to be shortened."""
    return _longest(words).span


def _shown(words: Sequence[Inline]) -> str:
    text = _longest(words).text
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"


def set_folio(layout: Layout, setter: Setter, label: str, span: Span) -> SetLine:
    """Set a page number."""
    text = f"{layout.folio.prefix}{label}{layout.folio.suffix}"
    return setter.set([Inline(text, False, span)], layout.style(Role.FOLIO)).lines[0]
