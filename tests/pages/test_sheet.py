from __future__ import annotations

import pytest

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.fontbook import FontBook
from huibian.frame import BlockNumber, Link, NoteSeparator, Role, RunKind, TextLine
from huibian.layout.paragraph import Setter
from huibian.pages.body import page_depth
from huibian.pages.collect import Collector
from huibian.pages.cursor import GridRow
from huibian.pages.numbering import number_blocks
from huibian.pages.sheet import FootNote, Sheet, image_key
from tests.support import contents
from tests.support.layouts import changed_layout

pytestmark = pytest.mark.debian_fonts


def test_a_footnote_stands_at_the_foot_of_the_page_with_its_mark() -> None:
    layout = changed_layout()
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    setter = Setter(fonts, layout.line_breaking, layout.type_area.width, Diagnostics(), notes=layout.notes)
    collector = Collector(layout, setter)
    collector.block(Role.PARAGRAPH, [contents.inline("前文"), contents.note("第一条。")])
    block = collector.block(Role.PARAGRAPH, [contents.inline("正文"), contents.note("第二条。")])
    (numbered,) = number_blocks([block], BlockNumber(40))
    sheet = Sheet(layout, page_depth(layout))

    sheet.put(numbered, range(1), GridRow(3))
    sheet.notes.append(FootNote(BlockNumber(41), block.steps[0].notes[0], range(1)))
    text, link, rule, note = sheet.finished()

    assert isinstance(text, TextLine)
    assert isinstance(link, Link)
    assert (link.block, link.target) == (40, 41)
    assert isinstance(rule, NoteSeparator)
    assert isinstance(note, TextLine)
    assert [(run.text, run.kind, run.note) for run in text.runs][-1] == ("②", RunKind.NOTE_REFERENCE, 2)
    assert next((run.text, run.kind, run.note) for run in note.runs) == ("②", RunKind.NOTE_NUMBER, 2)
    assert text.top == layout.type_area.top + layout.grid.pitch * 3
    assert (text.block, note.block, rule.first) == (40, 41, 41)
    assert rule.notes == note.height
    assert sheet.foot == note.foot == layout.type_area.top + layout.grid.pitch * layout.grid.lines
    assert rule.y + layout.notes.gap == note.top
    needed = layout.note_gap + rule.notes
    assert (rule.lines - 1) * layout.grid.pitch < needed <= rule.lines * layout.grid.pitch


def test_of_a_footnote_that_runs_on_a_page_has_some_lines() -> None:
    layout = changed_layout()
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    setter = Setter(fonts, layout.line_breaking, layout.type_area.width, Diagnostics(), notes=layout.notes)
    block = Collector(layout, setter).block(Role.PARAGRAPH, [contents.note("山川河流" * 60)])
    (note,) = block.steps[0].notes
    sheet = Sheet(layout, page_depth(layout))

    sheet.notes.append(FootNote(BlockNumber(41), note, range(1, 3)))
    rule, *lines = sheet.finished()

    assert isinstance(rule, NoteSeparator)
    assert rule.notes == note.pitch * 2
    assert [line.runs for line in lines if isinstance(line, TextLine)] == [line.runs for line in note.text.lines[1:3]]

    sheet.notes.append(FootNote(BlockNumber(42), note, range(1)))
    rule, *_ = sheet.finished()
    assert isinstance(rule, NoteSeparator)
    assert rule.first == 41


def test_without_footnotes_a_page_reaches_down_to_its_lowest_line() -> None:
    layout = changed_layout()
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    setter = Setter(fonts, layout.line_breaking, layout.type_area.width, Diagnostics())
    (numbered,) = number_blocks(
        [Collector(layout, setter).block(Role.PARAGRAPH, [contents.inline("正文")])], BlockNumber(0)
    )
    sheet = Sheet(layout, page_depth(layout))
    assert sheet.foot == layout.type_area.top

    sheet.put(numbered, range(1), GridRow(3))
    (line,) = sheet.finished()

    assert isinstance(line, TextLine)
    assert sheet.foot == line.foot == layout.type_area.top + layout.grid.pitch * 4


def test_images_are_told_apart_by_their_blocks() -> None:
    assert image_key(BlockNumber(3)) != image_key(BlockNumber(4))
