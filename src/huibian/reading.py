"""Reads what issues are made of: manifest, articles, layout and font catalogue.

What reads manifests and articles takes long to import, and so does what lays an issue out. So another process may
read an issue ahead, while this one still reads the command line and imports the rest (`read_ahead`,
`IssueReader.take`). What it has read is kept here as if it had been read here before: it counts as long as the files
are what they were. All else is read here, and so are faulty manifests and layouts.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Literal, TypeAlias

from msgspec import Struct

from huibian import fontcatalogue, resources, source
from huibian.diagnostics import Diagnostic, Diagnostics, Severity
from huibian.fontcatalogue import Catalogue
from huibian.layoutfile.definition import Layout, load_layout
from huibian.manifest.model import ArticleRef, Issue, Outline
from huibian.processes import OwnProcess
from huibian.programs import ForbiddenProgramError, starting_none
from huibian.text.conversion import convert_ahead
from huibian.text.model import Article
from huibian.unchanged import MadeOfFiles, Unchanged, made_of_files


class IssueParts(Struct, frozen=True):
    """What an issue is made of; `None` or left out where it cannot be read.

    Attributes:
        issue: What the manifest says.
        articles: The articles of each section.
        layout: The layout.
    """

    issue: Issue | None
    articles: Sequence[Sequence[Article]]
    layout: Layout | None


class ReadManifest(Struct, frozen=True):
    """What a manifest says, or can be made out of it, and what there is to say of it.

    Attributes:
        named: What it says.
        diagnostics: What there is to say of it.
        has_patterns: Whether that hangs on what lies in folders, and on what some files there are.
    """

    named: Issue | Outline
    diagnostics: Sequence[Diagnostic]
    has_patterns: bool


class ReadArticle(Struct, frozen=True):
    """An article, `None` where it cannot be read, and what there is to say of it."""

    article: Article | None
    diagnostics: Sequence[Diagnostic]


class _LayoutKey(Struct, frozen=True):
    """A layout file, and the folder that it may lead to files of; `None` for one of huibian's own, which does not."""

    path: Path
    folder: Path | None


_Kind: TypeAlias = Literal["manifest", "article", "layout", "catalogue"]


class _ReadAhead(Struct, frozen=True):
    """What was read ahead: what it is, under which key it is kept, and what was made of the files."""

    kind: _Kind
    key: Any
    made: MadeOfFiles[Any]


class Ahead(Struct, frozen=True):
    """A process that reads an issue ahead, and the manifest of that."""

    process: OwnProcess
    manifest: Path


class IssueReader:
    """Reads what issues are made of, and what has not changed since only once."""

    def __init__(self) -> None:
        self._manifests: Unchanged[Path, ReadManifest] = Unchanged()
        self._articles: Unchanged[ArticleRef, ReadArticle] = Unchanged()
        self._layouts: Unchanged[_LayoutKey, Layout] = Unchanged()
        self._catalogues: Unchanged[Path, Catalogue] = Unchanged()

    def take(self, process: OwnProcess) -> None:
        """Keep what another process has read ahead; what is not among it is read here."""
        import pickle

        kept: Mapping[_Kind, Unchanged[Any, Any]] = {
            "manifest": self._manifests,
            "article": self._articles,
            "layout": self._layouts,
            "catalogue": self._catalogues,
        }
        with process.answers() as answers, contextlib.suppress(EOFError, pickle.UnpicklingError):
            while True:
                found: _ReadAhead = pickle.load(answers)
                kept[found.kind].keep(found.key, found.made)

    def parts(self, manifest: Path, diagnostics: Diagnostics) -> IssueParts:
        """All that an issue is made of, as far as it can be read.

        Raises:
            HuibianError: The manifest cannot be read at all.
        """
        read = self._manifests.get(manifest, partial(_read_manifest, manifest), _may_be_kept)
        diagnostics.extend(read.diagnostics)
        named = read.named
        articles = self._read_articles(named, diagnostics)
        layout = None
        if named.layout is not None:
            with diagnostics.collecting():
                layout = self._layouts.get(_layout_key(named.layout, manifest), partial(_read_layout, named))
        for kept in (self._manifests, self._articles, self._layouts):
            kept.end_round()  # also where the issue is only checked, or is faulty
        return IssueParts(named if isinstance(named, Issue) else None, articles, layout)

    def catalogue(self) -> Catalogue:
        """The font catalogue.

        Raises:
            HuibianError: It is faulty (HB401, HB402), or is not there.
        """
        path = resources.font_catalogue()
        return self._catalogues.get(path, partial(fontcatalogue.read, path))

    def _read_articles(self, named: Issue | Outline, diagnostics: Diagnostics) -> list[list[Article]]:
        """The articles of each section; one that cannot be read is left out, and its faults are noted."""
        convert_ahead(reference for section in named.sections for reference in section.articles)
        articles: list[list[Article]] = []
        for section in named.sections:
            found = [self._articles.get(each, partial(_read_article, each), _is_sound) for each in section.articles]
            diagnostics.extend(chain.from_iterable(each.diagnostics for each in found))
            articles.append([each.article for each in found if each.article is not None])
        return articles


def read_ahead(manifest: Path, _: BinaryIO, answers: BinaryIO) -> None:
    """Read an issue, and tell what was read, for `IssueReader.take`."""
    import pickle

    with starting_none(), contextlib.suppress(Exception):  # it is read again where its faults are told
        for found in _read_all(manifest):
            pickle.dump(found, answers, pickle.HIGHEST_PROTOCOL)


def _read_all(manifest: Path) -> Iterator[_ReadAhead]:
    """What can be read of an issue."""
    catalogue = resources.font_catalogue()
    yield _ReadAhead("catalogue", catalogue, made_of_files(partial(fontcatalogue.read, catalogue)))
    read = made_of_files(partial(_read_manifest, manifest))
    if _may_be_kept(read.value):
        yield _ReadAhead("manifest", manifest, read)
    named = read.value.named
    if named.layout is not None:
        yield _ReadAhead("layout", _layout_key(named.layout, manifest), made_of_files(partial(_read_layout, named)))
    for each in chain.from_iterable(section.articles for section in named.sections):
        with contextlib.suppress(ForbiddenProgramError):
            yield _ReadAhead("article", each, made_of_files(partial(_read_article, each)))


def _layout_key(path: Path, manifest: Path) -> _LayoutKey:
    return _LayoutKey(path, None if path.parent == resources.layouts_folder() else manifest.parent)


# What reads manifests and articles takes time to import, and may not be needed here.


def _read_manifest(path: Path) -> ReadManifest:
    from huibian.manifest.read import read_issue

    diagnostics = Diagnostics()
    with source.noting() as noted:
        named = read_issue(path, diagnostics)
    has_patterns = any(state is not None for each, state in noted.items() if each != path)  # a folder was looked into
    return ReadManifest(named, tuple(diagnostics), has_patterns)


def _read_article(reference: ArticleRef) -> ReadArticle:
    from huibian.text.read import read_article

    diagnostics = Diagnostics()
    return ReadArticle(read_article(reference, diagnostics), tuple(diagnostics))


def _read_layout(named: Issue | Outline) -> Layout:
    assert named.layout is not None
    return load_layout(named.layout, named.marks.span("layout"))


def _may_be_kept(read: ReadManifest) -> bool:
    """Whether the manifest says the same as long as it and the places of its files are the same."""
    return _is_sound(read) and not read.has_patterns


def _is_sound(read: ReadManifest | ReadArticle) -> bool:
    return all(each.severity is not Severity.ERROR for each in read.diagnostics)
