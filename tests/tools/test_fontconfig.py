from __future__ import annotations

import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from huibian import resources
from huibian.fontcatalogue import Catalogue
from huibian.markedyaml import fit
from tests.support.fonts import tiny_font
from tools.fontconfig import aliases


def _catalogue() -> Catalogue:
    free = {"package": "p", "sha256": "f" * 64}
    faces = {
        name: {"label": name, "files": [f"{name}.ttf"], "debian": free | {"file": f"/{name}.ttf"}}
        for name in ("fang", "marks", "roman", "yi", "rare")
    } | {"own": {"label": "own", "files": ["own.ttf"]}}
    roles = {
        "fangsong": {
            "label": "仿宋",
            "names": {"east_asian": "仿宋_GB2312", "western": "Times", "alternatives": ["仿宋"]},
            "stroke": 0,
            "western": {"regular": ["own", "roman"]},
            "faces": ["own", {"face": "marks", "only": "，"}, {"face": "fang", "covers": "gb2312"}],
        },
        "heiti": {
            "label": "黑体",
            "names": {"east_asian": "黑体", "western": "黑体"},
            "stroke": 0,
            "faces": ["marks"],
        },
    }
    scripts = {
        name: {
            "label": name,
            "codes": "U+A000",
            "names": {"east_asian": f"官{name}", "western": "W"},
            "language": "ii-CN",
            "stroke": 0,
            "faces": [name],
        }
        for name in ("yi", "rare")
    }
    data = {"platforms": {}, "western": "U+0020", "kept": "U+0020", "faces": faces, "roles": roles, "scripts": scripts}
    return fit(data, Catalogue)


@pytest.fixture
def config(tmp_path: Path) -> ET.Element:
    for name in ("fang", "marks", "roman", "yi"):
        (tmp_path / f"{name}.ttf").write_bytes(tiny_font("汉", name=f"Family {name}"))
    return ET.fromstring(aliases(_catalogue(), tmp_path))


def test_every_official_name_leads_to_the_free_face_of_its_role(config: ET.Element) -> None:
    found = {
        match.findtext("test/string"): match.findtext("edit[@name='family']/string") for match in config.iter("match")
    }
    assert found == {
        "仿宋_GB2312": "Family fang",
        "仿宋": "Family fang",
        "Times": "Family roman",
        "黑体": "Family marks",
        "官yi": "Family yi",  # the faces of "rare" are not here
    }


def test_the_system_and_the_folder_of_the_faces_are_included(config: ET.Element, tmp_path: Path) -> None:
    assert config.findtext("include") == "/etc/fonts/fonts.conf"
    assert config.findtext("dir") == str(tmp_path)


@pytest.mark.debian_fonts
@pytest.mark.fontconfig
@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("仿宋_GB2312", "FandolFang-Regular.otf"),
        ("FangSong", "FandolFang-Regular.otf"),
        ("方正小标宋简体", "NotoSerifCJKsc-Bold.otf"),
        ("楷体_GB2312", "FandolKai-Regular.otf"),
        ("黑体", "NotoSansCJKsc-Regular.otf"),
        ("宋体", "NotoSerifCJKsc-Regular.otf"),
        ("Times New Roman", "LiberationSerif-Regular.ttf"),
        ("Times New Roman:bold", "LiberationSerif-Bold.ttf"),
    ],
)
def test_fontconfig_finds_the_free_faces_under_the_official_names(name: str, file: str) -> None:
    config = resources.faces_folder() / "fontconfig.conf"
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", name],
        env=os.environ | {"FONTCONFIG_FILE": str(config)},
        capture_output=True,
        text=True,
        check=True,
    )
    # The path may be the system's own copy of the same face.
    assert Path(found.stdout).name == file
