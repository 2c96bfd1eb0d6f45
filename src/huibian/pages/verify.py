"""Proves the finished pages: takes the document and the articles, notes everything in which they disagree.

It reads the document as an exporter would, and uses nothing else that was made on the way to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, groupby, islice, pairwise, zip_longest
from typing import assert_never

from huibian.characters import general, without_emoji
from huibian.diagnostics import Diagnostics, Span
from huibian.frame import (
    ArtifactLine,
    BlockNumber,
    Border,
    Document,
    Item,
    Line,
    Link,
    NoteNumber,
    NoteNumbering,
    NoteSeparator,
    Page,
    PartKind,
    PlacedPicture,
    Region,
    Role,
    Rule,
    RunKind,
    TableBlock,
    TextBlock,
    TextLine,
    TurnedLine,
)
from huibian.layout.notesigns import note_sign
from huibian.linebreak import classes
from huibian.linebreak.classes import Prohibition
from huibian.manifest.model import Issue
from huibian.pages.breakfaults import break_faults
from huibian.pages.repeatedheaders import sheets_with_other_headers
from huibian.text.model import (
    Article,
    ArticlePicture,
    ArticleTable,
    Content,
    Paragraph,
    PictureRow,
    pictures_of,
    plain,
)

_HINT = "这是程序的错误，没有写出文件；请把这一期发给开发者"
_ENTRIES = frozenset({Role.CONTENTS_SECTION, Role.CONTENTS_ARTICLE})
_TAB, _PAGE_REFERENCE = RunKind.TAB, RunKind.PAGE_REFERENCE


def verify(
    document: Document,
    issue: Issue,
    articles: Sequence[Sequence[Article]],
    diagnostics: Diagnostics,
    prohibition: Prohibition = Prohibition.STRICT,
) -> None:
    """Note an error for each thing that is wrong with the pages.

    Checked: every section head and every character of every article stands on the pages exactly once and in order,
    and so does every entry of the contents and every picture, and on further pages of a table its header (HB511);
    nothing leaves its page (HB512); no line begins or ends with a mark that may not (HB513, HB514); no line leaves the
    type area (HB515); contents entries name the page that their heading is on (HB516); each line stands below the one
    before it (HB517); the marks of a page and its footnotes have the same numbers, counted as the layout says, and mean
    the same footnotes, which run on from sheet to sheet (HB518).
    """
    body = frozenset(role for role in Role if role.region in (Region.BODY, Region.CELL))
    _check_text(document, body, _expected_body(issue, articles), diagnostics)
    _check_text(document, frozenset({Role.FOOTNOTE}), _expected_notes(articles), diagnostics)
    if any(part.kind is PartKind.CONTENTS for part in document.parts):
        _check_text(document, _ENTRIES, _expected_contents(issue, articles), diagnostics)
    _check_pictures(document, articles, diagnostics)
    for number in sheets_with_other_headers(document):
        diagnostics.error("HB511", f"第{number}张纸上接着排的表格，表头与原来的不同", None, _HINT)
    cells = _cells(document)
    for number, page in enumerate(document.pages, 1):
        _check_edges(number, page, diagnostics)
        _check_overlaps(cells, number, page, diagnostics)
    _check_lines(document, prohibition, diagnostics)
    _check_references(document, diagnostics)
    _check_notes(document, articles, diagnostics)


def _check_text(
    document: Document, roles: frozenset[Role], expected: Iterator[tuple[Span, str]], diagnostics: Diagnostics
) -> None:
    """Compare, paragraph by paragraph, what stands on the pages in reading order with what should.

    A paragraph of nothing but the mark of a footnote has no text. Of a Han character whose special form no face has,
    the general one may stand there (HB508 said so), and for emoji nothing (HB531).
    """
    placed = (seen for text in _paragraphs_as_placed(document, roles) if (seen := _seen(text)))
    for span, text in ((span, seen) for span, text in expected if (seen := _seen(text))):
        found = next(placed, None)
        if found != text:
            message = f"版面上的文字与原文不同：原文“{_around(text, found or '')}”"
            diagnostics.error("HB511", message, span, _HINT)
            return
    if next(placed, None) is not None:
        diagnostics.error("HB511", "版面上多出了原文没有的文字", None, _HINT)


def _seen(text: str) -> str:
    """What must stand on the pages of a text."""
    return without_emoji(general(text))


def _check_pictures(document: Document, articles: Sequence[Sequence[Article]], diagnostics: Diagnostics) -> None:
    """Compare the pictures on the pages with those of the articles, in order."""
    placed = [
        document.images[item.image] for page in document.pages for item in page.items if isinstance(item, PlacedPicture)
    ]
    contents = [content for article in chain.from_iterable(articles) for content in article.body]
    expected = [picture for content in contents for picture in pictures_of(content)]
    for picture, image in zip_longest(expected, placed):
        if picture is None or picture.image != image:
            span = None if picture is None else picture.span
            diagnostics.error("HB511", "版面上的图片与原文不同", span, _HINT)
            return


def _expected_body(issue: Issue, articles: Sequence[Sequence[Article]]) -> Iterator[tuple[Span, str]]:
    for section, members in zip(issue.sections, articles, strict=True):
        yield section.span, section.title
        for article in members:
            yield from ((label.span, label.text) for label in article.labels)
            yield article.span, "".join(inline.text for inline in article.title)
            for block in article.body:
                yield from _texts(block)


def _texts(content: Content) -> Iterator[tuple[Span, str]]:
    """The paragraphs of one content, in the order that they stand in, without its footnotes."""
    match content:
        case Paragraph():
            yield content.span, content.text
        case ArticlePicture():
            yield content.span, plain(content.caption)
        case PictureRow():
            yield from chain.from_iterable(map(_texts, content.pictures))
            yield content.span, plain(content.caption)
        case ArticleTable():
            yield content.span, plain(content.caption)
            yield from ((line.span, line.text) for line in content.units)
            for cell in chain.from_iterable(content.rows):
                yield from chain.from_iterable(map(_texts, cell.contents))
            yield from ((line.span, line.text) for line in content.notes)


def _expected_notes(articles: Sequence[Sequence[Article]]) -> Iterator[tuple[Span, str]]:
    for article in chain.from_iterable(articles):
        for inline in article.inlines():
            if inline.note is not None:
                yield inline.note.span, inline.note.text


def _expected_contents(issue: Issue, articles: Sequence[Sequence[Article]]) -> Iterator[tuple[Span, str]]:
    for section, members in zip(issue.sections, articles, strict=True):
        yield section.span, section.title
        for article in members:
            yield article.span, article.toc_title


def _paragraphs_as_placed(document: Document, roles: frozenset[Role]) -> Iterator[str]:
    """The text of each paragraph as its lines follow one another; one that is interrupted comes in pieces.

    But not a cell that goes on on the next page: there its lines stand behind those of its neighbours.
    """
    lines = (
        (line.block, line.text) for page in document.pages for line in page.lines if _role(document, line) in roles
    )
    parted = _parted_cells(document)
    found: list[tuple[BlockNumber, str]] = []
    for number, group in groupby(lines, key=lambda line: line[0]):
        found.append((number, "".join(text for _, text in group)))
    for is_parted, cells in groupby(found, lambda each: each[0] in parted):
        if is_parted:
            in_order = sorted(cells, key=lambda each: each[0])
            yield from ("".join(text for _, text in same) for _, same in groupby(in_order, lambda each: each[0]))
        else:
            yield from (text for _, text in cells)


def _parted_cells(document: Document) -> set[BlockNumber]:
    """What stands in the cells of rows that go on on a next page."""
    tables = (block for block in document.blocks if isinstance(block, TableBlock))
    rows = chain.from_iterable(pairwise(table.rows) for table in tables)
    return {number for row, after in rows if row.cells == after.cells for slot in row.cells for number in slot.blocks}


def _role(document: Document, line: TextLine) -> Role | None:
    """What a line is; `None` where its block is no text, which nothing should be."""
    block = document.blocks[line.block]
    return block.role if isinstance(block, TextBlock) else None


def _around(expected: str, found: str) -> str:
    """The text round the first difference."""
    same = next((i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), len(found))
    return expected[max(0, same - 5) : same + 5]


def _check_edges(number: int, page: Page, diagnostics: Diagnostics) -> None:
    for item in page.items:
        left, top, right, bottom = _box(item)
        if left < 0 or top < 0 or right > page.size.width or bottom > page.size.height:
            line = item.line if isinstance(item, TurnedLine) else item
            what = line.text if isinstance(line, Line) else "线条"
            diagnostics.error("HB512", f"第{number}张纸放不下“{what}”", None, "缩短这一行，或改版式里它的位置")


def _box(item: Item) -> tuple[int, int, int, int]:
    match item:
        case TextLine() | ArtifactLine():
            return item.x, item.top, item.x + item.width, item.foot
        case Rule():
            half = item.thickness // 2
            return item.x, item.y - half, item.x + item.length, item.y + half
        case TurnedLine() | Link() | Border() | NoteSeparator() | PlacedPicture():
            return item.x, item.y, item.x + item.width, item.y + item.height
        case _:
            assert_never(item)


def _check_overlaps(
    cells: Mapping[BlockNumber, tuple[BlockNumber, int]], number: int, page: Page, diagnostics: Diagnostics
) -> None:
    """Check that each line stands below the one before it; beside it only in the cells of a table.

    There (see `_cells`) none stands on another or on a picture, whichever is between them, nor on a repeated header.
    """
    faulty: list[TextLine | ArtifactLine | PlacedPicture] = [
        below for above, below in pairwise(page.lines) if not _follows(cells, above, below)
    ]
    in_cells: list[TextLine | ArtifactLine | PlacedPicture] = []
    for item in page.items:
        if isinstance(item, ArtifactLine) or (isinstance(item, TextLine | PlacedPicture) and item.block in cells):
            in_cells.append(item)
    faulty += [item for item in _overlapping(in_cells) if item not in faulty]
    for item in faulty:
        what = f"有两行叠在一起或上下颠倒：{item.text[:12]}" if isinstance(item, Line) else "有图片叠在别的上面"
        diagnostics.error("HB517", f"第{number}张纸{what}", None, _HINT)


def _cells(document: Document) -> dict[BlockNumber, tuple[BlockNumber, int]]:
    """The table and the row of each block that stands in a cell."""
    return {
        block: (BlockNumber(table), row)
        for table, each in enumerate(document.blocks)
        if isinstance(each, TableBlock)
        for row, line in enumerate(each.rows)
        for slot in line.cells
        for block in slot.blocks
    }


def _follows(cells: Mapping[BlockNumber, tuple[BlockNumber, int]], first: TextLine, second: TextLine) -> bool:
    """Whether a line stands below another, or in a cell beside it: in the same row behind it."""
    if second.top >= first.foot:
        return True
    here, there = cells.get(first.block), cells.get(second.block)
    if here is None or there is None or here[0] != there[0]:
        return False
    behind = first.x + first.width <= second.x
    return behind or (here[1] < there[1] and second.x + second.width <= first.x)


def _overlapping(
    items: Iterable[TextLine | ArtifactLine | PlacedPicture],
) -> Iterator[TextLine | ArtifactLine | PlacedPicture]:
    """What stands on something above it."""
    above: list[tuple[int, int, int, int]] = []
    for item in sorted(items, key=lambda item: _box(item)[1]):
        left, top, right, bottom = _box(item)
        above = [box for box in above if box[3] > top]
        if any(box[0] < right and left < box[2] for box in above):
            yield item
        above.append((left, top, right, bottom))


def _check_lines(document: Document, prohibition: Prohibition, diagnostics: Diagnostics) -> None:
    before: dict[BlockNumber, str] = {}
    for number, (page, area) in enumerate(zip(document.pages, _type_areas(document), strict=True), 1):
        for line in page.lines:
            text = (whole := _text_of(line)).strip()
            if line.runs and line.runs[0].kind is not _TAB:  # what stands at the end edge is a text of its own
                for fault in break_faults(before.get(line.block, ""), text, prohibition):
                    diagnostics.error(fault.code, f"第{number}张纸{fault.words}", None, _HINT)
            before[line.block] = text or before.get(line.block, "")
            if not _is_within(line, whole[:1], area) and page.part in (PartKind.CONTENTS, PartKind.BODY):
                diagnostics.error("HB515", f"第{number}张纸有一行超出版心：{text[:12]}", None, _HINT)


def _text_of(line: TextLine) -> str:
    """The text of a line with one character for each run of words that are shaped whole: no line ends in these."""
    return "".join([run.text[:1] if run.clusters else run.text for run in line.runs if run.kind is RunKind.TEXT])


def _type_areas(document: Document) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, right and bottom edge of each page's type area."""
    pages = iter(document.pages)
    for part in document.parts:
        margins = part.margins
        for number in range(part.first, part.first + part.pages):
            page = next(pages)
            left, right = margins.inner, margins.outer
            if margins.mirrored and number % 2 == 0:
                left, right = right, left
            edges = (
                (margins.bottom, left, margins.top, right)
                if page.is_turned
                else (left, margins.top, right, margins.bottom)
            )
            yield edges[0], edges[1], page.size.width - edges[2], page.size.height - edges[3]


