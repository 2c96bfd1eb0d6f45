from __future__ import annotations

import pytest

from huibian.filenames import closest


@pytest.mark.parametrize(
    ("name", "there", "meant"),
    [
        ("01.TXT", ["01.txt"], "01.txt"),
        ("０１．txt", ["01.txt"], "01.txt"),
        ("“01.txt”", ["01.txt"], "01.txt"),
        ("01.doc", ["01.docx"], "01.docx"),
        ("01.docx", ["01.md"], "01.md"),
        ("01.txt", ["01.jpg"], None),
        ("01.jpg", ["01.png"], "01.png"),
        ("01", ["01.txt"], "01.txt"),
        ("01.txt", ["01.txt.txt"], "01.txt.txt"),
        ("01.txt.txt", ["01.txt"], "01.txt"),
        ("03-chnagwu.txt", ["02-changwu.md", "03-changwu.txt"], "03-changwu.txt"),
        ("article", ["articles", "a.txt"], "articles"),
        ("bulletn", ["bulletin", "neibu"], "bulletin"),
        ("a.txt", ["b.txt"], None),
        ("no", ["img", "small.md"], None),
        ("x" * 256, ["x" * 256], None),
    ],
)
def test_the_name_that_is_meant(name: str, there: list[str], meant: str | None) -> None:
    assert closest(name, there) == meant


def test_what_differs_least_is_meant() -> None:
    assert closest("A.txt", ["a.docx", "a.txt", "ab.txt"]) == "a.txt"
