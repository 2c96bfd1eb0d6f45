"""The font catalogue as data: designs with their files, and roles with the designs that serve them."""

import re
import sys
from collections.abc import Iterator, Mapping, Set
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, field

from huibian import markedyaml, source
from huibian.diagnostics import Diagnostics, HuibianError
from huibian.frame import FontNames
from huibian.likeness import most_like
from huibian.markedyaml import Marks, Model, ParsedBy

_CODE_POINTS = re.compile(r"U\+([0-9A-F]{4,6})(?:-([0-9A-F]{4,6}))?")


class FontFile(Struct, frozen=True):
    """A font file's name or path and, for a collection, the PostScript name of the face that is meant."""

    name: str
    postscript_name: str | None = None


def _code_points(value: object) -> object:
    """Read "U+0020-007E, U+00A0" as ranges of code points."""
    if not isinstance(value, str):
        return value
    matches = [_CODE_POINTS.fullmatch(part.strip()) for part in value.split(",")]
    ends = [(int(m[1], 16), int(m[2] or m[1], 16)) for m in matches if m]
    if not all(matches) or not all(first <= last <= sys.maxunicode for first, last in ends):
        msg = "要写成 U+0020-007E, U+00A0 的样子"
        raise ValueError(msg)
    return tuple(range(first, last + 1) for first, last in ends)


def _font_file(value: object) -> object:
    """Read "Songti.ttc#STSongti-SC-Regular"."""
    if not isinstance(value, str):
        return value
    name, _, postscript_name = value.partition("#")
    return FontFile(name, postscript_name or None)


def _use(value: object) -> object:
    """A design named alone serves every character it has."""
    return {"face": value} if isinstance(value, str) else value


CodePoints: TypeAlias = Annotated[tuple[range, ...], ParsedBy(_code_points)]
FontFileName: TypeAlias = Annotated[FontFile, ParsedBy(_font_file)]
DesignNames: TypeAlias = tuple[str, ...]


_Sha256: TypeAlias = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class DebianFile(Model, frozen=True):
    """A free face in a Debian package.

    Attributes:
        package: The Debian package.
        file: The file in it, and which face of it.
        sha256: Of that file, as it lies in the package.
        trim: Whether to keep only the code points of `Catalogue.kept`.
    """

    package: str
    file: FontFileName
    sha256: _Sha256
    trim: bool = False


class Forms(Model, frozen=True):
    """The forms of characters that are taken of a face that has those of several languages.

    Attributes:
        language: The language, as BCP 47 calls it.
        family: What the family that has these forms alone is called.
    """

    language: str
    family: str


class WheelFile(Model, frozen=True):
    """A free face in a Python package: a wheel, which is unpacked and never installed or run.

    Attributes:
        package: The package.
        version: Which version of it.
        archive: The sha256 of the wheel.
        megabytes: How large the wheel is.
        file: The file in it.
        sha256: Of that file.
        licences: The files in the wheel that say what may be done with the face.
        weight: The weight at which a variable face is fixed; `None` for a face that has one weight.
        forms: Whose forms of the characters are taken; `None` for those that the face has by itself.
        trim: Whether to keep only the code points of `Catalogue.kept`.
    """

    package: str
    version: str
    archive: _Sha256
    megabytes: Annotated[int, Meta(ge=1)]
    file: str
    sha256: _Sha256
    licences: Annotated[tuple[str, ...], Meta(min_length=1)]
    weight: int | None = None
    forms: Forms | None = None
    trim: bool = False


