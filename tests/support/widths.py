"""Character advances of the free faces, in em, without opening a font file."""

from __future__ import annotations

import unicodedata

# Liberation Serif has the advances of Times New Roman.
_WESTERN = {
    **dict.fromkeys("0123456789$_#*", 0.5),
    **dict.fromkeys("bdghknopquvxy–", 0.5),
    **dict.fromkeys("ace?z", 0.444),
    **dict.fromkeys("ijlt/:;\\", 0.278),
    **dict.fromkeys("frI!()-[]`", 0.333),
    **dict.fromkeys("., ", 0.25),
    **dict.fromkeys("ADGHKNOQUVXYw", 0.722),
    **dict.fromkeys("BCR", 0.667),
    **dict.fromkeys("ELTZ", 0.611),
    **dict.fromkeys("FPS", 0.556),
    **dict.fromkeys("+=<>×±÷", 0.564),
    **dict.fromkeys("²³¹", 0.3),
    **dict.fromkeys("μαβ", 0.54),
    **dict.fromkeys("%", 0.833),
    **dict.fromkeys("mM&", 0.778),
    **dict.fromkeys("{}", 0.48),
    "s": 0.389,
    "J": 0.389,
    "M": 0.889,
    "W": 0.944,
    "@": 0.921,
    "°": 0.4,
    "'": 0.18,
    '"': 0.408,
    "~": 0.541,
    "^": 0.469,
    "|": 0.2,
    "·": 1.0,
}


def advance(char: str) -> float:
    """The advance of a character in em: full width but for ASCII and a few signs that Western faces draw."""
    base = unicodedata.normalize("NFD", char)[0]
    if base in _WESTERN:
        return _WESTERN[base]
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    return 0.5
