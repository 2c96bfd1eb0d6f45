from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from huibian import source
from huibian.diagnostics import HuibianError, Span
from huibian.unchanged import Unchanged


class Lengths:
    """Makes the length of a text, and counts how often."""

    def __init__(self) -> None:
        self.kept: Unchanged[Path, int] = Unchanged()
        self.made = 0

    def of(self, path: Path, is_sound: Callable[[int], bool] | None = None) -> int:
        def make() -> int:
            self.made += 1
            return len(source.read(path).text)

        return self.kept.get(path, make, is_sound)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("甲乙", encoding="utf-8")
    return path


def test_of_a_file_that_has_not_changed_nothing_is_made_again(file: Path) -> None:
    lengths = Lengths()
    assert [lengths.of(file) for _ in range(3)] == [2, 2, 2]
    assert lengths.made == 1


def test_of_a_changed_file_it_is_made_again_though_its_length_and_time_are_the_same(file: Path) -> None:
    lengths = Lengths()
    lengths.of(file)
    time = file.stat().st_mtime_ns
    file.write_text("甲丙", encoding="utf-8")
    os.utime(file, ns=(time, time))
    lengths.of(file)
    assert lengths.made == 2


def test_a_file_that_has_gone_is_told_again(file: Path) -> None:
    lengths = Lengths()
    lengths.of(file)
    file.unlink()
    for _ in range(2):
        with pytest.raises(HuibianError, match="HB101"):
            lengths.of(file)


def test_files_are_noted_whether_they_were_read_again_or_not(file: Path) -> None:
    lengths = Lengths()
    with source.noting() as first:
        lengths.of(file)
    with source.noting() as second:
        lengths.of(file)
    assert first == second == {file: source.state(file)}


def test_what_is_not_sound_is_made_each_time(file: Path) -> None:
    lengths = Lengths()
    for _ in range(2):
        lengths.of(file, lambda length: length != 2)
    assert lengths.made == 2


def test_what_named_a_file_that_it_did_not_read_is_made_each_time(file: Path) -> None:
    made = []
    kept: Unchanged[Path, int] = Unchanged()

    def make() -> int:
        made.append(source.locate(file.name, file.parent, file.parent, Span(file)))
        return 1

    for _ in range(2):
        kept.get(file, make)
    assert len(made) == 2


def test_rounds_end_as_those_of_what_is_kept(file: Path) -> None:
    lengths = Lengths()
    lengths.of(file)
    for _ in range(2):
        lengths.kept.end_round()
    lengths.of(file)
    assert lengths.made == 2
