"""Somebody who sits at a terminal and types."""

from __future__ import annotations

import io

import pytest


class Terminal(io.StringIO):
    """A side of a terminal: what is typed there, or shown."""

    def isatty(self) -> bool:
        return True


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Have these lines typed, and then nothing more."""
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{answer}\n" for answer in answers)))
