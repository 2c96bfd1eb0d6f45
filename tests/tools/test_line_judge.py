from __future__ import annotations

import pytest

from tools.line_judge import SetParagraph, Tally, judge


def judged(*lines: str, room: float = 16.0) -> Tally:
    """A paragraph of these lines, each ending as far from the end edge as its last character is wide, or `room`."""
    ends, total = [], 0
    for line in lines:
        total += len(line)
        ends.append(total)
    paragraph = SetParagraph("".join(lines), tuple(ends), tuple(160.0 - room for _ in lines))
    return judge([paragraph], 160.0, 16.0, lambda char: 8.0 if char.isascii() else 16.0)


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (("会议要求", "，各地落实好"), "forbidden line starts"),
        (("会议讨论了《", "县志》的书稿"), "forbidden line ends"),
        (("全年完成投资12", "34元和其他"), "numbers split"),
        (("全年完成投资12", "亿元和其他"), "numbers cut from their units"),
        (("那一年—", "—也就是去年"), "—— or …… split"),
        (("他用的是Mark", "down软件"), "Latin words split"),
        (("会议要求各地落", "实。"), "one-character last lines"),
    ],
)
def test_each_fault_is_counted_once(lines: tuple[str, ...], fault: str) -> None:
    room = 8.0 if lines[0][-1].isascii() else 16.0

    found = {name: len(places) for name, places in judged(*lines, room=room).faults.items() if places}

    assert found == {fault: 1}


def test_a_line_that_misses_the_edge_is_ragged() -> None:
    assert len(judged("会议要求", "各地落实", room=25.0).faults["ragged lines"]) == 1
    assert not judged("会议要求", "各地落实", room=17.0).faults["ragged lines"]


def test_a_mark_at_a_lines_end_is_counted_as_half_or_full_width() -> None:
    half, full = judged("会议要求，", "各地落实", room=8.0), judged("会议要求，", "各地落实", room=16.0)

    assert (half.closing_ends, half.half_width) == (1, 1)
    assert (full.closing_ends, full.half_width) == (1, 0)
