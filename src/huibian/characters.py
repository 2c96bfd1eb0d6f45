"""Characters that cannot be printed as they are: they came into a text by accident, or have a meaning but no ink.

All other characters are left to the fonts: one that no font has is an error.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import Enum, auto
from functools import cache

from huibian.regex import compiled


class Oddity(Enum):
    """Why a character cannot be set.

    `TAB` and `BREAK` (a line or page break inside a line, as word processors paste it) have an obvious meaning;
    `INVISIBLE` ones leave nothing behind; `PRIVATE` ones look different on every machine; of `LOST` ones nobody
    knows any more what they were; `CONTROL` ones are no text at all. `VARIANT` ones look like a Han character but are
    another code for it (a Kangxi radical, a compatibility form), so that no search finds the word they stand in.
    """

    TAB = auto()
    BREAK = auto()
    INVISIBLE = auto()
    PRIVATE = auto()
    LOST = auto()
    CONTROL = auto()
    VARIANT = auto()


# Unicode's general categories Cc, Co and Cs, and of Cf what draws nothing; noncharacters, which XML forbids, with Cc.
_CLASSES = {
    Oddity.TAB: "\t",
    Oddity.BREAK: "\n\v\f\r\x85\u2028\u2029",
    Oddity.INVISIBLE: (
        "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
        "\U000e0000-\U000e007f\U000e0100-\U000e01ef"
    ),
    Oddity.PRIVATE: "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd",
    Oddity.LOST: "\ufffc\ufffd",
    Oddity.VARIANT: "\u2e9f\u2ef3\u2f00-\u2fd5\uf900-\ufa6d\ufa70-\ufad9\U0002f800-\U0002fa1d",
    Oddity.CONTROL: "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff",
}
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
SELECTED = f"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff][{_SELECTORS}]"
"""The pattern of a Han character with its variation selector."""
JOINERS = "\u180b-\u180f\u200c\u200d\u202f"
"""The characters, as in a pattern, that say how letters of Mongolian and Arabic join."""
_JOINED = "[\u0600-\u08ff\u1800-\u18af\u200c\u200d\u202f][\u180e\u200c\u200d]"
_SELECTOR = f"[{_SELECTORS}]"
_CHARACTER = f"(?s:{SELECTED}|.)"
_ODD = f"[{''.join(_CLASSES.values())}]"
_EMOJI = "[\U0001f000-\U0001f0ff\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff]"
_NAMES = {
    "\t": "制表符",
    "\v": "手动换行符",
    "\f": "分页符",
    "\u00ad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u200e": "左至右标记",
    "\u200f": "右至左标记",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\u2060": "禁止换行符",
    "\ufeff": "字节序标记",
    **{chr(code): "异体字选择符" for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))},
    "\ufffc": "对象占位符",
    "\ufffd": "乱码替代符",
}


def may_be_odd(text: str) -> bool:
    """Whether `oddities` is worth asking: a text without any of these characters, as most are, has none."""
    return compiled(_ODD).search(text) is not None


def oddities(text: str) -> Iterator[tuple[int, Oddity]]:
    """The index of each odd character and what is odd about it, from the start.

    The variation selector behind a Han character is not odd: it says which form of the character is meant. Nor is what
    says whether Mongolian and Arabic letters join, behind such a letter.
    """
    for match in compiled(_ODD).finditer(text):
        oddity, index = _oddity(match[0]), match.start()
        if oddity is Oddity.VARIANT and unified(match[0]) == match[0]:  # a dozen of that block are no variants
            continue
        if oddity is Oddity.INVISIBLE and index and _says_how(text, index):
            continue
        yield index, oddity


@cache
def _oddity(char: str) -> Oddity:
    return next(oddity for oddity, chars in _CLASSES.items() if compiled(f"[{chars}]").match(char))


def _says_how(text: str, index: int) -> bool:
    """Whether a character that draws nothing says how the one before it looks."""
    return any(compiled(pair).match(text, index - 1) for pair in (SELECTED, _JOINED))


def split(text: str) -> list[str]:
    """The characters of a text; a Han character and its variation selector are one (Unicode, UTS 37)."""
    return compiled(_CHARACTER).findall(text) if has_selector(text) else list(text)


def general(text: str) -> str:
    """The same text with each Han character in its general form: without the variation selector behind it."""
    return compiled(SELECTED).sub(lambda match: match[0][0], text) if has_selector(text) else text


def is_selector(char: str) -> bool:
    """Whether it says which form of the character before it is meant."""
    return compiled(_SELECTOR).fullmatch(char) is not None


def has_selector(text: str) -> bool:
    """Whether it says of any of its characters which form is meant."""
    return compiled(_SELECTOR).search(text) is not None


def is_emoji(char: str) -> bool:
    """Whether it is a small picture of the supplementary planes (Unicode, UTS 51), not a sign of print."""
    return compiled(_EMOJI).fullmatch(char) is not None


def without_emoji(text: str) -> str:
    """The same text without its emoji."""
    return compiled(_EMOJI).sub("", text)


def unified(char: str) -> str:
    """The Han character that a variant stands for: its compatibility decomposition (Unicode, UAX 15)."""
    return unicodedata.normalize("NFKC", char)


def describe(char: str) -> str:
    """What an editor can look for: "U+200B（零宽空格）"."""
    name = _NAMES.get(char) or ("控制字符" if unicodedata.category(char) == "Cc" else None)
    return f"U+{ord(char):04X}（{name}）" if name else f"U+{ord(char):04X}"
