"""From a manifest to files on disk: the only module that knows all stages."""

from __future__ import annotations

import contextlib
import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import NoReturn, assert_never

from huibian import output, resources
from huibian.diagnostics import Diagnostic, Diagnostics, HuibianError
from huibian.fontbook import FontBook
from huibian.frame import Document
from huibian.layout.definition import Layout, load_layout
from huibian.manifest.model import Issue
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
        self._fonts = () if fonts is None else (fonts,)
        self._opened: FontBook | None = None

    def render(self, manifest: Path, paths: Mapping[Format, Path], *, depfile: bool = False) -> Composed:
        """Lay out an issue and write its files, all or none.

        Args:
            manifest: The manifest.
            paths: Where to write each format.
            depfile: Whether to write beside the first of them, with the ending `.d`, what they are made of as a
                rule for make.

        Raises:
            HuibianError: The issue has faults, or a file cannot be written. No file is touched then.
        """
        composed = self.compose(manifest)
        encoded = encode(composed.document, paths)
        files = {path: encoded[each] for each, path in paths.items()}
        if depfile:
            rule = make_rule(paths.values(), composed.inputs)
            files[next(iter(paths.values())).with_suffix(".d")] = rule.encode()
        output.write_all(files)
        return composed

    def compose(self, manifest: Path) -> Composed:
        """Read and lay out an issue; faults of articles, layout and fonts come together.

        Raises:
            HuibianError: The issue has faults.
        """
        diagnostics = Diagnostics()
        issue = read_issue(manifest, diagnostics)
        articles = _read_articles(issue, diagnostics)
        layout = fonts = None
        with _collecting(diagnostics):
            layout = load_layout(issue.layout, issue.marks.span("layout"))
        with _collecting(diagnostics):
            fonts = self._book()
        diagnostics.raise_errors()
        assert layout is not None
        assert fonts is not None
        document = compose(issue, articles, layout, fonts, diagnostics)
        inputs = (*_files(issue, articles), *layout.files, *self._fonts_of(document))
        return Composed(document, layout, inputs, tuple(diagnostics))

    def substitutions(self) -> tuple[Diagnostic, ...]:
        """Which faces stood in for official ones in the issues set so far."""
        return self._opened.substitutions() if self._opened else ()

    def _book(self) -> FontBook:
        if self._opened is None:
            self._opened = FontBook.open(self._catalogue, self._fonts)
        return self._opened

    def _fonts_of(self, document: Document) -> Iterator[Path]:
        """The faces in use, and the folders where a better one may turn up."""
        yield self._catalogue
        yield from sorted({face.path for face in document.faces.values()})
        folders = dict.fromkeys((*self._fonts, resources.fonts_folder(), resources.faces_folder()))
        yield from filter(Path.is_dir, folders)


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


@contextlib.contextmanager
def _collecting(diagnostics: Diagnostics) -> Iterator[None]:
    """Keep the faults that end a step, so that the next step can name its own."""
    try:
        yield
    except HuibianError as error:
        diagnostics.extend(error.diagnostics)


def _read_articles(issue: Issue, diagnostics: Diagnostics) -> list[list[Article]]:
    """The articles of each section; one that cannot be read leaves its faults behind."""
    sections: list[list[Article]] = []
    for section in issue.sections:
        sections.append([])
        for reference in section.articles:
            with _collecting(diagnostics):
                sections[-1].append(read_article(reference, diagnostics))
    return sections


def _files(issue: Issue, articles: Iterable[Iterable[Article]]) -> Iterator[Path]:
    yield issue.path
    yield from (reference.path for section in issue.sections for reference in section.articles)
    yield from (file for section in articles for article in section for file in article.files)


def encode(document: Document, formats: Iterable[Format]) -> dict[Format, bytes]:
    """The bytes of each format, of which there is at least one; all but the first are made in processes of their own.

    Importing an exporter's library and running it take longer than the rest of a render; in turn they took 185 ms for
    the printed issue 92, side by side on two cores 108 ms.
    """
    first, *others = formats
    waiting = {each: _beside(partial(_encode, each, document)) for each in others}
    encoded = {}
    try:
        encoded[first] = _encode(first, document)
    finally:
        encoded |= {each: wait() for each, wait in waiting.items()}
    return encoded


def load_exporters() -> None:
    """Import the exporters now, for who sets several issues: each process of `encode` would do it anew."""
    import huibian.docx.write
    import huibian.pdf.write  # noqa: F401  # for its effect


def _beside(work: Callable[[], bytes]) -> Callable[[], bytes]:
    """Start `work` in a process of its own, and give what waits for its result.

    Where there is no such process, because the system has no fork or this process has threads, or where it fails, the
    work is done here when it is waited for, and its faults come up here.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return work
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        _answer(work, writer)
    os.close(writer)

    def wait() -> bytes:
        with os.fdopen(reader, "rb") as answer:
            data = answer.read()
        _, status = os.waitpid(process, 0)
        return data if status == 0 else work()

    return wait


def _answer(work: Callable[[], bytes], writer: int) -> NoReturn:
    """Write the result of `work` into a pipe and end this process at once, without a word."""
    status = 1
    try:
        with os.fdopen(writer, "wb") as answer:
            answer.write(work())
        status = 0
    finally:
        os._exit(status)


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
