"""Finds what is wrong in a value: a quotation mark left open, a sign that YAML takes for its own, a colon."""

from __future__ import annotations

import re

from msgspec import Struct

from huibian.markedyaml.slips import Findings, Slip

_REACH = 2000  # characters in which a quotation mark may be closed on another line
_TRIES = 10  # quotation marks without another half, in one list in brackets, before it is given up
_SIGNS = {"*": Slip.ALIAS, "&": Slip.ANCHOR, "!": Slip.TAG}
_CLOSING = {"[": "]", "{": "}"}

_COMMENT = re.compile(r"[ \t]#")
_BLOCK_TEXT = re.compile(r"[|>][+-]?[1-9]?[+-]?[ \t]*(?:#.*)?\Z")
_INDICATOR = re.compile(r"[%@`,\]}]|[?:](?=[ \t]|\Z)")
_COLON = re.compile(r":(?=[ \t]|\Z)")
_KEY_LINE = re.compile(r"\n[ ]*(?:-[ ]+)*[^\s:#]{1,40}:(?=\s)")
_ANCHORED = re.compile(r"&[^\s,\[\]{}]*[ \t]*")
_QUOTED = {
    '"': re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL),
    "'": re.compile(r"'((?:[^']|'')*)'"),
}
_ENDS = {'"': "”“＂", "'": "’‘＇"}
_ESCAPE = re.compile(r"""\\(?P<known>x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[0abtnvfre "/\\N_LP])?""")
_PLAIN_ESCAPE = re.compile(r'\\["/\\]')
_FILE = re.compile(r"[^\\/]\.[A-Za-z0-9]{1,5}\Z")
_DRIVE = re.compile(r"[A-Za-z]:\\")
_FLOW = re.compile(
    r"""(?<=[\[{,:\s])(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|["'])|[\[\]{}\n]|(?<=[ \t])\#[^\n]*""", re.VERBOSE
)
_BLOCK_LINE = re.compile(r"(?P<white>[ ]*)(?:-[ ]|[^\s#:,\[\]{}\"'][^:,\n\[\]{}]{0,60}:(?=\s|\Z))")


class ReadValue(Struct, frozen=True):
    """What stands behind a colon or a dash.

    Attributes:
        resume: Where what follows it begins.
        is_empty: Whether there is nothing, so that lines that are indented further belong there.
        is_text: Whether lines that are indented further are its text (`|` and `>`).
        comment: Where a comment begins that takes the place of the value; `None` for none.
    """

    resume: int
    is_empty: bool = False
    is_text: bool = False
    comment: int | None = None


def read_value(text: str, start: int, indent: int, findings: Findings) -> ReadValue:
    """Note what is wrong in a value.

    Args:
        text: The whole text.
        start: Where the value may begin, behind the colon or the dash.
        indent: How far the line of its key is indented: no line that is indented less belongs to it.
        findings: Gets what is wrong.
    """
    end = _line_end(text, start)
    rest = text[start:end].lstrip(" \t")
    at = end - len(rest)
    if not rest:
        return ReadValue(end, is_empty=True)
    first = rest[0]
    if first == "#":
        return ReadValue(end, is_empty=True, comment=at if rest[1:2].strip("# \t") else None)
    if first in _QUOTED:
        return _read_quoted(text, at, rest, findings)
    if first in _CLOSING:
        return _read_brackets(text, at, indent, findings)
    if _BLOCK_TEXT.match(rest):
        return ReadValue(end, is_text=True)
    value = _without_comment(rest)
    if first in _SIGNS:
        return _read_sign(at, value, end, findings)
    if first in "|>" or _INDICATOR.match(rest):
        findings.note(Slip.START, at, char=first)
        findings.quote(at, at + len(value), value)
    elif re.match(r"-(?:[ \t]|\Z)", rest):
        findings.note(Slip.DASH_INSIDE, at)
        findings.quote(at, at + len(value), value)
    elif colon := _COLON.search(value):
        is_last = colon.end() == len(value)
        findings.note(Slip.COLON_LAST if is_last else Slip.COLON_INSIDE, at + colon.start())
        findings.quote(at, at + len(value), value)
    return ReadValue(end)


def note_comment(text: str, at: int, findings: Findings) -> None:
    """Note a comment that takes the place of a value."""
    value = text[at : _line_end(text, at)].rstrip()
    findings.note(Slip.ALL_COMMENT, at, char=value[:2])
    findings.quote(at, at + len(value), value)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _without_comment(rest: str) -> str:
    """What stands before a comment."""
    comment = _COMMENT.search(rest)
    return rest[: comment.start() if comment else None].rstrip(" \t")


