"""From a manifest to files on disk: the only module that knows all stages."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from huibian import output, resources, source
from huibian.diagnostics import Diagnostic, Diagnostics, HuibianError, Span
from huibian.exports import Format, KeptExports, encode, encoder, load_own_part
from huibian.fontbook import FontBook, StandInsGiven, font_folders
from huibian.frame import Document
from huibian.kept import Kept
from huibian.layout.paragraph import SetTexts
from huibian.layoutfile.definition import Layout
from huibian.pages.beside import texts_beside
from huibian.pages.compose import compose
from huibian.reading import Ahead, IssueParts, IssueReader
from huibian.targets import clashes, possible_inputs
from huibian.wording.checks import check_wording


class Composed(Struct, frozen=True):
    """An issue laid out and proved, not yet written.

    Attributes:
        document: Its pages.
        layout: The layout it is set in.
        read: The files that were named or read, with the state that each had then; see `source.noting`.
        fonts: The font catalogue, the faces in use, and the folders where a better one may turn up.
        warnings: What the editor should know.
    """

    document: Document
    layout: Layout
    read: Mapping[Path, str | None]
    fonts: tuple[Path, ...]
    warnings: tuple[Diagnostic, ...]

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that had a say in the pages, and the folders where faces are looked for."""
        return tuple(dict.fromkeys((*self.read, *self.fonts)))


class Made(Struct, frozen=True):
    """An issue and the bytes of its files, not yet written.

    Attributes:
        composed: The issue.
        files: What is to be written, by the path.
    """

    composed: Composed
    files: Mapping[Path, bytes]


class _ReadIssue(Struct, frozen=True):
    """What an issue is made of.

    Attributes:
        parts: What was read, as far as it can be.
        fonts: Where glyphs come from; `None` where the font catalogue is faulty.
        noted: The files that were named or read; see `source.noting`.
        diagnostics: What there is to say of it.
    """

    parts: IssueParts
    fonts: FontBook | None
    noted: Mapping[Path, str | None]
    diagnostics: Diagnostics


