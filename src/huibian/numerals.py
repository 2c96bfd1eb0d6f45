"""What the figures of a number are worth, be they Arabic or Chinese: 12, １２, 十二, 一百〇五, 二〇二六."""

from __future__ import annotations

_ZEROS = "〇○零"  # the second is a circle, which many type for the first
DIGITS = {**dict.fromkeys(_ZEROS, 0), **{char: value for value, char in enumerate("一二三四五六七八九", 1)}, "两": 2}
TENS = {"廿": 20, "卅": 30}
UNITS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = ("万", "亿")


def number_of(figures: str) -> int:
    """The value of figures; of Chinese ones in a row that of their digits, as in 二〇二六."""
    if figures.isdecimal():
        return int(figures)
    total = part = digits = 0
    for char in figures:
        if char in DIGITS:
            digits = 10 * digits + DIGITS[char]
        elif char in TENS:
            part += TENS[char]
        elif char in UNITS:
            part, digits = part + (digits or 1) * UNITS[char], 0
        elif char == "万":
            total, part, digits = total + (part + digits or 1) * 10**4, 0, 0
        else:
            total, part, digits = (total + part + digits or 1) * 10**8, 0, 0
    return total + part + digits
