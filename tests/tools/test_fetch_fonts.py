from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.freefaces import LICENCE, LIKE, free_catalogue
from tests.support.wheels import write_wheel
from tools import fetch_fonts


@pytest.mark.parametrize(("is_there", "code"), [(True, 0), (False, 1)])
def test_the_names_are_written_for_the_faces_that_came(
    is_there: bool, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = write_wheel(tmp_path / "registry", "tiny-fonts", {"like.ttf": LIKE, "OFL": LICENCE.encode()})
    monkeypatch.setenv("HUIBIAN_FONTS", str(tmp_path / "faces"))
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / ("registry" if is_there else "nothing")))
    monkeypatch.setattr("huibian.fontcatalogue.read", lambda path: free_catalogue(archive=archive))
    assert fetch_fonts.main() == code
    written = (tmp_path / "faces" / "fontconfig.conf").read_text(encoding="utf-8")
    assert ("<string>汉体</string>" in written) is is_there
