"""The files of an issue: which formats there are, where each file goes, and what is in it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import assert_never

from huibian.frame import Document
from huibian.processes import in_own_process


class Format(StrEnum):
    """What can be written; the value is how the file's name ends."""

    PDF = "pdf"
    DOCX = "docx"


def output_paths(manifest: Path, folder: Path | None, formats: Iterable[Format]) -> dict[Format, Path]:
    """Where each format of an issue goes: into `folder`, or beside the manifest where that is `None`."""
    parent = manifest.parent if folder is None else folder
    return {each: parent / f"{manifest.stem}.{each}" for each in formats}


def encode(document: Document, formats: Iterable[Format], *, side_by_side: bool = True) -> dict[Format, bytes]:
    """The bytes of each format, of which there is at least one; all but the first are made in processes of their own.

    Importing an exporter's library and running it take longer than the rest of a render; in turn they took 185 ms for
    the printed issue 92, side by side on two cores 108 ms. Where several issues are set at the same time, the cores
    have work enough: not `side_by_side`, the formats are made in turn.
    """
    if not side_by_side:
        return {each: _encode(each, document) for each in formats}
    first, *others = formats
    with contextlib.ExitStack() as processes:
        waiting = {each: processes.enter_context(in_own_process(partial(_encode, each, document))) for each in others}
        encoded = {first: _encode(first, document)}
        return encoded | {each: result() for each, result in waiting.items()}


def load_exporters() -> None:
    """Import the exporters now, before several issues are set; else each process of `encode` would import its own."""
    import huibian.docx.write
    import huibian.pdf.write  # noqa: F401  # for its effect


def _encode(each: Format, document: Document) -> bytes:
    match each:
        case Format.PDF:
            from huibian.pdf.write import write_pdf  # slow to import, and not always needed

            return write_pdf(document)
        case Format.DOCX:
            from huibian.docx.write import write_docx

            return write_docx(document)
        case _:
            assert_never(each)
