from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import Diagnostics, Span
from huibian.text.model import Article
from huibian.text.remarks import Remarks
from huibian.text.word.margins import SideParts
from huibian.text.word.package import open_package
from tests.support.worddocs import NAMES, word_file

AT = Span(Path("a.docx"), 3)


def comment(name: int, text: str) -> str:
    return f'<w:comment w:id="{name}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'


PARTS = {
    "comments": f"<w:comments {NAMES}>{comment(1, '请核')}{comment(2, '再议')}{comment(3, '')}</w:comments>",
    "chart": f"<c:chartSpace {NAMES}><a:t>产量</a:t><c:v>12</c:v></c:chartSpace>",
    "diagramData": f"<dgm:dataModel {NAMES}><a:t>流程</a:t></dgm:dataModel>",
    "footer": f"<w:ftr {NAMES}><w:p><w:r><w:t>— 1 —</w:t></w:r></w:p></w:ftr>",
    "header": f"<w:hdr {NAMES}><w:p><w:r><w:t>内部</w:t></w:r></w:p></w:hdr>",
}


@pytest.mark.parametrize("kind", ["chart", "chartEx"])
def test_charts_of_both_kinds_are_figures(kind: str) -> None:
    package = open_package(word_file("", parts={kind: PARTS["chart"]}), Path("a.docx"), AT)
    remarks, diagnostics = Remarks("段"), Diagnostics()
    assert SideParts(package, remarks).leave_figure(f"rId{kind}", AT)
    assert remarks.tally.check(package.written, Article((), "", (), AT)) is None
    remarks.report(diagnostics)
    assert [each.message for each in diagnostics] == ["略去了图表“产量12”（第 3 段）"]


def test_what_stands_beside_the_text_is_told_where_the_text_shows_it_or_at_the_end_and_nothing_twice() -> None:
    package = open_package(word_file("", parts=PARTS), Path("a.docx"), AT)
    remarks, diagnostics = Remarks("段"), Diagnostics()
    side_parts = SideParts(package, remarks)
    side_parts.leave_comment("1", AT)
    side_parts.leave_comment("9", AT)
    assert side_parts.leave_figure("rIdchart", AT)
    assert not side_parts.leave_figure("rIdchart", AT)
    assert not side_parts.leave_figure("none", AT)
    side_parts.leave_rest(Span(Path("a.docx")))
    assert remarks.tally.check(package.written, Article((), "", (), AT)) is None
    remarks.report(diagnostics)
    assert [each.message for each in diagnostics] == [
        "略去了批注“请核”（第 3 段）",
        "略去了批注（第 3 段）",
        "略去了图表“产量12”（第 3 段）",
        "略去了页眉“内部”",
        "略去了批注“再议”",
        "略去了图示“流程”",
    ]
