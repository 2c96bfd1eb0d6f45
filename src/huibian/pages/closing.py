"""The lines that close an article: offices that signed it, a date, remarks, a source. They stand together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from huibian.frame import Role, TextStyle
from huibian.layoutfile.definition import Layout
from huibian.pages.collect import Collector, FlowBlock, FlowText
from huibian.text.model import Content, Paragraph
from huibian.units import Length

_ABOVE = frozenset({Role.PARAGRAPH, Role.ATTACHMENT})
_ROLES = frozenset({Role.SIGNATURE, Role.DATE, Role.REMARK, Role.SOURCE})


def closes(content: Content) -> bool:
    """Whether it is one of those lines."""
    return isinstance(content, Paragraph) and content.role in _ROLES


def set_closing(lines: Sequence[Paragraph], collector: Collector) -> list[FlowText]:
    """Set closing lines that follow one another; only the first has white above it."""
    ends = _ends(lines, collector)
    blocks = [collector.block(line.role, line.inlines, style=_styled(line.role, ends, collector)) for line in lines]
    return [
        replace(
            block,
            keeping=replace(
                block.keeping,
                rows_before=0 if number else block.keeping.rows_before,
                with_next=number + 1 < len(blocks),
            ),
        )
        for number, block in enumerate(blocks)
    ]


def _styled(role: Role, ends: Mapping[Role, Length], collector: Collector) -> TextStyle:
    style = collector.layout.style(role)
    return replace(style, indent_end=ends[role]) if role in ends else style


def with_closing(block: FlowBlock, layout: Layout) -> FlowBlock:
    """What stands above closing lines: a short paragraph, or the last attachment, stays on their page."""
    if isinstance(block, FlowText) and block.block.role in _ABOVE and len(block.lines) <= layout.grid.short_paragraph:
        return replace(block, keeping=replace(block.keeping, with_next=True))
    return block


def _ends(lines: Sequence[Paragraph], collector: Collector) -> dict[Role, Length]:
    """How far signatures and date stand from the end edge, where the one depends on the other.

    The date begins a little to the right of the last signature; should it be the longer of the two, it keeps the
    signatures' distance from the edge and they move away from it (GB/T 9704-2012, 7.3.5.2).
    """
    layout, setter = collector.layout, collector.setter
    signature = next((line for line in reversed(lines) if line.role is Role.SIGNATURE), None)
    date = next((line for line in lines if line.role is Role.DATE), None)
    if layout.closing is None or signature is None or date is None:
        return {}
    style = layout.style(Role.SIGNATURE)
    shift, end = style.size.em(layout.closing.date_shift), style.indent_end
    room = setter.width - end  # one that takes several lines is as wide as the measure
    longer = min(setter.widths(signature.inlines, style)[0], room)
    shorter = min(setter.widths(date.inlines, layout.style(Role.DATE))[0], room)
    if shorter > longer:
        return {Role.DATE: end, Role.SIGNATURE: Length(min(end + shorter + shift, setter.width) - longer)}
    return {Role.DATE: Length(max(0, end + longer - shift - shorter))}
