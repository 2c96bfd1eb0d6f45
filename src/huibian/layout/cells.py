"""Characters and their widths in, cells for the line breaker out: the rules of `cjk` turned into lengths."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from huibian.layout import cjk
from huibian.layout.items import Cell, Stretch
from huibian.layout.rules import LineBreaking
from huibian.units import Length


def make_cells(text: Sequence[str], widths: Sequence[int], size: Length, rules: LineBreaking) -> list[Cell]:
    """The cells of a paragraph.

    Args:
        text: Its characters.
        widths: Their own advances, in thousandths of a point.
        size: Type size, which the rules' em refer to.
        rules: How lines are adjusted.
    """
    shared, white = int(size.em(rules.shared_white)), int(size.em(rules.mark_white))
    gap = int(size.em(rules.western_gap))
    kinds = ["一" if "一" <= char <= "\u9fff" else char for char in text]  # all Han alike: one cell serves for many
    return [
        _cell(char, after, width, shared, white, gap)
        for (char, after), width in zip(pairwise([*kinds, ""]), widths, strict=True)
    ]


@lru_cache(maxsize=65536)
def _cell(char: str, after: str, width: int, shared: int, white: int, gap: int) -> Cell:
    """The cell of a character that `after` follows; nothing follows at the paragraph's end."""
    space = 0
    if after and cjk.shares_white(char, after):
        space = -shared
    elif after and cjk.takes_gap(char, after):
        space = gap
    return Cell(
        width=width,
        space=space,
        may_break=not after or cjk.may_break(char, after),
        no_start=cjk.forbids_line_start(char),
        no_end=cjk.forbids_line_end(char),
        white_before=white if cjk.white_before(char) else 0,
        white_after=white if cjk.white_after(char) else 0,
        stretch=cjk.stretch(char, after) if after else Stretch.NONE,
        vanishes=char == " ",
    )
