"""Divides a line of text into shown strings, in which the boxes of characters neither overlap nor leave holes.

What the boxes are for is in `drawn`. The rules here come from readers, as measured (docs/copying.md):

- Two marks that share white: one box ends where the other begins. The one with more white gives it up, then the other;
  neither gives ink.
- White is a box: a jump to the end of the measure, or ideographic spaces side by side; a single one is part of the box
  before it. Poppler takes no notice of the box of a single space, and takes what stands apart for columns; PDFium
  is misled by a wide box at the start of a line, skips an operator without ink, and takes a page of few lines with
  jumps for vertical text unless one operator goes over the jump.
- A raised mark stands on the line's own baseline, as a small and high glyph: poppler begins a new line at another one.
- A variation selector has a narrow box at the end of its character's: pdf.js sets what contains one on the line before.
- Neighbours without a common height, as ① before ，, are shown by one operator, so in one font: between operators
  that have none PDFium begins a new line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from huibian.frame import Cluster, PlacedGlyph, Run, RunKind
from huibian.pdf.arrays import EM, SLIGHT
from huibian.pdf.drawn import Drawing
from huibian.pdf.glyphs import CodedGlyph, UsedFace

SPACE = "\u3000"
_JUMP = "  "  # two spaces: poppler skips a single one
# Parts of the type size: the step to which boxes are cut, so that drawings are few; the box of a variation selector,
# for poppler takes two characters that begin within a tenth for one drawn twice.
_STEPS, _SELECTOR = 20, 8


class Look(Struct, frozen=True):
    """What the signs that one operator shows have in common.

    Attributes:
        font: What content streams call the face; `None` for our own font.
        size: Type size.
        color: "RRGGBB".
        stroke: Thickness of their outlines.
        is_artifact: Whether they are no text of the issue: a leader's dots.
    """

    font: str | None
    size: int
    color: str
    stroke: int
    is_artifact: bool


class Sign(Struct):
    """A character on its line; lengths in thousandths of a point.

    Attributes:
        run: The run that it is part of.
        face_look: Its look where its face shows it; that of our own font for what has none. Its size is that of what
            stands beside it, which is not its own where it is raised.
        char: The character; nothing for a white.
        font: Its face in the file; `None` for a white, and where it has a cluster.
        glyph: Its glyph there.
        text: What is copied out.
        x: Where its box begins, from the start of the first run.
        width: How wide the box is.
        left: How much of that it loses at the left.
        right: How much at the right.
        is_beside_white: Whether the operator that shows it has to show a white too, behind it or a jump before it.
        cluster: What draws it as part of a word; `None` for a character that stands by itself.
    """

    run: Run
    face_look: Look
    char: str
    font: UsedFace | None
    glyph: CodedGlyph | None
    text: str
    x: int
    width: int
    left: int = 0
    right: int = 0
    is_beside_white: bool = False
    cluster: Cluster | None = None

    @property
    def is_white(self) -> bool:
        """Whether nothing is drawn."""
        return self.font is None and self.cluster is None

    @property
    def look(self) -> Look:
        """Our own font draws it where no face has a glyph with such a box."""
        drawn = self.left or self.right or self.is_beside_white or len(self.text) > 1 or self.run.rise
        return replace(self.face_look, font=None) if drawn else self.face_look

    @property
    def heights(self) -> InkExtent | None:
        """From its lowest ink to its highest; `None` where it has none."""
        if self.glyph is None or self.glyph.ink.is_empty:
            return None
        rise, em, ink = int(self.run.rise), int(self.run.size) / EM, self.glyph.ink
        return InkExtent(rise + ink.bottom * em, rise + ink.top * em)


class InkExtent(Struct, frozen=True):
    """From one height to another, in thousandths of a point above the baseline."""

    low: float
    high: float

    def meets(self, other: InkExtent) -> bool:
        """Whether they have a height in common."""
        return self.low < other.high and other.low < self.high


class ShownString(Struct, frozen=True):
    """Signs that one operator shows."""

    look: Look
    signs: tuple[Sign, ...]

    @property
    def heights(self) -> InkExtent | None:
        """From the lowest ink to the highest; `None` where there is none."""
        spans = [span for sign in self.signs if (span := sign.heights)]
        return InkExtent(min(span.low for span in spans), max(span.high for span in spans)) if spans else None

    def drawing(self, sign: Sign) -> Drawing:
        """One of its signs as our own font has to draw it."""
        size = self.look.size
        if sign.cluster is not None:
            return Drawing(sign.text, sign.width * EM // size, glyphs=_in_ems(sign.cluster, size))
        return Drawing(
            text=sign.text,
            width=(sign.width - sign.left - sign.right) * EM // size,
            char=sign.char,
            face=sign.font.face if sign.font else None,
            scale=int(sign.run.size) / size,
            shift=-sign.left * EM / size,
            rise=int(sign.run.rise) * EM / size,
        )


class Cuts(Struct, frozen=True):
    """How much two boxes lose where they meet: the first at its right, the second at its left."""

    right: int
    left: int


def shown_strings(runs: Sequence[Run], fonts: Mapping[str, UsedFace], end_cut: int = 0) -> list[ShownString]:
    """The shown strings of runs side by side on a line, from the start of the first.

    Args:
        runs: The runs.
        fonts: The embedded faces by key.
        end_cut: How much the last box loses at its right, for what stands behind it.

    Raises:
        KeyError: A run's face is not among the fonts, or lacks a character.
    """
    signs = list(_signs(runs, fonts))
    if any(SPACE in run.text for run in runs):
        signs = _with_their_white(signs)
    jumped = False
    for sign, after in pairwise(signs):
        jumped = jumped or sign.text == _JUMP
        after.is_beside_white = jumped
        if after.is_white:
            sign.is_beside_white = True
        elif (sign.x + sign.width - after.x) * SLIGHT > int(sign.run.size):
            _part(sign, after)
    if end_cut:
        signs[-1].right = end_cut
    made: list[ShownString] = []
    for look, group in groupby(signs, key=attrgetter("look")):
        string = ShownString(look, tuple(group))
        joined = _joined(made[-1], string) if made else None
        if joined:
            made[-1] = joined
        else:
            made.append(string)
    return made


def _signs(runs: Sequence[Run], fonts: Mapping[str, UsedFace]) -> Iterator[Sign]:
    """The characters of runs one by one, and their jumps."""
    base = max((int(run.size) for run in runs if not run.rise), default=int(runs[0].size))
    x = 0
    for run in runs:
        advances = [int(advance) for advance in run.advances]
        size = base if run.rise and not run.clusters else int(run.size)
        look = Look(None, size, run.color, int(run.stroke), run.kind is RunKind.TAB and bool(run.text))
        if run.kind is RunKind.TAB:
            jump = advances.pop(0)
            if not run.text:
                yield Sign(run, look, "", None, None, _JUMP, x, jump)
            x += jump
        if run.clusters:
            yield from _clusters(run, look, x)
        elif run.text:
            yield from _characters(run, look, fonts[run.face], advances, x)
        x += sum(advances)


def _characters(run: Run, drawn: Look, font: UsedFace, advances: Sequence[int], x: int) -> Iterator[Sign]:
    """The characters of a run, each variation selector behind its own."""
    size = int(run.size)
    look = replace(drawn, font=font.name)
    for char, advance in zip(run.characters, advances, strict=True):
        glyph = font.glyphs[char]
        width = glyph.width * size // EM
        narrow = size // _SELECTOR if len(char) > 1 else 0
        yield Sign(run, look, char, font, glyph, char[0], x, width, right=narrow)
        if narrow:
            yield Sign(run, drawn, "", None, None, char[1:], x + width - narrow, narrow)
        x += advance


def _clusters(run: Run, look: Look, x: int) -> Iterator[Sign]:
    """The letters of a word, those that are drawn together as one."""
    for cluster in run.clusters:
        yield Sign(run, look, cluster.text, None, None, cluster.text, x, cluster.advance, cluster=cluster)
        x += cluster.advance


def _in_ems(cluster: Cluster, size: int) -> tuple[PlacedGlyph, ...]:
    """The glyphs of a cluster with their places in thousandths of an em."""
    return tuple(replace(glyph, x=round(glyph.x * EM / size), y=round(glyph.y * EM / size)) for glyph in cluster.glyphs)


def _with_their_white(signs: Iterable[Sign]) -> list[Sign]:
    """Make one box of ideographic spaces side by side, and a single one part of the box before it."""
    kept: list[Sign] = []
    for is_white, group in groupby(signs, key=lambda sign: sign.text == SPACE):
        found = list(group)
        if not (is_white and kept and kept[-1].char):
            kept += found
            continue
        text, end = SPACE * len(found), found[-1].x + found[-1].width
        if len(found) > 1:
            look = replace(found[0].face_look, font=None)
            width = end - found[0].x
            kept.append(replace(found[0], face_look=look, char="", font=None, glyph=None, text=text, width=width))
        else:
            kept[-1] = replace(kept[-1], text=kept[-1].text + text, width=end - kept[-1].x)
    return kept


def _part(sign: Sign, after: Sign) -> None:
    """Take what two boxes share from the white between them."""
    if sign.glyph is None or after.glyph is None or sign.glyph.ink.is_empty or after.glyph.ink.is_empty:
        return
    right = sign.width - sign.glyph.ink.right * int(sign.run.size) // EM
    left = after.glyph.ink.left * int(after.run.size) // EM
    cuts = cuts_between(sign.x + sign.width - after.x, right, left, int(sign.run.size))
    sign.right, after.left = cuts.right, cuts.left


def cuts_between(shared: int, right: int, left: int, size: int) -> Cuts:
    """What two boxes lose.

    Args:
        shared: How far the first lies on the second.
        right: The white at the right of the first.
        left: The white at the left of the second.
        size: The type size.
    """
    if right >= left:
        cut = _cut(shared, right, size)
        return Cuts(cut, _cut(shared - cut, left, size))
    cut = _cut(shared, left, size)
    return Cuts(_cut(shared - cut, right, size), cut)


def _cut(wanted: int, white: int, size: int) -> int:
    """A whole number of steps for what is wanted, but no more than there is."""
    step = size // _STEPS
    return max(0, min(-(-wanted // step) * step, white))


def _joined(string: ShownString, after: ShownString) -> ShownString | None:
    """Both in our own font, if they have no height in common and look alike; else `None`."""
    if string.look.size == after.look.size and _share_a_level(string.signs[-1], after.signs[0]):
        return None
    heights, others = string.heights, after.heights
    if heights is None or others is None or heights.meets(others):
        return None
    look, other = replace(string.look, font=None), replace(after.look, font=None, size=string.look.size)
    return ShownString(look, string.signs + after.signs) if look == other else None


def _share_a_level(sign: Sign, other: Sign) -> bool:
    """Whether two signs of one size are sure to have a height in common."""
    if sign.glyph is None or other.glyph is None or sign.run.rise or other.run.rise:
        return False
    return bool(sign.glyph.levels & other.glyph.levels)
