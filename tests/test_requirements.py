from __future__ import annotations

import pytest

from tests.support import requirements
from tests.support.requirements import require


@pytest.fixture(autouse=True)
def missing_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requirements, "MISSING", {"shared": lambda: "gone", "libreoffice": lambda: None})


def test_a_test_that_lacks_something_is_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="gone"):
        require("shared")


def test_under_ci_it_fails_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="gone"):
        require("shared")


@pytest.mark.parametrize("marker", ["libreoffice", "parametrize"])
def test_what_is_there_or_needs_nothing_goes_on(marker: str) -> None:
    require(marker)
