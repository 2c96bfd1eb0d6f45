from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageCms

from huibian.image import Image, ImageFormat
from huibian.image.parts import TooManyPartsError
from huibian.image.read import change_of, read_image
from tests.support.imagefiles import SIZE, chunk, png, written

OTHERS = ("GIF", "BMP", "TIFF", "WEBP")


def pixels(image: Image) -> Pillow.Image:
    with Pillow.open(io.BytesIO(image.data)) as opened:
        opened.load()
        return opened


def read(data: bytes) -> Image:
    image = read_image(data)
    assert image is not None
    with Pillow.open(io.BytesIO(image.data)) as opened:
        assert opened.size == (image.width, image.height)
        assert opened.mode in ("L", "RGB")
        assert not opened.has_transparency_data
        assert opened.format in ("JPEG", "PNG", "MPO")
    return image


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_plain_image_keeps_its_bytes(mode: str, kind: str) -> None:
    data = written(Pillow.new(mode, SIZE), kind)
    assert read_image(data) == Image(data, ImageFormat(kind.lower()), *SIZE, has_plain_rows=kind == "PNG")


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK", "P"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_who_took_it_and_what_lies_behind_it_goes(mode: str, kind: str, orientation: int) -> None:
    if (mode, kind) in (("CMYK", "PNG"), ("P", "JPEG")):
        return
    exif = Pillow.Exif()
    exif[0x010F], exif[0x0112] = "CAMERA", orientation
    data = written(Pillow.new(mode, SIZE), kind, exif=exif, comment=b"SECRET") + b"SECRET"
    assert not {word for word in (b"CAMERA", b"SECRET", b"Exif", b"eXIf") if word in read(data).data}


def test_inks_become_red_green_and_blue() -> None:
    image = read(written(Pillow.new("CMYK", SIZE, (0, 255, 255, 0)), "JPEG", quality=95))
    red, green, blue = pixels(image).getpixel((2, 2))  # type: ignore[misc]
    assert (red > 200, green < 60, blue < 60) == (True, True, True)


