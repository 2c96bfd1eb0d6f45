from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from huibian.diagnostics import Diagnostic, Span
from huibian.frame import Role, TextBlock
from huibian.libreoffice import find_program
from huibian.manifest.model import ArticleRef, Override
from huibian.text.conversion import convert_ahead
from huibian.text.model import Article
from tests.support.articles import try_file
from tests.support.examples import SHORT
from tests.support.layouts import changed_layout, compose_articles
from tests.support.manuscripts import Manuscript, build, converted, manuscripts
from tests.support.structure import elements_of, expected_elements, settled, shown

_CONVERTED = {name: each for name, each in manuscripts().items() if each.converted}
_READ = {name: each for name, each in manuscripts().items() if not each.converted}


@pytest.mark.parametrize("name", _READ)
def test_a_manuscript_is_read_as_an_editor_means_it(name: str, tmp_path: Path) -> None:
    manuscript = _READ[name]
    assert structure(manuscript, *read(manuscript, build(manuscript), tmp_path)) == expected(manuscript)


@pytest.mark.libreoffice
def test_a_manuscript_that_libreoffice_converts_is_read_so_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUIBIAN_SOFFICE")
    program = find_program()
    assert program is not None
    files = converted(program, _CONVERTED)
    read_ahead(files, tmp_path)
    found = {name: read(_CONVERTED[name], data, tmp_path) for name, data in files.items()}
    assert {name: structure(_CONVERTED[name], *each) for name, each in found.items()} == {
        name: expected(each) for name, each in _CONVERTED.items()
    }


@pytest.mark.debian_fonts
@pytest.mark.parametrize("made", sorted({each.made for each in _READ.values()}))
def test_all_manuscripts_of_a_kind_stand_on_the_pages_of_an_issue(made: str, tmp_path: Path) -> None:
    of_kind = [each for each in _READ.values() if each.made == made]
    found = [(read(each, build(each), tmp_path), each) for each in of_kind]
    articles = [article for (article, _), each in found if article is not None and not each.is_refused]
    document = compose_articles(changed_layout(), SHORT, articles)  # which proves its pages itself
    titles = [each for each in document.blocks if isinstance(each, TextBlock) and each.role is Role.ARTICLE_TITLE]
    assert len(titles) == len(articles) > 0.8 * len(of_kind)


def read(manuscript: Manuscript, data: bytes, folder: Path) -> tuple[Article | None, list[Diagnostic]]:
    title = Override(manuscript.title, Span(folder / "issue.yaml", 9, 9)) if manuscript.title else None
    return try_file(folder / f"a.{manuscript.ending}", data, title)


def read_ahead(files: Mapping[str, bytes], folder: Path) -> None:
    """Have all files converted by one start of LibreOffice."""
    paths = {folder / f"{name}.{_CONVERTED[name].ending}": data for name, data in files.items()}
    for path, data in paths.items():
        path.write_bytes(data)
    convert_ahead(ArticleRef(path, Span(folder / "issue.yaml", 9, 9)) for path in paths)


def structure(manuscript: Manuscript, article: Article | None, found: Iterable[Diagnostic]) -> list[str]:
    return list(map(shown, settled(expected_elements(manuscript.expected), elements_of(article, found))))


def expected(manuscript: Manuscript) -> list[str]:
    return list(map(shown, expected_elements(manuscript.expected)))
