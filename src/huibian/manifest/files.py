"""Tells which files of a folder are manifests."""

from __future__ import annotations

import os
from pathlib import Path

from huibian import source
from huibian.diagnostics import HuibianError
from huibian.naturalorder import natural_key
from huibian.regex import compiled

_ENDINGS = (".yaml", ".yml")
_MASTHEAD = r"(?im)^[\"']?(?:masthead|刊名)[\"']?[ \t]*[:：]"  # wrong forms too


def is_yaml(path: Path) -> bool:
    """Whether a path is that of a YAML file; hidden ones are none, since programs keep them for themselves."""
    return path.name.lower().endswith(_ENDINGS) and not path.name.startswith(".") and os.path.isfile(path)


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files that lie in a folder, by the numbers in their names.

    Raises:
        OSError: The folder cannot be read.
    """
    names = sorted(os.listdir(folder), key=natural_key)
    return [path for path in (folder / name for name in names) if is_yaml(path)]


def manifests_in(folder: Path) -> list[Path]:
    """The manifests among them; raises what `yaml_files` does."""
    return [path for path in yaml_files(folder) if is_manifest(path)]


def is_manifest(path: Path) -> bool:
    """Whether a YAML file has `masthead` at its top level.

    One that cannot be read may be a manifest and counts as one: whoever sets it tells why it cannot be read.
    """
    try:
        data = source.load(path)
    except HuibianError:
        return True
    try:
        text = source.decode(data, path, limit=source.BINARY_LIMIT).text
    except HuibianError:  # its line may still be there
        text = data.decode("latin-1")
    return compiled(_MASTHEAD).search(text) is not None
