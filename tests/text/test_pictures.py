from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow

from huibian.diagnostics import HELPED, Diagnostics, Span
from huibian.text.pictures import Pictures
from huibian.text.remarks import Remarks


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.png", None),
        ("图%201.png", None),
        ("C:a.png", "HB121"),
        ("/a.png", "HB121"),
        ("b.gif", "HB255"),
        ("none.png", "HB122"),
        ("", "HB122"),
        (".", "HB122"),
        ("text.png", "HB221"),
        ("http://a.example/a.png", "HB220"),
        ("//a.example/a.png", "HB220"),
        ("file:a.png", "HB220"),
        ("\0", "HB121"),
    ],
)
def test_a_picture_is_read_or_told_of(tmp_path: Path, name: str, code: str | None) -> None:
    for each in ("a.png", "图 1.png", "b.gif"):
        Pillow.new("L", (4, 3)).save(tmp_path / each)
    (tmp_path / "text.png").write_text("文字", encoding="utf-8")
    remarks, diagnostics = Remarks(), Diagnostics()
    at = Span(tmp_path / "a.md", 3, 1)
    found = Pictures(tmp_path, tmp_path, remarks).read(name, at)
    remarks.report(diagnostics)
    assert [(d.code, d.span) for d in diagnostics] == ([] if code is None else [(code, at)])
    assert (found is None) == (code not in (None, "HB255"))


@pytest.mark.parametrize(("faults", "helped"), [(HELPED - 1, True), (HELPED, False)])
def test_a_similar_name_is_proposed_to_the_first_faults_only(tmp_path: Path, faults: int, helped: bool) -> None:
    Pillow.new("L", (4, 3)).save(tmp_path / "晒谷场.png")
    remarks, diagnostics = Remarks(), Diagnostics()
    for number in range(faults):
        remarks.error("HB220", f"图片 {number}", Span(tmp_path / "a.md", 1))
    Pictures(tmp_path, tmp_path, remarks).read("晒谷厂.png", Span(tmp_path / "a.md", 2, 1))
    remarks.report(diagnostics)
    assert ("晒谷场" in str(list(diagnostics)[-1].hint)) is helped
