"""Finds the encoding of a text.

UTF-8, UTF-16 and GB18030 (with GBK and GB2312 in it) are told apart by their structure. The encoding of any other
text is guessed.
"""

from __future__ import annotations

import codecs

from msgspec import Struct

from huibian.regex import compiled

_BOMS = (  # UTF-32 before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030", "big5": "Big5", "cp1252": "西文 Windows-1252"}
_GUESSES = ["gb18030", "big5", "cp1252"]  # what else reaches a mainland office: text from Hong Kong, Taiwan, abroad

_GARBAGE = "[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]"
_CHINESE_TEXT = "[\t\n\r -~\u2010-\u203b\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e]"
_CHINESE = "[\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e]"


class FoundEncoding(Struct, frozen=True):
    """What the bytes of a file are.

    Attributes:
        mark: The byte order mark with which they begin; empty for none.
        name: The encoding, as Python calls it; `None` for what is no text.
        is_guess: Whether the encoding is not certain.
    """

    mark: bytes
    name: str | None
    is_guess: bool


def called(encoding: str) -> str:
    """What users call an encoding."""
    return _NAMES.get(encoding, encoding.upper())


def find_encoding(data: bytes) -> FoundEncoding:
    """In which encoding all the bytes of a file are."""
    for bom, marked in _BOMS:
        if data.startswith(bom):
            return FoundEncoding(bom, marked, False)
    if b"\0" in data:  # of text, only UTF-16 has this byte; a few in other text are damage, and have their place
        encoding = _utf16(data)
        if encoding or data.count(b"\0") * 100 > len(data):
            return FoundEncoding(b"", encoding, False)
    if _is_utf8(data):
        return FoundEncoding(b"", "utf-8", False)
    text = _decoded(data, "gb18030")
    if text is not None and _is_likely_chinese(text):
        return FoundEncoding(b"", "gb18030", False)
    if utf16 := _utf16(data):
        return FoundEncoding(b"", utf16, False)
    guess = _guess(data)
    return FoundEncoding(b"", guess or "gb18030", text is not None or guess is not None)


def _is_utf8(data: bytes) -> bool:
    """Whether the file is UTF-8, be it with a few bytes damaged.

    GB18030 makes Han of damaged UTF-8, but wrong ones. In text that really is GB18030, what is no UTF-8 far outweighs
    what happens to look like it.
    """
    if _decoded(data, "utf-8") is not None:
        return True
    text = data.decode("utf-8", errors="replace")
    return len(compiled(_CHINESE).findall(text)) > 4 * text.count("\ufffd")


def _is_likely_chinese(text: str) -> bool:
    """Whether text read as GB18030 was: no private or control characters, and not rare characters for the most part.

    Big5 read as GB18030 has both; traditional characters in GBK are still mixed with those that both scripts share.
    """
    if compiled(_GARBAGE).search(text):
        return False
    foreign = "".join(char for char in text if char > "\x7f")
    return len(foreign.encode("gb2312", errors="ignore")) >= len(foreign)  # two bytes each: half of them


def _utf16(data: bytes) -> str | None:
    """Which UTF-16 without a byte order mark makes Chinese or plain text of the bytes; `None` for neither."""
    shares = {encoding: _text_share(data, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > 0.9 else None


def _text_share(data: bytes, encoding: str) -> float:
    text = data.decode(encoding, errors="replace")
    return len(compiled(_CHINESE_TEXT).findall(text)) / len(text) if text else 0.0


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    match = from_bytes(data, cp_isolation=_GUESSES).best()
    return None if match is None or _decoded(data, match.encoding) is None else match.encoding


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
