from __future__ import annotations

import pytest
from docx.oxml import parse_xml

from huibian.text.word.xml import alternatives, children, is_on, number, text_of, value
from tests.support.worddocs import NAMES


def test_a_property_is_on_off_or_not_said() -> None:
    run = parse_xml(f'<w:rPr {NAMES}><w:b/><w:i w:val="0"/><w:u w:val="none"/><w:strike w:val="true"/></w:rPr>')
    assert [is_on(run, name) for name in ("b", "i", "u", "strike", "caps")] == [True, False, False, True, None]


def test_a_value_is_found_by_its_path() -> None:
    paragraph = parse_xml(f'<w:p {NAMES}><w:pPr><w:pStyle w:val="甲"/></w:pPr></w:p>')
    assert (value(paragraph, "pPr", "pStyle"), value(paragraph, "pPr", "jc")) == ("甲", None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("3", 3), ("-1", -1), ("x", 9), ("", 9), (None, 9)),
        *((str(2**31 - 1), 2**31 - 1), (str(2**31), 9), (str(-(2**31)), -(2**31)), (str(-(2**31) - 1), 9)),
    ],
)
def test_a_number_is_one_or_another(text: str | None, found: int) -> None:
    assert number(text, 9) == found


def test_comments_are_no_children_and_formulas_are_text() -> None:
    run = parse_xml(f"<w:r {NAMES}><!-- 注 --><w:t>一</w:t><?pi?><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:r>")
    assert len(list(children(run))) == 2
    assert text_of(run) == "一x"


@pytest.mark.parametrize(
    "shown",
    [
        *("<w:t>一</w:t>", "<w:delText>一</w:delText>", "<m:t>x</m:t>", "<w:sym/>", "<w:noBreakHyphen/>"),
        *("<w:footnoteReference/>", "<w:endnoteReference/>", "<v:imagedata/>", "<a:blip/>"),
    ],
)
def test_the_branch_that_has_something_to_show_is_read(shown: str) -> None:
    both = f"<mc:AlternateContent {NAMES}><mc:Choice><w:t> </w:t></mc:Choice><mc:Fallback>{{}}</mc:Fallback>"
    chosen, others = alternatives(parse_xml(f"{both.format(shown)}</mc:AlternateContent>"))
    assert (chosen is not None and str(chosen.tag).endswith("Fallback"), len(others)) == (True, 1)

    chosen, _ = alternatives(parse_xml(f"{both.format('<w:br/>')}</mc:AlternateContent>"))
    assert chosen is not None
    assert str(chosen.tag).endswith("Choice")
