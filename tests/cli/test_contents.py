from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from huibian.cli import contents
from huibian.cli.contents import Filling, ListedArticle, ListedSection, Listing
from huibian.frame import (
    Align,
    Artifact,
    ArtifactLine,
    BlockNumber,
    Document,
    Fit,
    Indents,
    Item,
    LineGrid,
    Margins,
    Metadata,
    Page,
    PageNumber,
    PageSize,
    Part,
    PartKind,
    Role,
    Run,
    RunKind,
    TextBlock,
    TextLine,
)
from huibian.units import ZERO, Length
from tests.support.examples import SHORT, composed

PITCH = Length.of(29, "pt")
TOP = Length.of(100, "pt")
MARGINS = Margins(TOP, TOP, TOP, TOP, mirrored=False)


def run(text: str, kind: RunKind = RunKind.TEXT) -> Run:
    return Run(text, "fangsong", "f", Length.of(16, "pt"), (0,) * len(text), kind=kind)


def line(row: int, block: int, *runs: Run) -> TextLine:
    return TextLine(ZERO, TOP + PITCH * row, PITCH, ZERO, runs, BlockNumber(block), Fit(ZERO, (), ()))


def entry(row: int, block: int, text: str, number: str) -> TextLine:
    return line(row, block, run(text), run("···", RunKind.TAB), run(number, RunKind.PAGE_REFERENCE))


def part(kind: PartKind, pages: int, blocks: range) -> Part:
    none = range(blocks.start, blocks.start)
    return Part(kind, pages, MARGINS, LineGrid(TOP, PITCH, 3), PageNumber(1), none, blocks, none)


def page(kind: PartKind, label: str | None, *items: Item) -> Page:
    return Page(kind, label, items, PageSize(ZERO, ZERO), foot=TOP)


@pytest.fixture
def document() -> Document:
    """Contents of a section with two articles, one of them on two lines; two body pages."""
    roles = (
        Role.CONTENTS_TITLE,
        Role.CONTENTS_SECTION,
        Role.CONTENTS_ARTICLE,
        Role.CONTENTS_ARTICLE,
        Role.PARAGRAPH,
    )
    contents_page = (
        line(0, 0, run("目　录")),
        line(1, 1, run("本月关注")),
        line(2, 2, run("很长的标")),
        entry(3, 2, "题", "1"),
        entry(4, 3, "短标题", "12"),
    )
    folio = ArtifactLine(ZERO, TOP + PITCH * 5, PITCH, ZERO, (run("— 1 —"),), Artifact.FOLIO)
    return Document(
        metadata=Metadata("史志月报", "编者", "月报", datetime.datetime(2020, 4, 16, tzinfo=datetime.UTC)),
        width=ZERO,
        height=ZERO,
        parts=(part(PartKind.CONTENTS, 1, range(4)), part(PartKind.BODY, 2, range(4, 5))),
        pages=(
            page(PartKind.CONTENTS, None, *contents_page),
            page(PartKind.BODY, "1", line(0, 4, run("甲乙丙丁戊己庚辛")), line(2, 4, run("一二三四五六七八")), folio),
            page(PartKind.BODY, "2", line(0, 4, run("完。"))),
        ),
        blocks=tuple(TextBlock(role, Align.START, Indents()) for role in roles),
        styles={},
        fonts={},
        faces={},
    )


def test_reads_titles_and_numbers_as_they_stand_in_the_contents(document: Document) -> None:
    entries = (ListedArticle("很长的标题", 1), ListedArticle("短标题", 12))
    assert contents.read(document) == Listing("史志月报", 2, (ListedSection("本月关注", entries),))


def test_counts_a_page_as_filled_down_to_its_last_line(document: Document) -> None:
    assert contents.read(document, with_pages=True).pages == (
        Filling(1, "甲乙丙丁戊己庚辛一二三四", "戊己庚辛一二三四五六七八", 3, 3),
        Filling(2, "完。", "完。", 1, 3),
    )


def test_json_has_pages_only_when_asked(document: Document) -> None:
    plain: dict[str, Any] = json.loads(contents.as_json(contents.read(document), ascii_only=False))
    assert plain["sections"][0]["articles"][1] == {"title": "短标题", "page": 12}
    assert "pages" not in plain
    full = json.loads(contents.as_json(contents.read(document, with_pages=True), ascii_only=False))
    assert full["pages"][1] == {"page": 2, "starts_with": "完。", "ends_with": "完。", "lines": 1, "of": 3}


def test_json_for_a_terminal_without_chinese_loses_nothing(document: Document) -> None:
    found = contents.read(document)
    assert contents.as_json(found, ascii_only=True).isascii()
    assert json.loads(contents.as_json(found, ascii_only=True)) == json.loads(contents.as_json(found, ascii_only=False))


def test_tables_show_sections_articles_and_pages(document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    contents.print_tables(contents.read(document, with_pages=True))
    told = [row.split() for row in capsys.readouterr().out.splitlines()]
    assert ["短标题", "12"] in told
    assert ["本月关注"] in told
    assert ["2", "1/3", "完。", "完。"] in told


def test_brackets_in_a_title_are_no_markup(document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    entries = (ListedArticle("[bold]原样[/bold] :smile:", 1),)
    contents.print_tables(Listing("月报", 1, (ListedSection("[red]", entries),)))
    told = capsys.readouterr().out
    assert "[bold]原样[/bold] :smile:" in told
    assert "[red]" in told


@pytest.mark.debian_fonts
def test_without_contents_the_headings_and_their_pages_are_told() -> None:
    short = contents.read(composed(SHORT.with_name("jianbao-12.yaml")).document)

    assert [section.title for section in short.sections] == ["秋粮测产", "基层实录"]
    pages = [article.page for section in short.sections for article in section.articles]
    assert len(pages) == 3
    assert pages == sorted(pages)
    assert pages[0] == 1
