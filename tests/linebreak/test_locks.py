from __future__ import annotations

import pytest

from huibian.layoutfile.rules import LineBreaking
from huibian.linebreak.ruler import Ruler
from huibian.units import Length
from tests.support.linebreaking import EM, cells_of, rules


def ruler(text: str, measure: float, chosen: LineBreaking) -> Ruler:
    width = int(EM.em(measure))
    return Ruler(cells_of(text, chosen), width, width, chosen.policy(EM))


@pytest.mark.parametrize(
    ("line", "following", "lockable"),
    [
        ("山川河流湖海", "云雾", True),
        ("山川河流湖海", "“云雾", False),  # LibreOffice 24.8 ends no line there
        ("山3河4湖海云", "雾", True),  # four gaps of which nobody knows whether they are there: 0.8 em
        ("山3河4湖5海云", "雾", False),  # six are wider than the 雾 that must not fit
        ("山3河4湖5海云", "雾，", True),  # but not than what nobody parts
        ("　山3河4湖海", "雾", False),  # an ideographic space may be a quarter narrower
        ("《山》，3《河》，4", "湖", True),
        (
            "《山》，3《河》，4《湖》，5云",
            "雾",
            False,
        ),  # full-width marks need tightening, which four runs' ends leave out
        ("《山》，三《河》，四《湖》，五云", "雾", True),
    ],
)
def test_word_processors_end_a_line_by_themselves_where_all_that_is_in_doubt_is_narrower_than_what_follows(
    line: str, following: str, lockable: bool
) -> None:
    chosen = rules(lock_spread="0.1 em")
    measure = sum(cell.width + cell.space for cell in cells_of(line, chosen)) / EM

    one = ruler(line + following + "山", measure, chosen)

    assert one.is_lockable(0, len(line)) is lockable


def test_characters_that_are_set_closer_leave_less_to_lock_a_line_with() -> None:
    chosen = rules(lock_spread="0.1 em")
    text = "山3河4湖海云雾"

    def is_lockable(tracking: Length) -> bool:
        cells = cells_of(text, chosen)
        return Ruler(cells, EM * 7, EM * 7, chosen.policy(EM, tracking)).is_lockable(0, 7)

    assert is_lockable(Length.of("-0.1", "pt"))
    assert not is_lockable(Length.of("-0.25", "pt"))
