"""What each message means, out of the tables of `docs/messages.md`, which is the only place that says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from huibian import resources, source

_ROW = re.compile(r"^\| (HB\d{3}) \| (.*) \|$", re.MULTILINE)
_CELL_END = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")


class Meaning(Struct, frozen=True):
    """A message as an editor has it explained.

    Attributes:
        code: "HB101".
        severity: 错误 or 警告.
        meaning: What is wrong.
        cure: What to do.
        example: A case of it; empty where the table of examples has none.
    """

    code: str
    severity: str
    meaning: str
    cure: str
    example: str


def read_meanings() -> dict[str, Meaning]:
    """Every message that huibian has, by its code."""
    rows: dict[str, tuple[str, str, str]] = {}
    examples: dict[str, str] = {}
    for code, cells in _rows(source.read(resources.docs_folder() / "messages.md").text):
        if len(cells) == 1:  # in the table of examples, which is behind the others
            examples[code] = cells[0]
        else:
            severity, meaning, cure = cells
            rows[code] = severity, meaning, cure
    return {code: Meaning(code, *of_code, examples.get(code, "")) for code, of_code in rows.items()}


def _rows(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows of the tables that begin with a code: it, and the other cells as plain text."""
    for code, cells in _ROW.findall(text):
        yield code, tuple(plain_text(cell.strip()) for cell in _CELL_END.split(cells))


def plain_text(markdown: str) -> str:
    """A piece of Markdown without its marks."""
    return _LINK.sub(r"\1", markdown).replace("`", "").replace("**", "").replace("\\|", "|")
