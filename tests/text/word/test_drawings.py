from __future__ import annotations

from pathlib import Path

import pytest
from docx.oxml import parse_xml

from huibian.diagnostics import Diagnostics, Span
from huibian.text.remarks import Remarks
from huibian.text.word import drawings
from huibian.text.word.drawings import Drawn, leave_boxes, read_drawing
from huibian.text.word.flow import Flow
from huibian.text.word.margins import SideParts
from huibian.text.word.package import open_package
from huibian.text.word.xml import seen_text
from tests.support.worddocs import NAMES, word_file

AT = Span(Path("a.docx"), 2, 3)
BOX = (
    '<w:txbxContent><w:p><w:r><w:t>框</w:t><w:drawing><a:blip r:embed="rId9"/></w:drawing></w:r></w:p></w:txbxContent>'
)


def read(inner: str, *, leaves: bool = False) -> tuple[list[str], list[Drawn], list[str]]:
    """The texts of the boxes, the pictures, and what was told."""
    remarks, diagnostics = Remarks(), Diagnostics()
    flow = Flow(remarks)
    side_parts = SideParts(open_package(word_file("<w:p/>"), AT.file, AT), remarks)
    parts = read_drawing(parse_xml(f"<w:drawing {NAMES}>{inner}</w:drawing>"), AT, flow, side_parts)
    pictures = [*parts.pictures, *(leave_boxes(parts, AT, flow) if leaves else ())]
    remarks.report(diagnostics)
    return [seen_text(box) for box in parts.boxes], pictures, [each.message for each in diagnostics]


def test_a_drawing_has_pictures_and_boxes() -> None:
    cropped = '<pic:blipFill><a:blip r:link="rId2"/><a:srcRect l="900"/></pic:blipFill>'
    assert read(f'<pic:blipFill><a:blip r:embed="rId1"/><a:srcRect/></pic:blipFill>{cropped}{BOX}') == (
        ["框"],
        [Drawn("rId1", AT, False, 0), Drawn("rId2", AT, True, 0)],
        [],
    )


@pytest.mark.parametrize(
    ("rect", "cropped"),
    [
        ('l="-3" t="-5" r="99"', False),
        ('b="100"', True),
        ('l="0.099%" r="-20%"', False),
        ('l="0.1%"', True),
        ('l="wide"', True),
    ],
)
def test_what_nobody_sees_cut_off_is_not_cropped(rect: str, *, cropped: bool) -> None:
    inner = f'<pic:blipFill><a:blip r:embed="rId1"/><a:srcRect {rect}/></pic:blipFill>'
    assert read(inner)[1] == [Drawn("rId1", AT, cropped, 0)]


def test_what_is_cut_off_is_looked_at_once_however_many_pictures_are_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(drawings, "_is_cut_off", asked.append)
    blips = '<a:blip r:embed="rId1"/>' * 100
    read(f'<pic:blipFill>{blips}<a:srcRect l="1" r="2"/></pic:blipFill>')
    assert asked == ["1", "2"]


def test_boxes_that_cannot_stand_are_told_and_leave_their_pictures() -> None:
    assert read(BOX, leaves=True) == (["框"], [Drawn("rId9", AT, False, 0)], ["略去了文本框“框”"])


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("", "略去了图形或图表"),
        ("<a:t>图中字</a:t>", "略去了图形里的文字“图中字”"),
        ('<v:textpath string="样本"/>', "略去了图形里的文字“样本”"),
    ],
)
def test_what_is_only_drawn_is_told(inner: str, told: str) -> None:
    assert read(inner) == ([], [], [told])


def test_of_alternatives_one_is_read() -> None:
    either = f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"
    assert read(either) == (["框"], [], [])
