"""Finds the keys that people mean: in Chinese, in capitals, misspelt, or on the wrong level.

A key that is not known is told once; reading goes on as if it had been written right, so that it is not told as
missing too, and what stands below it is looked at.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeAlias

from msgspec import Struct

from huibian.diagnostics import HELPED, Diagnostics
from huibian.likeness import most_like
from huibian.markedyaml.marks import GETA, Codes, KeyPath, Marks
from huibian.markedyaml.models import Model
from huibian.markedyaml.valuetypes import ModelKey, ValueType, keys_of, value_type
from huibian.regex import compiled

_WORD = 100  # characters: no key is half as long
_NOT_LETTERS = rf"[\s_\-·.{GETA}]+"
_PHRASE = "[：，、；。（]"  # what ends the first words of a description
_Home: TypeAlias = "tuple[str, ...]"  # the keys that lead to a mapping; "*" for an entry of a list or any key


class Called(Struct, frozen=True):
    """What else people call a key, as metadata of a model's field."""

    names: tuple[str, ...]


def called(*names: str) -> Called:
    """What else people call a key."""
    return Called(names)


def mend_keys(data: dict[str, Any], marks: Marks, model: type[Model], diagnostics: Diagnostics, codes: Codes) -> None:
    """Note the keys that a model does not know, and put those that can be recognised where they belong.

    Args:
        data: What was parsed; it is changed.
        marks: Where it stands; changed with it.
        model: What it should be.
        diagnostics: Gets every key that is not known.
        codes: `unknown` is the code of these.
    """
    mender = _KeyMender(data, marks, model, diagnostics, codes)
    mender.mend(data, (), (), (), value_type(model))
    mender.move()
    _rename(marks, mender.renamed)


class _Misplaced(Struct, frozen=True):
    """A key that another mapping has: where it is, where it was written, and the homes that have it."""

    holder: dict[str, Any]
    key: str
    written: KeyPath
    meant: str
    homes: list[_Home]


class _KeyMender:
    """Walks through data beside their model.

    A path is where something belongs by now, `written` where it stands in the file.
    """

    def __init__(
        self,
        data: dict[str, Any],
        marks: Marks,
        model: type[Model],
        diagnostics: Diagnostics,
        codes: Codes,
    ) -> None:
        self.renamed: dict[KeyPath, KeyPath] = {}
        self._marks = marks
        self._diagnostics = diagnostics
        self._codes = codes
        self._model = model
        self._places: defaultdict[_Home, list[tuple[KeyPath, dict[str, Any], int]]] = defaultdict(list)
        self._strays: list[_Misplaced] = []
        self._told = 0

    @cached_property
    def _homes(self) -> dict[_Home, dict[str, str]]:
        """The names of the keys of each mapping; few files have a key that is not known."""
        return _homes(self._model)

    def mend(self, data: Any, path: KeyPath, written: KeyPath, home: _Home, type_: ValueType | None) -> None:
        """Mend the keys of what should be of a type, and of all in it; `None` for what has no keys that are known."""
        if type_ is None:
            return
        if type_.model is not None:
            if isinstance(data, dict):
                self._mend_mapping(data, path, written, home, type_.model)
        elif isinstance(data, list):
            for index, value in enumerate(data):
                self.mend(value, (*path, index), (*written, index), (*home, "*"), type_.entry)
        elif isinstance(data, dict):
            for key, value in data.items():
                self.mend(value, (*path, key), (*written, key), (*home, "*"), type_.entry)

    def _mend_mapping(
        self, data: dict[str, Any], path: KeyPath, written: KeyPath, home: _Home, model: type[Model]
    ) -> None:
        known = keys_of(model)
        self._places[home].append((path, data, self._marks.span(*written).line or 0))
        typed = {key: key for key in data if key in known}  # as it should be: as it was written
        for key in [key for key in data if key not in known]:
            meant = self._mend_key(data, key, (*written, key), known)
            if meant is not None and meant not in data:
                data[meant] = data.pop(key)
                typed[meant] = key
                self.renamed[(*written, key)] = (*path, meant)
            else:
                data.pop(key, None)
        for key, before in typed.items():
            self.mend(data[key], (*path, key), (*written, before), (*home, key), known[key].type_)

    def _mend_key(self, data: dict[str, Any], key: str, written: KeyPath, known: Mapping[str, ModelKey]) -> str | None:
        """Tell a key that is not known; which of the same mapping is meant, `None` for none."""
        names = _names(known)
        meant = names.get(_folded(key))
        hint = None
        if meant is not None and meant in data:
            hint = f"它就是 {meant}，已经写了：删掉一个。"
        elif meant is not None and GETA in key:  # what it stands for is told
            return meant
        elif meant is not None:
            hint = f"写成 {meant}。"
        elif elsewhere := [(each, name) for each, names in self._homes.items() if (name := names.get(_folded(key)))]:
            homes = [each for each, _ in elsewhere]
            self._strays.append(_Misplaced(data, key, written, elsewhere[0][1], homes))
            hint = _directions(elsewhere[0][1], homes)
            self._tell(key, written, hint)
            self._strays[-1] = _Misplaced({key: data[key]}, key, written, elsewhere[0][1], homes)
            return None
        elif self._told < HELPED and len(key) <= _WORD:
            close = most_like(key, names) or most_like(_folded(key), names)
            meant = names[close] if close else None
            hint = f"是不是 {meant}？" if meant else None
        self._tell(key, written, hint or f"可用的有：{'、'.join(known)}。")
        return meant

    def _tell(self, key: str, written: KeyPath, hint: str) -> None:
        self._told += 1
        self._diagnostics.error(self._codes.unknown, f"不认识的键 {key}", self._marks.key(*written), hint)

    def move(self) -> None:
        """Put keys of the wrong level where they belong: in the mapping before them that lacks them."""
        for stray in self._strays[:HELPED]:
            if len(stray.homes) != 1:
                continue
            line = self._marks.key(*stray.written).line or 0
            places = self._places[stray.homes[0]]
            place = next((each for each in reversed(places) if each[2] <= line), places[-1] if places else None)
            if place is not None and stray.meant not in place[1]:
                place[1][stray.meant] = stray.holder[stray.key]
                self.renamed[stray.written] = (*place[0], stray.meant)


