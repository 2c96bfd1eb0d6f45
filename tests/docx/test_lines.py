from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from huibian.docx.lines import Ending, LockedTexts, WordRun, set_lines
from huibian.docx.measuring import FontSlot
from huibian.frame import BlockNumber, Cluster, NoteNumber, Role, Run, RunKind, TextLine
from huibian.kept import Kept
from huibian.units import ZERO, Length, Twips
from tests.support.documents import SIZE, STYLES, set_text

PARAGRAPH = STYLES[Role.PARAGRAPH]


def runs(text: str) -> Sequence[WordRun]:
    return set_lines(set_text(text, PARAGRAPH), SIZE, ZERO).runs


def test_lines_that_need_no_lock_are_one_run() -> None:
    text = "林知远一行先后来到青禾纸业云溪分公司、白鹭洲产业园项目、柳湾阀门有限公司，与企业负责人深入交流。"

    assert [run.text for run in runs(text)] == [text]


def test_a_line_of_signs_that_may_be_wider_is_tightened_though_it_has_room() -> None:
    """More than an em is left of its measure; with Han in the place of its signs it needs nothing."""
    text = "“河%。%1）。。》。①B℃）°℃a—～’川°①～①"

    assert all(run.spacing < 0 for run in runs(text))
    assert not any(run.spacing for run in runs("山" * (len(text) - 3)))


def test_the_text_of_the_runs_is_the_text_of_the_lines() -> None:
    text = "2020年3月16日，“5G”网络（一期）投资1.5万元——比2019年增长68.5%，惠及镇(办)12个……其余待定。" * 3

    assert "".join(run.text for run in runs(text)) == text


def test_bold_text_is_a_run_of_its_own() -> None:
    assert [(run.text, run.bold) for run in runs("一是**抓部署**，二是")] == [
        ("一是", False),
        ("抓部署", True),
        ("，二是", False),
    ]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("他说：“好。”——完", [("他说：“好。”——完", FontSlot.BY_SCRIPT)]),
        ("的“5G”网", [("的“5G", FontSlot.BY_SCRIPT), ("”", FontSlot.EAST_ASIAN), ("网", FontSlot.BY_SCRIPT)]),
        ("张·王", [("张", FontSlot.BY_SCRIPT), ("·", FontSlot.EAST_ASIAN), ("王", FontSlot.BY_SCRIPT)]),
        ("约5°角", [("约5", FontSlot.BY_SCRIPT), ("°", FontSlot.WESTERN), ("角", FontSlot.BY_SCRIPT)]),
        ("“好”字", [("“", FontSlot.EAST_ASIAN), ("好”字", FontSlot.BY_SCRIPT)]),
    ],
)
def test_signs_of_both_scripts_are_given_their_font_where_consumers_would_differ(
    text: str, slots: list[tuple[str, FontSlot]]
) -> None:
    assert [(run.text, run.slot) for run in runs(text)] == slots


@pytest.mark.parametrize(
    "text",
    [
        "1人2户3村4镇5县6市7省8国9区3里4河5湖6海7山8川9岛1乡，12345678901234567890",
        "俄文名为Российская Федерация，英文名为Russian Federation，俄文名为Российская",
        "条款的其他规定内容和附件以及补充（一（二（三）））和其余条款一并有效，请遵照执行",
    ],
    ids=["alternating", "cyrillic", "brackets"],
)
def test_a_line_that_no_spacing_is_known_to_lock_is_ended_by_a_break(text: str) -> None:
    lines = set_text(text, PARAGRAPH)
    ended = ""
    for run in runs(text):
        ended += run.text
        if run.ending is Ending.BREAK:
            break

    assert ended == lines[0].text


def test_no_line_of_plain_official_text_is_ended_by_a_break() -> None:
    text = "市领导带领相关部门负责同志到我县调研第3次（2026年）全国文物普查开展情况，详细了解各乡镇普查进展和困难，" * 4

    assert not any(run.ending is Ending.BREAK for run in runs(text))


def test_a_measure_that_is_wider_in_the_file_is_made_up_for() -> None:
    text = "县文旅体局打通流通渠道解决企业复工最后一公里的问题并且取得明显成效"
    lines = set_text(text, STYLES[Role.CONTENTS_ARTICLE])

    first = set_lines(lines, SIZE, SIZE * 3).runs[0]

    assert len(lines) == 2
    assert first.text == lines[0].text
    assert first.spacing > 20


