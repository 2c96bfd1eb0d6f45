from __future__ import annotations

from huibian.docx import oxml
from tests.support.wordml import W, attributes, find


def test_an_element_leaves_out_what_is_not_there() -> None:
    element = oxml.w("pPr", None, oxml.value("jc", "both"), None)

    assert [child.tag for child in element] == [f"{W}jc"]


def test_a_switch_says_off_as_well_as_on() -> None:
    assert attributes(oxml.switch("widowControl", False)) == {"val": "0"}
    assert attributes(oxml.switch("widowControl", True)) == {}


def test_spaces_at_the_ends_of_text_are_kept() -> None:
    assert b'xml:space="preserve"> a </w:t>' in oxml.serialize(oxml.root("p", oxml.text(" a ")))


def test_a_field_holds_its_result_between_its_marks() -> None:
    runs = list(oxml.field("PAGE", lambda: None, oxml.run(None, oxml.text("7"))))

    kinds = [child.get(f"{W}fldCharType") or child.text for run in runs for child in run]
    assert kinds == ["begin", " PAGE ", "separate", "7", "end"]


def test_a_relationship_is_in_a_namespace_of_its_own() -> None:
    footer = oxml.reference("footerReference", "rId3", type="even")

    assert b'w:type="even" r:id="rId3"' in oxml.serialize(oxml.root("sectPr", footer))


def test_one_font_fills_every_slot() -> None:
    assert set(attributes(oxml.one_font("黑体")).values()) == {"黑体"}
    assert find(oxml.w("rPr", oxml.east_asian_hint()), "rFonts").get(f"{W}hint") == "eastAsia"
