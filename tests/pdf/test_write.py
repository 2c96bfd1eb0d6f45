from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian.fontbook import load
from huibian.frame import Document, Face, Line, Page, PageSize, RunKind
from huibian.pdf.write import write_pdf
from tests.support.examples import NAMES, composed
from tests.support.pdfium import Character, characters, opened, picture
from tests.support.requirements import ROOT, require
from tests.support.samples import one_line, sample, set_run


@pytest.fixture(scope="module")
def document() -> Document:
    return sample()


@pytest.fixture(scope="module")
def pdf(document: Document) -> bytes:
    return write_pdf(document)


def expected(document: Document, page: Page) -> Iterator[Character]:
    """The characters of a page with their ink where the frames want it; a jump is a space."""
    for line in (item for item in page.items if isinstance(item, Line)):
        x = int(line.x)
        for run in line.runs:
            if run.kind is RunKind.TAB:
                yield from () if run.text else [Character(" ", 0, 0)]
                x += run.advances[0]
            advances = run.advances[-len(run.text) :] if run.text else ()
            for char, advance in zip(run.text, advances, strict=True):
                left, low = ink(document.faces[run.face], char)
                size = run.size.pt
                yield Character(char, x / 1000 + left * size, (document.height - line.baseline).pt + low * size)
                x += int(advance)


def ink(face: Face, char: str) -> tuple[float, float]:
    """The left and lower edges of a character's ink from its origin, in em."""
    loaded = load(face)
    glyph = loaded.glyph_id(char)
    assert glyph is not None
    extents = loaded.hb_font.get_glyph_extents(glyph)
    return extents.x_bearing / loaded.upem, (extents.y_bearing + extents.height) / loaded.upem


def test_the_text_of_each_page_is_the_text_of_its_frames(document: Document, pdf: bytes) -> None:
    found = ["".join(char.text for char in page) for page in characters(pdf)]
    assert found == ["".join(char.text for char in expected(document, page)) for page in document.pages]
    assert "目　录" in found[1]
    assert "𬭚" in found[2]
    assert "首⼀不是一回" in found[3]


def test_the_ink_of_every_character_is_where_its_frame_says(document: Document, pdf: bytes) -> None:
    for page, found in zip(document.pages, characters(pdf), strict=True):
        inked = [pair for pair in zip(found, expected(document, page), strict=True) if not pair[0].text.isspace()]
        assert [char.x for char, _ in inked] == pytest.approx([wanted.x for _, wanted in inked], abs=0.07)
        assert [char.y for char, _ in inked] == pytest.approx([wanted.y for _, wanted in inked], abs=0.07)


def test_the_paper_has_its_size(document: Document, pdf: bytes) -> None:
    with opened(pdf) as reader:
        assert [page.get_size() for page in reader] == [
            pytest.approx((document.width.pt, document.height.pt), abs=0.001)
        ] * len(document.pages)


def test_a_character_that_the_face_lacks_is_never_dropped() -> None:
    with pytest.raises(KeyError, match=r"NotoSerifSC-Regular has no glyph for U\+0E01"):
        write_pdf(one_line(set_run("汉ก字")))


def fonts_of(pdf: bytes) -> list[str]:
    """The names of the fonts, without the tags of their subsets."""
    assert len(re.findall(rb"/FontFile[23] ", pdf)) == pdf.count(b"/Subtype /Type0")
    assert b"/Type1" not in pdf
    assert b"Helvetica" not in pdf
    return sorted(name.decode() for name in re.findall(rb"/FontName /[A-Z]{6}\+(\S+)", pdf))


def test_there_is_one_font_for_each_face_one_of_our_own_and_no_other(pdf: bytes) -> None:
    assert fonts_of(pdf) == ["HuibianDrawn", "NotoSansSC-Regular", "NotoSerifSC-Regular"]


def test_there_is_no_font_of_our_own_where_the_faces_have_every_glyph() -> None:
    squeezed = replace(set_run("汉，“字”"), advances=(16000, 8000, 16000, 16000, 16000))
    assert fonts_of(write_pdf(one_line(set_run("汉，“字”")))) == ["NotoSerifSC-Regular"]
    assert fonts_of(write_pdf(one_line(squeezed))) == ["HuibianDrawn", "NotoSerifSC-Regular"]


def test_a_face_without_characters_is_not_embedded(document: Document) -> None:
    sans_less = tuple(page for page in document.pages if page.label is None)[:1]
    pdf = write_pdf(replace(document, pages=sans_less, parts=document.parts[:1], blocks=document.blocks[:2]))
    assert "NotoSansSC-Regular" not in fonts_of(pdf)


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


def test_poppler_reads_the_same_text_and_finds_every_font_embedded(
    document: Document, pdf: bytes, tmp_path: Path
) -> None:
    require("poppler")
    path = tmp_path / "sample.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode()
    wanted = ("".join(char.text for char in expected(document, page)) for page in document.pages)
    assert "".join(text.split()) == "".join("".join(wanted).split())
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert len(fonts) == len(document.faces) + 1
    for line in fonts:
        assert re.match(r"[A-Z]{6}\+(Noto|HuibianDrawn)", line)
        assert line.split()[-5:-2] == ["yes"] * 3  # embedded, subset, with Unicode


def test_a_turned_page_has_paper_of_its_own() -> None:
    document = sample()
    side = PageSize(document.height, document.width)
    pages = (*document.pages[:2], replace(document.pages[2], size=side), *document.pages[3:])

    with opened(write_pdf(replace(document, pages=pages))) as reader:
        sizes = [tuple(map(round, page.get_size())) for page in reader]

    upright, lying = (595, 842), (842, 595)
    assert sizes == [upright, upright, lying, upright, upright]


@pytest.mark.debian_fonts
@pytest.mark.parametrize(
    "name", ["ئابدۇراھمان ئەلى", "བཀྲ་ཤིས་དོན་གྲུབ་", "ᠪᠠᠶᠠᠷ ᠮᠡᠷᠭᠡᠨ", "สมชาย ใจดี", "ꆈꌠꉙꇁ", "Владимир", "☑ 全册扫描"]
)
def test_names_in_other_scripts_are_copied_out_in_the_order_of_reading(name: str, tmp_path: Path) -> None:
    require("poppler")
    file = tmp_path / "names.pdf"
    file.write_bytes(write_pdf(composed(NAMES).document))
    run = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True)
    assert name in re.sub("[\u202a-\u202e]", "", run.stdout)  # poppler adds marks of direction
