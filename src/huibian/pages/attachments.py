"""The list of attachments above a signature: a number hangs before each name (GB/T 9704-2012, 7.3.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from huibian.frame import Role, TextStyle
from huibian.pages.collect import Collector, FlowText
from huibian.text.inlines import cut
from huibian.text.model import Content, Inline, Paragraph
from huibian.units import ZERO, Length

_LABEL = re.compile(r"附件[：:]\s*")
_NUMBER = re.compile(r"\d{1,2}\s*[.．、]\s*")


def is_attachment(content: Content) -> bool:
    """Whether it is a line of such a list."""
    return isinstance(content, Paragraph) and content.role is Role.ATTACHMENT


def set_attachments(lines: Sequence[Paragraph], collector: Collector) -> list[FlowText]:
    """Set a list: its numbers stand under one another, a long name goes on under its first character."""
    style = collector.layout.style(Role.ATTACHMENT)
    label = _LABEL.match(lines[0].text)
    numbers = _width(lines[0].inlines, label.end() if label else 0, style, collector)
    blocks = []
    for index, line in enumerate(lines):
        before = numbers if index else ZERO
        mark = _NUMBER.match(line.text, 0 if index or label is None else label.end())
        end = mark.end() if mark else label.end() if label and not index else 0
        hang = _width(line.inlines, end, style, collector)
        start = Length(style.indent_start + before + hang)
        blocks.append(
            collector.block(
                line.role, line.inlines, style=replace(style, indent_start=start, first_indent=Length(-hang))
            )
        )
    return [
        replace(block, keeping=replace(block.keeping, rows_before=0 if index else block.keeping.rows_before))
        for index, block in enumerate(blocks)
    ]


def _width(inlines: Sequence[Inline], end: int, style: TextStyle, collector: Collector) -> Length:
    """How wide the first characters of a line are."""
    return collector.setter.widths(cut(inlines, 0, end), style)[0] if end else ZERO
