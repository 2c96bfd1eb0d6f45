"""What the bytes of an issue depend on, as digests: its own files, and what all issues have in common."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import zlib
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import huibian
from huibian import libreoffice, source

LIBRARIES = (  # of which each has a say in the bytes; in the others, none has
    *("charset-normalizer", "lxml", "marisa-trie", "markdown-it-py", "mdit-py-plugins", "msgspec", "pillow"),
    *("pylopdf-fonts-zh-cn", "pypdfium2", "python-bidi", "python-docx", "pyyaml", "reportlab", "uharfbuzz"),
)


class States:
    """What files are now (see `source.state`); each is looked at once."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}

    def of(self, path: str) -> str:
        """The state of a file."""
        if path not in self._found:
            self._found[path] = source.state(Path(path))
        return self._found[path]

    def are(self, states: Mapping[str, str], written: Collection[str]) -> bool:
        """Whether all these files are what they were; those that are written count in no folder."""
        return all(_without(written, path, self.of(path)) == state for path, state in states.items())


def read_states(read: Mapping[Path, str | None], written: Collection[str]) -> dict[str, str] | None:
    """What `source.noting` gave, by absolute path; `None` if what was only named is there now.

    What is only named is not there, or was not when somebody looked; if it came while the issue was set, nobody knows
    whether the pages have it.

    Args:
        read: What it gave.
        written: The absolute paths of the files that are written, which count in no folder: they were not there yet.
    """
    absolute = {os.path.abspath(path): state for path, state in read.items()}
    if any(state is None and source.state(Path(path)) != source.ABSENT for path, state in absolute.items()):
        return None
    return {path: _without(written, path, state or source.ABSENT) for path, state in absolute.items()}


def _without(written: Collection[str], path: str, state: str) -> str:
    """The state of a file as it is; of a folder a digest of its names without those of files that are written there."""
    if not state.startswith("/"):
        return state
    ours = {os.path.basename(each) for each in written if os.path.dirname(each) == path}
    return _digest([name for name in state.split("/") if name not in ours])


def key_of(manifest: Path, formats: Iterable[str], fonts: Path | None, common: str) -> str:
    """The digest of all that an issue is set with but its own files.

    Args:
        manifest: Its manifest.
        formats: What is written.
        fonts: The folder of faces that goes before all others.
        common: What all issues have in common: see `common_digest`.
    """
    folder = None if fonts is None else os.path.abspath(fonts)
    return _digest([os.path.abspath(manifest), sorted(formats), folder, common])


def common_digest(font_files: Collection[Path], states: States) -> str:
    """The digest of what all issues have in common: program, libraries, the catalogue and the faces that are there.

    Faces count whether they are in use or not: one that had no glyph for a character may have it now.
    """
    faces = [(path, states.of(path)) for path in map(os.path.abspath, font_files)]
    return _digest([huibian.__version__, _program(), _libraries(), _converter(), faces])


@cache
def _program() -> str:
    """The digest of huibian's own files: in a checkout they change and the version does not."""
    folder = Path(huibian.__file__).parent
    files = sorted(path for path in folder.rglob("*.*") if path.suffix != ".pyc" and path.is_file())
    return _digest([(path.relative_to(folder).as_posix(), source.state(path)) for path in files])


@cache
def _libraries() -> str:
    """Python, what compresses, and the libraries that have a say."""
    return _digest([platform.python_version(), zlib.ZLIB_RUNTIME_VERSION, *map(_version, LIBRARIES)])


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:  # it came in another way, as in a frozen program
        return ""


def _converter() -> list[object]:
    """LibreOffice, as far as one can know it without starting it."""
    program = libreoffice.find_program()
    if program is None:
        return []
    status = os.stat(program)
    return [str(program), status.st_size, status.st_mtime_ns]


def _digest(facts: object) -> str:
    return hashlib.sha256(json.dumps(facts).encode("ascii")).hexdigest()
