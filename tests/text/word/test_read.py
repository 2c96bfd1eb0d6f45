from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huibian.text.model import plain
from tests.support.articles import brief, dump, read_file
from tests.support.cases import Case, read_cases
from tests.support.worddocs import NOTES, NUMBERING, STYLES, saved, word_file


@pytest.mark.parametrize("case", read_cases("word"), ids=lambda case: case.name)
def test_a_file_becomes_the_contents_of_its_case(case: Case, tmp_path: Path) -> None:
    body, expected = case.blocks
    expected = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), expected)
    notes = NOTES if "footnoteReference" in body else None
    read, found = read_file(tmp_path / "a.docx", word_file(body, notes=notes, numbering=NUMBERING, styles=STYLES))
    assert [*dump(read), *brief(found)] == expected.splitlines()


def test_messages_name_the_paragraph(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>标题</w:t></w:r></w:p><w:p><w:r><w:t>正\u200b文</w:t><w:object/></w:r></w:p>"
    _, found = read_file(tmp_path / "a.docx", word_file(body))
    assert [d.message for d in found] == [
        "略去了嵌入的对象（第 2 段）",
        "去掉了看不见的字符 U+200B（零宽空格）（第 2 段）",
    ]


def test_words_in_the_header_are_left_out_page_numbers_need_no_word(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>标题</w:t></w:r></w:p><w:p><w:r><w:t>正文</w:t></w:r></w:p>"
    _, found = read_file(tmp_path / "a.docx", word_file(body, header="云溪县档案馆"))
    assert [(d.code, d.message) for d in found] == [("HB214", "略去了页眉“云溪县档案馆”")]
    assert read_file(tmp_path / "a.docx", word_file(body, header="— 第 1 页 —"))[1] == []


def test_an_ending_in_capitals_is_the_same(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>标题</w:t></w:r></w:p>"
    assert dump(read_file(tmp_path / "A.DOCX", word_file(body))[0]) == ["title 1:1 标题"]


def test_a_file_as_python_docx_writes_it_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("标题", 0)
    document.add_paragraph("正文").add_run("粗").bold = True
    document.add_paragraph("一项", style="List Bullet")
    document.add_paragraph("其二", style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "甲", "乙"
    read, found = read_file(tmp_path / "a.docx", saved(document))
    assert (dump(read), found) == (
        [
            "title 1:1 标题",
            "paragraph 2:1 正文[粗]",
            "list_item 3 ——一项",
            "heading_3 4 1.其二",
            "table 5 jj 1",
            "row 5 甲 | 5",
            "row 5 | 5 乙",
        ],
        [],
    )


RUNS = st.sampled_from(
    [
        "<w:t>文</w:t>",
        '<w:t xml:space="preserve"> 　</w:t>',
        "<w:tab/>",
        "<w:br/>",
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:fldChar w:fldCharType="separate"/>',
        '<w:fldChar w:fldCharType="end"/>',
        "<w:instrText>EQ x</w:instrText>",
        '<w:footnoteReference w:id="2"/>',
        '<w:footnoteReference w:id="x"/>',
        '<w:drawing><a:blip r:embed="rIdP"/></w:drawing>',
        "<w:drawing><w:txbxContent><w:p/></w:txbxContent></w:drawing>",
        "<mc:AlternateContent/>",
        "<!-- 注 --><?pi?>",
        '<w:sym w:char="FFFFFFFF"/>',
        "<w:sym/>",
        "<w:ruby><w:rubyBase/></w:ruby>",
    ]
)
PROPERTIES = st.sampled_from(
    [
        "",
        '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>',
        '<w:pPr><w:pStyle w:val="none"/></w:pPr>',
        '<w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr></w:pPr>',
        '<w:pPr><w:numPr><w:numId w:val="99"/></w:numPr></w:pPr>',
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    ]
)
PARAGRAPHS = st.builds(
    lambda properties, runs: f"<w:p>{properties}<w:r>{''.join(runs)}</w:r></w:p>",
    PROPERTIES,
    st.lists(RUNS, max_size=5),
)
TABLES = st.builds(
    lambda span, cells: (
        "<w:tbl>"
        + "".join(f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{cell}</w:tc></w:tr>' for cell in cells)
        + "</w:tbl>"
    ),
    st.sampled_from(["1", "2", "-1", "x", "9999999"]),
    st.lists(PARAGRAPHS, max_size=3),
)


@settings(max_examples=60)
@given(st.lists(PARAGRAPHS | TABLES, max_size=6))
def test_any_parts_are_an_article_or_faults(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    data = word_file("".join(parts), notes=NOTES, numbering=NUMBERING)
    read, found = read_file(tmp_path_factory.getbasetemp() / "parts.docx", data)
    assert read.title or found
    for content in read.blocks:
        assert content.span.line


SOUND = word_file("<w:p><w:r><w:t>标题</w:t></w:r></w:p><w:p><w:r><w:t>正文</w:t></w:r></w:p>", notes=NOTES)


@settings(max_examples=60)
@given(name=st.sampled_from(zipfile.ZipFile(io.BytesIO(SOUND)).namelist()), data=st.binary(max_size=30) | st.none())
def test_a_file_with_a_part_missing_or_damaged_is_an_article_or_faults(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes | None
) -> None:
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as sound, zipfile.ZipFile(damaged, "w") as file:
        for each in sound.namelist():
            if each != name:
                file.writestr(each, sound.read(each))
            elif data is not None:
                file.writestr(each, data)
    read, found = read_file(tmp_path_factory.getbasetemp() / "parts.docx", damaged.getvalue())
    assert plain(read.title) == "标题" or [d.code for d in found] == ["HB230"]


@given(st.binary(max_size=100), st.sampled_from([b"", b"PK\x03\x04", SOUND[:300], SOUND[:-30]]))
def test_any_bytes_are_an_article_or_faults(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, before: bytes
) -> None:
    _, found = read_file(tmp_path_factory.getbasetemp() / "bytes.docx", before + data)
    assert found
