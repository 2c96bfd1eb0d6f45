"""The marks of footnotes: Word's own numbers where it counts as we do, else characters behind a mark of no width.

Word numbers ①, ② … through the file or on each page; not through an article, and not with [51]. There the mark is
plain text: what refers to the footnote is a mark of one's own (`customMarkFollows`), a character without width in front
of it. The mark itself could not be that: LibreOffice sets such a mark before the footnote, where Word wants it written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from huibian.docx import oxml
from huibian.docx.oxml import Element, value, w
from huibian.frame import FontNames, NoteNumbering, Run, RunKind

_NO_WIDTH = "\u200b"  # the only such character of which neither LibreOffice nor ONLYOFFICE leaves anything in its PDF


def mark_runs(
    mark: Run, numbering: NoteNumbering, names: FontNames, number: int | None, after: Sequence[Element] = ()
) -> Iterator[Element]:
    """The runs of a mark in the text, or before the footnote.

    Args:
        mark: The mark.
        numbering: How marks are counted.
        names: The fonts of its role.
        number: The footnote that it refers to, by its number in the file; `None` where it refers to none.
        after: What ends the last of them.
    """
    is_counted = not mark.text.isascii() and numbering is not NoteNumbering.ARTICLE
    if mark.kind is RunKind.NOTE_NUMBER:
        yield oxml.run(_properties(mark, names), w("footnoteRef") if is_counted else _written(mark), *after)
    elif number is None:
        yield oxml.run(_properties(mark, names), oxml.text(mark.text), *after)
    elif is_counted:
        yield oxml.run(_properties(mark, names), w("footnoteReference", id=number), *after)
    else:
        yield unseen_mark(number)
        yield oxml.run(_properties(mark, names), _written(mark), *after)


def unseen_mark(number: int) -> Element:
    """A mark that refers to a footnote by its number in the file, and that nobody sees."""
    return oxml.run(None, w("footnoteReference", customMarkFollows=1, id=number), oxml.text(_NO_WIDTH))


def _written(mark: Run) -> Element:
    """A mark as text; LibreOffice takes ① for Latin behind Latin and at a start, and parts it from Han by 0.2 em."""
    return oxml.text(mark.text if mark.text.isascii() else mark.text + _NO_WIDTH)


def _properties(mark: Run, names: FontNames) -> Element:
    """A mark in the text is a superscript: LibreOffice makes it one in any case, of 58 % of the size, Word of 65 %."""
    return w(
        "rPr",
        oxml.one_font(names.western if mark.text.isascii() else names.east_asian),
        value("vertAlign", "superscript") if mark.kind is RunKind.NOTE_REFERENCE else None,
    )
