from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image as Pillow

from huibian.image import parts
from huibian.image.parts import (
    BoundedFile,
    TooManyPartsError,
    check_directory,
    check_profiles,
    chunks,
    segments,
)
from tests.support.imagefiles import SIZE, chunk, png, written

JPEG = written(Pillow.new("L", SIZE), "JPEG")
PNG = written(Pillow.new("L", SIZE), "PNG")
ROWS = zlib.compress(bytes(3 * 4))


def test_the_segments_of_a_jpeg_are_all_of_it_but_start_and_end() -> None:
    whole = b"".join(bytes((0xFF, each.marker)) + each.rest for each in segments(JPEG))
    assert b"\xff\xd8" + whole + b"\xff\xd9" == JPEG


def test_the_chunks_of_a_png_are_all_of_it_but_its_signature() -> None:
    found = list(chunks(PNG + b"behind its end"))
    assert PNG[:8] + b"".join(each.whole for each in found) == PNG
    assert [each.name for each in found] == [b"IHDR", b"IDAT", b"IEND"]
    assert found[0].body[:8] == struct.pack(">II", *SIZE)


@pytest.mark.parametrize("data", [b"", PNG[1:], JPEG], ids=["none", "begun late", "another"])
def test_what_is_no_png_has_no_chunks(data: bytes) -> None:
    with pytest.raises(ValueError, match="no PNG"):
        list(chunks(data))


@pytest.mark.parametrize("missing", range(1, 5))
def test_the_last_chunk_may_be_cut_short(missing: int) -> None:
    *others, last = chunks(PNG[:-missing])
    assert (last.name, last.is_whole) == (b"IEND", False)
    assert all(each.is_whole for each in others)


@pytest.mark.parametrize(("most", "is_taken"), [(5, True), (4, False)], ids=["just fits", "just not"])
def test_a_file_has_so_many_parts(most: int, monkeypatch: pytest.MonkeyPatch, *, is_taken: bool) -> None:
    png_of_five = png(3, 3, ROWS, others=[chunk(b"tEXt", b"a\0b")] * 2)
    jpeg_of_five = b"\xff\xd8" + b"\xff\xfe\0\2" * 5 + b"\xff\xd9"
    monkeypatch.setattr(parts, "_MOST_PARTS", most)
    for read, data in ((chunks, png_of_five), (segments, jpeg_of_five)):
        assert _is_taken(lambda read=read, data=data: list(read(data))) is is_taken


@pytest.mark.parametrize(("most", "is_taken"), [(6, True), (5, False)], ids=["just fits", "just not"])
def test_a_jpeg_has_so_many_scans(most: int, monkeypatch: pytest.MonkeyPatch, *, is_taken: bool) -> None:
    data = written(Pillow.new("L", SIZE), "JPEG", progressive=True)
    assert sum(each.marker == parts.SCAN for each in segments(data)) == 6
    monkeypatch.setattr(parts, "_MOST_SCANS", most)
    assert _is_taken(lambda: list(segments(data))) is is_taken


@pytest.mark.parametrize(("count", "is_taken"), [(10, True), (11, False)], ids=["just fits", "just not"])
def test_a_png_has_so_many_profiles(count: int, *, is_taken: bool) -> None:
    profile = chunk(b"iCCP", b"a\0\0" + zlib.compress(b"profile"))
    data = png(3, 3, ROWS, others=[profile] * count)
    assert _is_taken(lambda: check_profiles(data)) is is_taken
    check_profiles(b"text " + data)


def test_a_file_is_asked_for_bytes_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_MOST_READS", 2)
    file = BoundedFile(b"abc")
    file.allow_all()
    assert [file.read(1), file.read()] == [b"a", b"bc"]
    with pytest.raises(TooManyPartsError):
        file.read(1)


def test_until_it_is_known_what_it_is_it_is_asked_less_often() -> None:
    file = BoundedFile(b"")
    for _ in range(parts._MOST_READS_AT_FIRST):
        file.read(1)
    assert not _is_taken(lambda: file.read(1))
    file.allow_all()
    assert file.read(1) == b""


@pytest.mark.parametrize("big", [False, True], ids=["tiff", "bigtiff"])
@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize(
    ("entries", "length", "is_taken"),
    [
        ([(273, 4, 300_000)], 2_000_000, True),
        ([(273, 4, 300_001)], 2_000_000, False),
        ([(273, 3, 300_001)], 2_000_000, False),
        ([(34377, 1, 300_001)], 2_000_000, True),  # bytes: Photoshop's own
        ([(305, 4, 300_001)], 1_200_000, True),  # leads out of the file
        ([], 0, True),
    ],
)
def test_an_entry_of_a_directory_has_so_many_values(
    entries: list[tuple[int, int, int]], length: int, order: str, *, big: bool, is_taken: bool
) -> None:
    data = directory(entries, order, big=big)
    assert _is_taken(lambda: check_directory(data + bytes(max(0, length - len(data))))) is is_taken


def directory(entries: list[tuple[int, int, int]], order: str, *, big: bool) -> bytes:
    begin = {"<": b"II", ">": b"MM"}[order]
    head, number, entry = ("HHHQ", "Q", "HHQQ") if big else ("HI", "H", "HHII")
    first = struct.pack(order + head, *((43, 8, 0, 16) if big else (42, 8)))
    count = struct.pack(order + number, len(entries))
    return begin + first + count + b"".join(struct.pack(order + entry, *each, 0) for each in entries)


def test_a_directory_has_so_many_entries() -> None:
    assert not _is_taken(lambda: check_directory(b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 100_001)))


@pytest.mark.parametrize("data", [b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"II*\0\x08\0\0\0\x09\0cut short", JPEG])
def test_what_is_no_directory_is_no_fault_of_this_kind(data: bytes) -> None:
    check_directory(data)


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "group4"])
def test_a_directory_as_programs_write_it_is_taken(compression: str) -> None:
    mode = "1" if compression == "group4" else "RGB"
    check_directory(written(Pillow.new(mode, (400, 300)), "TIFF", compression=compression))


def _is_taken(read: object) -> bool:
    assert callable(read)
    try:
        read()
    except TooManyPartsError:
        return False
    return True
