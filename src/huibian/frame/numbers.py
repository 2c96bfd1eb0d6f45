"""How blocks, footnotes and pages are counted; each count is a type of its own, so that none is taken for another."""

from __future__ import annotations

from typing import NewType

BlockNumber = NewType("BlockNumber", int)
"""A block of the document, from 0 in reading order: its index in `Document.blocks`."""

NoteNumber = NewType("NoteNumber", int)
"""A footnote of the issue, from 1 in reading order, whatever its mark says."""

PageNumber = NewType("PageNumber", int)
"""A page as it is numbered, printed or not; odd pages are right-hand pages."""

PageIndex = NewType("PageIndex", int)
"""A page of a part, from 0."""
