"""Recognises by its place on the line what its words alone do not show: a caption that is centred, a closing line.

Only files of Word say how a paragraph looks. What the words show is up to `forms`, `closings` and `series`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from huibian.frame import Align, Role
from huibian.text.forms import Kind, form_of
from huibian.text.model import Content, Paragraph
from huibian.text.patterns import ends_sentence, is_numbered, is_title

_LONGEST_CENTRED = 60  # characters of a caption: two lines of print
_LONGEST_CLOSING = 40  # of a line that stands at the end edge; a line of print has 28
_MOST_CLOSING = 4  # of these: as many offices as issue something together, and a date
_CLOSING = (Role.SIGNATURE, Role.DATE, Role.REMARK, Role.SOURCE)


def is_centred_caption(paragraph: Paragraph) -> bool:
    """Whether a paragraph beside a picture or a table is its caption: centred, short, and no larger than the text."""
    look, text = paragraph.look, paragraph.text
    is_centred = look is not None and look.align is Align.CENTER and not look.is_larger
    return is_centred and len(text) <= _LONGEST_CENTRED and is_title(text.rstrip("。"))


def closing_by_place(body: Sequence[Content], roles: Mapping[int, Role], first: int) -> dict[int, Role]:
    """Signatures and a date at the end of an article, by their places in it, that stand at the end edge of the line.

    Args:
        body: What follows the title.
        roles: What the words of some of it show.
        first: Which of them the text begins with: one paragraph at least is no closing line.
    """
    found: dict[int, Role] = {}
    for index in range(len(body) - 1, first, -1):
        if roles.get(index) in _CLOSING:
            continue
        content = body[index]
        if index in roles or len(found) == _MOST_CLOSING or not _stands_at_end(content):
            break
        text = content.text if isinstance(content, Paragraph) else ""
        found[index] = Role.DATE if form_of(text, Kind.DATE, Kind.LOOSE_DATE) else Role.SIGNATURE
    return found


def _stands_at_end(content: Content) -> bool:
    """Whether a plain paragraph is a short line at the end edge that is no sentence."""
    return (
        isinstance(content, Paragraph)
        and content.role is Role.PARAGRAPH
        and content.look is not None
        and content.look.align is Align.END
        and len(content.text) <= _LONGEST_CLOSING
        and not (ends_sentence(content.text) or is_numbered(content.text))
    )
