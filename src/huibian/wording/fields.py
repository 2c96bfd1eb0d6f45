"""What the templates of a layout can name: takes an issue, gives its words with their places in the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from msgspec import Struct
from msgspec.structs import asdict

from huibian.diagnostics import Span
from huibian.manifest.model import Issue
from huibian.text.model import Inline


class Fields(Struct, frozen=True):
    """What the templates of a layout can name.

    Attributes:
        values: The words of each field with their place in the manifest; what the manifest lacks is not there.
        manifest: The manifest, to be named for words that are the layout's own.
    """

    values: Mapping[str, Inline]
    manifest: Span

    def fill(self, template: str) -> tuple[Inline, ...] | None:
        """The template with its fields filled in; `None` if the manifest lacks one of them."""
        filled: list[Inline] = []
        for words, name, _, _ in Formatter().parse(template):
            if words:
                filled.append(Inline(words, False, self.manifest))
            if name is not None:
                if name not in self.values:
                    return None
                filled.append(self.values[name])
        return tuple(filled)


def fields_of(issue: Issue) -> Fields:
    """The fields of an issue; every one that a layout may name, `definition.FIELDS`, where the manifest has it."""
    month, printed, marks = issue.month, issue.printed, issue.marks
    numbers = {
        "year": ("month", month.year),
        "month": ("month", month.month),
        "printed_year": ("printed", printed.year),
        "printed_month": ("printed", printed.month),
        "printed_day": ("printed", printed.day),
    }
    values = {name: Inline(str(value), False, marks.span(key)) for name, (key, value) in numbers.items()}
    for key in ("masthead", "issue", "editor"):
        values[key] = Inline(str(getattr(issue, key)), False, marks.span(key))
    if issue.permit is not None:
        values["permit"] = Inline(issue.permit, False, marks.span("permit"))
    for key, value in asdict(issue.colophon).items():
        if value is not None:
            values[key] = Inline(str(value), False, marks.span("colophon", key))
    return Fields(values, Span(issue.path))
