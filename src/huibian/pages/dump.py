"""Takes a document, gives stable text for goldens, one item a line: a plain diff shows which line moved.

Lengths are points with two decimals.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from huibian.frame import (
    ArtifactLine,
    BlockNumber,
    Border,
    Document,
    Item,
    Line,
    Link,
    NoteSeparator,
    PlacedPicture,
    Rule,
    Run,
    RunKind,
    TextBlock,
    TextLine,
    TurnedLine,
)
from huibian.units import Length


def dump(document: Document) -> str:
    """The whole document as text."""
    return "".join(f"{line}\n" for line in _lines(document))


def _lines(document: Document) -> Iterator[str]:
    yield f"document {document.metadata.title} {_pt(document.width)} x {_pt(document.height)}"
    for number, page in enumerate(document.pages, 1):
        yield f"page {number} {page.part} {page.label or '-'}"
        for item in page.items:
            yield f"  {_item(document, item)}"


def _item(document: Document, item: Item) -> str:
    match item:
        case TextLine():
            return _line(item, _role(document, item.block))
        case ArtifactLine():
            return _line(item, "artifact")
        case TurnedLine():
            return f"{_pt(item.x)},{_pt(item.y)} h={_pt(item.height)} turned {_line(item.line, 'artifact')}"
        case Rule():
            return f"{_pt(item.x)},{_pt(item.y)} w={_pt(item.length)} rule {item.thickness.mm:.2f} mm {item.color}"
        case Link():
            return f"{_pt(item.x)},{_pt(item.y)} w={_pt(item.width)} link to block {item.target}"
        case Border() | NoteSeparator():
            return f"{_pt(item.x)},{_pt(item.y)} w={_pt(item.width)} h={_pt(item.height)} border {item.color}"
        case PlacedPicture():
            image = document.images[item.image]
            size = f"w={_pt(item.width)} h={_pt(item.height)}"
            return f"{_pt(item.x)},{_pt(item.y)} {size} picture {image.format} {image.width} x {image.height}"
        case _:
            assert_never(item)


def _line(line: Line, what: str) -> str:
    runs = " ".join(_run(run) for run in line.runs)
    return f"{_pt(line.x)},{_pt(line.baseline)} w={_pt(line.width)} {what} {runs}"


def _role(document: Document, number: BlockNumber) -> str:
    block = document.blocks[number]
    return block.role.value if isinstance(block, TextBlock) else "?"


def _run(run: Run) -> str:
    marks = "".join(("*" if run.bold else "", "" if run.color == "000000" else f"#{run.color}"))
    text = f"<{len(run.text)}{run.text[:1]}>" if run.kind is RunKind.TAB else run.text
    return f"[{run.face} {run.size.pt:g}{marks} {text}]"


def _pt(length: Length | int) -> str:
    return f"{Length(length).pt:.2f}"
