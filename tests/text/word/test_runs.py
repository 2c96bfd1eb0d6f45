from __future__ import annotations

from pathlib import Path

import pytest
from docx.oxml import parse_xml

from huibian.diagnostics import Diagnostics, Span
from huibian.text.model import Note
from huibian.text.remarks import Remarks
from huibian.text.word.margins import SideParts
from huibian.text.word.package import open_package
from huibian.text.word.runs import ParagraphReader, WordParagraph
from huibian.text.word.styles import Styles
from tests.support.worddocs import NAMES, word_file

AT = Span(Path("a.docx"), 4, 1)
PACKAGE = open_package(word_file("<w:p/>"), Path("a.docx"), AT)


def read(runs: str, *, keeps_columns: bool = True, note: Note | None = None) -> tuple[WordParagraph, list[str]]:
    remarks, diagnostics = Remarks(), Diagnostics()
    side_parts = SideParts(PACKAGE, remarks)
    reader = ParagraphReader(Styles.of(PACKAGE.root("styles")), remarks, side_parts, lambda kind, name, at: note)
    paragraph = reader.read([parse_xml(f"<w:p {NAMES}>{runs}</w:p>")], AT, keeps_columns=keeps_columns)
    remarks.report(diagnostics)
    return paragraph, [f"{d.code} {d.message}" for d in diagnostics]


def test_columns_count_the_characters_of_the_paragraph() -> None:
    paragraph, _ = read("<w:r><w:t>一二</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>三</w:t></w:r>")
    assert [(i.text, i.bold, i.span.column) for i in paragraph.inlines] == [("一二", False, 1), ("三", True, 3)]


def test_a_paragraph_without_columns_has_one_place() -> None:
    paragraph, _ = read("<w:r><w:t>一二</w:t><w:t>三</w:t></w:r>", keeps_columns=False)
    assert {inline.span for inline in paragraph.inlines} == {Span(AT.file, 4)}


def test_a_field_shows_its_result_even_inside_the_code_of_another() -> None:
    begin, separate, end = (f'<w:fldChar w:fldCharType="{name}"/>' for name in ("begin", "separate", "end"))
    inner = f"{begin}<w:instrText>PAGE</w:instrText>{separate}<w:t>内</w:t>{end}"
    paragraph, _ = read(
        f"<w:r>{begin}<w:instrText>IF</w:instrText>{inner}{separate}<w:t>外</w:t>{end}<w:t>后</w:t></w:r>"
    )
    assert [inline.text for inline in paragraph.inlines] == ["外", "后"]


def test_a_footnote_in_the_code_of_a_field_stays_where_the_field_is() -> None:
    begin, separate, end = (f'<w:fldChar w:fldCharType="{name}"/>' for name in ("begin", "separate", "end"))
    mark = '<w:footnoteReference w:id="1"/>'
    paragraph, _ = read(
        f"<w:r><w:t>一二</w:t>{begin}<w:t>码码</w:t>{mark}{separate}<w:t>果</w:t>{end}</w:r>", note=Note((), AT)
    )
    found = [(each.text, each.note is not None, each.span.column) for each in paragraph.inlines]
    assert found == [("一二", False, 1), ("", True, 3), ("果", False, 3)]


def test_a_character_style_makes_bold() -> None:
    paragraph, _ = read('<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>粗</w:t></w:r>')
    assert paragraph.inlines[0].bold


def test_looks_of_white_are_not_told() -> None:
    assert read('<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve"> </w:t></w:r>')[1] == []
    assert read('<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>一</w:t></w:r>')[1] == ["HB213 下划线照普通文字排"]


def fonted(font: str, text: str) -> str:
    return f'<w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_letters_in_a_font_of_signs_are_signs_and_told_once_each() -> None:
    paragraph, told = read(fonted("Wingdings", "n甲n\uf0fc \uf020") + fonted("Symbol", "a5") + fonted("Arial", "n"))
    assert "".join(inline.text for inline in paragraph.inlines) == "■甲■✔  \u03b15n"
    assert [(inline.text, inline.span.column) for inline in paragraph.inlines][:3] == [("■", 1), ("甲", 2), ("■", 3)]
    assert told == [
        "HB246 Wingdings 字体的符号 6E 按 ■ 排（共 2 处，第 4 行）",
        "HB246 Wingdings 字体的符号 F0FC 按 ✔ 排",
        "HB246 Symbol 字体的符号 61 按 \u03b1 排",
    ]


def test_a_character_style_may_have_a_font_of_signs() -> None:
    style = '<w:style w:type="character" w:styleId="sign"><w:rPr><w:rFonts w:hAnsi="Webdings"/></w:rPr></w:style>'
    package = open_package(word_file("<w:p/>", styles=style), Path("a.docx"), AT)
    assert Styles.of(package.root("styles")).character("sign").font == "Webdings"


@pytest.mark.parametrize(
    ("symbol", "text", "told"),
    [
        ('w:font="Wingdings" w:char="F0FE"', "☑", ["HB246 Wingdings 字体的符号 F0FE 按 ☑ 排"]),
        ('w:font="Wingdings" w:char="FE"', "☑", ["HB246 Wingdings 字体的符号 FE 按 ☑ 排"]),
        ('w:font="宋体" w:char="25A1"', "□", []),
        ('w:font="MT Extra" w:char="F04C"', "\uf04c", []),  # an error where the text is cleaned
        ('w:char="F04C"', "\uf04c", []),
        ('w:font="Wingdings"', "", ["HB214 略去了符号"]),
    ],
)
def test_an_inserted_sign_is_one_of_unicode(symbol: str, text: str, told: list[str]) -> None:
    paragraph, found = read(f"<w:r><w:sym {symbol}/></w:r>")
    assert ("".join(inline.text for inline in paragraph.inlines), found) == (text, told)
