"""Takes headings and their page numbers, gives the blocks of the contents (目录).

Body pages are numbered from 1 whatever stands before them, so the length of the contents cannot move a number
and one pass is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from huibian.diagnostics import Diagnostic, HuibianError, Severity
from huibian.frame import Role, Run, RunKind, TextStyle
from huibian.layout.paragraph import Line
from huibian.pages.collect import Collector, FlowBlock
from huibian.text.model import Inline
from huibian.units import Length


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the contents to be; it leads to block `target`, and an article names the page of it."""

    role: Role
    text: Inline
    number: str
    target: int


def set_contents(collector: Collector, title: Inline, entries: Sequence[Entry]) -> list[FlowBlock]:
    """Set the contents: its title, then the entries."""
    blocks = [collector.block(Role.CONTENTS_TITLE, [title])]
    for entry in entries:
        block = _article_entry(collector, entry) if entry.number else collector.block(entry.role, [entry.text])
        blocks.append(replace(block, target=entry.target))
    return blocks


def _article_entry(collector: Collector, entry: Entry) -> FlowBlock:
    """An entry with leader and number; its text keeps clear of the numbers by the style's end indent."""
    style = collector.layout.style(entry.role)
    lines = collector.setter.set([entry.text], style)
    number = collector.setter.set([replace(entry.text, text=entry.number)], style)[0].runs
    lines[-1] = _with_leader(collector, lines[-1], style, number, entry.target)
    return collector.placed(entry.role, lines, entry.text.text)


def _with_leader(collector: Collector, line: Line, style: TextStyle, number: Sequence[Run], target: int) -> Line:
    """Fill the line up to the end edge: dots on a grid counted from that edge, then the number."""
    contents = collector.layout.contents
    pitch, gap = style.size.em(contents.leader_pitch), style.size.em(contents.leader_gap)
    text_end = line.x + line.width
    number_start = collector.setter.width - Length(sum(run.width for run in number))
    from_edge = collector.setter.width - number_start + gap
    last = -(-from_edge // pitch)  # the dot nearest the number, in dots from the end edge
    first = (collector.setter.width - text_end - gap) // pitch
    dots = first - last + 1  # enough: the layout's end indent is proved wide enough when it is read
    start = collector.setter.width - pitch * (last + dots - 1)
    leader = _leader(collector, style, dots, start - text_end, number_start - (collector.setter.width - pitch * last))
    numbers = [replace(run, kind=RunKind.PAGE_REFERENCE, target=target) for run in number]
    return replace(line, runs=(*line.runs, leader, *numbers))


def _leader(collector: Collector, style: TextStyle, dots: int, before: Length, last: Length) -> Run:
    contents = collector.layout.contents
    glyph = collector.setter.fonts.glyph(style.font, contents.leader)
    if glyph is None:
        place, hint = collector.layout.place("contents", "leader"), "换一个字，如 . 或 ·。"
        fault = f"没有字体含有引导点“{contents.leader}”"
        raise HuibianError([Diagnostic(Severity.ERROR, "HB501", fault, place, hint)])
    pitch = int(style.size.em(contents.leader_pitch))
    return Run(
        text=contents.leader * dots,
        font=style.font,
        face=glyph.face.key,
        size=style.size,
        advances=(int(before), *([pitch] * (dots - 1)), int(last)),
        color=style.color,
        kind=RunKind.TAB,
    )
