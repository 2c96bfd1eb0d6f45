"""Recognises what each paragraph of an article is: the same for text, Markdown and Word files.

Only plain paragraphs are looked at; what a file marks as something else stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard

from msgspec.structs import replace

from huibian.frame import Role
from huibian.text.attached import attachment_roles, is_label, titles_joined
from huibian.text.closings import closing_roles
from huibian.text.forms import Kind, caption_start, form_of
from huibian.text.inlines import cut, on_one_line, without
from huibian.text.looks import closing_by_place, is_centred_caption
from huibian.text.model import ArticlePicture, ArticleTable, Content, Paragraph, PictureRow
from huibian.text.patterns import leads_on
from huibian.text.remarks import Remarks
from huibian.text.series import NumberedHead, heads
from huibian.text.tablelines import is_table_note, is_units, table_caption
from huibian.text.tally import Tally

_MOST_BYLINES = 3
_MOST_ABOVE_SALUTATION = 3
_HEADINGS = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4)


def recognise(contents: Iterable[Content], remarks: Remarks) -> tuple[Content, ...]:
    """What follows the title, each paragraph with its role, captions with the table or picture they belong to.

    Args:
        contents: What follows the title, as the reader of its kind of file gives it.
        remarks: Is told of lines that were joined; its tally learns what was used up: the 表： before a caption.
    """
    body = _with_captions(contents, remarks.tally)
    texts = [content.text if _is_plain(content) else "" for content in body]
    first = _end_of_bylines(texts)
    roles = dict.fromkeys(range(first), Role.BYLINE) | _salutation(texts, first) | closing_roles(texts, first)
    roles |= closing_by_place(body, roles, first)
    roles |= attachment_roles(body, roles)
    found = heads(
        ["" if index in roles else text for index, text in enumerate(texts)],
        [each.role if isinstance(each, Paragraph) and each.role in _HEADINGS else None for each in body],
    )
    return tuple(
        titles_joined(
            (
                replace(content, role=roles[index])
                if index in roles and isinstance(content, Paragraph)
                else _headed(content, found[index])
                if index in found and _is_plain(content)
                else content
                for index, content in enumerate(body)
            ),
            remarks,
        )
    )


def _is_plain(content: Content | None) -> TypeGuard[Paragraph]:
    return isinstance(content, Paragraph) and content.role is Role.PARAGRAPH


def _with_captions(contents: Iterable[Content], tally: Tally) -> list[Content]:
    body: list[Content] = []
    is_dated = False
    for content in contents:
        is_dated = is_dated or (_is_plain(content) and form_of(content.text, Kind.DATE, Kind.LOOSE_DATE) is not None)
        counted = _counted(body, content)
        before = body.pop() if body else None
        is_titled = is_dated and bool(body) and is_label(body[-1])
        body += [counted] if before is None else _captioned(before, counted, tally, is_titled=is_titled)
    return body


def _counted(body: list[Content], content: Content) -> Content:
    """A table with the line above it that says what it is counted in, taken off the contents before it."""
    above = body[-1] if body else None
    if isinstance(content, ArticleTable) and _is_plain(above) and is_units(above.text):
        body.pop()
        return replace(content, units=(replace(above, role=Role.TABLE_UNITS),))
    return content


def _captioned(before: Content, content: Content, tally: Tally, *, is_titled: bool) -> Iterator[Content]:
    """Two neighbours, or the one that they make: a table with the line above it, or it or a picture with one below.

    Args:
        before: The first.
        content: The second.
        tally: Learns what was used up.
        is_titled: Whether the first stands under the label of an attachment, with a date above that, and is rather its
            title than a caption.
    """
    if isinstance(before, ArticleTable) and _is_plain(content):
        last = before.notes[-1].text if before.notes else None
        if is_table_note(content.text, last):
            yield replace(before, notes=(*before.notes, replace(content, role=Role.TABLE_NOTE)))
            return
    if isinstance(content, ArticleTable) and not content.caption and _is_plain(before):
        start = table_caption(before.text)
        if start is None and not is_titled and is_centred_caption(before):
            start = 0
        if start is not None:
            tally.used(before.text[:start], before.span)
            yield replace(content, caption=without(before.inlines, start))
            return
    if isinstance(before, ArticlePicture | PictureRow) and _is_plain(content):
        start = caption_start(content.text)
        if start is None and is_centred_caption(content):
            start = 0
        if start is not None and not before.caption:
            tally.used(content.text[:start], content.span)
            yield replace(before, caption=without(content.inlines, start))
            return
        if before.caption and form_of(content.text, Kind.PHOTOGRAPHER):
            yield replace(before, caption=on_one_line([before.caption, content.inlines]))
            return
    yield from (before, content)


def _end_of_bylines(texts: Sequence[str]) -> int:
    """How many lines under the title say who wrote the article, or who spoke and when."""
    count = 0
    while count < min(len(texts), _MOST_BYLINES) and _is_byline(texts, count):
        count += 1
    return count if count < len(texts) else 0


def _is_byline(texts: Sequence[str], index: int) -> bool:
    if form_of(texts[index], Kind.CREDIT, Kind.BYLINE, Kind.DOCUMENT_MARK):
        return True
    after = texts[index + 1] if index + 1 < len(texts) else ""
    return form_of(after, Kind.BYLINE) is not None and form_of(texts[index], Kind.OFFICIAL) is not None


def _salutation(texts: Sequence[str], first: int) -> dict[int, Role]:
    """The line above an article's text that says to whom it speaks; further below it is a paragraph.

    Lines that are no sentences may stand above it, as what a title says on its second line.
    """
    for index in range(first, min(first + _MOST_ABOVE_SALUTATION + 1, len(texts) - 1)):
        if form_of(texts[index], Kind.SALUTATION, Kind.RECIPIENTS):
            return {index: Role.SALUTATION}
        if not texts[index] or leads_on(texts[index]):
            break
    return {}


def _headed(paragraph: Paragraph, head: NumberedHead) -> Paragraph:
    """A heading, or a paragraph with the heading that runs into it.

    Bold is how a heading looks in Word where it has no style; here headings have a look of their own.
    """
    begin = paragraph.inlines if head.end is None else cut(paragraph.inlines, 0, head.end)
    if paragraph.look is not None:
        begin = tuple(replace(each, bold=False) for each in begin)
    if head.end is None:
        return replace(paragraph, role=head.role, inlines=begin)
    lead = tuple(each if each.note else replace(each, lead=head.role) for each in begin)
    return replace(paragraph, inlines=(*lead, *cut(paragraph.inlines, head.end, len(paragraph.text))))
