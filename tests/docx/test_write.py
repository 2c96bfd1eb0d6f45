from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache

import docx
import pytest
from lxml import etree
from msgspec.structs import replace

from huibian.docx import lines
from huibian.docx.linechars import line_chars
from huibian.docx.lines import LockedTexts
from huibian.docx.measuring import LineChars
from huibian.docx.write import write_docx
from huibian.frame import Document, PartKind, Role, Rule, TextLine
from huibian.kept import Kept
from huibian.layoutfile.definition import CoverLine
from huibian.markedyaml import fit
from huibian.text.model import Article, ArticlePicture
from huibian.units import Length
from tests.pages.test_furniture import HEAD
from tests.pages.test_paper import document as everything
from tests.pages.test_paper import document as full
from tests.support.bulletins import standard, standard_docx
from tests.support.contents import SPAN, image, inline, text_block
from tests.support.corpus import in_layout
from tests.support.documents import bulletin
from tests.support.examples import PICTURED, SHORT, TABLED, composed
from tests.support.layouts import changed_layout, compose_articles, compose_with
from tests.support.reading import block_role
from tests.support.references import check_reference
from tests.support.requirements import ROOT
from tests.support.wordml import W, attributes, dump, find, paragraphs, part, style_of, text

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
RUN_ORDER = ["rFonts", "b", "bCs", "color", "spacing", "w", "kern", "sz", "szCs", "vertAlign", "lang"]
# The same for what pictures, tables and footnotes bring with them.
OTHER_ORDERS = {
    "sectPr": ["footerReference", "footnotePr", "type", "pgSz", "pgMar", "pgNumType"],
    "footnotePr": ["pos", "numFmt", "numRestart"],
    "tbl": ["tblPr", "tblGrid", "tr"],
    "tblPr": ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar"],
    "tblBorders": ["top", "left", "bottom", "right", "insideH", "insideV"],
    "trPr": ["cantSplit", "trHeight", "tblHeader"],
    "tr": ["trPr", "tc"],
    "tcPr": ["tcW", "vAlign"],
    "tc": ["tcPr", "p"],
}


PARTS = ("document", "styles", "footer3default")


@cache
def full_docx() -> bytes:
    """A file with pictures, a table and footnotes."""
    return write_docx(full())


def elements(name: str) -> Iterator[etree._Element]:
    for file in PARTS:
        yield from part(standard_docx(), file).iter(f"{W}{name}")


def full_elements(name: str) -> Iterator[etree._Element]:
    for file in (*PARTS, "footnotes"):
        yield from part(full_docx(), file).iter(f"{W}{name}")


def is_in_order(element: etree._Element, order: list[str]) -> bool:
    places = [order.index(str(child.tag).removeprefix(W)) for child in element]
    return places == sorted(places)


def test_a_block_is_one_paragraph_however_many_pages_it_takes() -> None:
    document = standard()
    lines = [line for page in document.pages for line in page.lines]
    texts = ["".join(line.text for line in lines if line.block == index) for index in range(len(document.blocks))]

    written = [text(each).split("\t")[0] for each in paragraphs(standard_docx()) if style_of(each) != "Rule"]

    assert written == texts


def test_no_page_is_broken_by_force() -> None:
    document = part(standard_docx(), "document")
    broken = [each for each in document.iter(f"{W}p") if each.find(f".//{W}br") is not None]

    assert broken
    assert not [each for each in document.iter(f"{W}br") if each.attrib]
    assert not list(document.iter(f"{W}lastRenderedPageBreak"))


def test_python_docx_opens_it_and_finds_the_headings() -> None:
    opened = docx.Document(io.BytesIO(standard_docx()))

    headings = [each.text for each in opened.paragraphs if each.style is not None and each.style.name == "Heading 2"]
    assert headings[1:] == ["我县召开古树保护工作推进会", "我县召开安全生产工作会议"]
    assert len(opened.sections) == 4
    assert opened.core_properties.author == "某某办公室"


def test_properties_stand_in_the_order_of_the_schema() -> None:
    assert all(is_in_order(element, PARAGRAPH_ORDER) for element in elements("pPr"))
    assert all(is_in_order(element, RUN_ORDER) for element in elements("rPr"))


@pytest.mark.debian_fonts
def test_properties_of_pictures_tables_and_footnotes_stand_in_the_order_of_the_schema() -> None:
    orders = {"pPr": PARAGRAPH_ORDER, "rPr": RUN_ORDER, **OTHER_ORDERS}
    found = {name: list(full_elements(name)) for name in orders}

    assert all(found.values())
    assert [
        name for name, elements_ in found.items() if not all(is_in_order(each, orders[name]) for each in elements_)
    ] == []


def test_equal_documents_give_equal_bytes() -> None:
    assert write_docx(standard()) == standard_docx()


@pytest.mark.debian_fonts
def test_equal_documents_with_pictures_tables_and_footnotes_give_equal_bytes() -> None:
    assert write_docx(full()) == full_docx()


