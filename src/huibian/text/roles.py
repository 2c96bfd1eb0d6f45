"""Recognises what each paragraph of an article is: the same for text, Markdown and Word files.

Only plain paragraphs are looked at; what a file marks as something else stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeGuard

from huibian.frame import Role
from huibian.text.inlines import cut, without
from huibian.text.model import ArticlePicture, ArticleTable, Content, Paragraph
from huibian.text.patterns import (
    is_bracketed_date,
    is_credit,
    is_date,
    is_signature,
    lead,
    numbered,
    picture_caption,
    table_caption,
)
from huibian.text.tablelines import is_table_note, is_units
from huibian.text.tally import Tally

_MOST_BYLINES = 3
_MOST_SIGNATURES = 3  # as many offices as issue something together


def recognise(contents: Iterable[Content], tally: Tally) -> tuple[Content, ...]:
    """What follows the title, each paragraph with its role, captions with the table or picture they belong to.

    Args:
        contents: What follows the title, as the reader of its kind of file gives it.
        tally: Learns what was used up: the 表： before a caption.
    """
    body = _with_captions(contents, tally)
    first = _end_of_bylines(body)
    roles = dict.fromkeys(range(first), Role.BYLINE) | _tail(body, first)
    return tuple(
        content if not _is_plain(content) else replace(content, role=roles[index]) if index in roles else _read(content)
        for index, content in enumerate(body)
    )


def _is_plain(content: Content | None) -> TypeGuard[Paragraph]:
    return isinstance(content, Paragraph) and content.role is Role.PARAGRAPH


def _with_captions(contents: Iterable[Content], tally: Tally) -> list[Content]:
    body: list[Content] = []
    for content in contents:
        counted = _counted(body, content)
        before = body.pop() if body else None
        body += [counted] if before is None else _captioned(before, counted, tally)
    return body


def _counted(body: list[Content], content: Content) -> Content:
    """A table with the line above it that says what it is counted in, taken off the contents before it."""
    above = body[-1] if body else None
    if isinstance(content, ArticleTable) and not content.units and _is_plain(above) and is_units(above.text):
        body.pop()
        return replace(content, units=(replace(above, role=Role.TABLE_UNITS),))
    return content


def _captioned(before: Content, content: Content, tally: Tally) -> Iterator[Content]:
    """Two neighbours, or the one that they make: a table with the line above it, or it or a picture with one below."""
    if isinstance(before, ArticleTable) and _is_plain(content):
        last = before.notes[-1].text if before.notes else None
        if is_table_note(content.text, last):
            yield replace(before, notes=(*before.notes, replace(content, role=Role.TABLE_NOTE)))
            return
    if isinstance(content, ArticleTable) and not content.caption and _is_plain(before):
        start = table_caption(before.text)
        if start is not None:
            tally.used(before.text[:start], before.span)
            yield replace(content, caption=without(before.inlines, start))
            return
    if isinstance(before, ArticlePicture) and not before.caption and _is_plain(content):
        start = picture_caption(content.text)
        if start is not None:
            tally.used(content.text[:start], content.span)
            yield replace(before, caption=without(content.inlines, start))
            return
    yield from (before, content)


def _end_of_bylines(body: Sequence[Content]) -> int:
    """How many lines under the title say who wrote the article."""
    count = 0
    for content in body[:_MOST_BYLINES]:
        if not _is_plain(content) or not (is_credit(content.text) or is_bracketed_date(content.text)):
            break
        count += 1
    return count if count < len(body) else 0


def _tail(body: Sequence[Content], first: int) -> dict[int, Role]:
    """The roles of the lines that close an article, by index: signatures and a date, then a source."""
    roles: dict[int, Role] = {}
    index = len(body) - 1

    def take(role: Role, fits: bool) -> bool:
        nonlocal index
        if fits:
            roles[index] = role
            index -= 1
        return fits

    def text() -> str:
        content = body[index] if index > first else None  # one paragraph at least is the article
        return content.text if _is_plain(content) else ""

    take(Role.SOURCE, is_credit(text()))
    if take(Role.DATE, is_date(text())):
        for _ in range(_MOST_SIGNATURES):
            if not take(Role.SIGNATURE, is_signature(text())):
                break
    return roles


def _read(paragraph: Paragraph) -> Paragraph:
    """A heading, or a paragraph with the heading that runs into it."""
    text = paragraph.text
    role = numbered(text)
    if role is not None:
        return replace(paragraph, role=role)
    found = lead(text)
    if found is None:
        return paragraph
    level, end = found
    head = tuple(each if each.note else replace(each, lead=level) for each in cut(paragraph.inlines, 0, end))
    return replace(paragraph, inlines=(*head, *cut(paragraph.inlines, end, len(text))))
