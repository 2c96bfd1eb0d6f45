from __future__ import annotations

import pytest

from huibian.linebreak.words import Seam, _after, _Word, seams_of_marks, seams_of_words


def seam(text: str) -> Seam:
    """How well a line may end at the bar."""
    before, after = text.split("|")
    return seams_of_words(list(before + after))[len(before) - 1]


@pytest.mark.parametrize("text", ["召开会议，|传达精神", "测产结束 |亩产增加"])
def test_a_phrase_ends_after_marks_and_spaces(text: str) -> None:
    assert seam(text) is Seam.PHRASE


@pytest.mark.parametrize("text", ["县政府|关于印发规划的通知", "县领导|调研旧志整理"])
def test_a_line_may_end_between_words(text: str) -> None:
    assert Seam.PHRASE < seam(text) <= Seam.TIGHT


@pytest.mark.parametrize("text", ["地|方志", "防|汛抗旱", "常务会|议"])
def test_a_word_is_not_cut(text: str) -> None:
    assert seam(text) >= Seam.STICKY


@pytest.mark.parametrize("text", ["若干|的意见", "八十六|名", "沈知|远到村"])
def test_what_belongs_together_sticks_together(text: str) -> None:
    assert seam(text) >= Seam.TIGHT


def test_there_is_a_seam_for_every_character() -> None:
    text = list("县史志办召开会议，传达学习精神")

    assert len(seams_of_words(text)) == len(seams_of_marks(text)) == len(text)


def test_marks_alone_say_where_phrases_end() -> None:
    assert seams_of_marks(list("甲，乙")) == [Seam.INSIDE, Seam.PHRASE, Seam.INSIDE]


@pytest.mark.parametrize("word", ["到", "反", "关于", "为了", "二十", "第3"])
def test_what_leads_on_or_counts_sticks_to_what_follows(word: str) -> None:
    assert _after(_Word(word, "x"), _Word("云溪", "ns")) is Seam.STICKY


@pytest.mark.parametrize(
    ("word", "seam"),
    [
        *(("全县", Seam.TIGHT), ("我区", Seam.TIGHT), ("各地", Seam.TIGHT), ("本市", Seam.TIGHT)),
        *(("两条", Seam.TIGHT), ("第七批", Seam.TIGHT), ("大县", Seam.WORD)),
        *(("五年", Seam.WORD), ("五月", Seam.WORD), ("五日", Seam.WORD), ("五时", Seam.WORD)),
    ],
)
def test_what_is_all_or_counted_belongs_to_the_noun_after_it_and_a_time_does_not(word: str, seam: Seam) -> None:
    assert _after(_Word(word, "m"), _Word("工程", "n")) is seam
