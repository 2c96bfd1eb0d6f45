from __future__ import annotations

import pytest

from huibian.linebreak import filling
from huibian.linebreak.filling import fill_lines, forced_end
from huibian.linebreak.ruler import Ruler
from tests.support.linebreaking import EM, cells_of, rules, set_text


def test_what_is_wider_than_the_measure_is_cut_where_no_mark_forbids_it() -> None:
    assert forced_end(cells_of("12345"), 0, 3) == 3
    assert forced_end(cells_of("山，川"), 0, 1) == 1


def test_lines_end_where_they_are_full() -> None:
    chosen = rules()

    assert fill_lines(Ruler(cells_of("山川河流湖海云", chosen), EM * 2, EM * 3, chosen.policy(EM))) == [2, 5, 7]


def test_counting_lines_for_dates_looks_at_each_place_once(monkeypatch: pytest.MonkeyPatch) -> None:
    places: list[int] = []
    plain = filling.line_end

    def counted(ruler: Ruler, start: int) -> int:
        places.append(start)
        return plain(ruler, start)

    monkeypatch.setattr(filling, "line_end", counted)
    text = "山川，2026年3月15日河流湖海（云）雾。" * 500
    set_text(text, EM * 26, rules=rules(date_spread="0.5 em"))

    assert len(places) < len(text)
