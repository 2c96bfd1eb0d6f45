from __future__ import annotations

from pathlib import Path

from huibian.diagnostics import Span
from huibian.frame import Role
from huibian.text.model import Inline, Note, Paragraph, TableCell, plain

AT = Span(Path("a.md"), 1, 1)
INLINES = (Inline("一", False, AT), Inline("", False, AT, note=Note((), AT)), Inline("二", True, AT))


def test_the_text_of_inlines_is_their_characters_in_a_row() -> None:
    assert plain(INLINES) == "一二"
    assert (
        Note(INLINES, AT).text == TableCell(INLINES, AT).text == Paragraph(Role.QUOTATION, INLINES, AT).text == "一二"
    )
