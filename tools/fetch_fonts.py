"""Fetches the free faces: download Debian packages, unpack without installing, verify, trim.

`make fonts` runs this. It needs no rights beyond writing the folder of faces, and fetches only what is not there yet.
`--script NAME` brings the faces of a script that are not brought otherwise.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import uharfbuzz as hb

from huibian import resources
from huibian.diagnostics import HuibianError
from huibian.fontbook import catalogue as catalogues
from huibian.fontbook.catalogue import Catalogue, CodePoints, DebianFile
from huibian.fontbook.faces import index_of
from huibian.output import write_all
from tools import fontconfig

_RECORD = "fetched.json"
_PATIENTLY = ("-o", "Acquire::Retries=5")  # a mirror may be busy; apt waits longer before each try
_FANDOL_LICENCE = "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"


class FetchError(Exception):
    """The free faces cannot be had; the message says what to do."""


def main(arguments: Sequence[str] = ()) -> int:
    """Fetch what is missing and write the alias file; returns the exit code."""
    folder = resources.faces_folder()
    try:
        catalogue = catalogues.read(resources.fonts_folder() / "catalogue.yaml")
        missing = missing_faces(catalogue, folder / "free", _parsed(arguments, catalogue))
        if missing:
            fetch(catalogue, folder / "free", missing)
        else:
            print(f"字体齐全：{folder / 'free'}")
        write_all({folder / "fontconfig.conf": fontconfig.aliases(catalogue, folder / "free")})
    except (FetchError, HuibianError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parsed(arguments: Sequence[str], catalogue: Catalogue) -> list[str]:
    """The scripts that are asked for by name."""
    parser = argparse.ArgumentParser(prog="make fonts", description="取来自由字体")
    optional = [name for name, script in catalogue.scripts.items() if script.optional]
    parser.add_argument("--script", action="append", default=[], choices=optional, help="另外取来这一种文字的字体")
    return list(parser.parse_args(arguments).script)


def missing_faces(catalogue: Catalogue, folder: Path, scripts: Collection[str] = ()) -> Mapping[str, DebianFile]:
    """The free faces that `folder` does not hold as this catalogue would have them made, by the name to write.

    Args:
        catalogue: The catalogue.
        folder: Where the faces are.
        scripts: The optional scripts whose faces are wanted too; once fetched they stay wanted.
    """
    record = _record_of(folder)
    sums, recipes = record["files"], record["recipes"]
    whole = {name for name, sum_ in sums.items() if (folder / name).is_file() and sha256_of(folder / name) == sum_}
    licences = {name for name in sums if name not in recipes}
    asked = {file for script in scripts for file in _faces_of(catalogue, script)}
    skipped = _optional(catalogue) - asked - set(recipes)
    return {
        name: file
        for name, file in _wanted(catalogue).items()
        if name not in skipped
        and not (name in whole and licences <= whole and recipes.get(name) == _recipe(file, catalogue.kept))
    }


def fetch(catalogue: Catalogue, folder: Path, wanted: Mapping[str, DebianFile]) -> None:
    """Download, verify and write free faces, with their licences.

    Args:
        catalogue: The catalogue.
        folder: Where the faces are to be.
        wanted: Which ones, by the name to write.

    Raises:
        FetchError: A package cannot be downloaded or unpacked, or a file is not the pinned one.
        HuibianError: A file cannot be written.
    """
    packages = sorted({file.package for file in wanted.values()})
    with tempfile.TemporaryDirectory(prefix="huibian-fonts-") as temporary:
        root = Path(temporary) / "root"
        print(f"下载 {'、'.join(packages)} ……", flush=True)
        for archive in download(packages, Path(temporary)):
            _run("dpkg-deb", "-x", str(archive), str(root))
        made = {name: make(file, root, catalogue.kept) for name, file in wanted.items()}
        made |= _licences(root, packages)
    record = _record_of(folder)
    known = set(_wanted(catalogue))
    kept = {name: sum_ for name, sum_ in record["files"].items() if name in known or name not in record["recipes"]}
    recipes = {name: recipe for name, recipe in record["recipes"].items() if name in known}
    sums = kept | {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    recipes |= {name: _recipe(file, catalogue.kept) for name, file in wanted.items()}
    written = json.dumps({"recipes": recipes, "files": sums}, indent=1).encode()
    write_all({folder / name: data for name, data in (made | {_RECORD: written}).items()})
    print(f"写好 {len(wanted)} 个字体：{folder}（{sum(map(len, made.values())) // 2**20} MB）")


def _record_of(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """What was fetched: how each face was made, and the sum of each file; nothing where that is not known."""
    try:
        record = json.loads((folder / _RECORD).read_bytes())
        return {part: dict(record[part]) for part in ("recipes", "files")}
    except (OSError, ValueError, KeyError, TypeError):
        return {"recipes": {}, "files": {}}


def download(packages: Iterable[str], folder: Path) -> list[Path]:
    """Download packages into `folder`; root refreshes stale or empty package lists by itself.

    Raises:
        FetchError: There is no apt-get here, or it does not find them.
    """
    if not all(map(shutil.which, ("apt-get", "dpkg-deb"))):
        msg = "这里没有 apt-get，取不来自由字体。请把字体文件放进 fonts/，见 fonts/README.md"
        raise FetchError(msg)
    try:
        _run("apt-get", "download", *packages, *_PATIENTLY, folder=folder)
    except FetchError as error:
        if os.geteuid() != 0:
            msg = f"{error}\n请先运行 sudo apt-get update，再重试"
            raise FetchError(msg) from error
        _run("apt-get", "update", *_PATIENTLY)
        _run("apt-get", "download", *packages, *_PATIENTLY, folder=folder)
    return sorted(folder.glob("*.deb"))


def make(file: DebianFile, root: Path, kept: CodePoints) -> bytes:
    """The bytes of a face: the unpacked file as it is, or one of its faces trimmed.

    Args:
        file: Which file, and its sha256.
        root: Where the packages are unpacked.
        kept: The code points to keep, where the face is to be trimmed.

    Raises:
        FetchError: The file is not there, is not the pinned one, or has no such face.
    """
    path = root / file.file.name.lstrip("/")
    found = sha256_of(path) if path.is_file() else "没有这个文件"
    if found != file.sha256:
        msg = (
            f"{file.package} 里的 {path.name} 与登记的不同：应为 {file.sha256}，实为 {found}\n"
            "这个系统的软件包是另一个版本；怎么办见 fonts/README.md"
        )
        raise FetchError(msg)
    if not file.trim:
        return path.read_bytes()
    name = file.file.postscript_name
    index = 0 if name is None else index_of(path, name)
    if index is None:
        msg = f"{path.name} 里没有 {name}"
        raise FetchError(msg)
    return trimmed(path, index, kept)


def trimmed(path: Path, index: int, kept: CodePoints) -> bytes:
    """One face of a font file with only the kept code points, and without layout features."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.clear()
    for codes in kept:
        wanted.unicode_set.add_range(codes.start, codes.stop - 1)
    # Features would keep the Japanese, Korean and Taiwan forms of the characters; layout asks for none.
    wanted.layout_feature_tag_set.clear()
    face = hb.subset(hb.Face(hb.Blob.from_file_path(str(path)), index), wanted)
    return bytes(face.blob.data)


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _wanted(catalogue: Catalogue) -> Mapping[str, DebianFile]:
    """By the name to write, where each free face comes from."""
    return {design.files[0].name: design.debian for design in catalogue.faces.values() if design.debian}


