"""Between which two characters each engine ends a line, as `python -m tools.consumers.pairs` found it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ANSWERS = Path(__file__).parents[1] / "cases" / "breaks"
CHARACTERS = (
    "好，。、；：？！）》〉」』】〕”’（《〈「『【〔“‘—…·～×%％‰℃°㎡①5a.,-/)(+]:;\u2010℉″′→≤★■Ⅳ№￥$\uff0b\uff0d\uff1d±〇"
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What an engine does: its name, and the pairs between which it ends a line."""

    engine: str
    ended: frozenset[str]

    def text(self) -> str:
        """A row for each first character, a column for each second one: · where a line ends, X where none does."""
        rows = (f"{before} {self._row(before)}" for before in CHARACTERS)
        return "\n".join([f"# {self.engine}", f"  {CHARACTERS}", *rows, ""])

    def _row(self, before: str) -> str:
        return "".join("·" if before + after in self.ended else "X" for after in CHARACTERS)


def read_answers() -> Iterable[Answers]:
    """Of all engines."""
    for file in sorted(ANSWERS.glob("*.txt")):
        head, _, *rows = file.read_text(encoding="utf-8").splitlines()
        marks = ((row[0], after, mark) for row in rows for after, mark in zip(CHARACTERS, row[2:], strict=True))
        yield Answers(head.removeprefix("# "), frozenset(a + b for a, b, mark in marks if mark == "·"))
