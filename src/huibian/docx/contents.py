r"""The contents (目录): a real TOC field whose cached result is what we set.

The instruction is `TOC \o "1-2" \n 1-1 \h \z \u`: headings of two levels, the first without number, as links. When
Word brings it up to date, the entries are the headings' own words; a shorter title that a manifest gives for the
contents alone (`toc:`) is then replaced by the heading. TC fields would keep it, but an entry would no longer follow
when the heading is edited, which is the commoner need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from huibian.docx import oxml
from huibian.docx.flow import FlowBlock, FlowPart
from huibian.docx.oxml import Element
from huibian.docx.paragraphs import Paragraphs
from huibian.frame import Role, RunKind

_INSTRUCTION = r'TOC \o "1-2" \n 1-1 \h \z \u'
_ENTRIES = frozenset({Role.CONTENTS_SECTION, Role.CONTENTS_ARTICLE})


def anchors(contents: FlowPart, headings: Sequence[FlowBlock]) -> dict[int, str]:
    """The bookmark that each entry leads to, by the entry's block.

    An entry with a page number names its heading; the sections, without one, follow in the headings' order.
    """
    targets = {heading.index: heading.block.bookmark for heading in headings}
    sections = iter([heading for heading in headings if heading.block.role is Role.SECTION_HEAD])
    found: dict[int, str] = {}
    for entry in contents.blocks:
        if entry.block.role is Role.CONTENTS_SECTION:
            section = next(sections, None)
            bookmark = section and section.block.bookmark
        else:
            bookmark = next((targets.get(target) for target in _targets(entry)), None)
        if bookmark:
            found[entry.index] = bookmark
    return found


def _targets(entry: FlowBlock) -> list[int]:
    runs = [run for line in entry.lines for run in line.runs]
    return [run.target for run in runs if run.kind is RunKind.PAGE_REFERENCE and run.target is not None]


def contents_paragraphs(blocks: Iterable[FlowBlock], paragraphs: Paragraphs) -> list[Element]:
    """The paragraphs of the contents; the field opens in its first entry and closes in its last."""
    blocks = list(blocks)
    entries = [block.index for block in blocks if block.block.role in _ENTRIES]
    made = []
    for block in blocks:
        first, last = block.index == entries[0], block.index == entries[-1]
        made.append(
            paragraphs.flowing(
                block,
                before=list(oxml.field_start(_INSTRUCTION, lambda: None)) if first else (),
                after=[oxml.field_end()] if last else (),
            )
        )
    return made