def _homes(model: type[Model]) -> dict[_Home, dict[str, str]]:
    """The names of the keys of each mapping that a model has."""
    found: dict[_Home, dict[str, str]] = {}

    def visit(type_: ValueType, home: _Home) -> None:
        if type_.model is not None:
            known = keys_of(type_.model)
            found[home] = _names(known)
            for name, key in known.items():
                visit(key.type_, (*home, name))
        elif type_.entry is not None:
            visit(type_.entry, (*home, "*"))

    visit(value_type(model), ())
    return found


def _names(known: Mapping[str, ModelKey]) -> dict[str, str]:
    """The keys by all that they are called, the first words of their descriptions too."""
    names = {_folded(name): name for name in known}
    for name, key in known.items():
        for extra in key.type_.extras:
            if isinstance(extra, Called):
                names |= {_folded(each): name for each in extra.names if _folded(each) not in names}
    for name, key in known.items():
        names.setdefault(_folded(compiled(_PHRASE).split(key.description, maxsplit=1)[0]), name)
    names.pop("", None)
    return names


def _folded(key: str) -> str:
    """A key without what people vary: capitals, full-width letters, underlines, spaces."""
    return compiled(_NOT_LETTERS).sub("", unicodedata.normalize("NFKC", key[: _WORD + 1])).casefold()


def _directions(key: str, homes: list[_Home]) -> str:
    """Where a key belongs."""
    if len(homes) > 1:
        return f"{key} 写在 {'、'.join(dict.fromkeys(_outer(home) for home in homes))} 里。"
    (home,) = homes
    if not home:
        return f"{key} 是最外层的键：顶格写，前面不空格。"
    if home[-1] == "*":
        return f"{key} 写在 {_outer(home)} 的每一项里：缩进，和那一项的第一个键左对齐。"
    return f"{key} 写在 {_outer(home)}: 下面，缩进两格。"


def _outer(home: _Home) -> str:
    return next((step for step in reversed(home) if step != "*"), "最外层")


def _rename(marks: Marks, renamed: Mapping[KeyPath, KeyPath]) -> None:
    """Change the paths of what has been moved, and of all in it."""
    if not renamed:
        return

    def new(path: KeyPath) -> KeyPath:
        for length in range(len(path), 0, -1):
            if (moved := renamed.get(path[:length])) is not None:
                return (*moved, *path[length:])
        return path

    for places in (marks.values, marks.keys):
        changed = {new(path): span for path, span in places.items()}
        places.clear()
        places.update(changed)
    for paths in (marks.guessed, marks.quoted):
        moved_paths = {new(path) for path in paths}
        paths.clear()
        paths.update(moved_paths)
