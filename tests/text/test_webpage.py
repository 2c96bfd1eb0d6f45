from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from huibian.diagnostics import Diagnostics, Span
from huibian.frame import Role
from huibian.text.model import Inline, Note, Paragraph
from huibian.text.remarks import Remarks
from huibian.text.webpage import without_webpage
from tests.support.cases import CASES

LINES = yaml.safe_load((CASES / "forms" / "webpage.yaml").read_text(encoding="utf-8"))
AT = Span(Path("a.txt"), 3, 1)


def left(text: str, role: Role = Role.PARAGRAPH, note: Note | None = None) -> tuple[list[str], list[str]]:
    """What stays of a line, and what is said of it."""
    inlines = [Inline(text, False, AT), *([Inline("", False, AT, note=note)] if note else [])]
    remarks, diagnostics = Remarks(), Diagnostics()
    kept = without_webpage([Paragraph(role, tuple(inlines), AT)], remarks)
    remarks.report(diagnostics)
    return [each.text for each in kept if isinstance(each, Paragraph)], [d.code for d in diagnostics]


@pytest.mark.parametrize("line", LINES["gone"])
def test_what_is_of_the_page_goes_and_is_told(line: str) -> None:
    assert left(line) == ([], ["HB266"])


@pytest.mark.parametrize(("line", "kept"), LINES["kept"].items())
def test_what_a_dateline_says_of_the_article_stays(line: str, kept: str) -> None:
    assert left(line) == ([kept], ["HB266"])


@pytest.mark.parametrize("line", [*LINES["whole"], *LINES["quiet"]])
def test_other_lines_stay(line: str) -> None:
    assert left(line) == ([line], [])


@pytest.mark.parametrize("line", LINES["told"])
def test_what_only_looks_like_it_stays_and_is_told(line: str) -> None:
    assert left(line) == ([line], ["HB267"])


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
