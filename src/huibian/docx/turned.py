"""The page number of a page that lies on its side: it stays where other pages have it (GB/T 9704-2012, 8).

As the page is read, that is the left edge, where no footer is. A table of one cell stands there whose text runs down;
it belongs to the footer. LibreOffice 7.4 and ONLYOFFICE have it in its place; of a text box LibreOffice sets the text
in the corner of the page, and of a paragraph in a frame (`framePr`) ONLYOFFICE does not turn the text.

LibreOffice 7.4 leaves a table that has a place where it stands in the text if a footnote was referred to since it read
the table before: in the footer, where it pushes all the text off the page. Of the footers of such a page the first that
it reads is therefore one for a first page that differs, which none does, with the same table in it.
"""

from __future__ import annotations

from msgspec import Struct

from huibian.docx.oxml import Element, Value, value, w
from huibian.frame import Folio, Margins, PageSize
from huibian.units import Length


class NumberBox(Struct, frozen=True):
    """Where the line of a page number stands, as the page is read, from the top left corner of the paper."""

    x: Length
    y: Length
    width: Length
    height: Length


def number_box(size: PageSize, margins: Margins, folio: Folio, pitch: Length) -> NumberBox:
    """The box of the number's line, which runs along the whole edge of the type area.

    Args:
        size: The paper, as it is read.
        margins: Those of the turned page.
        folio: How page numbers stand.
        pitch: How high their line is.
    """
    height = size.height - margins.top - margins.bottom
    return NumberBox(size.width - folio.foot, margins.top, width=pitch, height=height)


def boxed(paragraph: Element, box: NumberBox) -> Element:
    """A table at a fixed place that holds a paragraph, its lines running down."""
    width, height = box.width.twips, box.height.twips
    distances: dict[str, Value] = dict.fromkeys((f"{side}FromText" for side in ("left", "right", "top", "bottom")), 0)
    place = w("tblpPr", **distances, vertAnchor="page", horzAnchor="page", tblpX=box.x.twips, tblpY=box.y.twips)
    return w(
        "tbl",
        w(
            "tblPr",
            place,
            value("tblOverlap", "overlap"),
            w("tblW", w=width, type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("left", "right"))),
        ),
        w("tblGrid", w("gridCol", w=width)),
        w(
            "tr",
            w("trPr", w("trHeight", val=height, hRule="exact")),
            w("tc", w("tcPr", w("tcW", w=width, type="dxa"), value("textDirection", "tbRl")), paragraph),
        ),
    )
