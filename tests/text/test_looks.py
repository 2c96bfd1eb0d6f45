from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Span
from huibian.frame import Align, Role
from huibian.image import Image, ImageFormat
from huibian.text.looks import closing_by_place, is_centred_caption
from huibian.text.model import ArticlePicture, Content, Inline, Paragraph, SourceLook

AT = Span(Path("a.docx"), 1, 1)
PICTURE = ArticlePicture(Image(b"", ImageFormat.PNG, 1, 1), (), AT)


def block(
    text: str, align: Align | None = Align.END, role: Role = Role.PARAGRAPH, *, larger: bool = False
) -> Paragraph:
    look = None if align is None else SourceLook(align, larger)
    return Paragraph(role, (Inline(text, False, AT),), AT, look)


@pytest.mark.parametrize(
    ("paragraph", "is_one"),
    [
        (block("老街的早晨", Align.CENTER), True),
        (block("老街的早晨，雨后。", Align.CENTER), True),
        (block("长" * 60, Align.CENTER), True),
        (block("长" * 61, Align.CENTER), False),
        (block("老街的早晨", Align.CENTER, larger=True), False),
        (block("老街的早晨", Align.JUSTIFY), False),
        (block("老街的早晨", None), False),
        (block("二、老街", Align.CENTER), False),
        (block("雨停了。街上有人。", Align.CENTER), False),
        (block("各位代表：", Align.CENTER), False),
    ],
)
def test_a_caption_is_centred_and_short_and_no_larger_than_the_text(paragraph: Paragraph, is_one: bool) -> None:
    assert is_centred_caption(paragraph) is is_one


def closing(*contents: Content, roles: dict[int, Role] | None = None, first: int = 0) -> list[str]:
    found = closing_by_place(contents, roles or {}, first)
    return [f"{index} {role}" for index, role in sorted(found.items())]


def test_short_lines_at_the_end_edge_close_an_article() -> None:
    text = block("正文。", Align.JUSTIFY)
    assert closing(text, block("云溪县2026年秋收办"), block("2026.9.3")) == ["1 signature", "2 date"]
    assert closing(text, block("云溪县2026年秋收办")) == ["1 signature"]
    assert closing(text, block("云溪县2026年秋收办", Align.JUSTIFY)) == []
    assert closing(text, block("云溪县2026年秋收办", None)) == []
    assert closing(text, block("云溪县2026年秋收办", Align.END, Role.QUOTATION)) == []
    assert closing(text, PICTURE) == []
    for role in (Role.SIGNATURE, Role.DATE, Role.REMARK, Role.SOURCE):  # known by its words, and passed over
        assert closing(text, block("云溪县2026年秋收办"), block("（某行）"), roles={2: role}) == ["1 signature"]
    assert closing(text, block("云溪县2026年秋收办"), block("（某行）"), roles={2: Role.BYLINE}) == []


def test_a_sentence_or_a_long_or_numbered_line_is_none_wherever_it_stands() -> None:
    text = block("正文。", Align.JUSTIFY)
    assert closing(text, block("长" * 40)) == ["1 signature"]
    assert closing(text, block("长" * 41)) == []
    assert closing(text, block("雨停了。")) == []
    assert closing(text, block("一、老街")) == []


def test_one_paragraph_at_least_is_the_article_and_four_lines_at_most_close_it() -> None:
    assert closing(block("甲单位"), block("乙单位")) == ["1 signature"]
    assert closing(block("作者：周默"), block("甲单位"), block("乙单位"), first=1) == ["2 signature"]
    lines = [block(f"第{number}单位") for number in range(6)]
    assert closing(*lines) == [f"{index} signature" for index in range(2, 6)]


def test_lines_whose_words_show_what_they_are_stay_that() -> None:
    body = (block("正文。", Align.JUSTIFY), block("云溪县2026年秋收办"), block("县府办"), block("2026年9月3日"))
    assert closing(*body, roles={2: Role.SIGNATURE, 3: Role.DATE}) == ["1 signature"]
    assert closing(*body, block("附注", None), roles={2: Role.SIGNATURE, 3: Role.DATE, 4: Role.REMARK}) == [
        "1 signature"
    ]
    assert closing(*body[:2], block("附件：名单"), roles={2: Role.ATTACHMENT}) == []


def test_a_caption_in_the_middle_is_short() -> None:
    assert is_centred_caption(block("长" * 60, Align.CENTER))
    assert not is_centred_caption(block("长" * 61, Align.CENTER))
    assert is_centred_caption(block("长" * 59 + "。", Align.CENTER))
    assert not is_centred_caption(block("长" * 60 + "。", Align.CENTER))
