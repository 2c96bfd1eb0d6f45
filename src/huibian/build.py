"""From a manifest to files on disk: the only module that knows all stages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from huibian import output, resources
from huibian.diagnostics import Diagnostic, Diagnostics, HuibianError
from huibian.fontbook import FontBook
from huibian.frame import Document
from huibian.layout.definition import Layout, load_layout
from huibian.manifest.model import Section
from huibian.manifest.read import read_issue
from huibian.pages.compose import compose
from huibian.text.model import Article
from huibian.text.read import read_article

_ESCAPED_IN_MAKE = re.compile(r"[ #:*?\[\]]")
_UNKNOWN_TO_MAKE = re.compile(r"[\t\n\\%;|=]|\)$")  # no escape makes these part of a name in a rule


class Format(StrEnum):
    """What can be written; the value is how the file's name ends."""

    PDF = "pdf"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class Composed:
    """An issue laid out and proved, not yet written.

    Attributes:
        document: Its pages.
        layout: The layout it is set in.
        inputs: The files that had a say in the pages, and the folders where faces are looked for.
        warnings: What the editor should know.
    """

    document: Document
    layout: Layout
    inputs: tuple[Path, ...]
    warnings: tuple[Diagnostic, ...]


class Press:
    """Sets issues with one set of faces, each opened once however many issues there are.

    Args:
        fonts: A folder of faces that go before all others; `None` for none.
    """

    def __init__(self, fonts: Path | None = None) -> None:
        self._catalogue = resources.fonts_folder() / "catalogue.yaml"
        self._folders = () if fonts is None else (fonts,)
        self._book: FontBook | None = None

    def render(self, manifest: Path, paths: Mapping[Format, Path], *, depfile: bool = False) -> Composed:
        """Lay out an issue and write its files, all or none.

        Args:
            manifest: The manifest.
            paths: Where to write each format.
            depfile: Whether to write a make rule of what each file is made of too, in the first file's place
                with the ending `.d`.

        Raises:
            HuibianError: The issue has faults, or a file cannot be written. No file is touched then.
        """
        composed = self.compose(manifest)
        files = {path: _encode(each, composed.document) for each, path in paths.items()}
        if depfile:
            rule = make_rule(paths.values(), composed.inputs).encode()
            files[next(iter(paths.values())).with_suffix(".d")] = rule
        output.write_all(files)
        return composed

    def compose(self, manifest: Path) -> Composed:
        """Read and lay out an issue; faults of articles, layout and fonts come together.

        Raises:
            HuibianError: The issue has faults.
        """
        diagnostics = Diagnostics()
        issue = read_issue(manifest, diagnostics)
        ...

    def substitutions(self) -> tuple[Diagnostic, ...]:
        """Which faces stood in for official ones in the issues set so far."""
        return self._book.substitutions() if self._book else ()


def output_paths(manifest: Path, folder: Path | None, formats: Iterable[Format]) -> dict[Format, Path]:
    """Where each format of an issue goes: into `folder`, or beside the manifest where that is `None`."""
    beside = manifest.parent if folder is None else folder
    return {each: beside / f"{manifest.stem}.{each}" for each in formats}


def make_rule(targets: Iterable[Path], inputs: Iterable[Path]) -> str:
    """A rule for make: what `targets` are made of.

    Each input has an empty rule of its own, so that make goes on when one is gone. An input whose name make cannot
    hold is stood in for by `always`, which is no file: the targets are then made anew each time.
    """
    made = " ".join(map(_make_name, targets))
    needed = list(dict.fromkeys(map(_make_name, inputs)))
    return "\n".join([" \\\n  ".join([f"{made}:", *needed]), *(f"{name}:" for name in needed), ""])


def _make_name(path: Path) -> str:
    if _UNKNOWN_TO_MAKE.search(str(path)):
        return "always"
    return _ESCAPED_IN_MAKE.sub(r"\\\g<0>", str(path)).replace("$", "$$")


def _encode(each: Format, document: Document) -> bytes:
    match each:
        case Format.PDF:
            from huibian.pdf.write import write_pdf  # an exporter's library is slow to import

            return write_pdf(document)
        case Format.DOCX:
            from huibian.docx.write import write_docx

            return write_docx(document)
        case _:
            assert_never(each)
