from __future__ import annotations

from pathlib import Path

import pytest
from docx.oxml import parse_xml

from huibian.diagnostics import Diagnostics, Span
from huibian.text.remarks import Remarks
from huibian.text.word.flow import Flow
from huibian.text.word.xml import W, text_of
from tests.support.worddocs import NAMES

AT = Span(Path("a.docx"), 3)
DELETED = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


TABLE = f"<w:tbl><w:tr><w:tc>{p('格')}</w:tc></w:tr></w:tbl>"


def groups(inner: str) -> tuple[list[str], list[str]]:
    """The text of each group, a stroke between its paragraphs, and what was said."""
    remarks, diagnostics = Remarks(), Diagnostics()
    found = list(Flow(remarks).groups(parse_xml(f"<w:body {NAMES}>{inner}</w:body>"), lambda: AT))
    remarks.report(diagnostics)
    return ["|".join(map(text_of, group)) for group in found], [each.message for each in diagnostics]


@pytest.mark.parametrize(
    "inner",
    [
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲')}{TABLE}</w:sdtContent></w:sdt>",
        f"<w:customXml><w:smartTag>{p('甲')}</w:smartTag>{TABLE}</w:customXml>",
        f"<x:unknown xmlns:x='urn:x'>{p('甲')}</x:unknown>{TABLE}",
        f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{p('甲')}</mc:Fallback></mc:AlternateContent>{TABLE}",
        f"<mc:AlternateContent>{p('甲')}</mc:AlternateContent><mc:AlternateContent>{TABLE}</mc:AlternateContent>",
        f"<w:r><w:t>甲</w:t></w:r>{TABLE}<w:sectPr/><w:bookmarkStart/>",
    ],
)
def test_wrappers_are_walked_through_known_or_not(inner: str) -> None:
    assert groups(inner) == (["甲", "格"], [])


@pytest.mark.parametrize(
    "inner",
    [
        f"<w:r><w:t>甲</w:t>{p('乙')}</w:r>{TABLE}",
        f"<x:unknown xmlns:x='urn:x'><w:t>甲</w:t><w:t>乙</w:t></x:unknown>{TABLE}",
    ],
)
def test_text_that_stands_loose_is_a_paragraph_and_so_is_a_run_whatever_is_in_it(inner: str) -> None:
    assert groups(inner) == (["甲乙", "格"], [])


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        (p("甲", DELETED) + p("乙"), ["甲|乙"]),
        (p("甲", DELETED) + p("乙", DELETED) + p("丙") + p("丁"), ["甲|乙|丙", "丁"]),
        (p("甲", DELETED) + TABLE, ["甲", "格"]),
        (p("甲") + p("乙", DELETED), ["甲", "乙"]),
        (p("甲", DELETED.replace("w:del", "w:moveFrom")) + "<w:sectPr/>", ["甲"]),
    ],
)
def test_a_paragraph_without_mark_is_one_with_the_next_if_there_is_a_next(inner: str, found: list[str]) -> None:
    read, told = groups(inner)
    assert read == found
    assert told[0].startswith("有修订，照接受修订以后的文字排")


def test_what_is_no_text_is_told_with_its_words() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    assert groups(f"<w:del>{p('删')}</w:del>") == ([], ["有修订，照接受修订以后的文字排"])
    assert groups(f"<w:sdt>{gallery}{p('录')}</w:sdt>") == ([], ["略去了目录“录”"])
    assert groups("<w:sectPr><w:t>怪</w:t></w:sectPr>") == ([], ["略去了放错地方的内容“怪”"])
    for other in ("<w:altChunk/>", "<w:subDoc/>", "<w:sdt><w:subDoc/></w:sdt>", "<w:sdt><w:altChunk/></w:sdt>"):
        assert groups(other)[1] == ["正文里插入了另一个文件，读不到它的文字"]


def test_rows_are_found_in_wrappers_and_what_else_stands_there_is_told() -> None:
    remarks, diagnostics = Remarks(), Diagnostics()
    row = "<w:tr><w:tc><w:t>行</w:t></w:tc></w:tr>"
    table = parse_xml(
        f"<w:tbl {NAMES}><w:tblPr/><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt><w:del>{row}</w:del><w:t>散</w:t>"
        f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{row}</mc:Fallback></mc:AlternateContent></w:tbl>"
    )
    assert [text_of(each) for each in Flow(remarks).inside(table, W + "tr", AT)] == ["行", "行"]
    remarks.report(diagnostics)
    assert [each.code for each in diagnostics] == ["HB231", "HB214"]
