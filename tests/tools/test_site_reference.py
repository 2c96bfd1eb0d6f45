from __future__ import annotations

import re

import pytest

from huibian.manifest.schema import ArticleEntry, Colophon, Manifest, SectionEntry
from tools.site_reference import commands, layout_figures, manifest_keys


def test_every_key_of_a_manifest_is_listed_with_what_it_means() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (是?) \| (.*?) \|", manifest_keys(), re.MULTILINE)
    models = (Manifest, SectionEntry, ArticleEntry, Colophon)
    assert [key for key, _, _ in rows] == [name for model in models for name in model.model_fields]
    needed = {name for model in models for name, field in model.model_fields.items() if field.is_required()}
    assert {key for key, mark, _ in rows if mark} == needed
    assert all(words for _, _, words in rows)


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
