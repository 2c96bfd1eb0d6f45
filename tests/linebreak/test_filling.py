from __future__ import annotations

import pytest
from msgspec.structs import replace

from huibian.linebreak import filling
from huibian.linebreak.filling import _Counter, fill_lines, forced_end, line_end
from huibian.linebreak.ruler import Ruler
from tests.support.linebreaking import EM, cells_of, rules, set_text


def test_what_is_wider_than_the_measure_is_cut_where_no_mark_forbids_it() -> None:
    assert forced_end(cells_of("12345"), 0, 3) == 3
    assert forced_end(cells_of("山，川"), 0, 1) == 1
    assert forced_end(cells_of("山川河，湖"), 0, 3) == 2
    assert forced_end(cells_of("山川（河，湖"), 0, 4) == 1 + len("山")


def test_lines_end_where_they_are_full() -> None:
    chosen = rules()

    assert fill_lines(Ruler(cells_of("山川河流湖海云", chosen), EM * 2, EM * 3, chosen.policy(EM))) == [2, 5, 7]


@pytest.mark.parametrize("backwards", [False, True])
def test_lines_are_counted_from_any_place_in_any_order(backwards: bool) -> None:
    chosen = rules()
    cells = cells_of("山川，2026年3月15日河流湖海（云）雾。" * 3, chosen)
    ruler = Ruler(cells, int(EM * 5), int(EM * 5), chosen.policy(EM))
    counter = _Counter(ruler)

    def count(start: int) -> int:
        return 0 if start == len(cells) else 1 + count(line_end(ruler, start))

    places = range(len(cells) + 1)
    for place in reversed(places) if backwards else places:
        assert counter.lines_from(place) == count(place)


def test_a_paragraph_of_fewer_letters_than_a_last_line_shall_have_stays_as_it_is() -> None:
    def ends(text: str, letters: int) -> list[int]:
        chosen = rules(last_line_minimum=letters)
        return fill_lines(Ruler(cells_of(text, chosen), EM * 4, EM * 4, chosen.policy(EM)))

    assert ends("山——川——", 3) == [3, 6]
    assert ends("山河川湖云", 2) == [3, 5]


def test_a_line_may_be_spread_just_as_far_as_the_layout_allows_to_keep_a_date_whole() -> None:
    chosen = rules(date_spread="1 em")
    cells = cells_of("山川河流湖海云雾风雨，2026年3月，山川河流", chosen)
    policy, before = chosen.policy(EM), 11
    spread = {
        measure: Ruler(cells, measure, measure, policy).growth(0, before) for measure in range(EM * 14, EM * 14 + 99)
    }
    measure, growth = next((measure, int(each)) for measure, each in spread.items() if each == int(each))

    def first_end(most: int) -> int:
        return fill_lines(Ruler(cells, measure, measure, replace(policy, date_spread=most)))[0]

    assert first_end(growth) == before
    assert first_end(growth - 1) > before


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
