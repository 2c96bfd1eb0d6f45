"""What files are made of, as a rule for make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_ESCAPED = re.compile(r"[ #:*?\[\]]")
_UNKNOWN = re.compile(r"[\t\n\\%;|=]|\)$")  # no escape makes these part of a name in a rule


def depfile_path(targets: Iterable[Path]) -> Path:
    """Where the rule for `targets` goes: beside the first of them, with the ending `.d`."""
    return next(iter(targets)).with_suffix(".d")


def make_rule(targets: Iterable[Path], inputs: Iterable[Path]) -> str:
    """A rule for make: what `targets` are made of.

    Each input has an empty rule of its own, so that make goes on when one is gone. An input whose name
    cannot be written in a rule is replaced by `always`, which is no file: the targets are then made every time.
    """
    made = " ".join(map(_make_name, targets))
    needed = list(dict.fromkeys(map(_make_name, inputs)))
    return "\n".join([" \\\n  ".join([f"{made}:", *needed]), *(f"{name}:" for name in needed), ""])


def _make_name(path: Path) -> str:
    if _UNKNOWN.search(str(path)):
        return "always"
    return _ESCAPED.sub(r"\\\g<0>", str(path)).replace("$", "$$")
