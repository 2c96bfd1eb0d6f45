"""Layouts with one wrong value: for every value of a layout, what somebody may write in its place."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from msgspec.structs import replace

from huibian.diagnostics import Diagnostics, HuibianError, Severity
from huibian.docx.write import write_docx
from huibian.fontbook import FontBook
from huibian.layoutfile.definition import Layout, Style
from huibian.layoutfile.derive import read_derived
from huibian.manifest.model import Issue
from huibian.markedyaml import Codes, Faulty, Marks, validate
from huibian.markedyaml.valuetypes import keys_of
from huibian.pages.compose import compose
from huibian.pdf.write import write_pdf
from huibian.text.model import Article
from tests.support.examples import PICTURED, read

Place: TypeAlias = tuple[str | int, ...]
_CODES = Codes("HB301", "HB301", "HB301", "HB301")
_NUMBERS = ("", "0", "-1", "1", "7", "50", "100000", "1" + "0" * 30, "1.5")
_LENGTHS = (
    *("0 pt", "-1 pt", "0.001 pt", "6 pt", "40 pt", "10000 pt", f"{'9' * 400} pt", "1 mm", "10 mm", "100 mm", "200 mm"),
    *("297 mm", "三号", "初号"),
)
_EMS = (
    *("0 em", "0.000000001 em", "0.01 em", "-0.01 em", "0.9 em", "1 em", "-1 em", "2 em", "5 em", "-5 em", "13 em"),
    *("24 em", "27 em", "100 em", "1e308 em", "nan em", "inf em"),
)
_WORDS = (
    *("x", " ", "　", "“", "①", "\n", "\t", "\u202e", "𬸦" * 300, "{", "{masthead}", "{masthead!r:>9999}", "{0}"),
    *("folio", "paragraph", "picture", "center", "end", "justify", "continuous", "basic", "true", "FFFFFF", "songti"),
)
_OTHERS: tuple[Any, ...] = (None, [], {}, ["x"], {"a": "1"})
HOSTILE: tuple[Any, ...] = (*_NUMBERS, *_LENGTHS, *_EMS, *_WORDS, *_OTHERS)
# What a style may say and most do not.
_UNSAID = {"pitch": "30 pt", "outline": "1", **dict.fromkeys(keys_of(Style))}


@cache
def layout_data(file: Path) -> tuple[dict[str, Any], Marks]:
    """What a layout file says, and where."""
    derived = read_derived(file, None, Diagnostics(), _CODES)
    assert derived is not None
    return derived.data, derived.marks


def places(data: dict[str, Any]) -> list[Place]:
    """The place of every value, also of those that a style could have."""
    unsaid = [("styles", role, key) for role, style in data["styles"].items() for key in _UNSAID.keys() - style.keys()]
    return [*_places(data, ()), *sorted(unsaid)]


def _places(value: Any, place: Place) -> Iterator[Place]:
    if place:
        yield place
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*place, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _places(inner, (*place, index))


def spoilt(data: dict[str, Any], place: Place, value: Any) -> dict[str, Any]:
    """The same layout with another value at a place."""
    data = copy.deepcopy(data)
    inner: Any = data
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = copy.deepcopy(value)
    return data


def outcome(data: dict[str, Any], marks: Marks, fonts: FontBook) -> list[tuple[str, bool]]:
    """What comes of a layout: the codes of its faults and whether they have a place; none where there are pages.

    The issue has text, a picture, a table, footnotes, closing lines and everything that cover and colophon can say.
    """
    diagnostics = Diagnostics()
    layout = validate(data, marks, Layout, diagnostics, _CODES)
    if not isinstance(layout, Faulty):
        layout = replace(layout, _marks=marks)
        try:
            issue, articles = _issue()
            document = compose(issue, articles, layout, fonts, diagnostics)
        except HuibianError as error:
            diagnostics.extend(error.diagnostics)
        else:
            write_pdf(document)
            write_docx(document)
    return [(each.code, each.span is not None) for each in diagnostics if each.severity is Severity.ERROR]


@cache
def _issue() -> tuple[Issue, list[list[Article]]]:
    issue, articles = read(PICTURED)
    section = issue.sections[0]
    told = {"report_to": "县委、县政府", "send_to": "各科室", "issue_to": "各乡镇", "printer": "云溪印刷厂"}
    colophon = replace(issue.colophon, **told)
    short = replace(section, articles=section.articles[:2])
    issue = replace(issue, sections=(short,), colophon=colophon, permit="云内资准字第7号")
    return issue, [[articles[0][1], articles[1][2]]]
