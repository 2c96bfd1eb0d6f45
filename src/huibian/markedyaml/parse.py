"""Turns YAML into dictionaries, lists and text, and notes where each of them stands.

A manifest or a layout may use only a part of YAML: one document, mappings with plain keys, no anchors, no tags.
Scalars stay the text that was typed (`68933000`, `2020-03`, `092`, `yes`), or `None` where nothing, `~` or
`null` stands; a model says what is to be a number or a date.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, NoReturn

import yaml
from msgspec import Struct

from huibian.characters import Oddity, describe, may_be_odd, oddities
from huibian.diagnostics import Diagnostic, Diagnostics, Severity, Span
from huibian.markedyaml.marks import COLONS, DASHES, GETA, Codes, KeyPath, Marks
from huibian.markedyaml.mending import Mended
from huibian.regex import compiled
from huibian.source import Source

_LOADER: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # C where PyYAML was built with it
_DEPTH = 50  # far deeper than any file here; libyaml takes quadratic time on a flood of brackets
_VALUES = 50_000  # keys and values of a file: five thousand articles with title and all
_LONGEST = 2000  # characters of a key or a value: what the cover and the colophon hold is far less
_ODD = 100  # characters that have no business in a file: with more of them it is none of ours
_TOO_DEEP = ("层次太深", "检查括号和缩进。")
_QUOTES = ("'", '"')
_SIGNS_OF_KEYS = frozenset((":", *COLONS))
_BEGIN_ENTRIES = frozenset(("-", "*", "+", *DASHES))  # besides digits
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_HARMLESS = frozenset((Oddity.TAB, Oddity.PRIVATE, Oddity.VARIANT))  # YAML itself says where a tab may stand

_KEYS_HINT = "写成一行行“键: 值”；冒号用半角的，后面空一格。"
_PROSE_HINT = "要写清单（.yaml）的名字；文章列在清单的 articles 下面。"

# What stands behind a value: in YAML a comment, but whether its author knows? Two spaces before # are how comments are
# typed, and one behind a number, a length or a file.
_COMMENT = re.compile(r"(?P<white>[ \t]+)#(?P<text>.*)")
_TIGHT = r"#+[^#\s]"
_WORDS = "[\u3400-\u9fff](?<![初小一二三四五六七八]号)(?![号])"
_SHOWN = 20  # characters of a comment
_NEAR = 100  # characters before a value in which its line begins, if it stands alone there

_SYNTAX = (  # what the parser says, what is wrong, what to do; the first that fits
    ("tab character", "缩进用了制表符（Tab）", "缩进改用空格。"),
    ("mapping values are not allowed", "这里不该有冒号", "值里有“: ”时用引号把整个值括起来；再看这一行的缩进对不对。"),
    ("block sequence entries", "这里不该有“- ”", "“- ”要另起一行，或用引号把整个值括起来。"),
    ("quoted scalar", "引号没有配成对，或引号里有不认识的 \\", "补上另一半引号；要写 \\ 就改用单引号。"),
    ("could not find expected ':'", "键后面没有冒号", "写成“键: 值”，冒号用半角的，后面空一格。"),
    ("cannot start any token", "这里有 YAML 不许放在开头的字符", "用引号把整个值括起来；缩进只用空格。"),
    ("',' or ", "括号没有配成对", "检查 [ ] 和 { }。"),
    ("node content", "括号没有配成对", "检查 [ ] 和 { }。"),
    ("alias", "用了别名（*），这里不支持", "把要写的值直接写出来；要写星号就用引号括起来。"),
    ("anchor", "用了锚点（&），这里不支持", "去掉它；要写 & 就用引号把整个值括起来。"),
    ("expected key", "缩进和前面不一致，或引号后面还有字", "同一层的行要左对齐，用空格缩进。"),
    ("indicator", "缩进和前面不一致", "同一层的行要左对齐，用空格缩进。"),
)


def parse(source: Source, diagnostics: Diagnostics, codes: Codes) -> tuple[dict[str, Any], Marks] | None:
    """Read YAML as dictionaries, lists, `str` and `None`, and where they stand; `None` where that fails.

    Where a fault leaves the meaning clear (a key twice, an invisible character, a full-width colon) it is noted and
    reading goes on.
    """
    if source.doubt:
        diagnostics.add(source.doubt)
    try:
        text = _cleaned(source, diagnostics, codes)
    except _Refusal:
        return None
    reading = _read(source, Mended(text, ()), frozenset(), codes)
    if reading.is_doubtful:
        reading = _read_mended(source, text, codes) or reading
    diagnostics.extend(sorted(reading.noted, key=_place))
    if reading.refusal:
        diagnostics.add(reading.refusal)
    return reading.parsed


class _Reading(Struct, frozen=True):
    """What was made of a text.

    Attributes:
        parsed: The data and where they stand; `None` where they cannot be used.
        noted: What is wrong with them.
        refusal: Why the parser gave up; `None` if it did not.
        is_doubtful: Whether it gave up, or something may be meant otherwise than it reads.
    """

    parsed: tuple[dict[str, Any], Marks] | None
    noted: Diagnostics
    refusal: Diagnostic | None
    is_doubtful: bool


def _read(source: Source, mended: Mended, guessed: Collection[int], codes: Codes) -> _Reading:
    """Read a text that has been mended; `guessed` has the places of values that are not what was meant."""
    noted = Diagnostics()
    builder = _Builder(source, mended, guessed, noted, codes)
    try:
        for event in yaml.parse(mended.text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        deep = _too_deep(mended.text, error.problem_mark)
        if deep is None:
            return _Reading(None, noted, _refusal(error, source, mended, codes), is_doubtful=True)
        message, hint = _TOO_DEEP
        noted.error(codes.syntax, message, source.span(mended.original(deep)), hint)
        return _Reading(None, noted, None, is_doubtful=False)
    except _Refusal:
        return _Reading(None, noted, None, builder.is_doubtful)
    if isinstance(builder.root, dict):
        return _Reading((builder.root, builder.marks), noted, None, builder.is_doubtful)
    refusal = Diagnostic(Severity.ERROR, codes.syntax, "文件里没有“键: 值”", source.span(0), _KEYS_HINT)
    return _Reading(None, noted, refusal, is_doubtful=True)


def _read_mended(source: Source, text: str, codes: Codes) -> _Reading | None:
    """Note what its author did wrong in a text, and read it without that; `None` where nothing can be found."""
    noted = Diagnostics()
    from huibian.markedyaml.rows import is_prose  # takes time to import, and few files need it

    if is_prose(text):
        noted.error(codes.syntax, f"{source.path.name} 像是一篇文章：没有一行是“键: 值”", source.span(0), _PROSE_HINT)
        return _Reading(None, noted, None, is_doubtful=True)
    from huibian.markedyaml.diagnose import diagnose

    findings = diagnose(text)
    if not findings.slips:
        return None
    told: set[int] = set()
    for slip in findings.slips:
        span = source.span(slip.offset)
        noted.error(codes.syntax, slip.message, span, slip.hint)
        told.update(range(span.line or 0, (span.line or 0) + slip.rows + 1))
    reading = _read(source, Mended(text, findings.edits), findings.guessed, codes)
    noted.extend(reading.noted)
    refusal = reading.refusal
    if refusal is not None and refusal.span is not None and refusal.span.line in told:  # it follows from what is told
        refusal = None
    return _Reading(reading.parsed, noted, refusal, is_doubtful=True)


def _place(diagnostic: Diagnostic) -> tuple[int, int]:
    span = diagnostic.span
    return (0, 0) if span is None else (span.line or 0, span.column or 0)


class _Refusal(Exception):
    """The rest of the file cannot be read."""


class _Open(Struct):
    """A list or mapping whose end has not come yet; `key` waits for its value."""

    path: KeyPath
    items: dict[str, Any] | list[Any]
    key: str | None = None


class _Builder:
    """Takes the parser's events one by one, makes data and marks of them."""

    def __init__(
        self, source: Source, mended: Mended, guessed: Collection[int], diagnostics: Diagnostics, codes: Codes
    ) -> None:
        self.root: Any = None
        self.marks = Marks({(): source.span(0)})
        self.is_doubtful = False
        self._source = source
        self._mended = mended
        self._guessed = guessed
        self._diagnostics = diagnostics
        self._codes = codes
        self._span = source.span if mended.is_unchanged else self._original_span
        self._open: list[_Open] = []
        self._documents = self._values = 0

    def take(self, event: yaml.Event) -> None:
        """Take one event."""
        if isinstance(event, yaml.NodeEvent):
            self._take_node(event, _start(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "“---”之后又开了一份文档", "一个文件只写一份，去掉“---”。")

    def _take_node(self, event: yaml.NodeEvent, start: int) -> None:
        """Take an event that begins a value or a key, and where it begins."""
        self._values += 1
        if self._values > _VALUES:
            self._refuse(event, f"键和值一共超过 {_VALUES} 个，太多了", "检查是不是拿错了文件；内容太多就分成几期。")
        if isinstance(event, yaml.ScalarEvent) and len(event.value) > _LONGEST:
            self._refuse(event, f"这里有 {len(event.value)} 个字，最多 {_LONGEST} 个", "长的文字写成文章。")
        if event.anchor is not None or getattr(event, "tag", None) is not None:  # every node but an alias has a tag
            self._note_properties(event)
        inner = self._open[-1] if self._open else None
        if inner and inner.key is None and isinstance(inner.items, dict):
            self._take_key(event, start, inner, inner.items)
        elif isinstance(event, yaml.ScalarEvent):
            is_quoted = event.style in _QUOTES
            path = self._place(start + is_quoted, self._scalar(event, start))
            if is_quoted:
                self.marks.quoted.add(path)
            self._note_guessed(start, path)
        else:
            if len(self._open) == _DEPTH:
                self._refuse(event, *_TOO_DEEP)
            items: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
            path = self._place(start, items)
            self._note_guessed(start, path)
            self._open.append(_Open(path, items))

    def _note_properties(self, event: yaml.NodeEvent) -> None:
        from huibian.markedyaml.slips import Slip

        self.is_doubtful = True
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, *Slip.ALIAS.value)
        if event.anchor is not None:
            self._note(event, *Slip.ANCHOR.value)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._note(event, f"用了标记 {tag}，这里不支持", "去掉它；要写感叹号就用引号把整个值括起来。")

    def _scalar(self, event: yaml.ScalarEvent, start: int) -> str | None:
        value, style = event.value, event.style
        written = self._mended.text[start : 0 if event.end_mark is None else event.end_mark.index]
        if "\n" in written and self._open and style not in ("|", ">") and "\n" in written.rstrip():
            from huibian.markedyaml.slips import Slip

            # YAML would put a space in place of each line end
            self.is_doubtful = True
            self._note(event, *Slip.CONTINUED.value)
        if style not in (None, ""):
            self.is_doubtful |= style == '"' and "\\" in written
            return value
        self._look_at(value, start)
        return None if value in _NULLS else value

    def _look_at(self, value: str, start: int) -> None:
        """Note a comment that may be meant as part of its value, and whether a value may be more than a text."""
        text, end = self._mended.text, start + len(value)
        comment = _COMMENT.match(text, end)
        if comment and not value:
            self.is_doubtful |= compiled(_TIGHT).match(text, comment.end("white")) is not None
        elif comment and (hint := _doubt(value, comment)):
            shown = comment["text"][:_SHOWN]
            span = self._span(comment.end("white"))
            self._diagnostics.warning("HB125", f"略去了 #{shown}：空格后面的 # 起是注释", span, hint)
        line = text.rfind("\n", max(0, start - _NEAR), start) + 1 or max(0, start - _NEAR)
        if not text[line:start].strip(" -") and _may_be_entry_or_key(value):
            from huibian.markedyaml.rows import is_suspicious

            self.is_doubtful |= is_suspicious(value)

    def _take_key(self, event: yaml.NodeEvent, start: int, inner: _Open, items: Mapping[str, Any]) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(event, "键不能是列表或括号", "键只写一个词；值里有括号时用引号把整个值括起来。")
        key = inner.key = event.value
        path = (*inner.path, key)
        if key in items:
            first = self.marks.keys[path].line
            self.is_doubtful = True
            self._note(event, f"键 {key} 写了两次，前一次在第 {first} 行", "删掉一个。")
        self.is_doubtful |= key[:1].isspace()
        self.marks.keys[path] = self._span(start)

    def _place(self, start: int, value: object) -> KeyPath:
        """Put a value where it belongs; its path."""
        path: KeyPath = ()
        if not self._open:
            self.root = value
        else:
            inner = self._open[-1]
            if isinstance(inner.items, list):
                path = (*inner.path, len(inner.items))
                inner.items.append(value)
            elif inner.key is not None:
                path = (*inner.path, inner.key)
                inner.items[inner.key], inner.key = value, None
        self.marks.values[path] = self._span(start)
        return path

    def _note_guessed(self, start: int, path: KeyPath) -> None:
        if self._guessed and self._mended.original(start) in self._guessed:
            self.marks.guessed.add(path)

    def _original_span(self, index: int) -> Span:
        """Where a character of the mended text stands in the file."""
        return self._source.span(self._mended.original(index))

    def _note(self, event: yaml.Event, message: str, hint: str) -> None:
        self._diagnostics.error(self._codes.syntax, message, self._span(_start(event)), hint)

    def _refuse(self, event: yaml.Event, message: str, hint: str) -> NoReturn:
        self._note(event, message, hint)
        raise _Refusal


