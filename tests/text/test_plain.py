from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Diagnostics
from huibian.frame import Role
from huibian.source import Source
from huibian.text.plain import read_plain
from huibian.text.remarks import Remarks


def test_a_line_that_a_break_divides_is_two_paragraphs() -> None:
    blocks = read_plain(Source(Path("a.txt"), "标题\n一\v二\n"), Remarks(), Diagnostics())
    assert [(block.role, block.text, block.span.column) for block in blocks] == [
        (Role.PARAGRAPH, "标题", 1),
        (Role.PARAGRAPH, "一", 1),
        (Role.PARAGRAPH, "二", 3),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("见![图](a.png)", ["图片"]),
        ("见！[图]（a.png）", []),
        ("见![图]())", []),
        ("见[县志](http://a.example)", ["链接"]),
        ("见[县志] (一九九二)", []),
        ("见[县志]()", []),
        ("见[](http://a.example)", []),
        (f"见[{'志' * 200}]({'a' * 200})", ["链接"]),
        (f"见[{'志' * 201}](a)", []),
        (f"见[县志]({'a' * 201})", []),
        ("说[^1]", ["脚注"]),
        ("说[1]^", []),
        ("|---|:-:|", ["表格"]),
        ("----", []),
        ("|一|二|", []),
        ("```python", ["代码块"]),
        ("~~~python", ["代码块"]),
        ("``", []),
    ],
)
def test_markdown_in_a_text_file_is_told(text: str, what: list[str]) -> None:
    remarks, diagnostics = Remarks(), Diagnostics()
    blocks = read_plain(Source(Path("a.txt"), text), remarks, diagnostics)
    remarks.report(diagnostics)
    assert [block.text for block in blocks] == [text]
    assert [(d.code, d.message) for d in diagnostics] == [
        ("HB219", f"Markdown 的{each}照原样排成文字") for each in what
    ]


def test_bold_goes_on_over_a_character_that_was_left_out() -> None:
    (block,) = read_plain(Source(Path("a.txt"), "前**一\u200b二**后"), Remarks(), Diagnostics())
    assert [(inline.text, inline.bold) for inline in block.inlines] == [
        ("前", False),
        ("一", True),
        ("二", True),
        ("后", False),
    ]
