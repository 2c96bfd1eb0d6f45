from __future__ import annotations

import pytest
from lxml import etree

from huibian.docx import oxml
from tests.support.wordml import W, attributes, find, has, tree

AWKWARD = "a&b <c> \"d\" 'e' 县\t\n\r\x7f\U00020bb7 "


def test_an_element_leaves_out_what_is_not_there() -> None:
    element = oxml.w("pPr", None, oxml.value("jc", "both"), None)

    assert [child.tag for child in tree(element)] == [f"{W}jc"]
    assert oxml.w("pPr") == "<w:pPr/>"


def test_a_switch_says_off_as_well_as_on() -> None:
    assert attributes(tree(oxml.switch("widowControl", False))) == {"val": "0"}
    assert attributes(tree(oxml.switch("widowControl", True))) == {}


def test_spaces_at_the_ends_of_text_are_kept() -> None:
    assert b'xml:space="preserve"> a </w:t>' in oxml.serialize(oxml.root("p", oxml.text(" a ")))


@pytest.mark.parametrize("content", ["县", "", AWKWARD, *AWKWARD])
def test_text_and_values_are_written_as_lxml_writes_them(content: str) -> None:
    element = etree.Element(f"{W}t", {f"{W}val": content}, nsmap={"w": W.strip("{}")})
    element.text = content
    as_value, as_text = etree.tostring(element, encoding="unicode").removesuffix("</w:t>").split(">", 1)

    assert oxml.value("t", content) == f"<w:t{as_value[as_value.index(' w:val') :]}/>"
    assert oxml.w("t", val=content) == oxml.value("t", content)
    assert oxml.text(content) == f'<w:t xml:space="preserve">{as_text}</w:t>'
    assert tree(oxml.text(content.replace("\r", ""))).text == (content.replace("\r", "") or None)


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_no_xml_holds_is_refused(char: str) -> None:
    with pytest.raises(ValueError, match=r"XML|surrogates"):
        oxml.text(f"县{char}")
    with pytest.raises(ValueError, match=r"XML|surrogates"):
        oxml.value("t", f"县{char}")


def test_numbers_are_written_as_such() -> None:
    assert oxml.w("spacing", before=0, after=-20) == '<w:spacing w:before="0" w:after="-20"/>'


def test_a_part_declares_its_encoding_and_its_namespaces() -> None:
    declaration, content = oxml.serialize(oxml.root("p")).decode().split("\n")

    assert declaration == "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    assert {"w", "r", "wp", "a", "pic"} == set(etree.fromstring(content).nsmap)


@pytest.mark.parametrize("properties", [(), (oxml.value("pStyle", "Rule"),)])
def test_the_properties_of_a_section_are_the_last_of_those_of_a_paragraph(properties: tuple[oxml.Element]) -> None:
    paragraph = oxml.w("p", oxml.w("pPr", *properties), oxml.run(oxml.w("rPr"), oxml.text("县")))
    ended = tree(oxml.with_section(paragraph, oxml.w("sectPr")))

    assert ended[0][-1].tag == f"{W}sectPr"
    assert has(ended, "pPr/pStyle") == bool(properties)
    assert [child.tag for child in ended] == [f"{W}pPr", f"{W}r"]


def test_a_field_holds_its_result_between_its_marks() -> None:
    runs = map(tree, oxml.field("PAGE", lambda: None, oxml.run(None, oxml.text("7"))))

    kinds = [child.get(f"{W}fldCharType") or child.text for run in runs for child in run]
    assert kinds == ["begin", " PAGE ", "separate", "7", "end"]


def test_a_relationship_is_in_a_namespace_of_its_own() -> None:
    footer = oxml.reference("footerReference", "rId3", type="even")

    assert b'w:type="even" r:id="rId3"' in oxml.serialize(oxml.root("sectPr", footer))


def test_one_font_fills_every_slot() -> None:
    assert set(attributes(tree(oxml.one_font("黑体"))).values()) == {"黑体"}
    assert find(tree(oxml.w("rPr", oxml.east_asian_hint())), "rFonts").get(f"{W}hint") == "eastAsia"
