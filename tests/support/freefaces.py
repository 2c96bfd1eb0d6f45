"""A catalogue of tiny free faces in a Debian package and in a Python package, and a machine that has them or not."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from huibian import resources
from huibian.fontcatalogue import Catalogue
from huibian.markedyaml import fit
from tests.support.fonts import tiny_collection, tiny_font

PLAIN = tiny_font("汉", name="Plain")
RARE = tiny_font("𠀀", name="Rare")
LIKE = tiny_font("汉国", name="Like")
COLLECTION = tiny_collection([("汉字", "Tiny-JP"), ("汉字，", "Tiny-SC")])
LICENCE = "Do as you like."


def free_catalogue(plain: bytes = PLAIN, like: bytes = LIKE, archive: str = "f" * 64) -> Catalogue:
    """Debian has P.ttf, T.ttf, which is trimmed, and R.ttf of an optional script; Python has L.ttf instead of P.ttf."""
    plain_file = {"package": "tiny", "file": "/usr/share/fonts/plain.ttf", "sha256": digest(plain)}
    trimmed_file = {
        "package": "tiny",
        "file": "/usr/share/fonts/tiny.ttc#Tiny-SC",
        "sha256": digest(COLLECTION),
        "trim": True,
    }
    wheel = {"package": "tiny-fonts", "version": "1.0", "archive": archive, "megabytes": 1}
    wheel |= {"file": "tiny_fonts/like.ttf", "sha256": digest(like), "licences": ["tiny_fonts/OFL"]}
    rare = {"package": "rare", "file": "/usr/share/fonts/rare.ttf", "sha256": digest(RARE)}
    faces = {
        "plain": {"label": "P", "files": ["P.ttf"], "debian": plain_file},
        "like": {"label": "L", "files": ["L.ttf"], "instead_of": "plain", "wheel": wheel},
        "trimmed": {"label": "T", "files": ["T.ttf"], "debian": trimmed_file},
        "own": {"label": "O", "files": ["own.ttf"]},
        "rare": {"label": "R", "files": ["R.ttf"], "debian": rare},
    }
    names = {"east_asian": "汉体", "western": "Roman"}
    uses = ["own", "plain", {"face": "like", "unlike": True, "flaw": "稍黑"}]
    script = {"label": "生僻字", "codes": "U+20000", "names": names, "language": "zh-CN", "stroke": 0, "optional": True}
    return fit(
        {
            "platforms": {},
            "western": "U+0020",
            "kept": "U+6C49, U+FF0C",
            "faces": faces,
            "roles": {"han": {"label": "汉体", "names": names, "stroke": 0, "faces": uses}},
            "scripts": {"rare": script | {"faces": ["own", "rare"]}},
            "counted": [{"label": "字", "chars": "汉", "common": True}],
        },
        Catalogue,
    )


def without_free_set(folder: Path) -> Path:
    """Write the catalogue that comes with huibian where the free set does not lie, with few characters to count."""
    folder.mkdir()
    text = (resources.fonts_folder() / "catalogue.yaml").read_text(encoding="utf-8")
    counted = "\ncounted:\n  - {label: GB 2312 一级汉字, rows: [16, 55], common: true}\n"
    (folder / "catalogue.yaml").write_text(text.partition("\ncounted:")[0] + counted, encoding="utf-8")
    return folder


def digest(data: bytes) -> str:
    """The sha256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


_CONTENTS = {"tiny": {"plain.ttf": PLAIN, "tiny.ttc": COLLECTION}, "rare": {"rare.ttf": RARE}}


def write_root(root: Path, *packages: str) -> None:
    """Write what packages unpack to, of `tiny` and `rare`."""
    fonts = root / "usr/share/fonts"
    fonts.mkdir(parents=True)
    for package in packages:
        for name, data in _CONTENTS[package].items():
            (fonts / name).write_bytes(data)
        licence = root / "usr/share/doc" / package
        licence.mkdir(parents=True)
        (licence / "copyright").write_text(LICENCE, encoding="utf-8")


def write_command(folder: Path, name: str, script: str) -> None:
    """Write a program of the shell."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def write_apt(folder: Path, archives: Path) -> None:
    """Write an apt-get that knows the packages `tiny` and `rare`.

    Args:
        folder: Where the program is to be.
        archives: Where the packages are to be, which it takes from there.
    """
    for package in _CONTENTS:
        root = archives / package
        write_root(root, package)
        control = root / "DEBIAN" / "control"
        control.parent.mkdir()
        control.parent.chmod(0o755)  # dpkg-deb takes no less, whatever the umask
        text = "Version: 1\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: tiny\n"
        control.write_text(f"Package: {package}\n{text}", encoding="utf-8")
        command = ["dpkg-deb", "--build", str(root), str(archives / f"{package}.deb")]
        subprocess.run(command, check=True, capture_output=True)
    write_command(folder, "apt-get", _APT.format(archives=archives))


_APT = """\
[ $1 = download ] || exit 1
shift
for package; do
    [ "$package" = -o ] && exit 0
    cp "{archives}/$package.deb" . || exit 100
done"""
