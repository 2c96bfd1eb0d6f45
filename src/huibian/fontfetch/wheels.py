"""Takes files out of Python packages: the user's own pip downloads them, and nothing in them is installed or run."""

from __future__ import annotations

import hashlib
import sys
import zipfile
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from huibian.diagnostics import Diagnostics
from huibian.fontcatalogue import WheelFile
from huibian.fontfetch.running import RunError, Watch, run

_OPTIONS = (
    *("--no-deps", "--require-hashes", "--only-binary", ":all:"),  # a source package would be run to be read
    *("--no-input", "--no-cache-dir", "--disable-pip-version-check", "--progress-bar", "off", "--quiet"),
)
_MEGABYTE = 10**6


def has_pip() -> bool:
    """Whether this Python has pip."""
    return find_spec("pip") is not None


def download(file: WheelFile, folder: Path, watch: Watch, diagnostics: Diagnostics) -> Path | None:
    """Download a package into a folder of its own below `folder`; `None` where it does not come (HB413)."""
    own = folder / file.package
    own.mkdir()
    requirements = own / "requirements.txt"
    with requirements.open("w", encoding="utf-8") as opened:
        opened.write(f"{file.package}=={file.version} --hash=sha256:{file.archive}\n")
    command = (sys.executable, "-m", "pip", "download", *_OPTIONS, "--dest", str(own), "-r", str(requirements))
    # Where pip puts what has not come whole; it is gone with the folder, and counts as come.
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(own))
    try:
        run(
            command,
            own,
            lambda done: watch(file.package, done, file.megabytes * _MEGABYTE),
            PYTHONUTF8="1",
            **temporary,
        )
    except RunError as error:
        hint = "看看网络通不通、pip 的镜像设得对不对，再运行一次；已经取来的不会再取。"
        diagnostics.error("HB413", f"Python 软件包 {file.package} 下载不来：{_last_line(error)}", hint=hint)
        return None
    return next(own.glob("*.whl"), None)


def read(wheel: Path, file: WheelFile, diagnostics: Diagnostics) -> bytes | None:
    """A face's file as it lies in the package; `None` where it is not the registered one (HB414)."""
    with zipfile.ZipFile(wheel) as archive:
        data = archive.read(file.file) if file.file in archive.namelist() else b""
    if hashlib.sha256(data).hexdigest() == file.sha256:
        return data
    name = file.file.rpartition("/")[2]
    diagnostics.error("HB414", f"Python 软件包 {file.package} 里的 {name} 不是登记的那一份，没有用它")
    return None


def licences(wheel: Path, files: Iterable[WheelFile]) -> Mapping[str, bytes]:
    """The licence texts of the faces, by the name to write."""
    with zipfile.ZipFile(wheel) as archive:
        return {
            f"licences/{file.package}.{name.rpartition('/')[2].removesuffix('.txt')}.txt": archive.read(name)
            for file in files
            for name in file.licences
        }


def _last_line(error: RunError) -> str:
    return str(error).splitlines()[-1]
