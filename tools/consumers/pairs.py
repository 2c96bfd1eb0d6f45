"""Asks every engine between which two characters it ends a line, and writes the answers where the tests read them.

    python -m tools.consumers.pairs

One paragraph a pair: twelve Han, the pair, more Han, on a measure that the first of the two fills and the second
does not fit on any more. Where the line ends before that, the engine ends none between the two.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Twips

from tests.support.breaks import ANSWERS, CHARACTERS, Answers
from tests.support.engines import ENGINES
from tests.support.engines.folder import FACES
from tests.support.glyphs import pages_of_lines
from tests.support.widths import advance

_EM = 320  # twips
_PAPER, _WIDTH = 11906, 9000  # of the sheet, of the text area
_HEAD = "始" + "甲" * 11  # begins each paragraph, and nothing else
_GAP = 0.25  # em that an engine may leave beside a digit
_ROOM = 0.2  # em behind the first of the two, less than any character


def main() -> int:
    """Ask the engines that there are; returns the exit code."""
    pairs = list(product(CHARACTERS, CHARACTERS))
    with tempfile.TemporaryDirectory(prefix="huibian-pairs-") as folder:
        file = Path(folder) / "pairs.docx"
        _document(pairs).save(str(file))
        for name, engine in ENGINES.items():
            if reason := engine.missing():
                print(f"{name} could not be asked: {reason}", file=sys.stderr)
                return 1
            (pdf,) = engine.convert_all([file], Path(folder), FACES)
            firsts = [line for page in pages_of_lines(pdf) for line in page if line.startswith(_HEAD[0])]
            ended = {pair for pair, line in zip(pairs, firsts, strict=True) if line == _HEAD + pair[0]}
            answers = Answers(engine.version(), frozenset(before + after for before, after in ended))
            (ANSWERS / f"{name}.txt").write_text(answers.text(), encoding="utf-8")
    return 0


def _document(pairs: Sequence[tuple[str, str]]) -> Document:
    made = docx.Document()
    section = made.sections[0]
    section.left_margin = section.right_margin = Twips((_PAPER - _WIDTH) // 2)
    section.page_width = Twips(_PAPER)
    for paragraph in _paragraphs(pairs):
        made.element.body.insert(len(made.element.body) - 1, parse_xml(paragraph))
    return made


def _paragraphs(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    for before, after in pairs:
        gap = _GAP if before.isascii() and before.isalnum() else 0
        measure = (len(_HEAD) + _width(before) + gap + _ROOM) * _EM
        yield (
            f'<w:p {nsdecls("w")}><w:pPr><w:overflowPunct w:val="0"/><w:spacing w:after="0"/>'
            f'<w:ind w:right="{_WIDTH - int(measure)}"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia" '
            'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"/>'
            f'<w:sz w:val="{_EM // 10}"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr>'
            f"<w:t>{_HEAD}{before}{after}乙乙乙乙</w:t></w:r></w:p>"
        )


def _width(char: str) -> float:
    return advance(char) if char.isascii() else 1.0


if __name__ == "__main__":
    sys.exit(main())
