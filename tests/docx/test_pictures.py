from __future__ import annotations

import io
import zipfile

import pytest

from huibian.docx.write import write_docx
from huibian.frame import PlacedPicture
from tests.pages.test_paper import document
from tests.support.wordml import W, part

pytestmark = pytest.mark.debian_fonts
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def test_a_picture_stands_in_a_line_of_its_own_at_its_printed_size() -> None:
    body = part(write_docx(document()), "document")
    extents = [(int(each.get("cx", "")), int(each.get("cy", ""))) for each in body.iter(f"{WP}extent")]
    placed = [item for page in document().pages for item in page.items if isinstance(item, PlacedPicture)]

    assert extents == [(round(item.width * 12.7), round(item.height * 12.7)) for item in placed]


def test_a_caption_says_what_a_picture_shows_to_those_who_do_not_see_it() -> None:
    body = part(write_docx(document()), "document")

    assert [each.get("descr") for each in body.iter(f"{WP}docPr")] == ["图一", ""]


def test_a_picture_stays_with_its_caption() -> None:
    body = part(write_docx(document()), "document")
    paragraphs = [each for each in body.iter(f"{W}p") if each.find(f".//{WP}inline") is not None]

    assert [each.find(f"{W}pPr/{W}keepNext") is not None for each in paragraphs] == [True, False]
    assert {each.find(f"{W}pPr/{W}spacing").get(f"{W}lineRule") for each in paragraphs} == {"atLeast"}  # type: ignore[union-attr]


def test_images_are_in_the_package_as_they_were_read() -> None:
    packed = write_docx(document())
    archive = zipfile.ZipFile(io.BytesIO(packed))
    media = sorted(name for name in archive.namelist() if name.startswith("word/media/"))

    assert [name.rpartition(".")[2] for name in media] == ["jpeg", "png"]
    assert {archive.read(name) for name in media} == {image.data for image in document().images.values()}
    blips = [each.get(f"{R}embed") for each in part(packed, "document").iter(f"{A}blip")]
    relations = archive.read("word/_rels/document.xml.rels").decode()
    assert all(f'Id="{blip}"' in relations for blip in blips)
