from __future__ import annotations

import re

import pytest

from huibian.cli.keys import ANY_STYLE, Figure, figures, read_keys

LAYOUT = {key.name: key for key in read_keys("layout")}
OF_22 = ("bulletin", "gbt9704", "gbt9704-b", "jianbao", "neibu")


def test_keys_in_lists_and_mappings_are_found() -> None:
    names = [key.name for key in read_keys("manifest")]
    assert {"layout", "sections.articles.toc", "colophon.copies"} <= set(names)
    assert {"grid.lines", "cover.rule_below.gap", f"styles.{ANY_STYLE}.size", "styles.folio"} <= LAYOUT.keys()
    assert len(names) == len(set(names))
    assert LAYOUT["colophon.items"].inner == ("text", "end")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("grid.lines", [(OF_22, "22", "量自一期真实内刊；GB/T 9704—2012 5.2.3")]),
        (
            "type_area.width",
            [
                (("bulletin",), "149 mm", "量自一期真实内刊"),
                (OF_22[1:], "156 mm", "GB/T 9704—2012 5.2.1"),
            ],
        ),
        ("styles.paragraph.tracking", [(OF_22[1:], "-0.25 pt", "")]),
        (
            "styles.article_title.size",
            [
                (OF_22[:1], "三号", "量自一期真实内刊"),
                (OF_22[1:4], "二号", "GB/T 9704—2012 7.3.1"),
                (OF_22[4:], "三号", "没有规定，看着合适"),
            ],
        ),
        (
            "line_breaking.half_width_line_end",
            [(OF_22[:1], "false", "量自一期真实内刊"), (OF_22[1:], "true", "GB/T 15834—2011 5.1.10")],
        ),
        ("binding.duplex", [(OF_22[:4], "false", ""), (OF_22[4:], "true", "")]),
        ("folio.prefix", [(OF_22, "“— ”", "")]),
        ("avoid.words", [(OF_22[4:], "[本报, 本刊, 期刊社, 杂志社, 刊号]", "")]),
        ("colophon.outer_rule", [(OF_22, "0.35 mm", "GB/T 9704—2012 7.4.1")]),
        ("cover", [(("jianbao",), "[]", "")]),
        ("nosuch.key", []),
    ],
)
def test_what_layouts_say_stands_with_its_rule(name: str, found: list[tuple[tuple[str, ...], str, str]]) -> None:
    told = figures(tuple(name.split(".")))
    assert sorted((tuple(sorted(each.layouts)), each.value, each.rule) for each in told) == sorted(found)


@pytest.mark.parametrize("name", [name for name in LAYOUT if ANY_STYLE not in name])
def test_every_rule_is_in_chinese(name: str) -> None:
    said: list[Figure] = figures(LAYOUT[name].path)
    assert all(re.fullmatch(r"|(?:[^\[\]]*[一-鿿/—][^\[\]]*)", each.rule) for each in said)
