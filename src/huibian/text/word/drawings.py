"""Takes a drawing of a Word file apart: pictures, text boxes, words drawn as figures, charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from huibian.diagnostics import Span
from huibian.text.word.flow import Flow
from huibian.text.word.leaving import leave, quoted
from huibian.text.word.margins import SideParts
from huibian.text.word.xml import MC, PICTURES, A, Element, R, W, children, own_text, seen

_SEEN_SHARE = 100  # thousandths of a percent: a line of pixels of a photograph
_BOX = W + "txbxContent"


class Drawn(Struct, frozen=True):
    """A picture in a paragraph.

    Attributes:
        relation: The name of its relation.
        span: Where it stands.
        is_cropped: Whether only a part of it is shown.
        before: How many runs of text and line ends stand before it in the paragraph.
    """

    relation: str | None
    span: Span
    is_cropped: bool
    before: int


class DrawingParts(Struct, frozen=True):
    """What a drawing holds.

    Attributes:
        pictures: Its pictures, but those in its text boxes.
        boxes: What its text boxes hold (`w:txbxContent`).
    """

    pictures: Sequence[Drawn]
    boxes: Sequence[Element]


def read_drawing(element: Element, at: Span, flow: Flow, side_parts: SideParts) -> DrawingParts:
    """Take a drawing apart; the chart that it shows, its own words and what is only lines are left out, and told.

    Args:
        element: `w:drawing` or `w:pict`.
        at: Where it stands.
        flow: The way through the file.
        side_parts: What stands beside its text.
    """
    parts = list(_parts(element, at, flow))
    boxes = [each for each in parts if each.tag == _BOX]
    words = "".join(own_text(each) or "" for each in parts)
    if words.strip():
        flow.remarks.left_out(f"略去了图形里的文字{quoted(words)}", at, words)
    pictures = _drawn(element, parts, at)
    told = [side_parts.leave_figure(each.get(R + "id") or each.get(R + "dm"), at) for each in parts]
    if not (boxes or pictures or words.strip() or any(told)):
        flow.remarks.warning("HB214", "略去了图形或图表", at)
    return DrawingParts(pictures, boxes)


def leave_boxes(drawing: DrawingParts, at: Span, flow: Flow) -> list[Drawn]:
    """Leave out text boxes where they cannot stand, as in a cell; gives their pictures."""
    for box in drawing.boxes:
        leave(flow.remarks, "文本框", box, at)
    return [picture for box in drawing.boxes for picture in _drawn(box, seen(box), at)]


def _drawn(drawing: Element, parts: Iterable[Element], at: Span) -> list[Drawn]:
    """The pictures among the parts of a drawing; a rectangle beside one says what is shown of it."""
    rects = drawing.iter(A + "srcRect")
    cropped = {rect.getparent() for rect in rects if any(_is_cut_off(str(share)) for share in rect.attrib.values())}
    return [
        Drawn(each.get(R + "embed") or each.get(R + "id") or each.get(R + "link"), at, each.getparent() in cropped, 0)
        for each in parts
        if each.tag in PICTURES
    ]


def _is_cut_off(share: str) -> bool:
    """Whether so much of a side is cut off that it shows; less is what LibreOffice writes of a whole picture.

    Thousandths of a percent, or a percentage in a strict file (ISO/IEC 29500-1, 20.1.8.55); negative for a margin.
    """
    try:
        return (float(share.removesuffix("%")) * 1000 if share.endswith("%") else float(share)) >= _SEEN_SHARE
    except ValueError:
        return True


def _parts(element: Element, at: Span, flow: Flow) -> Iterator[Element]:
    """What a drawing is made of, of alternatives the one that is read; text boxes whole."""
    if element.tag == MC + "AlternateContent":
        for branch in flow.branch(element, at):
            yield from _parts(branch, at, flow)
        return
    yield element
    if element.tag != _BOX:
        for child in children(element):
            yield from _parts(child, at, flow)
