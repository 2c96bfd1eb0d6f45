"""Survivors that are no gap in the tests, each with its reason: `accepted.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

ACCEPTED = Path(__file__).with_name("accepted.yaml")

Key = tuple[str, str, str]


def read_accepted(path: Path = ACCEPTED) -> Mapping[Key, str]:
    """The reason for each, by operator, line before and line after.

    Raises:
        ValueError: An entry has no reason.
    """
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    found = {}
    for entry in entries:
        if not entry.get("reason"):
            message = f"no reason: {entry}"
            raise ValueError(message)
        found[entry["operator"], entry["was"], entry["now"]] = str(entry["reason"])
    return found


def stale(accepted: Mapping[Key, str], source: Path) -> list[Key]:
    """Entries whose line stands in no module under `source` any more."""
    text = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in sorted(source.rglob("*.py")))
    return [key for key in accepted if key[1] not in text]
