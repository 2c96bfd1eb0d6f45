from __future__ import annotations

import pytest

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.fontbook import FontBook
from huibian.frame import Border, Role, RunKind, Text
from huibian.layout.paragraph import Setter
from huibian.pages.collect import Collector
from huibian.pages.sheet import Sheet, image_key
from tests.support import contents
from tests.support.layouts import changed_layout

pytestmark = pytest.mark.debian_fonts


def test_a_mark_says_the_number_that_its_footnote_has_in_the_issue() -> None:
    layout = changed_layout()
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    setter = Setter(fonts, layout.line_breaking, layout.type_area.width, Diagnostics(), notes=layout.notes)
    block = Collector(layout, setter).block(Role.PARAGRAPH, [contents.inline("正文"), contents.note("注。")])
    sheet = Sheet(setter, layout, 1, {41: 12})

    sheet.put(block, 40, 0, 3, 41)
    text, rule, note = sheet.finished()

    assert isinstance(text, Text)
    assert isinstance(rule, Border)
    assert isinstance(note, Text)
    assert [(run.text, run.kind, run.target) for run in text.runs][-1] == ("⑫", RunKind.NOTE_REFERENCE, 41)
    assert next((run.text, run.kind, run.target) for run in note.runs) == ("⑫", RunKind.NOTE_NUMBER, 41)
    assert text.top == layout.type_area.top + layout.grid.pitch * 3
    assert (text.block, note.block) == (40, 41)


def test_images_are_told_apart_by_their_blocks() -> None:
    assert image_key(3) != image_key(4)
