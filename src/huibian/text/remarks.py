"""Collects the messages about an article, so that a fault met a hundred times is reported once."""

from __future__ import annotations

from collections.abc import Sequence
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


class Remarks(Struct):
    """What was met so far, and where.

    Attributes:
        unit: What the article's spans count as lines: "行", or "段" in a Word file.
        tally: What became of the file's characters.
    """

    unit: str = "行"
    tally: Tally = field(default_factory=Tally)
    _places: dict[_Fault, list[Span]] = field(default_factory=dict)

    def error(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        """Note a fault that stops the issue."""
        self._places.setdefault(_Fault(Severity.ERROR, code, message, hint), []).append(span)

    def warning(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        """Note something the editor should know."""
        self._places.setdefault(_Fault(Severity.WARNING, code, message, hint), []).append(span)

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

    def count(self, *codes: str) -> int:
        """How often faults of these codes were met since the last report."""
        return sum(len(spans) for fault, spans in self._places.items() if fault.code in codes)

    def __len__(self) -> int:
        return len(self._places)

    @property
    def has_errors(self) -> bool:
        """Whether anything met stops the issue, and so may have kept text out of the article."""
        return any(fault.severity is Severity.ERROR for fault in self._places)

    def report(self, diagnostics: Diagnostics) -> None:
        """Tell of each kind once, with its first place, how many there are and on which lines."""
        for fault, spans in self._places.items():
            message = fault.message + self._places_of(spans)
            diagnostics.add(Diagnostic(fault.severity, fault.code, message, spans[0], fault.hint))
        self._places.clear()

    def _places_of(self, spans: Sequence[Span]) -> str:
        if len(spans) == 1:  # an editor who looks into a text file is shown the line; in Word he has to count
            return f"（第 {spans[0].line} 段）" if self.unit == "段" and spans[0].line else ""
        lines = list(dict.fromkeys(str(span.line) for span in spans))
        more = "等" if len(lines) > _LINES_SHOWN else ""
        return f"（共 {len(spans)} 处，第 {'、'.join(lines[:_LINES_SHOWN])} {self.unit}{more}）"
