"""What `make` installs: every requirement of pyproject.toml at one version with hashes, as `make lock` writes it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "requirements"
ENTRY = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; [^\\\n]+)?(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n"
    r"    # via(?P<via>(?: .+\n|\n(?:    #   .+\n)+))"
)
HEAD = re.compile(r"(?:#.*\n)*")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = {
    "": PROJECT["project"]["dependencies"],
    **PROJECT["project"]["optional-dependencies"],
    **PROJECT["dependency-groups"],
}
HOLDS = {
    "run": ("", "build"),
    "dev": ("", "build", "dev"),
    "lowest": ("", "build", "preview"),
    "docs": ("docs",),
    "consumers": ("consumers",),
}


def entries(lock: str) -> Mapping[str, re.Match[str]]:
    """The entries of a lock file by name."""
    text = (LOCKS / f"{lock}.txt").read_text(encoding="utf-8")
    return {entry["name"]: entry for entry in ENTRY.finditer(text)}


def versions(lock: str) -> Mapping[str, str]:
    return {name: entry["version"] for name, entry in entries(lock).items()}


def required(lock: str) -> Mapping[str, Requirement]:
    """What pyproject.toml asks for in a lock file, by name."""
    requirements = (Requirement(line) for group in HOLDS[lock] for line in GROUPS[group])
    return {canonicalize_name(each.name): each for each in requirements}


@pytest.mark.parametrize("lock", HOLDS)
def test_every_line_belongs_to_a_version_with_hashes(lock: str) -> None:
    text = (LOCKS / f"{lock}.txt").read_text(encoding="utf-8")
    head = HEAD.match(text)
    assert head is not None
    assert text == head[0] + "".join(entry[0] for entry in ENTRY.finditer(text))
    assert "://" not in text


@pytest.mark.parametrize("lock", HOLDS)
def test_what_is_locked_is_what_pyproject_asks_for(lock: str) -> None:
    asked = {name for name, entry in entries(lock).items() if "(pyproject.toml" in entry["via"]}
    assert asked == set(required(lock)), "run `make lock`"
    found = versions(lock)
    outside = [str(each) for name, each in required(lock).items() if found[name] not in each.specifier]
    assert not outside, "run `make lock`"


def test_the_tools_are_tried_with_the_very_libraries_that_are_installed_to_run() -> None:
    assert versions("run").items() <= versions("dev").items()


def test_the_lower_ends_of_the_ranges_are_what_is_tested() -> None:
    found = versions("lowest")
    for name, each in required("lowest").items():
        ends = [Version(part.version) for part in each.specifier if part.operator in (">=", "==")]
        assert ends == [Version(found[name])], f"{each}: run `make lock`"


def test_the_build_backend_is_locked() -> None:
    assert set(PROJECT["build-system"]["requires"]) <= set(GROUPS["build"])


def test_every_library_that_the_code_imports_is_asked_for() -> None:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py"))
    modules = {name.partition(".")[0] for tree in trees for name in imported(tree)}
    modules -= {*sys.stdlib_module_names, "huibian"}
    libraries = packages_distributions()
    assert {canonicalize_name(libraries[module][0]) for module in modules} <= set(required("lowest"))


def test_what_the_preview_needs_is_installed_for_its_tests() -> None:
    assert set(GROUPS["preview"]) <= set(GROUPS["dev"])


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
