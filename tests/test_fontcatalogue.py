from __future__ import annotations

from pathlib import Path

import pytest

from huibian import resources
from huibian.diagnostics import HuibianError
from huibian.fontcatalogue import Catalogue, FontFile, Use, read
from huibian.markedyaml import fit

GOOD = """\
platforms: {linux: [/usr/share/fonts]}
western: U+0020-0022, U+00A0
kept: U+0020
faces:
  own: {label: 宋体, files: [own.ttf, songs.ttc#Songs-SC]}
roles:
  songti:
    label: 宋体
    names: {east_asian: 宋体, western: Times New Roman}
    stroke: 28
    western: {regular: [own]}
    faces:
      - own
      - {face: own, only: "，"}
"""


def _read(tmp_path: Path, text: str) -> Catalogue:
    path = tmp_path / "catalogue.yaml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def _faults(tmp_path: Path, text: str) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(HuibianError) as raised:
        _read(tmp_path, text)
    spans = [(each.code, each.span) for each in raised.value.diagnostics]
    return [(code, span.line, span.column) for code, span in spans if span]


def test_the_catalogue_that_comes_with_huibian_is_sound() -> None:
    catalogue = read(resources.fonts_folder() / "catalogue.yaml")
    assert set(catalogue.roles) == {"fangsong", "xiaobiaosong", "heiti", "kaiti", "songti"}


def test_every_role_of_it_asks_official_faces_first_and_has_a_last_resort() -> None:
    catalogue = read(resources.fonts_folder() / "catalogue.yaml")
    for role in catalogue.roles.values():
        designs = [catalogue.faces[use.face] for use in role.faces]
        assert designs[0].official
        assert designs[-1].python
        assert all(design.debian or design.wheel for design in designs[1:-1])


def test_files_code_points_and_bare_designs_are_read(tmp_path: Path) -> None:
    catalogue = _read(tmp_path, GOOD)
    assert catalogue.faces["own"].files == (FontFile("own.ttf"), FontFile("songs.ttc", "Songs-SC"))
    assert catalogue.western == (range(0x20, 0x23), range(0xA0, 0xA1))
    assert catalogue.roles["songti"].faces == (Use(face="own"), Use(face="own", only="，"))


@pytest.mark.parametrize(
    ("wrong", "right", "expected"),
    [
        ("stroke: 28", "stroke: thick", ("HB401", 10, 13)),
        ("stroke: 28", "stroke: 280", ("HB401", 10, 13)),
        ("    stroke: 28\n", "", ("HB401", 8, 5)),
        ("kept: U+0020", "kept: letters", ("HB401", 3, 7)),
        ("kept: U+0020", "kept: U+0020-ZZZZ", ("HB401", 3, 7)),
        ("kept: U+0020", "kept: U+0020-001F", ("HB401", 3, 7)),
        ("kept: U+0020", "kept: U+110000", ("HB401", 3, 7)),
        ('only: "，"', 'onyl: "，"', ("HB401", 14, 21)),
        ('only: "，"', "covers: gbk", ("HB401", 14, 29)),
        ("files: [own.ttf, songs.ttc#Songs-SC]", "files: []", ("HB401", 5, 27)),
        ("      - own\n", "      - owl\n", ("HB402", 13, 9)),
        ("{face: own,", "{face: owl,", ("HB402", 14, 16)),
        ("regular: [own]", "regular: [own, owl]", ("HB402", 11, 30)),
        ("regular: [own]", "bold: [owl]", ("HB402", 11, 22)),
    ],
)
def test_a_fault_is_told_with_its_place(wrong: str, right: str, expected: tuple[str, int, int], tmp_path: Path) -> None:
    assert wrong in GOOD
    assert _faults(tmp_path, GOOD.replace(wrong, right)) == [expected]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("stroke: 28", "stroke: thick").replace("kept: U+0020", "kept: letters")
    assert len(_faults(tmp_path, text)) == 2


def test_a_catalogue_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(HuibianError):
        read(tmp_path / "catalogue.yaml")


@pytest.mark.parametrize(
    ("char", "allowed"),
    [("汉", True), ("镕", False), ("雎", False), ("，", False), ("A", False), ("〇", False), ("𫖯", False)],
)
def test_gb2312_means_its_han_and_nothing_else(char: str, allowed: bool) -> None:
    use = fit({"face": "fandol", "covers": "gb2312", "except": "雎"}, Use)
    assert use.allows(char) is allowed
