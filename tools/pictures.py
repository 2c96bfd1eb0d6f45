"""Draws the pages that the README shows: the first page of each part of an example issue, one picture a layout.

`make pictures` writes `docs/pages.png` and `docs/<layout>.png`, a page with a merged head beside a turned one,
`docs/tables.png`, a row of photographs with the text round it, `docs/photographs.png`, of one page the lines with names
in other scripts, `docs/scripts.png`, and pages of the tutorial, `docs/tutorial.png`; look at them before a commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

from huibian.build import IssueBuilder
from huibian.frame import Border, Document, PartKind, PlacedPicture, TextLine
from huibian.pdf.write import write_pdf
from tools import tutorial

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
WITH_TABLES = EXAMPLES / "yunxi-2027-01" / "issue-61.yaml"
_TUTORIAL = (0, 1, 3, 4)  # its cover, its contents, the pages with a table and with a photograph
_LINES = 6  # of the page with names
_ROUND = 2  # lines of text above a row of photographs, and below it with their captions
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
    """Pages in a row on a grey desk, each in the middle of its height."""
    width = sum(page.width for page in pages) + _GAP * (len(pages) + 1)
    height = max(page.height for page in pages)
    row = Image.new("RGB", (width, height + 2 * _GAP), _DESK)
    x = _GAP
    for page in pages:
        row.paste(page, (x, _GAP + (height - page.height) // 2))
        x += page.width + _GAP
    return row


def main() -> None:
    """Render the examples and write the pictures."""
    for name, manifest in PICTURES.items():
        document = IssueBuilder().compose(manifest).document
        save(side_by_side([drawn(document, page, _SCALE) for page in shown_pages(document)]), name)
    issue = IssueBuilder().compose(WITH_TABLES).document
    save(side_by_side([drawn(issue, page, _SCALE) for page in pages_with_tables(issue)]), "tables")
    save(row_of_photographs(issue), "photographs")
    save(lines_with_names(IssueBuilder().compose(NAMES).document), "scripts")
    with TemporaryDirectory() as place:
        desk = tutorial.Desk(Path(place))
        desk.played(tutorial.PAGE.read_text(encoding="utf-8"))
        document = IssueBuilder().compose(desk.folder / tutorial.MANIFEST).document
        save(side_by_side([drawn(document, page, _SCALE) for page in _TUTORIAL]), "tutorial")


def drawn(document: Document, page: int, scale: float) -> Image.Image:
    """A page, `scale` pixels a point."""
    picture: Image.Image = pypdfium2.PdfDocument(write_pdf(document))[page].render(scale=scale).to_pil().convert("RGB")
    return picture


def pages_with_tables(document: Document) -> list[int]:
    """The first upright page with a table and the first that lies on its side."""
    tabled = [number for number, page in enumerate(document.pages) if any(isinstance(i, Border) for i in page.items)]
    return [next(n for n in tabled if document.pages[n].is_turned == turned) for turned in (False, True)]


def row_of_photographs(document: Document) -> Image.Image:
    """The first pictures that stand side by side, with the text round them."""
    for number, page in enumerate(document.pages):
        row = [item for item in page.items if isinstance(item, PlacedPicture)]
        if len(row) > 1 and len({picture.y for picture in row}) == 1:
            above = [line for line in page.lines if line.foot <= row[0].y][-_ROUND:]
            below = [line for line in page.lines if line.top >= row[0].y + row[0].height]
            return cut_out(document, number, [*above, *below[: len(row) + _ROUND]])
    msg = "no row of photographs in the example"
    raise ValueError(msg)


def lines_with_names(document: Document) -> Image.Image:
    """The first lines of an issue from one on that has a word of joined letters."""
    for number, page in enumerate(document.pages):
        places = [place for place, line in enumerate(page.lines) if any(run.clusters for run in line.runs)]
        if places:
            return cut_out(document, number, page.lines[places[0] :][:_LINES])
    msg = "no such word in the example"
    raise ValueError(msg)


def cut_out(document: Document, page: int, lines: Sequence[TextLine]) -> Image.Image:
    """What stands on a page from the first of these lines to the last."""
    left, right = min(line.x for line in lines), max(line.x + line.width for line in lines)
    box = (left.pt - _GAP, lines[0].top.pt, right.pt + _GAP, lines[-1].foot.pt)
    left_edge, top, right_edge, foot = (round(edge * _NEAR) for edge in box)
    return drawn(document, page, _NEAR).crop((left_edge, top, right_edge, foot))


def save(picture: Image.Image, name: str) -> None:
    """Write a picture in few colours."""
    path = ROOT / "docs" / f"{name}.png"
    picture.quantize(_COLOURS).save(path, optimize=True)
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
