from __future__ import annotations

import re
from pathlib import Path

import pytest

from huibian.diagnostics import Diagnostic, Diagnostics, HuibianError
from huibian.manifest.read import read_issue
from huibian.markedyaml.diagnose import _MOST_SLIPS, diagnose
from tests.support.mistakes import FILES, Mistyped, read_mistakes
from tests.support.requirements import ROOT

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


RIGHT = [
    *(path for folder in ("examples", "layouts", "tests/corpus") for path in sorted((ROOT / folder).rglob("*.yaml"))),
    ROOT / "fonts" / "catalogue.yaml",
]


def test_nothing_is_found_in_what_is_right() -> None:
    """Though nobody asks: only what YAML refuses, or what may be meant otherwise, is diagnosed."""
    assert len(RIGHT) > 90
    for path in RIGHT:
        assert not diagnose(path.read_text(encoding="utf-8")).slips, path


HOSTILE = {
    "entries": "- a\n" * 6_000,
    "dashes": "- " * 100_000,
    "tabs": "\ta: b\n" * 6_000,
    "quotation marks": 'a: "\n' * 6_000,
    "brackets": "a: [\n" * 6_000,
    "deep": "".join(" " * depth + "a:\n" for depth in range(1_400)),
    "in and out": "a:\n   b: c\n  d: e\n" * 2_000,
    "words": "abc\n" * 6_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_given_up_in_time(text: str) -> None:
    """A text is looked at as far as an issue may reach, and no part of it twice over."""
    findings = diagnose(text)
    assert len(findings.slips) <= _MOST_SLIPS + 2
    assert all(edit.start <= len(text) for edit in findings.edits)


def test_the_page_on_mistakes_shows_what_is_told(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "site" / "mistakes.md").read_text(encoding="utf-8")
    manifest, shown = (
        block.replace("\n    ", "\n") for block in re.findall(r"(?<=\n\n)    ((?:.+\n(?:    )?)+)", page)[:2]
    )
    (tmp_path / "articles").mkdir()
    for name in ("01-cechan.txt", "02-chongyang.txt", "03-menpai.txt"):
        (tmp_path / "articles" / name).touch()
    path = tmp_path / "issue-58.yaml"
    path.write_text(manifest, encoding="utf-8")
    wanted = re.findall(r"错误 (HB\d+) issue-58.yaml:(\d+):(\d+) (.+)\n *提示：(.+)", shown)
    found = [
        (each.code, str(each.span.line), str(each.span.column), each.message, each.hint)
        for each in told(path)
        if each.span
    ]
    assert len(wanted) == 8
    assert sorted(found) == sorted(wanted)
