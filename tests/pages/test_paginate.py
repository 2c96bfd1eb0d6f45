"""Cases: one block a line (`name lines [before N] [rows N] [note LxN[+N]] [keep] [together] [opens]`), then pages.

`name 1 rows N picture L` is a picture of N rows that may give way to L; `blank: N` is how many rows may stay empty.

On a page each letter is the grid line of a block, `.` a blank one, a small letter after a capital one the second
row of a tall line; `note 1x3` is a footnote of three lines that line 1, counted from 0, refers to; `!` marks a block
that opens a page although the page before had room. Where a case sets `share`, the most rows of footnotes that stay
whole, each page ends with its footnotes, `a3` for three lines of that of block `a`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from huibian.diagnostics import Span
from huibian.frame import Align, Fit, Heading, Indents, NoteNumber, PictureBlock, Role
from huibian.image import Image, ImageFormat
from huibian.layout.paragraph import SetLine, SetText
from huibian.pages.collect import FlowBlock, FlowPicture, FlowStep, FlowTable, FlowText, Keeping, SetNote
from huibian.pages.cursor import Depth
from huibian.pages.paginate import Placement, give_way, paginate
from huibian.pages.pictures import SizedPicture
from huibian.units import ZERO, Length
from tests.support.cases import Case, read_cases

PIXEL = Image(b"", ImageFormat.PNG, 1, 1)
LINE = SetLine(ZERO, (), Fit(ZERO, (), ()))


def text(lines: int) -> SetText:
    return SetText((LINE,) * lines, Indents())


def depth(case: Case) -> Depth:
    """Rows of 10, and 5 between text and footnotes, whose lines are 4 high."""
    rows = int(case.settings["rows"])
    return Depth(
        rows=rows,
        pitch=Length(10),
        note_gap=Length(5),
        widow_control="widows" in case.settings,
        note_most=int(case.settings.get("most", rows)),
        note_share=int(case.settings.get("share", rows)),
        note_least=int(case.settings.get("least", 1)),
    )


def notes(name: str, settings: dict[str, str], line: int) -> tuple[SetNote, ...]:
    """`note L N+M`: line L refers to footnotes of N and M lines; each is numbered by its block and its place there."""
    at, _, counts = settings.get("note", "").partition("x")
    if not at or int(at) != line:
        return ()
    return tuple(
        SetNote(NoteNumber(ord(name) * 10 + place), text(int(count)), Length(4), Span(Path("a.md")))
        for place, count in enumerate(counts.split("+"))
    )


def block(name: str, lines: str, *words: str) -> FlowText | FlowPicture:
    settings = dict(pairwise(words))
    if "picture" in settings:
        sizes = [SizedPicture(PIXEL, Length(1), Length(1), rows) for rows in range(int(settings["rows"]), 0, -1)]
        smaller = [each for each in sizes[1:] if each.rows >= int(settings["picture"])]
        about = PictureBlock(Length(10 * sizes[0].rows), name, "keep" in words)
        keeping = Keeping(with_next="keep" in words, together=True)
        return FlowPicture(about, sizes[0], smaller, [FlowStep(sizes[0].rows)], keeping)
    return FlowText(
        block=Heading(Role.PARAGRAPH, Align.JUSTIFY, Indents(), title=name, level=1),
        lines=[LINE] * int(lines),
        steps=[FlowStep(int(settings.get("rows", 1)), notes(name, settings, line)) for line in range(int(lines))],
        rows=int(settings.get("rows", 1)),
        keeping=Keeping(
            rows_before=int(settings.get("before", 0)),
            with_next="keep" in words,
            together=bool({"keep", "together"} & set(words)),
            opens_page="opens" in words,
            least=int(settings.get("least", 1)),
        ),
    )


def placed(blocks: Sequence[FlowBlock], case: Case) -> tuple[Sequence[FlowBlock], list[Placement]]:
    if "blank" in case.settings:
        blocks = give_way(blocks, depth(case), blank_rows=int(case.settings["blank"]))
    return blocks, paginate(blocks, depth(case))


def picture(blocks: Sequence[FlowBlock], placements: list[Placement], *, noted: bool) -> str:
    """The pages as letters; `noted` with their footnotes."""
    pages: dict[int, str] = {}
    for item, placement in zip(blocks, placements, strict=True):
        assert not isinstance(item, FlowTable)
        name = item.block.title if isinstance(item.block, Heading) else getattr(item.block, "alternative", "")
        rows = item.steps[0].rows
        for number, slot in enumerate(placement.slots):
            page = pages.setdefault(slot.page, "")
            page += "." * (slot.row - len(page.replace("!", "")))
            mark = "!" if placement.breaks_page and number == 0 else ""
            pages[slot.page] = page + mark + name + name.lower() * (rows - 1)
    for part in (part for placement in placements if noted for part in placement.notes):
        pages[part.page] = f"{pages.get(part.page, '')} {chr(part.note // 10)}{len(part.lines)}"
    return "\n".join(pages[number].strip() for number in sorted(pages))


@pytest.mark.parametrize("case", read_cases("paginate"), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    described, expected = case.blocks
    blocks = [block(*line.split()) for line in described.splitlines()]

    assert picture(*placed(blocks, case), noted="share" in case.settings) == expected


@pytest.mark.parametrize("case", read_cases("paginate"), ids=lambda case: case.name)
def test_blank_rows_are_counted_as_they_stand(case: Case) -> None:
    blocks = [block(*line.split()) for line in case.blocks[0].splitlines()]

    _, placements = placed(blocks, case)

    assert sum(placement.rows_before for placement in placements) == case.blocks[1].count(".")


@pytest.mark.parametrize("case", read_cases("paginate"), ids=lambda case: case.name)
def test_footnotes_begin_on_the_pages_of_their_marks_and_go_on_to_their_ends_page_by_page(case: Case) -> None:
    blocks = [block(*line.split()) for line in case.blocks[0].splitlines()]

    for each, placement in zip(blocks, paginate(blocks, depth(case)), strict=True):
        for step, slot in zip(each.steps, placement.slots, strict=True):
            for note in step.notes:
                parts = [part for part in placement.notes if part.note == note.number]
                assert [part.page for part in parts] == [slot.page + number for number in range(len(parts))]
                assert [line for part in parts for line in part.lines] == list(range(len(note.text.lines)))
