from __future__ import annotations

import io
import re

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from msgspec.structs import replace
from PIL import Image as Pillow

from huibian.frame import Line, PlacedPicture
from huibian.image import Image, ImageFormat
from huibian.image.read import read_image
from huibian.image.rows import rows_of
from huibian.pdf.images import embed_images
from huibian.pdf.objects import PdfFile
from huibian.pdf.write import write_pdf
from tests.pages.test_paper import document
from tests.support.imagefiles import written
from tests.support.pdfium import characters, streams

pytestmark = pytest.mark.debian_fonts


def objects() -> list[pypdfium2.PdfImage]:
    file = pypdfium2.PdfDocument(write_pdf(document()))
    return [each for page in file for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]


def test_images_stand_on_the_page_with_all_their_pixels() -> None:
    images = list(document().images.values())

    assert [tuple(each.get_px_size()) for each in objects()] == [(image.width, image.height) for image in images]


def test_a_jpeg_is_taken_over_byte_by_byte() -> None:
    jpeg = next(image for image in document().images.values() if image.format == "jpeg")

    assert jpeg.data in write_pdf(document())


def test_a_png_keeps_its_colours() -> None:
    bitmap = objects()[1].get_bitmap()

    red, green, blue = bitmap.to_pil().convert("RGB").getpixel((5, 5))
    assert (red, green, blue) == (90, 120, 90)


def test_equal_documents_give_equal_bytes() -> None:
    assert write_pdf(document()) == write_pdf(document())


def test_text_round_pictures_in_tables_and_at_the_foot_comes_in_the_order_of_the_frames() -> None:
    items = ([item for item in page.items if isinstance(item, Line)] for page in document().pages)
    wanted = ["".join(run.text for item in page for run in item.runs) for page in items]

    assert ["".join(char.text for char in page) for page in characters(write_pdf(document()))] == wanted


def test_each_page_names_the_images_that_stand_on_it_and_no_others() -> None:
    file = pypdfium2.PdfDocument(write_pdf(document()))
    counts = [len(list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))) for page in file]

    assert counts == [sum(isinstance(item, PlacedPicture) for item in page.items) for page in document().pages]


@pytest.mark.parametrize(("mode", "colours"), [("L", "/DeviceGray"), ("RGB", "/DeviceRGB")])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_an_image_is_declared_in_the_colours_it_has(mode: str, colours: str, kind: str) -> None:
    data = io.BytesIO()
    Pillow.new(mode, (6, 4)).save(data, kind)
    image = read_image(data.getvalue())
    assert image is not None
    file = PdfFile()
    embed_images(file, {"one": image})

    pdf = file.encode({}, {}).decode("latin-1")
    assert re.findall(r"/ColorSpace (/\w+)", pdf) == [colours]


def test_an_image_is_in_the_file_once_however_often_it_is_shown() -> None:
    images = [Image(data, ImageFormat.JPEG, 4, 3) for data in map(_jpeg, (1, 2, 1))]
    found = embed_images(PdfFile(), {f"I{number}": image for number, image in enumerate(images)})

    assert found["I0"] is found["I2"] is not found["I1"]


def _jpeg(colour: int) -> bytes:
    data = io.BytesIO()
    Pillow.new("L", (4, 3), colour).save(data, "JPEG")
    return data.getvalue()


@pytest.mark.parametrize("at_once", [1, 5, 9, 10_000])
def test_the_pixels_of_an_image_come_some_rows_at_a_time(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO()
    Pillow.frombytes("L", (4, 3), bytes(range(12))).save(data, "PNG")
    monkeypatch.setattr("huibian.image.read._AT_ONCE", at_once)
    file = PdfFile()
    embed_images(file, {"I": Image(data.getvalue(), ImageFormat.PNG, 4, 3)})

    assert bytes(range(12)) in [content for _, content in streams(file.encode({}, {}))]


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("plain", [True, False])
def test_the_pixels_of_a_png_are_the_same_whether_its_rows_are_taken_over_or_not(mode: str, *, plain: bool) -> None:
    noise = Pillow.effect_noise((40, 30), 20).convert(mode)
    image = read_image(written(noise, "PNG"))
    assert image is not None
    assert image.has_plain_rows
    shown = _shown(replace(image, has_plain_rows=plain))
    assert shown.convert(mode).tobytes() == noise.tobytes()


def _shown(image: Image) -> Pillow.Image:
    """The image as PDFium takes it out of a PDF whose first picture it is."""
    whole = document()
    first = next(iter(whole.images))
    pdf = write_pdf(replace(whole, images={**whole.images, first: image}))
    page = pypdfium2.PdfDocument(pdf)
    found = [each for sheet in page for each in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]
    shown: Pillow.Image = found[0].get_bitmap().to_pil()
    return shown


def test_the_rows_of_a_png_are_in_the_file_as_they_are() -> None:
    data = written(Pillow.effect_noise((40, 30), 20), "PNG")
    image = read_image(data)
    assert image is not None
    file = PdfFile()
    embed_images(file, {"I": image})
    assert rows_of(data).packed in file.encode({}, {})
