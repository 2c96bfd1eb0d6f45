from __future__ import annotations

import pytest

from huibian.draft.names import is_generic, section_title, without_number


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("重要会议", "重要会议"),
        ("01-重要会议", "重要会议"),
        ("1.重要会议", "重要会议"),
        ("1．重要会议", "重要会议"),
        ("１、重要会议", "重要会议"),
        ("01 重要会议", "重要会议"),
        ("01重要会议", "重要会议"),
        ("3_重要会议", "重要会议"),
        ("12）重要会议", "重要会议"),
        ("一、重要会议", "重要会议"),
        ("十二、重要会议", "重要会议"),
        ("一 重要会议", "重要会议"),
        ("（一）重要会议", "重要会议"),
        ("(3) 重要会议", "重要会议"),
        ("【2】重要会议", "重要会议"),
        ("①重要会议", "重要会议"),
        ("⒉ 重要会议", "重要会议"),
        ("第一部分 重要会议", "重要会议"),
        ("第2版：要闻", "要闻"),
        # No numbers of an order:
        ("一季度工作", "一季度工作"),
        ("10月要闻", "10月要闻"),
        ("10 月要闻", "10 月要闻"),
        ("09月要闻", "09月要闻"),
        ("2026年工作", "2026年工作"),
        ("2026-09", "2026-09"),
        ("3-5月要闻", "3-5月要闻"),
        ("三农工作", "三农工作"),
        ("第一书记", "第一书记"),
        ("第一版主", "第一版主"),
        ("01", "01"),
        ("一、", "一、"),
    ],
)
def test_a_number_that_only_orders_is_no_part_of_a_title(name: str, title: str) -> None:
    assert without_number(name) == title


@pytest.mark.parametrize(
    ("folder", "title"),
    [
        ("01-重要会议", "重要会议"),
        ("重要\u200b会\ue000议", "重要会议"),
        ("\u200b 一、会议", "会议"),
        ("\u200b", None),
        (" ", None),
        ("会\ufa47议", "会\ufa47议"),
    ],
)
def test_a_section_is_called_what_a_manifest_may_say(folder: str, title: str | None) -> None:
    assert section_title(folder) == title


@pytest.mark.parametrize(
    ("folder", "expected"),
    [("来稿", True), ("1-稿件", True), ("Articles", True), ("重要会议", False), ("来稿选登", False)],
)
def test_knows_folders_called_after_what_lies_in_them(folder: str, expected: bool) -> None:
    assert is_generic(folder) is expected
