from __future__ import annotations

import pytest

from tools.line_peers import matched


def line(text: str) -> list[tuple[float, str]]:
    return [(16.0 * place, char) for place, char in enumerate(text)]


def test_lines_are_cut_into_the_paragraphs_of_the_source() -> None:
    first, second = matched(["全长18 km以上", "书稿"], [line("全长18"), line("km以上"), line("书稿")])

    assert first.lines == ["全长18", "km以上"]
    assert first.ends == (4, 9)
    assert first.origins == ((0.0, 16.0, 32.0, 48.0), (0.0, 16.0, 32.0, 48.0))
    assert second.lines == ["书稿"]


@pytest.mark.parametrize("lines", [["书稿讨论"], ["书稿初"], ["书稿初稿", "再议"], []])
def test_a_lost_wrong_or_added_character_is_refused(lines: list[str]) -> None:
    with pytest.raises(ValueError, match="set"):
        list(matched(["书稿初稿"], [line(each) for each in lines]))
