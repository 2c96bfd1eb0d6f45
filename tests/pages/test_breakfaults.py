from __future__ import annotations

import pytest

from huibian.linebreak.classes import Prohibition
from huibian.pages.breakfaults import break_faults


@pytest.mark.parametrize(
    ("above", "below", "codes"),
    [
        ("山川（", "（河", ["HB514"]),
        ("川（（", "（河", ["HB514"]),
        ("（（（", "（河", []),
        ("川。。", "。河", []),
        ("山川。", "。河", ["HB513"]),
        ("山川。", "河", []),
        ("山（", "。河", ["HB513", "HB514"]),
        ("", "。河", []),
        ("山（", "", []),
        ("n\u20dd……", "…", []),
        ("an\u20dd……", "…", ["HB513"]),
        ("n\u0301。\u20dd", "…", []),
        ("山（\u20dd", "河", ["HB514"]),
        ("\u20dd", "。", []),
    ],
)
def test_a_line_begins_and_ends_with_no_mark_that_may_stand_elsewhere(above: str, below: str, codes: list[str]) -> None:
    faults = break_faults(above, below, Prohibition.STRICT)

    assert [each.code for each in faults] == codes


def test_a_fault_says_what_stands_there() -> None:
    (start,) = break_faults("山川河流山川河流山川河流山川", "。" + "山" * 20, Prohibition.STRICT)
    (end,) = break_faults("山川河流山川河流山川河流（", "山", Prohibition.STRICT)

    assert start.words == "有一行以“。”开头：。" + "山" * 11
    assert end.words == "有一行以“（”结尾：川河流山川河流山川河流（"
