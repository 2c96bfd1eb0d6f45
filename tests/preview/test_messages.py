from __future__ import annotations

from huibian.diagnostics import Diagnostic, Severity, Span
from huibian.preview.messages import placed
from huibian.preview.places import Index, shown_lines
from tests.support.examples import STANDARD, composed


def test_puts_each_message_on_the_line_that_shows_its_place() -> None:
    document = composed(STANDARD).document
    lines = shown_lines(document)
    line = lines[3][5]
    assert line.source is not None
    told = [
        Diagnostic(Severity.WARNING, "HB203", "这里", line.source),
        Diagnostic(Severity.WARNING, "HB410", "字体", None),
        Diagnostic(Severity.WARNING, "HB301", "版式", Span(STANDARD.parent / "none.yaml", 3)),
    ]
    found = placed(told, Index(document, lines))
    first, *others = found.shown
    assert first.at is not None
    assert lines[first.at.page][first.at.line] == line
    assert [each.at for each in others] == [None, None]
    assert (found.more, found.is_fault) == (0, False)


def test_before_there_are_pages_there_are_no_places() -> None:
    (message,) = placed([Diagnostic(Severity.ERROR, "HB101", "打不开", Span(STANDARD))], None).shown
    assert message.at is None


def test_of_many_messages_of_a_kind_the_first_are_shown() -> None:
    told = [Diagnostic(Severity.WARNING, "HB208", f"第{number}处") for number in range(250)]
    found = placed([*told, Diagnostic(Severity.ERROR, "HB204", "控制字符")], None)
    assert len(found.shown) == 201
    assert (found.more, found.is_fault) == (50, True)
