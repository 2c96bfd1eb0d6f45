"""Collects the messages about an article, so that a fault met a hundred times is reported once."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct, field

from huibian.diagnostics import Diagnostic, Diagnostics, Severity, Span
from huibian.text.tally import Tally

_LINES_SHOWN = 5


class _Fault(NamedTuple):
    severity: Severity
    code: str
    message: str
    hint: str | None


class _FaultPlaces(Struct):
    """Where a fault was met: how often, first, and on which lines, of which one more is kept than is told."""

    first: Span
    count: int = 0
    lines: dict[int | None, None] = field(default_factory=dict)

    def add(self, span: Span, times: int) -> None:
        self.count += times
        if len(self.lines) <= _LINES_SHOWN:
            self.lines[span.line] = None


class Remarks(Struct):
    """What was met so far, and where.

    Attributes:
        unit: What the article's spans count as lines: "行", or "段" in a Word file.
        tally: What became of the file's characters.
    """

    unit: str = "行"
    tally: Tally = field(default_factory=Tally)
    _places: dict[_Fault, _FaultPlaces] = field(default_factory=dict)

    def error(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        """Note a fault that stops the issue."""
        self._add(_Fault(Severity.ERROR, code, message, hint), span)

    def warning(self, code: str, message: str, span: Span, hint: str | None = None, *, times: int = 1) -> None:
        """Note something the editor should know, met so many times on one line, first at `span`."""
        self._add(_Fault(Severity.WARNING, code, message, hint), span, times)

    def left_out(self, message: str, span: Span, text: str, hint: str | None = None, code: str = "HB214") -> None:
        """Tell that some of the file's text is not in the article, and account for it.

        Args:
            message: What it was, in words.
            span: Where it stands.
            text: All its characters, as the file has them.
            hint: What can be done about it; `None` where the message says all.
            code: The code of the message.
        """
        self.warning(code, message, span, hint)
        self.tally.left_out(text, span)

    def __len__(self) -> int:
        return len(self._places)

    @property
    def has_errors(self) -> bool:
        """Whether anything met stops the issue, and so may have kept text out of the article."""
        return any(fault.severity is Severity.ERROR for fault in self._places)

    def report(self, diagnostics: Diagnostics) -> None:
        """Tell of each kind once, with its first place, how many there are and on which lines."""
        for fault, places in self._places.items():
            message = fault.message + self._told(places)
            diagnostics.add(Diagnostic(fault.severity, fault.code, message, places.first, fault.hint))
        self._places.clear()

    def _add(self, fault: _Fault, span: Span, times: int = 1) -> None:
        places = self._places.get(fault)
        if places is None:
            places = self._places[fault] = _FaultPlaces(span)
        places.add(span, times)

    def _told(self, places: _FaultPlaces) -> str:
        line = places.first.line
        if places.count == 1:  # an editor who looks into a text file is shown the line; in Word he has to count
            return f"（第 {line} 段）" if self.unit == "段" and line else ""
        lines = [str(each) for each in places.lines]
        more = "等" if len(lines) > _LINES_SHOWN else ""
        return f"（共 {places.count} 处，第 {'、'.join(lines[:_LINES_SHOWN])} {self.unit}{more}）"
