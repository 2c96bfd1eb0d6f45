"""Reads a layout file together with the layouts that it extends."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from msgspec import Struct

from huibian import resources, source
from huibian.diagnostics import Diagnostic, Diagnostics, HuibianError, Severity, Span
from huibian.filenames import closest
from huibian.likeness import most_like
from huibian.markedyaml import Codes, Marks
from huibian.markedyaml.marks import KeyPath

_EXTENDS = "extends"
_LIKENESS = 0.75  # `extend` is meant, `contents` is not
_DEEPEST = 8  # layouts that stand one upon the other


class Derived(Struct, frozen=True):
    """What a layout says in all.

    Attributes:
        data: Its keys and values.
        marks: Where each stands, in whichever file.
    """

    data: dict[str, Any]
    marks: Marks


def read_derived(path: Path, at: Span | None, diagnostics: Diagnostics, codes: Codes) -> Derived | None:
    """Read a layout file and those it extends; a mapping is merged key by key, anything else replaced.

    A layout may extend one of huibian's own by its name, or a file in the manifest's folder; nothing else is read.

    Args:
        path: The file.
        at: Where the manifest names it, to be blamed if it cannot be opened; `None` for a file that no manifest
            names, whose own folder then is the fence.
        diagnostics: Gets every fault.
        codes: The codes of the faults.

    Raises:
        HuibianError: A file cannot be read (HB10x), or what it extends is outside (HB121), missing (HB122) or no
            layout to extend (`codes.value`).
    """
    fence = path.parent if at is None else at.file.parent
    return _LayoutReader(fence, diagnostics, codes).read(path, at, ())


class _LayoutReader(Struct, frozen=True):
    """Reads layout after layout; none outside `fence` but huibian's own."""

    fence: Path
    diagnostics: Diagnostics
    codes: Codes

    def read(self, path: Path, at: Span | None, below: tuple[Path, ...]) -> Derived | None:
        """A layout that the files `below` extend; `None` where that is noted as a fault."""
        from huibian.markedyaml.parse import parse  # PyYAML is slow to import, and layouts are used without it too

        parsed = parse(source.read(path, at, source.SETTINGS_LIMIT), self.diagnostics, self.codes)
        if parsed is None:
            return None
        data, marks = parsed
        if _EXTENDS not in data and path.parent != resources.layouts_folder():  # where a base extends nothing
            self._mend_extends(data, marks)
        if _EXTENDS not in data:
            return Derived(data, marks)
        span = marks.span(_EXTENDS)
        base = self.read(self._base_of((path, *below), data.pop(_EXTENDS), span), span, (path, *below))
        return None if base is None else _merged(base, data, marks)

    def _mend_extends(self, data: dict[str, Any], marks: Marks) -> None:
        """Note a misspelt `extends` and read it as one: else all that the base says would be told as missing."""
        meant = most_like(_EXTENDS, [key.casefold() for key in data], _LIKENESS)
        key = next((each for each in data if each.casefold() == meant), None)
        if key is not None:
            self.diagnostics.error(self.codes.unknown, f"不认识的键 {key}", marks.key(key), f"写成 {_EXTENDS}。")
            data[_EXTENDS] = data.pop(key)
            marks.values[_EXTENDS,] = marks.values[key,]

    def _base_of(self, chain: tuple[Path, ...], named: Any, span: Span) -> Path:
        """What the first of a chain of layouts extends: one of huibian's own by its name, else a path from the file."""
        if not isinstance(named, str) or not named:
            hint = "写 layouts/ 里一个版式的名字，如 bulletin，或一个 .yaml 文件。"
            self._refuse("extends 要写一个版式", span, hint)
        if len(chain) == _DEEPEST:
            self._refuse(f"extends 一个接一个，超过 {_DEEPEST} 层", span, "把中间几个版式合成一个。")
        if named.endswith((".yaml", ".yml")):
            base = source.locate(named, chain[0].parent, self.fence, span)
        else:
            known = {each.stem: each for each in sorted(resources.layouts_folder().glob("*.yaml"))}
            if named not in known:
                close = closest(named, list(known))
                proposal = f"是不是 {close}？" if close else ""
                self._refuse(f"没有叫 {named} 的版式", span, f"{proposal}可用的有：{'、'.join(known)}。")
            base = known[named]
        if base.resolve() in {each.resolve() for each in chain}:
            self._refuse(f"extends 绕回了自己：“{named}”", span, "换一个不以它为底的版式。")
        return base

    def _refuse(self, message: str, span: Span, hint: str) -> NoReturn:
        raise HuibianError([Diagnostic(Severity.ERROR, self.codes.value, message, span, hint)])


def _merged(base: Derived, data: Mapping[str, Any], marks: Marks) -> Derived:
    """What a layout says over what its base says; what it does not state keeps its place in the base."""
    replaced: set[KeyPath] = set()
    merged = _merge(base.data, data, (), replaced)
    values, keys = _left(base.marks.values, replaced), _left(base.marks.keys, replaced)
    return Derived(merged, Marks(values | marks.values, keys | marks.keys))


def _merge(base: Any, own: Any, path: KeyPath, replaced: set[KeyPath]) -> Any:
    """`own` over `base`; `replaced` gets the paths of what the base no longer says."""
    if not (isinstance(base, Mapping) and isinstance(own, Mapping)):
        replaced.add(path)
        return own
    here = {key: _merge(base.get(key), value, (*path, key), replaced) for key, value in own.items()}
    return {**base, **here}


def _left(places: Mapping[KeyPath, Span], replaced: set[KeyPath]) -> dict[KeyPath, Span]:
    """The places of what is not replaced, nor in anything that is."""
    return {
        path: span
        for path, span in places.items()
        if not any(path[:length] in replaced for length in range(len(path) + 1))
    }
