from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image as Pillow

from huibian.image.file import excess_of, flaw_of, opened
from huibian.image.parts import TooManyPartsError
from huibian.image.read import read_image
from tests.support.imagefiles import SIZE, chunk, png, written


@pytest.mark.parametrize("size", [(14_000, 12_000), (2**31 - 1, 2**31 - 1)])
def test_of_an_image_that_is_too_large_its_size_is_the_reason(size: tuple[int, int]) -> None:
    data = png(*size, zlib.compress(b""))
    assert read_image(data) is None
    assert flaw_of(data) == f"太大，有 {size[0]} × {size[1]} 像素"


@pytest.mark.parametrize("kind", ["JPEG", "BMP"])
def test_a_large_image_of_another_format_says_its_size_too(kind: str) -> None:
    data = written(Pillow.new("L", (14_000, 7_000)), kind)
    assert read_image(data) is None
    assert flaw_of(data) == "太大，有 14000 × 7000 像素"


@pytest.mark.parametrize(("missing", "is_taken"), [(0, True), (1, False)], ids=["just fits", "just not"])
@pytest.mark.parametrize(
    ("mode", "kind", "orientation", "bytes_of_pixel"),
    [
        ("L", "JPEG", 1, 1),
        ("RGB", "JPEG", 1, 1),
        ("RGB", "PNG", None, 4),
        ("RGB", "PNG", 1, 8),
        ("RGB", "JPEG", 6, 8),
        ("CMYK", "JPEG", 1, 8),
        ("RGBA", "PNG", 1, 8),
        ("P", "PNG", None, 5),
        ("RGB", "WEBP", 1, 16),
    ],
)
def test_an_image_may_take_so_much_room_while_it_is_read(
    mode: str,
    kind: str,
    orientation: int | None,
    bytes_of_pixel: int,
    missing: int,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_taken: bool,
) -> None:
    exif = Pillow.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    data = written(Pillow.new(mode, SIZE), kind, exif=exif)
    monkeypatch.setattr("huibian.image.file._MOST_ROOM", SIZE[0] * SIZE[1] * bytes_of_pixel - missing)

    assert (read_image(data) is not None) is is_taken
    assert is_taken or flaw_of(data) == f"太大，有 {SIZE[0]} × {SIZE[1]} 像素"


def test_an_image_that_takes_too_much_room_is_not_read_to_know_that() -> None:
    data = png(9_000, 9_000, zlib.compress(b""), colour=6)
    assert read_image(data) is None
    assert flaw_of(data) == "太大，有 9000 × 9000 像素"


@pytest.mark.parametrize(
    "data", [b"", b"text", written(Pillow.new("L", SIZE), "ICO"), written(Pillow.new("L", SIZE), "PNG")[:40]]
)
def test_of_anything_else_the_reason_is_that_it_is_not_whole(data: bytes) -> None:
    assert read_image(data) is None
    assert flaw_of(data).startswith("不是完好的")


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize(
    ("mode", "orientation", "rooms"), [("RGB", 1, (1, 7)), ("RGB", 6, (8, 10)), ("CMYK", 1, (8, 12))]
)
def test_a_progressive_jpeg_is_kept_whole_until_its_last_scan(
    mode: str, orientation: int, rooms: tuple[int, int], *, progressive: bool
) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    with opened(written(Pillow.new(mode, SIZE), "JPEG", exif=exif, progressive=progressive)) as file:
        assert file.room == SIZE[0] * SIZE[1] * rooms[progressive]


@pytest.mark.parametrize(
    ("mode", "kind", "bytes_of_pixel"), [("RGB", "PNG", 4), ("L", "PNG", 1), ("1", "PNG", 2), ("RGB", "JPEG", 0.25)]
)
def test_what_a_file_becomes_beyond_twenty_times_its_bytes_counts(mode: str, kind: str, bytes_of_pixel: float) -> None:
    side = 2000
    plain = written(Pillow.new(mode, (side, side)), kind)
    assert excess_of(plain) == max(0, side * side * bytes_of_pixel - 20 * len(plain))
    noisy = written(Pillow.effect_noise((side, side), 90).convert(mode), kind)
    assert excess_of(noisy) == 0


@pytest.mark.parametrize("data", [b"", b"text", png(100_000, 100_000, b"")], ids=["empty", "text", "too large"])
def test_what_is_not_read_takes_nothing(data: bytes) -> None:
    assert excess_of(data) == 0


@pytest.mark.parametrize(
    ("kind", "prefix"), [("JPEG", b"Exif\0\0"), ("JPEG", b"Exif\0\0" * 2), ("PNG", b""), ("WEBP", b"Exif\0\0")]
)
def test_exif_data_whose_entries_name_the_same_bytes_again_and_again_are_not_read(kind: str, prefix: bytes) -> None:
    entries = b"".join(struct.pack("<HHII", 40_000 + number, 7, 3000, 8) for number in range(500))
    exif = prefix + b"II*\0" + struct.pack("<IH", 8, 500) + entries + bytes(4)
    with opened(written(Pillow.new("RGB", SIZE), kind, exif=exif)) as file, pytest.raises(TooManyPartsError):
        assert file.is_turned


def test_so_it_is_with_those_of_imagemagick() -> None:
    entries = b"".join(struct.pack("<HHII", 40_000 + number, 7, 3000, 8) for number in range(500))
    exif = b"II*\0" + struct.pack("<IH", 8, 500) + entries + bytes(4)
    text = b"Raw profile type exif\0\0" + zlib.compress(f"\nexif\n  1\n{exif.hex()}".encode())
    rows = zlib.compress(bytes(3 * 4))
    with opened(png(3, 3, rows, others=[chunk(b"zTXt", text)])) as file, pytest.raises(TooManyPartsError):
        assert file.is_turned


def test_frames_that_take_too_long_to_find_are_not_known() -> None:
    frames = [Pillow.new("L", SIZE, grey) for grey in (0, 255)]
    data = written(frames[0], "GIF", save_all=True, append_images=frames[1:])
    second = data.rindex(b"\x2c")
    comments = b"\x21\xfe" + (b"\xff" + bytes(255)) * 20_000 + b"\0"
    for content, known in ((data, True), (data[:second] + comments + data[second:], None)):
        with opened(content) as file:
            assert file.is_animated is known