@pytest.mark.parametrize(
    ("justified", "extra", "ending"), [(False, 1, Ending.FLOWS), (False, 3, Ending.BREAK), (True, 3, Ending.FLOWS)]
)
def test_only_a_line_that_is_justified_may_be_loosened_as_far_as_one_likes(
    extra: int, ending: Ending, *, justified: bool
) -> None:
    text = "县文旅体局打通流通渠道解决企业复工最后一公里的问题并且取得明显成效"
    lines = set_text(text, STYLES[Role.CONTENTS_ARTICLE])

    first = set_lines(lines, SIZE, Length(SIZE * extra), justified=justified).runs[0]

    assert first.ending is ending
    assert (first.spacing > 0) == (ending is Ending.FLOWS)


def test_a_line_of_marks_that_spacing_cannot_squeeze_enough_is_made_smaller() -> None:
    line = set_text("审定：（空）”。", PARAGRAPH)[0]
    narrow = replace(line, fit=replace(line.fit, measure=SIZE * 6))

    (run,) = set_lines([narrow], SIZE, ZERO).runs

    assert run.size is not None
    assert run.size < SIZE
    assert run.spacing * 50 * 6 >= -SIZE
    assert 8 * run.size + run.spacing * 50 * 7 <= SIZE * 6


def test_type_is_made_smaller_by_tenths_down_to_half_its_size() -> None:
    size = Length.of(50, "pt")
    line = set_text("审定：（空）”。", replace(PARAGRAPH, size=size, first_indent=ZERO))[0]
    sizes = []
    for measure in range(size * 8, size * 2, -25_000):
        (run,) = set_lines([replace(line, fit=replace(line.fit, measure=Length(measure)))], size, ZERO).runs
        sizes.append(run.size)

    # The whole size both where spacing can squeeze the line and where not even half the size is enough.
    assert [None if each is None else each.pt for each in dict.fromkeys(sizes)] == [None, 45, 40, 35, 30, 25]
    assert sizes[0] is sizes[-1] is None


def test_the_last_line_of_a_paragraph_that_goes_on_is_filled_by_spacing() -> None:
    lines = set_text(
        "2020年3月16日，市领导带领相关部门负责同志到我县调研活动开展情况，详细了解复工复产进展。" * 2, PARAGRAPH
    )[:1]
    fit = lines[0].fit
    assert fit is not None

    plain = set_lines(lines, SIZE, ZERO).runs
    filled = set_lines(lines, SIZE, ZERO, is_continued=True).runs

    assert [run.spacing for run in plain] == [0]
    taken = sum(run.spacing * len(run.text) for run in filled) * 50
    gaps = SIZE.em(0.26) * len(fit.gaps)
    assert SIZE // 20 >= fit.measure - sum(fit.natural) - gaps - taken >= 0


def test_the_mark_of_a_footnote_has_no_spacing() -> None:
    line = set_text("市领导带领相关部门负责同志到我县调研，①", PARAGRAPH)[0]
    *runs, last = line.runs
    marked = replace(line, runs=(*runs, replace(last, kind=RunKind.NOTE_REFERENCE, note=NoteNumber(7))))

    runs_ = set_lines([marked], SIZE, ZERO).runs

    assert [(run.text, run.mark is not None) for run in runs_] == [(line.text[:-1], False), ("①", True)]


def test_a_mark_of_several_characters_stays_one_piece_where_the_spacing_changes() -> None:
    text = "市领导[51]带领相关部门负责同志到我县调研活动开展情况，详细了解复工复产进展，他们（在村里）看了。" * 2
    line = next(line for line in set_text(text, PARAGRAPH) if "[51]" in line.text)
    pieces = [line.text[:3], "[51]", line.text[7:]]
    run, advances = line.runs[0], [advance for each in line.runs for advance in each.advances]
    kinds = (RunKind.TEXT, RunKind.NOTE_REFERENCE, RunKind.TEXT)
    starts = (slice(0, 3), slice(3, 7), slice(7, None))
    cut = [
        replace(run, text=piece, kind=kind, advances=tuple(advances[at]))
        for piece, kind, at in zip(pieces, kinds, starts, strict=True)
    ]

    for less in range(20):  # spacing for as many characters more or less
        natural = (line.fit.natural[0] - less * 50, *line.fit.natural[1:])
        fitted = replace(line, runs=tuple(cut), fit=replace(line.fit, natural=natural))
        marks = [each.text for each in set_lines([fitted], SIZE, ZERO, is_continued=True).runs if each.mark]
        assert marks == ["[51]"]


