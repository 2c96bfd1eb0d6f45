from __future__ import annotations

from pathlib import Path

import pytest
from docx.oxml import parse_xml

from huibian.diagnostics import Span
from huibian.frame import Align
from huibian.text.model import Inline
from huibian.text.word.looks import look_of, measure_of
from huibian.text.word.runs import WordParagraph
from huibian.text.word.styles import Styles
from tests.support.worddocs import NAMES

MEASURE = 28 * 320  # twips: 28 characters of 三号 (16 pt), 32 half points


def align(properties: str, text: str = "云溪县统计局", styles: Styles | None = None) -> Align:
    paragraph = WordParagraph([Inline(text, False, Span(Path("a.docx"), 1))])
    paragraph.sizes[32] = len(text)
    element = parse_xml(f"<w:p {NAMES}><w:pPr>{properties}</w:pPr></w:p>")
    return look_of(element, paragraph, styles or Styles(), MEASURE).align


@pytest.mark.parametrize(
    ("properties", "text", "expected"),
    [
        ('<w:jc w:val="center"/>', "云溪县统计局", Align.CENTER),
        ('<w:jc w:val="right"/>', "云溪县统计局", Align.END),
        ('<w:jc w:val="end"/>', "云溪县统计局", Align.END),
        ('<w:jc w:val="both"/>', "云溪县统计局", Align.JUSTIFY),
        ("", "　　云溪县统计局", Align.JUSTIFY),  # an indent
        ("", "　" * 10 + "云溪县统计局", Align.CENTER),  # ten and twelve
        ("", "　" * 9 + " 云溪县统计局", Align.JUSTIFY),  # nine and a half, and twelve and a half
        ("", "　" * 12 + "云溪县统计局", Align.CENTER),
        ("", "　" * 12 + " 云溪县统计局", Align.END),
        ("", "　" * 22 + "云溪县统计局", Align.END),
        ("", "　" * 22 + " 云溪县统计局", Align.JUSTIFY),  # goes on in the next line
        ("", "\t" * 8 + "云溪县统计局", Align.END),
        ("", "　" * 15 + "云溪县\n统计局", Align.JUSTIFY),
        ("", "　" * 3 + "云" * 23, Align.CENTER),
        ("", "　　 " + "云" * 23, Align.JUSTIFY),
        ("", "　" * 22 + "2026-09-03", Align.END),  # ten digits are five characters wide
        ('<w:ind w:left="4800"/>', "云溪县统计局", Align.END),
        ('<w:ind w:start="4800"/>', "云溪县统计局", Align.END),
        ('<w:ind w:leftChars="1500" w:left="0"/>', "云溪县统计局", Align.END),
        ('<w:ind w:firstLine="4800"/>', "云溪县统计局", Align.END),
        ('<w:ind w:left="6400" w:hanging="4800"/>', "云溪县统计局", Align.JUSTIFY),
        ('<w:ind w:left="6400" w:hanging="800"/>', "云溪县统计局", Align.END),
        ('<w:ind w:left="x"/>', "云溪县统计局", Align.JUSTIFY),
    ],
)
def test_a_line_stands_where_it_was_put_by_whatever_means(properties: str, text: str, expected: Align) -> None:
    assert align(properties, text) is expected


def test_a_paragraph_stands_as_its_style_says_unless_it_says_otherwise() -> None:
    style = '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    styles = Styles.of(parse_xml(f"<w:styles {NAMES}>{style}</w:styles>"))
    assert align('<w:pStyle w:val="a"/>', styles=styles) is Align.CENTER
    assert align('<w:pStyle w:val="a"/><w:jc w:val="left"/>', styles=styles) is Align.JUSTIFY


def test_the_size_of_a_paragraph_is_that_of_most_of_its_characters() -> None:
    paragraph = WordParagraph()
    paragraph.sizes.update({32: 2, 44: 3})
    element = parse_xml(f"<w:p {NAMES}/>")
    assert look_of(element, paragraph, Styles(), MEASURE).size == 44
    assert look_of(element, WordParagraph(), Styles(), MEASURE).size == 20


@pytest.mark.parametrize(
    ("section", "measure"),
    [
        ('<w:sectPr><w:pgSz w:w="11906"/><w:pgMar w:left="1588" w:right="1474"/></w:sectPr>', 8844),
        ('<w:sectPr><w:pgSz w:w="11906"/></w:sectPr>', 8306),
        ('<w:sectPr><w:pgSz w:w="1000"/><w:pgMar w:left="500" w:right="500"/></w:sectPr>', 8306),
        ("", 8306),
    ],
)
def test_the_measure_is_that_of_the_page(section: str, measure: int) -> None:
    assert measure_of(parse_xml(f"<w:document {NAMES}><w:body>{section}</w:body></w:document>")) == measure
