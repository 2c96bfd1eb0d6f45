"""What the readers of all kinds of articles do with inlines: clean, cut and join them, and keep every place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from huibian.characters import Oddity, describe, may_be_odd, oddities, unified
from huibian.diagnostics import Span
from huibian.text.model import Inline, plain
from huibian.text.remarks import Remarks

Inlines: TypeAlias = tuple[Inline, ...]

_WESTERN_END = "\u2000"  # letters, digits and marks before it take a space between two lines that are joined


def cut(inlines: Sequence[Inline], start: int, end: int) -> Inlines:
    """A part of inlines, by characters; a footnote's mark stays with the character before it."""
    parts = []
    offset = 0
    for inline in inlines:
        after = offset + len(inline.text)
        first, last = max(start, offset), min(end, after)
        if inline.note is not None:
            if start < offset <= end or start == offset == 0:
                parts.append(inline)
        elif first < last:
            text = inline.text[first - offset : last - offset]
            parts.append(replace(inline, text=text, span=inline.span.shifted(first - offset)))
        offset = after
    return tuple(parts)


def without(inlines: Sequence[Inline], end: int) -> Inlines:
    """The inlines without the first `end` characters; the marks of footnotes among these stay."""
    marks = (inline for inline in cut(inlines, 0, end) if inline.note is not None)
    return (*marks, *cut(inlines, end, len(plain(tuple(inlines)))))


def parted(inlines: Sequence[Inline], bounds: Sequence[int]) -> list[Inlines]:
    """The parts of inlines without footnotes between each two neighbouring bounds, by characters."""
    parts: list[list[Inline]] = [[] for _ in bounds[1:]]
    current = offset = 0
    for inline in inlines:
        after = offset + len(inline.text)
        while current < len(parts) and bounds[current] < after:
            first, last = max(bounds[current], offset) - offset, min(bounds[current + 1], after) - offset
            if first < last:
                parts[current].append(replace(inline, text=inline.text[first:last], span=inline.span.shifted(first)))
            if bounds[current + 1] > after:
                break
            current += 1
        offset = after
    return list(map(tuple, parts))


def joined(paragraphs: Sequence[Inlines]) -> Inlines:
    """One paragraph of several, as where lines end in the middle of a sentence: a space between Latin words only."""
    whole: list[Inline] = []
    before = ""
    for paragraph in paragraphs:
        text = plain(paragraph)
        if before and text and max(before, text[0]) < _WESTERN_END:
            whole.append(Inline(" ", whole[-1].bold, paragraph[0].span))
        whole += paragraph
        before = text[-1:] or before
    return tuple(whole)


def on_one_line(paragraphs: Sequence[Inlines]) -> Inlines:
    """One paragraph of several, as in a cell: a full-width space parts them."""
    whole: list[Inline] = []
    for paragraph in paragraphs:
        if whole and paragraph:
            whole.append(Inline("\u3000", False, paragraph[0].span))
        whole += paragraph
    return tuple(whole)


def cleaned(inlines: Sequence[Inline], remarks: Remarks) -> list[Inlines]:
    r"""What is to be set of raw text: odd characters dealt with, white at both ends gone.

    A line feed (`\n`) and whatever word processors paste as the break of a line divide it into several paragraphs;
    those without text or footnote are left out. Whatever else is left out is reported to `remarks`.
    """
    if len(inlines) == 1 and not inlines[0].note and not may_be_odd(inlines[0].text):
        return _stripped(inlines[0])
    starts = list(accumulate((len(inline.text) for inline in inlines[:-1]), initial=0))

    def place(index: int) -> Span:
        which = bisect_right(starts, index) - 1
        return inlines[which].span.shifted(index - starts[which])

    lines = [_kept(line) for line in _lines(plain(tuple(inlines)), place, remarks)]
    return [paragraph for paragraph in _recut(inlines, lines) if paragraph]


def _stripped(inline: Inline) -> list[Inlines]:
    """The same for text without odd characters, as most is."""
    text = inline.text.lstrip()
    if not text:
        return []
    span = inline.span.shifted(len(inline.text) - len(text))
    return [(Inline(text.rstrip(), inline.bold, span, inline.lead),)]


