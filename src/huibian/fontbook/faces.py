"""Font files: each face opened once per process and asked about single characters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.frame import Face


@dataclass(frozen=True, slots=True, eq=False)
class LoadedFace:
    """An opened face.

    Attributes:
        face: Which one it is.
        hb_face: HarfBuzz's view of its tables.
        hb_font: The same at a scale of one unit per font unit.
        upem: Font units per em.
        is_cff: Whether its outlines are PostScript ones (a `CFF ` table) rather than TrueType's.
        postscript_name: Its PostScript name, by which a collection's faces are told apart.
    """

    face: Face
    hb_face: hb.Face
    hb_font: hb.Font
    upem: int
    is_cff: bool
    postscript_name: str

    def glyph_id(self, char: str) -> int | None:
        """The glyph that draws `char`; `None` if there is none, or a blank one where ink is due.

        A Han character may have its variation selector behind it.
        """
        base, *selector = map(ord, char)
        font = self.hb_font
        glyph = font.get_variation_glyph(base, selector[0]) if selector else font.get_nominal_glyph(base)
        # A cmap entry is no proof: some faces map rare Han to empty outlines.
        if not glyph or (not char.isspace() and self._is_blank(glyph)):
            return None
        return int(glyph)

    def advance(self, glyph: int) -> int:
        """The horizontal advance of a glyph in font units."""
        return int(self.hb_font.get_glyph_h_advance(glyph))

    def _is_blank(self, glyph: int) -> bool:
        extents = self.hb_font.get_glyph_extents(glyph)
        return extents is None or not (extents.width or extents.height)


@cache
def load(face: Face) -> LoadedFace:
    """Open a face, once per process.

    Raises:
        HuibianError: The file cannot be read or holds no font (HB403).
    """
    try:
        hb_face = hb.Face(_blob(face.path), face.index)
    except hb.HarfBuzzError:
        hb_face = None
    if hb_face is None or not hb_face.glyph_count:
        raise HuibianError([_unreadable(face.path)])
    return LoadedFace(
        face=face,
        hb_face=hb_face,
        hb_font=hb.Font(hb_face),
        upem=hb_face.upem,
        is_cff="CFF " in hb_face.table_tags,
        postscript_name=_postscript_name(hb_face),
    )


def index_of(path: Path, postscript_name: str) -> int | None:
    """The index in a collection of the face with that PostScript name; `None` if it has none such."""
    try:
        blob = _blob(path)
    except hb.HarfBuzzError:
        return None
    for index in range(hb.Face(blob).count):
        if _postscript_name(hb.Face(blob, index)) == postscript_name:
            return index
    return None


@cache
def _blob(path: Path) -> hb.Blob:
    return hb.Blob.from_file_path(str(path))


def _postscript_name(face: hb.Face) -> str:
    return face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or ""


def _unreadable(path: Path) -> Diagnostic:
    return Diagnostic(
        Severity.ERROR,
        "HB403",
        "字体文件读不出来",
        Span(path),
        "换一份完好的字体文件，或把它移走后重试",
    )
