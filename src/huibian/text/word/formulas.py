"""Writes the formulas of Word (ECMA-376, part 1, 22.1) on one line of text, where that can be read in one way only.

(a+b)/2, x², ∛x, ∑_(i=1)^n x: brackets stand wherever a part of more than one factor would come apart. What needs two
dimensions, as a matrix does, or signs over letters, has no such form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from huibian.regex import compiled
from huibian.text.word.formats import written
from huibian.text.word.xml import Element, M, W, children, is_properties, own_text, text_of

_CIRCLED = r"(?i)\s*eq\s*\\o\s*(?:\\ac)?\s*\(\s*○\s*[,;，；]\s*(\d{1,2})\s*\)\s*"
_DELETED = (W + "del", W + "moveFrom", W + "delText")
_CONTAINERS = tuple(M + name for name in ("oMathPara", "oMath", "r", "e", "num", "den", "sub", "sup", "deg", "box"))
_CONTAINERS += (M + "fName", M + "lim")
_EMPTY = tuple(M + name for name in ("brk", "aln"))

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_CAN_BE_RAISED = r"[0-9+\-−=()n]*"
_CAN_BE_LOWERED = r"[0-9+\-−=()]*"
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}

_SIGNS = ("′", "″", "‴", "°", "*", "%")  # that are raised by nature

_LETTER = r"[A-Za-z\u0370-\u03ff]"
_SINGLE = rf"\d+(?:\.\d+)?%?|{_LETTER}|[A-Z]{{2,}}|[\u3400-\u9fff]+|∞|\([^()]*\)"  # one factor: GDP is a name
_SINGLE_SCRIPT = rf"\d+|{_LETTER}|∞|\([^()]*\)"
_PRODUCT = r"[\w.%]+"
_JOINS = r"[\w.)\]}]$"  # what a fraction that follows would be read together with
_JOINED = r"[\w.(\[{√∛∜]"


class _Unwritable(Exception):
    """A formula that has no form on one line."""


def on_one_line(element: Element, before: str) -> str | None:
    """A formula as a line of text; `None` for one that cannot be written so, or has deleted parts.

    Args:
        element: The formula.
        before: The text before it: 3 and 1/2 are not 31/2.
    """
    try:
        line = _formula(element)
    except _Unwritable:
        return None
    is_joined = before[-1:].isascii() and before[-1:].isalnum()
    return f"({line})" if is_joined and "/" in line and not line.startswith("(") else line


def circled(code: str) -> str | None:
    r"""The character that a field such as `eq \o\ac(○,1)` draws: ①; `None` for any other field."""
    found = compiled(_CIRCLED).fullmatch(code)
    return None if found is None else written(int(found[1]), "decimalEnclosedCircle")


def _formula(element: Element) -> str:
    tag = str(element.tag)
    if tag in _WRITERS:
        _check_parts(element, _PARTS[tag])
        return _WRITERS[tag](element)
    text = own_text(element)
    if text is not None and tag not in _DELETED:
        return text
    if (tag in _EMPTY or is_properties(element)) and not text_of(element):
        return ""
    if tag in _CONTAINERS or (tag.startswith(W) and tag not in _DELETED):
        return _row(element)
    raise _Unwritable


def _check_parts(element: Element, names: Sequence[str]) -> None:
    """Make sure that a part which a formula of its kind does not have, or has once, is not lost."""
    wanted = [M + name for name in names]
    for each in children(element):
        if each.tag in wanted:
            wanted.remove(str(each.tag))
        elif text_of(each) and not (each.tag == M + "e" and element.tag == M + "d"):
            raise _Unwritable


def _row(element: Element) -> str:
    """Parts side by side; a fraction among letters and numbers is bracketed, for 3½ is not 31/2."""
    parts = [(_formula(each), each.tag == M + "f") for each in children(element)]
    parts = [part for part in parts if part[0]]
    whole = ""
    for index, (text, is_fraction) in enumerate(parts):
        after = parts[index + 1][0] if index + 1 < len(parts) else ""
        touches = compiled(_JOINS).search(whole[-1:]) or compiled(_JOINED).match(after)
        whole += f"({text})" if is_fraction and touches else text
    return whole


def _part(element: Element, name: str) -> str:
    """The child of a name; empty for none."""
    found = element.find(M + name)
    return "" if found is None else _formula(found)


def _said(element: Element, properties: str, name: str) -> str | None:
    """A value in the properties of an element; `None` where it is not said."""
    found = element.find(f"{M}{properties}/{M}{name}")
    return None if found is None else found.get(M + "val") or ""


def _needed(element: Element, name: str) -> str:
    """The same for a part without which there is no formula."""
    part = _part(element, name)
    if not part.strip():
        raise _Unwritable
    return part


def _single(text: str, single: str = _SINGLE) -> str:
    """A part as one factor."""
    return text if compiled(single).fullmatch(text) else f"({text})"


def _base(element: Element) -> str:
    """What indices stand at: characters in a row as they are, for these are not bracketed on paper either."""
    part, found = _part(element, "e"), element.find(M + "e")
    is_row = found is None or part == _text_within(found)
    return part if is_row else _single(part)


def _text_within(element: Element) -> str:
    """The same as `text_of` for a part of a formula, without Python for each piece: it is asked at every depth."""
    return "".join(map(str, element.itertext("{*}t", with_tail=False)))


def _scripts(lower: str, upper: str) -> str:
    """What stands below and above at the end of a part: as signs of their own, or with _ and ^."""
    if upper in _SIGNS and not lower:
        return upper
    if compiled(_CAN_BE_LOWERED).fullmatch(lower) and compiled(_CAN_BE_RAISED).fullmatch(upper):
        return lower.translate(_LOWERED) + upper.translate(_RAISED)
    return "".join(mark + _single(text, _SINGLE_SCRIPT) for mark, text in (("_", lower), ("^", upper)) if text)


def _fraction(element: Element) -> str:
    if _said(element, "fPr", "type") == "noBar":
        raise _Unwritable
    above, below = _needed(element, "num"), _needed(element, "den")
    return f"{_single(above, _PRODUCT)}/{_single(below)}"


def _scripted(element: Element) -> str:
    return _base(element) + _scripts(_part(element, "sub"), _part(element, "sup"))


def _before(element: Element) -> str:
    """What has its indices before it: ¹⁴C."""
    scripts = _scripts(_part(element, "sub"), _part(element, "sup"))
    if "_" in scripts or "^" in scripts:
        raise _Unwritable
    return scripts + _base(element)


def _root(element: Element) -> str:
    degree = _part(element, "deg")
    if degree not in _ROOTS:
        raise _Unwritable
    return _ROOTS[degree] + _single(_needed(element, "e"))


def _sum(element: Element) -> str:
    """A sum, product or integral with its limits."""
    sign = _said(element, "naryPr", "chr") or "∫"
    scripts = _scripts(_part(element, "sub"), _part(element, "sup"))
    return f"{sign}{scripts} {_part(element, 'e')}"


def _delimited(element: Element) -> str:
    first, last, between = (_said(element, "dPr", name) for name in ("begChr", "endChr", "sepChr"))
    parts = [_formula(each) for each in element.findall(M + "e")]
    return ("(" if first is None else first) + (between or "|").join(parts) + (")" if last is None else last)


def _function(element: Element) -> str:
    argument = _part(element, "e")
    return f"{_part(element, 'fName')}{'' if argument.startswith('(') else ' '}{argument}"


def _limit(element: Element) -> str:
    return f"{_needed(element, 'e')}_{_single(_needed(element, 'lim'), _SINGLE_SCRIPT)}"


_PARTS: Mapping[str, Sequence[str]] = {
    M + "f": ("num", "den"),
    M + "sSup": ("e", "sup"),
    M + "sSub": ("e", "sub"),
    M + "sSubSup": ("e", "sub", "sup"),
    M + "sPre": ("sub", "sup", "e"),
    M + "rad": ("deg", "e"),
    M + "nary": ("sub", "sup", "e"),
    M + "d": ("e",),
    M + "func": ("fName", "e"),
    M + "limLow": ("e", "lim"),
}
_WRITERS: Mapping[str, Callable[[Element], str]] = {
    M + "f": _fraction,
    M + "sSup": _scripted,
    M + "sSub": _scripted,
    M + "sSubSup": _scripted,
    M + "sPre": _before,
    M + "rad": _root,
    M + "nary": _sum,
    M + "d": _delimited,
    M + "func": _function,
    M + "limLow": _limit,
}
