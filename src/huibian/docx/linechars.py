"""The characters of a line as the line lock needs them: up to a tab, each with the font it has to be taken from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from huibian.characters import has_selector, split
from huibian.docx.measuring import CharLook, FontSlot, LineChars, is_plain_wide, is_wide, sign_places
from huibian.frame import Run, RunKind, TextLine
from huibian.wordprocessors import LATIN_END

# What stands on a line up to its tab.
_TEXT = RunKind.TEXT  # asked of every run: a member of an enumeration takes longer to find than a name
_SET = (_TEXT, RunKind.NOTE_REFERENCE, RunKind.NOTE_NUMBER)  # a tuple: the hash of an enum takes long
_PLAIN = {0: FontSlot.BY_SCRIPT}
# A sign of at least this width, in em, was taken from an East Asian face.
_EAST_ASIAN_WIDTH = 0.9


def line_chars(line: TextLine, em: int) -> LineChars:
    """The characters of a line up to a tab; `em` is the type size of its block."""
    texts = ""
    looks: dict[int, CharLook] = {}
    behind: dict[int, str] = {}
    signs: list[int] = []
    naturals = line.fit.natural
    look: CharLook | None = None
    for run, text in _pieces(line.runs):
        place = len(texts)
        found = sign_places(text)
        if run.clusters or (found and has_selector(text)):  # a selector is a sign
            chars = [text] if run.clusters else split(text)
            behind.update({place + index: char[1:] for index, char in enumerate(chars) if len(char) > 1})
            text = "".join(char[0] for char in chars)
            found = sign_places(text)
        if run.kind is not _TEXT:
            slots = {0: FontSlot.EAST_ASIAN}
        elif run.clusters:  # a word has one font, and a letter with marks the western one
            slots = {0: FontSlot.WESTERN}
        elif found:
            # Not at the start of the line: a line break may come before.
            after_han = look is not None and look.mark is None and _is_taken_for_han(texts[-1], look.slot)
            slots = _slots(text, found, naturals[place:], em, after_han)
        else:
            slots = _PLAIN
        for start, slot in slots.items():
            before, look = look, _look(run, slot)
            if look != before:
                looks[place + start] = look
        texts += text
        signs += [place + each for each in found]
    assert len(texts) == len(naturals)
    return LineChars(texts, naturals, looks, line.fit.gaps, behind, signs)


def _pieces(runs: Iterable[Run]) -> Iterator[tuple[Run, str]]:
    """The runs up to a tab, each with its text; text that differs in its face alone is one, but for words."""
    first: Run | None = None
    texts: list[str] = []
    for run in runs:
        if (
            first is not None
            and run.font == first.font
            and run.bold is first.bold
            and run.is_right_to_left is first.is_right_to_left
            and run.kind is _TEXT is first.kind
            and not (run.clusters or first.clusters)
        ):
            texts.append(run.text)
            continue
        if first is not None:
            yield first, "".join(texts)
        if run.kind not in _SET:
            return
        first, texts = run, [run.text]
    if first is not None:
        yield first, "".join(texts)


def _look(run: Run, slot: FontSlot) -> CharLook:
    mark = None if run.kind is _TEXT else run
    return CharLook(run.bold, slot, run.font, mark, bool(run.clusters), run.is_right_to_left)


def _slots(text: str, signs: Sequence[int], widths: Sequence[int], em: int, after_han: bool) -> dict[int, FontSlot]:
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


def _slot(char: str, width: int, em: int, after_han: bool) -> FontSlot:
    """The slot of a character; `after_han` says whether a sign in its place would be taken for Han.

    Han and ASCII need none. Signs that both scripts share do: Word takes them all from the East Asian font, for the
    run's hint; LibreOffice takes those of Latin-1 from the western one, and lets the others follow the text before
    them, so that the closing quote of “2020” would come out narrow.
    """
    if char == " ":  # LibreOffice would take it from the font of the Han before it
        return FontSlot.WESTERN if after_han else FontSlot.BY_SCRIPT
    if char.isascii() or is_wide(char):
        return FontSlot.BY_SCRIPT
    if width < round(em * _EAST_ASIAN_WIDTH):
        return FontSlot.WESTERN
    return FontSlot.BY_SCRIPT if after_han and ord(char) >= LATIN_END else FontSlot.EAST_ASIAN


def _is_taken_for_han(char: str, slot: FontSlot) -> bool:
    """Whether a sign behind a character would be taken for Han."""
    if char.isascii() or slot is not FontSlot.BY_SCRIPT:
        return False
    return is_plain_wide(char) or not is_wide(char)  # a sign without a slot follows Han
