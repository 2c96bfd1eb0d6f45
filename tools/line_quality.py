"""Compares lines with Typst's: the same 40,000 characters, faces, type size and measure, one judge for all.

`make line-quality` prints the table of `docs/line-quality.md`, and with `-v` examples of each fault.
"""

from __future__ import annotations

import ctypes
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import typst

from huibian import resources
from huibian.diagnostics import Diagnostics, Span
from huibian.fontbook import FontBook
from huibian.frame import Role, TextStyle
from huibian.layout.definition import load_layout
from huibian.layout.paragraph import Setter
from huibian.text.model import Inline
from huibian.units import ZERO, Length
from tools.line_judge import FAULTS, SetParagraph, Tally, judge
from tools.quality_text import paragraphs

CHARACTERS = 40_000
MEASURE = Length.of(156, "mm")
SIZE = Length.of(16, "pt")
_SPAN = Span(Path("text"), 1, 1)
_TYPST = """\
#set page(width: 156mm, height: 20000mm, margin: 0mm)
#set text(size: 16pt, lang: "zh", region: "cn")
#set text(font: ((name: "Liberation Serif", covers: "latin-in-cjk"), "FandolFang R"))
#set par(justify: true, first-line-indent: (amount: 2em, all: true))
"""


def set_by_huibian(layout: Path, text: Sequence[str], fonts: FontBook) -> list[SetParagraph]:
    """The paragraphs as a layout's line rules break them."""
    chosen = load_layout(layout)
    setter = Setter(fonts, chosen.line_breaking, MEASURE, Diagnostics())
    return [_as_set(setter, paragraph, _style(chosen.style(Role.PARAGRAPH))) for paragraph in text]


def _style(style: TextStyle) -> TextStyle:
    return TextStyle(style.font, SIZE, style.pitch, style.align, SIZE * 2, ZERO, ZERO)


def _as_set(setter: Setter, text: str, style: TextStyle) -> SetParagraph:
    ends, origins = [], []
    end = 0
    for line in setter.set([Inline(text, False, _SPAN)], style):
        written = "".join(run.text for run in line.runs)
        advances = [advance for run in line.runs for advance in run.advances]
        end += len(written)
        last = len(written.rstrip()) - 1
        ends.append(end)
        origins.append((line.x + sum(advances[:last])) / 1000)
    return SetParagraph(text, tuple(ends), tuple(origins))


def set_by_typst(text: Sequence[str], faces: Path) -> list[SetParagraph]:
    """The paragraphs as Typst breaks them, read from its PDF."""
    escaped = ["".join(f"\\{char}" if char in "#*_@$<>[]\\`~=-+/" else char for char in each) for each in text]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "text.typ", Path(folder) / "text.pdf"
        source.write_text(_TYPST + "\n\n".join(escaped), encoding="utf-8")
        typst.compile(str(source), output=str(target), font_paths=[str(faces)], ignore_system_fonts=True)
        return list(_matched(text, _lines(target)))


def _lines(pdf: Path) -> list[list[tuple[float, str]]]:
    """The characters of each line from the top, with their origins, spaces left out."""
    found: list[list[tuple[float, str]]] = []
    document = pypdfium2.PdfDocument(pdf)
    x, y = ctypes.c_double(), ctypes.c_double()
    for page in document:
        rows: dict[int, list[tuple[float, str]]] = defaultdict(list)
        text = page.get_textpage()
        for index in range(text.count_chars()):
            char = chr(pdfium.FPDFText_GetUnicode(text, index)).replace("\x02", "-")
            if not char.isspace() and char != "\0" and pdfium.FPDFText_IsGenerated(text, index) != 1:
                pdfium.FPDFText_GetCharOrigin(text, index, x, y)
                rows[round(y.value)].append((x.value, char))
        found += [sorted(rows[at]) for at in sorted(rows, reverse=True)]
    document.close()
    return found


def _matched(text: Sequence[str], lines: Sequence[list[tuple[float, str]]]) -> Iterator[SetParagraph]:
    """The lines cut into the paragraphs of the source; nothing may be missing."""
    waiting = iter(lines)
    for paragraph in text:
        places = [index for index, char in enumerate(paragraph) if not char.isspace()]
        ends, origins, count = [], [], 0
        while count < len(places):
            line = next(waiting)
            written = "".join(char for _, char in line)
            wanted = "".join(paragraph[index] for index in places[count : count + len(line)])
            if written != wanted:
                msg = f"typst set {written!r} for {wanted!r}"
                raise ValueError(msg)
            count += len(line)
            ends.append(places[count - 1] + 1 if count < len(places) else len(paragraph))
            origins.append(line[-1][0])
        yield SetParagraph(paragraph, tuple(ends), tuple(origins))


def table(tallies: dict[str, Tally]) -> str:
    """The comparison as Markdown."""
    rows = [["", *tallies], ["---", *["--:"] * len(tallies)]]
    rows.append(["lines", *(str(tally.lines) for tally in tallies.values())])
    rows += [[name, *(str(len(tally.faults[name])) for tally in tallies.values())] for name in FAULTS]
    shares = (f"{tally.half_width} of {tally.closing_ends}" for tally in tallies.values())
    rows.append(["full-width marks at line ends set half width", *shares])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> None:
    """Set the text by everyone and print the table."""
    text = paragraphs(CHARACTERS)
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")

    def advance(char: str) -> float:
        glyph = fonts.glyph("fangsong", char)
        return glyph.advance(SIZE) / 1000 if glyph else 0.0

    def judged(found: Sequence[SetParagraph]) -> Tally:
        return judge(found, MEASURE.pt, SIZE.pt, advance)

    tallies = {
        f"huibian, {name}": judged(set_by_huibian(resources.layouts_folder() / f"{name}.yaml", text, fonts))
        for name in ("gbt9704", "bulletin")
    }
    tallies["Typst"] = judged(set_by_typst(text, resources.faces_folder() / "free"))
    print(table(tallies))
    if "-v" in sys.argv:
        for name, tally in tallies.items():
            for fault, places in tally.faults.items():
                print(f"\n{name}: {fault}", *places[:8], sep="\n  ")


if __name__ == "__main__":
    main()
