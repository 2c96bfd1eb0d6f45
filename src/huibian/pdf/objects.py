"""The file and its objects, as ReportLab's `pdfdoc` knows them.

`pdfgen.canvas` is left out: it puts Helvetica into every file, wants its own font protocol, and takes longer to import.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import BasicFonts, PDFArray, PDFDictionary, PDFDocument, PDFObject, PDFObjectReference

from huibian.kept import Kept

Value: TypeAlias = PDFObject | str | float
"""What a dictionary holds. A `str` stands as it is ("/Name", "null"); text goes into a `PDFString`."""

Entries: TypeAlias = Mapping[str, Value]
"""A dictionary's entries by name, without the slash."""

Parts: TypeAlias = Callable[[], Iterator[bytes]]
"""What gives a content part by part, as often as it is called."""

# Level 6 takes half as long again for files 2 % smaller.
_COMPRESSION = 1

# No class names and no clock in the file, whatever a user's ReportLab settings say.
rl_config.invariant = 1


def whole_numbers(numbers: Iterable[int]) -> PDFArray:
    """An array of whole numbers, of which ReportLab takes a tenth of the time to write bytes."""
    return PDFArray([b"%d" % number for number in numbers])


class _NoTime:
    """In the place of ReportLab's clock, which stops at a `SOURCE_DATE_EPOCH` that is no number."""

    t = 0

    def __init__(self, invariant: int | None = None) -> None:
        pass


pdfdoc.TimeStamp = _NoTime  # type: ignore[attr-defined]  # the stubs leave it out


class PdfFile:
    """A PDF 1.7 file in the making. Its identifier is a digest of its streams.

    Args:
        compressed: The streams of the file before, compressed, by the digests of what they were; `None` for no such
            file, and where none comes after this one.
    """

    def __init__(self, compressed: Kept[bytes, bytes] | None = None) -> None:
        self._compressed = compressed
        self._document = _PdfDocument(invariant=1, pdfVersion=(1, 7))
        # ReportLab's own digest begins with a time.
        self._document.signature = hashlib.md5(usedforsecurity=False)

    def add(self, entries: Entries) -> PDFObjectReference:
        """Add a dictionary as an object of its own."""
        return self._refer(PDFDictionary(dict(entries)))

    def promise(self) -> PromisedObject:
        """Add an object that others may refer to before its entries are known."""
        dictionary = PDFDictionary()
        return PromisedObject(dictionary, self._refer(dictionary))

    def add_stream(
        self,
        content: bytes | Parts,
        entries: Entries | None = None,
        *,
        compress: bool = True,
        is_dense: bool = False,
    ) -> PDFObjectReference:
        """Add a stream, compressed unless other programs are to find its text in the file.

        `content` may come in parts, so that it need not be there as a whole. `is_dense` says that hardly anything is in
        it twice, as in PostScript outlines: then it is not looked for, which takes less than half of the time and makes
        such fonts 3 % larger.
        """
        parts = partial(iter, (content,)) if isinstance(content, bytes) else content
        for part in parts():
            self._document.updateSignature(part)
        dictionary = PDFDictionary(dict(entries or {}))
        if compress:
            stream = self._compress(parts, zlib.Z_HUFFMAN_ONLY if is_dense else zlib.Z_DEFAULT_STRATEGY)
            dictionary["Filter"] = "/FlateDecode"
        else:
            stream = b"".join(parts())
        dictionary["Length"] = len(stream)
        return self._refer(_Stream(dictionary, stream))

    def _compress(self, parts: Parts, strategy: int) -> bytes:
        if self._compressed is None:
            return deflated(parts(), strategy)
        digest = _digest(parts())  # the pixels of a picture take room enough once
        compressed = self._compressed.find(digest)
        if compressed is None:
            compressed = deflated(parts(), strategy)
            self._compressed.keep(digest, compressed)
        return compressed

    def name_fonts(self, fonts: Entries) -> PDFObjectReference:
        """Give the fonts the names by which content streams select them; returns that dictionary."""
        names = self._document.idToObject[BasicFonts]  # ReportLab's first object of every file, empty so far
        names.dict.update(fonts)  # type: ignore[attr-defined]  # it is a PDFDictionary
        return PDFObjectReference(BasicFonts)

    def encode(self, catalog: Entries, info: Entries) -> bytes:
        """The bytes of the file.

        Args:
            catalog: The entries of the catalog.
            info: The entries of the document information dictionary.
        """
        self._document.Catalog = PDFDictionary({"Type": "/Catalog", **catalog})
        self._document.info = PDFDictionary(dict(info))
        return self._document.format()

    def _refer(self, value: PDFObject) -> PDFObjectReference:
        reference: PDFObjectReference = self._document.Reference(value)  # type: ignore[no-untyped-call]
        return reference


def deflated(parts: Iterable[bytes], strategy: int) -> bytes:
    """What comes in parts as a FlateDecode stream; the strategy is one of zlib's."""
    packer = zlib.compressobj(_COMPRESSION, strategy=strategy)
    return b"".join([*map(packer.compress, parts), packer.flush()])


def _digest(parts: Iterable[bytes]) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()


class PromisedObject:
    """A dictionary that is referred to by `reference` and gets its entries later."""

    def __init__(self, dictionary: PDFDictionary, reference: PDFObjectReference) -> None:
        self._dictionary = dictionary
        self.reference = reference

    def fill(self, entries: Entries) -> None:
        """Give it its entries."""
        self._dictionary.dict.update(entries)


class _PdfDocument(PDFDocument):
    """Tells what its type stubs leave out."""

    signature: hashlib._Hash
    Catalog: PDFObject
    info: PDFObject  # type: ignore[assignment]  # any object does


class _Stream(PDFObject):
    """ReportLab's own stream leaves out the end of line before `endstream`, which PDF/A asks for."""

    def __init__(self, dictionary: PDFDictionary, content: bytes) -> None:
        self._dictionary = dictionary
        self._content = content

    def format(self, document: PDFDocument) -> bytes:
        return b"".join((self._dictionary.format(document), b"\nstream\n", self._content, b"\nendstream\n"))
