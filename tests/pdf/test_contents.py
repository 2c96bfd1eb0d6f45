from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from msgspec import Struct
from msgspec.structs import replace

from huibian import fontbook
from huibian.fontbook import load
from huibian.frame import Document, Face, Run
from huibian.pdf import contents, glyphs
from huibian.pdf.contents import KeptContents, MadeContents
from huibian.pdf.drawn import DrawnProgram
from huibian.pdf.glyphs import FontProgram, UsedFace
from huibian.pdf.write import write_pdf
from huibian.units import Length
from tests.support.fonts import tiny_font
from tests.support.samples import SANS, SERIF, one_line, sample, set_line, set_run

COMMA = replace(set_run("，字"), advances=(8000, 16000))  # its box is drawn again
QUOTE = replace(set_run("“字"), advances=(12000, 16000))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mock]:
    """Counts the pages and the subsets that are made."""
    counted = Mock()
    for module, name in ((contents, "page_content"), (contents, "program_of"), (glyphs, "subset_file")):
        spy = Mock(wraps=getattr(module, name))
        monkeypatch.setattr(module, name, spy)
        counted.attach_mock(spy, name)
    return counted


class Everything(Struct, frozen=True):
    """What a file is written of."""

    programs: list[FontProgram]
    outlines: list[bytes]
    pages: list[bytes]
    drawn: DrawnProgram | None


def lines(*runs: Run) -> Document:
    """A document of as many pages, each of one line."""
    document = one_line(runs[0])
    items = [(set_line(Length.of(37, "mm"), [run], 0),) for run in runs]
    pages = tuple(replace(document.pages[0], items=each) for each in items)
    return replace(document, pages=pages, parts=(replace(document.parts[0], pages=len(pages)),))


def everything(document: Document, kept: KeptContents) -> Everything:
    found = MadeContents(document, kept)
    programs = list(found.programs())
    outlines = [found.outlines(program) for program in programs]
    return Everything(programs, outlines, list(found.pages()), found.drawn())


def faces_held() -> int:
    gc.collect()
    return sum(isinstance(each, UsedFace) for each in gc.get_objects())


def test_faces_go_with_the_document_that_has_them() -> None:
    before = faces_held()
    for char in "汉字山":
        everything(lines(set_run(char), COMMA, QUOTE), KeptContents(has_next=False))
    assert faces_held() == before


def counts(made: Mock) -> tuple[int, int]:
    """How many pages and how many subsets were made since this was asked last."""
    assert made.program_of.call_count == made.subset_file.call_count
    found = made.page_content.call_count, made.program_of.call_count
    made.reset_mock()
    return found


def test_faces_are_named_in_the_order_of_their_first_use() -> None:
    found = everything(sample(), KeptContents(has_next=True))
    assert [(program.name, program.face) for program in found.programs] == [("F1", SERIF), ("F2", SANS)]
    assert len(found.pages) == len(sample().pages)


def test_what_begins_a_text_is_no_selector_of_what_ends_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(tiny_font("汉葛", variants={"葛\U000e0100": "汉"}))
    run = replace(set_run("葛\U000e0100"), advances=(16000,))
    (program,) = everything(one_line(set_run("葛"), run, face=Face("a", path)), KeptContents(has_next=True)).programs
    assert set(program.part.codes) == {"葛", "葛\U000e0100"}


def test_pages_and_faces_that_are_the_same_are_not_made_again(made: Mock) -> None:
    kept, document = KeptContents(has_next=True), sample()
    first = everything(document, kept)
    assert counts(made) == (len(document.pages), 2)
    assert everything(sample(), kept) == first
    assert counts(made) == (0, 0)


def test_without_a_next_document_no_page_is_kept(made: Mock) -> None:
    kept = KeptContents(has_next=False)
    first = everything(sample(), kept)
    counts(made)
    assert everything(sample(), kept) == first == everything(sample(), KeptContents(has_next=True))
    assert counts(made)[0] == 2 * len(sample().pages)


def test_a_changed_page_is_made_again_and_no_other(made: Mock) -> None:
    kept = KeptContents(has_next=True)
    everything(lines(set_run("汉字"), set_run("字汉"), set_run("汉汉")), kept)
    counts(made)
    other = lines(set_run("汉字"), set_run("字字"), set_run("汉汉"))
    found = everything(other, kept)
    assert counts(made) == (1, 0)
    assert found == everything(other, KeptContents(has_next=True))


def test_a_new_character_changes_the_codes_of_all_pages(made: Mock) -> None:
    kept = KeptContents(has_next=True)
    everything(lines(set_run("字"), set_run("汉")), kept)
    counts(made)
    other = lines(set_run("字"), set_run("丁"))
    found = everything(other, kept)
    assert counts(made) == (2, 1)
    assert found == everything(other, KeptContents(has_next=True))


def test_pages_are_made_again_where_our_own_glyphs_have_other_codes(made: Mock) -> None:
    kept = KeptContents(has_next=True)
    everything(lines(set_run("，“字"), COMMA, QUOTE, set_run("汉")), kept)
    counts(made)
    other = lines(set_run("，“字"), QUOTE, COMMA, set_run("汉"))
    found = everything(other, kept)
    assert counts(made) == (2, 0)
    assert found == everything(other, KeptContents(has_next=True))
    assert found.drawn is not None
    assert found.drawn.texts[0] == "“"


def test_a_page_of_another_height_is_another_page() -> None:
    kept, document = KeptContents(has_next=True), lines(set_run("汉"))
    everything(document, kept)
    (only,) = document.pages
    lower = replace(document, pages=(replace(only, size=replace(only.size, height=Length.of(400, "pt"))),))
    assert everything(lower, kept) == everything(lower, KeptContents(has_next=True)) != everything(document, kept)


def test_a_face_whose_file_is_another_now_is_read_again(tmp_path: Path) -> None:
    kept, face = KeptContents(has_next=True), Face("a", tmp_path / "a.ttf")
    document = one_line(set_run("汉"), face=face)
    face.path.write_bytes(tiny_font("汉", advance=1000))
    everything(document, kept)
    face.path.write_bytes(tiny_font("汉", advance=640))
    fontbook.forget()
    (program,) = everything(document, kept).programs
    assert program.part.widths[1] == 640
    fontbook.forget()


@pytest.mark.parametrize(("texts", "wanted"), [("汉 字 丁 汉", (4, 4)), ("汉字 字汉 汉汉字 汉字", (4, 1))])
def test_what_the_last_document_did_not_have_is_forgotten(made: Mock, texts: str, wanted: tuple[int, int]) -> None:
    kept = KeptContents(has_next=True)
    for text in texts.split():
        everything(lines(set_run(text)), kept)
    assert counts(made) == wanted


def test_a_file_is_the_same_whoever_makes_what_it_holds() -> None:
    document, kept = sample(), KeptContents(has_next=True)
    made = MadeContents(document, kept)
    assert write_pdf(document, made) == write_pdf(document) == write_pdf(document, MadeContents(document, kept))


def test_a_character_that_its_face_lacks_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(tiny_font("汉"))
    with pytest.raises(KeyError, match=r"U\+5B57"):
        list(
            MadeContents(
                one_line(set_run("字"), face=load(Face("a", path)).face), KeptContents(has_next=True)
            ).programs()
        )
