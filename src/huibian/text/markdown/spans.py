"""Takes the inline tokens of one paragraph, gives its text as inlines and the pictures in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from huibian.diagnostics import Span
from huibian.text.inlines import Inlines, cleaned, joined
from huibian.text.markdown.places import Places
from huibian.text.model import Inline, Note, plain
from huibian.text.patterns import is_date, is_signature
from huibian.text.remarks import Remarks

_BREAKS = ("<br>", "<br/>", "<br />")
_SHOWN = 20  # characters of what is left out


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that a paragraph shows: the name of its file, what stands under it, where it is named."""

    name: str
    caption: Inlines
    span: Span


@dataclass(slots=True)
class Passage:
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
    reader = _Reader(text, places, note, remarks)
    reader.read(tokens, 0)
    paragraphs = [joined(lines) for lines in reader.divided()]
    return Passage([line for each in paragraphs for line in cleaned(each, remarks)], reader.pictures)


@dataclass(slots=True)
class _Reader:
    text: str
    places: Places
    note: Callable[[str, Span], Note | None]
    remarks: Remarks
    bold: int = 0
    links: list[tuple[str, Span, int]] = field(default_factory=list)
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
                    self._image(token, at)
                case "footnote_ref":
                    self._reference(token, self.places.place(at))
                case "html_inline":
                    self._html(token, self.places.place(at))
                case _:
                    self._mark(token, self.places.place(at))

    def divided(self) -> list[list[Inlines]]:
        """The lines of each paragraph."""
        paragraphs: list[list[Inlines]] = []
        texts = [plain(tuple(line)) for line in self.lines]
        closing = _closing_lines(texts)
        for number, line in enumerate(self.lines):
            indented = texts[number].startswith("\u3000")  # typed to look like a paragraph, and meant as one
            if number == 0 or number in self.breaks or indented or number >= closing:
                paragraphs.append([])
            paragraphs[-1].append(tuple(line))
        return paragraphs

    def _mark(self, token: Token, span: Span) -> None:
        match token.type:
            case "softbreak":
                self.lines.append([])
            case "hardbreak":
                self._break(span)
            case "strong_open" | "strong_close":
                self.bold += token.nesting
            case "em_open":
                self.remarks.warning("HB213", "斜体（*…*）照普通文字排", span, "要突出的字用粗体 **…**。")
            case "link_open":
                self.links.append((str(token.attrs.get("href", "")), span, self._length()))
            case "link_close":
                self._link(*self.links.pop())
            case "em_close":
                pass
            case _:
                msg = f"inline token {token.type}"
                raise AssertionError(msg)

    def _text(self, token: Token, at: int) -> None:
        if token.info == "entity":
            self._add(token.content, self.places.place(at))
            return
        if token.info == "escape" and token.content != token.markup:
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
        at += len(token.markup)
        if self.text[at : at + len(token.content)].replace("\n", " ") != token.content:
            at += 1  # the space inside the marks
        self._runs(token.content, at)

    def _image(self, token: Token, at: int) -> None:
        span = self.places.place(at)
        reader = _Reader(self.text, self.places, self.note, self.remarks)
        reader.read(token.children or (), at + 2)
        caption = joined([line for lines in reader.divided() for line in lines])
        title = str(token.attrs.get("title", ""))
        if not plain(caption).strip() and title:
            where = self.text.find(title, at)
            caption = (Inline(title, False, span if where < 0 else self.places.place(where)),)
        for inner in reader.pictures:
            self.remarks.error("HB220", "图片的说明里又有图片", inner.span, "图片单独写一段。")
        lines = cleaned(caption, self.remarks)
        self.pictures.append(Shown(str(token.attrs.get("src", "")), joined(lines), span))

    def _reference(self, token: Token, span: Span) -> None:
        note = self.note(token.meta["label"], span)
        if note is not None:
            self.lines[-1].append(Inline("", False, span, note=note))

    def _html(self, token: Token, span: Span) -> None:
        if token.content.lower() in _BREAKS:
            self._break(span)
        else:
            self.remarks.warning("HB214", f"略去了 HTML 标记 {token.content[:_SHOWN]}", span)

    def _break(self, span: Span) -> None:
        hint = "不要另起一段的话，删掉行末的空格、反斜杠或 <br>。"
        self.remarks.warning("HB209", "段落中间的强制换行按另起一段排，在表格里按一个空格排", span, hint)
        self.lines.append([])
        self.breaks.add(len(self.lines) - 1)

    def _link(self, address: str, span: Span, begin: int) -> None:
        shown = "".join(plain(tuple(line)) for line in self.lines)[begin:]
        if address.removeprefix("mailto:") != shown:
            self.remarks.warning("HB214", "链接只排文字，略去了网址", span, "要印网址的话，把它写在正文里。")

    def _length(self) -> int:
        return sum(len(inline.text) for line in self.lines for inline in line)


def _closing_lines(texts: Sequence[str]) -> int:
    """The first of the lines that a signature and a date take, each typed on a line of its own; else beyond them."""
    if not is_date(texts[-1].strip()):
        return len(texts)
    first = len(texts) - 1
    while first > 0 and is_signature(texts[first - 1].strip()):
        first -= 1
    return first
