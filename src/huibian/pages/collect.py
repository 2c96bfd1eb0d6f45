"""Takes articles, gives the vertical list: blocks of set lines with the rules that hold between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from huibian.frame import Role
from huibian.layout.definition import Layout
from huibian.layout.paragraph import Line, Setter
from huibian.text.model import Inline


@dataclass(frozen=True, slots=True)
class FlowBlock:
    """A block on its way into pages.

    Attributes:
        role: What it is.
        lines: Its set lines.
        rows: Grid lines that each of its lines takes.
        rows_before: Blank grid lines before it, dropped at the top of a page.
        keep_with_next: Whether its last line stays with the next block's first.
        keep_together: Whether its lines stay on one page: those of a heading and of a contents entry do.
        title: What outline and contents call it; `None` for a block that is no heading.
        ends_chain: Whether it was freed from what follows, see `end_chains`.
    """

    role: Role
    lines: Sequence[Line]
    rows: int
    rows_before: int
    keep_with_next: bool
    keep_together: bool
    title: str | None = None
    ends_chain: bool = False


@dataclass(frozen=True, slots=True)
class Collector:
    """Sets blocks in the styles of a layout."""

    layout: Layout
    setter: Setter

    def block(self, role: Role, inlines: Sequence[Inline]) -> FlowBlock:
        """Set one block."""
        style = self.layout.style(role)
        return self.placed(role, self.setter.set(inlines, style), "".join(inline.text for inline in inlines))

    def placed(self, role: Role, lines: Sequence[Line], text: str) -> FlowBlock:
        """Wrap lines that are set already."""
        style = self.layout.styles[role]
        return FlowBlock(
            role=role,
            lines=lines,
            rows=style.grid_lines,
            rows_before=style.lines_before,
            keep_with_next=style.keep_with_next,
            keep_together=style.keep_with_next or role is Role.CONTENTS_ARTICLE,
            title=text if style.outline is not None else None,
        )


_DEPTHS = {role: depth for depth, role in enumerate(Role)}  # roles are listed from the outermost heading inwards


def end_chains(blocks: Sequence[FlowBlock]) -> list[FlowBlock]:
    """The blocks, with each heading freed from a next heading that is not under it.

    Lines numbered 1. 2. 3. without text between are a list, not a chain of headings that one page has to hold.
    """
    ended = []
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        sibling = after is not None and after.keep_with_next and _DEPTHS[after.role] <= _DEPTHS[block.role]
        if block.keep_with_next and sibling:
            ended.append(replace(block, keep_with_next=False, ends_chain=True))
        else:
            ended.append(block)
    return ended
