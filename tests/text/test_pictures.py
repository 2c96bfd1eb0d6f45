from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow

from huibian.diagnostics import Diagnostics, Span
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
