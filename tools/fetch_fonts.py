"""Fetches the free faces: download Debian packages, unpack without installing, verify, trim.

`make fonts` runs this. It needs no rights beyond writing the folder of faces, and does nothing where everything
is there already.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
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
_LICENCES = ("usr/share/doc/*/copyright", "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz")


class FetchError(Exception):
    """The free faces cannot be had; the message says what to do."""


def main() -> int:
    """Fetch what is missing and write the alias file; returns the exit code."""
    folder = resources.faces_folder()
    try:
        catalogue = catalogues.read(resources.fonts_folder() / "catalogue.yaml")
        if is_complete(catalogue, folder / "free"):
            print(f"字体齐全：{folder / 'free'}")
        else:
            fetch(catalogue, folder / "free")
        write_all({folder / "fontconfig.conf": fontconfig.aliases(catalogue, folder / "free")})
    except (FetchError, HuibianError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def is_complete(catalogue: Catalogue, folder: Path) -> bool:
    """Whether `folder` holds every free face, made by this catalogue's recipe and unchanged since."""
    try:
        record = json.loads((folder / _RECORD).read_bytes())
        files = {name: sha256_of(folder / name) for name in record["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(record == {"recipe": _recipe(catalogue), "files": files})


def fetch(catalogue: Catalogue, folder: Path) -> None:
    """Download, verify and write every free face, with its licences.

    Raises:
        FetchError: A package cannot be downloaded or unpacked, or a file is not the pinned one.
        HuibianError: A file cannot be written.
    """
    wanted = _wanted(catalogue)
    packages = sorted({file.package for file in wanted.values()})
    with tempfile.TemporaryDirectory(prefix="huibian-fonts-") as temporary:
        root = Path(temporary) / "root"
        print(f"下载 {'、'.join(packages)} ……", flush=True)
        for archive in download(packages, Path(temporary)):
            _run("dpkg-deb", "-x", str(archive), str(root))
        made = {name: make(file, root, catalogue.kept) for name, file in wanted.items()}
        made |= _licences(root)
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    record = json.dumps({"recipe": _recipe(catalogue), "files": sums}, indent=1).encode()
    write_all({folder / name: data for name, data in (made | {_RECORD: record}).items()})
    print(f"写好 {len(wanted)} 个字体：{folder}（{sum(map(len, made.values())) // 2**20} MB）")


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


def _recipe(catalogue: Catalogue) -> str:
    """A digest of all that decides what is written."""
    parts = [repr(sorted(_wanted(catalogue).items())), repr(catalogue.kept)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _licences(root: Path) -> Mapping[str, bytes]:
    """The packages' own licence texts, by the name to write."""
    found = (path for pattern in _LICENCES for path in sorted(root.glob(pattern)))
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
    sys.exit(main())
