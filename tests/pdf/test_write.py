from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from huibian.frame import Document, Page, RunKind, Text
from huibian.pdf.write import write_pdf
from tests.support.pdfium import Character, characters, opened, picture
from tests.support.requirements import ROOT
from tests.support.samples import one_line, sample, set_run


@pytest.fixture(scope="module")
def document() -> Document:
    return sample()


@pytest.fixture(scope="module")
def pdf(document: Document) -> bytes:
    return write_pdf(document)


def expected(document: Document, page: Page) -> Iterator[Character]:
    """The characters of a page where the frames want them."""
    for line in (item for item in page.items if isinstance(item, Text)):
        x = int(line.x)
        for run in line.runs:
            white, advances = (run.advances[:1], run.advances[1:]) if run.kind is RunKind.TAB else ((), run.advances)
            x += sum(white)
            for char, advance in zip(run.text, advances, strict=True):
                yield Character(char, x / 1000, (document.height - line.baseline).pt)
                x += advance


def test_the_text_of_each_page_is_the_text_of_its_frames(document: Document, pdf: bytes) -> None:
    found = ["".join(char.text for char in page) for page in characters(pdf)]
    assert found == ["".join(char.text for char in expected(document, page)) for page in document.pages]
    assert "𬭚" in found[2]
    assert "首⼀不是一回" in found[3]


def test_every_character_stands_where_its_frame_says(document: Document, pdf: bytes) -> None:
    for page, found in zip(document.pages, characters(pdf), strict=True):
        wanted = list(expected(document, page))
        assert [char.x for char in found] == pytest.approx([char.x for char in wanted], abs=0.01)
        assert [char.y for char in found] == pytest.approx([char.y for char in wanted], abs=0.01)


def test_the_paper_has_its_size(document: Document, pdf: bytes) -> None:
    with opened(pdf) as reader:
        assert [page.get_size() for page in reader] == [
            pytest.approx((document.width.pt, document.height.pt), abs=0.001)
        ] * len(document.pages)


def test_a_character_that_the_face_lacks_is_never_dropped() -> None:
    with pytest.raises(KeyError, match=r"NotoSerifSC-Regular has no glyph for U\+0E01"):
        write_pdf(one_line(set_run("汉ก字")))


def test_there_is_one_font_for_each_face_and_no_other(document: Document, pdf: bytes) -> None:
    assert pdf.count(b"/Subtype /Type0") == len(document.faces)
    assert len(re.findall(rb"/FontFile[23] ", pdf)) == len(document.faces)
    assert b"/Type1" not in pdf
    assert b"Helvetica" not in pdf


def test_a_face_without_characters_is_not_embedded(document: Document) -> None:
    sans_less = tuple(page for page in document.pages if page.label is None)[:1]
    pdf = write_pdf(replace(document, pages=sans_less, parts=document.parts[:1], blocks=document.blocks[:2]))
    assert pdf.count(b"/Subtype /Type0") == 1


def test_emboldened_text_is_darker_and_stands_at_the_same_place() -> None:
    plain, bold = (write_pdf(one_line(set_run("加粗", bold=bold))) for bold in (False, True))
    assert characters(plain) == characters(bold)
    assert sum(picture(bold)) < sum(picture(plain)) < 255 * len(picture(plain))


def test_equal_documents_give_equal_bytes_in_any_process(pdf: bytes) -> None:
    program = (
        "import hashlib; from tests.support.samples import sample; from huibian.pdf.write import write_pdf; "
        "print(hashlib.sha256(write_pdf(sample())).hexdigest())"
    )
    digests = {hashlib.sha256(pdf).hexdigest(), hashlib.sha256(write_pdf(sample())).hexdigest()}
    for seed, epoch in (("1", "0"), ("2", "1700000000")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": epoch, "TZ": f"X{seed}"}
        run = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        digests.add(run.stdout.strip())
    assert len(digests) == 1


def test_every_object_is_where_the_cross_reference_says(pdf: bytes) -> None:
    start = int(pdf.split(b"startxref\n")[-1].split()[0])
    assert pdf[start:].startswith(b"xref\n0 ")
    offsets = [int(entry) for entry in re.findall(rb"^(\d{10}) 00000 n ", pdf[start:], re.MULTILINE)]
    assert all(pdf[offset:].startswith(b"%d 0 obj\n" % number) for number, offset in enumerate(offsets, 1))
    assert all(one < other for one, other in pairwise(offsets))


@pytest.mark.libreoffice
def test_poppler_reads_the_same_text_and_finds_every_font_embedded(
    document: Document, pdf: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "sample.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode()
    wanted = ("".join(char.text for char in expected(document, page)) for page in document.pages)
    assert "".join(text.split()) == "".join("".join(wanted).split())
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert len(fonts) == len(document.faces)
    for line in fonts:
        assert re.match(r"[A-Z]{6}\+Noto", line)
        assert line.split()[-5:-2] == ["yes"] * 3  # embedded, subset, with Unicode
