"""Divides a line into stretches that have nothing to do with one another, and shows most of them as they are.

`boxes` looks at each character of a line. Most runs need nothing of it: their boxes end where the next ones begin, and
their ink shares a height with that of their neighbours. It is asked about the others alone, which takes a tenth of the
time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter

from msgspec import Struct

from huibian.frame import Line, Run, RunKind
from huibian.pdf.arrays import EM, overlaps, spacing
from huibian.pdf.boxes import SPACE, InkExtent, Look, cuts_between
from huibian.pdf.glyphs import CodedGlyph, UsedFace
from huibian.units import Length

_TAB = RunKind.TAB  # asked of every run: a member of an enumeration takes ten times as long to find as a name


class BoxedRuns(Struct, frozen=True):
    """Runs whose boxes `boxes` has to look at.

    Attributes:
        runs: The runs.
        end_cut: How much the last box loses at its right, for a run behind it that may be shown as it stands.
    """

    runs: tuple[Run, ...]
    end_cut: int = 0

    @property
    def width(self) -> int:
        """From its start to that of what stands behind it."""
        return sum([sum(run.advances) for run in self.runs])


class StandingRun(Struct, frozen=True, gc=False):
    """A run that may be shown as it stands, by one operator.

    Attributes:
        run: The run.
        look: What its characters have in common.
        start: Where its first glyph is, from the start of the run.
        width: From the start of the run to that of what stands behind it.
        glyphs: Its glyphs.
        array: The operator that shows it.
        is_clear: Whether none of its boxes has to be cut or joined, as those of ideographic spaces have to be.
        is_last_clear: Whether its last box ends where the run does, or hardly later.
    """

    run: Run
    look: Look
    start: int
    width: int
    glyphs: Sequence[CodedGlyph]
    array: str
    is_clear: bool
    is_last_clear: bool


def stretches(line: Line, fonts: Mapping[str, UsedFace]) -> Sequence[StandingRun | BoxedRuns]:
    """What a line is shown by, one beside the other; `boxes.shown_strings` of the whole line are the same.

    Raises:
        KeyError: A run's face is not among the fonts.
    """
    runs = _standing(line, fonts)
    if runs is None:
        return [BoxedRuns(line.runs)]
    if _have_nothing_to_do_with_one_another(runs):
        return runs
    found: list[StandingRun | BoxedRuns] = []
    for span in _spans(runs):
        if len(span) == 1 and span[0].is_clear:
            found.append(span[0])
        else:
            _extend(found, _pieces(span))
    return found


def _have_nothing_to_do_with_one_another(runs: Sequence[StandingRun]) -> bool:
    """Whether that is so at a glance, as of most lines: clear runs that share a level where they meet."""
    before = None
    for run in runs:
        if not (run.is_clear and run.is_last_clear):
            return False
        if before and not before.glyphs[-1].levels & run.glyphs[0].levels:
            return False
        before = run
    return True


def _spans(runs: Sequence[StandingRun]) -> Sequence[list[StandingRun]]:
    """Runs cut where it is plain that what meets has nothing to do with one another, as nearly everywhere."""
    span = [runs[0]]
    spans = [span]
    for before, run in pairwise(runs):
        if before.is_last_clear and before.glyphs[-1].levels & run.glyphs[0].levels and before.look != run.look:
            spans.append(span := [run])
        else:
            span.append(run)
    return spans


def _pieces(runs: Sequence[StandingRun]) -> Iterator[StandingRun | BoxedRuns]:
    """Runs that look alike, which are shown by one operator, as far as they are apart from what is beside them."""
    piece, *others = [list(alike) for _, alike in groupby(runs, attrgetter("look"))]
    group = piece
    for after in others:
        end_cut = _end_cut(group, after)
        if end_cut is None:
            piece = [*piece, *after]
        else:
            yield _piece(piece, end_cut)
            piece = after
        group = after
    yield _piece(piece, 0)


def _piece(runs: Sequence[StandingRun], end_cut: int) -> StandingRun | BoxedRuns:
    if len(runs) == 1 and runs[0].is_clear and not end_cut:
        return runs[0]
    return BoxedRuns(tuple([each.run for each in runs]), end_cut)


def _extend(found: list[StandingRun | BoxedRuns], pieces: Iterable[StandingRun | BoxedRuns]) -> None:
    """Add pieces, boxed runs side by side as one stretch: both may show marks in our own font, by one operator."""
    for piece in pieces:
        if isinstance(piece, BoxedRuns) and found and isinstance(before := found[-1], BoxedRuns):
            found[-1] = BoxedRuns(before.runs + piece.runs, piece.end_cut)
        else:
            found.append(piece)


def _end_cut(group: Sequence[StandingRun], after: Sequence[StandingRun]) -> int | None:
    """How much the last box of a group has to lose; `None` if the group behind it has more to do with it."""
    one, other = group[-1], after[0]
    last, first = one.glyphs[-1], other.glyphs[0]
    share_a_level = last.levels & first.levels  # with white there is none
    if one.is_last_clear and share_a_level:
        return 0
    if one.run.text[-1] == SPACE or other.run.text[0] == SPACE:
        return None
    if not (one.is_last_clear or last.ink.is_empty or first.ink.is_empty):
        return _given(one, other) if share_a_level else None
    return 0 if all(run.is_clear for run in (*group, *after)) and _are_not_joined(group, after) else None


def _given(one: StandingRun, other: StandingRun) -> int | None:
    """What a box loses that lies on the next one, if that loses nothing; else `None`."""
    if other.run.kind is _TAB:
        return None
    size, last, first = one.look.size, one.glyphs[-1], other.glyphs[0]
    width = last.width * size // EM
    cuts = cuts_between(
        width - one.run.advances[-1], width - last.ink.right * size // EM, first.ink.left * size // EM, size
    )
    return None if cuts.left else cuts.right


def _are_not_joined(group: Sequence[StandingRun], after: Sequence[StandingRun]) -> bool:
    """Whether two groups whose boxes may stand as they are have a height in common, or one has no ink.

    What stands beside them may take the first glyph of the one or the last glyph of the other from them.
    """
    before, behind = [glyph for run in group for glyph in run.glyphs], [glyph for run in after for glyph in run.glyphs]
    if _is_white(before) or _is_white(behind):
        return True
    heights, others = _heights(before[1:] or before), _heights(behind[:-1] or behind)
    return heights is not None and others is not None and heights.meets(others)


def _is_white(glyphs: Iterable[CodedGlyph]) -> bool:
    return all(glyph.ink.is_empty for glyph in glyphs)


def _heights(glyphs: Iterable[CodedGlyph]) -> InkExtent | None:
    """From the lowest ink to the highest, in 1/1000 em; `None` where there is none."""
    inks = [glyph.ink for glyph in glyphs if not glyph.ink.is_empty]
    return InkExtent(min(ink.bottom for ink in inks), max(ink.top for ink in inks)) if inks else None


def _standing(line: Line, fonts: Mapping[str, UsedFace]) -> Sequence[StandingRun] | None:
    """Its runs with their glyphs; `None` where there is anything but characters of one size on the baseline."""
    found: list[StandingRun] = []
    for run in line.runs:
        text = run.text
        if not text or run.clusters or run.rise or run.size != line.runs[0].size:
            return None
        standing = _stand(run, fonts[run.face]) if len(text) > 1 else _stand_again(run, fonts[run.face])
        if standing is None:
            return None
        found.append(standing)
    return found


def _stand(run: Run, font: UsedFace) -> StandingRun | None:
    """A run of characters as it stands; `None` where a variation selector alone has no glyph."""
    advances, is_tab = run.advances, run.kind is _TAB
    look = _look(font.name, run.size, run.color, run.stroke, is_tab)
    start = 0
    if is_tab:
        start, advances = advances[0], advances[1:]
    try:
        glyphs = [font.glyphs[char] for char in run.text]
    except KeyError:
        return None
    spaced = spacing(look.size, tuple([glyph.width for glyph in glyphs]), advances[:-1])
    return StandingRun(
        run=run,
        look=look,
        start=start,
        width=sum(run.advances),
        glyphs=glyphs,
        array=spaced.array % tuple([glyph.code for glyph in glyphs]),
        is_clear=spaced.is_clear and SPACE not in run.text,
        is_last_clear=not overlaps(glyphs[-1].width, advances[-1], look.size),
    )


_stand_again = lru_cache(maxsize=4096)(_stand)  # for one character: all lines have the same few marks


def forget_runs() -> None:
    """Forget how characters stand in the faces of a document: the next one has others."""
    _stand_again.cache_clear()


@lru_cache(maxsize=512)
def _look(font: str, size: Length, color: str, stroke: Length, is_artifact: bool) -> Look:
    """A look, the same for equal ones: an issue has few."""
    return Look(font, int(size), color, int(stroke), is_artifact)
