from __future__ import annotations

import io
import threading

import pypdfium2.raw
import pytest
from PIL import Image

from huibian import pdfium
from huibian.build import IssueBuilder
from huibian.pdf.write import write_pdf
from huibian.preview.pictures import DrawnPdf, Resolution, is_own
from tests.support.issues import write_issue
from tests.support.pdfium import opened
from tests.support.worddocs import png


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    manifest = write_issue(tmp_path_factory.mktemp("issue"))
    return write_pdf(IssueBuilder().compose(manifest).document)


def drawn(pdf: bytes, page: int, dpi: int) -> Image.Image:
    return Image.open(io.BytesIO(DrawnPdf(pdf).draw(page, Resolution(dpi))))


@pytest.mark.parametrize(("dpi", "size"), [(72, (596, 842)), (144, (1191, 1684))])
def test_a_page_is_as_large_as_its_resolution_makes_it(pdf: bytes, dpi: int, size: tuple[int, int]) -> None:
    page = drawn(pdf, 2, dpi)
    assert page.size == size
    assert page.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)


def test_shows_the_pixels_that_are_in_the_file(pdf: bytes) -> None:
    shown = drawn(pdf, 2, 144)
    assert shown.mode == "L"  # a page without colour takes a third of the bytes
    with opened(pdf) as document:
        assert shown.tobytes() == document[2].render(scale=2).to_pil().convert("L").tobytes()


def test_a_page_with_colour_keeps_it(pdf: bytes) -> None:
    red = [each for each in drawn(pdf, 0, 72).getcolors(100_000) or () if each[1] == (255, 0, 0)]
    assert red, "the masthead is red"


def test_the_same_page_gives_the_same_bytes(pdf: bytes) -> None:
    assert DrawnPdf(pdf).draw(1, Resolution(60)) == DrawnPdf(pdf).draw(1, Resolution(60))


def test_knows_its_own_pictures(pdf: bytes) -> None:
    assert is_own(DrawnPdf(pdf).draw(0, Resolution(36)))
    assert not is_own(png())
    assert not is_own(b"tEXtSoftware\0huibian")


def test_one_that_nobody_shows_any_more_is_closed_when_no_other_is_drawn(
    pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, closed = pypdfium2.raw.FPDF_CloseDocument, threading.Event()

    def close(document: object) -> None:
        real(document)
        closed.set()

    monkeypatch.setattr(pypdfium2.raw, "FPDF_CloseDocument", close)
    shown = [DrawnPdf(pdf)]
    forgetting = threading.Thread(target=shown.clear)
    with pdfium.LOCK:
        forgetting.start()
        assert not closed.wait(0.1)
    forgetting.join()
    assert closed.is_set()
