"""Draws the pages that the README shows: the first page of each part of an example issue, one picture a layout.

`make pictures` writes `docs/pages.png` and `docs/<layout>.png`, and of one page the lines with names in other scripts,
`docs/scripts.png`; look at them before they are committed.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from huibian.build import IssueBuilder
from huibian.frame import Document, PartKind, PlacedPicture
from huibian.pdf.write import write_pdf

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
PICTURES = {
    "pages": EXAMPLES / "yunxi-2026-09" / "issue-57.yaml",
    "contents": EXAMPLES / "yunxi-2026-11" / "issue-59.yaml",
    "gbt9704": EXAMPLES / "yunxi-2026-10" / "gbt9704-58.yaml",
    "gbt9704-b": EXAMPLES / "yunxi-2026-10" / "gbt9704-b-58.yaml",
    "jianbao": EXAMPLES / "yunxi-2026-10" / "jianbao-12.yaml",
    "neibu": EXAMPLES / "yunxi-2026-10" / "neibu-3.yaml",
}
NAMES = EXAMPLES / "yunxi-2026-12" / "issue-60.yaml"
_LINES = 6  # of the page with names
_NEAR = 2  # pixels a point, so that letters are seen to join
_MOST = 4  # pages in a row
_SCALE = 0.72  # pixels a point: four pages side by side fill a README's column
_GAP = 12
_DESK = (200, 200, 200)
_COLOURS = 64


def shown_pages(document: Document) -> list[int]:
    """Pages with pictures or tables if there are any; else the first page of each part, or of one part the first."""
    full = [
        number for number, page in enumerate(document.pages) if any(isinstance(i, PlacedPicture) for i in page.items)
    ]
    kinds = [page.part for page in document.pages]
    parts = [kinds.index(kind) for kind in PartKind if kind in kinds and kind is not PartKind.BLANK]
    return (full or (parts if len(parts) > 1 else list(range(len(kinds)))))[:_MOST]


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
    """Render the examples and write the pictures."""
    for name, manifest in PICTURES.items():
        document = IssueBuilder().compose(manifest).document
        pdf = pypdfium2.PdfDocument(write_pdf(document))
        pages = [pdf[index].render(scale=_SCALE).to_pil().convert("RGB") for index in shown_pages(document)]
        save(side_by_side(pages), name)
    save(lines_with_names(IssueBuilder().compose(NAMES).document), "scripts")


def lines_with_names(document: Document) -> Image.Image:
    """The first lines of an issue from one on that has a word of joined letters."""
    for number, page in enumerate(document.pages):
        places = [place for place, line in enumerate(page.lines) if any(run.clusters for run in line.runs)]
        if places:
            shown = page.lines[places[0] :][:_LINES]
            left, right = min(line.x for line in shown), max(line.x + line.width for line in shown)
            box = (left.pt - _GAP, shown[0].top.pt, right.pt + _GAP, shown[-1].foot.pt)
            drawn: Image.Image = (
                pypdfium2.PdfDocument(write_pdf(document))[number].render(scale=_NEAR).to_pil().convert("RGB")
            )
            left_edge, top, right_edge, foot = (round(edge * _NEAR) for edge in box)
            return drawn.crop((left_edge, top, right_edge, foot))
    msg = "no such word in the example"
    raise ValueError(msg)


def save(picture: Image.Image, name: str) -> None:
    """Write a picture in few colours."""
    path = ROOT / "docs" / f"{name}.png"
    picture.quantize(_COLOURS).save(path, optimize=True)
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