def _start(event: yaml.Event) -> int:
    """Where an event begins in the text that is parsed."""
    return 0 if event.start_mark is None else event.start_mark.index


def _doubt(value: str, comment: re.Match[str]) -> str | None:
    """What to do about a comment that may be meant as part of its value; `None` where it plainly is a comment."""
    if len(comment["white"]) > 1:
        return None
    if comment["text"].lstrip("#")[:1].strip():
        return "是值的一部分，就用引号把整个值括起来；是注释，就在 # 后面空一格。"
    is_told = comment["text"].strip("# \t") and not value.isascii()
    if is_told and compiled(_WORDS).search(value):
        from huibian.markedyaml.rows import is_file

        return None if is_file(value) else "是值的一部分，就用引号把整个值括起来；是注释，就在 # 前面空两格。"
    return None


def _may_be_entry_or_key(value: str) -> bool:
    """Whether a text that stands alone on its line may be suspicious; most are not, and need not be asked for that."""
    first = value[:1]
    is_entry = first in _BEGIN_ENTRIES or first.isdecimal() or first.isspace()
    return is_entry or not _SIGNS_OF_KEYS.isdisjoint(value)


def _cleaned(source: Source, diagnostics: Diagnostics, codes: Codes) -> str:
    """The text with a 〓 for each character that has no business in it; a text with too many of them is refused."""
    if not may_be_odd(source.text.replace("\n", " ")):
        return source.text
    text, found = list(source.text), 0
    for index, oddity in oddities(source.text):
        char = text[index]
        if char != "\n" and oddity not in _HARMLESS:
            text[index] = GETA
            found += 1
            hint = "它看不见或是乱码：把这一处前后的字删掉重新输入。"
            diagnostics.error(codes.syntax, f"有不该有的字符 {describe(char)}", source.span(index), hint)
        if found == _ODD:
            raise _Refusal
    return "".join(text)


def _too_deep(text: str, fault: yaml.Mark | None) -> int | None:
    """Where a list or mapping before a fault opens one level too many; `None` where none does.

    The parser stumbles on what stands up to a thousand characters ahead of the event it hands out, be it a depth of its
    own (libyaml has one since 0.2.6). Read without what it stumbled on, it hands out all that stands before.
    """
    depth = 0
    try:
        for event in yaml.parse(text if fault is None else text[: fault.index], Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEPTH and event.start_mark is not None:
                return event.start_mark.index
    except yaml.MarkedYAMLError:
        pass
    return None


def _refusal(error: yaml.MarkedYAMLError, source: Source, mended: Mended, codes: Codes) -> Diagnostic:
    said = f"{error.problem} {error.context}"
    _, message, hint = next((row for row in _SYNTAX if row[0] in said), ("", "YAML 写法不对", "检查缩进、冒号和引号。"))
    at_start = "quoted scalar" in said and "end of stream" in said  # where a quote opens, not the end of the file
    mark = error.context_mark if at_start or error.problem_mark is None else error.problem_mark
    index = 0 if mark is None else min(mark.index, len(mended.text))
    span = source.span(mended.original(index))
    return Diagnostic(Severity.ERROR, codes.syntax, message, span, hint)
