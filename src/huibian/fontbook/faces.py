"""Font files: each face opened once per process and asked about single characters."""

from __future__ import annotations

import struct
from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz as hb
from msgspec import Struct

from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.frame import Face

_NEEDED_TABLES = frozenset((b"cmap", b"head", b"hhea", b"hmtx", b"maxp"))
_EM = 1000
_HEAD_LENGTH = 54  # of the table `head`
# OpenType, "Organization of an OpenType font": a directory of tables behind 12 bytes, 16 bytes for each of them.
_COUNT, _ENTRIES, _ENTRY = struct.Struct(">4xH"), 12, struct.Struct(">4s4xII")
_COLLECTION, _OFFSETS, _OFFSET = b"ttcf", 12, struct.Struct(">I")


class LoadedFace(Struct, frozen=True, eq=False):
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

    @property
    def unpositioned(self) -> hb.Font:
        """The face without its own places of marks: HarfBuzz then centres them by their outlines."""
        return _unpositioned(self.hb_face)

    def glyph_id(self, char: str) -> int | None:
        """The glyph that draws `char`; `None` if there is none, or a blank one where ink is due.

        A Han character may have its variation selector behind it.

        Raises:
            HuibianError: The file is damaged: it names a glyph that it does not have (HB403).
        """
        base, *selector = map(ord, char)
        font = self.hb_font
        glyph = font.get_variation_glyph(base, selector[0]) if selector else font.get_nominal_glyph(base)
        if glyph is not None and glyph >= self.hb_face.glyph_count:
            raise HuibianError([unreadable(self.face.path)])
        # A cmap entry is no proof: some faces map rare Han to empty outlines.
        if not glyph or (not char.isspace() and self._is_blank(glyph)):
            return None
        return int(glyph)

    def advance(self, glyph: int) -> int:
        """The horizontal advance of a glyph in font units."""
        return int(self.hb_font.get_glyph_h_advance(glyph))

    def thousandths(self, units: int) -> int:
        """A length in font units as one in 1/1000 em."""
        return units if self.upem == _EM else round(units * _EM / self.upem)

    def extents(self, glyph: int) -> hb.GlyphExtents | None:
        """The box round the outlines of a glyph, in font units; `None` where it has none."""
        return _extents(self.hb_font, glyph)

    def _is_blank(self, glyph: int) -> bool:
        extents = self.extents(glyph)
        return extents is None or not (extents.width or extents.height)


@cache
def load(face: Face) -> LoadedFace:
    """Open a face, once per process.

    Raises:
        HuibianError: The file cannot be read, holds no font or not all of it (HB403), or one without outlines that
            PDF takes (HB405).
    """
    try:
        hb_face = hb.Face(_blob(face.path), face.index)
    except hb.HarfBuzzError:
        hb_face = None
    if hb_face is None or not hb_face.glyph_count or not _is_whole(face):
        raise HuibianError([unreadable(face.path)])
    if not {"CFF ", "glyf"} & set(hb_face.table_tags):
        raise HuibianError([_without_outlines(face.path)])
    return LoadedFace(
        face=face,
        hb_face=hb_face,
        hb_font=hb.Font(hb_face),
        upem=hb_face.upem,
        is_cff="CFF " in hb_face.table_tags,
        postscript_name=_postscript_name(hb_face),
    )


def forget_faces() -> None:
    """Forget the faces that were opened: their files may be others now."""
    load.cache_clear()
    _extents.cache_clear()
    _unpositioned.cache_clear()
    _blob.cache_clear()


def table_tag(name: str) -> int:
    """The name of a table of a font file as HarfBuzz counts it."""
    return int.from_bytes(name.encode("latin-1"))


def index_of(path: Path, postscript_name: str) -> int | None:
    """The index in a collection of the face with that PostScript name; `None` if it has none such.

    Raises:
        HuibianError: The file cannot be read or holds no font (HB403).
    """
    try:
        blob = _blob(path)
    except hb.HarfBuzzError:
        raise HuibianError([unreadable(path)]) from None
    if not hb.Face(blob).glyph_count:
        raise HuibianError([unreadable(path)])
    for index in range(hb.Face(blob).count):
        if _postscript_name(hb.Face(blob, index)) == postscript_name:
            return index
    return None


@lru_cache(
    maxsize=1 << 14
)  # the characters of a large issue: each is asked whether it is blank, and where its ink lies
def _extents(font: hb.Font, glyph: int) -> hb.GlyphExtents | None:
    return font.get_glyph_extents(glyph)


@cache
def _unpositioned(face: hb.Face) -> hb.Font:
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    # Taken over as they are: to write the outlines of a large face anew takes some 200 MB.
    wanted.no_subset_table_tag_set.update(map(table_tag, face.table_tags))
    wanted.drop_table_tag_set.add(table_tag("GPOS"))
    return hb.Font(hb.subset(face, wanted))


@cache
def _blob(path: Path) -> hb.Blob:
    return hb.Blob.from_file_path(str(path))


def _postscript_name(face: hb.Face) -> str:
    try:
        return face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or ""
    except UnicodeDecodeError:  # some old Chinese faces have names in GBK where Unicode is due
        return ""


def _is_whole(face: Face) -> bool:
    """Whether the file has the tables that every face needs, and ends behind the last of all its tables.

    HarfBuzz takes a table that is cut short for one that is empty, and goes on.
    """
    tables = list(_ENTRY.iter_unpack(_directory(face)))
    names = {name for name, _, _ in tables}
    ends = max((offset + length for _, offset, length in tables), default=0)
    head = next((length for name, _, length in tables if name == b"head"), 0)
    named = names >= _NEEDED_TABLES and all(map(bytes.isascii, names))
    return named and head >= _HEAD_LENGTH and ends <= face.path.stat().st_size


def _directory(face: Face) -> bytes:
    """The directory of tables; empty where it is cut short."""
    with face.path.open("rb") as file:
        start = 0
        if file.read(len(_COLLECTION)) == _COLLECTION:
            file.seek(_OFFSETS + _OFFSET.size * face.index)
            (start,) = _OFFSET.unpack(file.read(_OFFSET.size))
        file.seek(start)
        (count,) = _COUNT.unpack(file.read(_COUNT.size))
        file.seek(start + _ENTRIES)
        directory = file.read(_ENTRY.size * count)
    return directory if len(directory) == _ENTRY.size * count else b""


def unreadable(path: Path) -> Diagnostic:
    """The fault of a file that is damaged (HB403)."""
    return Diagnostic(
        Severity.ERROR,
        "HB403",
        "字体文件读不出来",
        Span(path),
        "换一份完好的字体文件，或把它移走后重试",
    )


def _without_outlines(path: Path) -> Diagnostic:
    return Diagnostic(
        Severity.ERROR,
        "HB405",
        "字体里没有能放进 PDF 的轮廓：它是点阵字体，或是可变的 CFF2 字体",
        Span(path),
        "换一份 TrueType 或 OpenType 的轮廓字体，或把它移走后重试",
    )
