from __future__ import annotations

import pytest

from huibian.markedyaml.margins import LineMargins
from huibian.markedyaml.nests import LineKind, Nest, Nests
from huibian.markedyaml.rows import rows

TEXT = """\
sections:
  - title: 甲
    articles:
      - 01.txt
      - 02.txt
  - title: 乙
    articles:
      - 03.txt
colophon:
  notice: 内部
  copies: 130
"""


def margins(text: str) -> LineMargins:
    return LineMargins(list(rows(text)))


def nests(*indents: tuple[int, bool, str]) -> Nests:
    found = Nests()
    for row, (indent, is_list, first) in enumerate(indents, 1):
        found.enter(Nest(indent, is_list, row, first, 0))
    return found


OPEN = ((0, False, "sections"), (2, True, "title"), (4, False, "title"), (6, True, ""))


@pytest.mark.parametrize(
    ("line", "wrong", "indent"),
    [
        (6, " - title: 乙", 2),
        (6, "   - title: 乙", 2),
        (6, "    - title: 乙", 2),
        (5, "     - 02.txt", 6),
        (5, "   - 02.txt", 6),
        (7, "   articles:", 4),
        (7, "  articles:", 4),
    ],
)
def test_a_line_belongs_to_what_it_is_like(line: int, wrong: str, indent: int) -> None:
    lines = TEXT.splitlines()
    lines[line - 1] = wrong
    found = margins("\n".join(lines))
    column = len(wrong) - len(wrong.lstrip())
    assert found.nearest(line - 1, column, nests(*OPEN), is_open=wrong.endswith(":")).indent == indent


def test_a_key_whose_lines_are_further_out_belongs_further_out() -> None:
    found = margins(TEXT.replace("colophon:", "  colophon:"))
    assert found.nearest(8, 2, nests(*OPEN), is_open=True).indent == 0


@pytest.mark.parametrize(
    ("line", "wrong", "meant"),
    [
        (2, "   - title: 甲", 2),
        (2, " - title: 甲", 2),
        (2, "  - title: 甲", None),
        (4, "       - 01.txt", 6),
        (4, "     - 01.txt", 6),
        (8, "       - 03.txt", None),  # the only one: nobody knows
    ],
)
def test_the_first_line_of_a_block_is_in_line_with_the_others(line: int, wrong: str, meant: int | None) -> None:
    lines = TEXT.splitlines()
    lines[line - 1] = wrong
    waiting = {2: 0, 4: 4, 8: 4}[line]
    assert margins("\n".join(lines)).first_of_block(line - 1, len(wrong) - len(wrong.lstrip()), waiting) == meant


def test_a_first_entry_without_dash_is_known_by_the_others() -> None:
    assert margins(TEXT.replace("  - title: 甲", "  title: 甲")).list_of_first(1, 2, 0) == 2
    assert margins(TEXT.replace("  - title: 甲", "    title: 甲")).list_of_first(1, 4, 0) == 2
    assert margins(TEXT.replace("- 01.txt", "  01.txt")).list_of_first(3, 8, 4) == 6
    assert margins(TEXT).list_of_first(9, 2, 0) is None


def test_a_key_further_out_than_the_lines_round_it() -> None:
    found = nests((0, False, "sections"))
    found.waiting = 0
    assert margins(TEXT.replace("  notice", "notice")).too_far_out(9, 0, found) == 2
    assert margins(TEXT).too_far_out(9, 2, found) is None


def test_a_key_further_in_than_its_lines() -> None:
    assert margins(TEXT.replace("colophon", "    colophon")).is_left_alone(8, 4, nests(*OPEN))
    assert not margins(TEXT).is_left_alone(8, 0, nests(*OPEN))
    assert not margins(TEXT).is_left_alone(10, 2, nests(*OPEN))


def test_how_like_an_entry_is_to_a_list() -> None:
    found = margins(TEXT)
    lists = nests(*OPEN).of(LineKind.ENTRY)
    assert [found.mismatch(1, each) for each in lists] == [0, 1]
    assert [found.mismatch(3, each) for each in lists] == [2, 0]
    assert found.mismatch(9, lists[0]) == 0
    assert margins(TEXT.replace("- 01.txt", "- {file: 01.txt}")).mismatch(3, lists[0]) == 0


def test_what_comes_next() -> None:
    found = margins(TEXT)
    assert [found.entry_after(index) for index in (0, 2, 8, 10)] == [2, 6, None, None]
    assert found.goes_on_at(1, 4)
    assert found.is_followed_by_key(9)
    assert not found.is_followed_by_key(10)
