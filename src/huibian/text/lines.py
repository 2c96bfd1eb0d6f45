"""Takes a source, gives its lines as they are to be set: odd characters dealt with, white at both ends gone.

Nothing goes silently: each kind of odd character is reported once, with its first place and all its lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from huibian.characters import Oddity, describe, oddities, unified
from huibian.diagnostics import Diagnostics, Span
from huibian.source import Source

_LINES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text.

    Attributes:
        start: Where the line begins in its file.
        text: What is to be set of it.
        columns: For each character of `text`, how many characters stand before it in the file's line.
    """

    start: Span
    text: str
    columns: Sequence[int]

    def span(self, index: int) -> Span:
        """The place of a character of `text`."""
        return self.start.shifted(self.columns[index])

    def cut(self, start: int, end: int) -> Line:
        """A part of the line."""
        return Line(self.start, self.text[start:end], self.columns[start:end])

    def stripped(self) -> Line:
        """The line without white at its ends, full-width or not."""
        return self.cut(len(self.text) - len(self.text.lstrip()), len(self.text.rstrip()))


def read_lines(source: Source, diagnostics: Diagnostics) -> list[Line]:
    """The lines that are not blank."""
    noted = _Noted()
    lines = [
        stripped
        for number, raw in enumerate(source.lines, 1)
        for line in _cleaned(Span(source.path, number, 1), raw, noted)
        if (stripped := line.stripped()).text
    ]
    noted.report(diagnostics)
    return lines


@dataclass(slots=True)
class _Noted:
    """Odd characters met so far and where."""

    places: dict[tuple[Oddity, str], list[Span]] = field(default_factory=dict)

    def add(self, oddity: Oddity, char: str, span: Span) -> None:
        self.places.setdefault((oddity, char), []).append(span)

    def report(self, diagnostics: Diagnostics) -> None:
        for (oddity, char), spans in self.places.items():
            _report(oddity, describe(char), _count(spans), spans[0], diagnostics)


def _count(spans: Sequence[Span]) -> str:
    """How many there are and on which lines, if there is more than the one that is pointed at."""
    if len(spans) == 1:
        return ""
    lines = list(dict.fromkeys(str(span.line) for span in spans))
    more = "等" if len(lines) > _LINES_SHOWN else ""
    return f"（共 {len(spans)} 处，第 {'、'.join(lines[:_LINES_SHOWN])} 行{more}）"


def _report(oddity: Oddity, name: str, count: str, span: Span, diagnostics: Diagnostics) -> None:
    match oddity:
        case Oddity.CONTROL:
            diagnostics.error("HB204", f"有控制字符 {name}{count}", span, "它不是文字：删掉它。")
        case Oddity.LOST:
            diagnostics.error("HB205", f"有字丢了，只剩 {name}{count}", span, "对照原稿，把丢的字补上。")
        case Oddity.INVISIBLE:
            diagnostics.warning("HB206", f"去掉了看不见的字符 {name}{count}", span)
        case Oddity.PRIVATE:
            hint = "它在别的电脑上可能是另一个字：换成正式编码的字。"
            diagnostics.warning("HB207", f"有自造字 {name}{count}", span, hint)
        case Oddity.TAB:
            diagnostics.warning("HB208", f"行中间的 {name} 按一个空格排{count}", span, "不要空格的话，删掉它。")
        case Oddity.VARIANT:
            diagnostics.warning("HB212", f"{name} 是部首或兼容字，已换成通用的汉字{count}", span)
        case Oddity.BREAK:
            diagnostics.warning("HB209", f"行中间的 {name} 按另起一段排{count}", span, "不要另起一段的话，删掉它。")


def _cleaned(start: Span, raw: str, noted: _Noted) -> Iterator[Line]:
    """The lines that a line of the file makes: one, or more where it has breaks in it."""
    odd = dict(oddities(raw))
    if not odd:
        yield Line(start, raw, range(len(raw)))
        return
    first, end = len(raw) - len(raw.lstrip()), len(raw.rstrip())
    text: list[str] = []
    columns: list[int] = []
    for column, char in enumerate(raw):
        oddity = odd.get(column)
        inside = first <= column < end
        if oddity is not None and (inside or oddity not in (Oddity.TAB, Oddity.BREAK)):
            noted.add(oddity, char, start.shifted(column))
        if oddity is Oddity.BREAK:
            yield Line(start, "".join(text), columns)
            text, columns = [], []
        elif oddity in _SET_AS:
            text.append(_SET_AS[oddity](char))
            columns.append(column)
    yield Line(start, "".join(text), columns)


_SET_AS: dict[Oddity | None, Callable[[str], str]] = {
    None: str,
    Oddity.PRIVATE: str,
    Oddity.TAB: lambda _: " ",
    Oddity.VARIANT: unified,
}