class Design(Model, frozen=True):
    """One design by the names of its files.

    Attributes:
        label: What an editor calls it.
        files: File names, preferred first; upper and lower case are the same.
        debian: The Debian package that has the free face; `None` for none.
        wheel: The Python package that has the free face; `None` for none.
        instead_of: The design in whose place a free face is fetched where that cannot be had; `None` for none.
        python: The installed package whose folder has it as a last resort; `None` for none.
        native: By `sys.platform`, how the owner of such a machine gets a face that is no free one, where the system
            has it.
    """

    label: str
    files: Annotated[tuple[FontFileName, ...], Meta(min_length=1)]
    debian: DebianFile | None = None
    wheel: WheelFile | None = None
    instead_of: str | None = None
    python: str | None = None
    native: Mapping[str, str] = {}

    @property
    def file_names(self) -> tuple[str, ...]:
        """The names alone."""
        return tuple(file.name for file in self.files)

    @property
    def official(self) -> bool:
        """Whether it is what the role asks for, and no stand-in."""
        return not (self.debian or self.wheel or self.python)


class Use(Model, frozen=True):
    """A design in the service of a role, and for which characters.

    Attributes:
        face: Name of the design.
        covers: `"gb2312"` for the 6763 Han of GB/T 2312 only; `None` for all it has.
        only: The only characters it is good for; `None` for no such limit.
        excluded: Characters it is not good for (`except` in the file).
        unlike: Whether its characters look other than those of the role.
        flaw: What is drawn wrong or thin with it, in words for an editor; empty for nothing.
    """

    face: str
    covers: Literal["gb2312"] | None = None
    only: str | None = None
    excluded: str = field(default="", name="except")
    unlike: bool = False
    flaw: str = ""

    def allows(self, char: str) -> bool:
        """Whether the design may be asked for `char`."""
        if char in self.excluded or (self.only is not None and char not in self.only):
            return False
        return self.covers is None or _is_gb2312_han(char)

    def allowed(self, chars: Set[str]) -> Set[str]:
        """Those of many characters that the design may be asked for: what `allows` says of each, in less time."""
        chars = chars if self.only is None else chars & frozenset(self.only)
        return (chars if self.covers is None else chars & _gb2312_han()) - frozenset(self.excluded)


class Western(Model, frozen=True):
    """The designs of Latin letters and digits; where there are none, the role's own Latin is used.

    `stroke` thickens the regular ones, in 1/1000 em, where they stand beside heavy Han: a bold design has other
    widths than the regular one that a word processor takes.
    """

    stroke: Annotated[int, Meta(ge=0, le=100)] = 0
    regular: DesignNames = ()
    bold: DesignNames = ()


class Names(Model, frozen=True):
    """The names by which a word processor asks for the role."""

    east_asian: str
    western: str
    alternatives: tuple[str, ...] = ()


class FontRole(Model, frozen=True, kw_only=True):
    """A font role.

    Attributes:
        label: What an editor calls it.
        names: What a word processor calls it.
        stroke: Thickness of the outline that emboldens it, in 1/1000 em; zero where it is bold enough.
        western: The designs of Latin letters and digits.
        faces: The designs of everything else, tried in order for each character.
    """

    label: str
    names: Names
    stroke: Annotated[int, Meta(ge=0, le=100)]
    western: Western = Western()
    faces: Annotated[tuple[Annotated[Use, ParsedBy(_use)], ...], Meta(min_length=1)]

    @property
    def font_names(self) -> FontNames:
        """The names as the frame carries them."""
        return FontNames(self.names.east_asian, self.names.western, self.names.alternatives)


class Script(FontRole, frozen=True, kw_only=True):
    """What no font role is asked for: the letters of another script, or what the faces of a role lack.

    Attributes:
        codes: Its characters.
        language: What a word processor calls its language.
        rest: Whether it is asked after the faces of the role, not before them.
        shaped: Whether its words are joined and stacked, so that they are set whole.
        ends_line: The characters inside its words behind which a line may end.
        optional: Whether its free faces are fetched only where that is asked for.
    """

    codes: CodePoints
    language: str
    rest: bool = False
    shaped: bool = False
    ends_line: str = ""
    optional: bool = False

    def has(self, char: str) -> bool:
        """Whether a character is one of its own."""
        return any(ord(char) in codes for codes in self.codes)

    @property
    def font_names(self) -> FontNames:
        """The names as the frame carries them."""
        names = self.names
        return FontNames(names.east_asian, names.western, names.alternatives, self.language)


