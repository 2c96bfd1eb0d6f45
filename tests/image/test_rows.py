from __future__ import annotations

import zlib

import pytest
from PIL import Image as Pillow

from huibian.image.rows import rows_of
from tests.support.imagefiles import png, written

GREY, RGB = 0, 2
ROWS = [b"\0abc", b"\4def"]  # two of three pixels in grey


def packed(*rows: bytes) -> bytes:
    return zlib.compress(b"".join(rows))


def is_plain(data: bytes, depth: int = 8, colour: int = GREY, *, interlaced: bool = False) -> bool:
    return rows_of(png(3, 2, data, depth, colour, interlaced=interlaced)).are_plain


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (packed(*ROWS), True),
        (packed(*ROWS, b"x"), False),
        (packed(*ROWS)[:-1], False),  # its checksum is cut short
        (packed(*ROWS)[:-1] + b"?", False),
        (packed(*ROWS) + b"x", False),
        (packed(ROWS[0]), False),
        (packed(ROWS[0], b"\5def"), False),
        (packed(b"\xffabc", ROWS[1]), False),
        (b"no stream", False),
        (b"", False),
    ],
)
def test_plain_rows_are_whole_with_known_filters_and_nothing_behind_them(data: bytes, *, plain: bool) -> None:
    assert is_plain(data) is plain


def test_plain_rows_have_samples_of_eight_bits_and_are_not_interlaced() -> None:
    assert is_plain(packed(b"\0abcdefghi", b"\1abcdefghi"), colour=RGB)
    assert not is_plain(packed(b"\0abcdef", b"\0abcdef"), depth=16)
    assert not is_plain(packed(*ROWS), interlaced=True)


def test_a_filter_is_found_in_every_row_however_much_is_unpacked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huibian.image.rows._AT_ONCE", 3)
    height = 200
    for wrong in range(0, height, 7):
        rows = [bytes([5 if row == wrong else row % 5]) + bytes([row]) * 9 for row in range(height)]
        assert not rows_of(png(9, height, packed(*rows))).are_plain
    assert rows_of(png(9, height, packed(*(bytes([row % 5]) + bytes([row]) * 9 for row in range(height))))).are_plain


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_rows_as_programs_write_them_are_plain(mode: str) -> None:
    rows = rows_of(written(Pillow.effect_noise((40, 30), 90).convert(mode), "PNG"))
    assert (rows.are_plain, rows.are_all_there, rows.samples) == (True, True, len(mode))


def test_of_a_stream_without_end_no_more_is_unpacked_than_there_are_rows() -> None:
    packer = zlib.compressobj()
    stream = b"".join(packer.compress(bytes(1 << 24)) for _ in range(64)) + packer.flush()
    rows = rows_of(png(3, 2, stream))
    assert (rows.are_plain, rows.are_all_there) == (False, True)


@pytest.mark.parametrize("colour", [1, 5, 7])
def test_a_png_of_an_unknown_type_of_colour_has_no_rows(colour: int) -> None:
    with pytest.raises(ValueError, match="no header"):
        rows_of(png(3, 2, packed(*ROWS), colour=colour))
