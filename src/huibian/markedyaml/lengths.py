"""A length as a key of a file."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from huibian.markedyaml.models import ParsedBy, UnlikeError
from huibian.units import Length

LENGTH_PATTERN = r"^ *(-?[0-9]+(\.[0-9]+)? *(pt|mm|twip)|初号|小初|[一二三四五六]号|小[一二三四五]) *$"
"""What is a length, for editors that check files while they are typed."""


def _parse(value: object) -> Length:
    if isinstance(value, str):
        try:
            return Length.parse(value)
        except ValueError:
            pass
    msg = "要写长度，如 28.95 pt、149 mm、579 twip、三号"
    raise UnlikeError(msg)


LengthField: TypeAlias = Annotated[Length, ParsedBy(_parse, typed=str)]
"""A length in a model, written as "28.95 pt", "149 mm" or "三号"."""