class CharacterSet(Model, frozen=True):
    """Characters that are counted where somebody asks what the faces cover.

    Attributes:
        label: What an editor calls them.
        rows: The first and the last row of GB/T 2312 that has them; `None` for none.
        codes: Their code points, besides those of the rows.
        chars: Themselves, besides those.
        common: Whether a text is likely to have them, so that a flaw in them is worth a word.
    """

    label: str
    rows: tuple[int, int] | None = None
    codes: CodePoints = ()
    chars: str = ""
    common: bool = False

    def members(self) -> frozenset[str]:
        """The characters."""
        first, last = self.rows or (1, 0)
        rows = (_gb2312_row(row) for row in range(first, last + 1))
        return frozenset(chain(self.chars, *rows, (chr(code) for codes in self.codes for code in codes)))


class Catalogue(Model, frozen=True):
    """The whole catalogue.

    Attributes:
        platforms: By `sys.platform`, the folders where a platform keeps its faces.
        western: Characters set in a role's western design.
        kept: What trimming keeps of a face.
        faces: The designs by name.
        roles: The roles by name.
        scripts: Other scripts by name, in the order in which they are asked.
        counted: What is counted of a role's characters; what one set has counts for no later one.
    """

    platforms: Mapping[str, tuple[str, ...]]
    western: CodePoints
    kept: CodePoints
    faces: Mapping[str, Design]
    roles: Mapping[str, FontRole]
    scripts: Mapping[str, Script] = {}
    counted: tuple[CharacterSet, ...] = ()


def read(path: Path) -> Catalogue:
    """Read a catalogue.

    Raises:
        HuibianError: It is no catalogue (HB401), or a role names a face that is not in it (HB402); all faults
            at once.
    """
    diagnostics = Diagnostics()
    loaded = markedyaml.load(source.read(path, limit=source.SETTINGS_LIMIT), Catalogue, diagnostics, "HB401")
    if loaded is None:
        raise HuibianError(diagnostics)
    catalogue, marks = loaded
    _check_designs(catalogue, marks, diagnostics)
    diagnostics.raise_errors()
    return catalogue


def _check_designs(catalogue: Catalogue, marks: Marks, diagnostics: Diagnostics) -> None:
    """Note every design that a role or a design names and the catalogue lacks."""
    for path, design in _named_designs(catalogue):
        if design not in catalogue.faces:
            close = most_like(design, catalogue.faces)
            hint = f"是不是 {close}？" if close else "在 faces 下面补上它，或改正名字。"
            diagnostics.error("HB402", f"faces 里没有“{design}”", marks.span(*path), hint)


def _named_designs(catalogue: Catalogue) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The designs that something names, and where."""
    for name, face in catalogue.faces.items():
        if face.instead_of is not None:
            yield ("faces", name, "instead_of"), face.instead_of
    roles = [("roles", *each) for each in catalogue.roles.items()]
    roles += [("scripts", *each) for each in catalogue.scripts.items()]
    for key, name, role in roles:
        yield from (((key, name, *path), design) for path, design in _designs_of(role))


def _designs_of(role: FontRole) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The designs a role names, and where in the role."""
    for index, use in enumerate(role.faces):
        yield ("faces", index, "face"), use.face  # where the name stands alone, its place is that of the use
    for index, design in enumerate(role.western.regular):
        yield ("western", "regular", index), design
    for index, design in enumerate(role.western.bold):
        yield ("western", "bold", index), design


def _gb2312_row(row: int) -> str:
    """The characters of a row of GB/T 2312, which has 94 places, not all of them taken."""
    return bytes(each for cell in range(0xA1, 0xFF) for each in (row + 0xA0, cell)).decode("gb2312", "ignore")


@cache
def _gb2312_han() -> frozenset[str]:
    return frozenset(filter(_is_gb2312_han, chain.from_iterable(map(_gb2312_row, range(16, 88)))))


def _is_gb2312_han(char: str) -> bool:
    if not "一" <= char <= "\u9fff":
        return False
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
