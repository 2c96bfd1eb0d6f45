"""Where what comes with huibian lies, in a checkout and in an installed copy: layouts, fonts, schemas, documents."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal, TypeAlias

SchemaName: TypeAlias = Literal["manifest", "layout"]

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "_data"
_CHECKOUT = _PACKAGE.parents[1]
_SCHEMAS: dict[SchemaName, str] = {"manifest": "issue.schema.json", "layout": "layout.schema.json"}


def layouts_folder() -> Path:
    """The folder of the layouts that come with huibian."""
    return _root() / "layouts"


def fonts_folder() -> Path:
    """The folder of `catalogue.yaml`, the font catalogue that comes with huibian."""
    return _root() / "fonts"


def font_catalogue() -> Path:
    """The font catalogue that comes with huibian."""
    return fonts_folder() / "catalogue.yaml"


def docs_folder() -> Path:
    """The folder of the Chinese documents and of the schemas; an installed copy has no others, and no pictures."""
    return _root() / "docs"


def schema(name: SchemaName) -> Path:
    """The file of the JSON Schema that editors of manifests or of layouts check and complete with."""
    return docs_folder() / _SCHEMAS[name]


def example() -> Path:
    """The manifest of the example issue, with its articles beside it."""
    return _root() / "examples" / "yunxi-2026-10" / "issue-58.yaml"


def faces_folder() -> Path:
    """Where a user puts faces, and where fetched ones lie in `free/`; it need not exist.

    `HUIBIAN_FONTS` names it; without that it is `fonts/` of a checkout, or for an installed copy `huibian/fonts`
    in the user's data folder: `$LOCALAPPDATA` on Windows, `~/Library/Application Support` on macOS,
    `$XDG_DATA_HOME` elsewhere.
    """
    if named := os.environ.get("HUIBIAN_FONTS"):
        return Path(named)
    if not _INSTALLED.is_dir():
        return fonts_folder()
    return _user_data_folder() / "huibian" / "fonts"


def cache_folder() -> Path:
    """Where huibian keeps what it can work out again; it need not exist, and may be deleted at any time.

    `HUIBIAN_CACHE` names it; without that it is `huibian` in the user's cache folder: `$LOCALAPPDATA` on Windows, in a
    folder beside the faces, `~/Library/Caches` on macOS, `$XDG_CACHE_HOME` elsewhere.

    Raises:
        RuntimeError: This user has no home.
    """
    if named := os.environ.get("HUIBIAN_CACHE"):
        return Path(named).absolute()
    if sys.platform == "win32":
        return _user_data_folder() / "huibian" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "huibian"
    named = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(named) if os.path.isabs(named) else Path.home() / ".cache") / "huibian"


def _root() -> Path:
    """What holds `layouts/` and the like: the package's own data, or the checkout around `src/huibian`."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def _user_data_folder() -> Path:
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
