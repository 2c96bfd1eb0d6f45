"""Finds the file that is meant by a name that is nearly right: other case, other ending, full-width signs, a slip."""

from __future__ import annotations

import os.path
import unicodedata
from collections.abc import Sequence

from huibian.likeness import most_like

_FAMILIES = (  # endings that people take for one another
    frozenset((".txt", ".text", ".md", ".markdown", ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt")),
    frozenset((".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".emf", ".wmf")),
    frozenset((".yaml", ".yml")),
)
_MARKS = "“”‘’\"'《》　 "
_NAME_LENGTH = 255  # characters of a file's name, on every system


def closest(name: str, there: Sequence[str]) -> str | None:
    """The name in a folder that is meant by `name`; `None` where none is like it.

    Names that differ only by what an editor does not see go first (case, full-width signs, quotation marks), then those
    with another ending of the same kind, or one more or less, then the most similar with the same ending.
    """
    if len(name) > _NAME_LENGTH:
        return None
    wanted = _folded(name)
    folded = {each: _folded(each) for each in there}
    same = next((each for each in there if folded[each] == wanted), None)
    if same is not None:
        return same
    stem, ending = os.path.splitext(wanted)
    family = next((each for each in _FAMILIES if ending in each), frozenset((ending,)))
    for each in there:
        other, its_ending = os.path.splitext(folded[each])
        if (other == stem and its_ending in family) or other == wanted or (stem == folded[each] and ending in family):
            return each
    stems = {os.path.splitext(folded[each])[0]: each for each in there if folded[each].endswith(ending)}
    stems = {key: each for key, each in stems.items() if os.path.splitext(folded[each])[1] == ending}
    close = most_like(stem, stems)
    return None if close is None else stems[close]


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name.replace("。", "."))
    return plain.strip(_MARKS).casefold()
