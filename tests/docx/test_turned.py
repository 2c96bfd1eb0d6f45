from __future__ import annotations

from lxml import etree

from huibian.docx.flow import flow
from huibian.docx.write import write_docx
from tests.docx.test_flow import turned
from tests.support.wordml import R, W, attributes, find, part, text, val


def test_a_page_number_stays_where_it_is_in_a_cell_at_the_left_edge_whose_text_runs_down() -> None:
    packed, section = write_docx(turned()), flow(turned())[1]
    folio, margins = section.part.folio, section.part.margins
    assert folio is not None
    plain, boxed = (part(packed, f"footer{number}default") for number in (1, 2))
    place = attributes(find(boxed, "tbl/tblPr/tblpPr"))

    assert (place["horzAnchor"], place["vertAnchor"]) == ("page", "page")
    assert int(place["tblpX"]) == (section.size.width - folio.foot).twips
    assert int(place["tblpY"]) == margins.top.twips
    assert val(boxed, "tbl/tr/tc/tcPr/textDirection") == "tbRl"
    height = int(attributes(find(boxed, "tbl/tr/trPr/trHeight"))["val"])
    assert height == (section.size.height - margins.top - margins.bottom).twips
    assert etree.tostring(find(boxed, "tbl/tr/tc/p")) == etree.tostring(find(plain, "p"))
    assert not text(find(boxed, "p"))


def test_the_first_footer_that_is_read_of_a_turned_page_has_the_number_too_though_no_page_shows_it() -> None:
    sections = list(part(write_docx(turned()), "document").iter(f"{W}sectPr"))
    footers = [{each.get(f"{W}type"): each.get(f"{R}id") for each in section} for section in sections]
    types = [[type_ for type_ in section if type_ is not None] for section in footers]

    assert types == [["default", "even"], ["first", "default", "even"], ["default", "even"]]
    assert footers[1]["first"] == footers[1]["default"]
    assert not any(section.findall(f"{W}titlePg") for section in sections)
