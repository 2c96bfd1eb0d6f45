"""Finds what an article begins with: labels such as 附件1 above its title, the title, a sub-title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from msgspec import Struct
from msgspec.structs import replace

from huibian.frame import Role
from huibian.regex import compiled
from huibian.text.forms import Kind, form_of
from huibian.text.model import Content, Paragraph
from huibian.text.patterns import is_numbered, is_subtitle, is_title
from huibian.text.plain import LEVELS
from huibian.text.remarks import Remarks

_MASTHEAD = r"\S.{1,28}文件"  # 发文机关标志: GB/T 9704-2012, 7.2.4
_TITLES = (Role.PARAGRAPH, Role.ARTICLE_TITLE, *LEVELS)


class ArticleHead(Struct, frozen=True):
    """What an article begins with.

    Attributes:
        labels: What stands above its title.
        title: Its title, as the file has it.
        subtitle: What stands under its title; `None` for nothing.
        before: What else stands before it: pictures and tables.
        others: What follows.
    """

    labels: tuple[Paragraph, ...]
    title: Paragraph
    subtitle: Paragraph | None
    before: tuple[Content, ...]
    others: tuple[Content, ...]


def find_head(contents: Sequence[Content], remarks: Remarks) -> ArticleHead | None:
    """What the contents of a file begin with; `None` for a file without text.

    Args:
        contents: All of them.
        remarks: Is told of labels, which seldom belong into a bulletin.
    """
    texts = [each for each in contents if isinstance(each, Paragraph) and each.role in _TITLES]
    if not texts:
        return None
    count = _labels(texts)
    labels, title = texts[:count], texts[count]
    for label in labels:
        remarks.warning("HB245", f"“{label.text}”排在标题上面", label.span, "不要它的话，从文件里删掉。")
    place = next(index for index, each in enumerate(contents) if each is title)
    others = contents[place + 1 :]
    subtitle = find_subtitle(others) if is_plainly_title(title) else None
    return ArticleHead(
        tuple(replace(label, role=Role.ARTICLE_LABEL) for label in labels),
        title,
        None if subtitle is None else replace(subtitle, role=Role.SUBTITLE),
        tuple(each for each in contents[:place] if each not in labels),
        tuple(others if subtitle is None else others[1:]),
    )


def is_plainly_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph is marked as a title, or reads like one."""
    is_marked = paragraph.role is not Role.PARAGRAPH and not is_numbered(paragraph.text)
    return is_marked or is_title(paragraph.text)


def count_labels(texts: Iterable[str]) -> int:
    """How many of the first lines are none of the text, and stand above its title if it has one.

    These are the label of an attachment, and what documents bear: 云溪县人民政府文件, 云政〔2026〕5号, 特急.
    """
    count = 0
    lines = pairwise(chain(texts, [""]))
    for line, after in lines:
        is_masthead = compiled(_MASTHEAD).fullmatch(line) and form_of(after, Kind.DOCUMENT_MARK)
        if not (is_masthead or form_of(line, Kind.LABEL, Kind.DOCUMENT_MARK)):
            break
        count += 1
    return count


def _labels(texts: Sequence[Paragraph]) -> int:
    """How many of the first paragraphs are labels above a title."""
    count = count_labels(text.text for text in texts)
    return count if count < len(texts) and is_plainly_title(texts[count]) else 0


def find_subtitle(others: Sequence[Content]) -> Paragraph | None:
    """The sub-title, if the first of what follows a title is one; several such lines are a list."""
    first, second = (*others[:2], None, None)[:2]
    if not _is_subtitle(first) or _is_subtitle(second):
        return None
    return first if isinstance(first, Paragraph) else None


def _is_subtitle(content: Content | None) -> bool:
    return isinstance(content, Paragraph) and content.role is Role.PARAGRAPH and is_subtitle(content.text)
