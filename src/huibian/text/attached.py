"""Finds the attachments that follow a document in its own file: each with its label, 附件1, and mostly a title.

They stand behind the document's date (GB/T 9704-2012, 7.3.7). A label that nothing closes a document above is a line
of the text, be it one about attachments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from msgspec.structs import replace

from huibian.frame import Align, Role
from huibian.regex import compiled
from huibian.text.closings import is_next_attachment
from huibian.text.forms import Kind, form_of
from huibian.text.heads import find_subtitle, is_plainly_title
from huibian.text.inlines import joined
from huibian.text.model import Content, Paragraph
from huibian.text.patterns import is_subtitle, title_lines
from huibian.text.plain import LEVELS
from huibian.text.remarks import Remarks

_MOST_TITLE_LINES = 8
_LIST = r"附\s?件\s*[：:]"
_TITLES = (Role.PARAGRAPH, *LEVELS)


def attachment_roles(contents: Sequence[Content], closings: Mapping[int, Role]) -> dict[int, Role]:
    """The roles of the labels, titles and sub-titles of attachments, and of lists of them, by their places.

    Args:
        contents: What follows the article's title.
        closings: The roles of the lines that close its documents, by their places.
    """
    dates = [place for place, role in closings.items() if role is Role.DATE]
    roles: dict[int, Role] = {}
    for place in range(min(dates, default=len(contents)) + 1, len(contents)):
        if names := _named(contents, place):
            roles |= dict.fromkeys(names, Role.ATTACHMENT)
        elif is_label(contents[place]):
            title = _title(contents, place + 1)
            after = place + 1 + len(title)
            roles[place] = Role.ARTICLE_LABEL
            roles |= dict.fromkeys(range(place + 1, after), Role.ATTACHMENT_TITLE)
            if title and find_subtitle(contents[after : after + 2]):
                roles[after] = Role.SUBTITLE
    return roles


def is_label(content: Content | None) -> bool:
    """Whether a line may be the label of an attachment."""
    return (
        isinstance(content, Paragraph)
        and content.role is Role.PARAGRAPH
        and form_of(content.text, Kind.LABEL) is not None
    )


def _named(contents: Sequence[Content], start: int) -> range:
    """A list that begins there with 附件： alone, and names attachments one to a line; it ends where one begins.

    It belongs above the signature, but is written below the date as often.
    """
    if not _is_plain(contents[start], compiled(_LIST).fullmatch):
        return range(0)
    end = start + 1
    while end < len(contents) and _is_plain(contents[end], is_next_attachment):
        end += 1
    is_list = end > start + 1 and (end == len(contents) or is_label(contents[end]))
    return range(start, end if is_list else start)


def _is_plain(content: Content, reads: Callable[[str], object]) -> bool:
    return isinstance(content, Paragraph) and content.role is Role.PARAGRAPH and bool(reads(content.text))


def titles_joined(contents: Iterable[Content], remarks: Remarks) -> Iterator[Content]:
    """The contents, the lines of each attachment's title as one; without bold, for titles have a look of their own.

    Args:
        contents: The contents, with their roles.
        remarks: Is told of lines that were joined by their words alone, as those of an article's title are.
    """
    lines: list[Paragraph] = []
    for content in contents:
        if isinstance(content, Paragraph) and content.role is Role.ATTACHMENT_TITLE:
            lines.append(content)
            continue
        yield from _joined(lines, remarks)
        lines = []
        yield content
    yield from _joined(lines, remarks)


def _joined(lines: Sequence[Paragraph], remarks: Remarks) -> Iterator[Paragraph]:
    if not lines:
        return
    if len(lines) > 1 and lines[0].look is None:
        hint = "不是一个标题的话，把标题写在一行里，下面空一行写正文。"
        remarks.warning("HB270", f"标题分成 {len(lines)} 行，已接起来", lines[0].span, hint)
    whole = joined([line.inlines for line in lines])
    yield replace(lines[0], inlines=tuple(replace(each, bold=False) for each in whole))


def _title(contents: Sequence[Content], start: int) -> Sequence[Paragraph]:
    """The lines of the title that begins there: by their look where it says so, else as a document's title reads."""
    lines: list[Paragraph] = []
    for each in contents[start : start + _MOST_TITLE_LINES]:
        if not (isinstance(each, Paragraph) and each.role in _TITLES):
            break
        lines.append(each)
    if not lines or not is_plainly_title(lines[0]):
        return ()
    if _is_display(lines[0]):
        return list(takewhile(lambda each: _is_display(each) and _goes_on(lines[0], each), lines))
    return lines[: title_lines(each.text for each in lines)]


def _is_display(line: Paragraph) -> bool:
    """Whether a paragraph is centred and larger than the text."""
    return line.look is not None and line.look.align is Align.CENTER and line.look.is_larger


def _goes_on(first: Paragraph, line: Paragraph) -> bool:
    return line is first or (line.role is first.role and is_plainly_title(line) and not is_subtitle(line.text))