def test_a_quote_behind_the_mark_of_a_footnote_is_given_its_font_for_the_mark_is_no_han() -> None:
    (line,) = set_text("市领导①“调研", PARAGRAPH)
    run = line.runs[0]
    advances = tuple(advance for each in line.runs for advance in each.advances)
    parts = (slice(0, 3), RunKind.TEXT), (slice(3, 4), RunKind.NOTE_REFERENCE), (slice(4, None), RunKind.TEXT)
    cut = (replace(run, text=line.text[at], advances=advances[at], kind=kind) for at, kind in parts)

    *_, quote, last = set_lines([replace(line, runs=tuple(cut))], SIZE, ZERO).runs

    assert [quote.text, quote.slot] == ["“", FontSlot.EAST_ASIAN]
    assert [last.text, last.slot] == ["调研", FontSlot.BY_SCRIPT]


def test_what_is_beyond_the_basic_plane_may_or_may_not_have_a_gap_beside_a_number() -> None:
    """LibreOffice takes 𠮷 for no Han: the line has to hold with and without the gap."""
    text = "口表上周{0}3岁，周{0}5岁，均出自县统计局当年编印的年报和各公社的上报表里"
    texts = ["人" * count + text for count in range(9)]
    with_han, without = ([runs(text.format(char))[0].spacing for text in texts] for char in "吉𠮷")

    assert with_han != without


def test_a_variation_selector_stays_behind_its_character_and_takes_no_room() -> None:
    plain = "的人口表，1960年为412人，1961年为周葛388人，减少24人；数字均出自县统计局当年编印的年报和各公社的上报表。"
    lines = set_text(plain, PARAGRAPH)
    varied = [replace(line, runs=tuple(map(_varied, line.runs))) for line in lines]

    runs_, wanted = set_lines(varied, SIZE, ZERO).runs, set_lines(lines, SIZE, ZERO).runs

    assert "".join(run.text for run in runs_) == plain.replace("葛", "葛\U000e0100")
    assert [run.spacing for run in runs_] == [run.spacing for run in wanted]


def _varied(run: Run) -> Run:
    return replace(run, text=run.text.replace("葛", "葛\U000e0100"))


@pytest.mark.parametrize(
    ("last", "first", "strange"),
    [
        ("甲", "乙", False),
        ("甲", "、", True),
        ("甲", "℃", True),
        ("（", "乙", True),
        ("￥", "乙", True),
        ("甲", "か", True),
        ("か", "乙", True),
        ("a", "b", True),
        ("a", "乙", False),
        ("”", "》", True),
    ],
)
def test_a_line_that_ends_where_no_consumer_would_end_it_is_ended_by_a_break(
    last: str, first: str, *, strange: bool
) -> None:
    """A layout may let lines end where a consumer's own lists forbid it; so may a script whose rules nobody knows."""
    above, below, *_ = set_text("县" * 60, PARAGRAPH)
    above = replace(above, runs=(*above.runs[:-1], replace(above.runs[-1], text=last)))
    below = replace(below, runs=(replace(below.runs[0], text=first), *below.runs[1:]))

    assert any(run.ending is Ending.BREAK for run in set_lines([above, below], SIZE, ZERO).runs) == strange


def line_ends(last: str, first: str, tail: str = "") -> Ending:
    """How a full line of Han ends that is made to end with `last`, before `first` and `tail`."""
    above, below, *_ = set_text("县" * 60, PARAGRAPH)
    above = replace(above, runs=(*above.runs[:-1], replace(above.runs[-1], text=last)))
    texts = dict(enumerate(first + tail))
    below = replace(below, runs=tuple(replace(run, text=texts.get(at, run.text)) for at, run in enumerate(below.runs)))
    for run in set_lines([above, below], SIZE, ZERO).runs:
        if run.ending is not Ending.FLOWS:
            return run.ending
    return Ending.FLOWS


@pytest.mark.parametrize(("end", "ending"), [(0, Ending.BREAK), (1, Ending.FLOWS), (12, Ending.FLOWS)])
def test_marks_in_a_row_are_not_left_to_consumers_at_the_end_of_a_line(end: int, ending: Ending) -> None:
    above, below, *_ = set_text("县" * 60, PARAGRAPH)
    marks = range(len(above.runs) - end - 3, len(above.runs) - end)
    marked = (replace(run, text="》" if at in marks else "县") for at, run in enumerate(above.runs))

    runs_ = set_lines([replace(above, runs=tuple(marked)), below], SIZE, ZERO).runs

    assert (Ending.BREAK in [run.ending for run in runs_]) == (ending is Ending.BREAK)


