from __future__ import annotations

import pytest

from huibian import resources
from huibian.fontbook.faces import load
from huibian.fontbook.shaping import WordFinder, shape
from huibian.fontcatalogue import Script, read
from huibian.markedyaml import fit
from tests.support.samples import free_face

SCRIPTS = [script for script in read(resources.fonts_folder() / "catalogue.yaml").scripts.values() if script.shaped]
FINDER = WordFinder(SCRIPTS)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("汉字ab", ["汉", "字", "a", "b"]),
        ("葛\U000e0100川", ["葛\U000e0100", "川"]),
        ("葛\U000e0100\u0308川", ["葛\U000e0100", "\u0308", "川"]),
        ("叫ئەلى。", ["叫", "ئەلى", "。"]),
        ("ئابد ئەلى", ["ئابد", " ", "ئەلى"]),
        ("མི་རིགས།", ["མི་", "རིགས།"]),
        ("ᠪᠠ\u180bᠶ\u180eᠠ\u202fᠶᠢᠨ", ["ᠪᠠ\u180bᠶ\u180eᠠ\u202fᠶᠢᠨ"]),
        ("สมชาย ใจดี", ["สมชาย", " ", "ใจดี"]),
        ("e\u0302\u0301a", ["e\u0302\u0301a"]),
        ("ab e\u0301", ["a", "b", " ", "e\u0301"]),
        ("[ʂʰa˧˥]", ["[", "ʂʰa˧˥", "]"]),
        ("1\u20e3甲\u0308", ["1\u20e3", "甲\u0308"]),
        ("\u0301甲", ["\u0301", "甲"]),
    ],
)
def test_words_that_are_shaped_stay_whole_and_all_else_is_characters(text: str, units: list[str]) -> None:
    assert FINDER.units(text) == units


@pytest.mark.parametrize(
    ("text", "has_words"),
    [("汉字ab café", False), ("葛\U000e0100", False), ("ئ", True), ("མ", True), ("e\u0301", True), ("ʂ", True)],
)
def test_most_text_is_known_to_have_no_such_words(text: str, *, has_words: bool) -> None:
    assert FINDER.has_words(text) is has_words


def test_a_script_without_ends_of_lines_inside_is_one_word_up_to_white() -> None:
    names = {"east_asian": "", "western": ""}
    keys = {"label": "", "codes": "U+0061-007A", "names": names, "language": "x", "stroke": 0, "faces": ["f"]}
    plain, cut = (fit(keys | {"ends_line": ends}, Script) for ends in ("", "b"))
    assert WordFinder([plain]).units("abcab") == ["abcab"]
    assert WordFinder([cut]).units("abcabb") == ["ab", "cabb"]


@pytest.mark.debian_fonts
def test_letters_of_arabic_join_and_stand_from_right_to_left() -> None:
    face = load(free_face("NotoNaskhArabic-Regular.ttf"))
    clusters = shape(face, "ببب", "ug-CN")
    alone = shape(face, "ب", "ug-CN")
    assert clusters is not None
    assert alone is not None
    assert [each.text for each in clusters] == ["ب", "ب", "ب"]
    assert len({each.glyphs[0].id for each in (*clusters, *alone)}) == 4  # final, medial, initial, isolated


@pytest.mark.debian_fonts
def test_tibetan_is_stacked_in_one_cluster() -> None:
    clusters = shape(load(free_face("NotoSerifTibetan-Regular.ttf")), "བརྒྱ", "bo-CN")
    assert clusters is not None
    assert [each.text for each in clusters] == ["བ", "རྒྱ"]
    assert clusters[1].units < 2 * clusters[0].units


@pytest.mark.debian_fonts
@pytest.mark.parametrize("text", ["ə\u0303", "t\u032a", "ɲ\u030a"])
def test_a_mark_that_the_face_has_no_place_for_stands_over_the_middle_of_its_letter(text: str) -> None:
    face = load(free_face("LiberationSerif-Regular.ttf"))
    clusters = shape(face, text, None)
    assert clusters is not None
    (cluster,) = clusters
    middles = []
    for glyph in cluster.glyphs:
        extents = face.hb_font.get_glyph_extents(glyph.id)
        middles.append(glyph.x + extents.x_bearing + extents.width / 2)
    assert cluster.text == text
    assert middles[0] == pytest.approx(middles[1], abs=face.upem / 25)


@pytest.mark.debian_fonts
def test_a_letter_and_its_mark_are_one_glyph_where_the_face_has_it() -> None:
    clusters = shape(load(free_face("LiberationSerif-Regular.ttf")), "e\u0302\u0301", None)
    assert clusters is not None
    assert [(each.text, len(each.glyphs)) for each in clusters] == [("e\u0302\u0301", 1)]


@pytest.mark.debian_fonts
def test_a_word_that_a_face_has_not_all_of_is_not_shaped() -> None:
    assert shape(load(free_face("NotoSerifThai-Regular.ttf")), "สมཀ", "th-TH") is None


@pytest.mark.debian_fonts
@pytest.mark.parametrize(
    ("text", "name", "language"),
    [("e\u0301", "LiberationSerif-Regular.ttf", None), ("ب\u064e", "NotoNaskhArabic-Regular.ttf", "ug-CN")],
)
def test_marks_that_are_piled_up_higher_than_a_font_can_say_are_not_shaped(
    text: str, name: str, language: str | None
) -> None:
    face = load(free_face(name))
    assert shape(face, text[0] + text[1] * 4, language) is not None
    assert shape(face, text[0] + text[1] * 400, language) is None
