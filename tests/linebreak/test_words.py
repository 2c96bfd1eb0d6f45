from __future__ import annotations

import pytest

from huibian.linebreak.words import Tie, _after, _before, _holds, _tie, _Word, ties_by_marks, ties_by_words


def tie(text: str) -> Tie:
    """How strongly the characters beside the bar hold together."""
    before, after = text.split("|")
    return ties_by_words(list(before + after))[len(before) - 1]


@pytest.mark.parametrize("text", ["召开会议，|传达精神", "测产结束 |亩产增加"])
def test_a_phrase_ends_after_marks_and_spaces(text: str) -> None:
    assert tie(text) is Tie.PHRASE


@pytest.mark.parametrize("text", ["县政府|关于印发规划的通知", "县领导|调研旧志整理"])
def test_a_line_may_end_between_words(text: str) -> None:
    assert Tie.PHRASE < tie(text) <= Tie.CLOSE


@pytest.mark.parametrize("text", ["地|方志", "防|汛抗旱", "常务会|议"])
def test_a_word_is_not_cut(text: str) -> None:
    assert tie(text) >= Tie.BOUND


@pytest.mark.parametrize("text", ["若干|的意见", "八十六|名", "沈知|远到村"])
def test_what_belongs_together_holds_together(text: str) -> None:
    assert tie(text) >= Tie.CLOSE


def test_there_is_a_tie_for_every_character() -> None:
    text = list("县史志办召开会议，传达学习精神")

    assert len(ties_by_words(text)) == len(ties_by_marks(text)) == len(text)


def test_marks_alone_say_where_phrases_end() -> None:
    assert ties_by_marks(list("甲，乙")) == [Tie.INSIDE, Tie.PHRASE, Tie.INSIDE]


@pytest.mark.parametrize("word", ["到", "反", "关于", "为了", "二十", "第3", "约3", "近百"])
def test_what_leads_on_or_counts_sticks_to_what_follows(word: str) -> None:
    assert _after(_Word(word, "x"), _Word("云溪", "ns")) is Tie.BOUND


@pytest.mark.parametrize(
    ("word", "tie"),
    [
        *(("全县", Tie.CLOSE), ("我区", Tie.CLOSE), ("各地", Tie.CLOSE), ("本市", Tie.CLOSE)),
        *(("两条", Tie.CLOSE), ("第七批", Tie.CLOSE), ("大县", Tie.WORD)),
        *(("五年", Tie.WORD), ("五月", Tie.WORD), ("五日", Tie.WORD), ("五时", Tie.WORD)),
    ],
)
def test_what_is_all_or_counted_belongs_to_the_noun_after_it_and_a_time_does_not(word: str, tie: Tie) -> None:
    assert _after(_Word(word, "m"), _Word("工程", "n")) is tie


@pytest.mark.parametrize("tag", ["d", "ad", "b", "v"])
def test_an_adverb_an_attribute_and_a_verb_want_more(tag: str) -> None:
    assert _after(_Word("整理", tag), _Word("云溪", "ns")) is Tie.CLOSE
    assert _after(_Word("整理", "n"), _Word("云溪", "ns")) is Tie.WORD


@pytest.mark.parametrize("tag", ["a", "b", "d", "r", "v", "nr", "t"])
def test_a_single_character_goes_with_what_follows_it_or_with_what_stands_before(tag: str) -> None:
    one, word = "沈", _Word("云溪", "ns")

    assert (_after(_Word(one, tag), word), _before(_Word(one, tag))) == (Tie.BOUND, Tie.WORD)
    assert (_after(_Word(one, "n"), word), _before(_Word(one, "n"))) == (Tie.WORD, Tie.BOUND)


@pytest.mark.parametrize(
    ("word", "after", "tie"),
    [
        *(("到", "A座", Tie.BOUND), ("关于", "A座", Tie.BOUND), ("A", "的", Tie.BOUND)),
        *(("A", "以及", Tie.BOUND), ("A", "县志", Tie.WORD), ("县志", "A", Tie.WORD)),
        *(("阿·", "里", Tie.BOUND), ("县志—", "3次", Tie.BOUND), ("云—", "溪", Tie.PHRASE), ("云》", "溪", Tie.WORD)),
        *(("A3", "县志", Tie.BOUND), ("3A", "县志", Tie.WORD)),
        *(("2026年", "3月", Tie.BOUND), ("第", "3次", Tie.BOUND), ("县志", "3A", Tie.WORD), ("2026年", "A3", Tie.WORD)),
    ],
)
def test_words_beside_a_mark_a_letter_or_a_figure(word: str, after: str, tie: Tie) -> None:
    assert _tie(_Word(word, "x"), _Word(after, "x")) is tie


@pytest.mark.parametrize(("month", "tie"), [("三", Tie.BOUND), ("3", Tie.BOUND), ("云溪", Tie.WORD)])
def test_a_year_is_kept_with_its_month(month: str, tie: Tie) -> None:
    assert _after(_Word("今年", "t"), _Word(month, "x")) is tie
    assert _after(_Word("年初", "t"), _Word(month, "x")) is Tie.WORD


ROUNDING_OFF = "工作 活动 情况 问题 事项 事宜 建设 发展 工程 会议 方案"


@pytest.mark.parametrize(
    ("word", "tie"),
    [
        *((word, Tie.CLOSE) for word in ROUNDING_OFF.split()),
        *(("的", Tie.BOUND), ("期间", Tie.BOUND), ("和", Tie.BOUND), ("以及", Tie.BOUND)),
        *((word, Tie.PHRASE) for word in ["关于", "对于", "根据", "按照", "围绕", "通过", "为了"]),
        ("云溪", Tie.WORD),
    ],
)
def test_a_word_says_how_it_holds_to_the_one_before_it(word: str, tie: Tie) -> None:
    assert _before(_Word(word, "n")) is tie


@pytest.mark.parametrize("after", ["的", "期间", "和", "以及", "到", "三", "，", "a", "知远"])
def test_single_characters_make_a_name_unless_one_of_them_is_known_or_no_han(after: str) -> None:
    assert _holds(_Word("沈", "x"), _Word("知", "x"))
    assert not _holds(_Word("沈", "x"), _Word(after, "x"))
    assert not _holds(_Word(after, "x"), _Word("沈", "x"))


@pytest.mark.parametrize(("text", "expected"), [("工作|人员", Tie.BOUND), ("工|作人员", Tie.INSIDE)])
def test_a_compound_of_two_words_is_cut_between_them_before_any_word_is(text: str, expected: Tie) -> None:
    assert tie(text) is expected


def test_a_set_phrase_holds_together_and_not_to_what_follows() -> None:
    assert tie("国土|绿化行动") >= Tie.BOUND
    assert tie("国土绿化|行动") is Tie.WORD


def test_a_name_in_brackets_is_kept_closer_than_what_follows_it() -> None:
    assert tie("《旧志|整理》出版") is Tie.CLOSE
    assert tie("《志》旧志|整理") is Tie.WORD
