from __future__ import annotations

from lxml import etree

from huibian.docx.flow import flow
from huibian.docx.write import write_docx
from tests.docx.test_flow import turned
from tests.support.wordml import attributes, find, part, text, val


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
