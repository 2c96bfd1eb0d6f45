from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from huibian.layoutfile.rules import LineBreaking
from huibian.linebreak import totalfit
from huibian.linebreak.demerits import Demerits
from huibian.linebreak.filling import fill_lines
from huibian.linebreak.lines import break_lines
from huibian.linebreak.ruler import Ruler
from huibian.linebreak.totalfit import fit_lines
from tests.linebreak.test_lines import POLICIES, TEXTS
from tests.support.linebreaking import EM, cells_of, rules

SHORT_TEXTS = st.lists(
    st.sampled_from(["山", "川河", "流，", "湖。", "（海）", "26年", "3月", "1958元", "·", "——", " a"]),
    min_size=1,
    max_size=9,
).map("".join)


def ruler(text: str, ems: float, chosen: LineBreaking) -> Ruler:
    width = int(EM.em(ems))
    return Ruler(cells_of(text, chosen), width, width, chosen.policy(EM))


def demerits(one: Ruler, start: int, end: int) -> float:
    return Demerits(one).of(start, end)


def ways(one: Ruler, start: int = 0) -> Iterator[list[int]]:
    """Every way to break a text into lines that hold what stands on them; a line that is left short is full."""
    if start == len(one.cells):
        yield []
    for end in range(start + 1, len(one.cells) + 1):
        if one.cells[end - 1].may_break and may_be_line(one, start, end):
            yield from ([end, *others] for others in ways(one, end))


def may_be_line(one: Ruler, start: int, end: int) -> bool:
    if one.room(start, end) < 0:
        return one.can_squeeze(start, end)
    full = end == len(one.cells) or end == one.break_before(start, one.filled(start))
    return full or one.growth(start, end) < math.inf


def cost(one: Ruler, ends: list[int]) -> float:
    return sum(demerits(one, start, end) for start, end in pairwise([0, *ends]))


@settings(max_examples=60)
@given(SHORT_TEXTS, st.integers(4, 8), POLICIES, st.sampled_from([0.0, 0.1, 0.3]))
def test_no_way_to_break_a_paragraph_has_fewer_demerits(
    text: str, ems: int, policies: LineBreaking, lock: float
) -> None:
    one = ruler(text, ems, replace(policies, loose_limit=0.1, lock_spread=lock))

    assert cost(one, fit_lines(one)) <= min((cost(one, way) for way in ways(one)), default=float("inf")) * (1 + 1e-9)


def least(one: Ruler, longest: int) -> float:
    """The fewest demerits of any way whose lines have no more than so many cells, found from the end on."""
    length = len(one.cells)
    fewest = [math.inf] * length + [0.0]
    for start in range(length - 1, -1, -1):
        ends = range(start + 1, min(start + longest, length) + 1)
        lines = (end for end in ends if one.cells[end - 1].may_break and may_be_line(one, start, end))
        fewest[start] = min((demerits(one, start, end) + fewest[end] for end in lines), default=math.inf)
    return fewest[0]


@settings(max_examples=25)
@given(st.lists(SHORT_TEXTS, min_size=8, max_size=16).map("".join), st.integers(4, 8), POLICIES)
def test_nor_has_one_where_nearly_every_place_is_reached(text: str, ems: int, policies: LineBreaking) -> None:
    one = ruler(text, ems, replace(policies, loose_limit=0.1, lock_spread=0.1))

    assert cost(one, fit_lines(one)) <= least(one, 4 * ems) * (1 + 1e-9)


@given(SHORT_TEXTS, st.integers(4, 8), POLICIES)
def test_filling_line_after_line_is_never_better(text: str, ems: int, policies: LineBreaking) -> None:
    one = ruler(text, ems, replace(policies, loose_limit=0.1))

    assert cost(one, fit_lines(one)) <= cost(one, fill_lines(one)) * (1 + 1e-9)


@given(TEXTS, st.integers(6, 28), POLICIES, st.booleans())
def test_justified_paragraphs_are_broken_as_a_whole_where_the_layout_has_a_loose_limit(
    text: str, ems: int, policies: LineBreaking, justify: bool
) -> None:
    one = ruler(text, ems, policies)
    width = int(EM.em(ems))

    lines = break_lines(one.cells, width, width, one.policy, justify=justify)

    as_a_whole = justify and policies.loose_limit is not None
    assert [line.end for line in lines] == (fit_lines(one) if as_a_whole else fill_lines(one))


def test_a_line_ends_before_a_quote_only_where_the_layout_has_no_lock_spread() -> None:
    chosen = rules(loose_limit="0.1 em", lock_spread="0.3 em", spread_limit="0.6 em")

    def ends(text: str, keys: LineBreaking) -> list[int]:
        return fit_lines(ruler(text, 6, keys))

    assert ends("山川河流湖海“云雾”", rules(loose_limit="0.1 em", spread_limit="0.6 em")) == [6, 10]
    assert ends("山川河流湖海“云雾”", chosen) == [5, 10]
    assert ends("山川河流湖海《云雾》", chosen) == [6, 10]


def test_a_way_that_is_hard_to_find_is_looked_for_with_more_demerits(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        ruler("山川1958元，河流26年3月湖海（云）" * count, 7, rules(loose_limit="0.05 em")) for count in range(1, 6)
    ]
    best = [cost(each, fit_lines(each)) for each in texts]
    monkeypatch.setattr(totalfit, "_HOPED", math.inf)

    assert best == [cost(each, fit_lines(each)) for each in texts]
    assert max(best) > 16 * 8 * 100  # one that is not found at first


def test_where_every_line_is_loose_the_good_ones_count_all_the_same() -> None:
    text = "·湖。——湖。云雾霜·湖。湖。山3月——"
    chosen = {"spread_limit": "1 em", "squeeze": "0.5 em"}
    at_all, hardly = (ruler(text, 6, rules(loose_limit=limit, **chosen)) for limit in ("0 em", "0.05 em"))

    assert fit_lines(at_all) == fit_lines(hardly) == [5, 11, 17, 20]
