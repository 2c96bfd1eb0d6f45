from __future__ import annotations

import os
import signal

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.support.requirements import require

# What a shell, a make above or a CI service may have set, and what huibian, Rich, Typer and make heed.
for _name in (
    *("HUIBIAN_FONTS", "HUIBIAN_DEBUG", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "COLUMNS", "LINES", "TERMINAL_WIDTH"),
    *("NO_COLOR", "FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "TTY_COMPATIBLE", "TTY_INTERACTIVE"),
):
    os.environ.pop(_name, None)
os.environ["HUIBIAN_SOFFICE"] = ""  # what a file becomes does not depend on this machine
os.environ["HUIBIAN_CACHE"] = os.path.join(os.devnull, "no cache")  # none is there, none can be made

# A shell that puts the tests into the background has them, and all that they start, not hear of Ctrl+C.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Hypothesis tries the same examples on every machine and every day, however slow it is: what is red is red for all.
settings.register_profile(
    "steady", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
# Other examples, and more of them: `make test ARGS=--hypothesis-profile=searching`.
settings.register_profile("searching", settings.get_profile("steady"), derandomize=False, max_examples=2000)
# For `make mutate`, which asks only whether a test fails: no simpler example is looked for.
settings.register_profile("mutants", settings.get_profile("steady"), phases=[Phase.explicit, Phase.generate])
settings.load_profile("steady")


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that are copies, as the command has them: it has no threads, while who runs the tests may have some."""
    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    monkeypatch.setattr("threading.active_count", lambda: 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "forking" in getattr(item, "fixturenames", ()):  # Python 3.12 warns of the threads of who runs the tests
            item.add_marker(pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers():
        require(marker.name)
