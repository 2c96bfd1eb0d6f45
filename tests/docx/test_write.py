from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import docx
from lxml import etree

from huibian.docx.write import write_docx
from huibian.frame import Role
from tests.support.bulletins import standard, standard_docx
from tests.support.documents import bulletin
from tests.support.wordml import W, paragraphs, part, style_of, text

# ISO/IEC 29500-1, Annex A: the children of pPr and rPr come in this order.
PARAGRAPH_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "widowControl",
    "pBdr",
    "tabs",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "sectPr",
]
RUN_ORDER = ["rFonts", "b", "bCs", "color", "spacing", "kern", "sz", "szCs", "lang"]


def elements(name: str) -> Iterator[etree._Element]:
    for file in ("document", "styles", "footer3default"):
        yield from part(standard_docx(), file).iter(f"{W}{name}")


def is_in_order(element: etree._Element, order: list[str]) -> bool:
    places = [order.index(str(child.tag).removeprefix(W)) for child in element]
    return places == sorted(places)


def test_a_block_is_one_paragraph_however_many_pages_it_takes() -> None:
    document = standard()
    lines = [line for page in document.pages for line in page.lines]
    texts = ["".join(line.text for line in lines if line.block == index) for index in range(len(document.blocks))]

    written = [text(each).split("\t")[0] for each in paragraphs(standard_docx()) if style_of(each) != "Rule"]

    assert written == texts


def test_no_line_or_page_is_broken_by_force() -> None:
    document = part(standard_docx(), "document")

    assert not list(document.iter(f"{W}br"))
    assert not list(document.iter(f"{W}lastRenderedPageBreak"))


def test_python_docx_opens_it_and_finds_the_headings() -> None:
    opened = docx.Document(io.BytesIO(standard_docx()))

    headings = [each.text for each in opened.paragraphs if each.style is not None and each.style.name == "Heading 2"]
    assert headings[1:] == ["我区召开国土绿化工作推进会", "我区召开安全生产工作会议"]
    assert len(opened.sections) == 4
    assert opened.core_properties.author == "某某办公室"


def test_properties_stand_in_the_order_of_the_schema() -> None:
    assert all(is_in_order(element, PARAGRAPH_ORDER) for element in elements("pPr"))
    assert all(is_in_order(element, RUN_ORDER) for element in elements("rPr"))


def test_equal_documents_give_equal_bytes() -> None:
    assert write_docx(standard()) == standard_docx()


def test_a_line_that_no_spacing_locks_holds_a_line_break() -> None:
    alternating = "1人2户3村4镇5县6市7省8国9区3里4河5湖6海7山8川9岛1乡，12345678901234567890"
    written = write_docx(bulletin([(Role.PARAGRAPH, alternating)], cover=False))

    assert [node.tag for node in paragraphs(written)[0].iter(f"{W}br")] == [f"{W}br"]


def test_markup_in_text_and_metadata_is_text() -> None:
    document = bulletin([(Role.PARAGRAPH, "甲<b>&乙</b>")], cover=False)
    document = replace(document, metadata=replace(document.metadata, title="<&>"))

    written = write_docx(document)

    assert text(paragraphs(written)[0]) == "甲<b>&乙</b>"
    assert docx.Document(io.BytesIO(written)).core_properties.title == "<&>"
