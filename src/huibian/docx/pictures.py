"""Pictures become Word pictures: each in the line of a paragraph of its own."""

from __future__ import annotations

from msgspec import Struct

from huibian.docx import oxml
from huibian.docx.flow import WordPicture
from huibian.docx.oxml import Element
from huibian.docx.package import Package
from huibian.frame import Document, PlacedPicture
from huibian.units import Length

_EMU = Length.of(1, "pt") / 12700  # English metric units, 12,700 to a point


class Drawings(Struct):
    """Draws the pictures of a document, and puts their images into its file; `count` is how many there are so far."""

    document: Document
    file: Package
    count: int = 0

    def draw(self, picture: WordPicture) -> Element:
        """The next picture."""
        self.count += 1
        image = self.file.add_image(self.document.images[picture.picture.image])
        return drawing(picture.picture, self.count, image, picture.block.alternative)


def drawing(picture: PlacedPicture, number: int, relationship: str, description: str) -> Element:
    """The picture as it stands in a run (ISO/IEC 29500-1, 20.4.2.8).

    Args:
        picture: The picture.
        number: Tells it from the other drawings of the file; from 1.
        relationship: By which the main part names the image.
        description: What is said of it to those who do not see it.
    """
    size = {"cx": str(round(picture.width / _EMU)), "cy": str(round(picture.height / _EMU))}
    names = {"id": str(number), "name": f"图片 {number}", "descr": description}
    shape = oxml.element(
        "pic:pic",
        oxml.element(
            "pic:nvPicPr",
            oxml.element("pic:cNvPr", **names),
            oxml.element("pic:cNvPicPr"),
        ),
        oxml.element(
            "pic:blipFill",
            oxml.element("a:blip", **{"r:embed": relationship}),
            oxml.element("a:stretch", oxml.element("a:fillRect")),
        ),
        oxml.element(
            "pic:spPr",
            oxml.element("a:xfrm", oxml.element("a:off", x="0", y="0"), oxml.element("a:ext", **size)),
            oxml.element("a:prstGeom", oxml.element("a:avLst"), prst="rect"),
        ),
    )
    return oxml.w(
        "drawing",
        oxml.element(
            "wp:inline",
            oxml.element("wp:extent", **size),
            oxml.element("wp:docPr", **names),
            oxml.element("a:graphic", oxml.element("a:graphicData", shape, uri=oxml.namespace("pic"))),
            distT="0",
            distB="0",
            distL="0",
            distR="0",
        ),
    )
