from __future__ import annotations

import pytest
from lxml import etree

from huibian.docx.notemarks import mark_runs
from huibian.frame import FontNames, NoteNumber, NoteNumbering, Run, RunKind
from huibian.units import Length
from tests.support.wordml import W, tree

NAMES = FontNames("仿宋_GB2312", "Times New Roman", ())
NO_WIDTH = "\u200b"


def runs(sign: str, kind: RunKind, numbering: NoteNumbering, *, number: int | None = 7) -> list[list[str]]:
    """What stands in each run: a reference as its number, with `!` where the mark is one's own, or text."""
    mark = Run(sign, "fangsong", "face", Length(9600), (9600,) * len(sign), kind=kind, note=NoteNumber(3))
    made = map(tree, mark_runs(mark, numbering, NAMES, number))
    return [[said(each) for each in run if each.tag != f"{W}rPr"] for run in made]


def said(element: etree._Element) -> str:
    own = "!" if element.get(f"{W}customMarkFollows") else ""
    return element.text or own + str(element.get(f"{W}id", str(element.tag).removeprefix(W)))


REFERENCE, NUMBER = RunKind.NOTE_REFERENCE, RunKind.NOTE_NUMBER


@pytest.mark.parametrize("numbering", [NoteNumbering.ISSUE, NoteNumbering.PAGE])
def test_word_counts_circles_through_the_file_and_on_each_page(numbering: NoteNumbering) -> None:
    assert runs("㊿", REFERENCE, numbering) == [["7"]]
    assert runs("㊿", NUMBER, numbering) == [["footnoteRef"]]


@pytest.mark.parametrize("numbering", list(NoteNumbering))
def test_it_does_not_count_past_them(numbering: NoteNumbering) -> None:
    assert runs("[51]", REFERENCE, numbering) == [["!7", NO_WIDTH], ["[51]"]]
    assert runs("[51]", NUMBER, numbering) == [["[51]"]]


def test_nor_through_an_article() -> None:
    """What has no width behind ① keeps LibreOffice from parting it from Han."""
    assert runs("①", REFERENCE, NoteNumbering.ARTICLE) == [["!7", NO_WIDTH], [f"①{NO_WIDTH}"]]
    assert runs("①", NUMBER, NoteNumbering.ARTICLE) == [[f"①{NO_WIDTH}"]]


@pytest.mark.parametrize("sign", ["①", "[51]"])
def test_in_a_header_that_is_written_again_a_mark_refers_to_nothing(sign: str) -> None:
    assert runs(sign, REFERENCE, NoteNumbering.ISSUE, number=None) == [[sign]]


def test_brackets_and_digits_are_of_the_western_font() -> None:
    def font(sign: str) -> str:
        mark = Run(sign, "fangsong", "face", Length(9600), (9600,), kind=REFERENCE, note=NoteNumber(3))
        fonts = tree(list(mark_runs(mark, NoteNumbering.ISSUE, NAMES, 7))[-1]).find(f"{W}rPr/{W}rFonts")
        assert fonts is not None
        return str(fonts.get(f"{W}eastAsia"))

    assert (font("①"), font("[51]")) == ("仿宋_GB2312", "Times New Roman")
