"""Words that are shaped whole, and text from right to left: where lines end at them, how they stand on a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise, repeat

from msgspec import Struct
from msgspec.structs import replace

from huibian.fontbook import ShapedWord
from huibian.frame import Cluster, PlacedGlyph
from huibian.layout.bidi import visual_order
from huibian.linebreak.cells import Cell, Stretch
from huibian.units import Length

_SPACE = " "


def clusters_of(word: ShapedWord, size: Length) -> tuple[Cluster, ...]:
    """What draws a word at a type size."""

    def scaled(units: int) -> int:
        return round(units * size / word.upem)

    return tuple(
        Cluster(
            each.text,
            scaled(each.units),
            tuple(PlacedGlyph(word.face, glyph.id, scaled(glyph.x), scaled(glyph.y)) for glyph in each.glyphs),
        )
        for each in word.clusters
    )


def bind_words(text: Sequence[str], cells: list[Cell], levels: Sequence[int], ends_word: Callable[[str], bool]) -> None:
    """Set where lines may end at words.

    Text from right to left is parted at spaces alone, so that what stands together stays together on both lines.

    Args:
        text: The characters and words of a paragraph.
        cells: Their cells.
        levels: Their embedding levels.
        ends_word: Whether a line may end behind a word that another one follows at once.
    """
    if not any(levels) and len("".join(text)) == len(text):  # nearly every paragraph
        return
    for index, (unit, after) in enumerate(pairwise(text)):
        if levels[index] and levels[index + 1]:
            if unit != _SPACE:
                cells[index] = replace(cells[index], may_break=False, space=0, stretch=Stretch.NONE)
        elif len(unit) > 1 and len(after) > 1 and ends_word(unit):
            cells[index] = replace(cells[index], may_break=True)


class LinePart(Struct, frozen=True):
    """Part of a line: where it starts and ends, and whether it is all that stands together from right to left."""

    start: int
    stop: int
    is_turned: bool


def line_parts(levels: Sequence[int], vanishing: Sequence[bool]) -> list[LinePart]:
    """Cut a line into what runs from right to left, whole, and the characters and words besides, one by one.

    White that vanishes at the end of the line stands at its end, whatever is before it (UAX 9, L1).

    Args:
        levels: The embedding levels of its characters and words.
        vanishing: Whether each takes no room at the end of a line.
    """
    if not any(levels):  # nearly every line
        return list(_single(0, len(levels)))
    end = len(levels)
    while end and vanishing[end - 1]:
        end -= 1
    parts: list[LinePart] = []
    start = 0
    for is_turned, group in groupby(level > 0 and place < end for place, level in enumerate(levels)):
        stop = start + sum(1 for _ in group)
        parts += [LinePart(start, stop, True)] if is_turned else _single(start, stop)
        start = stop
    return parts


def _single(start: int, stop: int) -> Iterator[LinePart]:
    """Characters and words, one by one."""
    return map(LinePart, range(start, stop), range(start + 1, stop + 1), repeat(False))


def turned(items: Sequence[tuple[Cluster, ...]], levels: Sequence[int], advances: Sequence[int]) -> tuple[Cluster, ...]:
    """What runs from right to left, from left to right.

    Args:
        items: The clusters of each character and word, in the order in which they are read.
        levels: Their embedding levels.
        advances: How much room each takes.
    """
    found: list[Cluster] = []
    for index in visual_order(levels):
        *others, last = items[index]
        found += [*others, replace(last, advance=advances[index] - sum(each.advance for each in others))]
    return tuple(found)
