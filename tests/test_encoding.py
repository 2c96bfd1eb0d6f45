from __future__ import annotations

import codecs

import pytest

from huibian.encoding import FoundEncoding, called, find_encoding

TEXT = "县政府召开会议，研究防汛工作。"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (TEXT.encode(), FoundEncoding(b"", "utf-8", False)),
        (codecs.BOM_UTF8 + TEXT.encode(), FoundEncoding(codecs.BOM_UTF8, "utf-8", False)),
        (TEXT.encode("gbk"), FoundEncoding(b"", "gb18030", False)),
        (TEXT.encode("utf-16-le"), FoundEncoding(b"", "utf-16-le", False)),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), FoundEncoding(codecs.BOM_UTF16_BE, "utf-16-be", False)),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), FoundEncoding(codecs.BOM_UTF32_LE, "utf-32-le", False)),
        ("縣政府召開會議，研究防汛工作。".encode("big5") * 3, FoundEncoding(b"", "big5", True)),
        (b"\x00\x01\x02\x03" * 8, FoundEncoding(b"", None, False)),
    ],
)
def test_an_encoding_is_found_by_its_structure_or_guessed(data: bytes, found: FoundEncoding) -> None:
    assert find_encoding(data) == found


def test_utf_8_with_a_few_bytes_damaged_is_utf_8() -> None:
    damaged = TEXT.encode().replace("汛".encode(), b"\xff", 1)
    assert find_encoding(damaged).name == "utf-8"


def test_encodings_have_names_for_users() -> None:
    assert [called(name) for name in ("utf-8", "gb18030", "utf-16-le")] == ["UTF-8", "GB18030", "UTF-16-LE"]
