"""Takes a Markdown file, gives its contents: the first heading or paragraph is the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice, takewhile

from markdown_it.token import Token
from msgspec import Struct

from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.frame import Role
from huibian.source import Source
from huibian.text.inlines import Inlines, cleaned, joined
from huibian.text.markdown.notes import MarkdownNotes
from huibian.text.markdown.parser import DEEPEST, LinkDefinition, parse
from huibian.text.markdown.places import Places, of_heading, of_lines
from huibian.text.markdown.spans import Passage, Shown, read_passage, shortened
from huibian.text.markdown.tables import read_table
from huibian.text.model import ArticlePicture, Content, Inline, ListParagraph, Paragraph, plain, row_of_pictures
from huibian.text.numbers import bullet, ordinal
from huibian.text.pictures import Pictures
from huibian.text.plain import LEVELS
from huibian.text.remarks import Remarks

_MARKER = re.compile(r"[ \t>]*(\d{1,9}[.)]|[-+*])")
_MOST_BRACKETS = 20_000  # that open something: the parser takes up to 80 µs for one that does not
_RULE = re.compile(r"([*_-])(?:[ \t]*\1)*[ \t]*$")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_FENCE = re.compile(r"(?:`+|~+)[ \t]*$")
_COMMENTS = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)


def read_markdown(file: Source, pictures: Pictures, remarks: Remarks) -> list[Content]:
    """The contents of a Markdown file.

    Args:
        file: The file.
        pictures: Where its pictures are.
        remarks: Gets what cannot be set, what is left out, and what is set otherwise than it is marked.

    Raises:
        HuibianError: It has so many brackets that parsing it takes too long (HB228).
    """
    _check_brackets(file)
    tokens, env = parse(file.text)
    reader = _MarkdownReader(file, pictures, remarks, env.get("rows", {}))
    deep = next((token for token in tokens if token.level >= DEEPEST - 1 and token.map), None)
    if deep is not None:
        remarks.error("HB215", "列表、引文一层套一层，太深了", reader.line(_first_line(deep)), "少套几层。")
    reader.read(reader.notes.take(tokens))
    reader.notes.note_unused()
    reader.note_link_definitions(env.get("definitions", ()))
    return reader.contents


def _check_brackets(file: Source) -> None:
    count = file.text.count("[")
    if count > _MOST_BRACKETS:
        message = f"{file.path.name} 有 {count} 个左方括号，太多了"
        hint = f"Markdown 文件最多 {_MOST_BRACKETS} 个：分成几篇；只是文字的，文件名改成以 .txt 结尾。"
        raise HuibianError([Diagnostic(Severity.ERROR, "HB228", message, Span(file.path), hint)])


class _OpenList(Struct):
    """A list that is being read: the number of its next item, and the first; `None` for one without numbers."""

    number: int | None
    first: int | None


@dataclass(slots=True)
class _MarkdownReader:
    file: Source
    pictures: Pictures
    remarks: Remarks
    rows: dict[int, int]
    contents: list[Content] = field(default_factory=list)
    notes: MarkdownNotes = field(init=False)
    quotations: int = 0
    lists: list[_OpenList] = field(default_factory=list)
    mark: Inline | None = None  # what a list item begins with whose text is still to come
    marked: tuple[int, int] = (-1, 0)  # the line of the last such mark, and where it ends there
    title_level: int | None = None  # of the heading that is the title; 0 where a paragraph is
    shown: set[str] = field(default_factory=set)  # the addresses of its pictures

    def __post_init__(self) -> None:
        self.notes = MarkdownNotes(self.line, lambda token: self.passage(token, self.lines(token)), self.remarks)

    def line(self, number: int) -> Span:
        """Where a line begins, counted from 0."""
        return Span(self.file.path, number + 1, 1)

    def lines(self, token: Token) -> Places:
        """The places of the text of a paragraph."""
        first, after = _lines_of(token)
        return of_lines(token.content, self.line(first), self.file.lines[first:after])

    def passage(self, token: Token, places: Places) -> Passage:
        """What an inline token says."""
        return read_passage(token.children or (), token.content, places, self.notes.find, self.remarks)

    def read(self, tokens: Sequence[Token]) -> None:
        """Take in the tokens of blocks."""
        rest = iter(tokens)
        for token in rest:
            match token.type:
                case "heading_open":
                    self._heading(token, next(rest))
                case "paragraph_open":
                    self._paragraph(next(rest))
                case "table_open":
                    inside = list(takewhile(lambda each: each.type != "table_close", rest))
                    self.contents.append(
                        read_table(inside, self.file, self.rows, self.passage, self._shown, self.remarks)
                    )
                case "bullet_list_open" | "ordered_list_open":
                    first = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
                    self.lists.append(_OpenList(first, first))
                case "bullet_list_close" | "ordered_list_close":
                    self.lists.pop()
                case "list_item_open":
                    self._item(token)
                case _:
                    self._other(token)

    def _other(self, token: Token) -> None:
        match token.type:
            case "blockquote_open" | "blockquote_close":
                self.quotations += token.nesting
            case "list_item_close":
                self._note_mark()
            case "fence":
                self._fence(token)
            case "html_block":
                self._html(token)
            case "hr":
                first = _first_line(token)
                self.remarks.left_out("略去了分隔线", self.line(first), self._end(_RULE, first))
            case "front_matter":
                self._settings(token)
            case "heading_close" | "paragraph_close":
                pass
            case _:
                msg = f"block token {token.type}"
                raise AssertionError(msg)

    def _heading(self, opening: Token, inline: Token) -> None:
        first = _first_line(inline)
        written_under = opening.markup in ("=", "-")
        places = self.lines(inline) if written_under else of_heading(self.line(first), self.file.lines[first])
        self._account_for_marks(opening, inline, places)
        passage = self.passage(inline, places)
        for picture in passage.pictures:
            self.remarks.error("HB220", "图片夹在小标题里", picture.span, "图片单独写一段，前后各空一行。")
        inlines = joined(passage.paragraphs)
        if inlines:
            self.contents.append(Paragraph(self._level(int(opening.tag[1:]), inlines), inlines, inlines[0].span))
        elif not passage.pictures:
            self.remarks.warning("HB211", "略去了没有文字的小标题", places.place(0))

    def _account_for_marks(self, opening: Token, inline: Token, places: Places) -> None:
        if opening.markup in ("=", "-"):
            line = _lines_of(inline)[1]
            self.remarks.tally.used(self._end(_UNDERLINE, line), self.line(line))
        else:
            line = _first_line(inline)
            behind = (places.place(0).column or 1) - 1 + len(inline.content)
            self.remarks.tally.used(opening.markup + self.file.lines[line][behind:], self.line(line))

    def _end(self, pattern: re.Pattern[str], line: int) -> str:
        """What ends a line and is its mark: before it stands what makes it a list or a quotation."""
        match = pattern.search(self.file.lines[line])
        return match[0] if match else ""

    def _settings(self, token: Token) -> None:
        text = "\n".join(islice(self.file.lines, *_lines_of(token)))
        message = f"略去了文件开头两行 --- 之间的设置“{shortened(token.content)}”"
        self.remarks.left_out(message, self.line(0), text)

    def note_link_definitions(self, definitions: Sequence[LinkDefinition]) -> None:
        """Tell of the definitions of links; one of a picture's address has been used."""
        for each in definitions:
            span = self.line(each.line)
            if each.address in self.shown:
                self.remarks.tally.used(each.text, span)
            else:
                hint = "不是链接的话，在 [ 前面加一个反斜杠。"
                self.remarks.left_out(f"略去了链接的定义 {shortened(each.text)}", span, each.text, hint)

    def _level(self, level: int, inlines: Inlines) -> Role:
        if self.title_level is None:
            self.title_level = level
        depth = level - self.title_level
        if depth > len(LEVELS):
            self.remarks.warning("HB213", "小标题只有四级，再低的按第四级排", inlines[0].span)
        return LEVELS[min(max(depth, 1), len(LEVELS)) - 1]

    def _paragraph(self, token: Token) -> None:
        passage = self.passage(token, self.lines(token))
        if not passage.paragraphs:
            for _, line in groupby(passage.pictures, key=lambda picture: picture.line):
                pictures = list(self._shown(list(line)))
                if pictures:
                    self.contents.append(row_of_pictures(pictures, (), pictures[0].span))
            return
        for picture in passage.pictures:
            self.remarks.error("HB220", "图片夹在文字里", picture.span, "图片单独写一段，前后各空一行。")
        role = Role.LIST_ITEM if self.lists else Role.QUOTATION if self.quotations else Role.PARAGRAPH
        for inlines in passage.paragraphs:
            mark = tuple(self._taken_mark())
            marked = (*mark, *inlines)
            if self.lists:
                level, label = len(self.lists), plain(mark)
                self.contents.append(ListParagraph(role, marked, marked[0].span, level=level, label=label))
            else:
                self.contents.append(Paragraph(role, marked, marked[0].span))
        if role is Role.PARAGRAPH and self.title_level is None:
            self.title_level = 0

    def _shown(self, pictures: Sequence[Shown]) -> Iterator[ArticlePicture]:
        for shown in pictures:
            self.shown.add(shown.name)
            image = self.pictures.read(shown.name, shown.span)
            if image is not None:
                yield ArticlePicture(image, shown.caption, shown.span)

    def _item(self, token: Token) -> None:
        self._note_mark()  # of the item round this one, if it has no text of its own
        current, depth, line = self.lists[-1], len(self.lists), _first_line(token)
        span = self._place_of_mark(line)
        self.remarks.tally.used(token.info + token.markup, span)
        if current.number is None:
            self.mark = Inline(bullet(depth), False, span)
            return
        written = int(token.info)
        if written not in (current.number, current.first):
            hint = "列表里的序号要连着；不是一个列表的，中间隔一段文字。"
            self.remarks.warning("HB225", f"列表的序号写的是 {written}，按 {current.number} 排", span, hint)
        self.mark = Inline(ordinal(current.number, depth), False, span)
        current.number += 1

    def _place_of_mark(self, line: int) -> Span:
        """Where the next mark on a line stands: items inside one another may begin on the same."""
        before = self.marked[1] if self.marked[0] == line else 0
        match = _MARKER.match(self.file.lines[line], before)
        self.marked = (line, match.end() if match else before)
        return self.line(line).shifted(match.start(1) if match else 0)

    def _taken_mark(self) -> Iterator[Inline]:
        """What the item begins with, if it has not been set yet."""
        if self.mark is not None:
            self.remarks.tally.made(self.mark.text, self.mark.span)
            yield self.mark
            self.mark = None

    def _note_mark(self) -> None:
        if self.mark is not None:
            self.remarks.warning("HB214", "略去了列表里没有文字的一项的序号", self.mark.span)
            self.mark = None

    def _fence(self, token: Token) -> None:
        first, after = _lines_of(token)
        opening = f"```{shortened(token.info)}"
        self.remarks.warning("HB213", f"代码块（{opening}）照普通文字排，一行一段", self.line(first))
        self.remarks.tally.used(token.markup + token.info, self.line(first))
        lines = token.content.removesuffix("\n").split("\n") if token.content else []
        if first + 1 + len(lines) < after:
            self.remarks.tally.used(self._end(_FENCE, after - 1), self.line(after - 1))
        for number, text in enumerate(lines, first + 1):
            places = of_lines(text, self.line(number), self.file.lines[number : number + 1])
            for inlines in cleaned([Inline(text, False, places.place(0))], self.remarks):
                self.contents.append(Paragraph(Role.PARAGRAPH, inlines, inlines[0].span))

    def _html(self, token: Token) -> None:
        span = self.line(_first_line(token))
        if _COMMENTS.fullmatch(token.content):
            message = f"略去了注释 {shortened(token.content)}"
            self.remarks.left_out(message, span, token.content)
        else:
            self.remarks.error("HB215", "HTML 不能排", span, "换成 Markdown 的写法，或只留文字。")


def _first_line(token: Token) -> int:
    """The line on which a block begins, counted from 0."""
    return _lines_of(token)[0]


def _lines_of(token: Token) -> tuple[int, int]:
    """The line on which a block begins, and the one after its last, counted from 0."""
    assert token.map is not None
    first, after = token.map
    return first, after
