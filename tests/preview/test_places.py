from __future__ import annotations

import re
from pathlib import Path

import pytest

from huibian import source
from huibian.diagnostics import Span
from huibian.frame import Document, PageIndex, PartKind, SourcePiece
from huibian.preview.places import Index, PageLine, ShownLine, place_of, shown_lines
from tests.support.examples import PICTURED, STANDARD, composed

FILE = Path("a.md")
PIECES = (SourcePiece(3, Span(FILE, 4, 1)), SourcePiece(0, Span(FILE, 4, 4)), SourcePiece(5, Span(FILE, 5, 3)))


@pytest.mark.parametrize(
    ("index", "place"),
    [
        (0, Span(FILE, 4, 1)),
        (2, Span(FILE, 4, 3)),
        (3, Span(FILE, 5, 3)),
        (7, Span(FILE, 5, 7)),
        (8, Span(FILE, 5, 8)),
        (80, Span(FILE, 5, 8)),
    ],
)
def test_the_place_of_a_character(index: int, place: Span) -> None:
    assert place_of(PIECES, index) == place


def test_a_picture_is_where_it_is_named_and_nothing_is_nowhere() -> None:
    assert place_of((SourcePiece(0, Span(FILE, 9, 1)),), 0) == Span(FILE, 9, 1)
    assert place_of((), 0) is None


@pytest.fixture(scope="module", params=[STANDARD, PICTURED], ids=lambda path: path.stem)
def document(request: pytest.FixtureRequest) -> Document:
    return composed(request.param).document


def test_every_line_of_the_body_begins_where_its_file_has_it(document: Document) -> None:
    """Read back from the files: what stands at the place is what the line begins with."""
    compared = 0
    for page, lines in zip(document.pages, shown_lines(document), strict=True):
        for line in lines if page.part is PartKind.BODY else ():
            at = line.source
            if not line.text or at is None or at.column is None or at.line is None or at.file.suffix == ".docx":
                continue
            written = source.read(at.file).lines[at.line - 1]
            if at.file.suffix == ".md" and re.match(r"\s*([-*]|\d+\.)\s", written):
                continue  # an item of a list has another label on the page
            assert written[at.column - 1] == line.text[0], line
            compared += 1
    assert compared > 100


def test_each_line_is_found_by_its_place(document: Document) -> None:
    lines = shown_lines(document)
    index = Index(document, lines)
    for page, of_page in enumerate(lines):
        if document.pages[page].part is not PartKind.BODY:
            continue
        for line in of_page:
            if line.source is not None and line.source.column is not None:
                found = index.line_of(line.source)
                assert found is not None
                assert lines[found.page][found.line].source == line.source


def line_at(number: int | None, column: int | None = 1, file: Path = FILE) -> ShownLine:
    document = composed(STANDARD).document
    box = shown_lines(document)[0][0].box
    return ShownLine(box, "字", Span(file, number, column))


@pytest.mark.parametrize(
    ("span", "found"),
    [
        (Span(FILE), (0, 0)),
        (Span(FILE, 1), (0, 0)),
        (Span(FILE, 3, 40), (0, 1)),
        (Span(FILE, 3, 41), (0, 2)),
        (Span(FILE, 4, 1), (0, 2)),
        (Span(FILE, 99, 1), (3, 0)),
        (Span(Path("b.md"), 3, 1), None),
    ],
)
def test_a_place_between_lines_belongs_to_the_line_before(span: Span, found: tuple[int, int] | None) -> None:
    """Nothing is shown on the pages of the contents, which say the titles of the body again."""
    document = composed(STANDARD).document
    assert [page.part for page in document.pages[1:4]] == [PartKind.CONTENTS, PartKind.CONTENTS, PartKind.BODY]
    lines = [[line_at(1), line_at(3), line_at(3, 41)], [line_at(1)], [line_at(1)], [line_at(5)]]
    line = Index(document, lines).line_of(span)
    assert line == (None if found is None else PageLine(PageIndex(found[0]), found[1]))
