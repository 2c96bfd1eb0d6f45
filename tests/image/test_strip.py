from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageCms

from huibian.image.strip import strip_jpeg, strip_png

PICTURES = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2026-11" / "articles" / "tu"
SECRETS = (
    b"SECRET",
    b"CAMERA",
    b"Exif",
    b"ns.adobe.com",
    b"Photoshop",
    b"MPF",
    b"eXIf",
    b"tEXt",
    b"iTXt",
    b"zTXt",
    b"tIME",
)


def written(image: Pillow.Image, kind: str, **options: Any) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def pixels(data: bytes) -> bytes:
    with warnings.catch_warnings(action="ignore"), Pillow.open(io.BytesIO(data)) as opened:
        return opened.tobytes()


def noise(mode: str = "RGB", size: tuple[int, int] = (40, 24)) -> Pillow.Image:
    grey = Pillow.effect_noise(size, 90)
    return grey.convert(mode)


def exif() -> Pillow.Exif:
    found = Pillow.Exif()
    found[0x010F], found[0x8769] = "CAMERA", {0x9286: b"SECRET place"}
    return found


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


PREVIEW = segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\2\2" + b"SECRET preview"[:12])
MORE = {
    "Exif": segment(0xE1, b"Exif\0\0SECRET"),
    "XMP": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0SECRET"),
    "IPTC": segment(0xED, b"Photoshop 3.0\0SECRET"),
    "comment": segment(0xFE, b"SECRET"),
    "preview": PREVIEW,
    "JFXX preview": segment(0xE0, b"JFXX\0\x10SECRET"),
    "second pictures": segment(0xE2, b"MPF\0SECRET"),
    "Adobe with more": segment(0xEE, b"Adobe\0\x64\0\0\0\0\1SECRET"),
    "unknown": segment(0xEB, b"SECRET"),
    "filling": b"\xff\xff\xff" + segment(0xFE, b"SECRET"),
    "garbage": b"\0\0SECRET",
}


@pytest.mark.parametrize("more", MORE.values(), ids=MORE)
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 30, "subsampling": 2}], ids=str)
def test_nothing_but_the_picture_stays_in_a_photograph(more: bytes, options: dict[str, Any]) -> None:
    plain = written(noise(), "JPEG", **options)
    head = 2 + 18  # decoders want the first segment at once
    told = plain[:head] + more + plain[head:] + b"SECRET behind"

    stripped = strip_jpeg(told)

    assert not [secret for secret in SECRETS if secret in stripped]
    assert stripped.endswith(b"\xff\xd9")
    assert pixels(stripped) == pixels(told)
    assert strip_jpeg(stripped) == stripped


def test_what_stands_between_the_scans_of_a_photograph_goes_too() -> None:
    plain = written(noise(), "JPEG", progressive=True)
    second = plain.index(b"\xff\xda", plain.index(b"\xff\xda") + 2)
    told = plain[:second] + MORE["comment"] + plain[second:]
    assert strip_jpeg(told) == plain


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_photograph_without_more_stays_as_it_is(mode: str) -> None:
    data = written(noise(mode), "JPEG")
    assert strip_jpeg(data) == data


def test_restarts_within_a_scan_are_the_picture() -> None:
    data = written(noise(), "JPEG", restart_marker_blocks=1)
    assert b"\xff\xd3" in data
    assert strip_jpeg(data) == data


def test_of_several_photographs_in_a_file_the_first_is_kept() -> None:
    data = written(noise(), "MPO", save_all=True, append_images=[noise(size=(9, 9))])
    stripped = strip_jpeg(data)
    with Pillow.open(io.BytesIO(stripped)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (40, 24))
    assert pixels(stripped) == pixels(data)
    assert stripped.count(b"\xff\xd8") == 1


def test_colours_are_still_meant_as_they_were() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind, strip in (("JPEG", strip_jpeg), ("PNG", strip_png)):
        with Pillow.open(io.BytesIO(strip(written(noise(), kind, icc_profile=profile)))) as opened:
            assert opened.info["icc_profile"] == profile


def test_colours_that_only_adobe_names_are_still_named() -> None:
    plain = written(noise(), "JPEG")
    jfif = plain.index(b"\xff\xe0")
    as_rgb = plain[:jfif] + segment(0xEE, b"Adobe\0\x64\0\0\0\0\0") + plain[jfif + 18 :]
    assert pixels(as_rgb) != pixels(plain)
    assert pixels(strip_jpeg(as_rgb)) == pixels(as_rgb)


@pytest.mark.parametrize("mode", ["L", "RGB", "P", "RGBA", "1"])
def test_nothing_but_the_picture_stays_in_a_drawing(mode: str) -> None:
    plain = written(noise(mode), "PNG", exif=exif())
    head = 8 + 25
    more = (
        chunk(b"tEXt", b"Author\0SECRET")
        + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0SECRET")
        + chunk(b"zTXt", b"a\0\0" + zlib.compress(b"SECRET"))
        + chunk(b"tIME", b"\x07\xea\1\1\1\1\1")
        + chunk(b"prVt", b"SECRET")
    )
    told = plain[:head] + more + plain[head:] + b"SECRET behind"

    stripped = strip_png(told)

    assert not [secret for secret in SECRETS if secret in stripped]
    assert stripped.endswith(chunk(b"IEND", b""))
    assert pixels(stripped) == pixels(told)
    assert strip_png(stripped) == stripped


@pytest.mark.parametrize("path", sorted(PICTURES.iterdir()), ids=lambda path: path.name)
def test_the_pictures_of_the_examples_look_the_same(path: Path) -> None:
    data = path.read_bytes()
    stripped = (strip_png if path.suffix == ".png" else strip_jpeg)(data)
    assert pixels(stripped) == pixels(data)


@pytest.mark.parametrize("strip", [strip_jpeg, strip_png])
@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe1\0\1", b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\n\0"])
def test_what_is_cut_short_is_refused(strip: Callable[[bytes], bytes], data: bytes) -> None:
    with pytest.raises(ValueError, match=r"no |short"):
        strip(data)


JPEG = written(noise(), "JPEG", exif=exif(), restart_marker_blocks=2)
PNG = written(noise(), "PNG", exif=exif())


@given(at=st.integers(0, 3000), damage=st.binary(min_size=1, max_size=6))
@example(at=2, damage=b"\xff\xff\xd8")
def test_what_a_decoder_still_takes_looks_the_same_without_the_rest(at: int, damage: bytes) -> None:
    for whole, strip in ((JPEG, strip_jpeg), (PNG, strip_png)):
        place = at % len(whole)
        data = whole[:place] + damage + whole[place + len(damage) :]
        try:
            before = pixels(data)
        except Exception:
            continue
        try:
            stripped = strip(data)
        except ValueError:
            continue
        assert pixels(stripped) == before
