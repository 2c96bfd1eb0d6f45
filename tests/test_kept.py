from __future__ import annotations

from huibian.kept import Kept


def test_keeps_what_is_asked_for_round_after_round() -> None:
    kept: Kept[str, int] = Kept()
    kept.keep("a", 1)
    for _ in range(5):
        kept.end_round()
        assert kept.find("a") == 1


def test_forgets_what_a_whole_round_did_not_ask_for() -> None:
    kept: Kept[str, int] = Kept()
    kept.keep("a", 1)
    kept.end_round()
    kept.keep("b", 2)
    kept.end_round()
    assert kept.find("a") is None
    assert kept.find("b") == 2


def test_what_is_kept_again_takes_the_old_place() -> None:
    kept: Kept[str, int] = Kept()
    kept.keep("a", 1)
    kept.end_round()
    kept.keep("a", 2)
    assert kept.find("a") == 2
