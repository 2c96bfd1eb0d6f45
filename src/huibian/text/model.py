"""An article as its file says it: blocks of text whose every character knows its place."""

from __future__ import annotations

from dataclasses import dataclass

from huibian.diagnostics import Span
from huibian.frame import Role


@dataclass(frozen=True, slots=True)
class Inline:
    """Characters of one look that stand together in a file too: character `i` is at `span.shifted(i)`."""

    text: str
    bold: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading.

    Attributes:
        role: `PARAGRAPH`, or `HEADING_1` to `HEADING_4`.
        inlines: Its text.
        span: Where its first character stands.
    """

    role: Role
    inlines: tuple[Inline, ...]
    span: Span

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(inline.text for inline in self.inlines)


@dataclass(frozen=True, slots=True)
class Article:
    """One article.

    Attributes:
        title: Its title, from the file or from the manifest.
        toc_title: What the contents call it.
        blocks: Its text.
        span: Where its file begins to speak: the title line.
    """

    title: tuple[Inline, ...]
    toc_title: str
    blocks: tuple[Block, ...]
    span: Span
