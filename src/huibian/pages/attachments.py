"""The list of attachments above a signature: a number hangs before each name (GB/T 9704-2012, 7.3.4)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from huibian.frame import Role, TextStyle
from huibian.pages.collect import Collector, FlowText
from huibian.regex import compiled
from huibian.text.inlines import cut
from huibian.text.model import Content, Inline, Paragraph
from huibian.units import ZERO, Length

_LABEL = r"附\s?件\s?\d{0,2}\s?[：:]\s*"
_NUMBER = r"\d{1,2}\s*[.．、]\s*"


def is_attachment(content: Content) -> bool:
    """Whether it is a line of such a list."""
    return isinstance(content, Paragraph) and content.role is Role.ATTACHMENT


def set_attachments(lines: Sequence[Paragraph], collector: Collector) -> list[FlowText]:
    """Set a list: its numbers stand under one another, a long name goes on under its first character."""
    style = collector.layout.style(Role.ATTACHMENT)
    numbers = _width(lines[0].inlines, _end(_LABEL, lines[0].text, 0), style, collector)
    blocks = []
    for line in lines:
        label = _end(_LABEL, line.text, 0)
        hang = _width(line.inlines, _end(_NUMBER, line.text, label), style, collector)
        start = Length(style.indent_start + (ZERO if label else numbers) + hang)
        hanging = replace(style, indent_start=start, first_indent=Length(-hang))
        blocks.append(collector.block(line.role, line.inlines, style=hanging))
    return [
        replace(block, keeping=replace(block.keeping, rows_before=0 if index else block.keeping.rows_before))
        for index, block in enumerate(blocks)
    ]


def _end(pattern: str, text: str, start: int) -> int:
    """Where what a pattern finds at a place ends; that place if it finds nothing."""
    match = compiled(pattern).match(text, start)
    return match.end() if match else start


def _width(inlines: Sequence[Inline], end: int, style: TextStyle, collector: Collector) -> Length:
    """How wide the first characters of a line are."""
    return collector.setter.widths(cut(inlines, 0, end), style)[0] if end else ZERO
