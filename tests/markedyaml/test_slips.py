from __future__ import annotations

from string import Formatter

import pytest

from huibian.markedyaml.mending import Edit
from huibian.markedyaml.slips import Findings, Slip

WORDS = {"char": "x", "key": "k", "value": "v", "path": "p", "found": 1, "wanted": 2, "line": 3}


@pytest.mark.parametrize("slip", Slip, ids=lambda slip: slip.name)
def test_every_slip_has_words_and_a_cure(slip: Slip) -> None:
    findings = Findings()
    findings.note(slip, 0, **WORDS)
    (slipped,) = findings.slips
    assert slipped.message
    assert slipped.hint.endswith("。")
    names = [name for part in slip.value for _, name, _, _ in Formatter().parse(part) if name is not None]
    assert set(names) <= set(WORDS)


def test_the_same_slip_in_lines_one_after_another_is_told_once() -> None:
    findings = Findings()
    for row in (3, 4, 5, 7):
        findings.note_row(Slip.TAB, row * 10, row)
    findings.note_row(Slip.WIDE_INDENT, 80, 8)
    assert [(slip.offset, slip.rows) for slip in findings.slips] == [(30, 3), (70, 1), (80, 1)]
    assert findings.slips[0].message == "缩进用了制表符（Tab），下面 2 行也是"


def test_lines_with_other_words_are_told_apart() -> None:
    findings = Findings()
    findings.note_row(Slip.DASH_ALIKE, 0, 1, char="－")
    findings.note_row(Slip.DASH_ALIKE, 9, 2, char="—")
    assert [slip.rows for slip in findings.slips] == [1, 1]


def test_words_are_quoted_as_yaml_has_them() -> None:
    findings = Findings()
    findings.quote(2, 5, "it's")
    assert findings.edits == [Edit(2, 5, "'it''s'")]
