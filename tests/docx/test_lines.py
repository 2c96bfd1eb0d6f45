from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from huibian.docx.lines import Ending, Piece, set_lines
from huibian.docx.measuring import Slot
from huibian.frame import Role, Run, RunKind
from huibian.units import ZERO
from tests.support.documents import SIZE, STYLES, set_text

PARAGRAPH = STYLES[Role.PARAGRAPH]


def pieces(text: str) -> Sequence[Piece]:
    return set_lines(set_text(text, PARAGRAPH), SIZE, ZERO).pieces


def test_lines_that_need_no_lock_are_one_piece() -> None:
    text = "林知远一行先后来到青禾纸业云溪分公司、白鹭洲产业园项目、柳湾阀门有限公司，与企业负责人深入交流。"

    assert [piece.text for piece in pieces(text)] == [text]


def test_the_text_of_the_pieces_is_the_text_of_the_lines() -> None:
    text = "2020年3月16日，“5G”网络（一期）投资1.5万元——比2019年增长68.5%，惠及镇(办)12个……其余待定。" * 3

    assert "".join(piece.text for piece in pieces(text)) == text


def test_bold_text_is_a_piece_of_its_own() -> None:
    assert [(piece.text, piece.bold) for piece in pieces("一是**抓部署**，二是")] == [
        ("一是", False),
        ("抓部署", True),
        ("，二是", False),
    ]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("他说：“好。”——完", [("他说：“好。”——完", Slot.BY_SCRIPT)]),
        ("的“5G”网", [("的“5G", Slot.BY_SCRIPT), ("”", Slot.EAST_ASIAN), ("网", Slot.BY_SCRIPT)]),
        ("张·王", [("张", Slot.BY_SCRIPT), ("·", Slot.EAST_ASIAN), ("王", Slot.BY_SCRIPT)]),
        ("约5°角", [("约5", Slot.BY_SCRIPT), ("°", Slot.WESTERN), ("角", Slot.BY_SCRIPT)]),
        ("“好”字", [("“", Slot.EAST_ASIAN), ("好”字", Slot.BY_SCRIPT)]),
    ],
)
def test_signs_of_both_scripts_are_told_their_font_where_consumers_would_differ(
    text: str, slots: list[tuple[str, Slot]]
) -> None:
    assert [(piece.text, piece.slot) for piece in pieces(text)] == slots


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
    for piece in pieces(text):
        ended += piece.text
        if piece.ending is Ending.BREAK:
            break

    assert ended == lines[0].text


def test_no_line_of_plain_official_text_is_ended_by_a_break() -> None:
    text = "市领导带领相关部门负责同志到我县调研第3次（2026年）全国文物普查开展情况，详细了解各乡镇普查进展和困难，" * 4

    assert not any(piece.ending is Ending.BREAK for piece in pieces(text))


def test_a_measure_that_is_wider_in_the_file_is_made_up_for() -> None:
    text = "县文旅体局打通流通渠道解决企业复工最后一公里的问题并且取得明显成效"
    lines = set_text(text, STYLES[Role.CONTENTS_ARTICLE])

    first = set_lines(lines, SIZE, SIZE * 3).pieces[0]

    assert len(lines) == 2
    assert first.text == lines[0].text
    assert first.spacing > 20


def test_a_line_of_marks_that_spacing_cannot_squeeze_enough_is_made_smaller() -> None:
    line = set_text("审定：（空）”。", PARAGRAPH)[0]
    assert line.fit is not None
    narrow = replace(line, fit=replace(line.fit, measure=SIZE * 6))

    (piece,) = set_lines([narrow], SIZE, ZERO).pieces

    assert piece.size is not None
    assert piece.size < SIZE
    assert piece.spacing * 50 * 6 >= -SIZE
    assert 8 * piece.size + piece.spacing * 50 * 7 <= SIZE * 6


def test_the_last_line_of_a_paragraph_that_goes_on_is_filled_by_spacing() -> None:
    lines = set_text(
        "2020年3月16日，市领导带领相关部门负责同志到我县调研活动开展情况，详细了解复工复产进展。" * 2, PARAGRAPH
    )[:1]
    fit = lines[0].fit
    assert fit is not None

    plain = set_lines(lines, SIZE, ZERO).pieces
    filled = set_lines(lines, SIZE, ZERO, goes_on=True).pieces

    assert [piece.spacing for piece in plain] == [0]
    taken = sum(piece.spacing * len(piece.text) for piece in filled) * 50
    gaps = SIZE.em(0.26) * len(fit.gaps)
    assert SIZE // 20 >= fit.measure - sum(fit.natural) - gaps - taken >= 0


