"""The alias file by which LibreOffice finds the free faces under the official names.

LibreOffice ignores the alternative names in a DOCX's font table, so fontconfig has to know them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import uharfbuzz as hb

from huibian.fontbook.faces import load
from huibian.fontcatalogue import Catalogue, FontRole
from huibian.frame import Face

_SYSTEM = "/etc/fonts/fonts.conf"
_HEAD = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'


@dataclass(frozen=True, slots=True)
class Family:
    """What fontconfig calls a face: its family, and whether it is the bold of it."""

    name: str
    bold: bool


def aliases(catalogue: Catalogue, folder: Path) -> bytes:
    """A fontconfig file: the system's own, the faces in `folder`, and the official names as aliases of them."""
    root = ET.Element("fontconfig")
    ET.SubElement(root, "include", ignore_missing="yes").text = _SYSTEM
    ET.SubElement(root, "dir").text = str(folder.resolve())
    for name, family in _targets(catalogue, folder).items():
        _alias(root, name, family)
    ET.indent(root)
    return f"{_HEAD}{ET.tostring(root, encoding='unicode')}\n".encode()


def _targets(catalogue: Catalogue, folder: Path) -> Mapping[str, Family]:
    """The free face behind each name that a word processor may ask for; the first role to use a name has it.

    What was not fetched has no alias: a script that nobody asked for, a face that this machine cannot have.
    """
    targets: dict[str, Family] = {}
    for role in (*catalogue.roles.values(), *catalogue.scripts.values()):
        names = role.font_names
        if file := _fetched(catalogue, whole(role), folder):
            for name in (names.east_asian, *names.alternatives):
                targets.setdefault(name, _family(file, folder))
        is_script = role in catalogue.scripts.values()
        if not is_script and (file := _fetched(catalogue, (*role.western.regular, *whole(role)), folder)):
            # Whether western text is bold is said by the text, never by the name.
            targets.setdefault(names.western, Family(_family(file, folder).name, bold=False))
    return targets


def whole(role: FontRole) -> Iterator[str]:
    """The designs that serve a role with more than a handful of marks."""
    return (use.face for use in role.faces if use.only is None)


def free(catalogue: Catalogue, designs: Iterable[str]) -> Iterator[str]:
    """File names of the free designs among `designs`."""
    found = (catalogue.faces[design] for design in designs)
    return (design.files[0].name for design in found if design.debian or design.wheel)


def _fetched(catalogue: Catalogue, designs: Iterable[str], folder: Path) -> str | None:
    """File name of the first free design that was fetched; `None` for none."""
    return next((file for file in free(catalogue, designs) if (folder / file).is_file()), None)


def _family(file: str, folder: Path) -> Family:
    face = load(Face(file, folder / file)).hb_face
    subfamily = face.get_name(hb.OTNameIdPredefined.FONT_SUBFAMILY)
    return Family(face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or "", bold=subfamily == "Bold")


def _alias(root: ET.Element, name: str, family: Family) -> None:
    match = ET.SubElement(root, "match", target="pattern")
    test = ET.SubElement(match, "test", name="family", qual="any")
    ET.SubElement(test, "string").text = name
    edit = ET.SubElement(match, "edit", name="family", mode="assign", binding="same")
    ET.SubElement(edit, "string").text = family.name
    if family.bold:
        weight = ET.SubElement(match, "edit", name="weight", mode="assign", binding="same")
        ET.SubElement(weight, "const").text = "bold"
