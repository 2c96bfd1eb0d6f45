"""Figures of a face as a whole, which a file that carries it has to state."""

from __future__ import annotations

import struct

import uharfbuzz as hb
from msgspec import Struct

from huibian.fontbook.faces import LoadedFace
from huibian.fontbook.subset import Ink

# OpenType, table OS/2: `sTypoAscender` and `sTypoDescender`, and the first two bytes of `panose`.
_TYPO, _TYPO_AT, _PANOSE_AT = struct.Struct(">2h"), 68, 32
_PANOSE_LATIN_TEXT, _PANOSE_SERIFS = 2, range(2, 11)
_BOX, _BOX_AT = struct.Struct(">4h"), 36  # table head: `xMin` and those behind it


class Metrics(Struct, frozen=True):
    """Figures of a face, lengths in 1/1000 em.

    Attributes:
        box: The box round all glyphs, put on top of each other.
        ascent: From the baseline to the top of a line.
        descent: From the baseline to the foot of a line, negative below.
        cap_height: The height of Latin capitals.
        slant: How far it leans, in degrees against the clock; nought for an upright face.
        weight: From 1 to 1000; 400 is regular.
        has_serifs: Whether it says that its Latin letters have serifs.
    """

    box: Ink
    ascent: int
    descent: int
    cap_height: int
    slant: float
    weight: float
    has_serifs: bool


def metrics_of(loaded: LoadedFace) -> Metrics:
    """The figures of a face."""
    font = loaded.hb_font
    os2 = loaded.hb_face.reference_table("OS/2").data
    ascent, descent = _ascent_and_descent(loaded, os2)
    return Metrics(
        box=Ink(*map(loaded.thousandths, _BOX.unpack_from(loaded.hb_face.reference_table("head").data, _BOX_AT))),
        ascent=loaded.thousandths(ascent),
        descent=loaded.thousandths(descent),
        cap_height=loaded.thousandths(font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)),
        slant=font.get_style_value(hb.StyleTag.SLANT_ANGLE),
        weight=font.get_style_value(hb.StyleTag.WEIGHT),
        has_serifs=len(os2) > _PANOSE_AT + 1 and _has_serifs(os2),
    )


def _ascent_and_descent(loaded: LoadedFace, os2: bytes) -> tuple[int, int]:
    """In font units; the typographic ones, which are the em box of a Chinese face, where it states them."""
    if len(os2) >= _TYPO_AT + _TYPO.size:
        ascent, descent = _TYPO.unpack_from(os2, _TYPO_AT)
        return ascent, descent
    extents = loaded.hb_font.get_font_extents("ltr")
    return extents.ascender, extents.descender


def _has_serifs(os2: bytes) -> bool:
    family, serifs = os2[_PANOSE_AT], os2[_PANOSE_AT + 1]
    return family == _PANOSE_LATIN_TEXT and serifs in _PANOSE_SERIFS
