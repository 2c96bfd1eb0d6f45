from __future__ import annotations

import json
import re
import sys
import unicodedata
from io import BytesIO, TextIOWrapper

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huibian.cli.terminal import as_json_escapes, columns, echo, help_columns, shown, soften_streams

BIDI = [chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
OBEYED = [*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), "\u2028", "\u2029", *BIDI]


@pytest.mark.parametrize("char", OBEYED, ids=lambda char: f"U+{ord(char):04X}")
def test_what_a_terminal_would_obey_is_shown_instead(char: str) -> None:
    instead = shown(char)
    assert len(instead) == 1
    assert instead not in OBEYED
    assert (instead == " ") is (char == "\t")
    assert columns(instead) == 1


def test_everything_else_stays() -> None:
    text = "标题（一）“a”  \u3000\u200b\ufeff\u0301\U00020000"
    assert shown(text) == text


def test_an_escape_is_seen_as_one() -> None:
    assert shown("\x1b[31mred\r\n") == "␛[31mred␍␊"


@given(st.text())
def test_as_many_characters_come_out_as_go_in(text: str) -> None:
    assert len(shown(text)) == len(text)
    assert not [char for char in shown(text) if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs")]


@given(st.text())
def test_json_says_the_same_with_escapes(text: str) -> None:
    written = as_json_escapes(json.dumps({"a": text}, ensure_ascii=False, indent=2))
    assert json.loads(written) == {"a": text}
    assert not set(written) & (set(OBEYED) - {"\n"})


def test_each_line_is_cleaned_and_the_lines_stay(capsys: pytest.CaptureFixture[str]) -> None:
    echo("一\n二", "三\x1b", label="错误", color="red")
    assert capsys.readouterr().out == "错误 一␊二\n三␛\n"


def test_our_own_colours_are_the_only_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(TextIOWrapper):
        def isatty(self) -> bool:
            return True

    raw = BytesIO()
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys, "stdout", Terminal(raw, encoding="utf-8"))
    echo("\x1b]0;x\x07\x9b31m", label="错误", color="red")
    sys.stdout.flush()
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f][^m]*m?", raw.getvalue().decode()) == [
        "\x1b[31m",
        "\x1b[1m",
        "\x1b[0m",
    ]


def test_a_terminal_that_lacks_a_character_shows_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(raw, encoding="ascii"))
    soften_streams()
    sys.stdout.write("汇 ok")
    sys.stdout.flush()
    assert raw.getvalue() == b"? ok"


def test_a_stream_that_takes_itself_for_ascii_has_all_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(raw, encoding="ascii"))
    echo("汇编")
    assert raw.getvalue() == "汇编\n".encode()


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_line_is_there_as_soon_as_it_is_printed(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(raw, encoding=encoding))
    echo("汇编", "二")
    assert raw.getvalue() == "汇编\n二\n".encode(encoding)


def test_nothing_is_printed_where_there_is_no_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    echo("汇编")


@pytest.mark.parametrize(
    ("terminal", "width"), [("51", 50), ("52", 50), ("53", 51), ("79", 77), ("80", 78), ("81", 78)]
)
def test_the_help_is_as_wide_as_the_terminal_but_not_too_wide(
    terminal: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", terminal)
    assert help_columns() == width