@pytest.mark.parametrize(("start", "ending"), [("《《《", Ending.BREAK), ("县《《《", Ending.FLOWS)])
def test_marks_in_a_row_are_not_left_to_consumers_at_the_start_of_the_next_line(start: str, ending: Ending) -> None:
    assert line_ends("县", start[0], start[1:]) is ending


@pytest.mark.parametrize("mark", "“”‘’…—·")
@pytest.mark.parametrize(("sign", "strange"), [("①", True), ("㎡", True), ("■", True), ("县", False), ("2", False)])
def test_a_mark_behind_a_sign_that_a_face_lacks_is_not_left_to_consumers(
    sign: str, mark: str, *, strange: bool
) -> None:
    above, below, *_ = set_text("县" * 60, PARAGRAPH)
    changed = {8: sign, 9: mark}
    above = replace(above, runs=tuple(replace(run, text=changed.get(at, "县")) for at, run in enumerate(above.runs)))

    assert any(run.ending is Ending.BREAK for run in set_lines([above, below], SIZE, ZERO).runs) == strange


@pytest.mark.parametrize(
    ("last", "first", "ending"),
    [
        ("：", "“", Ending.BREAK),
        ("：", "《", Ending.FLOWS),
        ("”", "县", Ending.BREAK),
        ("》", "县", Ending.FLOWS),
        ("》", "《", Ending.BREAK),
        ("、", "《", Ending.BREAK),
        ("、", "（", Ending.FLOWS),
        ("。", "4", Ending.BREAK),
        ("，", "4", Ending.FLOWS),
    ],
)
def test_a_line_that_some_word_processor_does_not_end_is_ended_by_a_break(
    last: str, first: str, ending: Ending
) -> None:
    assert line_ends(last, first) is ending


def test_a_paragraph_asks_for_no_white_between_han_and_latin_where_that_saves_a_break() -> None:
    few = "县志办整理旧志3种、村志许多，其中清代的各种各样的都已经完成校勘，其余各种也在陆续付印当中了。"
    many = "县志办整理旧志3种、村志5种，其中清代的各种各样的都已经完成校勘，其余各种也在陆续付印当中了。"
    spaced, tight = (set_lines(set_text(text, PARAGRAPH), SIZE, ZERO) for text in (few, many))

    assert spaced.autospace
    assert not tight.autospace
    assert all(run.ending is Ending.FLOWS for run in (*spaced.runs, *tight.runs))


def test_a_line_left_short_is_kept_short_and_has_no_spacing() -> None:
    word = "donaudampfschifffahrtselektrizitaetenhauptbetrieb"
    short, *_ = lines = set_text(f"请写信给章望舒{word}，欢迎来函。", PARAGRAPH)
    assert short.width < short.fit.measure - SIZE

    first = set_lines(lines, SIZE, ZERO).runs[0]

    assert (first.ending, first.spacing) == (Ending.SHORT, 0)


def test_a_line_that_a_consumer_fills_with_marks_of_full_width_is_not_left_short() -> None:
    """Before a tab that finds no room the address would stand a line lower: with the tab the line would be too long."""
    word = "donaudampfschifffahrtselektrizitaetenhauptbetrieb"
    short, *rest = set_text(f"请写信给章望舒{word}，欢迎来函。", PARAGRAPH)
    room = short.fit.measure - short.width
    full = replace(short, fit=replace(short.fit, natural=(*short.fit.natural[:-1], int(SIZE + room - SIZE))))

    endings = [set_lines([line, *rest], SIZE, ZERO).runs[0].ending for line in (short, full)]

    assert endings[0] is Ending.SHORT
    assert endings[1] is not Ending.SHORT


def with_word(text: str, word: str, cluster: str) -> list[TextLine]:
    """The lines of a text in which a character stands for a word that is shaped whole."""
    lines = []
    for line in set_text(text, PARAGRAPH):
        runs: list[Run] = []
        for run in line.runs:
            for char, advance in zip(run.characters, run.advances, strict=True):
                one = replace(run, text=char, advances=(advance,))
                is_word = char == cluster
                runs.append(replace(one, text=word, clusters=(Cluster(word, advance, ()),)) if is_word else one)
        lines.append(replace(line, runs=tuple(runs)))
    return lines


