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


def test_a_file_that_is_read_may_lie_elsewhere_if_it_says_the_same(tmp_path: Path, file: Path) -> None:
    lengths = Lengths()
    lengths.of(file)
    file.rename(tmp_path / "b.txt")
    file.symlink_to(tmp_path / "b.txt")
    lengths.of(file)
    assert lengths.made == 1


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


def test_rounds_end_as_those_of_what_is_kept(file: Path) -> None:
    lengths = Lengths()
    lengths.of(file)
    for _ in range(2):
        lengths.kept.end_round()
    lengths.of(file)
    assert lengths.made == 2


def test_a_file_that_is_only_named_may_change_but_not_its_place(tmp_path: Path, file: Path) -> None:
    """Whoever names it has asked whether it is there, and within a folder."""
    kept: Unchanged[str, Path] = Unchanged()
    made: list[None] = []

    def locate() -> Path:
        made.append(None)
        return source.locate(file.name, tmp_path, tmp_path, Span(tmp_path))

    def find() -> int:
        """How often it was looked for."""
        kept.get("a", locate)
        return len(made)

    assert [find(), find()] == [1, 1]
    file.write_text("丙", encoding="utf-8")
    assert find() == 1
    with source.noting() as noted:
        find()
    assert noted == {file: None}
    other = tmp_path / "b.txt"
    file.rename(other)
    with pytest.raises(HuibianError, match="HB122"):
        find()
    file.symlink_to(other)
    assert [find(), find()] == [3, 3]
    file.unlink()
    file.symlink_to(tmp_path.parent)
    with pytest.raises(HuibianError, match="HB121"):
        find()