def _optional(catalogue: Catalogue) -> set[str]:
    """The files of the faces that none but optional scripts ask for."""
    scripts = [name for name, script in catalogue.scripts.items() if script.optional]
    return {file for script in scripts for file in _faces_of(catalogue, script)}


def _faces_of(catalogue: Catalogue, script: str) -> Iterable[str]:
    """The files of the free faces of a script."""
    designs = (catalogue.faces[use.face] for use in catalogue.scripts[script].faces)
    return (design.files[0].name for design in designs if design.debian)


def _recipe(file: DebianFile, kept: CodePoints) -> str:
    """A digest of all that decides what is written of a face."""
    return hashlib.sha256(f"{file!r}\n{kept if file.trim else ''}".encode()).hexdigest()


def _licences(root: Path, packages: Collection[str]) -> Mapping[str, bytes]:
    """The packages' own licence texts, by the name to write."""
    copyrights = (root / "usr/share/doc" / package / "copyright" for package in packages)
    found = [path for path in (*copyrights, root / _FANDOL_LICENCE) if path.is_file()]
    return {
        f"licences/{path.parent.name}.{path.stem}.txt": (
            gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        )
        for path in found
    }


def _run(*command: str, folder: Path | None = None) -> None:
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        msg = f"{' '.join(command[:2])} 失败：{run.stderr.strip() or run.stdout.strip()}"
        raise FetchError(msg)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
