from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian import source
from huibian.batch import records
from huibian.batch.records import Record
from huibian.diagnostics import Diagnostic, Severity, Span

WARNINGS = (
    Diagnostic(Severity.WARNING, "HB104", "一", Span(Path("a.txt"), 1, 2), "提示"),
    Diagnostic(Severity.WARNING, "HB202", "二", Span(Path("b.txt"))),
    Diagnostic(Severity.WARNING, "HB410", "三"),
)
RECORD = Record("key", {"/a": "1"}, {"/a.pdf": ["2", "3"]}, "题", 4, 6, WARNINGS)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUIBIAN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def place_of(*targets: Path) -> Path:
    place = records.record_path(targets)
    assert place is not None
    return place


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    place = place_of(tmp_path / "a.pdf")
    assert records.load(place) is None
    assert records.store(place, RECORD)
    assert records.load(place) == RECORD


def test_it_belongs_to_the_files_whatever_is_written_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = place_of(tmp_path / "a.pdf", tmp_path / "a.docx")
    assert place_of(tmp_path / "a.docx") == place
    (tmp_path / "link").symlink_to(tmp_path)
    assert place_of(tmp_path / "link" / "a.pdf") == place
    monkeypatch.chdir(tmp_path)
    assert place_of(Path("a.pdf")) == place
    assert place_of(tmp_path / "b.pdf") != place


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:-5],
        lambda data: data.replace(b'"2"', b'"9"'),
        lambda data: b"\xff" * 100,
        lambda data: b"[" * 100_000,
        lambda data: data.partition(b"\n")[2],
    ],
)
def test_a_damaged_record_counts_as_none(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    place = place_of(tmp_path / "a.pdf")
    records.store(place, RECORD)
    place.write_bytes(spoil(place.read_bytes()))
    assert records.load(place) is None


@pytest.mark.parametrize("data", [b"{}", b"[]", b"3", b'{"warnings": [{}]}', b'{"warnings": [], "key": 1}', b"\xff"])
def test_one_of_another_version_counts_as_none(tmp_path: Path, data: bytes) -> None:
    place = place_of(tmp_path / "a.pdf")
    place.parent.mkdir(parents=True)
    checksum = hashlib.sha256(data).hexdigest().encode()
    place.write_bytes(checksum + b"\n" + data)
    assert records.load(place) is None


def test_a_folder_in_its_place_counts_as_none_and_is_left(tmp_path: Path) -> None:
    place = place_of(tmp_path / "a.pdf")
    place.mkdir(parents=True)
    assert records.load(place) is None
    assert not records.store(place, RECORD)
    assert os.listdir(place.parent) == [place.name]


def test_what_cannot_be_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("HUIBIAN_CACHE", str(tmp_path / "file"))
    assert not records.store(place_of(tmp_path / "a.pdf"), RECORD)
    records.touch(place_of(tmp_path / "a.pdf"))
    records.remove_oldest()


def test_who_has_no_home_has_no_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Path:
        raise RuntimeError

    monkeypatch.setattr("huibian.resources.cache_folder", refuse)
    assert records.record_path([tmp_path / "a.pdf"]) is None
    assert records.load(None) is None
    assert not records.store(None, RECORD)
    records.touch(None)
    records.remove_oldest()


def test_the_oldest_are_removed_where_there_are_too_many(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huibian.batch.records._RECORDS_MOST", 2)
    places = [place_of(tmp_path / f"{number}.pdf") for number in range(4)]
    for age, place in enumerate(places):
        records.store(place, RECORD)
        os.utime(place, (1e9 - age, 1e9 - age))
    records.touch(places[3])
    (cut_off, still_written) = (place.with_name(f".huibian-{number * 8}") for number in "01")
    for file in (cut_off, still_written):
        file.touch()
    os.utime(cut_off, (1e9, 1e9))
    records.remove_oldest()
    assert set(places[0].parent.iterdir()) == {places[0], places[3], still_written}


def test_what_is_rendered_alone_is_noted_only_where_there_is_a_record(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"rendered")
    records.note_written([target])
    assert records.load(place_of(target)) is None
    records.store(place_of(target), replace(RECORD, written={"/other": ["1"]}))
    records.note_written([target])
    noted = records.load(place_of(target))
    assert noted is not None
    assert noted.key == ""
    assert noted.written == {"/other": ["1"], str(target): [source.state(target)]}
