from __future__ import annotations

import pytest
from lxml import etree
from msgspec.structs import replace

from huibian.docx.write import write_docx
from huibian.frame import Document, Line, Role, Run, RunKind
from huibian.units import Length
from tests.support.bulletins import LONG_TITLE, standard_docx
from tests.support.documents import bulletin
from tests.support.wordml import W, find, has, paragraphs, style, style_of, text, val

ENTRIES = [
    each for each in paragraphs(standard_docx()) if style_of(each).startswith("TOC") and style_of(each) != "TOCHeading"
]


def codes(element: etree._Element) -> list[str]:
    return [(code.text or "").strip() for code in element.iter(f"{W}instrText")]


def test_the_contents_is_one_field_that_keeps_numbers_off_sections() -> None:
    marks = [mark.get(f"{W}fldCharType") for entry in ENTRIES for mark in entry.iter(f"{W}fldChar")]

    assert codes(ENTRIES[0]) == [r'TOC \o "1-2" \n 1-1 \h \z \u']
    assert marks.count("begin") == marks.count("separate") == marks.count("end") == 1 + 3
    assert ENTRIES[-1][-1].find(f"{W}fldChar") is not None
    assert not any(mark.get(f"{W}dirty") for entry in ENTRIES for mark in entry.iter(f"{W}fldChar"))


def test_its_cached_entries_are_what_was_set() -> None:
    assert [(style_of(entry), text(entry)) for entry in ENTRIES] == [
        ("TOC1", "本月关注"),
        ("TOC2", f"{LONG_TITLE}\t1"),
        ("TOC2", "我县召开古树保护工作推进会\t2"),
        ("TOC1", "工作动态"),
        ("TOC2", "我县召开安全生产工作会议\t4"),
    ]


def test_every_entry_leads_to_its_heading_and_names_its_page() -> None:
    bookmarks = {
        mark.get(f"{W}name"): text(heading)
        for heading in paragraphs(standard_docx())
        for mark in heading.iter(f"{W}bookmarkStart")
    }

    for entry in ENTRIES:
        anchor = find(entry, "hyperlink").get(f"{W}anchor")
        title, *number = text(entry).split("\t")
        assert bookmarks[anchor] == title
        assert [code for code in codes(entry) if code.startswith("PAGEREF")] == [rf"PAGEREF {anchor} \h"] * len(number)


def leader(dots: int, last: str) -> Run:
    """A leader in type of 16 pt whose last dot stands so many points before the number."""
    pitch = Length.of(4, "pt")
    advances = (int(pitch) * 2, *([int(pitch)] * (dots - 1)), int(Length.of(last, "pt")))
    return Run(
        "." * dots, "fangsong", "test", Length.of(16, "pt"), advances if dots else advances[:1], kind=RunKind.TAB
    )


@pytest.mark.parametrize(
    ("tab", "white"),
    [
        (leader(9, "8"), [(" ", None)]),  # 4 pt of white: a space is as wide
        (leader(9, "9.5"), [(" ", "30")]),
        (leader(1, "7"), [(" ", "-20")]),
        (leader(9, "4"), []),
        (leader(0, "0"), []),
    ],
)
def test_a_leader_ends_before_the_number_where_ours_does(tab: Run, white: list[tuple[str, str | None]]) -> None:
    document = with_leader(tab)
    entry = paragraphs(write_docx(document), "TOC2")[0]
    jump = next(run for run in entry.iter(f"{W}r") if run.find(f"{W}tab") is not None)
    after = [run for run in jump.itersiblings() if run.find(f"{W}t") is not None][:-1]

    assert [(text(run), val(run, "rPr/spacing") if has(run, "rPr/spacing") else None) for run in after] == white
    assert text(entry) == "标题\t" + " " * len(white) + "1"


def with_leader(tab: Run) -> Document:
    """A bulletin of one article whose contents entry has this leader."""
    document = bulletin([(Role.ARTICLE_TITLE, "标题"), (Role.PARAGRAPH, "正文")], cover=False)
    first, *others = document.pages
    items = tuple(
        replace(item, runs=tuple(tab if run.kind is RunKind.TAB else run for run in item.runs))
        if isinstance(item, Line)
        else item
        for item in first.items
    )
    return replace(document, pages=(replace(first, items=items), *others))


def test_a_title_that_wraps_is_not_torn_up_to_the_numbers() -> None:
    entry = ENTRIES[1]
    spacings = [val(run, "rPr/spacing") for run in entry.iter(f"{W}r") if has(run, "rPr/spacing")]

    assert text(entry) == f"{LONG_TITLE}\t1"
    assert val(style(standard_docx(), "TOC2"), "pPr/jc") == "left"
    assert len(list(entry.iter(f"{W}br"))) == 1
    assert max(map(int, spacings), default=0) <= 0.06 * 16 * 20  # twips of the type size


def test_bookmarks_are_closed_and_number_each_other_apart() -> None:
    starts = [mark.get(f"{W}id") for each in paragraphs(standard_docx()) for mark in each.iter(f"{W}bookmarkStart")]
    ends = [mark.get(f"{W}id") for each in paragraphs(standard_docx()) for mark in each.iter(f"{W}bookmarkEnd")]

    assert starts == ends
    assert len(set(starts)) == 5