@pytest.mark.parametrize(("orientation", "size"), [(1, SIZE), (3, SIZE), (6, SIZE[::-1]), (8, SIZE[::-1]), (99, SIZE)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_camera_that_was_turned_is_turned_back(orientation: int, size: tuple[int, int], kind: str) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    image = read(written(Pillow.new("RGB", SIZE), kind, exif=exif))
    assert (image.width, image.height) == size
    assert pixels(image).getexif().get(0x0112, 1) in (1, 99)


def test_the_top_of_a_turned_picture_is_up() -> None:
    lying = Pillow.new("RGB", (2, 1))
    lying.putpixel((0, 0), (255, 255, 255))
    exif = Pillow.Exif()
    exif[0x0112] = 8  # to be turned by a quarter against the clock
    image = pixels(read(written(lying, "PNG", exif=exif)))
    assert [image.getpixel((0, row)) for row in (0, 1)] == [(0, 0, 0), (255, 255, 255)]


@pytest.mark.parametrize(
    ("image", "seen"),
    [
        (Pillow.new("RGBA", SIZE, (0, 0, 0, 0)), (255, 255, 255)),
        (Pillow.new("RGBA", SIZE, (255, 0, 0, 255)), (255, 0, 0)),
        (Pillow.new("LA", SIZE, (0, 0)), (255, 255, 255)),
        (Pillow.new("1", SIZE, 1), 255),
        (Pillow.new("RGB", SIZE, (0, 128, 0)).quantize(4), (0, 128, 0)),
        (Pillow.new("I;16", SIZE, 0x8000), 128),
        (Pillow.new("I;16", SIZE, 0xFFFF), 255),
        (Pillow.new("I;16", SIZE, 0x0100), 1),
    ],
    ids=lambda value: getattr(value, "mode", ""),
)
def test_any_png_becomes_grey_or_rgb_on_white(image: Pillow.Image, seen: object) -> None:
    assert pixels(read(written(image, "PNG"))).getpixel((3, 2)) == seen


def test_one_colour_of_a_palette_may_be_transparent() -> None:
    image = Pillow.new("RGB", SIZE, (0, 128, 0)).quantize(4)
    assert pixels(read(written(image, "PNG", transparency=image.getpixel((0, 0))))).getpixel((3, 2)) == (255,) * 3


def test_an_image_of_three_times_sixteen_bits_is_read() -> None:
    row = b"\0" + struct.pack(">3H", 0x8000, 0xFFFF, 0) * 2
    data = png(2, 1, zlib.compress(row), depth=16, colour=2)
    assert pixels(read(data)).getpixel((1, 0)) == (128, 255, 0)


def test_a_photograph_with_a_second_image_in_it_is_a_jpeg() -> None:
    first, second = Pillow.new("RGB", SIZE), Pillow.new("RGB", (3, 2))
    data = written(first, "MPO", save_all=True, append_images=[second])
    image = read(data)
    assert (image.format, image.width, image.height) == (ImageFormat.JPEG, *SIZE)


def test_a_colour_profile_of_inks_does_not_stay_with_rgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = read(written(Pillow.new("CMYK", SIZE), "JPEG", icc_profile=profile))
    assert "icc_profile" not in pixels(image).info


@pytest.mark.parametrize("kind", ["JPEG", "PNG", *OTHERS])
def test_what_is_cut_short_is_no_image(kind: str) -> None:
    noise = Pillow.effect_noise((64, 64), 90).convert("RGB")
    data = written(noise, kind)
    assert read_image(data) is not None
    for length in (0, 8, 20, len(data) // 2, len(data) * 9 // 10):
        assert read_image(data[:length]) is None


@pytest.mark.parametrize(
    ("mode", "colour", "seen", "kinds"),
    [
        ("1", 1, 255, ("GIF", "BMP", "TIFF")),
        ("L", 128, 128, ("GIF", "BMP", "TIFF")),
        ("P", 0, 0, ("GIF", "BMP", "TIFF")),
        ("RGB", (200, 100, 50), (200, 100, 50), OTHERS),
        ("RGBA", (0, 0, 0, 0), (255, 255, 255), ("GIF", "TIFF", "WEBP")),
        ("CMYK", (0, 255, 255, 0), (255, 0, 0), ("TIFF",)),
        ("I;16", 0x8000, 128, ("TIFF",)),
    ],
)
def test_other_formats_become_png_and_say_so(mode: str, colour: Any, seen: Any, kinds: tuple[str, ...]) -> None:
    plain = Pillow.new("L", SIZE, colour).convert("P") if mode == "P" else Pillow.new(mode, SIZE, colour)
    for kind in kinds:
        data = written(plain, kind, lossless=True)
        image = read(data)
        assert image.format is ImageFormat.PNG
        assert pixels(image).getpixel((3, 2)) in (seen, (seen,) * 3)
        assert (change_of(data) or "").startswith(f"从 {kind} 转成了 PNG")


@pytest.mark.parametrize(
    ("kind", "animated"), [("GIF", True), ("TIFF", True), ("WEBP", True), ("PNG", True), ("GIF", False)]
)
def test_of_several_frames_the_first_is_taken(kind: str, *, animated: bool) -> None:
    first, second = Pillow.new("RGB", SIZE, "white"), Pillow.new("RGB", SIZE, "black")
    data = written(first, kind, lossless=True, save_all=True, append_images=[second] if animated else [])
    found = pixels(read(data)).convert("L")
    assert found.getpixel((3, 2)) == 255
    assert ("只排第一幅" in (change_of(data) or "")) is animated


@pytest.mark.parametrize(
    ("mode", "orientation", "change"),
    [
        ("RGB", 1, None),
        ("RGB", 2, "照拍摄时的方向转正，重新压缩过"),
        ("L", 8, "照拍摄时的方向转正，重新压缩过"),
        ("L", 9, None),
        ("CMYK", 1, "印刷色（CMYK）换成了 RGB"),
    ],
)
def test_what_is_changed_of_a_photograph_is_known(mode: str, orientation: int, change: str | None) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    data = written(Pillow.new(mode, SIZE), "JPEG", exif=exif)
    assert change_of(data) == change
    is_same = len(read(data).data) == len(written(Pillow.new(mode, SIZE), "JPEG"))
    assert is_same or change is not None


def test_a_gif_whose_rows_end_early_is_no_image() -> None:
    data = written(Pillow.effect_noise((64, 64), 90), "GIF")
    at = data.index(b",", 13 + 3 * 256) + 11  # its blocks of pixels, behind the palette
    assert data[at] == 255
    assert read_image(data) is not None
    assert read_image(data[: at + 3 * 256] + b"\0;") is None


@pytest.mark.parametrize("mode", ["F", "I"])
def test_samples_of_which_nobody_says_what_is_white_are_no_image(mode: str) -> None:
    assert read_image(written(Pillow.new(mode, SIZE), "TIFF")) is None


@pytest.mark.parametrize("side", [10_000, 30_000, 2**31 - 1])
def test_a_small_file_that_says_it_is_huge_is_none(side: int) -> None:
    assert read_image(png(side, side, zlib.compress(b"\0" * 1000))) is None


@pytest.mark.parametrize("mode", ["RGBA", "LA", "I;16"])
@pytest.mark.parametrize("at_once", [1, 7, 13, 10_000])
def test_an_image_that_is_changed_some_rows_at_a_time_has_all_its_rows(
    mode: str, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = Pillow.new(mode, SIZE)
    for number in range(SIZE[0] * SIZE[1]):
        value = number * 10
        image.putpixel((number % SIZE[0], number // SIZE[0]), value * 256 if mode == "I;16" else (value,) * len(mode))
    data = written(image, "PNG")
    whole = pixels(read(data)).tobytes()
    monkeypatch.setattr("huibian.image.read._AT_ONCE", at_once)

    assert pixels(read(data)).tobytes() == whole
    assert len(set(whole)) > SIZE[0]


# How many pixels a row has and how many rows there are, of nine by five pixels: whole, and in Adam7's seven passes.
WHOLE = ((9, 5),)
ADAM7 = ((2, 1), (1, 1), (3, 1), (2, 2), (5, 1), (4, 3), (9, 2))


@pytest.mark.parametrize(
    ("depth", "colour", "bits"), [(8, 0, 8), (1, 0, 1), (4, 3, 4), (8, 2, 24), (16, 6, 64), (8, 4, 16)]
)
@pytest.mark.parametrize("passes", [WHOLE, ADAM7], ids=["whole", "interlaced"])
def test_a_png_has_all_its_rows_or_is_no_image(
    depth: int, colour: int, bits: int, passes: tuple[tuple[int, int], ...]
) -> None:
    lengths = [1 + (columns * bits + 7) // 8 for columns, count in passes for _ in range(count)]
    whole, short = (zlib.compress(bytes(sum(found))) for found in (lengths, lengths[:-1]))
    interlaced = passes is ADAM7
    assert read_image(png(9, 5, whole, depth, colour, interlaced=interlaced)) is not None
    assert read_image(png(9, 5, short, depth, colour, interlaced=interlaced)) is None


EXIF = Pillow.Exif()
EXIF[0x0112] = 6
SEEDS = [
    written(Pillow.new("RGB", SIZE), "JPEG", exif=EXIF),
    written(Pillow.new("RGB", SIZE).quantize(4), "PNG", exif=EXIF, transparency=0),
    written(Pillow.new("RGB", SIZE), "MPO", save_all=True, append_images=[Pillow.new("RGB", SIZE)]),
    *(written(Pillow.new("RGB", SIZE), kind) for kind in OTHERS),
]


@given(seed=st.sampled_from(SEEDS), at=st.integers(0, 2000), damage=st.binary(min_size=1, max_size=6))
@example(seed=b"", at=0, damage=b"\xff\xd8\xff")
def test_damage_is_an_image_or_none(seed: bytes, at: int, damage: bytes) -> None:
    at = at % (len(seed) + 1)
    with suppress(TooManyPartsError):
        image = read_image(seed[:at] + damage + seed[at + len(damage) :])
        assert image is None or image.width > 0


@given(st.binary(max_size=100))
def test_any_bytes_are_an_image_or_none(data: bytes) -> None:
    assert read_image(data) is None


@pytest.mark.parametrize("missing", [1, 4, 12])
def test_an_image_that_is_made_anew_may_lack_its_end(missing: int) -> None:
    data = written(Pillow.new("RGB", SIZE).quantize(4), "PNG")
    assert read(data[:-missing]).has_plain_rows
    assert read_image(written(Pillow.new("RGB", SIZE), "PNG")[:-missing]) is None  # its own bytes would be kept


def test_a_turned_photograph_may_be_damaged_behind_its_pixels() -> None:
    data = written(Pillow.new("RGB", SIZE), "JPEG", exif=EXIF)
    assert read(data[:-2] + b"\xff\xe1\xff\xff").width == SIZE[1]


def test_transparency_behind_the_rows_is_not_kept() -> None:
    data = png(30, 2, zlib.compress(bytes(62)))
    late = data[:-12] + chunk(b"tRNS", b"\0\0") + data[-12:]
    assert b"tRNS" not in read(late).data or not read(late).has_plain_rows


def test_scans_are_counted_before_an_image_that_is_changed_is_read() -> None:
    data = written(Pillow.new("RGB", SIZE), "JPEG", exif=EXIF, progressive=True)
    last = data.rindex(b"\xff\xda")
    with pytest.raises(TooManyPartsError):
        read_image(data[:last] + data[last:-2] * 20 + data[-2:])
