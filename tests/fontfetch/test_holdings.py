from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian.fontfetch.holdings import RECORD, Holdings, holdings, lacking, recipe, stand_ins
from tests.support.freefaces import PLAIN, digest, free_catalogue


def _write(folder: Path, **faces: bytes) -> None:
    """Write faces and a record of them as a run would."""
    catalogue = free_catalogue()
    designs = {design.files[0].name: design for design in catalogue.faces.values()}
    names = {f"{name}.ttf": data for name, data in faces.items()}
    recipes = {name: recipe(designs[name], catalogue.kept) for name in names}
    for name, data in names.items():
        (folder / name).write_bytes(data)
    (folder / RECORD).write_bytes(Holdings(recipes, {name: digest(data) for name, data in names.items()}).as_json())


@pytest.mark.parametrize("record", [None, b"", b"[]", b'{"files": {}}'])
def test_without_a_sound_record_nothing_counts_as_there(record: bytes | None, tmp_path: Path) -> None:
    if record is not None:
        (tmp_path / RECORD).write_bytes(record)
    assert holdings(tmp_path) == Holdings({}, {})
    assert list(lacking(free_catalogue(), tmp_path)) == ["P.ttf", "T.ttf"]


def test_what_lies_there_as_it_was_written_is_not_lacking(tmp_path: Path) -> None:
    _write(tmp_path, P=PLAIN)
    assert list(lacking(free_catalogue(), tmp_path)) == ["T.ttf"]
    (tmp_path / "P.ttf").write_bytes(PLAIN + b"\0")
    assert list(lacking(free_catalogue(), tmp_path)) == ["P.ttf", "T.ttf"]


def test_of_a_new_recipe_only_what_it_changes_is_lacking(tmp_path: Path) -> None:
    _write(tmp_path, P=PLAIN, T=b"trimmed")
    assert list(lacking(free_catalogue(plain=b"a newer font"), tmp_path)) == ["P.ttf"]
    kept = replace(free_catalogue(), kept=(range(0x20, 0x7F),))
    assert list(lacking(kept, tmp_path)) == ["T.ttf"]


def test_an_optional_script_is_lacking_where_it_is_asked_for(tmp_path: Path) -> None:
    assert list(lacking(free_catalogue(), tmp_path, ["rare"])) == ["P.ttf", "T.ttf", "R.ttf"]


def test_stand_ins_are_wanted_for_what_cannot_be_had(tmp_path: Path) -> None:
    assert list(stand_ins(free_catalogue(), tmp_path, ["P.ttf"])) == ["L.ttf"]
    assert not stand_ins(free_catalogue(), tmp_path, ["T.ttf"])
    _write(tmp_path, L=b"like")
    assert not stand_ins(free_catalogue(), tmp_path, ["P.ttf"])
