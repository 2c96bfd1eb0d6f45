"""CMaps: which glyph a code shows, and which text it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFString

_MAX_PER_BLOCK = 100  # what a CMap may say in one go


def system_info() -> PDFDictionary:
    """The character collection of all our fonts, in which a number means what the font says."""
    return PDFDictionary({"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0})


def to_unicode(texts: Iterable[tuple[int, str]]) -> bytes:
    """The CMap by which text is copied out, from codes and their text; it is in units of UTF-16."""
    pairs = [f"<{code:04X}> <{_utf16(text)}>" for code, text in sorted(texts)]
    return cmap("Adobe-Identity-UCS", 2, blocks("bfchar", pairs))


def _utf16(text: str) -> str:
    if len(text) == 1 and text <= "\uffff":  # nearly all
        return f"{ord(text):04X}"
    return text.encode("utf-16-be").hex().upper()


def blocks(kind: str, entries: Sequence[str]) -> Iterator[str]:
    """Entries in as many blocks of their kind as a CMap needs."""
    for start in range(0, len(entries), _MAX_PER_BLOCK):
        block = entries[start : start + _MAX_PER_BLOCK]
        yield "\n".join([f"{len(block)} begin{kind}", *block, f"end{kind}"])


def cmap(name: str, kind: int, body: Iterable[str]) -> bytes:
    """A CMap of two-byte codes (ISO 32000-1, 9.7.5.4 and 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        f"/CMapType {kind} def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
        *body,
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(lines).encode("ascii")
