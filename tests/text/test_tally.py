from __future__ import annotations

from pathlib import Path

from huibian.diagnostics import Span
from huibian.frame import Role
from huibian.text.model import Article, Inline, Note, Paragraph
from huibian.text.tally import Tally, Written

FILE = Path("a.txt")
MANIFEST = Path("issue.yaml")


def at(line: int, file: Path = FILE) -> Span:
    return Span(file, line, 1)


def article(*lines: str) -> Article:
    """An article that says these lines, the first as its title."""
    title, *blocks = (Inline(text, False, at(number)) for number, text in enumerate(lines, 1))
    return Article((title,), title.text, tuple(Paragraph(Role.PARAGRAPH, (each,), each.span) for each in blocks), at(1))


def written(*lines: str) -> list[Written]:
    return [Written(text, at(number)) for number, text in enumerate(lines, 1)]


def fault(tally: Tally, file: list[Written], read: Article) -> tuple[str, Span | None] | None:
    found = tally.check(file, read)
    return None if found is None else (found.message, found.span)


def test_what_is_read_whole_adds_up_whatever_its_white_space() -> None:
    assert fault(Tally(), written("\u3000标题 ", "甲　乙"), article("标题", "甲乙")) is None


def test_a_lost_character_is_named_with_its_line() -> None:
    lost = fault(Tally(), written("标题", "甲乙", "丙丁"), article("标题", "甲乙", "丙"))
    assert lost == ("核对不上：文件里的字和读出来的字不一样，“丁”没有着落，在“丙丁”这一段", Span(FILE, 3))


def test_a_character_that_stands_twice_is_named() -> None:
    twice = fault(Tally(), written("标题", "甲"), article("标题", "甲甲"))
    assert twice == ("核对不上：文件里的字和读出来的字不一样，“甲”多出来了，在“甲”这一段", Span(FILE, 2))


def test_what_is_lost_is_named_in_the_order_of_the_file() -> None:
    lost = fault(Tally(), written("标题", "甲乙", "乙甲"), article("标题", "甲乙"))
    assert lost is not None
    assert "“甲乙”没有着落" in lost[0]


def test_text_that_was_moved_is_not_lost() -> None:
    assert fault(Tally(), written("标题", "甲", "乙"), article("标题", "乙", "甲")) is None


def test_what_was_left_out_or_used_up_is_accounted_for_and_what_was_made_is_wanted() -> None:
    tally = Tally()
    tally.left_out("批注", at(2))
    tally.used("**", at(2))
    tally.made("1.", at(2))
    assert fault(tally, written("标题", "**甲**批注"), article("标题", "1.甲")) is not None
    tally.used("**", at(2))
    assert fault(tally, written("标题", "**甲**批注"), article("标题", "1.甲")) is None


def test_marks_that_are_ignored_may_go() -> None:
    assert fault(Tally(ignored="*"), written("标题", "*甲*"), article("标题", "甲")) is None


def test_a_footnote_counts_once_however_often_it_is_referred_to() -> None:
    note = Note((Inline("注", False, at(3)),), at(3))
    mark = Inline("", False, at(2), note=note)
    read = Article((Inline("标题", False, at(1)),), "", (Paragraph(Role.PARAGRAPH, (mark, mark), at(2)),), at(1))
    assert fault(Tally(), written("标题", "", "注"), read) is None


def test_a_title_of_the_manifest_is_no_text_of_the_file() -> None:
    tally = Tally()
    tally.left_out("标题", at(1))
    read = Article((Inline("另拟", False, at(7, MANIFEST)),), "", (), at(1))
    assert fault(tally, written("标题"), read) is None


def test_where_a_file_has_no_lines_the_stretch_that_is_not_found_is_quoted() -> None:
    file = [Written(text, Span(FILE)) for text in ("标 题", "甲乙", "乙丙丁")]
    lost = fault(Tally(), file, article("标题", "甲乙", "乙丙"))
    assert lost == ("核对不上：文件里的字和读出来的字不一样，“丁”没有着落，在“乙丙丁”这一段", Span(FILE))
    more = fault(Tally(), file[:2], article("标题", "甲乙", "乙丙"))
    assert more == ("核对不上：文件里的字和读出来的字不一样，“乙丙”多出来了，在“乙丙”这一段", Span(FILE, 3, 1))
