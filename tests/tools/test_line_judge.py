from __future__ import annotations

import pytest

from tools.line_judge import Extent, SetParagraph, Tally, judge

MEASURE, EM = 160.0, 16.0
MARKS = "，。！"


def extent(char: str) -> Extent:
    """Half an em wide and full of ink if it is ASCII; a mark's ink ends in the first third of its em."""
    if char.isascii():
        return Extent(EM / 2, EM / 2)
    return Extent(EM, 5.0 if char in MARKS else EM)


def judged(*lines: str, room: float | None = None, pitch: float = EM) -> Tally:
    """A paragraph of these lines; the last origin of each is `room` before the end edge, by default its advance."""
    ends, origins, total = [], [], 0
    for line in lines:
        total += len(line)
        ends.append(total)
        last = MEASURE - (extent(line[-1]).advance if room is None else room)
        count = sum(not char.isspace() for char in line)
        origins.append(tuple(last - pitch * left for left in reversed(range(count))))
    return judge([SetParagraph("".join(lines), tuple(ends), tuple(origins))], MEASURE, EM, extent)


def faults(tally: Tally) -> dict[str, int]:
    return {name: len(places) for name, places in tally.faults.items() if places}


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (("会议要求", "，各地落实好"), "forbidden line starts"),
        (("《石桥乡志（1986", "—2015）》的书稿"), "forbidden line starts"),
        (("并对《南浦风物", "·桥梁卷》作了讨论"), "forbidden line starts"),
        (("会议讨论了《", "县志》的书稿"), "forbidden line ends"),
        (("用PDF/", "A存档的书稿"), "forbidden line ends"),
        (("全年完成投资12", "34元和其他"), "numbers split"),
        (("全年完成投资1.", "5和其他各项"), "numbers split"),
        (("全年完成投资12", "亿元和其他"), "numbers cut from their units"),
        (("气温为25.5", "℃左右的日子"), "numbers cut from their units"),
        (("干渠全长18 ", "km以上的部分"), "numbers cut from their units"),
        (("那一年—", "—也就是去年"), "—— or …… split"),
        (("茶叶、药材…", "…都在其中"), "—— or …… split"),
        (("他用的是Mark", "down软件"), "Latin words split"),
        (("会议要求各地落", "实。"), "one-character last lines"),
    ],
)
def test_each_fault_is_counted_once(lines: tuple[str, ...], fault: str) -> None:
    assert faults(judged(*lines)) == {fault: 1}


@pytest.mark.parametrize(
    "lines",
    [
        ("那一年", "——也就是去年"),
        ("资料见http://yunxi.example/", "map-07.jpg，都在"),
        ("资料见http://yunxi.example", "/map-07.jpg，都在"),
        ("会议要求各地", "落实。"),
        ("书稿",),
    ],
)
def test_what_the_standard_allows_is_no_fault(lines: tuple[str, ...]) -> None:
    assert not faults(judged(*lines))


@pytest.mark.parametrize(
    ("line", "room", "ragged"),
    [
        ("会议要求", 16.0, False),
        ("会议要求", 18.9, False),
        ("会议要求", 19.1, True),
        ("会议要求", 12.9, True),
        ("会议要求，", 16.0, False),
        ("会议要求，", 11.0, False),
        ("会议要求，", 8.0, False),
        ("会议要求，", 5.0, False),
        ("会议要求，", 1.9, True),
        ("会议要求，", 19.1, True),
    ],
)
def test_a_line_is_ragged_where_neither_cell_nor_ink_meets_the_edge(line: str, room: float, ragged: bool) -> None:
    assert faults(judged(line, "各地落实", room=room)) == ({"ragged lines": 1} if ragged else {})


def test_the_last_line_need_not_meet_the_edge() -> None:
    assert not faults(judged("会议要求各地落实", room=80.0))


@pytest.mark.parametrize(("pitch", "loose"), [(16.0, False), (17.9, False), (18.1, True)])
def test_a_line_is_loose_where_white_has_grown_between_its_han(pitch: float, loose: bool) -> None:
    assert faults(judged("会议要求", "各地落实", pitch=pitch)) == ({"loose lines": 1} if loose else {})


@pytest.mark.parametrize(("room", "counted"), [(8.0, (1, 1)), (16.0, (1, 0)), (30.0, (0, 0))])
def test_a_mark_is_counted_as_half_or_full_width_where_its_line_meets_the_edge(
    room: float, counted: tuple[int, int]
) -> None:
    tally = judged("会议要求，", "各地落实", room=room)

    assert (tally.closing_ends, tally.half_width) == counted
