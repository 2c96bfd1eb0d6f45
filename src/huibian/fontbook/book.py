"""The font book: finds the first design of a role, in the catalogue's order, that has a character."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct

from huibian import fontcatalogue as catalogues
from huibian import resources
from huibian.diagnostics import Diagnostic, HuibianError, Severity
from huibian.fontbook.faces import index_of, load
from huibian.fontbook.files import FontFiles, package_folder, search_path
from huibian.fontbook.given import Candidate, FoundFaces, Gift, LackingScript, ShapedWord
from huibian.fontbook.shaping import WordFinder, shape
from huibian.fontbook.standins import StandIns, StandInsGiven
from huibian.fontcatalogue import Catalogue, FontRole, Script
from huibian.frame import Face, FontNames
from huibian.units import Length


class Glyph(Struct, frozen=True):
    """What draws a character.

    Attributes:
        font: The font role, or the script, that gave it.
        face: The face that has it.
        id: The glyph in that face.
        units: Its horizontal advance in font units.
        upem: Font units per em.
        stroke: Thickness of the outline that emboldens it, in 1/1000 em; zero for none.
    """

    font: str
    face: Face
    id: int
    units: int
    upem: int
    stroke: int

    def advance(self, size: Length) -> int:
        """The advance at a type size, in thousandths of a point."""
        return round(self.units * size / self.upem)


class Owners:
    """To which name each code point belongs; of several ranges that have it, to that of the first."""

    def __init__(self, ranges: Sequence[tuple[range, str]]) -> None:
        self._starts = sorted({0, *(end for codes, _ in ranges for end in (codes.start, codes.stop))})
        self._names = [next((name for codes, name in ranges if start in codes), None) for start in self._starts]

    def find(self, code: int) -> str | None:
        """The name; `None` where the code point belongs to none."""
        return self._names[bisect_right(self._starts, code) - 1]


class FontBook:
    """The faces of the font roles on this machine, opened as characters ask for them.

    Args:
        catalogue: What serves each role.
        folders: See `font_folders`; then come the platform's folders, and an installed package.
    """

    def __init__(self, catalogue: Catalogue, folders: Sequence[Path]) -> None:
        self._catalogue = catalogue
        platform = catalogue.platforms.get(sys.platform, ())
        wanted = (name for design in catalogue.faces.values() for name in design.file_names)
        self._files = FontFiles(search_path(folders, platform), wanted)
        self._western = frozenset(chr(code) for codes in catalogue.western for code in codes)
        scripts = catalogue.scripts.items()
        self._alone = Owners([(codes, name) for name, script in scripts if not script.rest for codes in script.codes])
        self._faces_of: dict[str, tuple[Face, ...]] = {}
        self._faces: dict[str, Face] = {}
        self._glyphs: dict[tuple[str, str, bool], Glyph | None] = {}
        self._words: dict[tuple[str, str, bool], ShapedWord | None] = {}
        self._gifts: dict[tuple[str, str, bool], Gift] = {}
        self._used: dict[tuple[str, str, bool], None] = {}  # in the order of their first use
        self._stand_ins = StandIns(catalogue.faces)
        self.finder = WordFinder(script for script in catalogue.scripts.values() if script.shaped)

    @classmethod
    def open(cls, catalogue: Path, folders: Sequence[Path] = ()) -> FontBook:
        """Open a catalogue.

        Args:
            catalogue: The catalogue's file.
            folders: See `font_folders`.

        Raises:
            HuibianError: The catalogue is faulty (HB401, HB402), or is not there.
        """
        return cls(catalogues.read(catalogue), font_folders(catalogue, folders))

    @property
    def catalogue(self) -> Catalogue:
        """What serves each role."""
        return self._catalogue

    @property
    def roles(self) -> frozenset[str]:
        """The names of the font roles."""
        return frozenset(self._catalogue.roles)

    @property
    def files(self) -> tuple[Path, ...]:
        """The font files that may be opened, in use or not."""
        return self._files.paths

    def names(self, role: str) -> FontNames:
        """What a word processor calls a role or a script.

        Raises:
            HuibianError: There is no such role (HB404).
        """
        return (self._catalogue.scripts.get(role) or self._role(role)).font_names

    def face(self, key: str) -> Face:
        """The face of that key, one that a glyph of this book came from.

        Raises:
            KeyError: No glyph came from it.
        """
        return self._faces[key]

    def glyph(self, role: str, char: str, *, bold: bool = False) -> Glyph | None:
        """What draws `char` in a role or a script; `None` if no face of it has it, or not in the form that is meant.

        The form is what the variation selector behind a Han character says.

        Raises:
            HuibianError: There is no such role (HB404), or a font file cannot be read (HB403).
        """
        self.use(role, [char], bold=bold)
        key = (role, char, bold)
        if key not in self._glyphs:
            self._glyphs[key] = self._find(role, char, bold)
        return self._glyphs[key]

    def word(self, role: str, word: str, *, bold: bool = False) -> ShapedWord | None:
        """What draws a word in a role; `None` if no face has all of it.

        Raises:
            HuibianError: There is no such role (HB404), or a font file cannot be read (HB403).
        """
        self.use(role, [word], bold=bold)
        key = (role, word, bold)
        if key not in self._words:
            self._words[key] = self._find_word(role, word, bold)
        return self._words[key]

    def use(self, role: str, texts: Iterable[str], *, bold: bool = False) -> None:
        """Count characters and words that were asked for before as if they were asked for now."""
        self._used.update(dict.fromkeys([(role, text, bold) for text in dict.fromkeys(texts)]))

    def ends_word(self, word: str) -> bool:
        """Whether a line may end behind a word that another one of its script follows at once."""
        script = self._script(word[0])
        return script is not None and word[-1] in self._catalogue.scripts[script].ends_line

    def lacking(self, char: str) -> LackingScript | None:
        """The script that `char` is of, when no face of it is here; `None` for one that has no script of its own."""
        scripts = self._catalogue.scripts
        for name, script in scripts.items():
            found = any(self.faces_of(use.face) for use in script.faces)
            if script.has(char) and not found:
                official = self._catalogue.faces[script.faces[0].face]
                return LackingScript(name, script.label, official.files[-1].name, is_optional=script.optional)
        return None

    def take_stand_ins(self) -> StandInsGiven:
        """Which faces stood in since this was asked last."""
        self._note_used()
        return self._stand_ins.take()

    def add_stand_ins(self, given: StandInsGiven) -> None:
        """Note what another book took, for `substitutions`."""
        self._stand_ins.add(given)

    def found(self, known: int) -> FoundFaces:
        """Which faces gave what since so many texts were found; see `count_found`."""
        return FoundFaces(dict(self._faces), dict(islice(self._gifts.items(), known, None)))

    @property
    def count_found(self) -> int:
        """How many texts were found in some face."""
        return len(self._gifts)

    def add_found(self, found: FoundFaces) -> None:
        """Know what another book has found."""
        self._faces.update(found.faces)
        self._gifts.update(found.gifts)

    def candidates(self, name: str, char: str, *, bold: bool = False) -> Iterator[Candidate]:
        """The designs that are asked for `char` in a role or a script, here or not, in their order.

        Raises:
            HuibianError: There is no such role (HB404).
        """
        scripts = self._catalogue.scripts
        script = self._script(char) or (name if name in scripts else None)
        heavy = 0 if name in scripts else self._role(name).western.stroke  # beside heavy Han
        if script is not None:
            yield from _of_script(script, scripts[script], bold, heavy)
            return
        role = self._role(name)
        stroke = role.stroke if bold else 0
        is_western = char in self._western
        if is_western and bold:
            yield from (Candidate(name, design, 0, unlike=False) for design in role.western.bold)
        if is_western:
            thick = max(stroke, heavy)
            yield from (Candidate(name, design, thick, unlike=False) for design in role.western.regular)
        is_lost = is_western and bool(role.western.regular)  # a Latin letter of a last resort is none of Times
        for use in role.faces:
            if use.allows(char):
                unlike = use.unlike or (is_lost and self._catalogue.faces[use.face].python is not None)
                yield Candidate(name, use.face, stroke, unlike=unlike)
        for rest, others in scripts.items():
            if others.rest and others.has(char):
                yield from _of_script(rest, others, bold, heavy)

    def faces_of(self, design: str) -> tuple[Face, ...]:
        """The faces of a design that are on this machine, better ones first."""
        if design not in self._faces_of:
            self._faces_of[design] = tuple(self._look_for(design))
        return self._faces_of[design]

    def substitutions(self) -> tuple[Diagnostic, ...]:
        """Which faces stood in for official ones in the glyphs given so far, and what to do about it."""
        self._note_used()
        return self._stand_ins.diagnostics(resources.faces_folder())

    def _note_used(self) -> None:
        """Note which faces gave what was asked for."""
        for key in self._used:
            if gift := self._gifts.get(key):
                self._stand_ins.note(gift.asked, gift.design, gift.char, unlike=gift.unlike)
        self._used.clear()

    def _find(self, role: str, char: str, bold: bool) -> Glyph | None:
        for candidate in self.candidates(role, char[0], bold=bold):
            for face in self.faces_of(candidate.design):
                loaded = load(face)
                glyph = loaded.glyph_id(char)
                if glyph is not None:
                    self._faces[face.key] = face
                    gift = Gift(self._asked(role, char), candidate.design, char, candidate.unlike)
                    self._gifts[role, char, bold] = gift
                    return Glyph(candidate.font, face, glyph, loaded.advance(glyph), loaded.upem, candidate.stroke)
        return None

    def _find_word(self, role: str, word: str, bold: bool) -> ShapedWord | None:
        script = self._script(word[0])
        language = None if script is None else self._catalogue.scripts[script].language
        for candidate in self.candidates(role, word[0], bold=bold):
            for face in self.faces_of(candidate.design):
                loaded = load(face)
                clusters = shape(loaded, word, language)
                if clusters is not None:
                    self._faces[face.key] = face
                    gift = Gift(self._asked(role, word), candidate.design, word[0], candidate.unlike)
                    self._gifts[role, word, bold] = gift
                    return ShapedWord(candidate.font, face, clusters, loaded.upem, candidate.stroke)
        return None

    def _script(self, char: str) -> str | None:
        """The script that alone gives a character."""
        return self._alone.find(ord(char))

    def _look_for(self, design_name: str) -> Iterator[Face]:
        """The design's faces on this machine: in the folders, else in the package it comes with."""
        design = self._catalogue.faces[design_name]
        found = self._files.find(design.file_names)
        if not found and design.python and (folder := package_folder(design.python)):
            found = FontFiles([folder], design.file_names).find(design.file_names)
        asked = {file.name: file.postscript_name for file in design.files}
        for name, path in found:
            postscript_name = asked[name]
            index = 0 if postscript_name is None else index_of(path, postscript_name)
            if index is not None:
                yield Face(f"{path.name}#{index}" if index else path.name, path, index)

    def _asked(self, role: str, char: str) -> str:
        """What an editor calls the design that should have given `char`."""
        script = self._script(char[0]) or role
        if script in self._catalogue.scripts:
            return self._catalogue.scripts[script].label
        entry = self._catalogue.roles[role]
        if char[0] in self._western and entry.western.regular:
            return self._catalogue.faces[entry.western.regular[0]].label
        return entry.label

    def _role(self, name: str) -> FontRole:
        role = self._catalogue.roles.get(name)
        if role is None:
            raise HuibianError([_unknown_role(name, self.roles)])
        return role


def font_folders(catalogue: Path, folders: Sequence[Path]) -> tuple[Path, ...]:
    """Where faces are looked for, first ones first; `free/` in each may hold the free set.

    Args:
        catalogue: The catalogue's file; faces lie beside it, and in `resources.faces_folder()`.
        folders: A user's folders of faces, which go before.
    """
    return tuple(dict.fromkeys((*folders, catalogue.parent, resources.faces_folder())))


def _of_script(name: str, script: Script, bold: bool, heavy: int) -> Iterator[Candidate]:
    stroke = max(script.stroke if bold else 0, heavy)
    return (Candidate(name, use.face, stroke, unlike=use.unlike) for use in script.faces)


def _unknown_role(name: str, roles: frozenset[str]) -> Diagnostic:
    return Diagnostic(
        Severity.ERROR,
        "HB404",
        f"字体表里没有“{name}”这个字体角色",
        hint=f"改用 {'、'.join(sorted(roles))} 之一，或在 fonts/catalogue.yaml 里补上",
    )
