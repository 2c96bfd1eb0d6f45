from __future__ import annotations

import pytest

from huibian.draft.values import COLOPHON, KEYS, NEEDED, faults, label, whole
from huibian.manifest.schema import Colophon, Manifest
from huibian.markedyaml import fit
from huibian.markedyaml.valuetypes import keys_of

GOOD = {
    "layout": "bulletin",
    "masthead": "月报",
    "issue": "7",
    "month": "2026-01",
    "editor": "甲",
    "printed": "2026-02-03",
}


def test_every_key_of_a_manifest_is_one_of_these_and_none_is_two() -> None:
    assert {*KEYS, *COLOPHON} | {"sections", "colophon"} == {*keys_of(Manifest), *keys_of(Colophon)}
    assert len({*KEYS, *COLOPHON}) == len(KEYS) + len(COLOPHON)
    assert set(NEEDED) == set(GOOD)


@pytest.mark.parametrize("key", [*KEYS, *COLOPHON])
def test_every_key_has_a_short_name(key: str) -> None:
    assert 1 < len(label(key)) < 10


def test_values_become_a_manifest() -> None:
    sections = [{"title": "栏", "articles": ["1.txt"]}]
    manifest = fit(whole(GOOD | {"copies": "130"}, sections), Manifest)
    assert (manifest.issue, manifest.colophon.copies, manifest.permit) == (7, 130, None)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("issue", "7", None),
        ("issue", "七", "issue 要写整数"),
        ("issue", "0", "issue 不能小于 1"),
        ("issue", "1000000", "issue 不能大于 999999"),
        ("month", "2026-12", None),
        ("month", "2026-13", "month 要写成 2020-03 的样子"),
        ("printed", "2026-02-30", "没有 2026-02-30 这一天"),
        ("masthead", "月\u200b报", "masthead 里有不该有的字符"),
        ("editor", "  ", "editor 不能为空"),
        ("copies", "一百", "copies 要写整数"),
        ("copies", "100", None),
        ("phone", "0796-620", None),
    ],
)
def test_the_schema_says_what_a_value_may_be(key: str, value: str, words: str | None) -> None:
    found = faults({key: value}, [key])
    assert len(found) == (words is not None)
    assert all(words is not None and words in each for each in found)


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert len(faults(GOOD | {"issue": "x", "month": "y"}, GOOD)) == 2
