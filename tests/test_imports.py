"""A budget of imports: counted, not timed, since times differ from machine to machine and from run to run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.issues import write_issue

BUDGETS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "imports.yaml").read_text(encoding="utf-8")
)
# The modules that a call has loaded when it is done; what an extension puts there without a file is no import.
COUNTING = """
import json, sys
before = set(sys.modules)
from huibian.cli.main import run
run(sys.argv[1:])
found = [name for name, module in sys.modules.items() if name not in before and getattr(module, "__spec__", None)]
print(json.dumps(found), file=sys.stderr)
"""
# Makes a call do in its own process what it would leave to others.
ALONE = "import os\ndel os.fork\n"
HOW = (
    "Import it in the function that needs it, or not at all. If a call cannot do without, add it to "
    "tests/cases/imports.yaml and say in the commit what it costs: python -X importtime -m huibian …"
)


def imported(arguments: list[str], *, alone: bool) -> list[str]:
    """The names of the modules that a call imports; `alone`, with those that processes of its own would import."""
    environment = {name: value for name, value in os.environ.items() if name != "_HUIBIAN_COMPLETE"}
    command = [sys.executable, "-c", (ALONE if alone and hasattr(os, "fork") else "") + COUNTING, *arguments]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    names: list[str] = json.loads(ended.stderr.splitlines()[-1])
    return names


def flat(entries: Iterable[Any]) -> set[str]:
    """The names in a list, in which lists of others may stand."""
    return {name for each in entries for name in ([each] if isinstance(each, str) else each)}


@pytest.mark.parametrize("budget", BUDGETS, ids=lambda budget: str(budget["call"]))
def test_a_call_imports_no_more_than_it_may(
    budget: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_issue(Path("in"))
    found = imported(budget["call"].split(), alone=budget.get("alone", False))
    own = {name.split(".")[1] for name in found if name.startswith("huibian.")}
    others = {name.partition(".")[0] for name in found} - sys.stdlib_module_names - {"huibian"}
    others = {name for name in others if not name.startswith("_sysconfigdata")}  # Python's, under a name of each system
    assert "cli" in own
    assert others - flat(budget["packages"]) == set(), HOW
    assert own - flat(budget["rooms"]) == set(), HOW
    assert len(found) <= budget["modules"], f"{len(found)} modules. {HOW}\n{' '.join(sorted(found))}"
