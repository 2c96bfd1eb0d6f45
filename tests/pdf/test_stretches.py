from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, groupby
from typing import TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from huibian.frame import Cluster, Run, RunKind
from huibian.pdf.boxes import Look, shown_strings
from huibian.pdf.stretches import BoxedRuns, StandingRun, stretches
from huibian.units import Length
from tests.pdf.test_boxes import FONTS, exact, raised, spaced
from tests.support.samples import SERIF, set_line, set_run

Shown: TypeAlias = tuple[Look, Sequence[tuple[str, int]]]
"""What an operator shows: each text, and where its box begins."""


def cut(*runs: Run) -> list[StandingRun | BoxedRuns]:
    return list(stretches(set_line(Length(0), runs, 0), FONTS))


def texts(*runs: Run) -> list[str | list[str]]:
    """The text of a run that is shown as it stands, those of a stretch as a list."""
    return [each.run.text if isinstance(each, StandingRun) else [run.text for run in each.runs] for each in cut(*runs)]


def other(run: Run) -> Run:
    return replace(run, face="other")


def third(run: Run) -> Run:
    return replace(run, face="third")


@pytest.mark.parametrize(
    ("runs", "wanted"),
    [
        ([spaced("汉，字", 1000, 980, 1000)], ["汉，字"]),
        ([spaced("汉，字", 1000, 979, 1000)], [["汉，字"]]),
        ([spaced("汉字", 1400, 1000)], ["汉字"]),
        ([spaced("汉a字", 1000, 500, 1000)], ["汉a字"]),
        ([spaced("汉a字", 979, 500, 1000)], [["汉a字"]]),
        ([set_run("汉"), other(set_run("，"))], ["汉", "，"]),
        ([set_run("“"), other(set_run("，"))], [["“", "，"]]),
        # Nothing stands behind the last box.
        ([spaced("汉，", 1000, 500)], ["汉，"]),
        ([set_run("汉"), other(spaced("，", 979)), set_run("字")], ["汉", ["，"], "字"]),
        ([set_run("汉"), other(spaced("，", 980)), set_run("字")], ["汉", "，", "字"]),
        # A box that takes from the white of the next one is shown with it.
        ([set_run("汉"), other(spaced("，", 979)), third(set_run("“字"))], ["汉", ["，", "“字"]]),
        # White is shown with no other, nor is ink that shares no height with all of its neighbour.
        ([set_run("汉字"), third(set_run(" ")), set_run("字汉")], ["汉字", " ", "字汉"]),
        ([set_run("aa "), third(set_run("汉"))], ["aa ", "汉"]),
        ([set_run("字汉，"), third(set_run("一字"))], ["字汉，", "一字"]),
        # It is not looked at what another neighbour might take from it.
        ([set_run("a "), third(set_run("汉"))], [["a ", "汉"]]),
        ([set_run("汉，"), third(set_run("一字"))], [["汉，", "一字"]]),
        # What has to do with a neighbour takes no other along.
        ([spaced("，字", 500, 1000), other(set_run("，")), set_run("汉")], [["，字"], "，", "汉"]),
        ([set_run("汉"), other(set_run("，")), spaced("，字", 500, 1000)], ["汉", "，", ["，字"]]),
        # Runs that look alike are one string of `shown_strings`, if there is any on the line.
        ([set_run("汉"), set_run("字")], ["汉", "字"]),
        ([set_run("汉"), set_run("字"), other(spaced("，", 500)), set_run("汉")], [["汉", "字", "，"], "汉"]),
        ([set_run("目　录"), other(set_run("，"))], [["目　录"], "，"]),
        ([set_run("目　"), other(set_run("，"))], [["目　", "，"]]),
        ([other(set_run("，")), set_run("　录")], [["，", "　录"]]),
        ([set_run("汉"), raised("①")], [["汉", "①"]]),
        ([set_run("汉"), other(set_run("，", size=Length.of(9, "pt")))], [["汉", "，"]]),
        ([replace(set_run("葛\U000e0100字"), advances=(16000, 16000))], [["葛\U000e0100字"]]),
        ([replace(set_run(""), advances=(5000,), kind=RunKind.TAB), set_run("汉")], [["", "汉"]]),
        ([replace(set_run("汉"), clusters=(Cluster("汉", 16000, ()),))], [["汉"]]),
    ],
)
def test_a_run_stands_where_no_box_and_no_height_has_to_do_with_a_neighbour(
    runs: Sequence[Run], wanted: list[str | list[str]]
) -> None:
    assert texts(*runs) == wanted


def test_a_leader_stands_behind_its_white() -> None:
    leader = other(replace(set_run("，，"), advances=(5000, 16000, 16000), kind=RunKind.TAB))
    _, shown, last = cut(set_run("汉"), leader, set_run("字"))
    assert isinstance(shown, StandingRun)
    assert isinstance(last, StandingRun)
    assert (shown.start, shown.width, shown.look.is_artifact, last.start) == (5000, 37000, True, 0)

    squeezed = replace(leader, advances=(5000, 8000, 16000))
    assert [each.width for each in cut(set_run("汉"), squeezed, set_run("字"))] == [16000, 29000, 16000]


def of_line(*runs: Run) -> list[Shown]:
    found = cut(*runs)
    places = accumulate([each.width for each in found], initial=0)
    return [of_string for x, each in zip(places, found, strict=False) for of_string in _shown(each, x)]


def _shown(each: StandingRun | BoxedRuns, x: int) -> list[Shown]:
    if isinstance(each, BoxedRuns):
        return of_boxes(each.runs, x, each.end_cut)
    advances = each.run.advances
    return [(each.look, list(zip(each.run.text, accumulate(advances[:-1], initial=x), strict=True)))]


def of_boxes(runs: Sequence[Run], x: int = 0, end_cut: int = 0) -> list[Shown]:
    strings = shown_strings(runs, FONTS, end_cut)
    return [(string.look, [(sign.text, x + sign.x + sign.left) for sign in string.signs]) for string in strings]


RUNS = st.builds(
    lambda text, advances, face, color: replace(exact(text, *advances[: len(text)]), face=face, color=color),
    st.text(st.sampled_from("，”"), min_size=1, max_size=3)
    | st.sampled_from(["汉字", "目（", "“汉", "a字", "　汉", "目　", "目　录", "　", "　　", " ", "a ", "，一", "一"]),
    st.lists(st.sampled_from([8000, 12000, 15679, 15680, 16000, 20000]), min_size=3, max_size=3),
    st.sampled_from([SERIF.key, "third"]),
    st.sampled_from(["000000", "FF0000"]),
)


# Both runs at the sides have marks in our own font, which stand side by side.
@example([exact("汉", 8000), other(exact("”", 15680)), exact("“汉", 8000, 16000)])
@given(st.lists(RUNS | RUNS.filter(lambda run: set(run.text) <= set("，”")).map(other), min_size=1, max_size=6))
def test_stretches_are_shown_as_the_line_whole(runs: list[Run]) -> None:
    distinct = [next(group) for _, group in groupby(runs, key=lambda run: (run.face, run.color))]
    assert of_line(*distinct) == of_boxes(distinct)
