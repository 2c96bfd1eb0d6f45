"""Writes font files under other names: `rename_faces.py < JSON`, a list of the arguments of `rename`.

Prints the list of what it returns. Run by the Python of `make engines`, where fontTools is. Outlines are not touched:
taking them apart takes minutes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

_WINDOWS = 3, 1  # platform and encoding of the names
_LANGUAGES = 0x409, 0x804  # English, and Chinese as in China
_BOLD, _REGULAR = 1 << 5, 1 << 6  # of OS/2 fsSelection
_WEIGHTS = {True: 700, False: 400}


def program_name(font: TTFont, otherwise: str) -> str:
    """The name within the outlines, which a PDF keeps whatever the file's names say; `otherwise` if they have none."""
    if "CFF " not in font:
        return otherwise
    data: bytes = font.reader["CFF "]
    index = data[2]  # where the header ends and the index of names begins
    size = data[index + 2]
    first, end = (int.from_bytes(data[index + 3 + size * n :][:size]) for n in (0, 1))
    start = index + 2 + size * 2  # offsets count from the byte before the data
    return data[start + first : start + end].decode("ascii")


def rename(source: str, target: str, family: str, postscript: str, bold: bool) -> str:
    """Write font file `source` as `target`, the regular or the bold face of `family`; returns its name in PDFs."""
    font = TTFont(source, lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    style = "Bold" if bold else "Regular"
    names = font["name"]
    names.names = []
    for language in _LANGUAGES:
        texts = {1: family, 2: style, 3: f"{postscript}-{style}", 4: f"{family} {style}", 6: f"{postscript}-{style}"}
        for number, text in texts.items():
            names.setName(text, number, *_WINDOWS, language)
    font["OS/2"].fsSelection = _BOLD if bold else _REGULAR
    font["OS/2"].usWeightClass = _WEIGHTS[bold]
    font["head"].macStyle = int(bold)
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    font.save(target)
    return program_name(font, postscript)


if __name__ == "__main__":
    print(json.dumps([rename(**renaming) for renaming in json.load(sys.stdin)]))
