"""The files of an issue: which formats there are, where each file goes, and what is in it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, assert_never

from msgspec import Struct

from huibian.frame import Document
from huibian.kept import Kept
from huibian.processes import OwnProcess, in_own_process

if TYPE_CHECKING:
    from huibian.docx.lines import LockedTexts
    from huibian.pdf.contents import FileContents, KeptContents
    from huibian.pdf.drawn import DrawnProgram
    from huibian.pdf.glyphs import FontProgram

_HANDED_OVER = 100  # pages; of more it takes longer to tell and to read them than to import python-docx after that


class Format(StrEnum):
    """What can be written; the value is how the file's name ends."""

    PDF = "pdf"
    DOCX = "docx"


def output_paths(manifest: Path, folder: Path | None, formats: Iterable[Format]) -> dict[Format, Path]:
    """Where each format of an issue goes: into `folder`, or beside the manifest where that is `None`."""
    parent = manifest.parent if folder is None else folder
    return {each: parent / f"{manifest.stem}.{each}" for each in formats}


class KeptExports:
    """What was made of a document, for the next one that is equal to it in parts.

    Attributes:
        compressed: See `PdfFile`.
        locked: See `write_docx`.
    """

    def __init__(self) -> None:
        self._contents: KeptContents | None = None
        self.compressed: Kept[bytes, bytes] = Kept()
        self.locked: LockedTexts = Kept()

    def contents(self) -> KeptContents:
        """What fonts and pages of a PDF held."""
        from huibian.pdf.contents import KeptContents  # not for commands that write nothing

        if self._contents is None:
            self._contents = KeptContents(has_next=True)
        return self._contents


class Encoding:
    """The files of an issue on their way: begun as soon as it has pages, and made by the time they are asked for.

    Args:
        processes: What makes each format; `None` where it is made here, when it is asked for.
        kept: What was made of the documents before; `None` where none is written again.
        held: Ends the processes.
    """

    def __init__(
        self, processes: Mapping[Format, OwnProcess | None], kept: KeptExports | None, held: contextlib.ExitStack
    ) -> None:
        self._processes = dict(processes)
        self._kept = kept
        self._held = held
        self._begun: tuple[Document, FileContents | None] | None = None

    def begin(self, document: Document) -> None:
        """Hand a document to the processes.

        Raises:
            KeyError: A face lacks a character that is set in it.
            HuibianError: A font file cannot be read (HB403).
        """
        contents = _contents_of(document, self._kept) if Format.PDF in self._processes else None
        self._begun = document, contents
        pdf, docx = self._processes.get(Format.PDF), self._processes.get(Format.DOCX)
        if docx is not None and self._is_copied(document):
            docx = None
        if pdf is not None and contents is not None:
            from huibian.pdf.structure import structure_of  # not for commands that write nothing

            _hand_over(structure_of(document), pdf)
            for program in chain(contents.programs(), [None]):  # it writes the fonts while the pages are made
                _hand_over(program, pdf)
        if docx is not None:
            _hand_over(document, docx)
        if pdf is not None and contents is not None:
            for page in chain(contents.pages(), [None]):
                _hand_over(page, pdf)
            _hand_over(contents.drawn(), pdf)

    def _is_copied(self, document: Document) -> bool:
        """Whether a copy of this process writes the DOCX, which has the document: of many pages, if one can be had."""
        if len(document.pages) <= _HANDED_OVER:
            return False
        copy = self._held.enter_context(in_own_process(partial(_encode_copied, document)))
        if copy is not None:
            self._processes[Format.DOCX] = copy
        return copy is not None

    def files(self) -> dict[Format, bytes]:
        """Each format of what was begun; what a process does not answer is made here, and what is wrong comes up here.

        Raises:
            HuibianError: See `begin`.
        """
        assert self._begun is not None
        document, contents = self._begun
        return {
            each: (process and process.answer()) or _encode_here(each, document, contents, self._kept)
            for each, process in self._processes.items()
        }


