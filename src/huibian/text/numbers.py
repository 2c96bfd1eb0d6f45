"""How items of lists are numbered where no one typed the number, as official documents number what is below a heading.

GB/T 9704-2012, 7.3.3 numbers with 1. and （1）; ① is what editors use below these. Items without number begin with ——,
as the items of a government's report do.
"""

from __future__ import annotations

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def ordinal(number: int, depth: int) -> str:
    """The number of an item in a list that is `depth` lists deep, 1 for the outermost."""
    if depth == 1:
        return f"{number}."
    if depth == 2 or not 0 < number <= len(_CIRCLED):
        return f"（{number}）"
    return _CIRCLED[number - 1]


def bullet(depth: int) -> str:
    """What an item without number begins with."""
    return "——" if depth == 1 else "·"
