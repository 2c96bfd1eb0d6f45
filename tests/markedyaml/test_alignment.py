from __future__ import annotations

import re

from huibian.markedyaml.alignment import Alignment
from huibian.markedyaml.diagnose import diagnose
from huibian.markedyaml.mending import Mended
from huibian.markedyaml.nests import LineKind, Nest, Nests
from huibian.markedyaml.rows import rows
from huibian.markedyaml.slips import Findings, Slip

TEXT = """\
masthead: 月报
issue: 9
sections:
  - title: 甲
    articles:
      - 01.txt
      - 02.txt
      - file: 03.txt
        title: 三
      - 04.txt
  - title: 乙
    articles:
      - 05.txt
      - 06.txt
  - title: 丙
    articles:
      - 07.txt
      - 08.txt
colophon:
  notice: 内部资料
  sponsor: 县政府
  copies: 130
"""
SPOILED: dict[str, tuple[str, str]] = {
    "a space more": (r"^", " "),
    "two spaces more": (r"^", "  "),
    "a space less": (r"^ ", ""),
    "two spaces less": (r"^  (?=  )", ""),
    "a tab": (r"^ +", "\t"),
    "full-width spaces": (r"^((?:  )+)(?! )", "　"),
    "no dash": (r"^( *)- ", r"\1"),
    "spaces for a dash": (r"^( *)- ", r"\1  "),
    "a full-width dash": (r"^( *)- ", r"\1－"),
    "no space behind a dash": (r"^( *)- ", r"\1-"),
    "a full-width colon": (r"^( *(?:- )?\w+): ?", r"\1："),
    "no colon": (r"^( *(?:- )?\w+):", r"\1"),
    "a quotation mark": (r"^( *(?:- )?\w+: )(?=\S)", r'\1"'),
    "a star": (r"^( *(?:- )?\w+: )(?=\S)", r"\1*"),
}


def spoiled() -> list[tuple[str, int, str]]:
    """The text with one line spoiled, in every way and in every line."""
    lines = TEXT.splitlines()
    found = []
    for name, (pattern, new) in SPOILED.items():
        for index, line in enumerate(lines):
            wrong = re.sub(pattern, new, line, count=1)
            if wrong != line:
                found.append((name, index + 1, "\n".join([*lines[:index], wrong, *lines[index + 1 :]]) + "\n"))
    return found


def test_one_line_that_is_spoiled_is_the_one_that_is_told() -> None:
    cases = spoiled()
    wrong = []
    for name, line, text in cases:
        findings = diagnose(text)
        told = [(slip.slip.name, text.count("\n", 0, slip.offset) + 1) for slip in findings.slips]
        if len(told) != 1 or told[0][1] != line:
            wrong.append((name, line, told))
    assert len(cases) > 200
    assert not wrong


def aligned(text: str, *indents: tuple[int, bool, str]) -> tuple[Alignment, Nests, Findings]:
    nests, findings = Nests(), Findings()
    for row, (indent, is_list, first) in enumerate(indents, 1):
        nests.enter(Nest(indent, is_list, row, first, 0))
    return Alignment(list(rows(text)), nests, findings), nests, findings


def test_a_tab_stands_for_as_many_spaces_as_fit() -> None:
    alignment, nests, findings = aligned("a:\n\t- b\n\t- c\n", (0, False, "a"))
    nests.waiting = 0
    assert alignment.column(1, LineKind.ENTRY) == 2
    assert [(slip.slip, slip.offset) for slip in findings.slips] == [(Slip.TAB, 3)]


def test_lines_below_one_that_is_moved_are_moved_with_it() -> None:
    text = "s:\n  - t: 1\n    a: 2\n   - t: 3\n     a: 4\n"
    findings = diagnose(text)
    assert [slip.slip for slip in findings.slips] == [Slip.INDENT]
    assert Mended(text, findings.edits).text == "s:\n  - t: 1\n    a: 2\n  - t: 3\n    a: 4\n"


def test_the_first_line_of_a_file_is_moved_to_the_others() -> None:
    text = " a: 1\nb: 2\n"
    assert Mended(text, diagnose(text).edits).text == "a: 1\nb: 2\n"
