from __future__ import annotations

from pathlib import Path

import pytest

from huibian import resources
from huibian.diagnostics import Diagnostic, Diagnostics, Severity, Span
from huibian.fontbook import FontBook
from huibian.layout.missing import Missing

PLACE = Span(Path("文章.txt"), 3, 5)


@pytest.fixture(name="missing")
def _missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Missing:
    """On a machine without any face."""
    monkeypatch.setenv("HUIBIAN_FONTS", str(tmp_path))
    (tmp_path / "catalogue.yaml").write_bytes((resources.fonts_folder() / "catalogue.yaml").read_bytes())
    return Missing(FontBook.open(tmp_path / "catalogue.yaml"), Diagnostics())


def only(missing: Missing) -> Diagnostic:
    (found,) = missing.diagnostics
    assert found.span == PLACE
    assert found.hint
    return found


def test_a_variant_is_set_in_its_general_form(missing: Missing) -> None:
    missing.note_variant("辻", "\U000e0102", PLACE)
    found = only(missing)
    assert (found.severity, found.code) == (Severity.WARNING, "HB508")
    assert "“辻”" in found.message
    assert "U+E0102" in found.message


def test_an_emoji_is_left_out(missing: Missing) -> None:
    missing.note_emoji("\U0001f600", PLACE)
    found = only(missing)
    assert (found.severity, found.code) == (Severity.WARNING, "HB531")
    assert "U+1F600" in found.message


def test_a_character_of_no_script_stops_the_issue(missing: Missing) -> None:
    missing.note_character("\U00013000", PLACE)
    found = only(missing)
    assert (found.severity, found.code) == (Severity.ERROR, "HB501")
    assert "U+13000" in found.message
    assert "huibian fonts" in str(found.hint)


@pytest.mark.parametrize(
    ("char", "label", "command"),
    [("བ", "藏文", "huibian fonts --get "), ("\U00030000", "生僻字", "huibian fonts --get --script rare_han ")],
)
def test_a_script_without_a_face_is_named_with_what_brings_one(
    missing: Missing, char: str, label: str, command: str
) -> None:
    missing.note_character(char, PLACE)
    found = only(missing)
    assert (found.severity, found.code) == (Severity.ERROR, "HB530")
    assert label in found.message
    assert command in f"{found.hint} "
