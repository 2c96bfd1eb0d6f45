"""Proves that nothing of an article's file was lost: every character of it is accounted for.

What a plain scan finds in the file, and what the reader wrote itself (the numbers of lists), must be equal to what the
article says, what was reported as left out, and what was used up as a mark. The scan is simpler than the reader and
shares nothing with it, so that text which the reader loses shows as a difference. White space is not counted: readers
join and divide lines.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from huibian.diagnostics import Diagnostic, Severity, Span
from huibian.text.model import Article, Note

_SHOWN = 12  # characters of what is not accounted for


class Written(Struct, frozen=True):
    """A stretch of text as a file has it.

    Attributes:
        text: Its characters.
        span: Where the first one stands.
    """

    text: str
    span: Span


class Tally(Struct):
    """What became of the characters of one article's file.

    Attributes:
        ignored: Characters that are not counted on either side, besides white space: a format's marks.
    """

    ignored: str = ""
    _entries: list[tuple[int, Written]] = field(default_factory=list)  # 1: wanted in the article; -1: accounted for

    def left_out(self, text: str, span: Span) -> None:
        """Characters of the file that the article leaves out; the editor has been told."""
        self._entries.append((-1, Written(text, span)))

    def used(self, text: str, span: Span) -> None:
        """Characters of the file that became something else than text: a mark of bold, the name of a picture."""
        self._entries.append((-1, Written(text, span)))

    def made(self, text: str, span: Span) -> None:
        """Characters of the article that the file does not have: the number of a list item."""
        self._entries.append((1, Written(text, span)))

    def check(self, written: Iterable[Written], article: Article) -> Diagnostic | None:
        """What is wrong with an article; `None` if every character is accounted for.

        Args:
            written: What a plain scan finds in the file. Its spans are lines of the same count as the article's, or
                have no lines, where only the reader can count them.
            article: What the reader made of it. Text that another file says, as the manifest its title, is not counted.
        """
        entries = [*((1, each) for each in written), *self._entries, *((-1, each) for each in _said(article))]
        balance = self._balance(entries)
        if not balance:
            return None
        is_counted = entries[0][1].span.line is not None
        span, text = self._first_fault(entries, balance) if is_counted else _first_apart(entries, balance)
        shown = "".join(balance)[:_SHOWN]
        words = f"“{shown}”没有着落" if max(balance.values()) > 0 else f"“{shown}”多出来了"
        message = f"核对不上：文件里的字和读出来的字不一样，{words}"
        place = f"在“{text.strip()[:_SHOWN]}”这一段" if text.strip() else None
        hint = "把这一段改写成普通的段落再试；请把这个文件发给 huibian 的维护者。"
        return Diagnostic(Severity.ERROR, "HB217", "，".join(filter(None, (message, place))), span, hint)

    def _balance(self, entries: Iterable[tuple[int, Written]]) -> Counter[str]:
        """The characters that the two sides do not have equally often, each with how much oftener the file has it."""
        texts: dict[int, list[str]] = {1: [], -1: []}
        for sign, each in entries:
            texts[sign].append(each.text.strip())
        left = Counter(texts[1])
        left.subtract(Counter(texts[-1]))  # most lines stand on both sides, and are compared faster than characters
        if not self._differing("".join(left.elements()), "".join((-left).elements())):
            return Counter()
        return self._differing("".join(texts[1]), "".join(texts[-1]))

    def _differing(self, file: str, article: str) -> Counter[str]:
        if _solid(file) == _solid(article):  # as most are, and faster to find than to count
            return Counter()
        balance = Counter(file)
        balance.subtract(Counter(article))  # of a text it would go character by character
        return Counter(
            {
                char: count
                for char, count in balance.items()
                if count and not char.isspace() and char not in self.ignored
            }
        )

    def _first_fault(self, entries: Iterable[tuple[int, Written]], balance: Counter[str]) -> tuple[Span, str]:
        """The first line on which the characters of `balance` do not add up, and what the file says there."""
        lines: defaultdict[int, list[tuple[int, Written]]] = defaultdict(list)
        for sign, each in entries:
            lines[each.span.line or 0].append((sign, each))
        for number in sorted(lines):
            if self._balance(lines[number]).keys() & balance.keys():
                first = lines[number][0][1]
                return Span(first.span.file, first.span.line), first.text
        first = next(iter(lines.values()))[0][1]
        return Span(first.span.file), ""


def _first_apart(entries: Sequence[tuple[int, Written]], balance: Counter[str]) -> tuple[Span, str]:
    """The first stretch of one side that has characters of `balance` and does not stand in the other side."""
    sign = 1 if max(balance.values()) > 0 else -1
    other = _solid("".join(each.text for of, each in entries if of != sign))
    for of, each in entries:
        if of == sign and balance.keys() & set(each.text) and _solid(each.text) not in other:
            return each.span, each.text
    return Span(entries[0][1].span.file), ""


def _solid(text: str) -> str:
    return "".join(text.split())


def _said(article: Article) -> Iterator[Written]:
    """What an article says of its own file's text, each footnote once however often it is referred to."""
    notes: dict[int, Note] = {}
    file = article.span.file
    for inline in article.inlines():
        if inline.note is not None:
            notes[id(inline.note)] = inline.note
        if inline.span.file is file or inline.span.file == file:  # mostly the same object
            yield Written(inline.text, inline.span)
    for note in notes.values():
        yield from (Written(inline.text, inline.span) for inline in note.inlines)
