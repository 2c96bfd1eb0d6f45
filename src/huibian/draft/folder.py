"""Looks through a folder of manuscripts: which sections they make, in which order, under which titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from huibian import source
from huibian.diagnostics import Diagnostic, Diagnostics, HuibianError, Severity, Span
from huibian.draft.names import is_generic, section_title, without_number
from huibian.manifest.model import ArticleRef, Override
from huibian.manifest.patterns import Survey, survey
from huibian.manifest.schema import ArticleEntry
from huibian.markedyaml import UnfitError, fit
from huibian.naturalorder import natural_key
from huibian.text.conversion import convert_ahead
from huibian.text.model import plain
from huibian.text.read import read_article

_NO_TITLE = "HB265"
_LOOSE = "其他稿件"  # beside folders that are sections
_PLACE = "issue.yaml"  # stands for the manifest, which has no name yet


class Manuscript(Struct, frozen=True):
    """A file that was sent.

    Attributes:
        file: Its path, relative to the manifest.
        title: The title that its reader finds; empty where it cannot be taken.
        is_named: Whether that is the name of the file, because it has no title of its own.
        faults: Why it cannot be taken; none where it can.
    """

    file: str
    title: str
    is_named: bool
    faults: tuple[Diagnostic, ...]


class DraftSection(Struct, frozen=True):
    """A section as the folders suggest it; `title` is `None` where they say nothing."""

    title: str | None
    manuscripts: tuple[Manuscript, ...]


class Sent(Struct, frozen=True):
    """All that lies in a folder of manuscripts; `others` is what is no article."""

    sections: tuple[DraftSection, ...]
    survey: Survey

    @property
    def manuscripts(self) -> list[Manuscript]:
        """The manuscripts of all sections."""
        return [each for section in self.sections for each in section.manuscripts]


def look_through(folder: Path, home: Path) -> Sent:
    """Read all manuscripts of a folder.

    Args:
        folder: It.
        home: The folder of the manifest that is to be: the same, or one that holds it.

    Raises:
        HuibianError: There is too much to look at (HB141).
    """
    relative = folder.resolve().relative_to(home.resolve()).as_posix()
    inside = "" if relative == "." else f"{relative}/"
    place = Span(home / _PLACE)
    found = survey(inside, home, place)
    convert_ahead(ArticleRef(home / file, place) for file in found.files)
    grouped = _grouped(file.removeprefix(inside) for file in found.files)
    sections = (
        DraftSection(title, tuple(_manuscript(f"{inside}{file}", home, place) for file in files))
        for title, files in grouped
    )
    return Sent(tuple(sections), found)


def _grouped(files: Iterable[str]) -> Iterator[tuple[str | None, Sequence[str]]]:
    """The files of each section, with its title; what lies beside the folders comes last."""
    folders: dict[str, list[str]] = {}
    for file in files:
        parts = PurePosixPath(file).parts
        generic = 0
        while generic < len(parts) - 1 and is_generic(parts[generic]):
            generic += 1
        name = parts[generic] if generic < len(parts) - 1 else ""
        folders.setdefault(name, []).append(file)
    loose = folders.pop("", [])
    for name in sorted(folders, key=natural_key):
        yield section_title(name), folders[name]
    if loose:
        yield (_LOOSE if folders else None), loose


def _manuscript(file: str, home: Path, place: Span) -> Manuscript:
    """Read a manuscript as `render` will; one without a title gets that of its file."""
    path = home / file
    try:
        _check_name(file, path)
        source.locate(file, home, home, place, propose=False)
    except HuibianError as error:
        return _refused(file, error.diagnostics, place)
    title, faults = _title(ArticleRef(path, place))
    if not faults:
        return Manuscript(file, title, False, ())
    named = without_number(path.stem)
    is_untitled = {fault.code for fault in faults} == {_NO_TITLE}
    if not is_untitled or _title(ArticleRef(path, place, Override(named, place)))[1]:
        return _refused(file, faults, place)
    return Manuscript(file, named, True, ())


def _title(ref: ArticleRef) -> tuple[str, list[Diagnostic]]:
    """The title of an article, and the errors in it."""
    diagnostics = Diagnostics()
    article = read_article(ref, diagnostics)
    errors = [each for each in diagnostics if each.severity is Severity.ERROR]
    return "" if article is None else plain(article.title), errors


def _refused(file: str, faults: Iterable[Diagnostic], place: Span) -> Manuscript:
    """A manuscript that cannot be taken; its faults are warnings, since the others can, and blame the file."""
    path = place.file.parent / file
    told = (
        replace(fault, severity=Severity.WARNING, span=Span(path) if fault.span == place else fault.span)
        for fault in faults
        if fault.severity is Severity.ERROR
    )
    return Manuscript(file, "", False, tuple(told))


def _check_name(file: str, path: Path) -> None:
    """Refuse a name that no manifest can say (HB146): with odd characters, a backslash, white at its ends."""
    try:
        is_kept = fit({"file": file}, ArticleEntry).file == file and "\\" not in file
    except UnfitError:
        is_kept = False
    if not is_kept:
        message = "文件名里有不能写进清单的字符，或以空格开头、结尾"
        fault = Diagnostic(Severity.ERROR, "HB146", message, Span(path), "给文件改个名字，再运行一次。")
        raise HuibianError([fault])
