from __future__ import annotations

import zlib

import pytest
from PIL import Image as Pillow

from huibian.image.parts import chunks
from huibian.image.rows import rows_of
from tests.support.imagefiles import chunk, png, written

GREY, RGB = 0, 2
ROWS = [b"\0" + b"a" * 30, b"\4" + b"b" * 30]  # two of thirty pixels in grey


def packed(*rows: bytes) -> bytes:
    return zlib.compress(b"".join(rows))


def is_plain(data: bytes, depth: int = 8, colour: int = GREY, *, interlaced: bool = False) -> bool:
    return rows_of(png(30, 2, data, depth, colour, interlaced=interlaced)).are_plain


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (packed(*ROWS), True),
        (packed(*ROWS, b"x"), False),
        (packed(*ROWS)[:-1], False),  # its checksum is cut short
        (packed(*ROWS)[:-1] + b"?", False),
        (packed(*ROWS) + b"x", False),
        (packed(ROWS[0]), False),
        (packed(ROWS[0], b"\5" + ROWS[1][1:]), False),
        (packed(b"\xff" + ROWS[0][1:], ROWS[1]), False),
        (zlib.compress(b"".join(ROWS), 0), False),  # not packed
        (b"no stream", False),
        (b"", False),
    ],
)
def test_plain_rows_are_whole_with_known_filters_and_nothing_behind_them(data: bytes, *, plain: bool) -> None:
    assert is_plain(data) is plain


def test_plain_rows_have_samples_of_eight_bits_and_are_not_interlaced() -> None:
    assert is_plain(packed(b"\0" + bytes(90), b"\1" + bytes(90)), colour=RGB)
    assert not is_plain(packed(b"\0" + bytes(60), b"\0" + bytes(60)), depth=16)
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
    rows = rows_of(written(Pillow.effect_noise((40, 30), 20).convert(mode), "PNG"))
    assert (rows.are_plain, rows.are_all_there, rows.samples) == (True, True, len(mode))


def test_of_a_stream_without_end_no_more_is_unpacked_than_there_are_rows() -> None:
    packer = zlib.compressobj()
    stream = b"".join(packer.compress(bytes(1 << 24)) for _ in range(64)) + packer.flush()
    rows = rows_of(png(30, 2, stream))
    assert (rows.are_plain, rows.are_all_there) == (False, True)


@pytest.mark.parametrize("colour", [1, 5, 7])
def test_a_png_of_an_unknown_type_of_colour_has_no_rows(colour: int) -> None:
    with pytest.raises(ValueError, match="no header"):
        rows_of(png(30, 2, packed(*ROWS), colour=colour))


@pytest.mark.parametrize(
    ("names", "reason"),
    [((b"IDAT", b"tEXt", b"IDAT"), "several places"), ((b"IHDR", b"IDAT"), "headers"), ((b"IDAT", b"IHDR"), "headers")],
)
def test_a_png_with_rows_in_two_places_or_two_headers_has_none(names: tuple[bytes, ...], reason: str) -> None:
    whole = png(30, 2, packed(*ROWS))
    parts = {each.name: each.whole for each in chunks(whole)} | {b"tEXt": chunk(b"tEXt", b"a\0b")}
    data = whole[: 8 + len(parts[b"IHDR"])] + b"".join(map(parts.__getitem__, names)) + parts[b"IEND"]
    with pytest.raises(ValueError, match=reason):
        rows_of(data)


def test_rows_in_several_chunks_are_one_stream_and_need_no_end() -> None:
    stream = packed(*ROWS)
    whole = png(30, 2, stream[:9], others=[])
    more = b"".join(chunk(b"IDAT", stream[at : at + 9]) for at in range(9, len(stream), 9))
    assert rows_of(whole[:-12] + more).packed == stream
