"""What stands on the pages of a document, asked for in the words of a test."""

from __future__ import annotations

from collections.abc import Iterator

from huibian.frame import Block, Document, PictureBlock, Role, TableBlock, TextBlock, TextLine


def role_of(document: Document, item: object) -> Role | None:
    """What block a line belongs to; `None` for what is no line of a block."""
    block = document.blocks[item.block] if isinstance(item, TextLine) else None
    return block.role if isinstance(block, TextBlock) else None


def block_role(block: Block) -> Role:
    """The role of a block, also of a picture or table."""
    match block:
        case TextBlock():
            return block.role
        case PictureBlock():
            return Role.PICTURE
        case TableBlock():
            return Role.TABLE


def tables_of(document: Document) -> Iterator[TableBlock]:
    """The tables of a document."""
    return (block for block in document.blocks if isinstance(block, TableBlock))