class _KeptText(NamedTuple):
    """What is kept of a piece of raw text: its characters, and the index of each in the whole.

    A footnote's mark is in the line if the index of the character after it is more than `begin` and at most `end`.
    """

    text: str
    indices: Sequence[int]
    begin: int
    end: int


def _kept(line: _KeptText) -> _KeptText:
    """The line without white at its ends, full-width or not."""
    start, end = len(line.text) - len(line.text.lstrip()), len(line.text.rstrip())
    return line._replace(text=line.text[start:end], indices=line.indices[start:end])


def _recut(inlines: Sequence[Inline], lines: Iterable[_KeptText]) -> Iterator[Inlines]:
    """The inlines of each line, each of characters that stand side by side in the file."""
    which = offset = 0  # the inline that the line begins in: what is before it is not looked at again
    for line in lines:
        parts: list[Inline] = []
        at = 0
        while which < len(inlines):
            inline = inlines[which]
            after = offset + len(inline.text)
            if after > line.end and inline.note is not None:
                break
            if inline.note is not None:
                parts.append(inline)
            first = at
            while at < len(line.indices) and line.indices[at] < after:
                at += 1
                if at == len(line.indices) or line.indices[at] != line.indices[at - 1] + 1 or line.indices[at] >= after:
                    span = inline.span.shifted(line.indices[first] - offset)
                    parts.append(replace(inline, text=line.text[first:at], span=span))
                    first = at
            if after > line.end:
                break
            offset, which = after, which + 1
        yield tuple(parts)


def _lines(raw: str, place: Callable[[int], Span], remarks: Remarks) -> Iterator[_KeptText]:
    odd = dict(oddities(raw))
    if not odd:
        yield _KeptText(raw, range(len(raw)), -1, len(raw))
        return
    first, end = len(raw) - len(raw.lstrip()), len(raw.rstrip())
    text: list[str] = []
    indices: list[int] = []
    begin = -1
    for index, char in enumerate(raw):
        oddity = odd.get(index)
        if oddity is not None and char != "\n" and (first <= index < end or oddity not in _WHITE):
            _note(oddity, char, place(index), remarks)
        if oddity is Oddity.BREAK:
            yield _KeptText("".join(text), indices, begin, index)
            text, indices, begin = [], [], index
        elif oddity in _SET_AS:
            text.append(_SET_AS[oddity](char))
            indices.append(index)
    yield _KeptText("".join(text), indices, begin, len(raw))


_WHITE = (Oddity.TAB, Oddity.BREAK)
_SET_AS: dict[Oddity | None, Callable[[str], str]] = {
    None: str,
    Oddity.PRIVATE: str,
    Oddity.TAB: lambda _: " ",
    Oddity.VARIANT: unified,
}


def _note(oddity: Oddity, char: str, span: Span, remarks: Remarks) -> None:
    name = describe(char)
    match oddity:
        case Oddity.CONTROL:
            remarks.error("HB204", f"有控制字符 {name}", span, "它不是文字：删掉它。")
        case Oddity.LOST:
            remarks.error("HB205", f"有字丢了，只剩 {name}", span, "对照原稿，把丢的字补上。")
        case Oddity.INVISIBLE:
            remarks.left_out(f"去掉了看不见的字符 {name}", span, char, code="HB206")
        case Oddity.PRIVATE:
            hint = "它在别的电脑上是另一个字或空白：换成正式编码的字。"
            remarks.error("HB207", f"有自造字 {name}", span, hint)
        case Oddity.TAB:
            remarks.warning("HB208", f"行中间的 {name} 按一个空格排", span, "不要空格的话，删掉它。")
        case Oddity.VARIANT:
            remarks.warning("HB212", f"{name} 是部首或兼容字，已换成通用的汉字", span)
            remarks.tally.used(char, span)
            remarks.tally.made(unified(char), span)
        case Oddity.BREAK:
            remarks.warning("HB209", f"行中间的 {name} 按另起一段排", span, "不要另起一段的话，删掉它。")
