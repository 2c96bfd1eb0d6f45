from __future__ import annotations

import re
import zipfile
from io import BytesIO

from lxml import etree

from huibian.docx import oxml
from huibian.docx.theme import theme
from tests.support.bulletins import standard, standard_docx
from tests.support.wordml import tree

A = f"{{{oxml.namespace('a')}}}"


def faces(kind: str) -> dict[str, str]:
    font = tree(theme(standard())).find(f".//{A}{kind}")
    assert font is not None
    return {etree.QName(slot).localname: slot.get("typeface", "") for slot in font}


def test_the_fonts_offered_are_those_of_text_and_of_section_heads() -> None:
    assert faces("minorFont") == {"latin": "Times New Roman", "ea": "仿宋_GB2312", "cs": "Times New Roman"}
    assert faces("majorFont") == {"latin": "Times New Roman", "ea": "黑体", "cs": "Times New Roman"}


def test_every_colour_has_six_digits() -> None:
    colors = [each.get("val", "") for each in tree(theme(standard())).iter(f"{A}srgbClr")]

    assert len(colors) == 12
    assert all(re.fullmatch("[0-9A-F]{6}", color) for color in colors)


def test_it_has_a_name() -> None:
    assert tree(theme(standard())).get("name") == "huibian"


def test_it_is_in_the_file_and_nothing_there_takes_a_font_or_a_colour_from_it() -> None:
    with zipfile.ZipFile(BytesIO(standard_docx())) as archive:
        assert "word/theme/theme1.xml" in archive.namelist()
        texts = [archive.read(name).decode() for name in archive.namelist() if not name.startswith("word/theme/")]

    assert not [text for text in texts if re.search(r"w:(ascii|hAnsi|eastAsia|cs)Theme=|w:themeColor=", text)]
