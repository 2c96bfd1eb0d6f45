"""Finds, line by line, what is wrong in a text that YAML refuses or takes for something else than was meant.

YAML itself stumbles only where a text makes no sense any more, which often is the next innocent line, and says nothing
where it still makes some. Here each line is looked at as its author sees it: how far it is indented, whether it begins
with something like a dash, whether it has something like a key. What is wrong is noted with the edit that would mend
it, so that the parser can go on to what is wrong elsewhere.
"""

from __future__ import annotations

from itertools import islice

from huibian.markedyaml.alignment import Alignment
from huibian.markedyaml.nests import LineKind, Nest, Nests
from huibian.markedyaml.rows import (
    TypedKey,
    TypedLine,
    is_file,
    is_sure_in_list,
    read_dash,
    read_key,
    read_key_alone,
    rows,
)
from huibian.markedyaml.slippedvalues import ReadValue, note_comment, read_value
from huibian.markedyaml.slips import Findings, Slip

_MOST_ROWS = 20_000  # lines that are looked at: an issue of five thousand articles has no more
_MOST_SLIPS = 100  # more than anybody mends at once
_DEPTH = 50  # lists and mappings in one another
_HASHES = ("＃", "//")  # what is typed for the # of a comment
_KEY_BEFORE = {"articles": "title", "title": "file", "toc": "file"}  # what stands before these where it is forgotten


def diagnose(text: str) -> Findings:
    """What is wrong in a text, with the edits that would mend it; time grows with its length."""
    found = list(islice(rows(text), _MOST_ROWS))
    reader = _Reader(text, found)
    for index in range(len(found)):
        if len(reader.findings.slips) >= _MOST_SLIPS or len(reader.nests.open) > _DEPTH:
            break
        reader.take(index)
    return reader.findings


def _key_of_entry(body: str) -> TypedKey | None:
    """The key behind a dash; `None` where there is none."""
    dash = read_dash(body)
    return None if dash is None else read_key(body[dash.length :])


