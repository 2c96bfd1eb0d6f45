from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from huibian.diagnostics import Diagnostics, Span
from huibian.frame import Role
from huibian.text.model import Article, Inline, Note, Paragraph
from huibian.text.remarks import Remarks
from huibian.text.tally import Written
from huibian.text.webpage import (
    _BAR,
    _FIELD_OF_DATELINE,
    _FOOT,
    _NEIGHBOUR,
    _PATH,
    _SUSPECT,
    _Surrounding,
    without_webpage,
)
from tests.support.cases import CASES
from tests.support.lines import Bounds, bounds, each
from tests.support.regexsigns import always_begins, always_has

LINES = yaml.safe_load((CASES / "forms" / "webpage.yaml").read_text(encoding="utf-8"))
AT = Span(Path("a.txt"), 3, 1)


def left(text: str, role: Role = Role.PARAGRAPH, note: Note | None = None) -> tuple[list[str], list[str]]:
    """What stays of a line, and what is said of it."""
    inlines = [Inline(text, False, AT), *([Inline("", False, AT, note=note)] if note else [])]
    remarks, diagnostics = Remarks(), Diagnostics()
    kept = without_webpage([Paragraph(role, tuple(inlines), AT)], remarks)
    remarks.report(diagnostics)
    return [each.text for each in kept if isinstance(each, Paragraph)], [d.code for d in diagnostics]


def lines(which: str) -> list[str]:
    """The lines of a part of the cases, and those that its bounds just allow."""
    return [
        *(line for written in LINES[which] for line in each(written)),
        *(line for b in bounded(which) for line in b.fits),
    ]


def bounded(which: str) -> list[Bounds]:
    return [bounds(line) for written in LINES["bounds"].get(which, ()) for line in each(written)]


@pytest.mark.parametrize("line", lines("gone"))
def test_what_is_of_the_page_goes_and_is_told(line: str) -> None:
    assert left(line) == ([], ["HB266"])


@pytest.mark.parametrize(("line", "kept"), LINES["kept"].items())
def test_what_a_dateline_says_of_the_article_stays(line: str, kept: str) -> None:
    for text in each(line):
        assert left(text) in [([said], ["HB266"]) for said in each(kept)]


@pytest.mark.parametrize("bound", bounded("kept"))
def test_what_a_dateline_says_has_so_many_characters(bound: Bounds) -> None:
    assert [left(line) for line in bound.fits] == [([line.removesuffix("浏览：5")], ["HB266"]) for line in bound.fits]


@pytest.mark.parametrize("line", [*lines("whole"), *lines("quiet")])
def test_other_lines_stay(line: str) -> None:
    assert left(line) == ([line], [])


@pytest.mark.parametrize(
    "line", [line for which in LINES["bounds"] for each in bounded(which) for line in each.does_not]
)
def test_a_line_with_more_or_less_stays(line: str) -> None:
    assert left(line) == ([line], [])


@pytest.mark.parametrize("line", lines("told"))
def test_what_only_looks_like_it_stays_and_is_told(line: str) -> None:
    assert left(line) == ([line], ["HB267"])


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("打印 关闭", "“打印 关闭”"),
        ("上一篇：" + "长" * 16, f"“上一篇：{'长' * 16}”"),
        ("上一篇：" + "长" * 17, f"“上一篇：{'长' * 16}…”"),
        ("在看：" + "长" * 18, f"“在看：{'长' * 17}…”"),
    ],
)
def test_a_message_says_how_the_line_begins(text: str, begins: str) -> None:
    remarks, diagnostics = Remarks(), Diagnostics()
    without_webpage([Paragraph(Role.PARAGRAPH, (Inline(text, False, AT),), AT)], remarks)
    remarks.report(diagnostics)
    assert [begins in each.message for each in diagnostics] == [True]


def test_what_stays_of_a_dateline_and_what_goes_are_all_of_it() -> None:
    text = "浏览：5|来源：县局|打印|作者：周默|关闭"
    halves = (Inline(text[:9], False, AT), Inline(text[9:], False, AT.shifted(9)))
    remarks = Remarks()
    (kept,) = without_webpage([Paragraph(Role.PARAGRAPH, halves, AT)], remarks)
    assert isinstance(kept, Paragraph)
    assert (kept.text, kept.span) == ("来源：县局　作者：周默", AT.shifted(5))
    article = Article((), "", (kept,), AT)
    assert remarks.tally.check([Written(text, AT)], article) is None


def test_marks_that_part_what_a_dateline_says_go_with_what_goes() -> None:
    text = "发布日期：2026年9月3日，来源：《县报》 ； 作者：周默/阅读：3次"
    remarks = Remarks()
    (kept,) = without_webpage([Paragraph(Role.PARAGRAPH, (Inline(text, False, AT),), AT)], remarks)
    assert isinstance(kept, Paragraph)
    assert kept.text == "来源：《县报》　作者：周默"
    assert remarks.tally.check([Written(text, AT)], Article((), "", (kept,), AT)) is None


def test_what_a_file_marks_or_annotates_stays() -> None:
    assert left("打印 关闭", Role.QUOTATION) == (["打印 关闭"], [])
    assert left("打印 关闭", note=Note((Inline("注", False, AT),), AT)) == (["打印 关闭"], [])


def test_a_line_of_more_than_two_hundred_characters_stays() -> None:
    fields = [f"{what}：{'长' * 38}" for what in ("来源", "作者", "记者", "供稿")]
    line = " ".join(fields) + "浏览次数：1".rjust(200 - len(" ".join(fields)))
    assert len(line) == 200
    assert left(line)[1] == ["HB266"]
    assert left(line.replace(" 浏", "  浏")) == ([line.replace(" 浏", "  浏")], [])


@pytest.mark.parametrize(
    "part",
    [
        *("-", "大小", "- ", "打印 ", "来源：甲 ", "2026-11-03 ", "浏览次数：1 ", "【", "字号：大 中 小 "),
        *("大大大大大大大,    ", "分享到          ", "位置»»»»"),
    ],
)
def test_a_line_that_repeats_what_pages_have_is_looked_at_once(part: str) -> None:
    line = f"{part * (199 // len(part))}。"
    assert left(line) == ([line], [])


@pytest.mark.parametrize("surrounding", [_BAR, _FIELD_OF_DATELINE, _FOOT, _NEIGHBOUR, _PATH, _SUSPECT])
def test_nothing_of_a_page_can_be_without_its_signs(surrounding: _Surrounding) -> None:
    assert always_has(surrounding.pattern, surrounding.signs)
    assert always_has(surrounding.pattern, surrounding.begins)
    assert surrounding.begins == ("",) or always_begins(
        surrounding.pattern, "".join(begin[0] for begin in surrounding.begins)
    )
