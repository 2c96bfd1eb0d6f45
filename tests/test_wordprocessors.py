from __future__ import annotations

import pytest

from huibian.linebreak.classes import may_break
from huibian.wordprocessors import all_break, ends_run, none_breaks, unit
from tests.support.breaks import CHARACTERS, Answers, read_answers

# Each pair differs in one character from a pair of the other kind.
ENDED_BY_ALL = "县|县 县|（ 县|《 》|县 、|县 。|县 ，|4 ；|《 ）|4 —|《 》|（ 5|县 县|a %|县 ①|县 …|县 5|（ a|县"
NOT_BY_ALL = "县|“ ：|‘ ”|县 ’|， 》|《 、|《 、|4 。|4 ”|（ …|4 5|《 ①|a %|5 ·|a 5|a 李|𬸦 𬸦|县 ㉒|C"


@pytest.mark.parametrize("pair", ENDED_BY_ALL.split())
def test_every_word_processor_ends_a_line_beside_han_and_behind_few_marks(pair: str) -> None:
    assert all_break(*pair.split("|"))


@pytest.mark.parametrize("pair", NOT_BY_ALL.split())
def test_some_end_none_beside_quotes_or_between_marks_and_numbers(pair: str) -> None:
    assert not all_break(*pair.split("|"))


def test_a_word_space_ends_lines_but_before_a_quote() -> None:
    assert all_break(" ", "4")
    assert not all_break(" ", "“")


@pytest.mark.parametrize(
    ("text", "parted_after"),
    [
        ("县县", 1),
        ("县，县", 2),
        ("县。”县", 3),
        ("《县》县", 3),
        ("“‘县县", 3),
        ("2026年", 4),
        ("12.5%的", 5),
        ("1,200人", 5),
        ("GDP增", 3),
        ("a b", 1),
        ("3-5天", 1),
        ("县", 1),
        ("", 0),
    ],
)
def test_words_and_numbers_stay_whole_and_marks_with_what_they_close(text: str, parted_after: int) -> None:
    assert unit(text) == parted_after


@pytest.mark.parametrize("pair", ["县|县", "，|县", "5|县", "县|《", "5|-"])
def test_what_a_word_processor_may_part_is_not_told_to_stay_whole(pair: str) -> None:
    assert not none_breaks(*pair.split("|"))


ENGINES = list(read_answers())


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.engine)
def test_every_engine_ends_lines_where_all_are_said_to(engine: Answers) -> None:
    """Only where the rules of Chinese let a line end: elsewhere nobody asks."""
    pairs = {a + b for a in CHARACTERS for b in CHARACTERS if may_break(a, b) and all_break(a, b)}

    assert len(pairs) > 250
    assert pairs <= engine.ended


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.engine)
def test_no_engine_ends_lines_where_none_is_said_to_but_inside_words(engine: Answers) -> None:
    pairs = {a + b for a in CHARACTERS for b in CHARACTERS if none_breaks(a, b)}
    words = {pair for pair in pairs if set(pair) <= set("5a.,%‰")}  # LibreOffice cuts what is marked as Chinese

    assert len(pairs - words) > 1500
    assert not (pairs - words) & engine.ended
    assert "LibreOffice" in engine.engine or not words & engine.ended


@pytest.mark.parametrize(
    ("pair", "parted"), [("山3", True), ("，3", True), ("山·", True), ("山“", False), ("3a", False)]
)
def test_a_run_ends_where_latin_begins_and_beside_signs_that_some_take_for_latin(pair: str, parted: bool) -> None:
    assert ends_run(*pair) is parted
    assert ends_run(*reversed(pair)) is parted
