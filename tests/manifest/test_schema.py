from __future__ import annotations

import re
from typing import Any

import pytest

from huibian.manifest.schema import ArticleEntry, Colophon, Manifest, SectionEntry, YearMonth, json_schema
from huibian.markedyaml import UnfitError, fit
from huibian.markedyaml.valuetypes import keys_of
from tests.support.references import check_reference
from tests.support.requirements import ROOT

WHOLE: dict[str, Any] = {
    "layout": "bulletin",
    "masthead": " 史志 月报　",
    "issue": "92",
    "month": "2020-03",
    "editor": "甲",
    "printed": "2020-04-16",
    "sections": [{"title": "本月关注", "articles": ["a.txt", {"file": "b.txt"}]}],
}


def test_an_article_may_be_its_file_alone() -> None:
    articles = fit(WHOLE, Manifest).sections[0].articles
    assert articles == (ArticleEntry(file="a.txt"), ArticleEntry(file="b.txt"))


def test_white_round_words_goes_and_within_them_stays() -> None:
    assert fit(WHOLE, Manifest).masthead == "史志 月报"


def test_months_are_in_order() -> None:
    assert YearMonth(2019, 12) < YearMonth(2020, 1) < YearMonth(2020, 2)


@pytest.mark.parametrize(
    "month", ["2020-3", "2020-00", "2020-13", "2020年3月", "\uff12\uff10\uff12\uff10-03", "2020-03-01", "20-03"]
)
def test_a_month_is_written_in_one_way(month: str) -> None:
    with pytest.raises(UnfitError, match="2020-03"):
        fit(WHOLE | {"month": month}, Manifest)


@pytest.mark.parametrize("date", ["2020-4-16", "20200416", "1587000000", "2020-04-16T00:00", "2021-02-29"])
def test_a_date_is_written_in_one_way_and_is_a_day(date: str) -> None:
    with pytest.raises(UnfitError):
        fit(WHOLE | {"printed": date}, Manifest)


@pytest.mark.parametrize("words", ["", " 　", "一\n二", "一\t二", "一\x00", "一\u200b二", "\ufffd"])
def test_words_are_one_line_of_characters_that_can_be_set(words: str) -> None:
    with pytest.raises(UnfitError):
        fit({"notice": words}, Colophon)


def test_every_key_is_explained() -> None:
    manual = (ROOT / "docs" / "manifest.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `(\w+)` \|", manual, re.MULTILINE))
    models = (Manifest, SectionEntry, ArticleEntry, Colophon)
    assert explained == {name for model in models for name in keys_of(model)}


def test_the_schema_for_editors_is_current() -> None:
    check_reference(str(ROOT / "docs" / "issue.schema.json"), json_schema())
