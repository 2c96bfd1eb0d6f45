"""Takes files out of Debian packages, which are downloaded and unpacked and never installed."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from huibian.diagnostics import Diagnostics
from huibian.fontbook import index_of, trimmed
from huibian.fontcatalogue import CodePoints, DebianFile
from huibian.fontfetch.holdings import sha256_of
from huibian.fontfetch.running import RunError, Watch, run

_PATIENTLY = ("-o", "Acquire::Retries=5")  # a mirror may be busy; apt waits longer before each try
_FANDOL_LICENCE = "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"


def is_here() -> bool:
    """Whether this machine has the programs that download and unpack such packages."""
    return all(map(shutil.which, ("apt-get", "dpkg-deb")))


def unpack(packages: Collection[str], folder: Path, watch: Watch, diagnostics: Diagnostics) -> Path:
    """Download packages into `folder` and unpack them together; gives where.

    Those that cannot be had are noted (HB413).
    """
    root = folder / "root"
    root.mkdir()
    for archive in download(packages, folder, watch, diagnostics):
        try:
            run(("dpkg-deb", "-x", str(archive), str(root)), folder, lambda done: None)
        except RunError as error:
            diagnostics.error("HB413", f"软件包 {archive.name} 拆不开：{error}")
    return root


def download(packages: Collection[str], folder: Path, watch: Watch, diagnostics: Diagnostics) -> list[Path]:
    """Download packages; root refreshes stale or empty package lists by itself.

    Those that cannot be had are noted (HB413); they do not keep the others from coming.
    """
    try:
        _download(packages, folder, watch)
    except RunError:
        for package in packages:
            try:
                _download([package], folder, watch)
            except RunError as error:
                hint = None if _is_root() else "先运行 sudo apt-get update，再运行一次。"
                diagnostics.error("HB413", f"软件包 {package} 下载不来：{error}", hint=hint)
    return sorted(folder.glob("*.deb"))


def made(file: DebianFile, root: Path, kept: CodePoints, diagnostics: Diagnostics) -> bytes | None:
    """The bytes of a face: the unpacked file as it is, or one of its faces trimmed.

    Args:
        file: Which file, and its sha256.
        root: Where the packages are unpacked.
        kept: The code points to keep, where the face is to be trimmed.
        diagnostics: Learns that the file is not the registered one (HB414).

    Returns:
        `None` where the file is not there or is another one.
    """
    path = root / file.file.name.lstrip("/")
    if not path.is_file():
        return None  # its package did not come, which is noted, or has it no more
    if sha256_of(path) != file.sha256:
        message = f"软件包 {file.package} 里的 {path.name} 不是登记的那一份，没有用它"
        hint = "那是另一个版本。要登记的那一份，从一台 Debian 12 拷来 free 文件夹；不拷也能排，由别的代替。"
        diagnostics.error("HB414", message, hint=hint)
        return None
    with path.open("rb") as opened:
        data = opened.read()
    if not file.trim:
        return data
    name = file.file.postscript_name
    return trimmed(data, 0 if name is None else index_of(path, name) or 0, kept)


def licences(root: Path, packages: Iterable[str]) -> Mapping[str, bytes]:
    """The packages' own licence texts, by the name to write."""
    copyrights = (root / "usr/share/doc" / package / "copyright" for package in packages)
    found = [path for path in (*copyrights, root / _FANDOL_LICENCE) if path.is_file()]
    return {f"licences/{path.parent.name}.{path.stem}.txt": _text(path) for path in found}


def _download(packages: Collection[str], folder: Path, watch: Watch) -> None:
    def tell(done: int) -> None:
        watch("、".join(packages), done, None)

    command = ("apt-get", "download", *packages, *_PATIENTLY)
    try:
        run(command, folder, tell)
    except RunError:
        if not _is_root():
            raise
        run(("apt-get", "update", *_PATIENTLY), folder, tell)
        run(command, folder, tell)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _text(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read()
    return gzip.decompress(data) if path.suffix == ".gz" else data
