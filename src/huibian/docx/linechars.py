"""The characters of a line as the line lock needs them: up to a tab, each with the font it has to be taken from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from huibian.characters import has_selector, split
from huibian.docx.measuring import CharLook, FontSlot, LineChars, is_plain_wide, is_wide, sign_places
from huibian.frame import Run, RunKind, TextLine
from huibian.units import Length
from huibian.wordprocessors import LATIN_END

# What stands on a line up to its tab.
_SET = (RunKind.TEXT, RunKind.NOTE_REFERENCE, RunKind.NOTE_NUMBER)  # a tuple: the hash of an enum takes long
_LOOK = attrgetter("kind", "font", "bold", "is_right_to_left", "clusters")
# A sign of at least this width, in em, was taken from an East Asian face.
_EAST_ASIAN_WIDTH = 0.9


def line_chars(line: TextLine, em: Length) -> LineChars:
    """The characters of a line up to a tab; `em` is the type size of its block."""
    texts: list[str] = []
    looks: dict[int, CharLook] = {}
    behind: dict[int, str] = {}
    signs: list[int] = []
    naturals, place = line.fit.natural, 0
    after_han = False  # a line break may come before
    look = None
    for run, text in _pieces(line.runs):
        if run.clusters or has_selector(text):
            chars = [text] if run.clusters else split(text)
            behind.update({place + index: char[1:] for index, char in enumerate(chars) if len(char) > 1})
            text = "".join(char[0] for char in chars)
        found = sign_places(text)
        if run.kind is not RunKind.TEXT:
            slots = {0: FontSlot.EAST_ASIAN}
        elif run.clusters:  # a word has one font, and a letter with marks the western one
            slots = {0: FontSlot.WESTERN}
        else:
            slots = _slots(text, found, naturals[place:], em, after_han)
        for start, slot in slots.items():
            before, look = look, _look(run, slot)
            if look != before:
                looks[place + start] = look
        texts.append(text)
        signs += [place + each for each in found]
        place += len(text)
        after_han = run.kind is RunKind.TEXT and _is_taken_for_han(text[-1], slots[max(slots)])
    assert place == len(naturals)
    return LineChars("".join(texts), naturals, looks, line.fit.gaps, behind, signs)


def _pieces(runs: Iterable[Run]) -> Iterator[tuple[Run, str]]:
    """The runs up to a tab, each with its text; text that differs in its face alone is one, but for words."""
    for _, alike in groupby(runs, _LOOK):
        first, *others = alike
        if first.kind not in _SET:
            return
        if first.kind is RunKind.TEXT and not first.clusters:
            yield first, "".join([first.text, *[run.text for run in others]])
        else:
            yield from ((run, run.text) for run in (first, *others))


def _look(run: Run, slot: FontSlot) -> CharLook:
    mark = None if run.kind is RunKind.TEXT else run
    return CharLook(run.bold, slot, run.font, mark, bool(run.clusters), run.is_right_to_left)


def _slots(text: str, signs: Sequence[int], widths: Sequence[int], em: Length, after_han: bool) -> dict[int, FontSlot]:
    """The slots of characters that may follow Han, by the index of the first that has it, from the start.

    `signs` are the places of its signs.
    """
    found = {0: FontSlot.BY_SCRIPT}
    for place in signs:
        if place:
            after_han = _is_taken_for_han(text[place - 1], found.get(place - 1, FontSlot.BY_SCRIPT))
        found[place] = _slot(text[place], widths[place], em, after_han)
        found[place + 1] = FontSlot.BY_SCRIPT
    found.pop(len(text), None)
    return found


def _slot(char: str, width: int, em: Length, after_han: bool) -> FontSlot:
    """The slot of a character; `after_han` says whether a sign in its place would be taken for Han.

    Han and ASCII need none. Signs that both scripts share do: Word takes them all from the East Asian font, for the
    run's hint; LibreOffice takes those of Latin-1 from the western one, and lets the others follow the text before
    them, so that the closing quote of “2020” would come out narrow.
    """
    if char == " ":  # LibreOffice would take it from the font of the Han before it
        return FontSlot.WESTERN if after_han else FontSlot.BY_SCRIPT
    if char.isascii() or is_wide(char):
        return FontSlot.BY_SCRIPT
    if width < em.em(_EAST_ASIAN_WIDTH):
        return FontSlot.WESTERN
    return FontSlot.BY_SCRIPT if after_han and ord(char) >= LATIN_END else FontSlot.EAST_ASIAN


def _is_taken_for_han(char: str, slot: FontSlot) -> bool:
    """Whether a sign behind a character would be taken for Han."""
    if char.isascii() or slot is not FontSlot.BY_SCRIPT:
        return False
    return is_plain_wide(char) or not is_wide(char)  # a sign without a slot follows Han
