from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from huibian.diagnostics import Severity, Span
from huibian.image import Image
from huibian.text.model import ListParagraph, Paragraph, plain
from huibian.text.pictures import PictureFlaw, PictureTaker
from huibian.text.word import package
from tests.support.articles import brief, dump, read_file, try_file
from tests.support.cases import Case, read_cases
from tests.support.fakeoffice import copying, fake_office, pdf_page
from tests.support.metafiles import emf, wmf
from tests.support.mutants import read_mutant, scaled
from tests.support.worddocs import NAMES, NOTES, NUMBERING, STYLES, png, saved, word_file
from tests.support.wordmutants import packed, unpacked, word_mutants


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


@pytest.mark.parametrize("name", ["a.docm", "a.dotx", "a.dotm", "a.doc", "a.wps", "a.txt", "a.md", "a"])
def test_a_word_file_is_read_under_any_name(name: str, tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>标题</w:t></w:r></w:p><w:p><w:r><w:t>正文</w:t><w:object/></w:r></w:p>"
    read, found = read_file(tmp_path / name, word_file(body))
    assert dump(read) == ["title 1:1 标题", "paragraph 2:1 正文"]
    assert [each.message for each in found] == ["略去了嵌入的对象（第 2 段）"]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.doc", "<html><body>标题</body></html>", "HB102 a.doc 是网页（HTML），不是纯文本"),
        ("a.doc", "{\\rtf1 标题}", "HB102 a.doc 是富文本（RTF），不是纯文本"),
        ("a.docx", "{\\rtf1 标题}", "HB230 a.docx 是富文本（RTF）"),
        ("a.docm", "标题\n", "HB230 a.docm 不是 Word 文档"),
        ("a.doc", "标题\n", None),
    ],
)
def test_a_file_that_is_something_else_is_told_for_what_it_is(
    name: str, data: str, told: str | None, tmp_path: Path
) -> None:
    read, found = try_file(tmp_path / name, data)
    assert (read is None) is (told is not None)
    assert [f"{each.code} {each.message}" for each in found] == [told or "HB202 只有标题，没有正文"]


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


BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end"))
CODE = "<w:r><w:instrText>REF a</w:instrText></w:r>"
HIDDEN = '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/><w:instrText>XE "甲"</w:instrText></w:r>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def either(choice: str, fallback: str) -> str:
    branches = f"<mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
    return f"<mc:AlternateContent>{branches}</mc:AlternateContent>"