def _is_within(line: TextLine, first: str, area: tuple[int, int, int, int]) -> bool:
    """Whether a line stands in the type area; a bracket that is its `first` character may have its white outside."""
    left, top, right, bottom = area
    white = line.runs[0].size // 2 if first and classes.white_before(first) else 0
    inside = left - white <= line.x and line.x + line.width <= right
    return inside and top <= line.top and line.foot <= bottom


def _check_references(document: Document, diagnostics: Diagnostics) -> None:
    labels: dict[BlockNumber, str | None] = {}
    for page in document.pages:
        for line in page.lines:
            labels.setdefault(line.block, page.label)
    for page in document.pages:
        for line in page.lines:
            for run in line.runs:
                if run.kind is _PAGE_REFERENCE and run.target is not None and labels.get(run.target) != run.text:
                    diagnostics.error("HB516", f"目录页码 {run.text} 与正文不符：{line.text}", None, _HINT)


def _check_notes(document: Document, articles: Sequence[Sequence[Article]], diagnostics: Diagnostics) -> None:
    printed = _printed_numbers(document, articles)
    for number, page in enumerate(document.pages, 1):
        marks, notes = (_signs(page, kind) for kind in (RunKind.NOTE_REFERENCE, RunKind.NOTE_NUMBER))
        expected = [note_sign(each) for each in islice(printed, len(marks))]
        if document.note_numbering is NoteNumbering.PAGE:
            expected = [note_sign(each) for each in range(1, len(marks) + 1)]
        if marks != notes or [text for _, text in marks] != expected:
            diagnostics.error("HB518", f"第{number}张纸的脚注和注号对不上", None, _HINT)
    for number in _parted_notes(document):
        diagnostics.error("HB518", f"第{number}张纸上没有排完的脚注，没有接在下一张纸上", None, _HINT)


def _parted_notes(document: Document) -> Iterator[int]:
    """The sheets on which a footnote breaks off without going on at the head of those of the next sheet."""
    notes = [[line.block for line in page.lines if _role(document, line) is Role.FOOTNOTE] for page in document.pages]
    last = {block: number for number, page in enumerate(notes, 1) for block in page}
    for number, (here, after) in enumerate(pairwise(notes), 1):
        if any(last[block] > number and (block != here[-1] or after[:1] != [block]) for block in here):
            yield number


def _printed_numbers(document: Document, articles: Sequence[Sequence[Article]]) -> Iterator[int]:
    """What the marks of all footnotes say, but where they are counted on each page."""
    if document.note_numbering is NoteNumbering.ISSUE:
        yield from count(1)
    for article in chain.from_iterable(articles):
        yield from range(1, 1 + sum(inline.note is not None for inline in article.inlines()))


def _signs(page: Page, kind: RunKind) -> list[tuple[NoteNumber | None, str]]:
    """The footnotes that the signs of a page mean, and what the signs say."""
    return [(run.note, run.text) for line in page.lines for run in line.runs if run.kind is kind]
