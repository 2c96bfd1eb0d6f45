from __future__ import annotations

import pytest

from huibian.text.markdown.parser import DEEPEST, parse


def inline(text: str) -> list[tuple[str, str, int]]:
    """Type, content and beginning of the inline tokens of the first paragraph."""
    (block, *_) = [token for token in parse(text)[0] if token.type == "inline"]
    return [(token.type, token.content, token.map[0]) for token in block.children or () if token.map]


def test_every_inline_token_knows_where_it_begins() -> None:
    assert inline("一\\*二&amp;*三*`四`\n[五](六)<http://七>[^八]") == [
        ("text", "一", 0),
        ("text_special", "*", 1),
        ("text", "二", 3),
        ("text_special", "&", 4),
        ("em_open", "", 9),
        ("text", "三", 10),
        ("em_close", "", 11),
        ("code_inline", "四", 12),
        ("softbreak", "", 15),
        ("link_open", "", 17),
        ("text", "五", 17),
        ("link_close", "", 18),
        ("link_open", "", 22),
        ("text", "http://七", 23),
        ("link_close", "", 22),
        ("footnote_ref", "", 32),
    ]


def test_marks_of_emphasis_that_make_none_know_where_they_stand() -> None:
    assert inline("一***二")[1:4] == [("text", "*", 1), ("text", "*", 2), ("text", "*", 3)]


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("抓好**“三问一访”**活动", "“三问一访”"),
        ("**要快。**各乡镇", "要快。"),
        ("见**《县志》**卷三", "《县志》"),
        ("**A**汉", "A"),
        ("**A**b", "A"),
        ("__要快__", "要快"),
        ("__要快__，各乡镇", "要快"),
        ("抓好，__要快__", "要快"),
        ("（__要快__）", "要快"),
        ("抓__要快__抓", None),
        ("汉** 字**", None),
        ("a**(b)**c", None),  # as CommonMark has it
    ],
)
def test_bold_does_not_mind_chinese_marks(text: str, bold: str | None) -> None:
    tokens = inline(text)
    opened = [index for index, token in enumerate(tokens) if token[0] == "strong_open"]
    assert [tokens[index + 1][1] for index in opened] == ([] if bold is None else [bold])


def test_four_spaces_make_a_paragraph_and_a_full_width_space_a_blank_line() -> None:
    tokens, _ = parse("    一\n\u3000\n    二")
    assert [token.content for token in tokens if token.type == "inline"] == ["一", "二"]


def test_rows_of_tables_know_what_stands_before_them() -> None:
    _, env = parse("> | 甲 |\n> |---|\n>  | 乙 |\n\n- |丙|\n  |---|\n")
    assert env["rows"] == {0: 2, 1: 2, 2: 3, 4: 2, 5: 2}


@pytest.mark.parametrize(("depth", "is_read"), [(DEEPEST - 1, True), (DEEPEST, False)])
def test_what_lies_deeper_than_the_limit_is_not_read(depth: int, is_read: bool) -> None:
    assert any(token.content == "引" for token in parse(">" * depth + "引")[0]) is is_read