@pytest.mark.parametrize(
    ("runs", "text", "told"),
    [
        ("<w:r><w:t>甲<!-- 注 -->乙<?x y?>丙</w:t></w:r>", "甲乙丙", []),
        ("<w:r><w:t>甲<![CDATA[乙]]>&#x4e19;</w:t></w:r>", "甲乙丙", []),
        (f"{run('甲')}{BEGIN}{CODE}{run('乙')}", "甲乙", []),
        (f"{run('甲')}{BEGIN}{CODE}{run('乙')}{SEPARATE}{run('丙')}", "甲丙", ["略去了域代码里的文字“乙”"]),
        (f"{BEGIN}{CODE}{run('乙')}{END}{run('甲')}", "甲", ["略去了域代码里的文字“乙”", "略去了没有结果的域“REF a”"]),
        (f"{HIDDEN}{END}{run('甲')}", "甲", []),
        (f"{END}{SEPARATE}{run('甲')}", "甲", []),
        (f"<w:r>{either('', '<w:t>甲</w:t>')}</w:r>{either('', run('乙'))}", "甲乙", []),
        (f"{either(run('甲'), run('甲'))}{either(run('乙'), run('丙'))}", "甲乙", ["略去了另一种写法“丙”"]),
        ("<w:r><mc:AlternateContent><w:t>甲</w:t></mc:AlternateContent></w:r>", "甲", []),
        (f"<w:unknown>{run('甲')}<x:y xmlns:x='urn:x'>{run('乙')}</x:y></w:unknown>", "甲乙", []),
        ("<w:r><w:t>甲</w:t></w:r><w:t>乙</w:t><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "甲乙x", []),
        ("<w:r><w:t>甲</w:t><w:delText>乙</w:delText></w:r>", "甲", ["有修订，照接受修订以后的文字排"]),
        ("<w:r><w:rPr><w:t>乙</w:t></w:rPr><w:t>甲</w:t></w:r>", "甲", ["略去了放错地方的内容“乙”"]),
        ("<w:r><w:t>甲</w:t><w:pict><v:textpath string='样本'/></w:pict></w:r>", "甲", ["略去了图形里的文字“样本”"]),
        ("<w:r><w:t>甲\n乙</w:t></w:r>", "甲 乙", []),
    ],
)
def test_no_text_of_a_paragraph_goes_without_a_word(runs: str, text: str, told: list[str], tmp_path: Path) -> None:
    body = f"<w:p>{run('标题')}</w:p><w:p>{runs}</w:p>"
    read, found = read_file(tmp_path / "a.docx", word_file(body))
    (block,) = read.body
    assert isinstance(block, Paragraph)
    assert (block.text, [each.message for each in found]) == (text, [f"{each}（第 2 段）" for each in told])


def par(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def box(*paragraphs: str, kind: str = "<w:drawing>{}</w:drawing>") -> str:
    """A run with a text box."""
    content = "<w:txbxContent>" + "".join(paragraphs) + "</w:txbxContent>"
    return f"<w:r>{kind.format(content)}</w:r>"


DRAWN = "<w:drawing>{0}</w:drawing>"
VML = "<w:pict><v:shape><v:textbox>{0}</v:textbox></v:shape></w:pict>"
BOTH = f"<mc:AlternateContent><mc:Choice>{DRAWN}</mc:Choice><mc:Fallback>{VML}</mc:Fallback></mc:AlternateContent>"


@pytest.mark.parametrize("kind", [DRAWN, VML, BOTH])
def test_a_text_box_is_taken_in_once_behind_its_paragraph(kind: str, tmp_path: Path) -> None:
    inside = box(par(run("框一")), par(run("框二")), kind=kind)
    body = par(run("标题")) + par(run("甲"), inside, run("乙")) + par(run("末"))
    read, found = read_file(tmp_path / "a.docx", word_file(body))
    assert dump(read)[1:] == ["paragraph 2:1 甲乙", "paragraph 3:1 框一", "paragraph 4:1 框二", "paragraph 5:1 末"]
    assert [each.message for each in found] == ["文本框“框一框二”排到它所在的段落后面（第 2 段）"]


def test_pictures_tables_and_boxes_stand_in_boxes(tmp_path: Path) -> None:
    picture = '<w:p><w:r><w:drawing><a:blip r:embed="rIdP"/></w:drawing></w:r></w:p>'
    table = f"<w:tbl><w:tr><w:tc>{par(run('格'))}</w:tc></w:tr></w:tbl>"
    inside = box(picture, table, par(run("外"), box(par(run("内")))))
    read, found = read_file(tmp_path / "a.docx", word_file(par(run("标题")) + par(inside)))
    assert dump(read)[1:] == [
        "picture 2:1 png 4x3",
        "table 3 j 0",
        "row 3 格",
        "paragraph 4:1 外",
        "paragraph 5:1 内",
    ]
    assert brief(found) == ["warning HB247 2:1", "warning HB247 4:2"]


def test_a_box_is_no_place_for_a_title_unless_there_is_no_other(tmp_path: Path) -> None:
    large = '<w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="44"/></w:rPr><w:t>{}</w:t></w:r>'
    stamp = par(box(par(run("内部"))))
    title = par(large.format("秋粮"), box(par(run("急件")))) + par(large.format("测产"))
    read, found = read_file(tmp_path / "a.docx", word_file(stamp + title + par(run("正文。"))))
    assert dump(read) == ["title 2:1 秋粮测产", "paragraph 1:1 内部", "paragraph 3:1 急件", "paragraph 5:1 正文。"]
    assert brief(found) == ["warning HB247 1:1", "warning HB247 2:3"]
    alone, _ = read_file(tmp_path / "b.docx", word_file(stamp))
    assert dump(alone) == ["title 1:1 内部"]


def test_a_box_in_a_cell_is_left_out_and_told_and_an_empty_one_is_nothing(tmp_path: Path) -> None:
    cell = f"<w:tbl><w:tr><w:tc>{par(run('格'), box(par(run('框'))))}</w:tc></w:tr></w:tbl>"
    body = par(run("标题")) + cell + par(run("甲"), box("<w:p/>"))
    read, found = read_file(tmp_path / "a.docx", word_file(body))
    assert dump(read)[1:] == ["table 2 j 0", "row 2 格", "paragraph 3:1 甲"]
    assert [each.message for each in found] == ["略去了文本框“框”（第 2 段）"]


def test_a_field_that_runs_over_paragraphs_swallows_none(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('标题')}</w:p><w:p>{BEGIN}{CODE}{run('甲')}</w:p><w:p>{run('乙')}{SEPARATE}{run('丙')}{END}</w:p>"
    )
    read, found = read_file(tmp_path / "a.docx", word_file(body))
    assert (dump(read)[1:], found) == (["paragraph 2:1 甲", "paragraph 3:1 乙丙"], [])


def test_a_paragraph_in_an_element_of_text_takes_no_text_with_it(tmp_path: Path) -> None:
    body = f"<w:p>{run('标题')}</w:p><w:t>甲<w:p>{run('乙')}</w:p>丙</w:t>"
    read, found = read_file(tmp_path / "a.docx", word_file(body))
    assert (dump(read)[1:], found) == (["paragraph 2:1 甲丙乙"], [])


DELETED = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"


@pytest.mark.parametrize("after", ["", "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "<w:sectPr/>"])
def test_a_paragraph_whose_mark_is_deleted_stands_even_where_none_follows(after: str, tmp_path: Path) -> None:
    body = f"<w:p>{run('标题')}</w:p><w:p>{DELETED}{run('甲')}</w:p>{after}"
    read, found = read_file(tmp_path / "a.docx", word_file(body))
    assert (dump(read)[1:], brief(found)) == (["paragraph 2:1 甲"], ["warning HB231 2"])


def test_the_text_of_a_contents_style_is_told_for_it_may_be_a_paragraph(tmp_path: Path) -> None:
    body = f'<w:p>{run("标题")}</w:p><w:p><w:pPr><w:pStyle w:val="toc1"/></w:pPr>{run("一段正文")}</w:p>'
    _, found = read_file(tmp_path / "a.docx", word_file(body, styles=STYLES))
    assert [each.message for each in found] == ["略去了目录“一段正文”（第 2 段）", "只有标题，没有正文"]


def test_a_picture_that_is_shown_often_is_unpacked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_LONGEST_PICTURES", len(png()))
    shown = '<w:p><w:r><w:drawing><a:blip r:embed="rIdP"/></w:drawing></w:r></w:p>'
    read, found = read_file(tmp_path / "a.docx", word_file(f"<w:p>{run('标题')}</w:p>{shown * 3}"))
    assert (len(read.body), found) == (3, [])


def test_a_picture_of_many_relations_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = '<w:p><w:r><w:drawing><a:blip r:embed="{}"/></w:drawing></w:r></w:p>'
    shown = drawn.format("rIdP") + drawn.format("x")
    parts = unpacked(word_file(f"<w:p>{run('标题')}</w:p>{shown}"))
    relations = parts["word/_rels/document.xml.rels"]
    (same,) = re.findall(rb'<Relationship [^>]*Id="rIdP"[^>]*/>', relations)
    parts["word/_rels/document.xml.rels"] = relations.replace(same, same + same.replace(b'"rIdP"', b'"x"'))
    taken: list[bytes] = []
    take = PictureTaker.take

    def noted(taker: PictureTaker, data: bytes, name: str, at: Span) -> Image | PictureFlaw:
        taken.append(data)
        return take(taker, data, name, at)

    monkeypatch.setattr(PictureTaker, "take", noted)
    read, found = read_file(tmp_path / "a.docx", packed(parts))
    assert (len(read.body), found, len(taken)) == (2, [], 1)


def test_pictures_beyond_the_limit_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_LONGEST_PICTURES", len(png()) - 1)
    shown = '<w:p><w:r><w:drawing><a:blip r:embed="rIdP"/></w:drawing></w:r></w:p>'
    _, found = read_file(tmp_path / "a.docx", word_file(f"<w:p>{run('标题')}</w:p>{shown}"))
    assert brief(found) == ["error HB232 2:1", "warning HB202 1:1"]


HAN = re.compile("[\u4e00-\u9fff]")


def test_no_mutant_loses_text_or_time_or_puts_the_program_at_fault(tmp_path: Path) -> None:
    for data in word_mutants(20261125, scaled(230)):
        read, found = read_mutant(tmp_path / "a.docx", data)
        if read is None or any(each.severity is Severity.ERROR for each in found):
            continue
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            root = etree.fromstring(file.read("word/document.xml"), HUGE)
        text = "".join(map(str, root.itertext("{*}t", "{*}delText")))
        lost = set(HAN.findall(text)) - set(plain(tuple(read.inlines())))
        assert not lost or any(each.code in TELLING for each in found), lost


HUGE = etree.XMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
TELLING = ("HB214", "HB223", "HB231")

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
    read, found = try_file(tmp_path_factory.getbasetemp() / "parts.docx", data)
    assert read is not None or found
    for content in read.body if read else ():
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
    read, found = try_file(tmp_path_factory.getbasetemp() / "parts.docx", damaged.getvalue())
    assert (read and plain(read.title)) == "标题" or [d.code for d in found] == ["HB230"]


@given(st.binary(max_size=100), st.sampled_from([b"", b"PK\x03\x04", SOUND[:300], SOUND[:-30]]))
def test_any_bytes_are_an_article_or_faults(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, before: bytes
) -> None:
    _, found = try_file(tmp_path_factory.getbasetemp() / "bytes.docx", before + data)
    assert found


def test_paragraphs_of_a_list_know_how_deep_it_is_and_what_they_begin_with(tmp_path: Path) -> None:
    def item(depth: int, text: str) -> str:
        place = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="9"/></w:numPr></w:pPr>'
        return f"<w:p>{place}<w:r><w:t>{text}</w:t></w:r></w:p>"

    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate([("bullet", "•"), ("lowerLetter", "%2)")])
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="8">{levels}</w:abstractNum>'
        '<w:num w:numId="9"><w:abstractNumId w:val="8"/></w:num>'
    )
    body = "<w:p><w:r><w:t>标题</w:t></w:r></w:p>" + item(0, "甲") + item(1, "乙") + item(1, "丙")
    read, _ = read_file(tmp_path / "a.docx", word_file(body, numbering=numbering))
    items = [each for each in read.body if isinstance(each, ListParagraph)]

    assert [each.level for each in items] == [1, 2, 2]
    assert [each.text.removeprefix(each.label) for each in items] == ["甲", "乙", "丙"]
    assert [each.label for each in items][1:] == ["a)", "b)"]


def test_the_metafiles_of_a_file_are_drawn_in_one_start_of_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf, log = tmp_path / "page.pdf", tmp_path / "log"
    pdf.write_bytes(pdf_page(595, 842))
    program = fake_office(tmp_path, f'{copying(pdf)}; echo "$name" >> {log}', start=f"echo START >> {log}")
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(program))
    document = docx.Document()
    document.add_paragraph("标题")
    for name, picture in (("1.emf", emf(701, 300)), ("2.WMF", wmf(placeable=True)), ("3.emf", emf(701, 301))):
        part = Part(PackURI(f"/word/media/{name}"), "image/x-emf", picture, document.part.package)
        relation = document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        drawing = f'<w:r {NAMES}><w:drawing><a:blip r:embed="{relation}"/></w:drawing></w:r>'
        document.add_paragraph()._p.append(parse_xml(drawing))
    read, found = read_file(tmp_path / "a.docx", saved(document))
    assert [line for line in dump(read) if line.startswith("picture")] == [
        "picture 2:1 png 2362x1011",
        "picture 3:1 png 2362x1181",
        "picture 4:1 png 2362x1014",
    ]
    assert brief(found) == ["warning HB259 2:1", "warning HB259 3:1"]
    assert log.read_text().split() == ["START", "0.fodt", "1.fodt", "2.fodt"]
