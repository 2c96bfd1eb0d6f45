"""Takes the headings that the contents (目录) lists and where they stand, gives its blocks."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from huibian.diagnostics import Diagnostic, HuibianError, Severity
from huibian.frame import BlockNumber, PageNumber, Role, Run, RunKind, TextStyle
from huibian.layout.paragraph import SetLine
from huibian.pages.collect import Collector, FlowText
from huibian.text.model import Inline
from huibian.units import Length


class BodyHeading(Struct, frozen=True):
    """A heading that the contents lists: the role and the words of its entry, and which block of the body it is."""

    role: Role
    text: Inline
    block: int


class Listed(Struct, frozen=True):
    """An entry to be set: its heading, the heading's block in the document, and the page it stands on."""

    heading: BodyHeading
    target: BlockNumber
    page: PageNumber


def set_contents(collector: Collector, title: Inline, entries: Sequence[Listed]) -> list[FlowText]:
    """Set the contents: its title, then the entries, of which those of articles name their pages."""
    blocks = [collector.block(Role.CONTENTS_TITLE, [title])]
    for entry in entries:
        role = entry.heading.role
        text = collector.setter.set([entry.heading.text], collector.layout.style(role))
        if role is Role.CONTENTS_ARTICLE and text.lines:  # there is none where no face has a character of it
            text = replace(text, lines=(*text.lines[:-1], _with_page(collector, text.lines[-1], entry)))
        blocks.append(collector.entry(role, text, entry.target))
    return blocks


def _with_page(collector: Collector, line: SetLine, entry: Listed) -> SetLine:
    """The last line of an entry with leader and page number; the style's end indent keeps its text clear of numbers."""
    style = collector.layout.style(entry.heading.role)
    words = replace(entry.heading.text, text=str(entry.page))
    number = [run for each in collector.setter.set([words], style).lines for run in each.runs]
    return _with_leader(collector, line, style, number, entry.target)


def _with_leader(
    collector: Collector, line: SetLine, style: TextStyle, number: Sequence[Run], target: BlockNumber
) -> SetLine:
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
