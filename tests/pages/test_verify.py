"""Each test spoils a good document in one way and expects the proof to notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian.build import IssueBuilder
from huibian.diagnostics import Diagnostics
from huibian.frame import (
    Artifact,
    ArtifactLine,
    Document,
    Item,
    NoteNumbering,
    PartKind,
    PlacedPicture,
    Role,
    Rule,
    Run,
    RunKind,
    TableBlock,
    TableSlot,
    TextLine,
    TurnedLine,
)
from huibian.pages.verify import verify
from huibian.text.model import Article
from huibian.units import ZERO, Length
from tests.support import tables
from tests.support.contents import SPAN, inline, note, text_block
from tests.support.examples import LONG, PICTURED, SHORT, composed, read, read_whole
from tests.support.issues import write_issue
from tests.support.layouts import changed_layout, compose_articles, compose_with
from tests.support.mergedtables import merged_article
from tests.support.reading import role_of

pytestmark = pytest.mark.debian_fonts


def codes(document: Document, manifest: Path = SHORT) -> set[str]:
    diagnostics = Diagnostics()
    verify(document, *read(manifest), diagnostics)
    return {diagnostic.code for diagnostic in diagnostics}


def spoil(document: Document, part: PartKind, change: Callable[[tuple[Item, ...]], tuple[Item, ...]]) -> Document:
    """The document with the items of the first page of a part changed."""
    pages = list(document.pages)
    index = next(i for i, page in enumerate(pages) if page.part is part)
    pages[index] = replace(pages[index], items=change(pages[index].items))
    return replace(document, pages=tuple(pages))


def first_line(document: Document, role: Role, items: tuple[Item, ...]) -> int:
    return next(i for i, item in enumerate(items) if role_of(document, item) is role)


def change_line(document: Document, part: PartKind, role: Role, change: Callable[[TextLine], TextLine]) -> Document:
    def spoiled(items: tuple[Item, ...]) -> tuple[Item, ...]:
        index = first_line(document, role, items)
        line = items[index]
        assert isinstance(line, TextLine)
        return (*items[:index], change(line), *items[index + 1 :])

    return spoil(document, part, spoiled)


def with_text(line: TextLine, change: Callable[[str], str]) -> TextLine:
    first, *others = line.runs
    text = change(first.text)
    advances = (first.advances * 2)[: len(text)]
    return replace(line, runs=(replace(first, text=text, advances=advances), *others))


def test_a_sound_document_proves_right() -> None:
    assert codes(composed(SHORT).document) == set()


def test_an_emoji_that_no_face_has_is_not_missed(tmp_path: Path) -> None:
    manifest = write_issue(tmp_path, text="标题\n水位上涨\U0001f970，\n")
    result = IssueBuilder().compose(manifest)
    assert codes(result.document, manifest) == set()
    assert "HB531" in {each.code for each in result.warnings}


def test_a_lost_line_is_noticed() -> None:
    document = composed(SHORT).document
    lost = spoil(
        document,
        PartKind.BODY,
        lambda items: tuple(item for i, item in enumerate(items) if i != first_line(document, Role.PARAGRAPH, items)),
    )
    assert "HB511" in codes(lost)


def test_a_changed_character_is_noticed() -> None:
    document = composed(SHORT).document
    changed = change_line(
        document, PartKind.BODY, Role.PARAGRAPH, lambda line: with_text(line, lambda text: "错" + text[1:])
    )
    assert "HB511" in codes(changed)


def test_two_lines_in_the_wrong_order_are_noticed() -> None:
    document = composed(SHORT).document

    def swap(items: tuple[Item, ...]) -> tuple[Item, ...]:
        index = first_line(document, Role.PARAGRAPH, items)
        return (*items[:index], items[index + 1], items[index], *items[index + 2 :])

    assert "HB511" in codes(spoil(document, PartKind.BODY, swap))


def test_a_line_off_its_page_is_noticed() -> None:
    document = composed(SHORT).document
    moved = change_line(document, PartKind.COVER, Role.MASTHEAD, lambda line: replace(line, x=Length.of(-1, "mm")))
    assert codes(moved) == {"HB512"}


def test_a_forbidden_line_start_is_noticed() -> None:
    document = composed(SHORT).document

    def comma(items: tuple[Item, ...]) -> tuple[Item, ...]:
        index = first_line(document, Role.PARAGRAPH, items) + 1
        line = items[index]
        assert isinstance(line, TextLine)
        return (*items[:index], with_text(line, lambda text: "，" + text[1:]), *items[index + 1 :])

    assert "HB513" in codes(spoil(document, PartKind.BODY, comma))


def test_a_forbidden_line_end_is_noticed() -> None:
    document = composed(SHORT).document

    def opened(line: TextLine) -> TextLine:
        *others, last = line.runs
        assert isinstance(last, Run)
        return replace(line, runs=(*others, replace(last, text=last.text[:-1] + "《")))

    assert "HB514" in codes(change_line(document, PartKind.BODY, Role.PARAGRAPH, opened))


def test_a_line_wider_than_its_measure_is_noticed() -> None:
    document = composed(SHORT).document

    def widened(line: TextLine) -> TextLine:
        first, *others = line.runs
        return replace(line, runs=(replace(first, advances=(first.advances[0] + 500, *first.advances[1:])), *others))

    assert codes(change_line(document, PartKind.BODY, Role.PARAGRAPH, widened)) == {"HB515"}


def test_a_wrong_page_number_in_the_contents_is_noticed() -> None:
    document = composed(SHORT).document

    def renumbered(line: TextLine) -> TextLine:
        runs = [replace(run, text="9") if run.kind is RunKind.PAGE_REFERENCE else run for run in line.runs]
        return replace(line, runs=tuple(runs))

    changed = change_line(document, PartKind.CONTENTS, Role.CONTENTS_ARTICLE, renumbered)
    assert codes(changed) == {"HB516"}


def test_lines_of_two_paragraphs_that_changed_places_are_noticed() -> None:
    document = composed(SHORT).document

    def exchange(items: tuple[Item, ...]) -> tuple[Item, ...]:
        lines = [item for item in items if isinstance(item, TextLine)]
        above, below = next((a, b) for a, b in pairwise(lines) if a.block != b.block and len(a.text) < 20)
        moved = {id(above): replace(above, top=below.top), id(below): replace(below, top=above.top)}
        return tuple(moved.get(id(item), item) for item in items)

    assert "HB517" in codes(spoil(document, PartKind.BODY, exchange))


@pytest.mark.parametrize(
    ("part", "role"), [(PartKind.BODY, Role.SECTION_HEAD), (PartKind.CONTENTS, Role.CONTENTS_ARTICLE)]
)
def test_a_lost_heading_or_entry_is_noticed(part: PartKind, role: Role) -> None:
    document = composed(SHORT).document
    lost = spoil(document, part, lambda items: tuple(items[: first_line(document, role, items)]))

    assert "HB511" in codes(lost)


def test_two_lines_at_one_place_are_noticed() -> None:
    document = composed(SHORT).document
    raised = change_line(
        document, PartKind.BODY, Role.PARAGRAPH, lambda line: replace(line, top=line.top - line.height)
    )

    assert "HB517" in codes(raised)


@pytest.mark.parametrize(
    "change",
    [lambda line: replace(line, x=Length.of(2, "mm")), lambda line: replace(line, top=Length.of(30, "mm"))],
    ids=["left", "above"],
)
def test_a_line_outside_the_type_area_is_noticed(change: Callable[[TextLine], TextLine]) -> None:
    moved = change_line(composed(SHORT).document, PartKind.BODY, Role.SECTION_HEAD, change)

    assert codes(moved) == {"HB515"}


def test_what_begins_a_line_is_proved_at_the_layout_s_level() -> None:
    basic = compose_with(changed_layout(line_breaking={"prohibition": "basic"}), LONG)
    diagnostics = Diagnostics()
    verify(basic, *read(LONG), diagnostics)  # at the strict level

    assert {diagnostic.code for diagnostic in diagnostics} == {"HB513"}


def pages_with(document: Document, role: Role) -> list[int]:
    return [
        number
        for number, page in enumerate(document.pages)
        if any(role_of(document, line) is role for line in page.lines)
    ]


def lift(document: Document, role: Role) -> tuple[Document, TextLine]:
    """The document without the first line of a role, and that line."""
    pages = list(document.pages)
    number = pages_with(document, role)[0]
    items = pages[number].items
    index = first_line(document, role, items)
    line = items[index]
    assert isinstance(line, TextLine)
    pages[number] = replace(pages[number], items=(*items[:index], *items[index + 1 :]))
    return replace(document, pages=tuple(pages)), line


def lay(document: Document, number: int, line: TextLine) -> Document:
    """The document with a line more, last of a page."""
    pages = list(document.pages)
    pages[number] = replace(pages[number], items=(*pages[number].items, line))
    return replace(document, pages=tuple(pages))


def test_an_issue_with_pictures_tables_and_footnotes_proves_right() -> None:
    assert codes(composed(PICTURED).document, PICTURED) == set()


@pytest.mark.parametrize("role", [Role.TABLE_HEAD, Role.TABLE_CELL, Role.TABLE_CAPTION, Role.CAPTION])
def test_a_lost_cell_or_caption_is_noticed(role: Role) -> None:
    lost, _ = lift(composed(PICTURED).document, role)

    assert codes(lost, PICTURED) == {"HB511"}


def test_a_lost_footnote_is_noticed() -> None:
    lost, _ = lift(composed(PICTURED).document, Role.FOOTNOTE)

    assert codes(lost, PICTURED) == {"HB511", "HB518"}


def test_a_footnote_on_another_page_than_its_mark_is_noticed() -> None:
    """Its text is there, once and in order: only its page is wrong."""
    document = composed(PICTURED).document
    without, note = lift(document, Role.FOOTNOTE)
    page = pages_with(document, Role.FOOTNOTE)[0] + 1
    assert page not in pages_with(document, Role.FOOTNOTE)

    found = codes(lay(without, page, note), PICTURED)
    assert "HB518" in found
    assert "HB511" not in found


@pytest.mark.parametrize("role", [Role.PARAGRAPH, Role.FOOTNOTE])
def test_a_mark_or_a_footnote_with_another_number_is_noticed(role: Role) -> None:
    def renumbered(line: Item) -> Item:
        assert isinstance(line, TextLine)
        runs = (replace(run, text="⑨") if run.kind.startswith("note") else run for run in line.runs)
        return replace(line, runs=tuple(runs))

    document = composed(PICTURED).document
    pages = list(document.pages)
    number = pages_with(document, Role.FOOTNOTE)[0]
    changed = tuple(renumbered(item) if role_of(document, item) is role else item for item in pages[number].items)
    assert changed != pages[number].items
    pages[number] = replace(pages[number], items=changed)

    diagnostics = Diagnostics()
    verify(replace(document, pages=tuple(pages)), *read(PICTURED), diagnostics)
    assert [(each.code, f"第{number + 1}张纸" in each.message) for each in diagnostics] == [("HB518", True)]


def test_cells_of_a_row_may_stand_side_by_side_but_not_over_one_another() -> None:
    document = composed(PICTURED).document
    number = pages_with(document, Role.TABLE_CELL)[0]
    page = document.pages[number]
    cells = [line for line in page.lines if role_of(document, line) is Role.TABLE_CELL]
    first, second = next((a, b) for a, b in pairwise(cells) if a.top == b.top)

    def found(x: int) -> set[str]:
        items = tuple(replace(item, x=Length(x)) if item is second else item for item in page.items)
        pages = (*document.pages[:number], replace(page, items=items), *document.pages[number + 1 :])
        return codes(replace(document, pages=pages), PICTURED)

    assert found(first.x) == {"HB517"}
    assert found(first.x + first.width - 1) == {"HB517"}
    assert found(first.x + first.width) == set()


def test_a_line_may_stand_beside_a_cell_no_more_than_beside_text() -> None:
    document = composed(PICTURED).document
    number = pages_with(document, Role.TABLE_CELL)[0]
    page = document.pages[number]
    cell, below = next(
        (a, b) for a, b in pairwise(page.lines) if role_of(document, a) is Role.TABLE_CELL is not role_of(document, b)
    )

    def found(top: int) -> set[str]:
        moved = replace(below, top=Length(top))
        items = tuple(moved if item is below else item for item in page.items)
        pages = (*document.pages[:number], replace(page, items=items), *document.pages[number + 1 :])
        return codes(replace(document, pages=pages), PICTURED)

    assert "HB517" in found(cell.top)
    assert "HB517" not in found(below.top)


def at_edge(edge: str, beyond: int) -> Document:
    """The masthead `beyond` thousandths of a point past an edge of the cover."""
    document = composed(SHORT).document

    def moved(line: TextLine) -> TextLine:
        match edge:
            case "left":
                return replace(line, x=Length(-beyond))
            case "right":
                return replace(line, x=Length(document.width - line.width + beyond))
            case "top":
                return replace(line, top=Length(-beyond))
            case _:
                return replace(line, top=Length(document.height - line.height + beyond))

    def alone(items: tuple[Item, ...]) -> tuple[Item, ...]:
        line = items[first_line(document, Role.MASTHEAD, items)]
        assert isinstance(line, TextLine)
        return (moved(line),)

    return spoil(document, PartKind.COVER, alone)


@pytest.mark.parametrize("edge", ["left", "right", "top", "bottom"])
def test_a_line_may_touch_an_edge_of_the_page_and_not_pass_it(edge: str) -> None:
    assert codes(at_edge(edge, 0)) == set()
    assert codes(at_edge(edge, 1)) == {"HB512"}


@pytest.mark.parametrize(("beyond", "expected"), [(0, set()), (1, {"HB512"})])
def test_so_may_a_turned_line(beyond: int, expected: set[str]) -> None:
    document = composed(SHORT).document
    page = document.pages[0]
    line = ArtifactLine(Length(-beyond), ZERO, Length(1000), ZERO, page.lines[0].runs, Artifact.FOLIO)

    def with_line(line: ArtifactLine) -> Document:
        """The cover with the line running down from its right edge."""
        return spoil(document, PartKind.COVER, lambda items: (*items, TurnedLine(line, document.width)))

    assert codes(with_line(line)) == expected
    assert codes(with_line(replace(line, x=document.height - line.width + beyond))) == expected
    assert codes(with_line(replace(line, x=ZERO, top=document.width - 1000 + beyond))) == expected
    assert codes(with_line(replace(line, x=ZERO, top=Length(-beyond)))) == expected


@pytest.mark.parametrize("edge", ["left", "right", "top", "bottom"])
def test_a_line_may_touch_an_edge_of_the_type_area_and_not_pass_it(edge: str) -> None:
    document = composed(SHORT).document
    part = next(part for part in document.parts if part.kind is PartKind.BODY)
    number = next(number for number, page in enumerate(document.pages) if page.part is PartKind.BODY)

    def alone(beyond: int) -> Document:
        line = document.pages[number].items[first_line(document, Role.PARAGRAPH, document.pages[number].items)]
        assert isinstance(line, TextLine)
        x, top = {
            "left": (part.margins.inner - beyond, line.top),
            "right": (document.width - part.margins.outer - line.width + beyond, line.top),
            "top": (line.x, part.margins.top - beyond),
            "bottom": (line.x, document.height - part.margins.bottom - line.height + beyond),
        }[edge]
        moved = replace(line, x=x, top=top)
        return spoil(document, PartKind.BODY, lambda _: (moved,))

    assert "HB515" not in codes(alone(0))
    assert "HB515" in codes(alone(1))


@pytest.mark.parametrize("is_foot", [True, False])
def test_a_rule_may_touch_the_head_and_the_foot_of_the_page_and_not_pass_them(*, is_foot: bool) -> None:
    document = composed(SHORT).document

    def alone(beyond: int) -> Document:
        rule = next(item for item in document.pages[0].items if isinstance(item, Rule))
        half = rule.thickness // 2
        assert half > 1
        y = document.height - half + beyond if is_foot else half - beyond
        return spoil(document, PartKind.COVER, lambda _: (replace(rule, y=Length(y)),))

    assert codes(alone(0)) == set()
    assert codes(alone(1)) == {"HB512"}


def test_a_footnote_at_the_very_start_of_a_paragraph_is_set_and_proved() -> None:
    paragraphs = (
        text_block(Role.PARAGRAPH, note("段首的注。"), inline("正文从注号后面开始。")),
        text_block(Role.PARAGRAPH, inline("这一段的注在末尾。"), note("段末的注。")),
    )
    article = Article((inline("一篇短文"),), "一篇短文", paragraphs, SPAN)
    document = compose_articles(changed_layout(), SHORT, [article])

    issue, _ = read(SHORT)
    section = issue.sections[0]
    issue = replace(issue, sections=(replace(section, articles=section.articles[:1]),))
    found = [line.text for page in document.pages for line in page.lines if role_of(document, line) is Role.FOOTNOTE]
    assert found == ["段首的注。", "段末的注。"]

    def proved(items: tuple[Item, ...]) -> set[str]:
        diagnostics = Diagnostics()
        verify(spoil(document, PartKind.BODY, lambda _: items), issue, [[article]], diagnostics)
        return {diagnostic.code for diagnostic in diagnostics}

    whole = next(page for page in document.pages if page.part is PartKind.BODY).items
    assert proved(whole) == set()
    assert proved(tuple(item for item in whole if not is_first_note(document, item))) == {"HB511", "HB518"}
    assert proved(tuple(map(without_first_mark, whole))) == {"HB518"}


@pytest.mark.parametrize("numbering", list(NoteNumbering))
def test_marks_are_counted_as_the_layout_says(numbering: NoteNumbering) -> None:
    """Two pages and two articles, each with two footnotes, so that every way to count gives other marks."""
    long = text_block(Role.PARAGRAPH, inline("云溪县志编修工作按期完成。" * 60), note("甲。"))
    one, two = (Article((inline("短文"),), "短文", (long, long), SPAN) for _ in range(2))
    document = compose_articles(changed_layout(notes={"numbering": numbering.value}), SHORT, [one, two])
    issue, _ = read(SHORT)
    section = issue.sections[0]
    issue = replace(issue, sections=(replace(section, articles=(section.articles * 2)[:2]),))

    def proved(counted: NoteNumbering) -> set[str]:
        diagnostics = Diagnostics()
        verify(replace(document, note_numbering=counted), issue, [[one, two]], diagnostics)
        return {diagnostic.code for diagnostic in diagnostics}

    assert {counted for counted in NoteNumbering if not proved(counted)} == {numbering}


def test_a_footnote_that_does_not_run_on_to_the_next_page_is_noticed() -> None:
    """Its lines are all there and in order, but the last of them stand a page further on."""
    words = text_block(Role.PARAGRAPH, inline("云溪县志编修工作按期完成。" * 60))
    noted = text_block(Role.PARAGRAPH, inline("正文"), note("山川河流" * 458))
    article = Article((inline("一篇短文"),), "一篇短文", (noted, words), SPAN)
    document = compose_articles(changed_layout(), SHORT, [article])
    issue, _ = read(SHORT)
    section = issue.sections[0]
    issue = replace(issue, sections=(replace(section, articles=section.articles[:1]),))

    def proved(document: Document) -> set[str]:
        diagnostics = Diagnostics()
        verify(document, issue, [[article]], diagnostics)
        return {diagnostic.code for diagnostic in diagnostics}

    second = pages_with(document, Role.FOOTNOTE)[1]
    pages = list(document.pages)
    moved = [item for item in pages[second].items if role_of(document, item) is Role.FOOTNOTE]
    kept = tuple(item for item in pages[second].items if item not in moved)
    pages[second] = replace(pages[second], items=kept)
    pages[second + 1] = replace(pages[second + 1], items=(*pages[second + 1].items, *moved))
    assert proved(document) == set()
    assert proved(replace(document, pages=tuple(pages))) == {"HB518"}


def is_first_note(document: Document, item: Item) -> bool:
    return role_of(document, item) is Role.FOOTNOTE and isinstance(item, TextLine) and item.text.startswith("段首")


def without_first_mark(item: Item) -> Item:
    if isinstance(item, TextLine) and item.runs[0].kind is RunKind.NOTE_REFERENCE:
        return replace(item, runs=item.runs[1:])
    return item


@pytest.mark.parametrize(
    "text",
    [
        "正文" + "·" * 60,
        "正文" + "（" * 100 + "完",
        "正文" + "。" * 53 + "完",
        "正文" + "！" * 100 + "‘" * 30 + "完",
        "正文 “" + " " * 200 + "软 ”。",
        "正文" + " " * 200 + "，完",
        "“[^1][^1] 软 ”，[^1]《[^1]条例》（[^1]1）" * 5,
        "[^1]",
        "软\ufe0f件\ufe0e和**葛**\ufe00",
        "a\u20dd，\u20ddn\u20dd" + "…" * 126,
        "山\u0308e\u0300\u0301a\u0301 " + "”" * 60,
    ],
)
@pytest.mark.parametrize("layout", ["bulletin", "gbt9704", "jianbao"])
def test_the_program_never_blames_itself_for_what_people_write(tmp_path: Path, text: str, layout: str) -> None:
    manifest = write_issue(tmp_path)
    article = tmp_path / "issue-7-1.md"
    article.write_text(f"# 标题\n\n{text}\n\n正文。\n\n[^1]: 注 “ 文 ”。\n", encoding="utf-8")
    words = manifest.read_text(encoding="utf-8").replace("-1.txt", "-1.md").replace("bulletin", layout)
    manifest.write_text(words, encoding="utf-8")

    assert IssueBuilder().compose(manifest).document.pages


def test_where_a_text_differs_five_characters_on_both_sides_of_the_place_are_shown() -> None:
    document = composed(SHORT).document
    originals: list[str] = []

    def changed(line: TextLine) -> TextLine:
        *others, last = line.runs
        originals.append(line.text[: len(line.text) - len(last.text) + 13])
        return replace(line, runs=(*others, replace(last, text=f"{last.text[:8]}怪{last.text[9:]}")))

    diagnostics = Diagnostics()
    verify(change_line(document, PartKind.BODY, Role.PARAGRAPH, changed), *read(SHORT), diagnostics)

    assert [each.message.partition("：原文")[2] for each in diagnostics] == [f"“{originals[0][-10:]}”"]


def test_margins_that_change_sides_are_proved_on_the_sides_where_they_are() -> None:
    layout = changed_layout(type_area={"inner": "35 mm", "mirrored": "true"})
    document = compose_with(layout, SHORT)
    assert sum(page.part is PartKind.BODY for page in document.pages) > 1
    exchanged = (
        replace(part, margins=replace(part.margins, inner=part.margins.outer, outer=part.margins.inner))
        for part in document.parts
    )

    assert codes(document) == set()
    assert codes(replace(document, parts=tuple(exchanged))) == {"HB515"}


@cache
def merged() -> tuple[Document, list[Article]]:
    """An issue whose tables have merged cells, and pictures in them and side by side."""
    articles = [merged_article(0)]
    return compose_articles(changed_layout(), SHORT, articles), articles


def codes_of_merged(change: Callable[[Document, Item], Item | None]) -> set[str]:
    """The codes of what is wrong once each item has become another, or nothing."""
    document, articles = merged()
    pages = tuple(
        replace(page, items=tuple(made for item in page.items if (made := change(document, item)) is not None))
        for page in document.pages
    )
    diagnostics, issue = Diagnostics(), read_whole(SHORT)
    issue = replace(issue, sections=issue.sections[:1])
    verify(replace(document, pages=pages), issue, [articles], diagnostics)
    return {each.code for each in diagnostics}


def slots(document: Document) -> Iterator[tuple[TableBlock, TableSlot]]:
    for block in document.blocks:
        if isinstance(block, TableBlock):
            yield from ((block, slot) for row in block.rows for slot in row.cells)


def test_merged_cells_prove_right() -> None:
    assert codes_of_merged(lambda _, item: item) == set()


def test_a_lost_picture_or_another_one_is_noticed() -> None:
    document, _ = merged()
    first = next(item for page in document.pages for item in page.items if isinstance(item, PlacedPicture))
    other = next(key for key, image in document.images.items() if image != document.images[first.image])

    assert codes_of_merged(lambda _, item: None if item is first else item) == {"HB511"}
    assert codes_of_merged(lambda _, item: replace(first, image=other) if item is first else item) == {"HB511"}


def test_a_repeated_header_that_is_lost_or_changed_or_stands_on_text_is_noticed() -> None:
    document, _ = merged()
    page, again = next(
        (page, item)
        for page in document.pages
        for item in page.items
        if isinstance(item, ArtifactLine) and item.reason is Artifact.REPEATED_HEADER
    )
    below = next(line for line in page.lines if line.top > again.foot)
    (first, *others) = again.runs
    changed = replace(again, runs=(replace(first, text="错" + first.text[1:]), *others))
    moved = replace(again, x=below.x, top=below.top, baseline=below.baseline)

    assert codes_of_merged(lambda _, item: None if item is again else item) == {"HB511"}
    assert codes_of_merged(lambda _, item: changed if item is again else item) == {"HB511"}
    assert codes_of_merged(lambda _, item: moved if item is again else item) == {"HB517"}


def test_a_line_that_stands_on_one_of_a_cell_over_rows_is_noticed() -> None:
    """They are no neighbours in the order of reading: a row of other cells stands between them."""
    document, _ = merged()
    lines = {line.block: line for page in document.pages for line in page.lines}
    block, tall = next(
        (block, slot)
        for block, slot in slots(document)
        if slot.size.rows > 1 and slot.blocks[0] in lines and block.outer
    )
    row = next(number for number, each in enumerate(block.rows) if tall in each.cells)
    below = [slot for each in block.rows[row + 1 : row + tall.size.rows] for slot in each.cells]
    moved = next(lines[slot.blocks[0]] for slot in below if slot.blocks[0] in lines)
    over = lines[tall.blocks[0]]

    assert "HB517" in codes_of_merged(
        lambda _, item: replace(moved, x=over.x, top=over.top, baseline=over.baseline) if item is moved else item
    )


def test_cells_of_several_paragraphs_that_go_on_are_read_one_after_another() -> None:
    document = compose_articles(changed_layout(), SHORT, [tables.article(tables.tall(60))])

    (table,) = (block for block in document.blocks if isinstance(block, TableBlock))
    assert len({row.page for row in table.rows}) > 2  # composing proves it
