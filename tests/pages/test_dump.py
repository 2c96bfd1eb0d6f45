from __future__ import annotations

import pytest

from huibian.pages.dump import dump
from tests.support.examples import SHORT, composed

pytestmark = pytest.mark.debian_fonts


def test_a_dump_has_a_line_for_every_page_and_item() -> None:
    document = composed(SHORT).document
    lines = dump(document).splitlines()

    assert len(lines) == 1 + len(document.pages) + sum(len(page.items) for page in document.pages)
    assert sum(line.startswith("page ") for line in lines) == len(document.pages)


def test_a_dump_shows_faces_leaders_and_rules() -> None:
    text = dump(composed(SHORT).document)

    assert "NotoSerifCJKsc-Bold.otf 60#FF0000" in text
    assert " rule 0.35 mm 000000" in text
    assert ".>]" in text
