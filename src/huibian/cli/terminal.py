"""The only module that prints. Control characters from a file or its name are shown and have no effect."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from typing import TextIO, TypeGuard

# What moves the cursor, starts a command to the terminal, ends a line or turns the direction of all that follows.
# `\u061c` and `\u200e` to `\u206f` are Unicode's bidirectional controls (UAX 9).
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_PICTURES = 0x2400  # Unicode's pictures of the control characters begin here
_LOST = "\ufffd"
_HELP_LEAST, _HELP_MOST = 50, 78  # columns
_LONGEST = 500  # characters of a message: what it quotes may be as long as a file


def shown(text: str) -> str:
    """The text with a visible character for each control character, a blank for a tab; of the same length."""
    return _OBEYED.sub(lambda match: _picture(match[0]), text)


def as_json_escapes(text: str) -> str:
    """JSON of several lines with an escape for each such character; the lines stay."""
    return "\n".join(_OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", line) for line in text.split("\n"))


def cut(text: str) -> str:
    """A message whose end is left out where it is too long to be read."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def echo(*lines: str, err: bool = False, label: str = "", color: str = "") -> None:
    """Print lines.

    Colours show on a terminal only, and not where `NO_COLOR` is set.

    Args:
        lines: Each without a line end; one inside is shown like any other control character.
        err: Whether to print to standard error.
        label: What stands before the first line, bold.
        color: The colour of the label.
    """
    text = "\n".join(map(shown, lines))
    stream = sys.stderr if err else sys.stdout
    if not label and _writes_all(stream):
        stream.write(f"{text}\n")
        stream.flush()
        return
    import typer  # slow to import; it knows of colours, and of streams that are not as they should be

    head = typer.style(shown(label), fg=color or None, bold=True) if label else ""
    typer.echo(
        f"{head} {text}" if head and text else head + text, err=err, color=False if "NO_COLOR" in os.environ else None
    )


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(map(character_columns, text))


def character_columns(char: str) -> int:
    """How many columns a character takes: two for a Han, none for what stands on the one before."""
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def help_columns() -> int:
    """How many columns of the terminal the help takes, as Typer counts them."""
    import shutil  # its import takes longer than to write the help

    return max(min(shutil.get_terminal_size().columns - 2, _HELP_MOST), _HELP_LEAST)


def soften_streams() -> None:
    """Let a terminal that lacks a character show `?` in its place instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _writes_all(stream: TextIO | None) -> TypeGuard[TextIO]:
    """Whether a stream is there, and writes every character."""
    return stream is not None and (stream.encoding or "").lower() == "utf-8"


def _picture(char: str) -> str:
    if char == "\t":
        return " "
    if char == "\x7f":
        return chr(_PICTURES + 0x21)
    return chr(_PICTURES + ord(char)) if char < " " else _LOST
