"""Takes the paragraphs of a Word file with their looks, gives contents: a title, headings, captions, text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from huibian.diagnostics import Span
from huibian.frame import Align, Role
from huibian.text.heads import count_labels
from huibian.text.inlines import Inlines, joined
from huibian.text.model import (
    ArticlePicture,
    ArticleTable,
    Content,
    ListParagraph,
    Paragraph,
    PictureRow,
    SourceLook,
    plain,
)
from huibian.text.numbers import bullet
from huibian.text.patterns import is_numbered, is_subtitle, is_title, numbered, stands_alone
from huibian.text.plain import LEVELS
from huibian.text.remarks import Remarks
from huibian.text.word.looks import WordLook
from huibian.text.word.numbering import Label
from huibian.text.word.styles import StyleKind

_MOST_TITLE_LINES = 8  # paragraphs of a title; what follows is a heading
_LINE_ENDS = "、，：:"  # where a title that goes on in the next line may be broken


class StyledText(Struct, frozen=True):
    """A paragraph of the text.

    Attributes:
        kind: What it is by its style.
        level: For a heading its level, else 0.
        lines: Its text, in as many lines as it is broken into, its number in the first.
        label: The number that Word writes before it; `None` for none.
        look: How it looks.
        is_in_box: Whether it stands in a text box, which is no place for a title.
        span: Where it begins.
    """

    kind: StyleKind
    level: int
    lines: Sequence[Inlines]
    label: Label | None
    look: WordLook
    is_in_box: bool
    span: Span

    @property
    def text(self) -> str:
        """Its characters."""
        return plain(joined(self.lines))


WordContent: TypeAlias = StyledText | ArticlePicture | PictureRow | ArticleTable


def arrange(contents: Sequence[WordContent], default_size: int, remarks: Remarks) -> list[Content]:
    """The contents of a file: the paragraphs of its title are one, captions stand with their pictures.

    Args:
        contents: What the file has, in order.
        default_size: The type size of text that says nothing of its own, in half points.
        remarks: Gets what is set otherwise than it looks in Word.
    """
    size = _text_size(contents) or default_size
    title = _title(contents, size)
    arranger = _Arranger(size, _heading_base(contents, title), remarks)
    arranged: list[Content] = []
    for content in _title_first(contents, title):
        before = arranged[-1] if arranged else None
        if not isinstance(content, StyledText):
            arranged.append(content)
        elif content is title[0]:
            arranged.append(arranger.title(title))
        elif (
            content.kind is StyleKind.CAPTION and isinstance(before, ArticlePicture | PictureRow) and not before.caption
        ):
            arranged[-1] = replace(before, caption=unmarked(joined(content.lines)))
        else:
            arranged += arranger.paragraphs(content)
    return arranged


class _Arranger(Struct, frozen=True):
    """Makes the paragraphs of an article.

    Attributes:
        size: The type size of its text.
        base: The level of a heading style above the highest that is used.
        remarks: Gets what is set otherwise than it looks in Word.
    """

    size: int
    base: int
    remarks: Remarks

    def title(self, parts: Sequence[StyledText]) -> Paragraph:
        """The title."""
        first = parts[0]
        is_display = _is_display(first, self.size) and _reads_like_title(first.text)
        is_marked = is_display or first.kind in (StyleKind.TITLE, StyleKind.HEADING)
        whole = unmarked(joined([line for part in parts for line in part.lines]))
        return Paragraph(Role.ARTICLE_TITLE if is_marked else Role.PARAGRAPH, whole, whole[0].span, self._look(first))

    def paragraphs(self, content: StyledText) -> Iterator[Paragraph]:
        """What a paragraph is set as: each of its lines is one."""
        if content.kind in (StyleKind.HEADING, StyleKind.TITLE):
            whole = unmarked(joined(content.lines))
            yield Paragraph(self._level(content), whole, whole[0].span)
            return
        label = content.label
        if label is not None and (label.is_bullet or not is_numbered(plain(content.lines[0]))):
            yield from _items(content.lines, label)
            return
        role = Role.QUOTATION if content.kind is StyleKind.QUOTATION else Role.PARAGRAPH
        look = self._look(content)
        for inlines in content.lines:
            is_head = role is Role.PARAGRAPH and numbered(plain(inlines)) is not None
            is_plain = is_head or content.kind is StyleKind.CAPTION
            yield Paragraph(role, unmarked(inlines) if is_plain else inlines, inlines[0].span, look)

    def _level(self, content: StyledText) -> Role:
        depth = content.level - self.base
        if depth > len(LEVELS):
            self.remarks.warning("HB213", "小标题只有四级，再低的按第四级排", content.span)
        return LEVELS[min(max(depth, 1), len(LEVELS)) - 1]

    def _look(self, content: StyledText) -> SourceLook:
        return SourceLook(content.look.align, content.look.size > self.size)


def _text_size(contents: Sequence[WordContent]) -> int:
    """The type size of most of the text; 0 for a file without any that begins at the start edge."""
    sizes: Counter[int] = Counter()
    for each in contents:
        if isinstance(each, StyledText) and each.kind is StyleKind.TEXT and each.look.align is Align.JUSTIFY:
            sizes[each.look.size] += len(each.text)
    return max(sizes, key=lambda size: sizes[size], default=0)


def _is_display(content: StyledText, size: int) -> bool:
    """Whether a paragraph is centred and larger than the text."""
    return content.look.align is Align.CENTER and content.look.size > size


def _title(contents: Sequence[WordContent], size: int) -> Sequence[StyledText]:
    """The paragraphs of the title: the first text that is no label above it and in no box, and what goes on with it."""
    texts = [each for each in contents if isinstance(each, StyledText)]
    outside = [each for each in texts if not each.is_in_box] or texts
    if not outside:
        return ()
    count = count_labels(each.text for each in outside)
    first = outside[count] if count < len(outside) else outside[0]
    title = [first]
    for each in contents[_place(contents, first) + 1 :]:
        if isinstance(each, StyledText) and each.is_in_box:
            continue
        if not (isinstance(each, StyledText) and len(title) < _MOST_TITLE_LINES and _goes_on(first, each, size)):
            break
        title.append(each)
    return title


def _title_first(contents: Sequence[WordContent], title: Sequence[StyledText]) -> Iterator[WordContent]:
    """The contents with the title as its first paragraph, what stands in boxes behind it."""
    start = _place(contents, title[0]) if title else 0
    early = [each for each in contents[:start] if isinstance(each, StyledText) and each.is_in_box]
    parts = {id(each) for each in (*early, *title[1:])}
    for each in contents:
        if id(each) not in parts:
            yield each
        if title and each is title[0]:
            yield from early


def _place(contents: Sequence[WordContent], content: WordContent) -> int:
    return next(index for index, each in enumerate(contents) if each is content)


def _goes_on(first: StyledText, each: StyledText, size: int) -> bool:
    """Whether a paragraph is a further line of the title: it looks like the first one, and reads like a title."""
    is_like = (each.kind, each.level, each.label) == (first.kind, first.level, None)
    is_display = _is_display(first, size) and _is_display(each, size) and first.look.size == each.look.size
    return is_like and (is_display or each.kind is StyleKind.TITLE) and _reads_like_title(each.text)


def _reads_like_title(text: str) -> bool:
    return is_title(text.rstrip(_LINE_ENDS)) and not (stands_alone(text) or is_subtitle(text))


def _heading_base(contents: Sequence[WordContent], title: Sequence[StyledText]) -> int:
    """The level above that of the highest headings, so that 标题 2 is the first level where there is no 标题 1.

    Official numbers say a level by themselves: a heading 标题 2 that begins with （一） is one of the second level.
    """
    headings = [each for each in contents if isinstance(each, StyledText) and each.kind is StyleKind.HEADING]
    below = [each for each in headings if not any(each is part for part in title)]
    for each in below:
        role = numbered(each.text)
        if role is not None:
            return each.level - 1 - LEVELS.index(role)
    return max(max((each.level for each in title), default=0), min((each.level for each in below), default=1) - 1)


def _items(lines: Sequence[Inlines], label: Label) -> Iterator[ListParagraph]:
    """The paragraphs of an item, of which the first begins with its number or sign."""
    for inlines in lines:
        text = written(label) if inlines is lines[0] else ""
        yield ListParagraph(Role.LIST_ITEM, inlines, inlines[0].span, level=label.depth, label=text)


def written(label: Label) -> str:
    """What stands before a paragraph of a list."""
    return bullet(label.depth) if label.is_bullet else label.text


def unmarked(inlines: Inlines) -> Inlines:
    """A heading without bold: it has a look of its own."""
    return tuple(replace(inline, bold=False) for inline in inlines)
