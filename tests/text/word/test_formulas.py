from __future__ import annotations

import pytest
from docx.oxml import parse_xml

from huibian.text.word.formulas import circled, is_linear
from tests.support.worddocs import NAMES

RUN = '<m:r><m:rPr><m:sty m:val="p"/></m:rPr><w:rPr><w:b/></w:rPr><m:t>x</m:t></m:r>'


@pytest.mark.parametrize(
    ("inner", "linear"),
    [
        (RUN, True),
        (f"<m:oMath>{RUN}{RUN}</m:oMath>", True),
        (f"<w:ins>{RUN}</w:ins>", True),
        (f"<w:del>{RUN}</w:del>", False),
        (f"<m:f><m:num>{RUN}</m:num><m:den>{RUN}</m:den></m:f>", False),
        (f"<m:sSup><m:e>{RUN}</m:e><m:sup>{RUN}</m:sup></m:sSup>", False),
        (f"<m:d><m:e>{RUN}</m:e></m:d>", False),
    ],
)
def test_a_formula_is_text_if_its_characters_stand_in_a_row(inner: str, linear: bool) -> None:
    assert is_linear(parse_xml(f"<m:oMathPara {NAMES}>{inner}</m:oMathPara>")) is linear


@pytest.mark.parametrize(
    ("code", "char"),
    [
        (" eq \\o\\ac(○,1)", "①"),
        ("EQ \\o \\ac (○，20)", "⑳"),
        (" eq \\o\\ac(○,50)", "㊿"),
        (" eq \\o\\ac(○,51)", None),
        (" eq \\o\\ac(□,1)", None),
        ("EQ \\f(1,2)", None),
    ],
)
def test_a_number_in_a_circle_is_a_character(code: str, char: str | None) -> None:
    assert circled(code) == char
