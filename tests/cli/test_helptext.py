from __future__ import annotations

from huibian.cli import helptext
from huibian.cli.helptext import CommandHelp, Entry, fold, help_text, paragraphs


def test_what_is_not_there_has_no_heading() -> None:
    told = CommandHelp("do", "做。", (), (Entry("-h", "说明"),), (), (("例：", "  do"), ("完。",)))
    assert help_text(told, 60) == "用法：do\n\n  做。\n\n选项：\n  -h  说明\n\n  例：\n    do\n\n  完。"


def test_paragraphs_end_at_marks_and_at_empty_lines() -> None:
    assert list(paragraphs("\b\n例：\n  do\n\b\n\n完。")) == [("例：", "  do"), ("完。",)]


def test_a_long_name_has_its_words_below() -> None:
    entries = [Entry("--" + "长" * 15, "甲"), Entry("-a", "乙乙")]
    assert list(helptext._listed(entries, 80)) == ["  --" + "长" * 15, " " * 34 + "甲", "  -a" + " " * 30 + "乙乙"]


def test_no_line_begins_with_a_mark_and_words_stay_whole() -> None:
    assert list(fold("一二三，四五 PowerShell 里。", 10, "  ")) == ["  一二三，", "  四五", "  PowerShell", "  里。"]
    assert list(fold("一二三四，", 10, "  ")) == ["  一二三", "  四，"]
    assert list(fold("甲乙丙丁", 10, "  ")) == ["  甲乙丙丁"]
    assert list(fold("甲乙丙丁戊", 11, "  ")) == ["  甲乙丙丁", "  戊"]
