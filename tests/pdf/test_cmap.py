from __future__ import annotations

from huibian.pdf.cmap import blocks, to_unicode


def test_a_code_stands_for_one_character_or_several_in_units_of_utf_16() -> None:
    assert b"/CMapType 2 def" in to_unicode([(1, "目")])  # from codes to text
    assert b"2 beginbfchar\n<0001> <76EE3000>\n<0002> <D871DEDA>\nendbfchar" in to_unicode(
        [(2, "\U0002c6da"), (1, "目　")]
    )


def test_a_block_takes_a_hundred_entries_and_the_next_one_the_rest() -> None:
    assert [block.split("\n")[0] for block in blocks("bfchar", ["<> <>"] * 100)] == ["100 beginbfchar"]
    assert [block.split("\n")[0] for block in blocks("bfchar", ["<> <>"] * 101)] == ["100 beginbfchar", "1 beginbfchar"]
