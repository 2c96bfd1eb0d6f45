from __future__ import annotations

from pathlib import Path

import pytest
from docx.oxml import parse_xml

from huibian.diagnostics import Diagnostics, Span
from huibian.text.model import Article
from huibian.text.remarks import Remarks
from huibian.text.tally import Written
from huibian.text.word import xml
from huibian.text.word.leaving import begun, leave, leave_deleted, leave_others, leave_shown, quoted
from huibian.text.word.xml import Element
from tests.support.worddocs import NAMES

AT = Span(Path("a.docx"), 3)
PICTURE = parse_xml(f"<w:p {NAMES}><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>")


def box(text: str) -> Element:
    return parse_xml(f"<w:p {NAMES}><w:r><w:t>{text}</w:t></w:r></w:p>")


def told(remarks: Remarks, text: str) -> list[str]:
    """What was said, provided that it accounts for a text."""
    assert remarks.tally.check([Written(text, AT)], Article((), "", (), AT)) is None
    diagnostics = Diagnostics()
    remarks.report(diagnostics)
    return [f"{each.code} {each.message}" for each in diagnostics]


def test_a_text_is_quoted_by_its_beginning() -> None:
    assert [quoted(text) for text in (" 甲\n乙 ", "字" * 13, " ")] == ["“甲 乙”", f"“{'字' * 12}…”", ""]


def test_of_an_element_no_more_is_looked_at_than_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[Element] = []
    own_text = xml.own_text

    def noted(element: Element) -> str | None:
        looked_at.append(element)
        return own_text(element)

    monkeypatch.setattr(xml, "own_text", noted)
    assert begun(parse_xml(f"<w:p {NAMES}>{'<w:t>甲 </w:t>' * 9_000}</w:p>")) == f"“{'甲 ' * 6}…”"
    assert len(looked_at) == 7
    assert begun(box(" \n ")) == ""


def test_what_is_left_out_is_told_and_accounted_for() -> None:
    remarks = Remarks()
    leave(remarks, "批注", box("甲"), AT)
    leave_shown(remarks, "拼音", box(" "), AT)
    leave_shown(remarks, "图片", PICTURE, AT)
    leave_deleted(remarks, box("乙"), AT)
    assert told(remarks, "甲乙") == ["HB214 略去了批注“甲”", "HB214 略去了图片", "HB231 有修订，照接受修订以后的文字排"]


def test_of_alternatives_only_what_says_something_else_is_told() -> None:
    remarks = Remarks()
    leave_others(remarks, box("甲 乙"), [box("甲乙"), box("甲丙"), box(""), PICTURE], AT)
    assert told(remarks, "甲乙甲丙") == ["HB214 略去了另一种写法“甲丙”"]
