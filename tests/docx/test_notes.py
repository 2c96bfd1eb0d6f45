from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from huibian.docx.flow import flow
from huibian.docx.noterests import numbered_notes
from huibian.docx.notes import footnotes
from huibian.docx.paragraphs import Paragraphs
from huibian.docx.write import write_docx
from huibian.frame import Item, NoteBlock, NoteSeparator, Page
from huibian.units import Length
from tests.pages.test_paper import document
from tests.support.bulletins import standard_docx
from tests.support.layouts import changed_layout
from tests.support.wordml import W, part, tree

pytestmark = pytest.mark.debian_fonts


def attributes(packed: bytes, name: str, path: str, attribute: str) -> list[str]:
    return [str(each.get(f"{W}{attribute}")) for each in part(packed, name).iter(f"{W}{path}")]


def test_every_reference_has_its_footnote_in_order() -> None:
    packed = write_docx(document())

    references = attributes(packed, "document", "footnoteReference", "id")
    notes = [each for each in part(packed, "footnotes").findall(f"{W}footnote") if each.get(f"{W}type") is None]

    assert references == ["1", "2", "3"]
    assert [each.get(f"{W}id") for each in notes] == references
    assert ["".join(map(str, each.itertext()))[:3] for each in notes] == ["第一条", "表里的", "末一条"]


def test_word_itself_numbers_them_with_circles_through_the_issue() -> None:
    packed = write_docx(document())

    assert set(attributes(packed, "document", "numFmt", "val")) == {"decimalEnclosedCircle"}
    assert set(attributes(packed, "document", "numRestart", "val")) == {"continuous"}
    assert len(list(part(packed, "footnotes").iter(f"{W}footnoteRef"))) == 3


def test_there_are_the_separators_that_word_wants() -> None:
    packed = write_docx(document())

    kinds = [each.get(f"{W}type") for each in part(packed, "footnotes").findall(f"{W}footnote")]
    assert kinds[:2] == ["separator", "continuationSeparator"]
    assert attributes(packed, "settings", "footnote", "id") == ["-1", "0"]


def test_with_the_white_above_them_footnotes_take_as_many_grid_lines_in_every_consumer() -> None:
    """Word puts 20 twips between text and footnotes, LibreOffice 24.8 a line of the body text."""
    notes = part(write_docx(document()), "footnotes").findall(f"{W}footnote")[2:]
    whites = [note.find(f"{W}p/{W}pPr/{W}spacing") for note in notes]
    above = {index: 0 if white is None else int(white.get(f"{W}before", "0")) for index, white in enumerate(whites)}
    blocks = [index for index, block in enumerate(document().blocks) if isinstance(block, NoteBlock)]

    for page in document().pages:
        lines = [line for line in page.lines if line.block in blocks]
        if lines:
            first, *others = dict.fromkeys(blocks.index(line.block or 0) for line in lines)
            height = sum(line.height for line in lines) // 50 + above[first]
            assert not any(above[other] for other in others)
            rows = -(-(changed_layout().note_gap.twips + sum(line.height for line in lines) // 50) // 579)
            assert height + 368 + 10 <= rows * 579
            assert height + 20 > (rows - 1) * 579 or above[first] == 0


@pytest.mark.parametrize("height", [100, 500, 950, 960, 970, 980, 1158])
def test_the_white_above_footnotes_is_midway_between_too_little_and_too_much_and_never_less_than_none(
    height: int,
) -> None:
    """Of two grid lines of 579 twips Word takes 20 and LibreOffice 24.8 a line of 368 and a rule of 10."""
    of = document()

    def changed(item: Item) -> Item:
        return replace(item, lines=2, notes=Length.of(height, "twip")) if isinstance(item, NoteSeparator) else item

    parts = [replace(part_, pages=tuple(_with(page, changed) for page in part_.pages)) for part_ in flow(of)]
    made = tree(footnotes(of, parts, numbered_notes(parts), Paragraphs(of)))
    own = [each.get(f"{W}before") for each in made.iter(f"{W}spacing") if each.get(f"{W}lineRule") is None]
    whites = {white for white in own if white is not None}

    most, least = 2 * 579 - height - 368 - 10, 579 - height - 20
    white = (most + least) // 2
    assert whites == ({str(white)} if white > 0 else set())


def _with(page: Page, changed: Callable[[Item], Item]) -> Page:
    return replace(page, items=tuple(map(changed, page.items)))


def test_no_footnote_is_parted() -> None:
    notes = part(write_docx(document()), "footnotes").findall(f"{W}footnote")[2:]

    assert all(note.find(f"{W}p/{W}pPr/{W}keepLines") is not None for note in notes)


def test_an_issue_without_footnotes_has_no_part_for_them() -> None:
    assert "word/footnotes.xml" not in zipfile.ZipFile(io.BytesIO(standard_docx())).namelist()
