"""The house rules that no linter knows. The layers themselves are import-linter's, in `make check`."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "huibian"
MODULES = [path.relative_to(SOURCE) for path in sorted(SOURCE.rglob("*.py")) if path.name != "__init__.py"]
CODE = re.compile(r"\bHB\d{3}\b")
MAX_LINES = 400
ALWAYS_READ = [Path("characters.py"), Path("encoding.py")]


def tree(module: Path) -> ast.Module:
    return ast.parse((SOURCE / module).read_text(encoding="utf-8"))


def codes_in_source() -> set[str]:
    """The codes that stand alone in a string: those that are given to a diagnostic."""
    nodes = (node for module in MODULES for node in ast.walk(tree(module)))
    values = (node.value for node in nodes if isinstance(node, ast.Constant))
    return {value for value in values if isinstance(value, str) and CODE.fullmatch(value)}


def has_behaviour(module: Path) -> bool:
    """Whether a module defines a function; data and their properties are tested where they are used."""
    functions = (node for node in ast.walk(tree(module)) if isinstance(node, ast.FunctionDef))
    return any("property" not in {ast.unparse(mark) for mark in each.decorator_list} for each in functions)


def test_no_two_modules_give_a_class_the_same_name() -> None:
    """A private name counts as the same without its underscore."""
    homes: defaultdict[str, list[Path]] = defaultdict(list)
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.ClassDef):
                homes[node.name.lstrip("_")].append(module)
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}


def names_given(module: Path) -> Iterator[str]:
    """The names that a module gives at its top level, each as often as it does."""
    for node in tree(module).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = (name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))
            yield from (name.id for name in names)


def test_no_module_gives_a_name_twice() -> None:
    """Two figures of one name, written at the same time: the second took the place of the first, and no linter told."""
    twice = {module: Counter(names_given(module)) for module in MODULES}
    assert {module: name for module, names in twice.items() for name, count in names.items() if count > 1} == {}


@pytest.mark.parametrize("module", [m for m in MODULES if has_behaviour(m)], ids=str)
def test_every_module_has_its_tests_at_the_same_place(module: Path) -> None:
    assert (ROOT / "tests" / module.parent / f"test_{module.stem.strip('_')}.py").exists()


def test_every_code_is_explained_and_every_explained_code_is_used() -> None:
    explained = set(CODE.findall((ROOT / "docs" / "messages.md").read_text(encoding="utf-8")))
    assert codes_in_source() == explained


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_module_is_too_long_to_read_at_once(module: Path) -> None:
    assert len((SOURCE / module).read_text(encoding="utf-8").splitlines()) < MAX_LINES


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_only_source_output_and_libreoffice_open_files(module: Path) -> None:
    """But the dictionary of words, which is a part of the program as its modules are, and no file that is read."""
    opening = re.compile(r"(?<![.\w])(?<!def )open\(|\.(?:read|write)_(?:text|bytes)\(")
    text = (SOURCE / module).read_text(encoding="utf-8")
    assert module.name in {"source.py", "output.py", "libreoffice.py", "dictionary.py"} or not opening.search(text)


@pytest.mark.parametrize("module", [m for m in MODULES if m.parent == Path("text") or m in ALWAYS_READ], ids=str)
def test_what_reads_text_compiles_no_pattern_when_it_is_imported(module: Path) -> None:
    """There are a hundred, and most are for lines that few articles have: `regex.compiled` is for them."""
    at_once = [node for node in tree(module).body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert [ast.unparse(node) for node in at_once if "re.compile(" in ast.unparse(node)] == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_only_the_terminal_prints(module: Path) -> None:
    printing = re.compile(r"typer\.(?:echo|secho|style)|\bprint_exc\w*\(|std(?:out|err)\.write\(")
    assert module.name == "terminal.py" or not printing.search((SOURCE / module).read_text(encoding="utf-8"))


def test_exporters_measure_and_wrap_nothing() -> None:
    for module in MODULES:
        if module.parts[0] in {"pdf", "docx"}:
            text = (SOURCE / module).read_text(encoding="utf-8")
            assert not re.search(r"stringWidth|platypus|add_page_break", text), module


def test_no_struct_keeps_what_it_worked_out_but_a_file_that_was_read() -> None:
    """What a struct has cached, msgspec's `replace` takes along into a struct of other fields."""
    classes = (
        (module, each) for module in MODULES for each in ast.walk(tree(module)) if isinstance(each, ast.ClassDef)
    )
    caching = [
        f"{module}: {each.name}" for module, each in classes if "dict" in {keyword.arg for keyword in each.keywords}
    ]
    assert caching == ["source.py: Source"]
    assert not re.search(r"replace\((file|source)\b", (SOURCE / "text" / "read.py").read_text(encoding="utf-8"))