def _read_sign(at: int, value: str, end: int, findings: Findings) -> ReadValue:
    """A value that YAML takes for the name of another one, or for a tag."""
    findings.note(_SIGNS[value[0]], at)
    anchor = _ANCHORED.match(value)
    if anchor and anchor.end() == len(value):
        findings.edit(at, at + len(value), "")
        return ReadValue(end, is_empty=True)
    findings.quote(at, at + len(value), value)
    findings.guessed.add(at)
    return ReadValue(end)


def _read_quoted(text: str, at: int, rest: str, findings: Findings) -> ReadValue:
    """A value in quotation marks."""
    mark, end = rest[0], at + len(rest)
    whole = _QUOTED[mark].match(rest)
    if whole is None:
        far = _QUOTED[mark].match(text, at, at + _REACH)
        if far and not _KEY_LINE.search(far[0]) and not _without_comment(_rest_of_line(text, far.end())):
            return ReadValue(_line_end(text, far.end()))
        _note_open_quote(at, rest, findings)
        return ReadValue(end)
    value = _without_comment(rest[whole.end() :])
    if value or rest[whole.end() :].startswith("#"):
        findings.note(Slip.QUOTE_INSIDE, at + whole.end())
        findings.quote(at, at + whole.end() + len(value), rest[: whole.end()] + value)
    elif mark == '"':
        _note_backslash(at, whole, findings)
    return ReadValue(end)


def _rest_of_line(text: str, start: int) -> str:
    return text[start : _line_end(text, start)]


def _note_open_quote(at: int, rest: str, findings: Findings) -> None:
    mark, value = rest[0], rest.rstrip()
    if value[-1] in _ENDS[mark]:
        findings.note(Slip.QUOTE_MIXED, at, char=mark)
        value = value[:-1]
    else:
        findings.note(Slip.QUOTE_OPEN, at)
    findings.quote(at, at + len(rest), value[1:])
    findings.guessed.add(at)


def _note_backslash(at: int, whole: re.Match[str], findings: Findings) -> None:
    r"""Note a path of Windows: in double quotation marks \n ends a line, and most letters may not follow a \ at all."""
    words = whole[1]
    escapes = [each for each in _ESCAPE.finditer(words) if not _PLAIN_ESCAPE.match(each[0])]
    wrong = next((each for each in escapes if each["known"] is None), None)
    if wrong is None and not (escapes and (_FILE.search(words) or _DRIVE.match(words))):
        return
    found = wrong or escapes[0]
    shown = words[found.start() : found.start() + 2]
    findings.note(Slip.BACKSLASH, at + 1 + found.start(), char=shown, path=words.replace("\\", "/"))
    findings.quote(at, at + whole.end(), words)


def _read_brackets(text: str, at: int, indent: int, findings: Findings) -> ReadValue:
    """A list or mapping in brackets, on one line or more."""
    open_: list[int] = []
    tries = 0
    is_told = False
    for token in _FLOW.finditer(text, at):
        sign = token[0]
        if sign in _CLOSING:
            open_.append(token.start())
        elif sign in _CLOSING.values():
            wanted = _CLOSING[text[open_.pop()]]
            if sign != wanted:
                is_told = True
                findings.note(Slip.BRACKET_WRONG, token.start(), char=wanted)
                findings.edit(token.start(), token.end(), wanted)
            if not open_:
                return _read_behind_brackets(text, at, token.end(), findings)
        elif sign in ('"', "'"):
            tries += 1
            if tries > _TRIES:
                return ReadValue(len(text))
        elif sign == "\n" and _leaves(text, token.end(), indent):
            return _close(text, at, token.start(), open_, None if is_told else findings)
    return _close(text, at, len(text), open_, None if is_told else findings)


def _leaves(text: str, start: int, indent: int) -> bool:
    """Whether a line begins something outside brackets."""
    line = _BLOCK_LINE.match(text, start)
    return line is not None and len(line["white"]) <= indent


def _close(text: str, at: int, end: int, open_: list[int], findings: Findings | None) -> ReadValue:
    """Close brackets that are still open at the end of the lines that may belong to them.

    `findings` is `None` where another bracket is told that should have closed one of these.
    """
    if findings is not None and open_:
        findings.note(Slip.BRACKET_OPEN, open_[-1], char=text[open_[-1]])
        first = at + len(_without_comment(_rest_of_line(text, at)))
        last = first if _line_end(text, at) == end else end
        findings.edit(last, last, "".join(_CLOSING[text[each]] for each in reversed(open_)))
        findings.guessed.add(at)
    return ReadValue(end)


def _read_behind_brackets(text: str, at: int, end: int, findings: Findings) -> ReadValue:
    rest = _rest_of_line(text, end)
    value = _without_comment(rest)
    if value:
        findings.note(Slip.BRACKET_INSIDE, at, char=text[at : at + 2])
        if "\n" not in text[at:end]:
            findings.quote(at, end + len(value), text[at:end] + value)
    return ReadValue(end + len(rest))
