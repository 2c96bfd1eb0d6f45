"""What a test may need that not every machine has, each named by a marker.

Elsewhere such a test is skipped with the reason; under `CI=true` a missing tool is a failure, so that no check
is left out there unnoticed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.support.engines import onlyoffice

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def _libreoffice() -> str | None:
    return _absent("soffice", "pdftotext")


def _poppler() -> str | None:
    return _absent("pdftotext", "pdffonts")


def _absent(*tools: str) -> str | None:
    absent = [tool for tool in tools if shutil.which(tool) is None]
    return f"not installed: {', '.join(absent)}" if absent else None


def _debian_fonts() -> str | None:
    return None if (ROOT / "fonts" / "free" / "fetched.json").exists() else "no free faces: run `make fonts`"


def _fontconfig() -> str | None:
    if shutil.which("fc-match") is None:
        return "not installed: fc-match"
    return None if (ROOT / "fonts" / "fontconfig.conf").exists() else "no names for the free faces: run `make fonts`"


def _dpkg() -> str | None:
    return None if shutil.which("dpkg-deb") else "not installed: dpkg-deb"


def _shared() -> str | None:
    return None if (SHARED / "issue-92").is_dir() else "no ../shared/issue-92 beside the checkout"


def chromium() -> str | None:
    """The program of Chromium, or of Chrome; `None` where there is neither."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


def _chromium() -> str | None:
    return None if chromium() else "not installed: chromium"


MISSING: Mapping[str, Callable[[], str | None]] = {
    "libreoffice": _libreoffice,
    "poppler": _poppler,
    "onlyoffice": onlyoffice.missing,
    "debian_fonts": _debian_fonts,
    "fontconfig": _fontconfig,
    "chromium": _chromium,
    "dpkg": _dpkg,
    "shared": _shared,
}


def require(marker: str) -> None:
    """Skip the test, or under CI fail it, if what `marker` stands for is not here; other markers need nothing."""
    reason = MISSING[marker]() if marker in MISSING else None
    if reason is None:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI has to have this: {reason}", pytrace=False)
    pytest.skip(reason)
