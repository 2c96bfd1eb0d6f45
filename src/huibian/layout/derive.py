"""Takes a layout file, gives what it says with what it takes over from the layouts that it extends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huibian import resources
from huibian.diagnostics import Diagnostics, Span
from huibian.markedyaml import Codes, Marks, parse
from huibian.markedyaml.marks import KeyPath
from huibian.source import read

_EXTENDS = "extends"


@dataclass(frozen=True, slots=True)
class Derived:
    """What a layout says in all.

    Attributes:
        data: Its keys and values.
        marks: Where each stands, in whichever file.
        files: The file itself and those that it extends, in that order.
    """

    data: dict[str, Any]
    marks: Marks
    files: tuple[Path, ...]


def read_derived(path: Path, at: Span | None, diagnostics: Diagnostics, codes: Codes) -> Derived | None:
    """Read a layout file and those it extends; a mapping is merged key by key, anything else replaced.

    Args:
        path: The file.
        at: What names it, to be blamed if it cannot be opened; `None` for the file itself.
        diagnostics: Gets every fault.
        codes: The codes of the faults.

    Raises:
        HuibianError: A file cannot be read (HB10x).
    """
    return _read(path, at, (), diagnostics, codes)


def _read(
    path: Path, at: Span | None, below: tuple[Path, ...], diagnostics: Diagnostics, codes: Codes
) -> Derived | None:
    """The same for a file that the files `below` extend."""
    parsed = parse(read(path, at), diagnostics, codes)
    if parsed is None:
        return None
    data, marks = parsed
    if _EXTENDS not in data:
        return Derived(data, marks, (path,))
    base_path = _base_of(path, data.pop(_EXTENDS), marks.span(_EXTENDS), below, diagnostics, codes)
    if base_path is None:
        return None
    base = _read(base_path, marks.span(_EXTENDS), (path, *below), diagnostics, codes)
    if base is None:
        return None
    merged = Marks(dict(base.marks.values), dict(base.marks.keys))
    merged.values[()] = marks.values[()]  # what is missing is missing here
    return Derived(_merge(base.data, data, (), marks, merged), merged, (path, *base.files))


def _base_of(
    path: Path, named: Any, span: Span, below: tuple[Path, ...], diagnostics: Diagnostics, codes: Codes
) -> Path | None:
    """The file that a layout extends: one of huibian's own by its name, any other by its path from the file."""
    hint = "写 layouts/ 里一个版式的名字，如 bulletin，或一个 .yaml 文件。"
    if not isinstance(named, str) or not named:
        diagnostics.error(codes.value, "extends 要写一个版式", span, hint)
        return None
    own = resources.layouts_folder()
    base = path.parent / named if named.endswith(".yaml") else own / f"{named}.yaml"
    if base.parent == own and not base.exists():
        known = "、".join(sorted(each.stem for each in own.glob("*.yaml")))
        diagnostics.error(codes.value, f"没有叫 {named} 的版式", span, f"可用的有：{known}。")
        return None
    if base.resolve() in {each.resolve() for each in (path, *below)}:
        diagnostics.error(codes.value, f"extends 绕回了自己：“{named}”", span, "换一个不以它为底的版式。")
        return None
    return base


def _merge(base: Any, own: Any, path: KeyPath, marks: Marks, merged: Marks) -> Any:
    """`own` over `base`; `merged` holds where the base's values stand, and gets the places of what replaces them."""
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        data = dict(base)
        for key, value in own.items():
            here = (*path, key)
            data[key] = _merge(data.get(key), value, here, marks, merged)
            _move(here, marks.keys, merged.keys)
            _move(here, marks.values, merged.values)
        return data
    for places, found in ((merged.values, marks.values), (merged.keys, marks.keys)):
        for old in [each for each in places if each[: len(path)] == path]:
            del places[old]
        places |= {each: span for each, span in found.items() if each[: len(path)] == path}
    return own


def _move(path: KeyPath, found: dict[KeyPath, Span], places: dict[KeyPath, Span]) -> None:
    if path in found:
        places[path] = found[path]
