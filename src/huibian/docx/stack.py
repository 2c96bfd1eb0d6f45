"""A fixed part (cover, colophon) as a stack of paragraphs, each at its place only by the white before it.

A rule is a paragraph of its own: empty, as low as consumers set it, with a border on top. It reaches over the whole
text width whatever the indents of the text beside it, never merges with the border of a neighbour, and may stand as
far from text as it likes, none of which holds for the border of a paragraph with text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from huibian.docx.flow import FlowBlock
from huibian.docx.styles import RULE_HEIGHT, pitch
from huibian.frame import Document, Edge, Rule


@dataclass(frozen=True, slots=True)
class Stacked:
    """A paragraph of text or a rule at its place, in whole twips.

    Attributes:
        content: What it is.
        top: Where it begins, from the top of the paper.
        before: White between the one above and it.
        pitch: Its line pitch; lower than its style's where a rule above it has taken room.
    """

    content: FlowBlock | Rule
    top: int
    before: int
    pitch: int


def stack(document: Document, blocks: Sequence[FlowBlock], cursor: int | None = None) -> list[Stacked]:
    """The paragraphs of blocks at fixed places, from the top; `cursor` is where what stands above them ends."""
    stacked: list[Stacked] = []
    for content in _contents(blocks):
        wanted, height = _extent(document, content)
        top = wanted if cursor is None else max(cursor, wanted)
        before = 0 if cursor is None else top - cursor
        lines = 1 if isinstance(content, Rule) else len(content.lines)
        line_pitch = RULE_HEIGHT if isinstance(content, Rule) else (wanted + height - top) // lines
        stacked.append(Stacked(content, top, before, line_pitch))
        cursor = top + (height if isinstance(content, Rule) else line_pitch * lines)
    return stacked


def foot(stacked: Stacked) -> int:
    """Where a paragraph ends, from the top of the paper, in twips."""
    if isinstance(stacked.content, Rule):
        return stacked.top + RULE_HEIGHT + stacked.content.thickness.twips
    return stacked.top + stacked.pitch * len(stacked.content.lines)


def _contents(blocks: Sequence[FlowBlock]) -> Iterator[FlowBlock | Rule]:
    for block in blocks:
        yield from (rule for rule in block.rules if rule.edge is Edge.ABOVE)
        yield block
        yield from (rule for rule in block.rules if rule.edge is Edge.BELOW)


def _extent(document: Document, content: FlowBlock | Rule) -> tuple[int, int]:
    """Where it begins in the frames, and how high it is, in twips."""
    if isinstance(content, Rule):
        return (content.y - content.thickness // 2).twips, RULE_HEIGHT + content.thickness.twips
    style = document.styles[content.block.role]
    return content.lines[0].top.twips, pitch(style) * len(content.lines)
