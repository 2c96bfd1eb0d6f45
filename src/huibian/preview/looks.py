"""What a page looks like, as a short name: pages of one name are drawn alike, in whatever PDF they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import assert_never

from huibian.frame import (
    ArtifactLine,
    Border,
    Document,
    Item,
    Line,
    Link,
    NoteSeparator,
    PlacedPicture,
    Rule,
    TextLine,
    TurnedLine,
)

_LENGTH = 20  # hexadecimal digits of a name


def looks_of(document: Document) -> list[str]:
    """The name of each page, which tells nothing of where it stands in the issue but what is printed on it."""
    images = {key: sha256(image.data).hexdigest() for key, image in document.images.items()}
    faces = {key: f"{face.path}:{face.index}" for key, face in document.faces.items()}
    names = []
    for page in document.pages:
        facts = (page.size.width, page.size.height, *(_facts(item, images, faces) for item in page.items))
        names.append(sha256(repr(facts).encode(errors="surrogatepass")).hexdigest()[:_LENGTH])
    return names


def _facts(item: Item, images: Mapping[str, str], faces: Mapping[str, str]) -> tuple[object, ...]:
    """What is seen of an item: no numbers of blocks, which change with every paragraph that is added before."""
    match item:
        case TextLine() | ArtifactLine():
            return tuple(_line(item, faces))
        case TurnedLine():
            return item.depth, *_line(item.line, faces)
        case Rule():
            return item.x, item.y, item.length, item.thickness, item.color
        case Link():
            return ()
        case Border() | NoteSeparator():
            return item.x, item.y, item.width, item.height, item.color
        case PlacedPicture():
            return item.x, item.y, item.width, item.height, images[item.image]
        case _:
            assert_never(item)


def _line(line: Line, faces: Mapping[str, str]) -> Iterator[object]:
    yield from (line.x, line.baseline)
    for run in line.runs:
        yield from (run.text, faces[run.face], run.size, run.advances, run.color, run.stroke, run.rise, run.clusters)