class IssueBuilder:
    """Makes issues, all with the same font files; each of these is opened once, however many issues there are.

    What it read, set and wrote for an issue it keeps until it has read another: of files that have not changed, of
    texts and pages that are the same, nothing is made again.

    Args:
        fonts: A folder of faces that go before all others; `None` for none.
        ahead: What reads an issue ahead, likely the first; `None` for none.
        sets_again: Whether an issue will be written again: else nothing of its files is held for that.
    """

    def __init__(self, fonts: Path | None = None, ahead: Ahead | None = None, *, sets_again: bool = True) -> None:
        self._catalogue = resources.font_catalogue()
        self._folders = () if fonts is None else (fonts,)
        self._fonts: FontBook | None = None
        self._ahead = ahead
        self._reader = IssueReader()
        self._texts: SetTexts = Kept()
        self._exports = KeptExports() if sets_again else None
        self._made: Path | None = None

    def check_targets(self, manifest: Path, targets: Collection[Path]) -> tuple[Diagnostic, ...]:
        """The files that this issue is made of and this run is going to write: an error each (HB604).

        Of a faulty issue all that can be read counts; its faults are left for `render` to tell.
        """
        with source.noting() as noted, contextlib.suppress(Exception):
            self._read(manifest)
        inputs = [*noted, *self._font_files()]
        with contextlib.suppress(HuibianError):
            inputs += _possible_inputs(manifest, targets)
        return tuple(_clashes(manifest, targets, inputs))

    def render(self, manifest: Path, paths: Mapping[Format, Path], *, targets: Collection[Path] = ()) -> Composed:
        """Lay out an issue and write its files, all or none.

        Args:
            manifest: The manifest.
            paths: Where to write each format.
            targets: What else is written in this run. Where several issues are written, call `check_targets` for all
                of them first: here an earlier issue may already have been written over a file of this one.

        Raises:
            HuibianError: The issue has faults, one of the files is one that it is made of (HB604), or cannot be
                written. No file is touched then.
        """
        with self._making(manifest, paths, targets) as made:  # its processes end while files are forced to disk
            recovered = output.write_all(made.files)
        return replace(made.composed, warnings=(*recovered, *made.composed.warnings))

    def make(
        self,
        manifest: Path,
        paths: Mapping[Format, Path],
        *,
        targets: Collection[Path] = (),
        side_by_side: bool = True,
    ) -> Made:
        """Lay out an issue and make the bytes of its files; the arguments are those of `render` and `exports.encoder`.

        Raises:
            HuibianError: The issue has faults, or one of the files is one that it is made of (HB604).
        """
        with self._making(manifest, paths, targets, side_by_side=side_by_side) as made:
            return made

    @contextlib.contextmanager
    def _making(
        self,
        manifest: Path,
        paths: Mapping[Format, Path],
        targets: Collection[Path],
        *,
        side_by_side: bool = True,
    ) -> Iterator[Made]:
        """The same; the processes that made the formats end with the block."""
        kept = self._exports if side_by_side else None  # of many issues each has other pages
        is_again, self._made = manifest == self._made, manifest  # what is kept then is quicker than other processes
        load_own_part(paths)
        read = self._read(manifest)
        side_by_side = side_by_side and not is_again
        with encoder(paths, kept, side_by_side=side_by_side) as encoding:
            composed = self._compose(read, encoding.begin, side_by_side=side_by_side)
            inputs = (*composed.inputs, *self._font_files())
            _clashes(manifest, (*paths.values(), *targets), inputs).raise_errors()
            encoded = encoding.files()
            yield Made(composed, {path: encoded[each] for each, path in paths.items()})

    def compose(self, manifest: Path) -> Composed:
        """Read, check and lay out an issue.

        Faults of articles, layout, fonts and wording come together, and those of wording with those of pages.

        Raises:
            HuibianError: The issue has faults.
        """
        return self._compose(self._read(manifest))

    def _compose(
        self, read: _ReadIssue, begin: Callable[[Document], None] | None = None, *, side_by_side: bool = True
    ) -> Composed:
        """Check and lay out an issue; `begin` is that of `pages.compose`."""
        issue, layout, articles = read.parts.issue, read.parts.layout, read.parts.articles
        fonts, diagnostics = read.fonts, read.diagnostics
        is_read = not diagnostics.has_errors
        if issue is not None and layout is not None:
            check_wording(layout, issue, articles, diagnostics)  # its errors do not keep pages from being tried
        if issue is None or layout is None or fonts is None or not is_read:
            raise HuibianError(diagnostics)
        with contextlib.ExitStack() as beside:
            texts = self._texts
            if side_by_side:
                texts = beside.enter_context(texts_beside(issue, articles, layout, fonts, texts))

            def ended_and_begun(document: Document) -> None:
                beside.close()  # all texts are set, and the cores have other work
                if begin is not None:
                    begin(document)

            try:
                document = compose(issue, articles, layout, fonts, diagnostics, texts, ended_and_begun)
            finally:
                self._texts.end_round()
        return Composed(document, layout, read.noted, tuple(self._font_inputs(document)), tuple(diagnostics))

    def encode(self, document: Document, formats: Iterable[Format]) -> dict[Format, bytes]:
        """The bytes of each format of an issue that is laid out, made in this process."""
        return encode(document, formats, self._exports)

    def _read(self, manifest: Path) -> _ReadIssue:
        """All that an issue is made of, as far as it can be read.

        Raises:
            HuibianError: The manifest cannot be read at all.
        """
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.manifest == manifest:  # for another one nobody waits
            self._reader.take(ahead.process)
        diagnostics, fonts = Diagnostics(), None
        with source.noting() as noted:
            parts = self._reader.parts(manifest, diagnostics)
            with diagnostics.collecting():
                fonts = self._font_book()
        return _ReadIssue(parts, fonts, noted, diagnostics)

    def open_fonts(self) -> None:
        """Look for the faces now.

        Raises:
            HuibianError: The catalogue is faulty (HB401, HB402), or is not there.
        """
        self._font_book()

    def _font_files(self) -> tuple[Path, ...]:
        """The font catalogue and the font files that it names and this machine has, in use or not."""
        return (self._catalogue, *(self._fonts.files if self._fonts else ()))

    def substitutions(self) -> tuple[Diagnostic, ...]:
        """Which faces stood in for official ones in the issues set so far."""
        return self._fonts.substitutions() if self._fonts else ()

    def take_stand_ins(self) -> StandInsGiven:
        """Which faces stood in since this was asked last, for `add_stand_ins` of a builder in another process."""
        return self._fonts.take_stand_ins() if self._fonts else {}

    def add_stand_ins(self, given: StandInsGiven) -> None:
        """Count what another builder took, for `substitutions`."""
        self._font_book().add_stand_ins(given)

    def _font_book(self) -> FontBook:
        if self._fonts is None:
            self._fonts = FontBook(self._reader.catalogue(), font_folders(self._catalogue, self._folders))
        return self._fonts

    def _font_inputs(self, document: Document) -> Iterator[Path]:
        """The faces in use, and the folders where a better one may turn up."""
        yield self._catalogue
        yield from sorted({face.path for face in document.faces.values()})
        folders = dict.fromkeys((*self._folders, resources.fonts_folder(), resources.faces_folder()))
        yield from filter(Path.is_dir, folders)


def _possible_inputs(manifest: Path, targets: Collection[Path]) -> list[Path]:
    """The files that a faulty manifest may name among `targets`; none where it has no fault."""
    from huibian.manifest.read import read_issue  # slow to import, and seldom needed here

    diagnostics = Diagnostics()
    with diagnostics.collecting():
        read_issue(manifest, diagnostics)
    if not diagnostics.has_errors:
        return []
    return list(possible_inputs(targets, source.read(manifest).text, manifest.parent))


def _clashes(manifest: Path, targets: Iterable[Path], inputs: Iterable[Path]) -> Diagnostics:
    hint = "用 -o 把成品写到另一个文件夹，或给清单或那个文件换个名字。"
    diagnostics = Diagnostics()
    for each in clashes(targets, inputs):
        read = "" if each.read == each.target else f" {each.read}"
        message = f"要写的 {each.target} 也是 {manifest.name} 用到的文件{read}，写了它，原来的内容就没有了"
        diagnostics.error("HB604", message, Span(manifest), hint)
    return diagnostics
