from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Diagnostics
from huibian.fontcatalogue import WheelFile
from huibian.fontfetch import wheels
from tests.support.freefaces import LICENCE, LIKE, free_catalogue
from tests.support.wheels import write_wheel


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where pip looks."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "registry"))
    return tmp_path / "registry"


def _file(archive: str) -> WheelFile:
    file = free_catalogue(archive=archive).faces["like"].wheel
    assert file is not None
    return file


def test_a_package_is_downloaded_and_read_and_its_code_is_not_run(registry: Path, tmp_path: Path) -> None:
    code = b"raise SystemExit('ran')"
    archive = write_wheel(registry, "tiny-fonts", {"like.ttf": LIKE, "OFL": LICENCE.encode(), "__init__.py": code})
    told: list[tuple[str, int | None]] = []
    diagnostics = Diagnostics()
    wheel = wheels.download(_file(archive), tmp_path, lambda what, done, total: told.append((what, total)), diagnostics)
    assert wheel is not None
    assert wheels.read(wheel, _file(archive), diagnostics) == LIKE
    assert wheels.licences(wheel, [_file(archive)]) == {"licences/tiny-fonts.OFL.txt": LICENCE.encode()}
    assert set(told) == {("tiny-fonts", 1_000_000)}
    assert not list(diagnostics)


def test_a_package_that_is_not_there_is_named_with_what_to_do(registry: Path, tmp_path: Path) -> None:
    registry.mkdir()
    diagnostics = Diagnostics()
    assert wheels.download(_file("f" * 64), tmp_path, lambda what, done, total: None, diagnostics) is None
    ((code, message, hint),) = [(each.code, each.message, each.hint) for each in diagnostics]
    assert code == "HB413"
    assert "tiny-fonts" in message
    assert hint is not None


@pytest.mark.parametrize("files", [{"like.ttf": b"another"}, {"other.ttf": LIKE}])
def test_a_file_that_is_not_the_registered_one_is_refused(files: dict[str, bytes], tmp_path: Path) -> None:
    write_wheel(tmp_path, "tiny-fonts", files)
    diagnostics = Diagnostics()
    assert wheels.read(next(tmp_path.glob("*.whl")), _file("f" * 64), diagnostics) is None
    assert [(each.code, "like.ttf" in each.message) for each in diagnostics] == [("HB414", True)]


def test_this_python_has_pip() -> None:
    assert wheels.has_pip()
