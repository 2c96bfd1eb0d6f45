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
        ("RGB", "PNG", 1, 4),
        ("RGB", "PNG", 6, 8),
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
    ("mode", "orientation", "rooms"), [("RGB", 1, (1, 6)), ("RGB", 6, (8, 10)), ("CMYK", 1, (8, 12))]
)
def test_a_progressive_jpeg_is_kept_whole_until_its_last_scan(
    mode: str, orientation: int, rooms: tuple[int, int], *, progressive: bool
) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    with opened(written(Pillow.new(mode, SIZE), "JPEG", exif=exif, progressive=progressive)) as file:
        assert file.room == SIZE[0] * SIZE[1] * rooms[progressive]


@pytest.mark.parametrize(
    ("mode", "transparency", "bytes_of_pixel"),
    [("L", 0, 8), ("P", 0, 8), ("P", None, 5), ("1", None, 2), ("I;16", None, 8)],
)
def test_what_is_changed_takes_room_twice(mode: str, transparency: int | None, bytes_of_pixel: int) -> None:
    options = {} if transparency is None else {"transparency": transparency}
    with opened(written(Pillow.new(mode, SIZE), "PNG", **options)) as file:
        assert file.room == SIZE[0] * SIZE[1] * bytes_of_pixel


# Bytes of a pixel, and of what is made of it.
@pytest.mark.parametrize(
    ("mode", "kind", "bytes_of_pixel"),
    [
        ("L", "PNG", 1),
        ("RGB", "PNG", 3),
        ("RGBA", "PNG", 4 + 3),
        ("P", "PNG", 1 + 3),
        ("1", "PNG", 1 / 8 + 1),
        ("I;16", "PNG", 2 + 1),
        ("RGB", "TIFF", 3 + 3),
        ("RGB", "WEBP", 3 + 3),
        ("RGB", "JPEG", 3 / 4),
        ("CMYK", "JPEG", (4 + 3) / 4),
    ],
)
def test_what_a_file_becomes_beyond_twenty_times_its_bytes_counts(mode: str, kind: str, bytes_of_pixel: float) -> None:
    side = 2000
    plain = written(Pillow.new(mode, (side, side)), kind, **({"compression": "tiff_lzw"} if kind == "TIFF" else {}))
    assert excess_of(plain) == max(0, side * side * bytes_of_pixel - 20 * len(plain))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_becomes_no_more_than_its_file_lets_expect(kind: str) -> None:
    assert excess_of(written(Pillow.effect_noise((600, 400), 60).convert("RGB"), kind)) == 0


@pytest.mark.parametrize("data", [b"", b"text", png(9000, 9000, b"", colour=6)], ids=["empty", "text", "too large"])
def test_what_is_not_read_takes_nothing(data: bytes) -> None:
    assert excess_of(data) == 0


@pytest.mark.parametrize("where", ["before", "behind"])
def test_a_png_says_before_its_rows_or_behind_them_how_it_was_held(where: str) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    rows = zlib.compress(bytes(3 * 4))
    said = chunk(b"eXIf", exif.tobytes().removeprefix(b"Exif\0\0"))
    data = png(3, 3, rows, others=[said] if where == "before" else [])
    data = data if where == "before" else data[:-12] + said + data[-12:]
    with opened(data) as file:
        assert (file.room, file.excess) == (3 * 3 * (1 + 4), 0)
        assert file.is_turned


def test_an_upright_png_with_data_of_photoshop_takes_no_more_room() -> None:
    xmp = b"XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation='1'/>"
    with opened(png(3, 3, zlib.compress(bytes(3 * 4)), others=[chunk(b"iTXt", xmp)])) as file:
        assert (file.room, file.is_turned) == (9, False)


@pytest.mark.parametrize("blocks", [0, 12_000])
def test_a_second_frame_is_found_behind_whatever_is_between(blocks: int) -> None:
    frames = [Pillow.new("L", SIZE, grey) for grey in (0, 255)]
    data = written(frames[0], "GIF", save_all=True, append_images=frames[1:])
    second = data.rindex(b"\x2c")
    comments = b"\x21\xfe" + (b"\xff" + bytes(255)) * blocks + b"\0"
    for content, is_animated in ((data[:second] + comments + data[second:], True), (written(frames[0], "GIF"), False)):
        with opened(content) as file:
            assert file.is_animated is is_animated


@pytest.mark.parametrize("made", ["directory", "profiles"])
def test_a_file_that_takes_too_long_is_not_opened(made: str) -> None:
    strips = b"II*\0\x08\0\0\0\1\0" + struct.pack("<HHII", 273, 4, 300_001, 8) + bytes(4 * 300_001)
    profiles = png(3, 3, zlib.compress(bytes(3 * 4)), others=[chunk(b"iCCP", b"a\0\0x")] * 11)
    with pytest.raises(TooManyPartsError), opened(strips if made == "directory" else profiles):
        pass
