from __future__ import annotations

import pytest

from huibian.markedyaml.proposals import date, month, unquoted, whole_number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("第92期", "92"),
        ("总第九十二期", "92"),
        ("一百零二", "102"),
        ("一百二十", "120"),
        ("十", "10"),
        ("〇", "0"),
        ("二十一", "21"),
        ("二〇二六", "2026"),
        ("\uff19\uff12", "92"),
        ("“92”", "92"),
        ("007", "7"),
        ("92.5", None),
        ("2026年第9期", None),
        ("不详", None),
        ("9" * 99, "9" * 99),
        ("9" * 100, None),
    ],
)
def test_a_number_in_words(words: str, number: str | None) -> None:
    assert whole_number(words) == number


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        ("2026年9月", "2026-09"),
        ("2026 年 9 月份", "2026-09"),
        ("二〇二六年十二月", "2026-12"),
        ("2026.9", "2026-09"),
        ("202609", "2026-09"),
        ("2026—09", "2026-09"),
        ("2026-09-15", "2026-09"),
        ("2026年12月", "2026-12"),
        ("2026年13月", None),
        ("2026年0月", None),
        ("9月", None),
    ],
)
def test_a_month_in_other_forms(words: str, proposed: str | None) -> None:
    assert month(words) == proposed


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        ("2026年10月5日", "2026-10-05"),
        ("二〇二六年十月三十一日", "2026-10-31"),
        ("二○二六年〇九月廿三日", "2026-09-23"),
        ("2026/10/5", "2026-10-05"),
        ("20261005", "2026-10-05"),
        ("2026-10-5", "2026-10-05"),
        ("2026年10月32日", None),
        ("2026年13月1日", None),
        ("2026年10月", None),
    ],
)
def test_a_date_in_other_forms(words: str, proposed: str | None) -> None:
    assert date(words) == proposed


@pytest.mark.parametrize(
    ("words", "inner"),
    [
        ("“月报”", "月报"),
        ("‘月’", "月"),
        ("＂月＂", "月"),
        ('“月"', "月"),
        ("“月”报“", None),
        ("“”", None),
        ("月报", None),
        ("《月》", None),
    ],
)
def test_words_in_chinese_quotation_marks(words: str, inner: str | None) -> None:
    assert unquoted(words) == inner
