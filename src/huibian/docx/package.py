"""Puts the parts of the DOCX into one file: an OPC package (ISO/IEC 29500-2).

Only python-docx's package layer is used. Its template would add a theme of its own, some two hundred latent
styles and another language.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from msgspec import Struct

from huibian.frame import Metadata
from huibian.image import Image

_MAIN = PackURI("/word/document.xml")
# The earliest date a zip member can bear; every member bears it, so that equal input gives equal bytes.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class PartType(Struct, frozen=True):
    """What kind of part it is: its content type, and its relationship to the main part."""

    content_type: str
    relationship: str


STYLES = PartType(CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES)
SETTINGS = PartType(CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS)
FONT_TABLE = PartType(CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE)
THEME = PartType(CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME)
FOOTNOTES = PartType(CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES)
FOOTER = PartType(CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER)


class Package:
    """A Word file in the making."""

    def __init__(self) -> None:
        self._package = OpcPackage()
        self._others: list[tuple[Part, str]] = []
        self._contents: dict[str, bytes] = {}
        self._images: dict[Image, str] = {}

    def add(self, name: str, type_: PartType, content: bytes) -> str:
        """Add a part beside the main one; returns the relationship by which the main part names it."""
        part = self._part(PackURI(f"/word/{name}.xml"), type_.content_type, content)
        self._others.append((part, type_.relationship))
        return f"rId{len(self._others)}"

    def add_image(self, image: Image) -> str:
        """Add an image, once however often it is shown; returns the relationship by which the main part names it."""
        if image not in self._images:
            name = PackURI(f"/word/media/image{len(self._others) + 1}.{image.format}")
            self._others.append((self._part(name, f"image/{image.format}", image.data), RELATIONSHIP_TYPE.IMAGE))
            self._images[image] = f"rId{len(self._others)}"
        return self._images[image]

    def finish(self, main: bytes, metadata: Metadata) -> bytes:
        """The file, given its main part."""
        document = self._part(_MAIN, CONTENT_TYPE.WML_DOCUMENT_MAIN, main)
        for number, (part, relationship) in enumerate(self._others, 1):
            document.load_rel(relationship, part, f"rId{number}")  # `relate_to` would look through all those before
        self._package.relate_to(document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        self._describe(metadata)
        packed = io.BytesIO()
        self._package.save(packed)
        return _with_fixed_dates(packed, self._contents)

    def _part(self, name: PackURI, content_type: str, content: bytes) -> Part:
        """A part without its content, which is packed once only: where the dates are fixed."""
        self._contents[name.membername] = content
        return Part(name, content_type, b"")

    def _describe(self, metadata: Metadata) -> None:
        properties = self._package.core_properties
        properties.title, properties.subject = metadata.title, metadata.subject
        properties.author = properties.last_modified_by = metadata.author
        properties.created = properties.modified = metadata.date
        properties.language = metadata.language


def _with_fixed_dates(packed: io.BytesIO, contents: Mapping[str, bytes]) -> bytes:
    """The same file with one date for all its members, given the contents of those that have none there."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, contents[name] if name in contents else source.read(name))
    return fixed.getvalue()
