"""Recognises the lines that close an article: attachments, signatures, a date, remarks and a source.

Their order is that of GB/T 9704-2012, 7.3.4 to 7.3.6 and 7.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from huibian.frame import Role
from huibian.text.forms import Kind, form_of

_MOST_SIGNATURES = 3  # as many offices as issue something together
_MOST_LINES_BELOW = 6  # remarks and sources under a date
_MOST_SOURCES = 3
_NEXT_ATTACHMENT = re.compile(r"(?:\d{1,2}\s*[.．、]|附件\s?\d{1,2}\s?[：:])\s*\S(?:.*[^。；，：])?")


def closing_roles(texts: Sequence[str], first: int) -> dict[int, Role]:
    """The roles of the lines that close an article, by their places in it.

    Args:
        texts: The text of each of its contents; empty for one that is no plain paragraph.
        first: Which of them its text begins with: one paragraph at least is no closing line.
    """
    roles: dict[int, Role] = {}
    for date in range(first + 1, len(texts)):
        below = _below(texts, date + 1)
        if _closes(texts, first, date, below):
            above = _signatures(texts, first, date)
            roles |= dict.fromkeys(range(above, date), Role.SIGNATURE)
            roles |= {date: Role.DATE, **{line: _role_below(texts[line]) for line in range(date + 1, below)}}
            roles |= dict.fromkeys(_attachments(texts, first, above), Role.ATTACHMENT)
    if len(texts) - 1 not in roles:
        above = _sources(texts, first)
        roles |= dict.fromkeys(range(above, len(texts)), Role.SOURCE)
        roles |= dict.fromkeys(_attachments(texts, first, above), Role.ATTACHMENT)
    return roles


def _closes(texts: Sequence[str], first: int, date: int, below: int) -> bool:
    """Whether a line is the date that closes an article, or a document in it whose attachments follow."""
    is_exact = form_of(texts[date], Kind.DATE) is not None
    if not is_exact and form_of(texts[date], Kind.LOOSE_DATE) is None:
        return False
    has_office = date - 1 > first and form_of(texts[date - 1], Kind.OFFICE) is not None
    if below == len(texts):
        return is_exact or has_office
    has_remark = any(form_of(line, Kind.REMARK) for line in texts[date + 1 : below])
    return has_office and (has_remark or form_of(texts[below], Kind.LABEL) is not None)


def _below(texts: Sequence[str], start: int) -> int:
    """Where the remarks and sources end that begin there."""
    end = start
    while end < min(len(texts), start + _MOST_LINES_BELOW) and form_of(
        texts[end], Kind.REMARK, Kind.SOURCE, Kind.CREDIT
    ):
        end += 1
    return end


def _role_below(text: str) -> Role:
    return Role.REMARK if form_of(text, Kind.REMARK) else Role.SOURCE


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


def _attachments(texts: Sequence[str], first: int, end: int) -> Iterator[int]:
    """The lines of the list of attachments that ends there: 附件：1.名单, 2.回执; or 附件1：名单, 附件2：回执."""
    start = end
    while start - 1 > first and _NEXT_ATTACHMENT.fullmatch(texts[start - 1]):
        start -= 1
    if start - 1 > first and form_of(texts[start - 1], Kind.ATTACHMENTS):
        start -= 1
    if start < end and form_of(texts[start], Kind.ATTACHMENTS):
        yield from range(start, end)
