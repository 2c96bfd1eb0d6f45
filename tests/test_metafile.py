from __future__ import annotations

import gzip
import io
import shutil
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from huibian import metafile
from huibian.metafile import draw, draw_ahead, metafile_name
from tests.support.fakeoffice import copying, fake_office, pdf_page
from tests.support.metafiles import emf, wmf

MM = 72 / 25.4


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (emf(), "EMF"),
        (wmf(placeable=True), "WMF"),
        (wmf(placeable=False), "WMF"),
        (gzip.compress(emf(), mtime=0), "EMF"),
        (gzip.compress(wmf(placeable=False), mtime=0), "WMF"),
        (emf()[:40], None),
        (gzip.compress(b"text", mtime=0), None),
        (gzip.compress(emf(), mtime=0)[:12], None),
        (b"\x1f\x8b\x08damaged", None),
        (b"", None),
    ],
)
def test_metafiles_are_known_by_their_bytes(data: bytes, name: str | None) -> None:
    assert metafile_name(data) == name


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LibreOffice that gives one page, black where a picture of 2 to 1 stands, and logs what it is given."""
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(pdf_page(200 * MM, 200 * MM, f"0 {100 * MM} {200 * MM} {100 * MM} re f"))
    program = fake_office(
        tmp_path, f'{copying(pdf)}; cat "$file" >> {tmp_path}/log', start=f"echo START >> {tmp_path}/log"
    )
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(program))
    return tmp_path / "log"


@pytest.mark.parametrize("data", [emf(), wmf(placeable=True), wmf(placeable=False), gzip.compress(emf(), mtime=0)])
def test_a_metafile_is_set_on_a_page_and_cut_out_of_it_at_three_hundred_dots_per_inch(
    office: Path, data: bytes
) -> None:
    drawn = draw(data)
    assert drawn is not None
    with Pillow.open(io.BytesIO(drawn)) as image:
        assert (image.size, image.mode) == ((2362, 1181), "RGB")
        assert image.getextrema() == ((0, 0),) * 3
    assert 'svg:width="200.000mm" svg:height="100.000mm"' in office.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("width", "height", "shape"),
    [
        (300, 600, 'width="100.000mm" svg:height="200.000mm"'),
        (50, 1, 'width="200.000mm" svg:height="4.000mm"'),
        (51, 1, None),
        (1, 51, None),
        (0, 0, None),
        (-5, 5, None),
    ],
)
def test_its_longer_side_is_as_long_as_the_page_unless_it_is_a_stroke(
    office: Path, width: int, height: int, shape: str | None
) -> None:
    drawn = draw(emf(width, height))
    assert (drawn is not None) is (shape is not None)
    assert shape is None or shape in office.read_text(encoding="utf-8")


def test_a_wmf_may_draw_from_right_to_left_and_upwards(office: Path) -> None:
    assert draw(wmf(placeable=False, width=-600, height=-300)) is not None
    assert draw(wmf(placeable=True, width=-600, height=-300)) is not None


def test_those_of_an_article_are_drawn_in_one_start_and_not_more_than_so_many(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metafile, "DRAWN_LIMIT", 2)
    first, second, third = emf(700, 300), emf(700, 400), emf(700, 500)
    draw_ahead([first, second, third])
    assert draw(first) is not None
    assert draw(second) is not None
    assert office.read_text(encoding="utf-8").count("START") == 1
    assert draw(third) is not None
    assert office.read_text(encoding="utf-8").count("START") == 2


def test_no_more_are_drawn_in_one_start_than_one_may_have_bytes(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = emf(700, 310), emf(700, 410)
    monkeypatch.setattr(metafile, "_UNPACKED_LIMIT", len(first) + len(second) - 1)
    draw_ahead([first, second])
    assert draw(first) is not None
    assert office.read_text(encoding="utf-8").count("START") == 1
    assert draw(second) is not None
    assert office.read_text(encoding="utf-8").count("START") == 2


@pytest.mark.parametrize("each", [":", 'echo text > "$result"'])
def test_what_libreoffice_makes_nothing_of_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, each: str) -> None:
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(fake_office(tmp_path, each)))
    assert draw(emf()) is None


def test_without_libreoffice_it_is_none() -> None:
    draw_ahead([emf()])
    assert draw(emf()) is None


def test_a_wmf_without_end_or_size_is_none(office: Path) -> None:
    plain = wmf(placeable=False)
    assert draw(plain[:18] + struct.pack("<IH", 0, 5)) is None
    assert draw(plain[:20]) is None
    assert not office.exists()


@given(st.binary(max_size=200))
def test_any_bytes_behind_the_beginning_of_one_are_drawn_or_none(data: bytes) -> None:
    for start in (emf()[:8], emf()[:44], wmf(placeable=True)[:6], wmf(placeable=False)[:18], b"\x1f\x8b\x08"):
        assert draw(start + data) is None  # there is no LibreOffice


@pytest.mark.libreoffice
def test_libreoffice_draws_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIBIAN_SOFFICE", shutil.which("soffice") or "")
    pictures = [wmf(placeable=True), wmf(placeable=False), emf()]
    draw_ahead(pictures)
    for picture in pictures:
        drawn = draw(picture)
        assert drawn is not None
        with Pillow.open(io.BytesIO(drawn)) as opened:
            image = opened.convert("L")
        assert image.size == (2362, 1181)
        frame = [image.crop(box).getextrema()[0] for box in ((40, 400, 80, 800), (2290, 400, 2320, 800))]
        assert max(float(str(each)) for each in frame) < 250  # it reaches both ends
        assert image.getpixel((1600, 600)) == 255
