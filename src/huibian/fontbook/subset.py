"""Part of a face: what some characters need of it, for files that carry their fonts.

A subset is numbered by codes: the code of a character is the number of its glyph in the subset. Where two characters
share a glyph (· and •, 一 and the radical ⼀) each but the first gets a code past the last glyph, so that each can be
told from the other. PostScript outlines come as a bare CFF table, TrueType ones as a font file; neither is converted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import uharfbuzz as hb
from msgspec import Struct

from huibian.diagnostics import HuibianError
from huibian.fontbook.faces import LoadedFace, table_tag, unreadable

_EM = 1000
_NEEDED_TABLES = {"CFF ", "glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep"}
# No glyphs but those that are asked for: none that features give, none of the bracket that mirrors another.
_CLOSURES = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_BIDI_CLOSURE
_FLAGS = _CLOSURES | hb.SubsetFlags.CFF_IDENTITY_CHARSET


class Ink(Struct, frozen=True):
    """The box round outlines in 1/1000 em, from the pen, the baseline at nought; all nought where there are none."""

    left: int
    bottom: int
    right: int
    top: int

    @property
    def is_empty(self) -> bool:
        """Whether there are no outlines."""
        return self.left == self.right and self.bottom == self.top


class Subset(Struct, frozen=True):
    """Part of a face, whose outlines `subset_file` has.

    Attributes:
        is_cff: Whether that is a CFF table, and no font file.
        codes: The code of each character, none below 1.
        glyphs: By code, the glyph of the subset it shows; glyph 0 is for no character.
        widths: By glyph, its advance in 1/1000 em.
        originals: By glyph, its number in the face.
    """

    is_cff: bool
    codes: Mapping[str, int]
    glyphs: Sequence[int]
    widths: Sequence[int]
    originals: Sequence[int]

    @property
    def shares_glyphs(self) -> bool:
        """Whether some codes are not the numbers of their glyphs."""
        return len(self.glyphs) > len(self.widths)


def subset_of(loaded: LoadedFace, chars: Iterable[str]) -> Subset:
    """What `chars` need of a face; each may have its variation selector behind it.

    Raises:
        KeyError: The face has no glyph for one of them.
        HuibianError: Its file is damaged (HB403).
    """
    originals = {char: _glyph(loaded, char) for char in sorted(chars)}
    numbers = dict(_plan(loaded, frozenset(originals)).new_to_old_glyph_mapping)
    count = len(numbers)
    olds = [numbers[glyph] for glyph in range(count)]
    widths = [loaded.thousandths(loaded.advance(old)) for old in olds]
    codes, glyphs = _assign_codes({old: new for new, old in numbers.items()}, originals, count)
    return Subset(loaded.is_cff, codes, glyphs, widths, olds)


def subset_file(loaded: LoadedFace, chars: frozenset[str]) -> bytes:
    """The outlines of a subset: its CFF table, or its font file. Raises what `subset_of` does."""
    try:
        part = _plan(loaded, chars).execute()
    except RuntimeError:  # only here does HarfBuzz read the outlines
        raise HuibianError([unreadable(loaded.face.path)]) from None
    data: bytes = part.reference_table("CFF ").data if loaded.is_cff else part.blob.data
    return data


@lru_cache(maxsize=16)  # the faces of an issue: who numbers their glyphs may write them too
def _plan(loaded: LoadedFace, chars: frozenset[str]) -> hb.SubsetPlan:
    """Which glyphs a subset has."""
    request = hb.SubsetInput()
    request.flags = _FLAGS
    # Asked for glyphs, HarfBuzz goes through all characters of the face, which takes ten times as long.
    request.unicode_set.update(ord(char) for char in chars if len(char) == 1)
    request.glyph_set.update(_glyph(loaded, char) for char in chars if len(char) > 1)
    request.drop_table_tag_set.update(map(table_tag, set(loaded.hb_face.table_tags) - _NEEDED_TABLES))
    try:
        return hb.SubsetPlan(loaded.hb_face, request)
    except RuntimeError:
        raise HuibianError([unreadable(loaded.face.path)]) from None


def forget_plans() -> None:
    """Forget which glyphs subsets had: the files of the faces may be others now."""
    _plan.cache_clear()


def ink_of(loaded: LoadedFace, glyph: int) -> Ink:
    """Where the outlines of a glyph of a face lie."""
    extents = loaded.extents(glyph)
    if extents is None:
        return Ink(0, 0, 0, 0)
    left, top = extents.x_bearing, extents.y_bearing
    sides = left, top + extents.height, left + extents.width, top
    return Ink(*(sides if loaded.upem == _EM else map(loaded.thousandths, sides)))


def _glyph(loaded: LoadedFace, char: str) -> int:
    glyph = loaded.glyph_id(char)
    if glyph is None:
        msg = f"{loaded.face.key} has no glyph for {' '.join(f'U+{ord(each):04X}' for each in char)}"
        raise KeyError(msg)
    return glyph


def _assign_codes(
    numbers: Mapping[int, int], originals: Mapping[str, int], count: int
) -> tuple[Mapping[str, int], Sequence[int]]:
    """Codes of characters and glyphs of codes, from `numbers`: a glyph's number in the subset by that in the face."""
    codes: dict[str, int] = {}
    glyphs = list(range(count))
    taken: set[int] = set()
    for char, original in originals.items():
        glyph = code = numbers[original]
        if glyph in taken:
            code = len(glyphs)
            glyphs.append(glyph)
        taken.add(glyph)
        codes[char] = code
    return codes, glyphs
