"""The glyphs of a face as a PDF shows them: codes, widths, and where the ink lies."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from huibian.fontbook import Ink, LoadedFace, Metrics, Subset, ink_of, load, metrics_of, subset_file, subset_of
from huibian.frame import Face

_LEVELS = 16
_EM = 1000  # PDF's units of an em, whatever the face's own


class CodedGlyph(Struct, frozen=True):
    """How a character is shown, in 1/1000 em.

    Attributes:
        code: Four hexadecimal digits.
        width: How far a viewer moves on.
        ink: Where its outlines lie.
        levels: `levels` of the ink.
    """

    code: str
    width: int
    ink: Ink
    levels: int


class UsedFace(Struct, frozen=True, eq=False):
    """A face as content streams use it.

    Attributes:
        name: What they call it.
        face: The face.
        glyphs: Its characters.
    """

    name: str
    face: Face
    glyphs: Mapping[str, CodedGlyph]


class FontProgram(Struct, frozen=True):
    """What a file that embeds a face has of it, besides its outlines.

    Attributes:
        name: What content streams call it.
        face: The face.
        postscript_name: Its PostScript name.
        figures: Its figures as a whole.
        part: The characters in use.
    """

    name: str
    face: Face
    postscript_name: str
    figures: Metrics
    part: Subset

    def outlines(self) -> bytes:
        """The outlines of the characters in use; see `subset_file`.

        Raises:
            HuibianError: Its file cannot be read (HB403).
        """
        return subset_file(load(self.face), frozenset(self.part.codes))


def program_of(name: str, loaded: LoadedFace, chars: Collection[str]) -> FontProgram:
    """What a file needs of a face, called so, to show `chars`.

    Raises:
        KeyError: The face has no glyph for one of them.
        HuibianError: Its file cannot be read (HB403).
    """
    part = subset_of(loaded, chars)
    return FontProgram(name, loaded.face, loaded.postscript_name, metrics_of(loaded), part)


def glyphs_of(loaded: LoadedFace, part: Subset) -> Mapping[str, CodedGlyph]:
    """The glyphs of the characters of a subset."""
    found: dict[str, CodedGlyph] = {}
    for char, code in part.codes.items():
        glyph = part.glyphs[code]
        ink = ink_of(loaded, part.originals[glyph])
        found[char] = CodedGlyph(f"{code:04X}", part.widths[glyph], ink, levels(ink))
    return found


def levels(ink: Ink) -> int:
    """The levels that ink reaches, sixteen to the em and counted from one em below the baseline: a bit for each."""
    if ink.is_empty:
        return 0
    lowest, highest = -(-ink.bottom * _LEVELS // _EM) + _LEVELS, ink.top * _LEVELS // _EM + _LEVELS
    return (1 << max(0, highest + 1)) - (1 << max(0, lowest)) if highest >= lowest else 0
