"""The files of an issue: which formats there are, where each file goes, and what is in it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeAlias, assert_never

from msgspec import Struct

from huibian.frame import Document
from huibian.processes import OwnProcess, in_own_process


class Format(StrEnum):
    """What can be written; the value is how the file's name ends."""

    PDF = "pdf"
    DOCX = "docx"


def output_paths(manifest: Path, folder: Path | None, formats: Iterable[Format]) -> dict[Format, Path]:
    """Where each format of an issue goes: into `folder`, or beside the manifest where that is `None`."""
    parent = manifest.parent if folder is None else folder
    return {each: parent / f"{manifest.stem}.{each}" for each in formats}


Encoder: TypeAlias = Callable[[Document], dict[Format, bytes]]
"""What makes the bytes of some formats of a document."""


def encode(document: Document, formats: Iterable[Format]) -> dict[Format, bytes]:
    """The bytes of each format, made in turn."""
    return {each: _exporter(each)(document) for each in formats}


@contextlib.contextmanager
def encoder(formats: Iterable[Format], *, side_by_side: bool = True) -> Iterator[Encoder]:
    """Get ready to write an issue that is still to be laid out.

    Importing an exporter's library takes about as long as running it. So each format has a process of its own, which
    imports its library while this one lays the issue out, and then is handed the document. Where several issues are set
    at the same time, the cores have work enough: not `side_by_side`, the formats are made here in turn. So they are
    where there is no such process.
    """
    with contextlib.ExitStack() as stack:
        processes = {
            each: stack.enter_context(in_own_process(partial(_encode_handed, each))) if side_by_side else None
            for each in formats
        }
        yield partial(_encode_in, processes)


def _encode_in(processes: Mapping[Format, OwnProcess | None], document: Document) -> dict[Format, bytes]:
    """Each format by its process; where that is none or fails it is made here, and what is wrong comes up here."""
    _hand_over(document, [process for process in processes.values() if process])
    return {each: (process and process.answer()) or _exporter(each)(document) for each, process in processes.items()}


def _hand_over(document: Document, processes: Sequence[OwnProcess]) -> None:
    """Tell processes the document piece by piece, so that its images do not take room here a second time."""
    import pickle  # not for commands that write nothing

    if processes:
        pickle.dump(document, _All(processes), pickle.HIGHEST_PROTOCOL)


class _All(Struct, frozen=True):
    """Passes on what is written to it."""

    processes: Sequence[OwnProcess]

    def write(self, data: bytes) -> None:
        for each in self.processes:
            each.write(data)


def _encode_handed(each: Format, handed: BinaryIO) -> bytes:
    """The bytes of a document that is handed over when it is there, in a process that makes this one file and ends."""
    import pickle

    exporter = _exporter(each)
    return exporter(pickle.load(handed))


def load_exporters() -> None:
    """Import the exporters now, before several issues are set; else each process of `encoder` would import its own."""
    for each in Format:
        _exporter(each)


def _exporter(each: Format) -> Callable[[Document], bytes]:
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
