from __future__ import annotations

from lxml import etree

from tests.support.bulletins import LONG_TITLE, standard_docx
from tests.support.wordml import W, find, paragraphs, style_of, text

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


def test_bookmarks_are_closed_and_number_each_other_apart() -> None:
    starts = [mark.get(f"{W}id") for each in paragraphs(standard_docx()) for mark in each.iter(f"{W}bookmarkStart")]
    ends = [mark.get(f"{W}id") for each in paragraphs(standard_docx()) for mark in each.iter(f"{W}bookmarkEnd")]

    assert starts == ends
    assert len(set(starts)) == 5
