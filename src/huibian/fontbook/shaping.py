"""Words whose letters are joined, stacked or carry marks: which they are in a text, and how a face draws them.

A word with combining marks (é, ə̃) or phonetic letters is one too, and any other character with marks. HarfBuzz shapes
a word as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

import uharfbuzz as hb
from msgspec import Struct

from huibian.characters import JOINERS, SELECTED, is_selector
from huibian.fontbook.faces import LoadedFace
from huibian.fontcatalogue import Script
from huibian.regex import compiled

_PHONETIC = "\u0250-\u02ff"
_LETTERS = (
    f"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f{_PHONETIC}\u0370-\u03ff\u0400-\u052f\u1d00-\u1dbf\u1e00-\u1eff"
)
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # Unicode's blocks of combining marks
_SPECIAL = f"[{_PHONETIC}{_MARKS}]"

_FARTHEST = 16  # em; a CFF font holds no places beyond 32 (Adobe Technical Note 5177, 3.2)

_AS_SINGLE_LETTERS = {"kern": False, "liga": False, "clig": False}  # as all Latin text is set


class ShapedGlyph(Struct, frozen=True):
    """A glyph of a face, and where its origin is from that of its cluster, in font units."""

    id: int
    x: int
    y: int


class ShapedCluster(Struct, frozen=True):
    """Characters that are drawn together.

    Attributes:
        text: The characters.
        units: The advance to the next cluster, in font units.
        glyphs: What draws them; nothing for white.
    """

    text: str
    units: int
    glyphs: tuple[ShapedGlyph, ...]


class WordFinder:
    """Divides text into characters and words that are shaped whole.

    Args:
        scripts: The scripts that are shaped.
    """

    def __init__(self, scripts: Iterable[Script]) -> None:
        scripts = tuple(scripts)
        codes = "".join(map(_codes, scripts))
        self._scripts = f"[{codes}]" if codes else "(?!)"
        words = [_word(script) for script in scripts]
        others = [f"(?P<latin>[{_LETTERS}][{_LETTERS}{_MARKS}]*)", SELECTED, rf"\S[{_MARKS}]+", "."]
        self._beginnings = f"[{codes}{_PHONETIC}{_MARKS}]"
        self._unit = f"(?s:{'|'.join([*words, *others])})"

    def units(self, text: str) -> list[str]:
        """The characters of a text, each with its variation selector; words, and letters with their marks, whole."""
        return list(chain.from_iterable(map(self._parts, compiled(self._unit).finditer(text))))

    def is_word(self, unit: str) -> bool:
        """Whether a unit is a word or a letter with marks, and no character with its variation selector."""
        return compiled(self._scripts).match(unit) is not None or (len(unit) > 1 and not is_selector(unit[1]))

    def _parts(self, unit: re.Match[str]) -> Iterable[str]:
        """A plain word of Latin letters is so many characters."""
        return unit[0] if unit["latin"] and not compiled(_SPECIAL).search(unit[0]) else [unit[0]]

    def has_words(self, text: str) -> bool:
        """Whether any of the units may be more than a character and its variation selector."""
        return compiled(self._beginnings).search(text) is not None


def _word(script: Script) -> str:
    """The pattern of a word: of a script where lines end behind some of its characters, what goes up to the next."""
    codes = _codes(script)
    if not script.ends_line:
        return f"[{codes}][{codes}{JOINERS}{_MARKS}]*"
    ends = re.escape(script.ends_line)
    inner = f"(?:(?![{ends}])[{codes}{JOINERS}{_MARKS}])*"
    return f"(?=[{codes}]){inner}[{ends}]*"


def _codes(script: Script) -> str:
    return "".join(f"{re.escape(chr(each.start))}-{re.escape(chr(each.stop - 1))}" for each in script.codes)


def shape(loaded: LoadedFace, text: str, language: str | None) -> Sequence[ShapedCluster] | None:
    """How a face draws a word, from left to right; `None` if it lacks a part of it, or piles it up beyond all measure.

    Args:
        loaded: The face.
        text: The word, of one script.
        language: Its language, whose forms a face may have; `None` for a letter with marks of no other script.
    """
    buffer = _shaped(loaded.hb_font, text, language)
    if language is None and _has_loose_marks(buffer):
        buffer = _shaped(loaded.unpositioned, text, language)
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    ends = dict(pairwise([*sorted({info.cluster for info in infos}), len(text)]))
    clusters: list[ShapedCluster] = []
    glyphs: list[ShapedGlyph] = []
    pen = 0
    for number, (info, place) in enumerate(zip(infos, places, strict=True), 1):
        if info.codepoint == 0 or abs(place.y_offset) > _FARTHEST * loaded.upem:
            return None
        glyphs.append(ShapedGlyph(info.codepoint, pen + place.x_offset, place.y_offset))
        pen += place.x_advance
        if number == len(infos) or infos[number].cluster != info.cluster:
            clusters.append(ShapedCluster(text[info.cluster : ends[info.cluster]], pen, tuple(glyphs)))
            glyphs, pen = [], 0
    return clusters


def _shaped(font: hb.Font, text: str, language: str | None) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(char) for char in text])
    buffer.guess_segment_properties()
    if language is not None:
        buffer.language = language
    hb.shape(font, buffer, None if language else _AS_SINGLE_LETTERS)
    return buffer


def _has_loose_marks(buffer: hb.Buffer) -> bool:
    """Whether a mark stands where the pen is: the face has no place for it on this letter."""
    glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return any(
        info.cluster == before.cluster and not (place.x_offset or place.y_offset)
        for (before, _), (info, place) in pairwise(glyphs)
    )
