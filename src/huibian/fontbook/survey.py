"""Which face serves each role and script on this machine, what it covers, what is wrong, and what would be better."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from enum import StrEnum
from functools import cache, cached_property
from itertools import takewhile
from pathlib import Path

from msgspec import Struct

from huibian.fontbook.book import FontBook
from huibian.fontbook.faces import load
from huibian.fontbook.standins import GET
from huibian.fontcatalogue import Design, FontRole, Script, Use
from huibian.frame import Face


class FaceKind(StrEnum):
    """Whose a face is."""

    OFFICIAL = "official"
    FREE = "free"
    LAST_RESORT = "last_resort"


class UsedDesign(Struct, frozen=True):
    """A design that gives characters.

    Attributes:
        name: Its name in the catalogue.
        label: What an editor calls it.
        kind: Whose it is.
        path: Its file.
        is_unlike: Whether it looks other than what the role asks for.
    """

    name: str
    label: str
    kind: FaceKind
    path: Path
    is_unlike: bool


class Coverage(Struct, frozen=True):
    """How many characters of a set are there.

    Attributes:
        label: What an editor calls the set.
        total: How many it has.
        given: By the name of a design, how many it gives.
    """

    label: str
    total: int
    given: Mapping[str, int]

    @property
    def missing(self) -> int:
        """How many no face has."""
        return self.total - sum(self.given.values())


class Service(Struct, frozen=True):
    """What serves a role or a script.

    Attributes:
        name: Its name in the catalogue.
        label: What an editor calls it.
        is_script: Whether it is a script, not a role.
        official: What an editor calls the official design.
        main: The design that gives most; `None` where no face is here.
        designs: All designs that give characters, by name.
        coverage: What they give of each set.
        flaws: What is drawn wrong or thin, in words.
        better: What would be better and how to get it, in words.
    """

    name: str
    label: str
    is_script: bool
    official: str
    main: UsedDesign | None
    designs: Mapping[str, UsedDesign]
    coverage: tuple[Coverage, ...]
    flaws: tuple[str, ...]
    better: tuple[str, ...]


class Surveyor:
    """Asks the faces of a font book for all characters that are counted.

    Args:
        fonts: The font book.
        folder: Where a user's own faces belong.
        can_fetch: Whether the free face of a design can be fetched on this machine.
    """

    def __init__(self, fonts: FontBook, folder: Path, can_fetch: Callable[[Design], bool]) -> None:
        self._fonts = fonts
        self._folder = folder
        self._can_fetch = can_fetch
        self._known: dict[Face, tuple[set[str], set[str]]] = {}  # what was asked, and what of it has ink

    def services(self) -> Iterator[Service]:
        """The roles in the catalogue's order, then the scripts.

        Raises:
            HuibianError: A font file cannot be read (HB403, HB405).
        """
        catalogue = self._fonts.catalogue
        sets = dict(self._sets())
        for name, role in catalogue.roles.items():
            yield self._service(name, role.label, sets)
        for name, script in catalogue.scripts.items():
            own = frozenset(char for char in _own(script) if unicodedata.category(char)[0] not in "CZ")
            yield self._service(name, script.label, {"字符": own})

    def _sets(self) -> Iterator[tuple[str, frozenset[str]]]:
        counted: frozenset[str] = frozenset()
        for each in self._fonts.catalogue.counted:
            members = each.members() - counted
            counted |= members
            yield each.label, members

    def _service(self, name: str, label: str, sets: Mapping[str, frozenset[str]]) -> Service:
        catalogue = self._fonts.catalogue
        unlike: dict[str, bool] = {}
        given = {each: self._given(name, chars, unlike) for each, chars in sets.items()}
        first = next(iter(given.values()))
        main = max(first, key=first.__getitem__, default=None)
        designs = {design: self._used(design, is_unlike=unlike[design]) for design in unlike}
        common = {each.label for each in catalogue.counted if each.common}
        seen = [design for each, counts in given.items() if each in common for design in counts]
        role = catalogue.scripts.get(name) or catalogue.roles[name]
        return Service(
            name=name,
            label=label,
            is_script=name in catalogue.scripts,
            official=catalogue.faces[role.faces[0].face].label,
            main=None if main is None else designs[main],
            designs=designs,
            coverage=tuple(Coverage(each, len(sets[each]), counts) for each, counts in given.items()),
            flaws=tuple(dict.fromkeys(self._flaws(role, seen))),
            better=tuple(self._better(name, role, main)),
        )

    def _given(self, name: str, chars: frozenset[str], unlike: dict[str, bool]) -> Mapping[str, int]:
        """How many of the characters each design gives, as `FontBook` would give them; it is noted which look other."""
        given: dict[str, int] = {}
        left: Set[str] = chars
        for use, asked in self._asked(name, chars):
            found = self._inked(use.face, asked & left)
            if found:
                given[use.face] = given.get(use.face, 0) + len(found)
                unlike[use.face] = unlike.get(use.face, False) or use.unlike
                left = left - found
        return given

    def _asked(self, name: str, chars: frozenset[str]) -> Iterator[tuple[Use, Set[str]]]:
        """The designs that are asked, in order, each with what it is asked for."""
        catalogue = self._fonts.catalogue
        if name in catalogue.scripts:
            yield from ((use, chars) for use in catalogue.scripts[name].faces)
            return
        role = catalogue.roles[name]
        latin = chars & self._western
        yield from ((Use(face=design), latin) for design in role.western.regular)
        yield from ((use, use.allowed(chars)) for use in role.faces)
        for script, own in self._rest:
            yield from ((use, chars & own) for use in script.faces)

    @cached_property
    def _western(self) -> frozenset[str]:
        return frozenset(chr(code) for codes in self._fonts.catalogue.western for code in codes)

    @cached_property
    def _rest(self) -> tuple[tuple[Script, frozenset[str]], ...]:
        """The scripts that give what no face of a role has, with their characters."""
        scripts = self._fonts.catalogue.scripts.values()
        return tuple((script, _own(script)) for script in scripts if script.rest)

    def _inked(self, design: str, chars: Set[str]) -> Set[str]:
        """Those of the characters that a design draws."""
        return frozenset(char for face in self._fonts.faces_of(design) for char in self._drawn(face, chars))

    def _drawn(self, face: Face, chars: Set[str]) -> Set[str]:
        """Those of the characters that a face has a glyph with ink for; it is asked for each once."""
        asked, drawn = self._known.setdefault(face, (set(), set()))
        new = (chars & _mapped(face)) - asked
        loaded = load(face)
        asked |= new
        drawn.update(char for char in new if loaded.glyph_id(char) is not None)
        return chars & drawn

    def _used(self, name: str, *, is_unlike: bool) -> UsedDesign:
        design = self._fonts.catalogue.faces[name]
        kind = FaceKind.OFFICIAL if design.official else FaceKind.LAST_RESORT if design.python else FaceKind.FREE
        return UsedDesign(name, design.label, kind, self._fonts.faces_of(name)[0].path, is_unlike)

    def _flaws(self, role: FontRole, designs: Iterable[str]) -> Iterator[str]:
        """What is drawn wrong or thin by those of the designs that a text is likely to meet."""
        catalogue = self._fonts.catalogue
        met = set(designs)
        for use in role.faces:
            if use.flaw and use.face in met:
                yield f"{catalogue.faces[use.face].label}：{use.flaw}"
        western = role.western.regular
        if western and not met & set(western):
            yield f"西文字母和数字不是 {catalogue.faces[western[0]].label} 的样子，宽窄也不同"

    def _better(self, name: str, role: FontRole, main: str | None) -> Iterator[str]:
        """What would be better than the main face, and how to get it."""
        catalogue = self._fonts.catalogue
        ahead = takewhile(lambda use: use.face != main, role.faces)
        whole = [use.face for use in ahead if use.only is None]  # the others are for some marks
        designs = [catalogue.faces[each] for each in whole if not self._fonts.faces_of(each)]
        free = next((each for each in designs if not each.official and self._can_fetch(each)), None)
        if free is not None:
            is_optional = isinstance(role, Script) and role.optional
            yield f"运行 {GET}" + (f" --script {name}" if is_optional else "") + f"，取来 {free.label}"
        official = next((each for each in designs if each.official), None)
        if official is not None:
            native = official.native.get(sys.platform)
            if native is not None:
                yield f"{native}，就有{official.label}"
            own = {*catalogue.roles, *catalogue.scripts}  # names that any file may be given
            file = next(each for each in official.file_names if Path(each).stem not in own)
            yield f"把有授权的{official.label}（{file}）放进 {self._folder}"


def _own(script: Script) -> frozenset[str]:
    return frozenset(chr(code) for codes in script.codes for code in codes)


@cache
def _mapped(face: Face) -> frozenset[str]:
    """The characters that a face maps to glyphs, with ink or without."""
    return frozenset(map(chr, load(face).hb_face.unicodes))
