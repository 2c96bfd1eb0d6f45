"""What lies in the folder of free faces, and which faces of the catalogue are not there as it would have them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from huibian.fontcatalogue import Catalogue, CodePoints, Design

RECORD = "fetched.json"


class Holdings(Struct, frozen=True):
    """What was fetched into a folder.

    Attributes:
        recipes: By the name of a face's file, a digest of all that decided what was written.
        files: By the name of each file, of licences too, the sha256 of what was written.
    """

    recipes: Mapping[str, str]
    files: Mapping[str, str]

    def is_whole(self, folder: Path, name: str) -> bool:
        """Whether a file lies there as it was written."""
        path = folder / name
        return name in self.files and path.is_file() and sha256_of(path) == self.files[name]

    def as_json(self) -> bytes:
        """The holdings as they are kept in the folder."""
        return json.dumps({"recipes": dict(self.recipes), "files": dict(self.files)}, indent=1).encode()


def holdings(folder: Path) -> Holdings:
    """What was fetched into a folder; nothing where that is not known."""
    try:
        with (folder / RECORD).open("rb") as file:
            record = json.load(file)
        return Holdings(*(dict(record[part]) for part in ("recipes", "files")))
    except (OSError, ValueError, KeyError, TypeError):
        return Holdings({}, {})


def lacking(catalogue: Catalogue, folder: Path, scripts: Collection[str] = ()) -> Mapping[str, Design]:
    """The faces of Debian's packages that `folder` does not hold as this catalogue would have them, by file name.

    Args:
        catalogue: The catalogue.
        folder: Where the faces are.
        scripts: The optional scripts whose faces are wanted too; once fetched they stay wanted.
    """
    held = holdings(folder)
    asked = {file for script in scripts for file in _faces_of(catalogue, script)}
    skipped = _optional(catalogue) - asked - set(held.recipes)
    return _not_held(catalogue, folder, (each for each in catalogue.faces.values() if each.debian), skipped)


def stand_ins(catalogue: Catalogue, folder: Path, missing: Collection[str]) -> Mapping[str, Design]:
    """The faces of Python's packages that are to be fetched in the place of others.

    Args:
        catalogue: The catalogue.
        folder: Where the faces are.
        missing: The files of those that cannot be had.
    """
    wanted = (
        design
        for design in catalogue.faces.values()
        if design.wheel and design.instead_of and file_of(catalogue.faces[design.instead_of]) in missing
    )
    return _not_held(catalogue, folder, wanted, ())


def recipe(design: Design, kept: CodePoints) -> str:
    """A digest of all that decides what is written of a face."""
    file = design.debian or design.wheel
    assert file is not None
    return hashlib.sha256(f"{file!r}\n{kept if file.trim else ''}".encode()).hexdigest()


def file_of(design: Design) -> str:
    """The name under which a free face is written."""
    return design.files[0].name


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _not_held(
    catalogue: Catalogue, folder: Path, designs: Iterable[Design], skipped: Collection[str]
) -> Mapping[str, Design]:
    held = holdings(folder)
    whole = {name for name in held.files if held.is_whole(folder, name)}
    licences = {name for name in held.files if name not in held.recipes}
    return {
        file_of(design): design
        for design in designs
        if (name := file_of(design)) not in skipped
        and not (name in whole and licences <= whole and held.recipes.get(name) == recipe(design, catalogue.kept))
    }


def _optional(catalogue: Catalogue) -> set[str]:
    """The files of the faces that none but optional scripts ask for."""
    scripts = [name for name, script in catalogue.scripts.items() if script.optional]
    return {file for script in scripts for file in _faces_of(catalogue, script)}


def _faces_of(catalogue: Catalogue, script: str) -> Iterable[str]:
    """The files of the free faces of a script that Debian has."""
    designs = (catalogue.faces[use.face] for use in catalogue.scripts[script].faces)
    return (file_of(design) for design in designs if design.debian)
