"""What a font book gives and knows, but for the glyphs of single characters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from huibian.fontbook.shaping import ShapedCluster
from huibian.frame import Face


class Candidate(Struct, frozen=True):
    """A design that may be asked for a character.

    Attributes:
        font: The font role, or the script, that asks it.
        design: Its name in the catalogue.
        stroke: Thickness of the outline that emboldens it, in 1/1000 em; zero for none.
        unlike: Whether its characters look other than an editor expects there.
    """

    font: str
    design: str
    stroke: int
    unlike: bool


class LackingScript(Struct, frozen=True):
    """A script without a face on this machine.

    Attributes:
        name: Its name in the catalogue.
        label: What an editor calls it.
        file: The official face that would do.
        is_optional: Whether its free face is fetched only where that is asked for.
    """

    name: str
    label: str
    file: str
    is_optional: bool


class ShapedWord(Struct, frozen=True):
    """What draws a word that is shaped as a whole; the other attributes are those of `Glyph`.

    Attributes:
        clusters: What is drawn, from left to right.
    """

    font: str
    face: Face
    clusters: Sequence[ShapedCluster]
    upem: int
    stroke: int


class Gift(Struct, frozen=True):
    """Which design gave a character, or a word with its first character, where a face was asked for.

    Attributes:
        asked: What an editor calls the face that should have given it.
        design: The name of the design in the catalogue.
        char: The character.
        unlike: See `Candidate`.
    """

    asked: str
    design: str
    char: str
    unlike: bool


class FoundFaces(Struct, frozen=True):
    """Which faces gave what, for a book in another process.

    Attributes:
        faces: The faces by their keys.
        gifts: What was given, by role, text and whether it was bold.
    """

    faces: Mapping[str, Face]
    gifts: Mapping[tuple[str, str, bool], Gift]
