"""Divides a line into stretches that have nothing to do with one another, and shows most of them as they are.

`boxes` looks at each character of a line. Most runs need nothing of it: their boxes end where the next ones begin, and
their ink shares a height with that of their neighbours. It is asked about the others alone, which takes a tenth of the
time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from huibian.frame import Line, Run, RunKind
from huibian.pdf.arrays import GlyphSpacing, overlaps, spacing
from huibian.pdf.boxes import SPACE, Look
from huibian.pdf.glyphs import CodedGlyph, UsedFace


class BoxedRuns(Struct, frozen=True):
    """Runs whose boxes `boxes` has to look at.

    Attributes:
        x: Where it begins, from the start of the line.
        runs: The runs.
    """

    x: int
    runs: Sequence[Run]


class StandingRun(Struct, frozen=True):
    """A run that may be shown as it stands, by one operator.

    Attributes:
        run: The run.
        look: What its characters have in common.
        x: Where its first glyph is, from the start of the line.
        glyphs: Its glyphs.
        spacing: How they stand.
        is_clear: Whether none of its boxes has to be cut or joined, as those of ideographic spaces have to be.
        is_last_clear: Whether its last box ends where the run does, or hardly later.
    """

    run: Run
    look: Look
    x: int
    glyphs: Sequence[CodedGlyph]
    spacing: GlyphSpacing
    is_clear: bool
    is_last_clear: bool

    @property
    def array(self) -> str:
        """The operator that shows it."""
        return self.spacing.array % tuple([glyph.code for glyph in self.glyphs])

    def is_apart_from(self, after: StandingRun) -> bool:
        """Whether neither box nor height of this run has to do with the run behind it."""
        meet = self.glyphs[-1].levels & after.glyphs[0].levels  # with white there is none
        return self.is_last_clear and bool(meet)


def stretches(line: Line, fonts: Mapping[str, UsedFace]) -> Iterator[StandingRun | BoxedRuns]:
    """What a line is shown by, from its start; `boxes.shown_strings` of the whole line are the same.

    Raises:
        KeyError: A run's face is not among the fonts.
    """
    runs = _standing(line, fonts)
    if runs is None:
        yield BoxedRuns(0, line.runs)
        return
    apart = [one.is_apart_from(other) for one, other in pairwise(runs)]
    if all(apart) and all(run.is_clear for run in runs) and (not runs or runs[-1].is_last_clear):
        yield from runs
        return
    # Runs that look alike are then shown by one operator.
    cuts = [cut and one.look != other.look for cut, (one, other) in zip(apart, pairwise(runs), strict=True)]
    places = [place for place, cut in enumerate(cuts, start=1) if cut]
    pieces = [_joined(runs[begin:end]) for begin, end in pairwise([0, *places, len(runs)])]
    # Side by side, both may show marks in our own font, by one operator.
    for is_boxed, alike in groupby(pieces, key=lambda piece: isinstance(piece, BoxedRuns)):
        if is_boxed:
            boxed = [piece for piece in alike if isinstance(piece, BoxedRuns)]
            yield BoxedRuns(boxed[0].x, [run for piece in boxed for run in piece.runs])
        else:
            yield from alike


def _joined(runs: Sequence[StandingRun]) -> StandingRun | BoxedRuns:
    first = runs[0]
    if len(runs) == 1 and first.is_clear:
        return first
    white = first.run.advances[0] if first.run.kind is RunKind.TAB else 0
    return BoxedRuns(first.x - white, [each.run for each in runs])


def _standing(line: Line, fonts: Mapping[str, UsedFace]) -> Sequence[StandingRun] | None:
    """Its runs with their glyphs; `None` where there is anything but characters of one size on the baseline."""
    size = int(line.runs[0].size) if line.runs else 0
    found: list[StandingRun] = []
    x = 0
    for run in line.runs:
        if run.size != size or run.rise or not run.text or run.clusters:
            return None
        font = fonts[run.face]
        try:
            glyphs = [font.glyphs[char] for char in run.text]
        except KeyError:  # a variation selector alone has no glyph
            return None
        advances, is_tab = run.advances, run.kind is RunKind.TAB
        if is_tab:
            x += advances[0]
            advances = advances[1:]
        spaced = spacing(size, tuple([glyph.width for glyph in glyphs]), advances[:-1])
        look = Look(font.name, size, run.color, int(run.stroke), is_tab)
        is_last_clear = not overlaps(glyphs[-1].width, advances[-1], size)
        is_clear = spaced.is_clear and SPACE not in run.text
        found.append(StandingRun(run, look, x, glyphs, spaced, is_clear, is_last_clear))
        x += sum(advances)
    return found
