"""An issue that is rendered again and again: its last good pages, what is to say, and what changed."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from huibian import source
from huibian.build import IssueBuilder
from huibian.diagnostics import Diagnostic
from huibian.exports import Format
from huibian.failures import faults_of
from huibian.frame import Document
from huibian.preview.changes import NONE, Changes, SeenPages, changes
from huibian.preview.looks import looks_of
from huibian.preview.messages import Messages, placed
from huibian.preview.pictures import DrawnPdf, Resolution
from huibian.preview.places import Index, shown_lines

_CACHED = 96 * 2**20  # bytes of pictures kept: some hundred pages


class GoodPages(Struct, frozen=True):
    """An issue that was rendered without fault.

    Attributes:
        document: Its pages.
        pdf: The same, to be drawn.
        seen: What its pages look like, and what stands on them.
        index: Finds places of files on them.
    """

    document: Document
    pdf: DrawnPdf
    seen: SeenPages
    index: Index


class DeskState(Struct, frozen=True):
    """What there is to show.

    Attributes:
        revision: Counts the states, from 0, which is before the first render.
        good: The last good pages; `None` as long as there are none.
        messages: What the last render said.
        changes: What its pages have that those before had not; of a faulty one that of the last good one.
        seconds: How long it took.
        files: The files that had a say in it, by the names that the browser gets.
    """

    revision: int
    good: GoodPages | None
    messages: Messages
    changes: Changes
    seconds: float
    files: Mapping[str, Path]

    @property
    def is_fault(self) -> bool:
        """Whether the good pages are older than what the files say now."""
        return self.messages.is_fault


class Session:
    """Renders an issue and remembers what it was; its pictures may be asked for from any thread.

    Args:
        builder: What makes issues.
        manifest: The manifest.
    """

    def __init__(self, builder: IssueBuilder, manifest: Path) -> None:
        self.manifest = manifest
        self._builder = builder
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._state = DeskState(0, None, placed((), None), NONE, 0.0, {})

    @property
    def state(self) -> DeskState:
        """What there is to show now."""
        return self._state

    def render(self) -> DeskState:
        """Render the issue; gives what there is to show then. Whatever goes wrong is a message in it."""
        start, before = time.perf_counter(), self._state
        with source.noting() as noted:
            fresh, said = self._attempt()
        good, changed = fresh or before.good, before.changes
        if fresh is not None:
            changed = (changes(before.good.seen, fresh.seen) or before.changes) if before.good else NONE
        messages = placed(said, good.index if good else None)
        files = self._named((*noted, *(each.span.file for each in said if each.span)))
        seconds = time.perf_counter() - start
        self._state = DeskState(before.revision + 1, good, messages, changed, seconds, files)
        return self._state

    def picture(self, look: str, resolution: Resolution) -> bytes | None:
        """The picture of a page that looks so; `None` where there is no such page now."""
        key, good = (look, resolution.dpi), self._state.good
        with self._lock:
            if key in self._pictures:
                self._pictures.move_to_end(key)
                return self._pictures[key]
        if good is None or look not in good.seen.looks:
            return None
        drawn = good.pdf.draw(good.seen.looks.index(look), resolution)
        with self._lock:
            self._size += len(drawn) - len(self._pictures.get(key, b""))
            self._pictures[key] = drawn
            while self._size > _CACHED:
                self._size -= len(self._pictures.popitem(last=False)[1])
        return drawn

    def _attempt(self) -> tuple[GoodPages | None, Sequence[Diagnostic]]:
        """The pages, where nothing is wrong, and what is to say: an editor goes on writing, whatever happens here."""
        try:
            composed = self._builder.compose(self.manifest)
            pdf = self._builder.encode(composed.document, [Format.PDF])[Format.PDF]
            return _good(composed.document, pdf), (*composed.warnings, *self._builder.substitutions())
        except Exception as error:  # the last guard, as on the terminal
            return None, faults_of(self.manifest, error)

    def _named(self, files: Iterable[Path]) -> dict[str, Path]:
        """Files by short names: from the folder of the manifest, or whole."""
        return {name_of(file, self.manifest): file for file in dict.fromkeys((self.manifest, *files))}


def name_of(file: Path, manifest: Path) -> str:
    """What the browser is told a file is called."""
    folder = manifest.parent
    return str(file.relative_to(folder) if file.is_relative_to(folder) else file)


def _good(document: Document, pdf: bytes) -> GoodPages:
    lines = shown_lines(document)
    return GoodPages(document, DrawnPdf(pdf), SeenPages(looks_of(document), lines), Index(document, lines))
