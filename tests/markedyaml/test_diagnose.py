from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Diagnostic, Diagnostics, HuibianError
from huibian.manifest.read import read_issue
from tests.support.mistakes import FILES, Mistyped, read_mistakes

CASES = read_mistakes()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the manifests name."""
    folder = tmp_path_factory.mktemp("期")
    for name in FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    return folder


def told(path: Path) -> list[Diagnostic]:
    diagnostics = Diagnostics()
    try:
        read_issue(path, diagnostics)
    except HuibianError as error:
        diagnostics.extend(error.diagnostics)
    return sorted(diagnostics, key=lambda each: (each.span.line or 0, each.span.column or 0) if each.span else (0, 0))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_mistyped_is_told_once_at_its_line_with_a_cure(case: Mistyped, folder: Path) -> None:
    path = folder / "issue.yaml"
    path.write_text(case.text, encoding="utf-8", newline="")
    found = told(path)
    places = [f"{each.code} {each.span.line}:{each.span.column}" for each in found if each.span]
    assert places == [f"{each.code} {each.place}" for each in case.told], found
    for each, wanted in zip(found, case.told, strict=True):
        assert wanted.word in f"{each.message} {each.hint}"


def test_there_are_as_many_cases_as_a_newcomer_made_mistakes() -> None:
    assert sum(bool(case.told) for case in CASES) >= 60
    assert sum(not case.told for case in CASES) >= 5
    assert len({case.name for case in CASES}) == len(CASES)
