"""Compares lines with those of other typesetters: the same 40,000 characters, faces, size and measure, and one judge.

`make line-quality` prints the table of `docs/line-quality.md`; `ARGS=-v` adds examples of each fault. Who is not on
this machine is left out, and named.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from huibian import resources
from huibian.diagnostics import Diagnostics, Span
from huibian.fontbook import FontBook, load
from huibian.frame import Role, TextStyle
from huibian.layout.paragraph import Setter
from huibian.layoutfile.definition import Layout, load_layout
from huibian.layoutfile.rules import LineBreaking
from huibian.text.model import Inline
from huibian.units import ZERO, Length
from tools.line_judge import FAULTS, Extent, SetParagraph, Tally, judge
from tools.line_peers import PEERS
from tools.quality_text import paragraphs

CHARACTERS = 40_000
MEASURE = Length.of(156, "mm")
SIZE = Length.of(16, "pt")
FACES = Path(__file__).with_name("line_faces.yaml")
_SPAN = Span(Path("text"), 1, 1)


def layouts() -> dict[str, Layout]:
    """A layout for each set of line rules there is, under the names of all that have it."""
    found = {path.stem: load_layout(path) for path in sorted(resources.layouts_folder().glob("*.yaml"))}
    alike: dict[LineBreaking, list[str]] = {}
    for name, layout in found.items():
        alike.setdefault(layout.line_breaking, []).append(name)
    return {", ".join(sorted(names)): found[names[0]] for names in alike.values()}


def set_by_huibian(layout: Layout, text: Sequence[str], fonts: FontBook) -> list[SetParagraph]:
    """The paragraphs as a layout's line rules break them."""
    style = layout.style(Role.PARAGRAPH)
    alike = TextStyle(style.font, SIZE, style.pitch, style.align, SIZE * 2, ZERO, ZERO)
    setter = Setter(fonts, layout.line_breaking, MEASURE, Diagnostics())
    return [_as_set(setter, paragraph, alike) for paragraph in text]


def _as_set(setter: Setter, text: str, style: TextStyle) -> SetParagraph:
    ends: list[int] = []
    origins: list[tuple[float, ...]] = []
    for line in setter.set([Inline(text, False, _SPAN)], style).lines:
        x, found = line.x, []
        for run in line.runs:
            for char, advance in zip(run.text, run.advances, strict=True):
                if not char.isspace():
                    found.append(x / 1000)
                x += advance
        ends.append(sum(len(run.text) for run in line.runs) + (ends[-1] if ends else 0))
        origins.append(tuple(found))
    return SetParagraph(text, tuple(ends), tuple(origins))


def extents(fonts: FontBook) -> Callable[[str], Extent]:
    """How far each character reaches in the face that it is set in."""

    def extent(char: str) -> Extent:
        glyph = fonts.glyph("fangsong", char)
        if glyph is None:
            msg = f"no face has {char}"
            raise ValueError(msg)
        ink = load(glyph.face).hb_font.get_glyph_extents(glyph.id)
        return Extent(glyph.advance(SIZE) / 1000, (ink.x_bearing + ink.width) * SIZE.pt / glyph.upem)

    return extent


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
    fonts = FontBook.open(FACES)
    extent = extents(fonts)
    found = {f"huibian: {names}": set_by_huibian(layout, text, fonts) for names, layout in layouts().items()}
    for name, (version, set_by) in PEERS.items():
        if (number := version()) is None:
            print(f"{name} is not on this machine and has no column.", file=sys.stderr)
        else:
            found[f"{name} ({number})"] = set_by(text, resources.faces_folder() / "free", MEASURE.pt, SIZE.pt)
    tallies = {name: judge(each, MEASURE.pt, SIZE.pt, extent) for name, each in found.items()}
    print(table(tallies))
    if "-v" in sys.argv:
        for name, tally in tallies.items():
            for fault, places in tally.faults.items():
                print(f"\n{name}: {fault}", *places[:8], sep="\n  ")


if __name__ == "__main__":
    main()
