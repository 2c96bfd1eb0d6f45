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
    assert [(inline.text, inline.span.column) for inline in paragraph.inlines][:3] == [("■", 1), ("甲", 2), ("■✔", 3)]
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


def text_and_told(runs: str) -> tuple[str, list[str]]:
    paragraph, found = read(runs)
    return "".join(inline.text for inline in paragraph.inlines), found


BREAK = "HB209 段落中间的手动换行符按另起一段排，在标题里接成一行"


@pytest.mark.parametrize(
    ("piece", "text", "told"),
    [
        ("<w:tab/>", "\t", []),
        ("<w:ptab/>", "\t", []),
        ("<w:cr/>", "\n", []),
        ("<w:noBreakHyphen/>", "-", []),
        ("<w:softHyphen/>", "\u00ad", []),
        ("<w:br/>", "\n", [BREAK]),
        ('<w:br w:type="textWrapping"/>', "\n", [BREAK]),
        ('<w:br w:type="page"/>', "", ["HB214 略去了手动分页符或分栏符"]),
        ('<w:br w:type="column"/>', "", ["HB214 略去了手动分页符或分栏符"]),
        ("<w:contentPart/>", "", ["HB214 略去了墨迹"]),
    ],
)
def test_what_stands_for_a_character_is_one(piece: str, text: str, told: list[str]) -> None:
    assert text_and_told(f"<w:r><w:t>一</w:t>{piece}</w:r>") == (f"一{text}", told)


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ("<w:i/>", "斜体"),
        ('<w:u w:val="single"/>', "下划线"),
        ("<w:strike/>", "删除线"),
        ("<w:dstrike/>", "删除线"),
        ('<w:em w:val="dot"/>', "着重号"),
        ('<w:vertAlign w:val="subscript"/>', "上标、下标"),
        ('<w:vertAlign w:val="baseline"/>', None),
        ('<w:i w:val="0"/>', None),
        ('<w:u w:val="none"/>', None),
    ],
)
def test_a_look_that_is_not_set_is_told(look: str, words: str | None) -> None:
    told = [] if words is None else [f"HB213 {words}照普通文字排"]
    assert text_and_told(f"<w:r><w:rPr>{look}</w:rPr><w:t>一</w:t></w:r>") == ("一", told)


@pytest.mark.parametrize("figure", ["2", "3"])
def test_a_raised_figure_of_a_unit_is_a_character(figure: str) -> None:
    raised = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{figure}</w:t></w:r>'
    assert text_and_told(raised) == ({"2": "²", "3": "³"}[figure], [])


def test_what_stands_in_the_text_of_a_raised_figure_is_read_too() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2<w:t>亩</w:t></w:t></w:r>'
    assert text_and_told(raised) == ("²亩", [])


def field(code: str, result: str = "", look: str = "") -> str:
    begin, separate, end = (f'<w:fldChar w:fldCharType="{name}"/>' for name in ("begin", "separate", "end"))
    shown = f"{separate}<w:t>{result}</w:t>" if result else ""
    return f"<w:r>{look}{begin}<w:instrText>{code}</w:instrText>{shown}{end}</w:r>"


@pytest.mark.parametrize(
    ("code", "text", "told"),
    [
        *(
            (code, "", [])
            for code in ("XE 甲", "tc 甲", "TA 甲", "RD 甲", "SET 甲", "ASK 甲", "ADVANCE", "PRIVATE", " ")
        ),
        ("PAGE", "", ["HB214 略去了没有结果的域“PAGE”"]),
        ("EQ \\f(1,2)", "", ["HB233 公式排不了：域“EQ \\f(1,2)”"]),
        ("eq \\o\\ac(○,1)", "①", []),
    ],
)
def test_a_field_without_result_is_told_unless_it_never_has_one(code: str, text: str, told: list[str]) -> None:
    assert text_and_told(field(code)) == (text, told)
    assert text_and_told(field(code, "果"))[0] == "果"


def test_text_in_the_code_of_a_field_is_left_out_and_told() -> None:
    begin, separate, end = (f'<w:fldChar w:fldCharType="{name}"/>' for name in ("begin", "separate", "end"))
    told = ["HB214 略去了域代码里的文字“码”"]
    assert text_and_told(f"<w:r>{begin}<w:t>码</w:t>{separate}<w:t>果</w:t>{end}</w:r>") == ("果", told)
    assert text_and_told(f"<w:r>{begin}<w:t> </w:t>{separate}<w:t>果</w:t>{end}</w:r>") == ("果", [])


def test_a_hidden_field_is_a_field() -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    assert text_and_told(field("eq \\o\\ac(○,1)", look=hidden)) == ("①", [])


def test_a_footnote_and_a_comment_are_known_by_their_ids() -> None:
    comments = f'<w:comments {NAMES}><w:comment w:id="7"><w:p><w:r><w:t>请核</w:t></w:r></w:p></w:comment></w:comments>'
    package = open_package(word_file("<w:p/>", parts={"comments": comments}), Path("a.docx"), AT)
    remarks, diagnostics, asked = Remarks(), Diagnostics(), []

    def note(kind: str, name: str, at: Span) -> Note:
        asked.append((kind, name, at))
        return Note((), at)

    reader = ParagraphReader(Styles.of(package.root("styles")), remarks, SideParts(package, remarks), note)
    marks = '<w:footnoteReference w:id="2"/><w:endnoteReference w:id="3"/><w:commentReference w:id="7"/>'
    paragraph = reader.read([parse_xml(f"<w:p {NAMES}><w:r><w:t>一</w:t>{marks}</w:r></w:p>")], AT, keeps_columns=True)
    remarks.report(diagnostics)
    assert asked == [("footnotes", "2", AT.shifted(1)), ("endnotes", "3", AT.shifted(1))]
    assert [(each.text, each.bold) for each in paragraph.inlines] == [("一", False), ("", False), ("", False)]
    assert [each.message for each in diagnostics] == ["略去了批注“请核”"]


def test_inserted_text_stays_and_is_told() -> None:
    assert text_and_told("<w:ins><w:r><w:t>一</w:t></w:r></w:ins>") == ("一", ["HB231 有修订，照接受修订以后的文字排"])


def test_the_characters_of_each_size_are_counted_without_white() -> None:
    sized = '<w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve"> 一二 </w:t></w:r>'
    assert dict(read(f"{sized}<w:r><w:t>三</w:t></w:r>")[0].sizes) == {32: 2, 22: 1}
