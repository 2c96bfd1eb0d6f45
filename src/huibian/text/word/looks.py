"""How the paragraphs of a Word file look: where their lines stand on the measure, and how large their type is.

Editors centre a line and set it to the right with whatever comes to hand: the buttons for it, indents, rows of spaces.
All of them are seen here as where the text stands.
"""

from __future__ import annotations

import unicodedata

from msgspec import Struct

from huibian.frame import Align
from huibian.text.model import plain
from huibian.text.word.runs import WordParagraph
from huibian.text.word.styles import Standing, Styles
from huibian.text.word.xml import Element, W, number, value

_ALIGNS = {"center": Align.CENTER, "right": Align.END, "end": Align.END}
_TWIPS = 10  # in half a point
_MEASURE = 8306  # twips: A4 with the margins that Word gives a new file
_TAB = 2  # em, about: what a tab is worth where it only makes white
_LEAST_WHITE = 3  # em before a line that stands off the start edge; an indent has two
_OFF_CENTRE = 2  # em by which the white on both sides of a line that was centred by eye may differ


class WordLook(Struct, frozen=True):
    """How a paragraph looks.

    Attributes:
        align: Where its lines stand; `JUSTIFY` for those that begin at the start edge.
        size: The type size of most of its characters, in half points.
    """

    align: Align
    size: int


def measure_of(document: Element) -> int:
    """The width of the text of a file, in twips: that of its last section, which is the whole file as a rule."""
    section = document.find(f"{W}body/{W}sectPr")
    page = None if section is None else section.find(W + "pgSz")
    margins = None if section is None else section.find(W + "pgMar")
    if page is None or margins is None:
        return _MEASURE
    width = number(page.get(W + "w")) - sum(number(margins.get(W + side)) for side in ("left", "right"))
    return width if width > 0 else _MEASURE


def look_of(element: Element, paragraph: WordParagraph, styles: Styles, measure: int) -> WordLook:
    """How a paragraph looks.

    Args:
        element: The `w:p` that says how.
        paragraph: What it says.
        styles: The styles of the file.
        measure: The width of its text, in twips.
    """
    style = value(element, "pPr", "pStyle")
    standing = Standing.of(element.find(W + "pPr")).over(styles.standing(style))
    size = max(paragraph.sizes, key=lambda each: paragraph.sizes[each], default=0) or styles.run(style).size or 0
    return WordLook(_align(standing, plain(tuple(paragraph.inlines)), size, measure), size)


def _align(standing: Standing, text: str, size: int, measure: int) -> Align:
    said = _ALIGNS.get(standing.align)
    if said is not None or not size:
        return said or Align.JUSTIFY
    words = text.strip()
    em = size * _TWIPS
    before = _indent(standing, em) / em + sum(map(_width, text[: len(text) - len(text.lstrip())]))
    after = measure / em - before - sum(map(_width, words))
    if "\n" in words or before < _LEAST_WHITE or after < 0:
        return Align.JUSTIFY
    if abs(before - after) <= _OFF_CENTRE:
        return Align.CENTER
    return Align.END if before > after else Align.JUSTIFY


def _indent(standing: Standing, em: int) -> float:
    """How far the first line begins from the start edge, in twips; characters come before twips, as in Word."""
    said = standing.indents

    def length(name: str) -> float:
        chars = number(said.get(f"{name}Chars"))
        return chars * em / 100 if chars else number(said.get(name))

    hanging = length("hanging")
    return (length("left") or length("start")) + (-hanging if hanging else length("firstLine"))


def _width(char: str) -> float:
    """Of a character, in em."""
    if char == "\t":
        return _TAB
    return 1 if unicodedata.east_asian_width(char) in "WFA" else 0.5