def test_the_mark_of_a_footnote_has_no_spacing() -> None:
    line = set_text("市领导带领相关部门负责同志到我县调研，①", PARAGRAPH)[0]
    *runs, last = line.runs
    marked = replace(line, runs=(*runs, replace(last, kind=RunKind.NOTE_REFERENCE, target=7)))

    pieces_ = set_lines([marked], SIZE, ZERO).pieces

    assert [(piece.text, piece.mark is not None) for piece in pieces_] == [(line.text[:-1], False), ("①", True)]


def test_a_quote_behind_the_mark_of_a_footnote_is_told_its_font_for_the_mark_is_no_han() -> None:
    (line,) = set_text("市领导①“调研", PARAGRAPH)
    run = line.runs[0]
    advances = tuple(advance for each in line.runs for advance in each.advances)
    parts = (slice(0, 3), RunKind.TEXT), (slice(3, 4), RunKind.NOTE_REFERENCE), (slice(4, None), RunKind.TEXT)
    runs = (replace(run, text=line.text[at], advances=advances[at], kind=kind) for at, kind in parts)

    pieces_ = set_lines([replace(line, runs=tuple(runs))], SIZE, ZERO).pieces

    assert [(piece.text, piece.slot) for piece in pieces_][-2:] == [("“", Slot.EAST_ASIAN), ("调研", Slot.BY_SCRIPT)]


def test_what_is_beyond_the_basic_plane_may_or_may_not_have_a_gap_beside_a_number() -> None:
    """LibreOffice takes 𠮷 for no Han: the line has to hold with and without the gap."""
    text = "口表上周{0}3岁，周{0}5岁，均出自县统计局当年编印的年报和各公社的上报表里"
    texts = ["人" * count + text for count in range(9)]
    with_han, without = ([pieces(text.format(char))[0].spacing for text in texts] for char in "吉𠮷")

    assert with_han != without


def test_a_variation_selector_stays_behind_its_character_and_takes_no_room() -> None:
    plain = "的人口表，1960年为412人，1961年为周葛388人，减少24人；数字均出自县统计局当年编印的年报和各公社的上报表。"
    lines = set_text(plain, PARAGRAPH)
    varied = [replace(line, runs=tuple(map(_varied, line.runs))) for line in lines]

    pieces_, wanted = set_lines(varied, SIZE, ZERO).pieces, set_lines(lines, SIZE, ZERO).pieces

    assert "".join(piece.text for piece in pieces_) == plain.replace("葛", "葛\U000e0100")
    assert [piece.spacing for piece in pieces_] == [piece.spacing for piece in wanted]


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

    assert any(piece.ending is Ending.BREAK for piece in set_lines([above, below], SIZE, ZERO).pieces) == strange


def line_ends(last: str, first: str, tail: str = "") -> Ending:
    """How a full line of Han ends that is made to end with `last`, before `first` and `tail`."""
    above, below, *_ = set_text("县" * 60, PARAGRAPH)
    above = replace(above, runs=(*above.runs[:-1], replace(above.runs[-1], text=last)))
    texts = dict(enumerate(first + tail))
    below = replace(below, runs=tuple(replace(run, text=texts.get(at, run.text)) for at, run in enumerate(below.runs)))
    for piece in set_lines([above, below], SIZE, ZERO).pieces:
        if piece.ending is not Ending.FLOWS:
            return piece.ending
    return Ending.FLOWS


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
    assert all(piece.ending is Ending.FLOWS for piece in (*spaced.pieces, *tight.pieces))


def test_a_line_left_short_is_kept_short_and_has_no_spacing() -> None:
    word = "donaudampfschifffahrtselektrizitaetenhauptbetrieb"
    short, *_ = lines = set_text(f"请写信给章望舒{word}，欢迎来函。", PARAGRAPH)
    assert short.fit is not None
    assert short.width < short.fit.measure - SIZE

    first = set_lines(lines, SIZE, ZERO).pieces[0]

    assert (first.ending, first.spacing) == (Ending.SHORT, 0)


def test_a_line_that_a_consumer_fills_with_marks_of_full_width_is_not_left_short() -> None:
    """Before a tab that finds no room the address would stand a line lower: with the tab the line would be too long."""
    word = "donaudampfschifffahrtselektrizitaetenhauptbetrieb"
    short, *rest = set_text(f"请写信给章望舒{word}，欢迎来函。", PARAGRAPH)
    assert short.fit is not None
    room = short.fit.measure - short.width
    full = replace(short, fit=replace(short.fit, natural=(*short.fit.natural[:-1], int(SIZE + room - SIZE))))

    endings = [set_lines([line, *rest], SIZE, ZERO).pieces[0].ending for line in (short, full)]

    assert endings[0] is Ending.SHORT
    assert endings[1] is not Ending.SHORT
