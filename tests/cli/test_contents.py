from __future__ import annotations

import datetime
import json
import re
from types import SimpleNamespace
from typing import Any

import pytest

from huibian.cli import contents
from huibian.cli.contents import Filling, ListedArticle, ListedSection, Listing
from huibian.cli.terminal import columns
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
    PageEnd,
    PageFill,
    PageNumber,
    PageSize,
    Part,
    PartKind,
    PlacedPicture,
    Role,
    Run,
    RunKind,
    TextBlock,
    TextLine,
)
from huibian.units import ZERO, Length
from tests.support.examples import SHORT, TABLED, composed

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


def page(kind: PartKind, label: str | None, *items: Item, fill: PageFill | None = None) -> Page:
    return Page(kind, label, items, PageSize(ZERO, ZERO), foot=TOP, fill=fill)


FULL = PageFill(text=3, notes=0, of=3, end=PageEnd.FULL)
LEFT = PageFill(text=1, notes=0, of=3, end=PageEnd.PART)
PICTURE = PlacedPicture(ZERO, TOP, PITCH, PITCH, "image4", BlockNumber(4))


@pytest.fixture
def document() -> Document:
    """Contents of a section with two articles, one of them on two lines; two body pages."""
    roles = (
        Role.CONTENTS_TITLE,
        Role.CONTENTS_SECTION,
        Role.CONTENTS_ARTICLE,
        Role.CONTENTS_ARTICLE,
        Role.PARAGRAPH,
        Role.SIGNATURE,
    )
    contents_page = (
        line(0, 0, run("目　录")),
        line(1, 1, run("本月关注")),
        line(2, 2, run("很长的标")),
        entry(3, 2, "题", "1"),
        entry(4, 3, "短标题", "12"),
    )
    first = line(0, 4, run("甲乙丙丁戊己庚辛"))
    folio = ArtifactLine(ZERO, TOP + PITCH * 5, PITCH, ZERO, (run("— 1 —"),), Artifact.FOLIO)
    return Document(
        metadata=Metadata("史志月报", "编者", "月报", datetime.datetime(2020, 4, 16, tzinfo=datetime.UTC)),
        width=ZERO,
        height=ZERO,
        parts=(part(PartKind.CONTENTS, 1, range(4)), part(PartKind.BODY, 2, range(4, 5))),
        pages=(
            page(PartKind.CONTENTS, None, *contents_page),
            page(
                PartKind.BODY,
                "1",
                first,
                line(2, 4, run("一二三四五六七八")),
                folio,
                fill=FULL,
            ),
            page(PartKind.BODY, "2", PICTURE, line(0, 4, run("完。")), line(1, 5, run("落款")), fill=LEFT),
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
        Filling(1, "甲乙丙丁戊己庚辛一二三四", "戊己庚辛一二三四五六七八", 3, 3, 0, "full", 0, 0, 0),
        Filling(2, "完。\uff5c落款", "完。\uff5c落款", 1, 3, 2, "part", 1, 0, 0),
    )


def test_json_has_pages_only_when_asked(document: Document) -> None:
    plain: dict[str, Any] = json.loads(contents.as_json(contents.read(document), ascii_only=False))
    assert plain["sections"][0]["articles"][1] == {"title": "短标题", "page": 12}
    assert "pages" not in plain
    full = json.loads(contents.as_json(contents.read(document, with_pages=True), ascii_only=False))
    assert full["pages"][1] == {
        "page": 2,
        "starts_with": "完。\uff5c落款",
        "ends_with": "完。\uff5c落款",
        "lines": 1,
        "of": 3,
        "empty": 2,
        "because": "part",
        "pictures": 1,
        "tables": 0,
        "notes": 0,
    }


def test_json_for_a_terminal_without_chinese_loses_nothing(document: Document) -> None:
    found = contents.read(document)
    assert contents.as_json(found, ascii_only=True).isascii()
    assert json.loads(contents.as_json(found, ascii_only=True)) == json.loads(contents.as_json(found, ascii_only=False))


def test_dots_lead_to_the_pages_as_on_paper(document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    contents.print_listing(contents.read(document))
    assert capsys.readouterr().out.splitlines() == [
        "史志月报，正文 2 页",
        "",
        "本月关注",
        f"  很长的标题 {'.' * 65} 1",
        f"  短标题 {'.' * 68} 12",
    ]


@pytest.mark.parametrize(
    ("title", "page", "width", "lines"),
    [
        ("甲乙丙丁", 3, 20, ["  甲乙丙丁 ....... 3"]),
        ("甲乙丙丁戊己", 3, 20, ["  甲乙丙丁戊 ..... 3".replace("戊 .....", "戊"), "  己 ............. 3"]),
        ("a" * 40, 123, 20, ["  " + "a" * 40 + "  123"]),
        ("", 3, 20, ["   ............... 3"]),
    ],
)
def test_a_row_of_dots_ends_at_the_edge(title: str, page: int, width: int, lines: list[str]) -> None:
    led = list(contents.led_to(ListedArticle(title, page), width))
    assert columns(led[-1]) == max(width, columns(lines[-1]))
    assert led[-1].endswith(f" {page}")
    assert all(columns(line) <= width for line in led[:-1])
    assert re.sub(r"[ .]+\d+$", "", "".join(line.strip() for line in led)) == title


def test_pages_say_what_is_on_them_and_why_lines_are_empty(
    document: Document, capsys: pytest.CaptureFixture[str]
) -> None:
    contents.print_listing(contents.read(document, with_pages=True))
    told = capsys.readouterr().out.splitlines()
    assert told[-4:] == [
        f"  页     行  起{'':31}  止",
        f"   1   3/3   甲乙丙丁戊己庚辛一二三四{'':9}  戊己庚辛一二三四五六七八",
        f"   2   1/3   完。\uff5c落款{'':23}  完。\uff5c落款",
        "             1 幅图；空 2 行：正文到这里为止",
    ]


@pytest.mark.parametrize("end", PageEnd)
def test_every_reason_is_said(end: PageEnd) -> None:
    filling = Filling(1, "甲", "乙", 20, 22, 2, str(end), 0, 2, 1)
    there, why = contents._notes(filling)
    assert there == "2 张表，1 条脚注"
    assert re.fullmatch("空 2 行：[一-鿿，]{3,}", why)


@pytest.mark.parametrize("wide", [60, 300])
def test_on_a_terminal_it_is_as_wide_as_that(monkeypatch: pytest.MonkeyPatch, wide: int) -> None:
    monkeypatch.setenv("COLUMNS", str(wide))
    assert contents._width() == 80
    monkeypatch.setattr("sys.stdout", SimpleNamespace(isatty=lambda: True))
    assert contents._width() == min(wide, 80)


def test_brackets_in_a_title_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    entries = (ListedArticle("[bold]原样[/bold] :smile:", 1),)
    contents.print_listing(Listing("月报", 1, (ListedSection("[red]", entries),)))
    told = capsys.readouterr().out
    assert "[bold]原样[/bold] :smile:" in told
    assert "[red]" in told


@pytest.mark.debian_fonts
def test_the_pages_of_an_issue_are_told_with_their_numbers() -> None:
    listing = contents.read(composed(TABLED).document, with_pages=True)
    assert listing.pages is not None
    assert [page.page for page in listing.pages] == list(range(1, listing.body_pages + 1))
    assert [page.tables for page in listing.pages[:3]] == [1, 1, 1]
    assert max(page.pictures for page in listing.pages) == 2
    assert [page.because for page in listing.pages][-1] == "part"
    assert not any("①" in page.ends_with[:1] for page in listing.pages)


@pytest.mark.debian_fonts
def test_without_contents_the_headings_and_their_pages_are_told() -> None:
    short = contents.read(composed(SHORT.with_name("jianbao-12.yaml")).document)

    assert [section.title for section in short.sections] == ["秋粮测产", "基层实录"]
    pages = [article.page for section in short.sections for article in section.articles]
    assert len(pages) == 3
    assert pages == sorted(pages)
    assert pages[0] == 1
