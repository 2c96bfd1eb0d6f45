r"""The contents (目录): a real TOC field whose cached result is what we set.

The instruction is `TOC \o "1-2" \n 1-1 \h \z \u`: headings of two levels, the first without number, as links. When
Word brings it up to date, the entries are the headings' own words; a shorter title that a manifest gives for the
contents alone (`toc:`) is then replaced by the heading. TC fields would keep it, but an entry would no longer follow
when the heading is edited, which is the commoner need.
"""

from __future__ import annotations

from collections.abc import Iterable

from huibian.docx import oxml
from huibian.docx.flow import WordText
from huibian.docx.oxml import Element
from huibian.docx.paragraphs import Paragraphs
from huibian.frame import BlockNumber, ContentsEntry, Document

_INSTRUCTION = r'TOC \o "1-2" \n 1-1 \h \z \u'


def bookmarks(document: Document) -> dict[BlockNumber, str]:
    """The bookmark of each heading that an entry of the contents leads to; Word calls its own like this."""
    entries = (block for block in document.blocks if isinstance(block, ContentsEntry))
    return {entry.target: f"_Toc{entry.target:08d}" for entry in entries}


def contents_paragraphs(blocks: Iterable[WordText], paragraphs: Paragraphs) -> list[Element]:
    """The paragraphs of the contents; the field opens in its first entry and closes in its last."""
    blocks = list(blocks)
    entries = [block.number for block in blocks if isinstance(block.block, ContentsEntry)]
    made = []
    for block in blocks:
        first, last = block.number == entries[0], block.number == entries[-1]
        made.append(
            paragraphs.flowing(
                block,
                before=list(oxml.field_start(_INSTRUCTION, lambda: None)) if first else (),
                after=[oxml.field_end()] if last else (),
            )
        )
    return made
