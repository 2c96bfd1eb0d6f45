"""What engines made of our documents, as a listing and as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table

from tests.support.engines.trial import Verdict
from tools.consumers.causes import Cause
from tools.consumers.subjects import Subject


@dataclass(frozen=True, slots=True)
class Answers:
    """What an engine made of all documents.

    Attributes:
        engine: Its name and version.
        verdicts: By name of the document.
        seconds: How long it took.
    """

    engine: str
    verdicts: Mapping[str, Verdict]
    seconds: float

    @property
    def differing(self) -> list[str]:
        """The documents of which the engine makes anything otherwise, or in other faces."""
        return [name for name, each in self.verdicts.items() if each.differences or each.strangers or each.blank]


def listing(answers: Answers) -> Iterator[str]:
    """Each line that an engine has otherwise, with document and page."""
    for name in answers.differing:
        verdict = answers.verdicts[name]
        if verdict.strangers:
            yield f"{answers.engine}: {name}: set in other faces: {', '.join(sorted(verdict.strangers))}"
        if verdict.blank:
            yield f"{answers.engine}: {name}: blank pages more: {verdict.blank}"
        for each in verdict.differences:
            theirs = "(no such page on one side)" if each.theirs is None else each.theirs
            yield f"{answers.engine}: {name}: page {each.page}\n  ours   {each.ours}\n  theirs {theirs}"


def engines_table(answers: Sequence[Answers]) -> Table:
    """One row for each engine."""
    table = _table("engine", "documents", "of them alike", "lines in place", "pages in place", "blank pages more", "s")
    for each in answers:
        verdicts = each.verdicts.values()
        table.add_row(
            each.engine,
            str(len(verdicts)),
            str(len(verdicts) - len(each.differing)),
            f"{sum(v.lines_in_place for v in verdicts)} of {sum(v.lines for v in verdicts)}",
            f"{sum(v.pages_in_place for v in verdicts)} of {sum(v.pages for v in verdicts)}",
            str(sum(v.blank for v in verdicts)),
            f"{each.seconds:.0f}",
        )
    return table


def layouts_table(subjects: Sequence[Subject], answers: Sequence[Answers]) -> Table:
    """One row for each layout, examples and random issues apart: line breaks, and lines that each engine misplaces."""
    table = _table(
        "layout", "documents", "lines", "`w:br`", "in 100 lines", *(f"misplaced: {each.engine}" for each in answers)
    )
    groups: dict[str, list[Subject]] = {}
    for subject in subjects:
        kind = "random issues" if "/random-" in subject.name else "examples"
        groups.setdefault(f"{subject.layout}, {kind}", []).append(subject)
    for name, members in groups.items():
        lines, breaks = sum(each.lines for each in members), sum(each.breaks.total() for each in members)
        lost = [sum(_lost(each.verdicts[member.name]) for member in members) for each in answers]
        table.add_row(name, *map(str, (len(members), lines, breaks)), f"{100 * breaks / lines:.1f}", *map(str, lost))
    return table


def causes_table(subjects: Sequence[Subject]) -> Table:
    """Why lines are ended by a line break: one row for each cause, examples and random issues apart."""
    table = _table("lines ended by a line break", "examples", "in 100 lines", "random issues", "in 100 lines")
    kinds = [[each for each in subjects if ("/random-" in each.name) is random] for random in (False, True)]
    lines = [sum(each.lines for each in kind) or 1 for kind in kinds]
    for cause in Cause:
        counts = [sum(each.breaks[cause] for each in kind) for kind in kinds]
        shares = (f"{100 * count / all_:.1f}" for count, all_ in zip(counts, lines, strict=True))
        table.add_row(cause.value, *(cell for pair in zip(map(str, counts), shares, strict=True) for cell in pair))
    return table


def _lost(verdict: Verdict) -> int:
    return verdict.lines - verdict.lines_in_place


def _table(first: str, *others: str) -> Table:
    table = Table(box=box.MARKDOWN)
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right")
    return table
