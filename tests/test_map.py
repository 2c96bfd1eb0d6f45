"""What contributors read is true: paths on the map exist, no room or task is missing, its sentence is set so."""

from __future__ import annotations

import re

import pytest

from huibian.docx.write import write_docx
from huibian.frame import NoteSeparator, TextLine
from tests.support.examples import PICTURED, composed
from tests.support.requirements import ROOT
from tests.support.wordml import W, part, text, val

SOURCE = ROOT / "src" / "huibian"
MAP = " ".join((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split())  # however its lines are cut
PATH = re.compile(r"`([\w.-]+/[\w./*-]*)`|\]\(([^)#]+)[^)]*\)")  # in backticks, or where a link leads to
CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
LOCK = re.compile(r'<w:spacing w:val="(\d+)"/>…([^<]+)</w:r>')


def test_every_path_exists() -> None:
    """A path is a module or a package of the source, or a file or folder of the checkout."""
    paths = {path or link for path, link in PATH.findall(MAP)}
    found = {path: [*SOURCE.glob(path), *SOURCE.glob(f"{path}.py"), *ROOT.glob(path)] for path in paths}
    assert len(paths) > 60
    assert [path for path, places in found.items() if not places] == []


def test_every_class_exists() -> None:
    files = [*SOURCE.rglob("*.py"), *(ROOT / "tests" / "support").rglob("*.py")]
    classes = {name for file in files for name in CLASS.findall(file.read_text(encoding="utf-8"))}
    named = set(re.findall(r"`([A-Z][a-z]+(?:[A-Z][a-z]+)*)\b", MAP))
    assert len(named) > 30
    assert sorted(named - classes - {"Makefile", "None"}) == []


def test_every_room_is_described() -> None:
    packages = {f"{path.parent.name}/" for path in SOURCE.glob("*/__init__.py")}
    modules = {path.stem for path in SOURCE.glob("*.py")} - {"__init__", "__main__"}
    assert [room for room in sorted(packages | modules) if f"`{room}`" not in MAP] == []


def test_every_task_is_named() -> None:
    tasks = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [task for task in tasks if task != "help" and f"`make {task}" not in named] == []


@pytest.mark.debian_fonts
def test_the_sentence_stands_where_the_map_says() -> None:
    document = composed(PICTURED).document
    number, page = next(
        (n, p) for n, p in enumerate(document.pages) if any("手绘路图" in line.text for line in p.lines)
    )
    before = document.pages[number - 1]
    line = before.lines[-1]
    rule = next(item for item in page.items if isinstance(item, NoteSeparator))
    note = next(item for item in page.items if isinstance(item, TextLine) and item.block == rule.first)

    assert f"`pages[{number - 1}]` is labelled {before.label}" in MAP
    assert f"x {line.x.pt:g}, top {line.top.pt:g}, baseline {line.baseline.pt:g} pt" in MAP
    assert f"{document.height.pt:g} − {line.baseline.pt:g} = {(document.height - line.baseline).pt:g}" in MAP
    assert f"at y {rule.y.pt:g} and the footnote at {note.top.pt:g}" in MAP
    assert f"is block {line.block} of the document and its footnote block {note.block}" in MAP
    assert ", ".join(map(str, line.runs[0].advances[:3])) in MAP


@pytest.mark.debian_fonts
def test_its_lines_are_locked_with_the_spacing_that_the_map_says() -> None:
    said = {words: twips for twips, words in LOCK.findall(MAP)}
    runs = part(write_docx(composed(PICTURED).document), "document").iter(f"{W}r")
    found = {text(run): val(run, "rPr/spacing") for run in runs if text(run) in said}
    assert found == said
    assert len(said) == 4
