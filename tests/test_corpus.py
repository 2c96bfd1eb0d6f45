from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Span
from huibian.manifest.model import Override
from tests.support.articles import try_file
from tests.support.manuscripts import Manuscript, build, manuscripts
from tests.support.structure import elements_of, expected_elements, settled, shown

_READ = {name: each for name, each in manuscripts().items() if each.converted is None}


@pytest.mark.parametrize("name", _READ)
def test_a_manuscript_is_read_as_an_editor_means_it(name: str, tmp_path: Path) -> None:
    manuscript = _READ[name]
    assert read(manuscript, tmp_path) == list(map(shown, expected_elements(manuscript.expected)))


def read(manuscript: Manuscript, folder: Path) -> list[str]:
    title = manuscript.title and Override(manuscript.title, Span(folder / "issue.yaml", 9, 9))
    found = elements_of(*try_file(folder / f"a.{manuscript.ending}", build(manuscript), title or None))
    return list(map(shown, settled(expected_elements(manuscript.expected), found)))
