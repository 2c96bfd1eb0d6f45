"""Recognises the lines that close an article: attachments, signatures, a date, remarks and a source.

Their order is that of GB/T 9704-2012, 7.3.4 to 7.3.6 and 7.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from huibian.frame import Role
from huibian.regex import compiled
from huibian.text.forms import Kind, form_of

_MOST_SIGNATURES = 3  # as many offices as issue something together
_MOST_LINES_BELOW = 6  # remarks and sources under a date
_MOST_SOURCES = 3
_NEXT_ATTACHMENT = r"\d{1,2}\s*[.．、]\s*\S(?:.*[^。；，：])?"


def closing_roles(texts: Sequence[str], first: int) -> dict[int, Role]:
    """The roles of the lines that close an article, by their places in it.

    Args:
        texts: The text of each of its contents; empty for one that is no plain paragraph.
        first: Which of them its text begins with: one paragraph at least is no closing line.
    """
    roles: dict[int, Role] = {}
    for date in range(first + 1, len(texts)):
        if form_of(texts[date], Kind.DATE, Kind.LOOSE_DATE) is None:
            continue
        below = _below(texts[date + 1 : date + 1 + _MOST_LINES_BELOW])
        if _closes(texts, first, date, below):
            above = _signatures(texts, first, date)
            roles |= dict.fromkeys(range(above, date), Role.SIGNATURE)
            roles |= {date: Role.DATE, **dict(enumerate(below, date + 1))}
            roles |= dict.fromkeys(_attachments(texts, first, above), Role.ATTACHMENT)
    above = _sources(texts, first)
    sources = dict.fromkeys(range(above, len(texts)), Role.SOURCE)
    return sources | dict.fromkeys(_attachments(texts, first, above), Role.ATTACHMENT) | roles


def is_next_attachment(text: str) -> bool:
    """Whether a line may be one below the first of a list of attachments: 2.回执."""
    return compiled(_NEXT_ATTACHMENT).fullmatch(text) is not None


def _closes(texts: Sequence[str], first: int, date: int, below: Sequence[Role]) -> bool:
    """Whether a date closes an article, or a document in it whose attachments follow.

    `below` is what the lines are that belong below it.
    """
    is_exact = form_of(texts[date], Kind.DATE) is not None
    has_office = date - 1 > first and form_of(texts[date - 1], Kind.OFFICE) is not None
    after = texts[date + 1 + len(below) :]
    if not after:
        return is_exact or has_office
    return has_office and (Role.REMARK in below or form_of(after[0], Kind.LABEL) is not None)


def _below(texts: Sequence[str]) -> list[Role]:
    """The roles of the remarks and sources that some lines begin with."""
    forms = (form_of(text, Kind.REMARK, Kind.SOURCE, Kind.CREDIT) for text in texts)
    return [Role.REMARK if form.kind is Kind.REMARK else Role.SOURCE for form in takewhile(bool, forms) if form]


def _signatures(texts: Sequence[str], first: int, date: int) -> int:
    """Where the signatures above a date begin; at the date where there are none. Above the last, only offices sign."""
    start = date
    while start - 1 > max(first, date - 1 - _MOST_SIGNATURES) and form_of(
        texts[start - 1], Kind.OFFICE, *([Kind.SIGNATURE] if start == date else [])
    ):
        start -= 1
    return start


def _sources(texts: Sequence[str], first: int) -> int:
    """Where the sources begin that an article without date ends with; at its end where it has none."""
    start = len(texts)
    while start - 1 > max(first, len(texts) - 1 - _MOST_SOURCES) and form_of(
        texts[start - 1], Kind.SOURCE, Kind.CREDIT
    ):
        start -= 1
    return start


def _attachments(texts: Sequence[str], first: int, end: int) -> range:
    """The lines of the list of attachments that ends there: 附件：1.名单, 2.回执; or 附件1：名单, 附件2：回执."""
    start = end
    for line in range(end - 1, first, -1):
        if form_of(texts[line], Kind.ATTACHMENTS):
            start = line
        elif not is_next_attachment(texts[line]):
            break
    return range(start, end)
