from __future__ import annotations

import pytest

from tests.support.references import check_reference
from tests.support.requirements import ROOT
from tools.site_reference import commands, layout_figures, with_manifest_keys


def test_the_tables_of_the_keys_of_a_manifest_say_what_the_schema_says() -> None:
    page = ROOT / "docs" / "manifest.md"
    check_reference(str(page), with_manifest_keys(page.read_text(encoding="utf-8")))


def test_a_page_without_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="整期"):
        with_manifest_keys("# 清单\n")


def test_every_command_is_shown_with_its_help() -> None:
    page = commands()
    assert "## huibian render\n" in page
    assert "--output" in page


@pytest.mark.parametrize(
    "row",
    [
        "| `inner` | 订口：订边到版心 | 0 mm 到 550 mm | `30.5 mm` | gbt9704 `28 mm` |",
        "| `mirrored` | 双数页是否左右对调 | `true`、`false` | `false` | gbt9704 `false`；neibu `true` |",
        "| `heading_2` | 二级小标题：（一）和 ## | `{font: kaiti, size: 三号, align: justify, first_indent: 2 em, "
        "keep_with_next: true, outline: 4}` | gbt9704 `{tracking: -0.25 pt}` |",
    ],
)
def test_a_key_of_a_layout_is_shown_with_its_range_and_what_the_layouts_say(row: str) -> None:
    assert row in layout_figures().splitlines()
