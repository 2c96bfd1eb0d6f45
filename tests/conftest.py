from __future__ import annotations

import pytest

from tests.support.requirements import require


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers():
        require(marker.name)
