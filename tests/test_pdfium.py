from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from huibian import metafile, pdfium
from huibian.preview.pictures import DrawnPdf, Resolution
from tests.support.fakeoffice import pdf_page

PDF = pdf_page(72, 72)


@pytest.mark.parametrize(
    "use",
    [
        lambda shown: DrawnPdf(PDF),
        lambda shown: len(shown),
        lambda shown: shown.draw(0, Resolution(36)),
        lambda shown: metafile._pixels(PDF, metafile._DrawnSize(1, 1)),
    ],
)
def test_whoever_uses_pdfium_waits_for_the_others(use: Callable[[DrawnPdf], object]) -> None:
    shown, done = DrawnPdf(PDF), threading.Event()

    def work() -> None:
        use(shown)
        done.set()

    working = threading.Thread(target=work)
    with pdfium.LOCK:
        working.start()
        assert not done.wait(0.1)
    working.join()
    assert done.is_set()
