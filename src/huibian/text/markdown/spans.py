"""Takes the inline tokens of one paragraph, gives its text as inlines and the pictures in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markdown_it.token import Token
from msgspec import Struct, field

from huibian.diagnostics import Span
from huibian.text.inlines import Inlines, cleaned, joined
from huibian.text.markdown.places import Places
from huibian.text.model import Inline, Note, plain
from huibian.text.patterns import begins_item, ends_sentence, is_date, is_signature, stands_alone
from huibian.text.remarks import Remarks

_BREAKS = ("<br>", "<br/>", "<br />")
_SHOWN = 20  # characters of what is left out


class Shown(Struct, frozen=True):
    """A picture that a paragraph shows.

    Attributes:
        name: The name of its file.
        caption: What stands under it; empty for nothing.
        span: Where it is named.
        is_first: Whether no text stands before it in the paragraph.
        line: On which line of the paragraph it stands, from 0.
    """

    name: str
    caption: Inlines
    span: Span
    is_first: bool
    line: int


class Passage(Struct):
    """What a paragraph says: each line of it, divided where a line is ended on purpose, and its pictures.

    Attributes:
        paragraphs: The text, cleaned.
        pictures: The pictures, in order.
    """

    paragraphs: list[Inlines]
    pictures: list[Shown]


def read_passage(
    tokens: Sequence[Token], text: str, places: Places, note: Callable[[str, Span], Note | None], remarks: Remarks
) -> Passage:
    """Read the text of one paragraph.

    Args:
        tokens: Its inline tokens.
        text: What they were parsed from.
        places: Where that stands.
        note: The footnote of a label that is referred to from a place; `None` where there is none.
        remarks: Gets what is left out or set plain.
    """
    reader = _InlineReader(text, places, note, remarks)
    reader.read(tokens, 0)
    paragraphs = [joined(lines) for lines in reader.divided()]
    return Passage([line for each in paragraphs for line in cleaned(each, remarks)], reader.pictures)


class _OpenLink(NamedTuple):
    """A link whose end has not come yet: its opening token, its place, and which inline its text begins with."""

    opening: Token
    span: Span
    line: int
    inline: int


class _InlineReader(Struct):
    text: str
    places: Places
    note: Callable[[str, Span], Note | None]
    remarks: Remarks
    bold: int = 0
    links: list[_OpenLink] = field(default_factory=list)
    lines: list[list[Inline]] = field(default_factory=lambda: [[]])
    breaks: set[int] = field(default_factory=set)  # which of `lines` begin a paragraph
    pictures: list[Shown] = field(default_factory=list)

    def read(self, tokens: Sequence[Token], base: int) -> None:
        """Take in tokens of a text that begins at `base` in the whole."""
        for token in tokens:
            at = base + (token.map[0] if token.map else 0)
            match token.type:
                case "text" | "text_special":
                    self._text(token, at)
                case "code_inline":
                    self._code(token, at)
                case "image":
                    self._image(token, at, base + token.meta["end"])
                case "footnote_ref":
                    self._reference(token, self.places.place(at))
                case "html_inline":
                    self._html(token, self.places.place(at))
                case "link_close" if token.markup != "autolink":
                    self._link(self.text[at : base + token.meta["end"]], self.places.place(at))
                case "hardbreak":
                    self._break(self.text[at : at + 1], self.places.place(at))
                case _:
                    self._mark(token, self.places.place(at))

    def divided(self) -> list[list[Inlines]]:
        """The lines of each paragraph."""
        paragraphs: list[list[Inlines]] = []
        texts = [plain(tuple(line)) for line in self.lines]
        closing = _closing_lines(texts)
        for number, line in enumerate(self.lines):
            if number == 0 or number in self.breaks or number >= closing or _begins(texts[number - 1], texts[number]):
                paragraphs.append([])
            paragraphs[-1].append(tuple(line))
        return paragraphs

    def _mark(self, token: Token, span: Span) -> None:
        match token.type:
            case "softbreak":
                self.lines.append([])
            case "strong_open" | "strong_close":
                self.bold += token.nesting
                self._used(token.markup, span)
            case "em_open":
                self.remarks.warning("HB213", "斜体（*…*）照普通文字排", span, "要突出的字用粗体 **…**。")
                self._used(token.markup, span)
            case "em_close":
                self._used(token.markup, span)
            case "link_open" if token.markup == "autolink":
                self._used("<", span)
            case "link_close":
                self._used(">", span)
            case "link_open":
                self._used("[", span)
                self.links.append(_OpenLink(token, span, len(self.lines) - 1, len(self.lines[-1])))
            case _:
                msg = f"inline token {token.type}"
                raise AssertionError(msg)

    def _text(self, token: Token, at: int) -> None:
        if token.info == "entity":
            self._replaced(token.markup, token.content, self.places.place(at))
            return
        if token.info == "escape" and token.content != token.markup:
            self._used("\\", self.places.place(at))
            at += 1
        self._runs(token.content, at)

    def _runs(self, text: str, at: int) -> None:
        for first, last, span in self.places.runs(at, at + len(text)):
            self._add(text[first - at : last - at], span)

    def _add(self, text: str, span: Span) -> None:
        if text:
            self.lines[-1].append(Inline(text, self.bold > 0, span))

    def _code(self, token: Token, at: int) -> None:
        self.remarks.warning("HB213", "代码（`…`）照普通文字排", self.places.place(at))
        self._used(token.markup * 2, self.places.place(at))
        at += len(token.markup)
        if self.text[at : at + len(token.content)].replace("\n", " ") != token.content:
            at += 1  # the space inside the marks
        self._runs(token.content, at)

    def _image(self, token: Token, at: int, end: int) -> None:
        span = self.places.place(at)
        alternative = at + len("![")
        reader = _InlineReader(self.text, self.places, self.note, self.remarks)
        reader.read(token.children or (), alternative)
        caption = joined([line for lines in reader.divided() for line in lines])
        address = alternative + len(token.content)
        self._used(self.text[at:alternative] + self.text[address:end], span)
        title = str(token.attrs.get("title", ""))
        if title and not plain(caption).strip():
            where = self.text.find(title, address, end)
            caption = (*caption, Inline(title, False, span if where < 0 else self.places.place(where)))
            self.remarks.tally.made(title, span)
        elif title not in plain(caption):
            hint = "两个都要的话，都写进方括号里。"
            self.remarks.warning("HB214", f"图片下面只排方括号里的说明，略去了引号里的“{title[:_SHOWN]}”", span, hint)
        for inner in reader.pictures:
            self.remarks.error("HB220", "图片的说明里又有图片", inner.span, "图片单独写一段。")
        lines = cleaned(caption, self.remarks)
        is_first = not any(plain(tuple(line)).strip() for line in self.lines)
        self.pictures.append(Shown(str(token.attrs.get("src", "")), joined(lines), span, is_first, len(self.lines) - 1))

    def _reference(self, token: Token, span: Span) -> None:
        self._used(f"[^{token.meta['label']}]", span)
        note = self.note(token.meta["label"], span)
        if note is not None:
            self.lines[-1].append(Inline("", False, span, note=note))

    def _html(self, token: Token, span: Span) -> None:
        if token.content.lower() in _BREAKS:
            self._break(token.content, span)
        else:
            self.remarks.left_out(f"略去了 HTML 标记 {shortened(token.content)}", span, token.content)

    def _break(self, mark: str, span: Span) -> None:
        self._used(mark, span)
        hint = "不要另起一段的话，删掉行末的空格、反斜杠或 <br>。"
        self.remarks.warning("HB209", "段落中间的强制换行按另起一段排", span, hint)
        self.lines.append([])
        self.breaks.add(len(self.lines) - 1)

    def _link(self, end: str, at: Span) -> None:
        """Take in what a link ends with, from its `]` on."""
        link = self.links.pop()
        first, *others = self.lines[link.line :]
        shown = "".join(plain(tuple(line)) for line in (first[link.inline :], *others))
        address, title = str(link.opening.attrs.get("href", "")), link.opening.attrs.get("title")
        if address.removeprefix("mailto:") == shown and not title:
            self._used(end, at)
        else:
            self.remarks.warning("HB214", "链接只排文字，略去了网址", link.span, "要印网址的话，把它写在正文里。")
            self.remarks.tally.left_out(end, at)

    def _used(self, mark: str, span: Span) -> None:
        self.remarks.tally.used(mark, span)

    def _replaced(self, mark: str, text: str, span: Span) -> None:
        """Set something else than is written."""
        self.remarks.tally.used(mark, span)
        self.remarks.tally.made(text, span)
        self._add(text, span)


def shortened(text: str) -> str:
    """The beginning of what is left out."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _begins(before: str, text: str) -> bool:
    """Whether a line begins a paragraph, be it that CommonMark would run it on from the line before."""
    if text.startswith("\u3000"):  # typed to look like a paragraph, and meant as one
        return True
    before, text = before.strip(), text.strip()
    return stands_alone(text) or stands_alone(before) or (begins_item(text) and ends_sentence(before))


def _closing_lines(texts: Sequence[str]) -> int:
    """The first of the lines that a signature and a date take, each typed on a line of its own; else beyond them.

    Lines that stand alone may follow: （此件公开发布）.
    """
    first = len(texts) - 1
    while first > 0 and stands_alone(texts[first].strip()):
        first -= 1
    if not is_date(texts[first].strip()):
        return len(texts)
    while first > 0 and is_signature(texts[first - 1].strip()):
        first -= 1
    return first
