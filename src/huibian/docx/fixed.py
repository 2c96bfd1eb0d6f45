"""Blocks at fixed places (cover, head, colophon) as paragraphs, each at its place only by the white before it.

A rule is a paragraph of its own: empty, as low as consumers set it, with a border on top. It reaches over the whole
text width whatever the indents of the text beside it, never merges with the border of a neighbour, and may stand at
any distance from text, none of which holds for the border of a paragraph with text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from huibian.docx.flow import WordText
from huibian.docx.styles import RULE_HEIGHT, pitch
from huibian.frame import Document, Edge, Rule
from huibian.units import Twips


class FixedParagraph(Struct, frozen=True):
    """A paragraph of text or a rule at its place, in whole twips.

    Attributes:
        content: What it is.
        top: Where it begins, from the top of the paper.
        before: White between the one above and it.
        pitch: Its line pitch; lower than its style's where a rule above it has taken room.
    """

    content: WordText | Rule
    top: Twips
    before: Twips
    pitch: Twips


def fixed_paragraphs(
    document: Document, blocks: Sequence[WordText], cursor: Twips | None = None
) -> list[FixedParagraph]:
    """The paragraphs of blocks at fixed places, from the top; `cursor` is where what stands above them ends."""
    found: list[FixedParagraph] = []
    for content in _contents(blocks):
        extent = _extent(document, content)
        top = extent.top if cursor is None else max(cursor, extent.top)
        before = Twips(0) if cursor is None else top - cursor
        if isinstance(content, Rule):
            found.append(FixedParagraph(content, top, before, RULE_HEIGHT))
            cursor = top + extent.height
        else:
            lines = len(content.lines)
            line_pitch = (extent.top + extent.height - top) // lines
            found.append(FixedParagraph(content, top, before, line_pitch))
            cursor = top + line_pitch * lines
    return found


def foot(paragraph: FixedParagraph) -> Twips:
    """Where a paragraph ends, from the top of the paper, in twips."""
    if isinstance(paragraph.content, Rule):
        return paragraph.top + RULE_HEIGHT + paragraph.content.thickness.twips
    return paragraph.top + paragraph.pitch * len(paragraph.content.lines)


def _contents(blocks: Sequence[WordText]) -> Iterator[WordText | Rule]:
    for block in blocks:
        yield from (rule for rule in block.rules if rule.edge is Edge.ABOVE)
        yield block
        yield from (rule for rule in block.rules if rule.edge is Edge.BELOW)


class _Extent(Struct, frozen=True):
    """Where something begins in the frames, from the top of the paper, and how high it is in the file."""

    top: Twips
    height: Twips


def _extent(document: Document, content: WordText | Rule) -> _Extent:
    if isinstance(content, Rule):
        return _Extent((content.y - content.thickness // 2).twips, RULE_HEIGHT + content.thickness.twips)
    style = document.styles[content.block.role]
    return _Extent(content.lines[0].top.twips, pitch(style) * len(content.lines))
