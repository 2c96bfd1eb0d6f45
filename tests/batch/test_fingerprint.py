from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from huibian import source
from huibian.batch.fingerprint import LIBRARIES, States, common_digest, key_of, read_states
from tests.support.requirements import ROOT

NO_SAY = {"rich", "typer"}  # they only talk


def test_every_library_that_is_installed_with_huibian_counts_or_only_talks() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = text.partition("\ndependencies = [")[2].partition("\n]")[0]
    names = {Requirement(each).name for each in re.findall(r'"([^"]+)"', listed)}
    assert names - NO_SAY == set(LIBRARIES)


def test_a_file_is_looked_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a"
    states = States()
    before = states.of(str(path))
    path.write_bytes(b"now")
    assert before == states.of(str(path)) == source.ABSENT
    assert States().of(str(path)) != before


def test_the_key_depends_on_each_part(tmp_path: Path) -> None:
    manifest, other = tmp_path / "m.yaml", tmp_path / "n.yaml"
    keys = {
        key_of(manifest, ["pdf"], None, "x"),
        key_of(other, ["pdf"], None, "x"),
        key_of(manifest, ["docx", "pdf"], None, "x"),
        key_of(manifest, ["pdf"], tmp_path, "x"),
        key_of(manifest, ["pdf"], None, "y"),
    }
    assert len(keys) == 5
    assert key_of(manifest, ["docx", "pdf"], None, "x") == key_of(manifest, ["pdf", "docx"], None, "x")


def test_the_key_does_not_depend_on_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "face.ttf").touch()
    monkeypatch.chdir(tmp_path)
    near = (key_of(Path("m.yaml"), [], Path("f"), "x"), common_digest([Path("face.ttf")], States()))
    far = (key_of(tmp_path / "m.yaml", [], tmp_path / "f", "x"), common_digest([tmp_path / "face.ttf"], States()))
    assert near == far


def test_the_order_of_faces_counts(tmp_path: Path) -> None:
    faces = [tmp_path / "a.ttf", tmp_path / "b.ttf"]
    assert common_digest(faces, States()) != common_digest(faces[::-1], States())


def test_what_is_not_there_is_remembered_as_such(tmp_path: Path) -> None:
    assert read_states({tmp_path / "gone": None, tmp_path / "read": "digest"}, ()) == {
        str(tmp_path / "gone"): source.ABSENT,
        str(tmp_path / "read"): "digest",
    }


def test_nobody_knows_what_a_file_was_that_came_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "came").touch()
    assert read_states({tmp_path / "came": None}, ()) is None


def test_files_that_are_written_count_in_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    written = [str(tmp_path / "a.pdf"), str(tmp_path / "out" / "b.txt")]
    read = read_states({tmp_path: source.state(tmp_path)}, written)
    assert read is not None
    (tmp_path / "a.pdf").touch()
    assert States().are(read, written)
    (tmp_path / "b.txt").touch()
    assert not States().are(read, written)
