from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.structure import Element
from tools.structure import figures, files_of, main, parts, right


def test_an_element_is_right_once_in_kind_and_text() -> None:
    expected = [Element("date", "2026年9月3日"), Element("paragraph", "全县…"), Element("paragraph", "全县…")]
    found = [Element("paragraph", "2026年9月3日"), Element("paragraph", "全县秋粮"), Element("paragraph", "各乡镇")]
    assert right(expected, found) == 1
    assert right(expected, expected) == 3


def test_figures_are_those_of_some_kinds() -> None:
    expected = [Element("title", "一"), Element("date", "2026年9月3日"), Element("date", "2026年9月4日")]
    found = [Element("title", "一"), Element("date", "2026年9月3日")]
    assert figures([("a", expected, found)], ["date"]).split() == ["2", "1", "1", "1.000", "0.500"]
    assert figures([("a", expected, found)], ["source"]).split() == ["0", "0", "0", "-", "-"]


def test_captions_are_counted_with_their_pictures_and_tables() -> None:
    table = Element("table", {"caption": "表1 面积", "head": 1, "notes": ["注：略。"]})
    assert list(parts([Element("picture", "图1 老街"), table, Element("picture", None)])) == [
        Element("picture", "图1 老街"),
        Element("caption", "图1 老街"),
        table,
        Element("caption", "表1 面积"),
        Element("notes", ["注：略。"]),
        Element("picture", None),
    ]


def test_the_structure_of_files_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("标题\n一、概况\n正文。\n", encoding="utf-8")
    (tmp_path / "b.jpg").write_bytes(b"")
    assert list(files_of([tmp_path])) == [tmp_path / "a.txt"]
    main([str(tmp_path)])
    lines = ["title: 标题", "heading_1: 一、概况", "paragraph: 正文。"]
    assert capsys.readouterr().out.splitlines() == [f"== {tmp_path / 'a.txt'}", *(f"  {line}" for line in lines)]
