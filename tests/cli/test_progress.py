from __future__ import annotations

import io
import sys

import pytest

from huibian.cli.progress import progress
from huibian.cli.terminal import echo


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "count", "is_shown", "has_bar"),
    [
        (Terminal(), 3, True, True),
        (Terminal(), 3, False, False),
        (Terminal(), 1, True, False),
        (io.StringIO(), 3, True, False),
    ],
)
def test_the_bar_shows_on_a_terminal_for_those_who_wait(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, count: int, is_shown: bool, has_bar: bool
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    assert list(progress(iter(range(count)), count, is_shown=is_shown)) == list(range(count))
    assert (f"{count}/{count}" in stream.getvalue()) is has_bar
    assert bool(stream.getvalue()) is has_bar


def test_nothing_is_shown_where_there_is_no_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert list(progress([1, 2], 2, is_shown=True)) == [1, 2]


@pytest.mark.parametrize("stdout", [io.StringIO(), None])
def test_what_is_printed_into_a_file_stays_out_of_the_bar(
    monkeypatch: pytest.MonkeyPatch, stdout: io.StringIO | None
) -> None:
    stderr = Terminal()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setenv("TERM", "xterm")
    for number in progress([1, 2], 2, is_shown=True):
        echo(f"printed {number}")
    assert "printed" not in stderr.getvalue()
    assert stdout is None or stdout.getvalue() == "printed 1\nprinted 2\n"