class _Reader:
    """Takes line after line, and knows what lists and mappings are open."""

    def __init__(self, text: str, found: list[TypedLine]) -> None:
        self.findings = Findings()
        self.nests = Nests()
        self._text = text
        self._rows = found
        self._resume = 0
        self._text_indent: int | None = None  # of the key whose text stands on lines of its own
        self._alignment = Alignment(found, self.nests, self.findings)
        self._margins = self._alignment.margins
        self._value = 0  # where the last value begins

    def take(self, index: int) -> None:
        """Take one line."""
        row = self._rows[index]
        if row.start < self._resume or self._is_in_text(row):
            return
        if not row.body:
            self.findings.note_row(Slip.WIDE_LINE, row.start, index)
            self.findings.edit(row.start, row.start + len(row.white), "")
            return
        sign = next((each for each in _HASHES if row.body.startswith(each)), None)
        if sign is not None:
            self.findings.note_row(Slip.HASH_ALIKE, row.at, index, char=sign)
            self.findings.edit(row.at, row.at + len(sign), "#")
            return
        key = read_key(row.body)
        dash = read_dash(row.body)
        if dash and (dash.slip is None or self._may_be_entry(row, key)):
            self._take_line(index, LineKind.ENTRY, None)
        elif key and self._is_key(key, index):
            self._take_line(index, LineKind.KEY, key)
        else:
            self._take_line(index, LineKind.TEXT, None)

    def _is_in_text(self, row: TypedLine) -> bool:
        """Whether a line belongs to a text that stands on lines of its own."""
        if self._text_indent is None or len(row.white) <= self._text_indent:
            self._text_indent = None
            return False
        return True

    def _may_be_entry(self, row: TypedLine, key: TypedKey | None) -> bool:
        """Whether a line may be an entry of a list, so that what it begins with was meant as a dash."""
        if self.nests.waiting is not None and len(row.white) >= self.nests.waiting:
            return True
        is_between = key is not None or not self.nests.has_mapping(len(row.white))
        return is_between and bool(self.nests.lists)

    def _is_key(self, key: TypedKey, index: int) -> bool:
        """Whether a line that begins like a key with a wrong colon has one."""
        row = self._rows[index]
        if key.slip is None or is_sure_in_list(key, row.body):
            return True
        if self.nests.waiting is None:
            return self.nests.has_mapping(len(row.white))
        return not is_file(row.body) and not self._is_followed_by_entry(index)

    def _after(self, index: int) -> TypedLine | None:
        return self._rows[index + 1] if index + 1 < len(self._rows) else None

    def _is_followed_by_entry(self, index: int) -> bool:
        after = self._after(index)
        return after is not None and after.white == self._rows[index].white and read_dash(after.body) is not None

    # How far a line is indented

    def _take_line(self, index: int, form: LineKind, key: TypedKey | None) -> None:
        row = self._rows[index]
        column = self._alignment.column(index, form)
        if form is LineKind.TEXT:
            self._take_text(index, column)
            return
        if form is LineKind.ENTRY and (self._take_key_behind_dash(index, column) or self._take_stray(index, column)):
            return
        if key and self._take_first_without_dash(index, column, key):
            return
        is_open = key is not None and row.body[key.length :].lstrip()[:1] in ("", "#")
        indent = self._alignment.settle(index, column, form, is_open=is_open)
        if indent is None and key and self._take_key_in_list(index, column, key):
            return
        if indent is None:
            indent = self._alignment.move(index, column, form, is_open=is_open)
        if key is None:
            self._take_entry(index, indent)
        else:
            self._alignment.indent(row, indent)
            self._take_key(index, row.at, indent, key)

    # Entries, keys and texts

    def _take_entry(self, index: int, indent: int) -> None:
        row = self._rows[index]
        self._alignment.indent(row, indent)
        at, body, dash = row.at, row.body, read_dash(row.body)
        while dash is not None and len(self.nests.open) <= _DEPTH:
            self.nests.enter(Nest(indent, True, row.number, "", at))
            self.nests.waiting = indent
            if dash.slip is not None:
                self.findings.note_row(dash.slip, at, index, char=body[: dash.length].strip())
                self.findings.edit(at, at + dash.length, "- ")
            at, body = at + dash.length, body[dash.length :]
            indent += dash.length if dash.slip is None else 2
            dash = read_dash(body)
            dash = None if dash and dash.slip else dash
        self._take_rest_of_entry(index, at, body, indent)

    def _take_rest_of_entry(self, index: int, at: int, body: str, indent: int) -> None:
        """What stands behind the dash."""
        key = read_key(body) or (read_key_alone(body) if self._goes_on(index) else None)
        list_ = self.nests.open[-1]
        if key and (key.slip is Slip.NO_COLON or is_sure_in_list(key, body) or self._goes_on(index)):
            list_.entry = None
            list_.first = list_.first or key.name
            self._take_key(index, at, indent, key)
            return
        list_.entry = at if body else None
        self._take_value(index, at, list_.indent)

    def _take_key_behind_dash(self, index: int, column: int) -> bool:
        """A key of the whole file that has a dash before it."""
        row = self._rows[index]
        key = _key_of_entry(row.body)
        is_outermost = not self.nests.open or column == self.nests.open[0].indent
        if key is None or not is_outermost or (self.nests.open and self.nests.fits(column, LineKind.ENTRY)):
            return False
        if any(nest.first == key.name for nest in self.nests.lists):
            return False
        dash = read_dash(row.body)
        at = row.at + (dash.length if dash else 0)
        self.findings.note_row(Slip.DASH_OUTSIDE, row.at, index)
        self.findings.edit(row.at, at, "")
        self._take_key(index, at, column, key)
        return True

    def _take_stray(self, index: int, column: int) -> bool:
        """An entry where no list is open, nor may be opened."""
        if self.nests.lists or self.nests.fits(column, LineKind.ENTRY):
            return False
        row = self._rows[index]
        self.findings.note_row(Slip.DASH_STRAY, row.at, index)
        self.findings.edit(row.start, row.at, " " * column + "# ")
        return True

    def _goes_on(self, index: int) -> bool:
        """Whether the line after an entry belongs to it."""
        after = self._after(index)
        return after is not None and len(after.white) > len(self._rows[index].white) and read_dash(after.body) is None

    def _take_key(self, index: int, at: int, indent: int, key: TypedKey) -> None:
        row = self._rows[index]
        nest = self.nests.enter(Nest(indent, False, row.number, key.name, at))
        if nest.begin != at:
            if key.name == nest.first and nest.has_more:
                nest = self._note_lost_dash(index, at, nest, key)
            nest.has_more = nest.has_more or key.name != nest.first
        if key.slip is not None:
            sign = self._text[at + key.colon : at + key.colon + 1]
            place = at + len(key.name) if key.slip is Slip.NO_COLON else at + key.colon
            self.findings.note(key.slip, place, key=key.name, char=sign)
            self.findings.edit(at + len(key.name), at + key.length, ": ")
        self._take_value(index, at + key.length, indent)

    def _note_lost_dash(self, index: int, at: int, nest: Nest, key: TypedKey) -> Nest:
        """Note the dash that a key lacks which begins what all keys before it have together; the mapping it begins."""
        row = self._rows[index]
        level = self.nests.open.index(nest)
        list_ = self.nests.open[level - 1] if level else None
        if row.at != at or list_ is None or nest.indent < list_.indent + 2:
            return nest
        indent = nest.indent - 2
        if not list_.is_list:  # the first of them has no dash either
            self.findings.note_row(Slip.NO_DASH, nest.begin, index)
            self.findings.edit(nest.begin - 2, nest.begin, "- ")
            list_ = Nest(indent, True, row.number, key.name, at)
            self.nests.open.insert(level, list_)
        self.findings.note_row(Slip.NO_DASH, at, index)
        self.findings.edit(row.start, row.at, " " * list_.indent + "- " + " " * (nest.indent - list_.indent - 2))
        list_.row = row.number
        nest.begin, nest.has_more = at, False
        return nest

    def _take_value(self, index: int, at: int, indent: int) -> None:
        value = read_value(self._text, at, indent, self.findings)
        self._resume = max(self._resume, value.resume)
        self._value = at + len(self._text[at : value.resume]) - len(self._text[at : value.resume].lstrip(" \t"))
        is_opened = value.is_empty and self._has_lines(index, value, indent)
        if value.comment is not None and not is_opened:
            note_comment(self._text, value.comment, self.findings)
        self.nests.waiting = indent if value.is_empty else None
        if value.is_text:
            self._text_indent = indent

    def _has_lines(self, index: int, value: ReadValue, indent: int) -> bool:
        """Whether the lines after a key belong to it."""
        after = self._after(index)
        return after is not None and (len(after.white) > indent or read_dash(after.body) is not None)

    def _take_first_without_dash(self, index: int, column: int, key: TypedKey) -> bool:
        """A key that begins the first entry of a list, without a dash."""
        waiting = self.nests.waiting
        if waiting is None or not self.nests.open or not self.nests.awaits(column):
            return False
        list_ = self._margins.list_of_first(index, column, waiting)
        if list_ is None:
            return False
        self._take_key_without_dash(index, list_, key)
        return True

    def _take_key_without_dash(self, index: int, indent: int, key: TypedKey) -> None:
        row = self._rows[index]
        self.findings.note_row(Slip.NO_DASH, row.at, index)
        self._alignment.indent(row, indent, "- ")
        list_ = self.nests.enter(Nest(indent, True, row.number, key.name, row.at))
        list_.entry = None
        self._take_key(index, row.at, indent + 2, key)

    def _take_key_in_list(self, index: int, column: int, key: TypedKey) -> bool:
        """A key where an entry of a list should begin, or which belongs to a text that should have one too."""
        around = [nest for nest in self.nests.lists if nest.indent <= column]
        list_ = around[-1] if around else None
        if list_ is None:
            return False
        if list_.entry is not None and column > list_.indent and list_ is self.nests.last:
            return self._take_key_behind_text(index, list_, key)
        if list_.indent == column and (key.name == list_.first or not list_.first):
            self._take_key_without_dash(index, column, key)
            return True
        return False

    def _take_key_behind_text(self, index: int, list_: Nest, key: TypedKey) -> bool:
        """A key below an entry that has none: `- 01.txt` with `title: …` under it."""
        entry = list_.entry
        if entry is None:
            return False
        if key.name not in _KEY_BEFORE:
            self._take_key_without_dash(index, list_.indent, key)
            return True
        row = self._rows[index]
        words = self._text[entry : self._text.find("\n", entry)].strip()
        before = _KEY_BEFORE[key.name]
        self.findings.note(Slip.NO_FIRST_KEY, entry, key=before, value=words[:20])
        self.findings.edit(entry, entry, f"{before}: ")
        list_.entry, list_.first = None, before
        indent = list_.indent + 2
        self._alignment.indent(row, indent)
        self.nests.open.append(Nest(indent, False, row.number, before, entry, has_more=True))
        self._take_key(index, row.at, indent, key)
        return True

    def _take_text(self, index: int, column: int) -> None:
        """A line that is neither an entry nor has a key."""
        row = self._rows[index]
        alone = read_key_alone(row.body)
        is_key = self.nests.waiting is None and self.nests.has_mapping(column)
        if alone and (is_key or self._margins.is_followed_by_key(index)):
            self._take_key(index, row.at, column, alone)
            return
        list_ = self._list_of_text(index, column)
        if list_ is not None:
            self.findings.note_row(Slip.NO_DASH, row.at, index)
            self._alignment.indent(row, list_, "- ")
            self.nests.enter(Nest(list_, True, row.number, "", row.at)).entry = row.at
            self._take_value(index, row.at, list_)
            return
        self._alignment.indent(row, column)
        if not self.nests.open or self.nests.awaits(column):
            self._take_value(index, row.at, column)  # a value on a line of its own
            return
        is_deeper = column > max(nest.indent for nest in self.nests.open)
        self.findings.note_row(Slip.CONTINUED if is_deeper else Slip.NO_KEY, row.at, index)
        self.findings.guessed.add(self._value)
        self.findings.edit(row.at, row.at, "# ")

    def _list_of_text(self, index: int, column: int) -> int | None:
        """How far the list is indented that a text lacks its dash in; `None` where it is no entry of a list."""
        row = self._rows[index]
        if self.nests.awaits(column):
            entry = self._margins.list_of_first(index, column, self.nests.waiting or 0)
            return column if entry is None and (is_file(row.body) or self._is_repeated(index)) else entry
        list_ = self.nests.lists[-1] if self.nests.lists else None
        if list_ is None:
            return None
        is_below_text = list_ is self.nests.last and list_.entry is not None
        return list_.indent if list_.indent == column or (is_below_text and is_file(row.body)) else None

    def _is_repeated(self, index: int) -> bool:
        """Whether the line below is text as well, as in a list without dashes."""
        after = self._after(index)
        return after is not None and after.white == self._rows[index].white and not read_key(after.body)
