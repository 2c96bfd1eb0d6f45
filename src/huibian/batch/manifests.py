"""Finds the manifests below a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from huibian import source
from huibian.diagnostics import HuibianError
from huibian.naturalorder import natural_key

_ENDINGS = (".yaml", ".yml")
_MASTHEAD = re.compile(r"^[\"']?(?:masthead|刊名)[\"']?[ \t]*[:：]", re.MULTILINE | re.IGNORECASE)  # wrong forms too


def find_manifests(folder: Path, skipped: Path | None) -> list[Path]:
    """The YAML files below a folder that have `masthead` at their top level, by the numbers in their names.

    Hidden files and folders are left out. Links are followed, but no folder is searched twice. A file that cannot be
    read may be a manifest and counts as one: whoever sets it tells why it cannot be read.

    Args:
        folder: Where to look.
        skipped: A folder that is not searched, because files are written there; `None` for none.
    """
    seen = {_number(skipped)} if skipped is not None and _number(skipped) != _number(folder) else set()
    return list(_below(folder, seen))


def _below(folder: Path, seen: set[tuple[int, int] | str]) -> Iterator[Path]:
    number = _number(folder)
    if number in seen:
        return
    seen.add(number)
    try:
        with os.scandir(folder) as entries:
            names = sorted((entry.name for entry in entries if not entry.name.startswith(".")), key=natural_key)
    except OSError:  # it is gone, or not for this user
        return
    paths = [folder / name for name in names]
    yield from (path for path in paths if _is_yaml(path) and _is_manifest(path))
    for path in paths:
        if os.path.isdir(path):
            yield from _below(path, seen)


def _number(folder: Path) -> tuple[int, int] | str:
    """What tells a folder from all others, whatever links lead to it."""
    try:
        status = os.stat(folder)
    except OSError:
        return os.path.realpath(folder)
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(folder)


def _is_yaml(path: Path) -> bool:
    return path.name.lower().endswith(_ENDINGS) and os.path.isfile(path)


def _is_manifest(path: Path) -> bool:
    try:
        data = source.load(path)
    except HuibianError:
        return True
    try:
        text = source.decode(data, path, limit=source.BINARY_LIMIT).text
    except HuibianError:  # its line may still be there
        text = data.decode("latin-1")
    return _MASTHEAD.search(text) is not None