@pytest.mark.debian_fonts
def test_python_docx_opens_pictures_and_tables() -> None:
    opened = docx.Document(io.BytesIO(full_docx()))

    assert len(opened.inline_shapes) == 2
    assert opened.tables
    assert opened.tables[0].rows[0].cells[0].text == "乡镇"


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


@pytest.mark.debian_fonts
def test_a_colophon_on_the_last_page_has_the_white_above_it_that_the_page_has() -> None:
    document = compose_with(changed_layout(colophon={"on_last_page": "true"}), SHORT)
    item = next(block for block in document.blocks if block_role(block) is Role.COLOPHON_ITEM)
    *_, rule, _ = paragraphs(write_docx(document), "Rule")

    half_a_rule = 10
    assert int(attributes(find(rule, "pPr/spacing"))["before"]) == item.space_before.twips - half_a_rule


@pytest.mark.debian_fonts
def test_rules_on_a_left_hand_page_of_mirrored_margins_reach_over_the_whole_text() -> None:
    """The colophon stands on the second page of the body, whose margins have changed sides."""
    layout = changed_layout(type_area={"inner": "35 mm", "mirrored": "true"}, colophon={"on_last_page": "true"})
    block = text_block(Role.PARAGRAPH, inline("一行正文。"))
    article = Article((inline("一篇"),), "一篇", (block,) * 24, SPAN)
    document = compose_articles(layout, SHORT, [article])
    assert document.parts[-1].pages == 2
    assert document.parts[-1].foot

    count = sum(isinstance(item, Rule) for item in document.pages[-1].items)
    rules = paragraphs(write_docx(document), "Rule")[-count:]
    assert [attributes(find(rule, "pPr/ind")) for rule in rules] == [{"left": "0", "right": "0"}] * count


@pytest.mark.debian_fonts
def test_text_that_begins_on_the_page_after_a_head_has_no_white_above_it() -> None:
    """A title of two lines and a picture that is high find no room below the head."""
    head = tuple(fit(line, CoverLine) for line in HEAD)
    rigid = replace(changed_layout().pictures, least_scale=100)
    layout = replace(changed_layout(), cover=(), head=head, pictures=rigid)
    picture = ArticlePicture(image(700, 1000), (inline("图"),), SPAN)
    heads = tuple(text_block(role, inline("标题")) for role in (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3))
    article = Article((inline("很长的标题" * 9),), "标题", (*heads, picture), SPAN)
    document = compose_articles(layout, SHORT, [article])
    body = next(part for part in document.parts if part.kind is PartKind.BODY)
    first = next(
        number for number, page in enumerate(document.pages) if any(line.block in body.body for line in page.lines)
    )
    assert document.pages[first - 1].part is PartKind.BODY

    spacings = part(write_docx(document), "document").iter(f"{W}spacing")
    assert min(int(str(each.get(f"{W}before", "0"))) for each in spacings) == 0


GOLDEN: dict[str, Callable[[], Document]] = {
    "everything": everything,
    "issue-58": lambda: composed(SHORT).document,
    "issue-58-jianbao": lambda: in_layout(SHORT, ROOT / "layouts" / "jianbao.yaml"),
    "issue-61": lambda: composed(TABLED).document,
    "issue-59-gbt9704": lambda: in_layout(PICTURED, ROOT / "layouts" / "gbt9704.yaml"),
}


@pytest.mark.debian_fonts
@pytest.mark.parametrize("name", GOLDEN)
def test_the_file_says_what_it_said(name: str) -> None:
    """A golden of all parts: what no other test asks for does not move unseen. The rules have tests of their own."""
    check_reference(f"docx/{name}.txt", dump(write_docx(GOLDEN[name]())))


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines that are locked from now on."""
    found: list[str] = []

    def noted(line: TextLine, em: Length) -> LineChars:
        found.append(line.text)
        return line_chars(line, em)

    monkeypatch.setattr(lines, "line_chars", noted)
    return found


TEXTS = tuple(f"第{number}次调研了解各乡镇2026年复工复产的进展、困难和经验，" * number for number in range(1, 12))


def written(*texts: str) -> Document:
    return bulletin([(Role.PARAGRAPH, text) for text in texts])


def test_a_file_written_after_others_of_the_same_issue_is_that_of_a_new_process(locked: list[str]) -> None:
    """After a change far up all text moves, and the numbers of the blocks change."""
    kept: LockedTexts = Kept()
    before, after = written(*TEXTS), written("新写的一段话。", *TEXTS)
    alone = [write_docx(document) for document in (before, after)]

    first = write_docx(before, kept)
    locked.clear()
    second = write_docx(after, kept)

    assert [first, second] == alone
    assert locked == ["新写的一段话。"]


def test_what_the_two_files_before_did_not_have_is_forgotten(locked: list[str]) -> None:
    kept: LockedTexts = Kept()
    for texts in (TEXTS, ["另一段话。"], ["另一段话。"]):
        write_docx(written(*texts), kept)
    locked.clear()

    write_docx(written(*TEXTS), kept)

    assert "".join(locked).startswith(TEXTS[0])
