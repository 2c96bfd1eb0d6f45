"""Writes a font program of PostScript outlines: a CFF table that is keyed by CIDs, as a PDF embeds it.

Adobe Technical Notes 5176 (the format) and 5177 (the charstrings). A glyph's number is its CID; there are no hints.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct

from huibian.fontbook import PathStep

_MOVE, _LINE, _CURVE, _END = b"\x15", b"\x05", b"\x08", b"\x0e"  # rmoveto, rlineto, rrcurveto, endchar
_FONT_BOX, _CHARSET, _CHARSTRINGS, _PRIVATE = b"\x05", b"\x0f", b"\x11", b"\x12"
_ROS, _CID_COUNT, _FONT_DICTS, _FONT_SELECT = b"\x0c\x1e", b"\x0c\x22", b"\x0c\x24", b"\x0c\x25"
_WIDTHS_FROM = b"\x15"  # in a private dictionary: what the widths in charstrings are counted from
_HEADER = b"\x01\x00\x04\x04"  # version, length of the header, length of an offset
_OWN_STRING = 391  # the number of the first string that is not a standard one
_FINEST = 1 << 16  # a charstring can say a 65536th of a unit

_OF_OUTLINES = lru_cache(maxsize=512)  # a mark is drawn in a dozen widths, with the same outlines


class OutlineGlyph(Struct, frozen=True):
    """A glyph of the font program: its advance, and its outlines."""

    width: int
    steps: tuple[PathStep, ...] = ()


def write_cff(name: str, glyphs: Sequence[OutlineGlyph]) -> bytes:
    """The table of a font with a thousand units per em; its first glyph is the one that stands for no character."""
    charset = struct.pack(">BHH", 2, 1, max(0, len(glyphs) - 2))
    select = struct.pack(">BHHBH", 3, 1, 0, 0, len(glyphs))
    charstrings = _index(map(_charstring, glyphs))
    private = _integer(0) + _WIDTHS_FROM
    head = _HEADER + _index([name.encode("ascii")])
    strings = _index([b"Adobe", b"Identity"]) + _index([])  # no subroutine
    # Offsets take the same room whatever they are.
    start = len(head) + len(_index([_top_dict(glyphs, [0] * 5)])) + len(strings)
    places = list(accumulate(map(len, (charset, select, charstrings, private)), initial=start))
    fonts = _index([_integer(len(private)) + _offset(places[3]) + _PRIVATE])
    top = _index([_top_dict(glyphs, places)])
    return b"".join([head, top, strings, charset, select, charstrings, private, fonts])


def _top_dict(glyphs: Sequence[OutlineGlyph], places: Sequence[int]) -> bytes:
    """What a reader starts from; `places` are those of charset, selection, charstrings, private and font dictionary."""
    charset, select, charstrings, _, fonts = map(_offset, places)
    registry, ordering = _integer(_OWN_STRING), _integer(_OWN_STRING + 1)
    return b"".join(
        [
            *(registry, ordering, _integer(0), _ROS),
            *(_integer(len(glyphs)), _CID_COUNT),
            *(*map(_integer, bounds(glyphs)), _FONT_BOX),
            *(charset, _CHARSET, select, _FONT_SELECT, charstrings, _CHARSTRINGS, fonts, _FONT_DICTS),
        ]
    )


def bounds(glyphs: Iterable[OutlineGlyph]) -> tuple[int, int, int, int]:
    """Left, bottom, right and top of all glyphs together."""
    boxes = [_box(glyph.steps) for glyph in glyphs if glyph.steps]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True) if boxes else ([0],) * 4
    return math.floor(min(lefts)), math.floor(min(bottoms)), math.ceil(max(rights)), math.ceil(max(tops))


@_OF_OUTLINES
def _box(steps: Sequence[PathStep]) -> tuple[float, float, float, float]:
    xs = [x for step in steps for x in step.points[::2]]
    ys = [y for step in steps for y in step.points[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def _charstring(glyph: OutlineGlyph) -> bytes:
    return _integer(glyph.width) + _drawn(glyph.steps) + _END


@_OF_OUTLINES
def _drawn(steps: Iterable[PathStep]) -> bytes:
    """The operators of outlines; each point is relative to the last one, without errors that add up."""
    last = [0, 0]
    operators: list[bytes] = []
    for step in steps:
        points = [round(value * _FINEST) for value in step.points]
        operators += [_number(to - come) for come, to in zip([*last, *points], points, strict=False)]
        operators.append(_MOVE if step.is_move else _LINE if len(points) == 2 else _CURVE)
        last = points[-2:]
    return b"".join(operators)


@lru_cache(maxsize=8192)
def _number(value: int) -> bytes:
    """A number of a charstring, given in the finest parts of a unit."""
    whole, rest = divmod(value, _FINEST)
    return b"\xff" + value.to_bytes(4, signed=True) if rest else _integer(whole)


def _integer(value: int) -> bytes:
    """A whole number below 32768, the same in dictionaries and charstrings."""
    if -107 <= value <= 107:
        return bytes([value + 139])
    if 108 <= abs(value) <= 1131:
        high, low = divmod(abs(value) - 108, 256)
        return bytes([high + (247 if value > 0 else 251), low])
    return b"\x1c" + struct.pack(">h", value)


def _offset(value: int) -> bytes:
    """A number of a dictionary, in five bytes."""
    return b"\x1d" + struct.pack(">i", value)


def _index(entries: Iterable[bytes]) -> bytes:
    """A list of byte strings, any of which is found without reading the others."""
    data = list(entries)
    if not data:
        return b"\x00\x00"
    ends = accumulate(map(len, data), initial=1)
    return struct.pack(">HB", len(data), 4) + b"".join(end.to_bytes(4) for end in ends) + b"".join(data)
