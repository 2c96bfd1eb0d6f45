"""Fetches what the folder of free faces lacks, and writes all that came or nothing."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from huibian.diagnostics import Diagnostic, Diagnostics, Severity
from huibian.fontbook import made
from huibian.fontcatalogue import Catalogue, Design, WheelFile
from huibian.fontfetch import debian, wheels
from huibian.fontfetch.holdings import RECORD, Holdings, file_of, holdings, lacking, recipe, stand_ins
from huibian.fontfetch.running import Watch
from huibian.output import write_all


class Fetched(Struct, frozen=True):
    """What a run brought.

    Attributes:
        faces: The files of the faces that were written.
        size: How many bytes they have.
        missing: The free faces that were wanted and could not be had, by their files.
        diagnostics: What went wrong.
    """

    faces: tuple[str, ...]
    size: int
    missing: Mapping[str, Design]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_failed(self) -> bool:
        """Whether something that this machine could have did not come."""
        return any(each.severity is Severity.ERROR for each in self.diagnostics)


def can_fetch(design: Design) -> bool:
    """Whether the free face of a design can be fetched on this machine."""
    return (design.debian is not None and debian.is_here()) or (design.wheel is not None and wheels.has_pip())


def fetch(catalogue: Catalogue, folder: Path, scripts: Collection[str], watch: Watch) -> Fetched:
    """Fetch the free faces that `folder` lacks, with their licences.

    Debian's packages come first, where the machine has apt-get; of what these do not give, the stand-ins come from
    Python's packages.

    Args:
        catalogue: The catalogue.
        folder: Where the faces are to be.
        scripts: The optional scripts whose faces are wanted too.
        watch: Is told what is downloaded, and how much of it has come.

    Raises:
        HuibianError: The files cannot be written.
    """
    diagnostics = Diagnostics()
    files: dict[str, bytes] = {}
    missing = lacked = lacking(catalogue, folder, scripts)
    with tempfile.TemporaryDirectory(prefix="huibian-fonts-") as temporary:
        if missing and debian.is_here():
            files |= _from_debian(catalogue, missing, Path(temporary), watch, diagnostics)
        missing = {name: design for name, design in missing.items() if name not in files}
        if missing and not debian.is_here():
            _note_debian_only(catalogue, missing.values(), folder, diagnostics)
        wanted = stand_ins(catalogue, folder, missing)
        if wanted and not wheels.has_pip():
            hint = f"运行 {sys.executable} -m ensurepip 再试；或把字体文件放进 {folder.parent}。"
            diagnostics.error("HB412", "这个 Python 里没有 pip，取不来自由字体", hint=hint)
        elif wanted:
            files |= _from_wheels(catalogue, wanted, Path(temporary), watch, diagnostics)
    faces = {name: design for name, design in {**lacked, **wanted}.items() if name in files}
    if faces:
        _write(catalogue, folder, files, faces)
    return Fetched(tuple(faces), sum(len(files[name]) for name in faces), missing, tuple(diagnostics))


def _from_debian(
    catalogue: Catalogue, wanted: Mapping[str, Design], folder: Path, watch: Watch, diagnostics: Diagnostics
) -> dict[str, bytes]:
    sources = {name: design.debian for name, design in wanted.items() if design.debian}
    packages = sorted({source.package for source in sources.values()})
    root = debian.unpack(packages, folder, watch, diagnostics)
    faces = {name: debian.made(source, root, catalogue.kept, diagnostics) for name, source in sources.items()}
    found = {name: data for name, data in faces.items() if data is not None}
    return {**found, **debian.licences(root, {sources[name].package for name in found})}


def _from_wheels(
    catalogue: Catalogue, wanted: Mapping[str, Design], folder: Path, watch: Watch, diagnostics: Diagnostics
) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for sources in _by_package(wanted):
        wheel = wheels.download(next(iter(sources.values())), folder, watch, diagnostics)
        if wheel is None:
            continue
        found = {name: wheels.read(wheel, source, diagnostics) for name, source in sources.items()}
        taken = {name: data for name, data in found.items() if data is not None}
        files |= {name: made(data, sources[name], catalogue.kept) for name, data in taken.items()}
        files |= wheels.licences(wheel, [sources[name] for name in taken])
        wheel.unlink()
    return files


def _note_debian_only(catalogue: Catalogue, missing: Iterable[Design], folder: Path, diagnostics: Diagnostics) -> None:
    """Warn of what this machine cannot have and Python's packages have not either, not even in another version."""
    others = {design.label for design in catalogue.faces.values() if design.wheel}
    labels = "、".join(dict.fromkeys(design.label for design in missing if design.label not in others))
    hint = (
        f"在 Debian 12 上运行 huibian fonts --get，把那里的 free 文件夹拷到 {folder.parent}；不拷也能排，由别的代替。"
    )
    if labels:
        diagnostics.warning("HB415", f"只有 Debian 的软件包里有、这台机器取不来的自由字体：{labels}", hint=hint)


def _by_package(wanted: Mapping[str, Design]) -> Iterable[Mapping[str, WheelFile]]:
    """The faces of each package together, so that it is downloaded once."""
    packages: dict[str, dict[str, WheelFile]] = {}
    for name, design in wanted.items():
        if design.wheel:
            packages.setdefault(design.wheel.archive, {})[name] = design.wheel
    return packages.values()


def _write(catalogue: Catalogue, folder: Path, files: Mapping[str, bytes], faces: Mapping[str, Design]) -> None:
    """Write the files, and on record how they were made beside what the folder has already."""
    held = holdings(folder)
    known = {file_of(design) for design in catalogue.faces.values() if design.debian or design.wheel}
    recipes = {name: digest for name, digest in held.recipes.items() if name in known}
    recipes |= {name: recipe(design, catalogue.kept) for name, design in faces.items()}
    sums = {name: sum_ for name, sum_ in held.files.items() if name in known or name not in held.recipes}
    sums |= {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    written = {**files, RECORD: Holdings(recipes, sums).as_json()}
    write_all({folder / name: data for name, data in written.items()})
