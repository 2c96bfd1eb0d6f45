"""Lengths as a type: whole thousandths of a point, so that sums and comparisons are exact.

At 16 pt one unit of a 1000-unit face is exactly 16 of these, and a twip is exactly 50. Everything on a page
is a `Length`; what a standard states in millimetres or 号 sizes is converted here and nowhere else.
"""

from __future__ import annotations

from decimal import Decimal

from huibian.regex import compiled

_PER_POINT = 1000
_PER_TWIP = _PER_POINT // 20
_PER_UNIT = {"pt": (_PER_POINT, 1), "mm": (72 * _PER_POINT * 10, 254), "twip": (_PER_TWIP, 1)}  # as fractions
# 号 sizes as Chinese word processors define them (w3c/clreq, "Considerations in designing type area").
_HAO = {
    "初号": "42",
    "小初": "36",
    "一号": "26",
    "小一": "24",
    "二号": "22",
    "小二": "18",
    "三号": "16",
    "小三": "15",
    "四号": "14",
    "小四": "12",
    "五号": "10.5",
    "小五": "9",
    "六号": "7.5",
}
_LENGTH = r"(?P<number>-?\d+(?:\.\d+)?)\s*(?P<unit>pt|mm|twip)"


# Arithmetic of plain integers, which makes no lengths on the way.
_add, _subtract, _multiply = int.__add__, int.__sub__, int.__mul__


def _length(number: int) -> Length:
    """A result of arithmetic as a length; one with a float, which would lose its fraction, is left to the float."""
    return number if number is NotImplemented else Length(number)


def _rounded(numerator: int, denominator: int) -> int:
    """A fraction as a whole number, halves as the even one; exact, however many digits there are."""
    whole, rest = divmod(numerator, denominator)
    return whole + (2 * rest > denominator or (2 * rest == denominator and whole % 2 == 1))


class Length(int):
    """A length in thousandths of a point; plain integer arithmetic, rounded only when it is made."""

    __slots__ = ()

    @classmethod
    def of(cls, number: float | str, unit: str) -> Length:
        """The length of `number` units, where `unit` is "pt", "mm" or "twip"."""
        numerator, denominator = Decimal(str(number)).as_integer_ratio()
        per_unit, divided_by = _PER_UNIT[unit]
        return cls(_rounded(numerator * per_unit, denominator * divided_by))

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read "28.95 pt", "149 mm", "579 twip" or a 号 size such as "三号".

        Raises:
            ValueError: The text is none of these.
        """
        text = text.strip()
        if text in _HAO:
            return cls.of(_HAO[text], "pt")
        match = compiled(_LENGTH).fullmatch(text)
        if match is None:
            msg = f"not a length: {text!r}"
            raise ValueError(msg)
        return cls.of(match["number"], match["unit"])

    @property
    def pt(self) -> float:
        """The length in points."""
        return int(self) / _PER_POINT

    @property
    def mm(self) -> float:
        """The length in millimetres."""
        per_mm, divided_by = _PER_UNIT["mm"]
        return int(self) * divided_by / per_mm

    @property
    def twips(self) -> Twips:
        """The length in twentieths of a point, rounded to a whole one."""
        return Twips(round(int(self) / _PER_TWIP))

    def em(self, number: float) -> Length:
        """`number` times this type size."""
        return Length(round(int(self) * number))

    def __add__(self, other: int) -> Length:
        return _length(_add(self, other))

    __radd__ = __add__

    def __sub__(self, other: int) -> Length:
        return _length(_subtract(self, other))

    def __rsub__(self, other: int) -> Length:
        return _length(_subtract(other, self))

    def __mul__(self, other: int) -> Length:
        return _length(_multiply(self, other))

    __rmul__ = __mul__

    def __neg__(self) -> Length:
        return Length(-int(self))

    def __reduce__(self) -> tuple[type[Length], tuple[int]]:
        return Length, (int(self),)  # half of what it takes by itself: pages that are handed over are full of lengths

    def __repr__(self) -> str:
        return f"Length({self.pt:g} pt)"


ZERO = Length(0)


class Twips(int):
    """A length in whole twentieths of a point, as a Word file has it; written as a plain number."""

    __slots__ = ()

    def __add__(self, other: int) -> Twips:
        return Twips(int(self) + int(other))

    __radd__ = __add__

    def __sub__(self, other: int) -> Twips:
        return Twips(int(self) - int(other))

    def __mul__(self, other: int) -> Twips:
        return Twips(int(self) * int(other))

    __rmul__ = __mul__

    def __floordiv__(self, other: int) -> Twips:
        return Twips(int(self) // int(other))

    def __neg__(self) -> Twips:
        return Twips(-int(self))
