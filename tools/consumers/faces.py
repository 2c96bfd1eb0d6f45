"""Writes the free faces under the official names, so that every engine takes them for the official ones.

`python -m tools.consumers.faces`, which `make engines` calls. `names.json` beside the faces says by which names the
PDFs of the engines know them.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from huibian import fontcatalogue as catalogues
from huibian import resources
from huibian.fontcatalogue import Catalogue
from huibian.frame import FontNames
from huibian.output import write_all
from tests.support.engines import onlyoffice
from tests.support.engines.folder import FACES, PYTHON, ROOT, SCRIPTS
from tools.fontconfig import free, whole

NAMES = "names.json"
_SAMPLE = ROOT / "examples" / "yunxi-2026-11" / "articles" / "03-shuwei.docx"


@dataclass(frozen=True, slots=True)
class Renaming:
    """A face and what it is to be called.

    Attributes:
        source: The file of the free face.
        target: The file to write.
        family: The official name.
        postscript: An official name in Latin letters.
        bold: Whether it is the bold face of the family.
    """

    source: str
    target: str
    family: str
    postscript: str
    bold: bool


def renamings(catalogue: Catalogue, folder: Path, out: Path) -> list[Renaming]:
    """What is to be done with the free faces in `folder`; the first role to use a name has it."""
    found: dict[str, Renaming] = {}
    for role in catalogue.roles.values():
        names = role.font_names
        regular, bold = (*role.western.regular, *whole(role)), (*role.western.bold, *whole(role))
        for family, designs, is_bold in (
            (names.east_asian, tuple(whole(role)), False),
            (names.western, regular, False),
            (names.western, bold, True),
        ):
            source = folder / next(free(catalogue, designs))
            latin = _latin(family, names)
            target = f"{latin}-{'Bold' if is_bold else 'Regular'}{source.suffix}"
            found.setdefault(target, Renaming(str(source), str(out / target), family, latin, is_bold))
    for script in catalogue.scripts.values():
        source, family = folder / next(free(catalogue, whole(script))), script.font_names.east_asian
        if source.is_file():  # not every one is fetched without being asked for
            target = f"{_latin(family, script.font_names)}-Regular{source.suffix}"
            found.setdefault(target, Renaming(str(source), str(out / target), family, family.replace(" ", ""), False))
    return list(found.values())


def _latin(family: str, names: FontNames) -> str:
    """A name as PostScript allows it."""
    return next(name for name in (family, *names.alternatives) if name.isascii()).replace(" ", "")


def names(pairs: Iterable[tuple[Renaming, str]]) -> bytes:
    """By official name, what PDFs may call its faces."""
    found: dict[str, set[str]] = {}
    for renaming, name in pairs:
        found.setdefault(renaming.family, set()).update((name, renaming.postscript))
    return json.dumps(
        {family: sorted(programs) for family, programs in found.items()}, ensure_ascii=False, indent=1
    ).encode()


def _look_through() -> None:
    """Convert something: ONLYOFFICE keeps a list of the faces in its own folder, which two at once must not write."""
    with tempfile.TemporaryDirectory(prefix="huibian-onlyoffice-") as folder:
        onlyoffice.convert_all([_SAMPLE], Path(folder))


def main() -> None:
    """Write the faces and their names."""
    catalogue = catalogues.read(resources.fonts_folder() / "catalogue.yaml")
    wanted = renamings(catalogue, resources.faces_folder() / "free", FACES)
    work = json.dumps([asdict(each) for each in wanted])
    command = [PYTHON, SCRIPTS / "rename_faces.py"]
    run = subprocess.run(command, input=work, stdout=subprocess.PIPE, text=True, check=True)
    write_all({FACES / NAMES: names(zip(wanted, json.loads(run.stdout), strict=True))})
    if onlyoffice.missing() is None:
        _look_through()
    print(f"{len(wanted)} faces under their official names: {FACES}")


if __name__ == "__main__":
    main()