def test_no_spacing_parts_a_word_and_a_line_break_ends_its_line() -> None:
    text = "林知远一行先后来到青禾纸业云溪分公司、白鹭洲产业园项目、柳湾阀门有限公司，与企业负责人深入交流。" * 2
    first, *_ = set_text(text, PARAGRAPH)
    lines = with_word(text.replace("青", "ᠪ"), "ᠪᠠᠶ", "ᠪ")
    found = set_lines(lines, SIZE, ZERO).runs

    word = next(run for run in found if run.is_word)
    assert (word.text, word.spacing) == ("ᠪᠠᠶ", 0)
    ended = "".join(run.text for run in found[: [run.ending for run in found].index(Ending.BREAK) + 1])
    assert ended == first.text.replace("青", "ᠪᠠᠶ")
    assert all(run.spacing == found[0].spacing for run in found[:3] if not run.is_word)


def test_a_line_before_a_bracket_with_a_word_in_it_is_ended_by_a_line_break() -> None:
    """How wide the word is in the consumer's face is not known: with the bracket it might find room on the line."""
    text = "林知远一行先后来到青禾纸业云溪分公司、白鹭洲产业园项目、柳湾阀门有限公（青）司，与企业负责人深入交流。"
    tries = (with_word("甲" * pad + text.replace("（青", "（ᠪ"), "ᠪᠠᠶ", "ᠪ") for pad in range(26))
    lines = next(lines for lines in tries if any(line.text.startswith("（ᠪ") for line in lines))
    (place,) = (number for number, line in enumerate(lines) if line.text.startswith("（"))
    found = set_lines(lines, SIZE, ZERO).runs
    ended = next(run for run in found if run.ending is Ending.BREAK)
    assert lines[place - 1].text.endswith(ended.text[-3:])


@pytest.mark.parametrize("foreign", ["Ͱ", "ῼ", "ぁ", "ㇿ", "ꀀ", "ퟻ", "\ufe10", "\ufe4f"])
def test_a_line_with_a_character_of_a_script_that_was_not_measured_is_ended_by_a_break(foreign: str) -> None:
    """The first and the last of each of these blocks."""
    plain, strange = "山川河流湖海云雾" * 8, f"山川{foreign}河流湖海云雾" + "山川河流湖海云雾" * 7

    assert not any(run.ending is Ending.BREAK for run in runs(plain))
    assert any(run.ending is Ending.BREAK for run in runs(strange))


TEXT = "2020年3月16日，市领导带领相关部门负责同志到我县调研活动开展情况，详细了解复工复产进展。" * 3


def test_a_text_that_is_kept_is_not_locked_again_wherever_it_stands() -> None:
    kept: LockedTexts = Kept()
    lines = set_text(TEXT, PARAGRAPH)
    elsewhere = [replace(line, top=line.top + SIZE, block=BlockNumber(7)) for line in lines]

    assert set_lines(elsewhere, SIZE, ZERO, kept=kept) is set_lines(lines, SIZE, ZERO, kept=kept)
    assert set_lines(lines, SIZE, ZERO, kept=kept) == set_lines(lines, SIZE, ZERO)


@pytest.mark.parametrize(
    "changes",
    [
        {"em": Length(SIZE - 1000)},
        {"extra_measure": SIZE},
        {"justified": False},
        {"tracking": Twips(-4)},
        {"is_continued": True},
        {"lines": set_text(TEXT, PARAGRAPH)[:2]},
        {"lines": set_text(TEXT.replace("县", "市"), PARAGRAPH)},
        {"lines": set_text(TEXT.replace("详细", "**详细**"), PARAGRAPH)},
        {"lines": [replace(each, fit=replace(each.fit, measure=SIZE * 20)) for each in set_text(TEXT, PARAGRAPH)]},
    ],
)
def test_a_text_that_differs_in_anything_is_locked_for_itself(changes: dict[str, Any]) -> None:
    kept: LockedTexts = Kept()
    given: dict[str, Any] = {"lines": set_text(TEXT, PARAGRAPH), "em": SIZE, "extra_measure": ZERO}

    first = set_lines(**given, kept=kept)

    again = set_lines(**given | changes, kept=kept)
    assert again is not first
    assert again == set_lines(**given | changes)
