from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huibian.cli.excerpt import excerpt
from huibian.cli.terminal import columns


@pytest.mark.parametrize("char", ["\u0301", "\u200b", " ", "长", "\t"])
def test_an_excerpt_of_a_line_without_end_takes_no_time(char: str) -> None:
    line = "x" + char * 5_000_000 + "y"
    started = time.process_time()
    for place in (1, 2, 2_500_000, 5_000_002, 5_000_003):
        shown, _ = excerpt(line, 1, place)
        assert len(shown) < 500
    assert time.process_time() - started < 1  # walking back over all of it took quadratic time


@pytest.mark.parametrize(("length", "cut"), [(60, False), (61, True)])
def test_a_line_is_shown_whole_while_it_fits(length: int, cut: bool) -> None:
    shown, caret = excerpt("x" * length, 1, length)
    assert ("…" in shown) is cut
    assert shown[len(caret) - 1] == "x"


@given(st.text(st.sampled_from("x长\u0301\t ")).filter(str.strip), st.integers(1, 120))
def test_the_caret_stands_under_its_character(line: str, column: int) -> None:
    shown, caret = excerpt(line, 1, column)
    place = min(column, len(line) + 1) - 1
    before = next(at for at in range(len(shown) + 1) if columns(shown[:at]) == len(caret) - 1)
    while before < len(shown) and columns(shown[before]) == 0:  # what stands on the character before
        before += 1
    if place < len(line) and columns(line[place]):
        assert shown[before] == line[place].replace("\t", " ")


def test_a_blank_line_is_not_shown() -> None:
    assert excerpt("", 1, 1) == excerpt(" \u3000\t", 1, 2) == []