def encode(document: Document, formats: Iterable[Format], kept: KeptExports | None = None) -> dict[Format, bytes]:
    """The bytes of each format, made in turn; `kept` is of the documents before, `None` where none is written again."""
    with encoder(formats, kept, side_by_side=False) as encoding:
        encoding.begin(document)
        return encoding.files()


@contextlib.contextmanager
def encoder(
    formats: Iterable[Format], kept: KeptExports | None = None, *, side_by_side: bool = True
) -> Iterator[Encoding]:
    """Get ready to write an issue that is still to be laid out.

    Importing an exporter's library takes about as long as running it. So each format has a process of its own, which
    imports its library while this one lays the issue out, and then is handed the document. What the pages of a PDF hold
    is made here even so, for this process has asked the faces for all glyphs; the other makes subsets of the faces
    meanwhile. Where several issues are set at the same time, the cores have work enough: not `side_by_side`, the
    formats are made here in turn. So they are where there is no such process.
    """
    with contextlib.ExitStack() as held:
        processes = {
            each: held.enter_context(in_own_process(partial(_encode_handed, each))) if side_by_side else None
            for each in formats
        }
        yield Encoding(processes, kept, held)


def _contents_of(document: Document, kept: KeptExports | None) -> FileContents:
    """What the fonts and the pages of its PDF hold."""
    from huibian.pdf.contents import KeptContents, MadeContents

    return MadeContents(document, kept.contents() if kept else KeptContents(has_next=False))


def _encode_here(each: Format, document: Document, contents: FileContents | None, kept: KeptExports | None) -> bytes:
    exporter = _exporter(each)
    match each:
        case Format.PDF:
            return exporter(document, contents, kept and kept.compressed)
        case Format.DOCX:
            return exporter(document, kept and kept.locked)
        case _:
            assert_never(each)


def _hand_over(value: object, process: OwnProcess) -> None:
    """Tell a process a value piece by piece, so that its images do not take room here a second time."""
    import pickle  # not for commands that write nothing

    pickle.dump(value, process, pickle.HIGHEST_PROTOCOL)


def _encode_handed(each: Format, handed: BinaryIO) -> bytes:
    """The bytes of a document that is handed over when it is there, in a process that makes this one file and ends."""
    import pickle

    match each:
        case Format.PDF:
            from huibian.pdf.write import write_file

            return write_file(pickle.load(handed), _HandedContents(handed))
        case Format.DOCX:
            return _exporter(each)(pickle.load(handed))
        case _:
            assert_never(each)


def _encode_copied(document: Document, _: BinaryIO) -> bytes:
    """The DOCX of a document, in a process that is a copy of the one that has it."""
    return _exporter(Format.DOCX)(document)


class _HandedContents(Struct, frozen=True):
    """What the fonts and the pages of a PDF hold, told by another process in that order; outlines are made here."""

    handed: BinaryIO

    def programs(self) -> Iterator[FontProgram]:
        return iter(self._next, None)

    def outlines(self, program: FontProgram) -> bytes:
        return program.outlines()

    def pages(self) -> Iterator[bytes]:
        return iter(self._next, None)

    def drawn(self) -> DrawnProgram | None:
        drawn: DrawnProgram | None = self._next()
        return drawn

    def _next(self) -> Any:
        import pickle

        return pickle.load(self.handed)


def load_own_part(formats: Iterable[Format]) -> None:
    """Import what this process makes of a PDF, while it would wait for the one that reads the issue."""
    if Format.PDF in formats:
        import huibian.pdf.contents
        import huibian.pdf.structure  # noqa: F401  # for its effect


def load_exporters() -> None:
    """Import the exporters now, before several issues are set; else each process of `encoder` would import its own."""
    for each in Format:
        _exporter(each)


def _exporter(each: Format) -> Callable[..., bytes]:
    """What writes a format; its library is slow to import, and not always needed."""
    match each:
        case Format.PDF:
            from huibian.pdf.write import write_pdf

            return write_pdf
        case Format.DOCX:
            from huibian.docx.write import write_docx

            return write_docx
        case _:
            assert_never(each)
