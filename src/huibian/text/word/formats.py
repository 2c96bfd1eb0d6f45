"""How Word writes a number in each of its formats (ECMA-376, part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_CIRCLED_HAN = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def written(number: int, style: str) -> str | None:
    """A number in one of Word's formats; `None` for a format, or a number in it, that is not known."""
    write = _FORMATS.get(style)
    return write(number) if write is not None and number >= 0 else None


def chinese(number: int, digits: str = _DIGITS, tens: str = "十百千") -> str | None:
    """A number below ten thousand as it is spoken: 十二, 一百〇五."""
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else None
    spoken, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(spoken)
            continue
        spoken += (digits[0] if gap else "") + digits[digit] + (tens[power - 1] if power else "")
        gap = False
    return spoken[1:] if 10 <= number < 20 and digits is _DIGITS else spoken


def _roman(number: int) -> str | None:
    if not 0 < number < 4000:
        return None
    spelled = ""
    for amount, letters in (*_ROMAN, *_ROMAN_SMALL):
        times, number = divmod(number, amount)
        spelled += letters * times
    return spelled


def _letters(number: int) -> str | None:
    """A, B … Z, AA, BB …, as Word goes on."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else None


def _from(row: Sequence[str]) -> Callable[[int], str | None]:
    return lambda number: row[number - 1] if 0 < number <= len(row) else None


def _upper(write: Callable[[int], str | None]) -> Callable[[int], str | None]:
    return lambda number: (write(number) or "").upper() or None


def _wide(number: int) -> str:
    return str(number).translate({ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)})


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


_FORMATS: dict[str, Callable[[int], str | None]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _from(_CIRCLED),
    "decimalEnclosedCircleChinese": _from(_CIRCLED),
    "decimalEnclosedFullstop": lambda number: f"{number}.",  # as official numbers are written, not the one sign ⒈
    "decimalEnclosedParen": lambda number: f"（{number}）",
    "numberInDash": lambda number: f"-{number}-",
    "ideographEnclosedCircle": _from(_CIRCLED_HAN),
    "ideographZodiacTraditional": _from([*map("".join, zip(_STEMS * 6, _BRANCHES * 5, strict=True))]),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseDigital": _digit_by_digit,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "chineseLegalSimplified": lambda number: chinese(number, _FORMAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: chinese(number, _FORMAL_TRADITIONAL, "拾佰仟"),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "lowerRoman": _roman,
    "upperRoman": _upper(_roman),
    "lowerLetter": _letters,
    "upperLetter": _upper(_letters),
    "none": lambda _: "",
}
