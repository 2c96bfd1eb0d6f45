"""Draws the pages that the README shows: cover, contents, first body page and colophon of the example issue.

`make pictures` writes `docs/pages.png` anew; look at it before it is committed.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from huibian.build import Press
from huibian.frame import Document, PartKind
from huibian.pdf.write import write_pdf

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "yunxi-2026-09" / "issue-57.yaml"
PICTURE = ROOT / "docs" / "pages.png"
_SCALE = 0.72  # pixels a point: four pages side by side fill a README's column
_GAP = 12
_DESK = (200, 200, 200)
_COLOURS = 64


def shown_pages(document: Document) -> list[int]:
    """The first page of each part."""
    kinds = [page.part for page in document.pages]
    return [kinds.index(kind) for kind in PartKind if kind in kinds]


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    """Pages in a row on a grey desk."""
    width = sum(page.width for page in pages) + _GAP * (len(pages) + 1)
    row = Image.new("RGB", (width, pages[0].height + 2 * _GAP), _DESK)
    x = _GAP
    for page in pages:
        row.paste(page, (x, _GAP))
        x += page.width + _GAP
    return row


def main() -> None:
    """Render the example and write the picture."""
    document = Press().compose(EXAMPLE).document
    pdf = pypdfium2.PdfDocument(write_pdf(document))
    pages = [pdf[index].render(scale=_SCALE).to_pil().convert("RGB") for index in shown_pages(document)]
    PICTURE.parent.mkdir(exist_ok=True)
    side_by_side(pages).quantize(_COLOURS).save(PICTURE, optimize=True)
    print(PICTURE.relative_to(ROOT))


if __name__ == "__main__":
    main()
