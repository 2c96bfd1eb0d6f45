"""Lines of case files that stand for several: with each of some signs, or with so many of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

_EACH = re.compile(r"<([^<>]*\|[^<>]*)>")
_MANY = re.compile(r"\{(.+) (\d*)-(\d+)\}")


@dataclass(frozen=True)
class Bounds:
    """Lines that just fit, and lines that just do not."""

    fits: tuple[str, ...]
    does_not: tuple[str, ...]


def each(line: str) -> list[str]:
    """The lines that `甲<：|:>乙` stands for: 甲：乙 and 甲:乙."""
    texts = _EACH.split(line)  # what is in <> stands at odd places
    choices = [text.split("|") if index % 2 else [text] for index, text in enumerate(texts)]
    return ["".join(chosen) for chosen in product(*choices)]


def bounds(line: str) -> Bounds:
    """The lines that `甲{乙 2-5}` stands for: with two and five of 乙, and with one and six; {乙 -5} has no least."""
    found = _MANY.search(line)
    assert found is not None, line
    unit, least, most = found[1], found[2], int(found[3])

    def with_(count: int) -> str:
        return line[: found.start()] + unit * count + line[found.end() :]

    fewer = [int(least)] if least else []
    return Bounds(
        tuple(with_(count) for count in dict.fromkeys([*fewer, most])),
        tuple(with_(count) for count in [*(each - 1 for each in fewer if each), most + 1]),
    )
