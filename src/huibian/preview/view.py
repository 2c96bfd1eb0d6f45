"""The state of an issue as the browser gets it: names, numbers and lists, ready for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from huibian.diagnostics import Span
from huibian.frame import BlockNumber, Document, Heading, PageIndex, PageNumber, PartKind, Role, TextLine
from huibian.preview.messages import Message
from huibian.preview.places import PageLine, ShownLine
from huibian.preview.session import DeskState, GoodPages, Session, name_of
from huibian.units import Length

Json: TypeAlias = "Mapping[str, Json] | list[Json] | str | float | bool | None"

_PARTS = {
    PartKind.COVER: "封面",
    PartKind.CONTENTS: "目录",
    PartKind.BODY: "正文",
    PartKind.COLOPHON: "版记",
    PartKind.BLANK: "空白页",
}
_LISTED = {Role.SECTION_HEAD: 1, Role.ARTICLE_TITLE: 2}
_DIGITS = 5  # of a share of a page: a hundredth of a millimetre


def view(session: Session, state: DeskState) -> dict[str, Json]:
    """All that the browser shows."""
    good = state.good
    return {
        "revision": state.revision,
        "manifest": session.manifest.name,
        "title": good.document.metadata.title if good else session.manifest.name,
        "seconds": round(state.seconds, 3),
        "fault": state.is_fault,
        "pages": list(_pages(session, state, good)) if good else [],
        "contents": list(_contents(good.document)) if good else [],
        "messages": [_message(each, session.manifest) for each in state.messages.shown],
        "more": state.messages.more,
    }


def _pages(session: Session, state: DeskState, good: GoodPages) -> Iterator[Json]:
    changed, manifest = state.changes, session.manifest
    numbers = list(page_numbers(good.document))
    for place, (page, lines) in enumerate(zip(good.document.pages, good.seen.lines, strict=True)):
        index, size = PageIndex(place), page.size
        name = f"第 {page.label} 页" if page.label else _PARTS[page.part]
        yield {
            "look": good.seen.looks[place],
            "name": name,
            "label": page.label,
            "width": size.width.pt,
            "height": size.height.pt,
            "side": "right" if numbers[place] % 2 else "left",
            "changed": index in changed.pages,
            "lines": [
                {
                    "box": _box(line, size.width, size.height),
                    "text": line.text,
                    **_place(line.source, manifest),
                    "changed": PageLine(index, number) in changed.lines,
                    "cut": PageLine(index, number) in changed.cuts,
                }
                for number, line in enumerate(lines)
            ],
        }


def page_numbers(document: Document) -> Iterator[PageNumber]:
    """The number of each page, printed or not: odd ones lie on the right of a spread, even ones on the left."""
    for part in document.parts:
        yield from map(PageNumber, range(part.first, part.first + part.pages))


def _box(line: ShownLine, width: Length, height: Length) -> list[Json]:
    """Left, top, width and height as shares of the page's."""
    box = line.box
    across, down = (box.x / width, box.width / width), (box.y / height, box.height / height)
    return [round(share, _DIGITS) for share in (across[0], down[0], across[1], down[1])]


def _contents(document: Document) -> Iterator[Json]:
    """The parts that are no text, then sections and articles with the pages that they begin on."""
    before: PartKind | None = None
    found: dict[BlockNumber, int] = {}
    for place, page in enumerate(document.pages):
        if page.part is not before and page.part not in (PartKind.BODY, PartKind.BLANK):
            yield {"level": 1, "title": _PARTS[page.part], "label": None, "page": place, "line": 0}
        before = page.part
        for number, line in enumerate(item for item in page.items if isinstance(item, TextLine)):
            block = document.blocks[line.block]
            if isinstance(block, Heading) and block.role in _LISTED and line.block not in found:
                found[line.block] = place
                level = _LISTED[block.role]
                yield {"level": level, "title": block.title, "label": page.label, "page": place, "line": number}


def _message(message: Message, manifest: Path) -> Json:
    told = message.diagnostic
    return {
        "severity": told.severity.value,
        "code": told.code,
        "text": told.message,
        "hint": told.hint,
        **_place(told.span, manifest),
        "page": None if message.at is None else message.at.page,
        "at": None if message.at is None else message.at.line,
    }


def _place(span: Span | None, manifest: Path) -> dict[str, Json]:
    if span is None:
        return {"file": None, "line": None, "column": None}
    return {"file": name_of(span.file, manifest), "line": span.line, "column": span.column}
