from __future__ import annotations

from dataclasses import replace

import pytest

from huibian.docx.lines import Piece, Slot, set_lines
from huibian.frame import Role, Run, RunKind
from huibian.units import ZERO
from tests.support.documents import SIZE, STYLES, set_text

PARAGRAPH = STYLES[Role.PARAGRAPH]


def pieces(text: str) -> list[Piece]:
    return set_lines(set_text(text, PARAGRAPH), SIZE, ZERO)


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
        if piece.ends_line:
            break

    assert ended == lines[0].text


def test_no_line_of_plain_official_text_is_ended_by_a_break() -> None:
    text = "2020年3月16日，市领导带领相关部门负责同志到我县调研“三问一访”活动开展情况，详细了解复工复产进展。" * 4

    assert not any(piece.ends_line for piece in pieces(text))


def test_a_measure_that_is_wider_in_the_file_is_made_up_for() -> None:
    text = "县文旅体局打通流通渠道解决企业复工最后一公里的问题并且取得明显成效"
    lines = set_text(text, STYLES[Role.CONTENTS_ARTICLE])

    first = set_lines(lines, SIZE, SIZE * 3)[0]

    assert len(lines) == 2
    assert first.text == lines[0].text
    assert first.spacing > 20


def test_a_line_of_marks_that_spacing_cannot_squeeze_enough_is_made_narrower() -> None:
    line = set_text("审定：（空）”。", PARAGRAPH)[0]
    assert line.fit is not None
    narrow = replace(line, fit=replace(line.fit, measure=SIZE * 6))

    (piece,) = set_lines([narrow], SIZE, ZERO)

    width = 8 * SIZE * piece.scale // 100
    assert piece.scale < 100
    assert piece.spacing * 50 * 6 >= -SIZE
    assert width + piece.spacing * 50 * 7 <= SIZE * 6


def test_the_last_line_of_a_paragraph_that_goes_on_is_filled_by_spacing() -> None:
    lines = set_text(
        "2020年3月16日，市领导带领相关部门负责同志到我县调研活动开展情况，详细了解复工复产进展。" * 2, PARAGRAPH
    )[:1]
    fit = lines[0].fit
    assert fit is not None

    plain = set_lines(lines, SIZE, ZERO)
    filled = set_lines(lines, SIZE, ZERO, goes_on=True)

    assert [piece.spacing for piece in plain] == [0]
    taken = sum(piece.spacing * len(piece.text) for piece in filled) * 50
    gaps = SIZE.em(0.25) * len(fit.gaps)
    assert SIZE // 20 >= fit.measure - sum(fit.natural) - gaps - taken >= 0


def test_the_mark_of_a_footnote_has_no_spacing() -> None:
    line = set_text("市领导带领相关部门负责同志到我县调研，①", PARAGRAPH)[0]
    *runs, last = line.runs
    marked = replace(line, runs=(*runs, replace(last, kind=RunKind.NOTE_REFERENCE, target=7)))

    pieces_ = set_lines([marked], SIZE, ZERO)

    assert [(piece.text, piece.mark is not None) for piece in pieces_] == [(line.text[:-1], False), ("①", True)]


def test_what_is_beyond_the_basic_plane_may_or_may_not_have_a_gap_beside_a_number() -> None:
    """LibreOffice takes 𠮷 for no Han: the line has to hold with and without the gap."""
    text = "的人口表，1960年为412人，1961年为周{}388人，减少24人；数字均出自县统计局当年编印的年报和各公社的上报表。"
    spacings = [set_lines(set_text(text.format(char), PARAGRAPH), SIZE, ZERO)[0].spacing for char in "吉𠮷"]

    assert spacings[0] != spacings[1]


def test_a_variation_selector_stays_behind_its_character_and_takes_no_room() -> None:
    plain = "的人口表，1960年为412人，1961年为周葛388人，减少24人；数字均出自县统计局当年编印的年报和各公社的上报表。"
    lines = set_text(plain, PARAGRAPH)
    varied = [replace(line, runs=tuple(map(_varied, line.runs))) for line in lines]

    pieces_, wanted = set_lines(varied, SIZE, ZERO), set_lines(lines, SIZE, ZERO)

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

    assert any(piece.ends_line for piece in set_lines([above, below], SIZE, ZERO)) == strange
