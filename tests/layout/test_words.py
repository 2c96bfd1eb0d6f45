from __future__ import annotations

from pathlib import Path

import pytest

from huibian.fontbook import ShapedWord
from huibian.fontbook.shaping import ShapedCluster, ShapedGlyph
from huibian.frame import Cluster, Face, PlacedGlyph
from huibian.layout.bidi import embedding_levels
from huibian.layout.cells import make_cells
from huibian.layout.words import LinePart, bind_words, clusters_of, line_parts, turned
from huibian.layoutfile.definition import load_layout
from huibian.linebreak.cells import Stretch
from huibian.units import Length
from tests.support.layouts import BULLETIN

FACE = Face("tiny", Path("tiny.ttf"))
EM = Length.of(16, "pt")


def test_the_glyphs_of_a_word_are_scaled_to_the_type_size() -> None:
    word = ShapedWord("arabic", FACE, (ShapedCluster("ب", 500, (ShapedGlyph(7, 100, -50),)),), 1000, 0)
    assert clusters_of(word, EM) == (Cluster("ب", 8000, (PlacedGlyph(FACE, 7, 1600, -800),)),)


def bound(*units: str) -> list[tuple[str, bool, Stretch]]:
    """Where a line may end, and what gives, behind each unit but the last; a Tibetan word ends behind ་."""
    text = [unit[0] for unit in units]
    cells = make_cells(text, [int(EM)] * len(units), EM, load_layout(BULLETIN).line_breaking)
    bind_words(units, cells, embedding_levels(text), lambda unit: unit.endswith("་"))
    return [(unit, cell.may_break, cell.stretch) for unit, cell in zip(units[:-1], cells, strict=False)]


def test_text_from_right_to_left_is_parted_at_spaces_alone() -> None:
    assert bound("名", "دب", " ", "«", "دب", "»", "ج", "等") == [
        ("名", True, Stretch.WESTERN_GAP),
        ("دب", False, Stretch.NONE),
        (" ", True, Stretch.WORD_SPACE),
        ("«", False, Stretch.NONE),
        ("دب", False, Stretch.NONE),
        ("»", False, Stretch.NONE),
        ("ج", True, Stretch.WESTERN_GAP),
    ]


def test_a_line_may_end_between_syllables_of_tibetan_and_not_before_its_marks() -> None:
    assert [each[:2] for each in bound("མི་", "རིགས", "མི་", "。", "字")] == [
        ("མི་", True),
        ("རིགས", False),
        ("མི་", False),
        ("。", True),
    ]


@pytest.mark.parametrize(
    ("levels", "vanishing", "parts"),
    [
        ("00", "00", [(0, 1, False), (1, 2, False)]),
        ("01110", "00100", [(0, 1, False), (1, 4, True), (4, 5, False)]),
        ("0111", "0001", [(0, 1, False), (1, 3, True), (3, 4, False)]),
    ],
    ids=["plain", "inside", "white at the end"],
)
def test_what_runs_from_right_to_left_is_one_part_of_a_line(
    levels: str, vanishing: str, parts: list[tuple[int, int, bool]]
) -> None:
    found = line_parts(list(map(int, levels)), [each == "1" for each in vanishing])
    assert list(found) == [LinePart(*part) for part in parts]


def test_turned_words_stand_from_right_to_left_each_with_the_room_that_it_has() -> None:
    word = (Cluster("ب", 300, ()), Cluster("د", 200, ()))
    white, number = (Cluster(" ", 250, ()),), (Cluster("7", 500, ()),)
    found = turned([word, white, number], [1, 1, 2], [500, 400, 500])
    assert [(each.text, each.advance) for each in found] == [("7", 500), (" ", 400), ("ب", 300), ("د", 200)]
