from __future__ import annotations

from functools import cache

import pytest
from lxml import etree
from msgspec.structs import replace

from huibian.docx.flow import WordTable, WordText
from huibian.docx.noterests import Rests
from huibian.docx.package import Package
from huibian.docx.paragraphs import Paragraphs
from huibian.docx.pictures import Drawings
from huibian.docx.styles import RULE_HEIGHT
from huibian.docx.tables import table
from huibian.docx.write import write_docx
from huibian.frame import (
    Align,
    BlockNumber,
    CellSize,
    Document,
    PageIndex,
    Role,
    TableBlock,
    TableRow,
    TableSlot,
    VerticalAlign,
)
from huibian.text.model import Article, ArticleTable, Content
from huibian.units import ZERO, Length
from tests.pages.test_paper import SHORT, WORDS, document
from tests.support import contents
from tests.support.documents import PITCH, bulletin, text_block
from tests.support.layouts import changed_layout, compose_articles
from tests.support.wordml import W, has, part, tree

pytestmark = pytest.mark.debian_fonts


def composed(*blocks: Content) -> Document:
    return compose_articles(
        changed_layout(), SHORT, [Article((contents.inline("标题"),), "标题", blocks, contents.SPAN)]
    )


def rows_of(count: int) -> ArticleTable:
    head = tuple(map(contents.cell, ("乡镇", "经过")))
    rows = [(contents.cell(f"青溪乡{number}"), contents.cell(WORDS)) for number in range(count)]
    return ArticleTable((), (Align.JUSTIFY,) * 2, (head, *rows), 1, contents.SPAN)


@cache
def without_notes() -> Document:
    """A table over several pages, another under it, and no footnote anywhere."""
    return composed(rows_of(30), rows_of(1))


def tables(of: Document) -> list[etree._Element]:
    return tables_of(write_docx(of))


def values(table: etree._Element, path: str, attribute: str) -> list[str]:
    return [str(each.get(f"{W}{attribute}")) for each in table.findall(path)]


def heights(table: etree._Element) -> list[int]:
    return list(map(int, values(table, f"{W}tr/{W}trPr/{W}trHeight", "val")))


def words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def test_columns_are_fixed_and_stand_in_the_grid_and_in_each_cell() -> None:
    table = tables(without_notes())[0]
    columns = list(map(int, values(table, f"{W}tblGrid/{W}gridCol", "w")))

    assert values(table, f"{W}tblPr/{W}tblLayout", "type") == ["fixed"]
    assert sum(columns) == int(values(table, f"{W}tblPr/{W}tblW", "w")[0])
    assert list(map(int, values(table, f"{W}tr[1]/{W}tc/{W}tcPr/{W}tcW", "w"))) == columns


def test_a_table_without_footnotes_is_one_whatever_pages_it_takes() -> None:
    table = tables(without_notes())[0]
    rows = table.findall(f"{W}tr")

    assert len(rows) == 31
    assert set(values(table, f"{W}tr/{W}trPr/{W}trHeight", "hRule")) == {"exact"}
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_header_is_repeated_on_each_page() -> None:
    rows = tables(without_notes())[0].findall(f"{W}tr")

    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, *[False] * 30]


def test_what_stands_on_a_page_is_as_much_lower_as_a_border_makes_it_higher() -> None:
    of = without_notes()
    table, other = (block for block in of.blocks if isinstance(block, TableBlock))
    lower, under = (_lower(ours, theirs) for ours, theirs in zip((table, other), tables(of), strict=True))
    pages = [
        {line.block for line in page.lines}
        & {block for row in table.rows for cell in row.cells for block in cell.blocks}
        for page in of.pages
    ]

    border = table.outer.twips
    assert set(lower[:-1]) == {0, 2 * border}
    assert sum(lower[:-1]) == 2 * border * (sum(map(bool, pages)) - 1)
    assert lower[-1] == border
    assert under == [0, border + RULE_HEIGHT]  # an empty paragraph follows


def _lower(ours: TableBlock, theirs: etree._Element) -> list[int]:
    """How much lower each row is in the file than on our pages, in twips."""
    return [row.height.twips - height for row, height in zip(ours.rows, heights(theirs), strict=True)]


def test_two_tables_in_a_row_are_parted_by_an_empty_paragraph_as_high_as_the_white_between_them() -> None:
    body = part(write_docx(without_notes()), "document")[0]
    between = body[list(body).index(tables_in(body)[1]) - 1]
    second = [block for block in without_notes().blocks if isinstance(block, TableBlock)][1]

    assert between.tag == f"{W}p"
    assert words(between) == ""
    spacing = between.find(f"{W}pPr/{W}spacing")
    assert (RULE_HEIGHT if spacing is None else int(spacing.get(f"{W}line", "0"))) == (
        second.space_before.twips or RULE_HEIGHT
    )


def tables_in(body: etree._Element) -> list[etree._Element]:
    return [child for child in body if child.tag == f"{W}tbl"]


def test_in_an_issue_with_footnotes_what_stands_on_each_page_is_a_table_of_its_own() -> None:
    found = tables(document())
    texts = [[words(row) for row in table.findall(f"{W}tr")] for table in found]

    assert len(found) > 1
    assert {rows[0] for rows in texts} == {"乡镇经过"}
    assert [row.split("县")[0] for rows in texts for row in rows[1:] if row.startswith("青溪")] == [
        f"青溪乡{number}" for number in range(30) if number != 3
    ]
    before = [table.getprevious() for table in found]
    assert all(each is not None for each in before)
    assert [has(each, "pPr/pageBreakBefore") for each in before if each is not None] == [
        False,
        *[True] * (len(found) - 1),
    ]
    assert not [each for table in found for each in table.iter(f"{W}pageBreakBefore")]


def test_a_repeated_header_has_no_footnote_of_its_own() -> None:
    head = (contents.cell("乡镇", contents.note("注。")), contents.cell("经过"))
    table = ArticleTable((), (Align.JUSTIFY,) * 2, (head, *rows_of(30).rows[1:]), 1, contents.SPAN)

    packed = write_docx(composed(table))

    references = [each.get(f"{W}id") for each in part(packed, "document").iter(f"{W}footnoteReference")]
    heads = [words(row) for row in part(packed, "document").iter(f"{W}tr") if words(row).endswith("经过")]
    assert references == ["1"]
    assert heads == ["乡镇经过", *["乡镇①经过"] * (len(heads) - 1)]
    assert len(heads) > 1


def test_an_empty_cell_has_its_paragraph() -> None:
    rows = [row for table in tables(document()) for row in table.findall(f"{W}tr")]
    row = next(row for row in rows if words(row).startswith("石漱镇"))
    cells = row.findall(f"{W}tc")

    assert [len(cell.findall(f"{W}p")) for cell in cells] == [1, 1]
    assert not list(cells[1].iter(f"{W}t"))


def test_properties_come_in_the_order_of_the_schema() -> None:
    properties = [str(child.tag).removeprefix(W) for child in tables(document())[0].iterfind(f"{W}tblPr/*")]

    assert properties == ["tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar"]


def table_of(*rows: str) -> ArticleTable:
    """A table without a header; each row as its cells, parted by "|"."""
    cells = [tuple(contents.cell(text) for text in row.split("|")) for row in rows]
    return ArticleTable((), (Align.JUSTIFY,) * len(cells[0]), tuple(cells), 0, contents.SPAN)


@pytest.mark.parametrize(
    "blocks",
    [
        (table_of("甲|"),),
        (table_of("|"),),
        (table_of("|", "|"), table_of("|")),
        (table_of("|甲", "|", "|乙"), table_of("|")),
        (table_of(*["|甲"] * 30, "|"),),
        (table_of(*["|"] * 60),),
    ],
)
def test_a_table_is_written_whole_however_empty_its_cells_are(blocks: tuple[Content, ...]) -> None:
    written = tables(composed(*blocks))
    given = [block for block in blocks if isinstance(block, ArticleTable)]

    assert [len(table.findall(f"{W}tr")) for table in written] == [len(table.rows) for table in given]
    assert [words(table) for table in written] == ["".join(c.text for r in t.rows for c in r) for t in given]


def written(given: WordTable, *, spaced: bool = False) -> list[etree._Element]:
    """What a table becomes."""
    document = bulletin([(Role.PARAGRAPH, "正文")], cover=False)
    drawings, rests = Drawings(document, Package()), Rests({})
    made = table(given, Paragraphs(document), drawings, spaced=spaced, cut=(), rests=rests, above=PageIndex(-1))
    return list(map(tree, made))


def spanned(*rows: str) -> WordTable:
    """A table whose rows name their cells by letters, column by column: one letter in several places is one cell."""
    grid = "".join(rows)
    names = dict.fromkeys(grid)
    blocks = {name: BlockNumber(number) for number, name in enumerate(names, 1)}

    def slot(row: int, column: int) -> TableSlot | None:
        name = rows[row][column]
        if grid.index(name) != row * len(rows[0]) + column:
            return None
        height = sum(name in each for each in rows)
        return TableSlot((blocks[name],), column, CellSize(rows[row].count(name), height), VerticalAlign.MIDDLE)

    made = [tuple(each for column in range(len(rows[0])) if (each := slot(row, column))) for row in range(len(rows))]
    held = TableBlock(
        indent=ZERO,
        columns=(Length.of(20, "mm"),) * len(rows[0]),
        padding=ZERO,
        type_=None,
        rows=tuple(TableRow(cells, PITCH, PageIndex(0)) for cells in made),
        header=0,
        continued=None,
        outer=ZERO,
        inner=ZERO,
        color="000000",
    )
    cells = {
        number: WordText(number, text_block(Role.PARAGRAPH), (), (), (), ZERO, breaks_page=False)
        for number in blocks.values()
    }
    return WordTable(BlockNumber(0), held, range(len(made)), cells, ZERO, breaks_page=False)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["ab", "cd"], ["- -", "- -"]),
        (["aa", "bc"], ["2", "- -"]),
        (["ab", "ac"], ["restart -", "continue -"]),
        (["aab", "aac", "def"], ["2restart -", "2continue -", "- - -"]),
        (["abb", "acd", "aed"], ["restart 2", "continue - restart", "continue - continue"]),
    ],
)
def test_a_cell_may_reach_over_columns_and_rows(rows: list[str], expected: list[str]) -> None:
    (made,) = written(spanned(*rows))

    def shown(cell: etree._Element) -> str:
        marks = [cell.find(f"{W}tcPr/{W}{name}") for name in ("gridSpan", "vMerge")]
        return "".join("" if mark is None else str(mark.get(f"{W}val")) for mark in marks) or "-"

    found = [" ".join(map(shown, row.findall(f"{W}tc"))) for row in made.findall(f"{W}tr")]
    assert found == expected
    widths = [[int(str(cell.get(f"{W}w"))) for cell in row.iter(f"{W}tcW")] for row in made.findall(f"{W}tr")]
    assert {sum(each) for each in widths} == {Length.of(20, "mm").twips * len(rows[0])}


def test_borders_white_and_place_are_those_of_the_table() -> None:
    """The table begins at the outer edge of its border, whose middle is at the indent."""
    given = spanned("ab", "cd")
    point = Length.of(1, "pt")
    held = replace(
        given.block,
        indent=point * 10,
        outer=point,
        inner=Length.of("0.5", "pt"),
        padding=point * 3,
        color="C00000",
        header=1,
    )
    (made,) = written(replace(given, block=held))

    borders = {str(each.tag).removeprefix(W): each.get(f"{W}sz") for each in made.iterfind(f"{W}tblPr/{W}tblBorders/*")}
    assert borders == {**dict.fromkeys(("top", "left", "bottom", "right"), "8"), "insideH": "4", "insideV": "4"}
    assert {each.get(f"{W}color") for each in made.iterfind(f"{W}tblPr/{W}tblBorders/*")} == {"C00000"}
    assert {each.get(f"{W}space") for each in made.iterfind(f"{W}tblPr/{W}tblBorders/*")} == {"0"}
    assert values(made, f"{W}tblPr/{W}tblInd", "w") == ["190"]
    assert [values(made, f"{W}tblPr/{W}tblCellMar/{W}{side}", "w") for side in ("left", "right")] == [["60"], ["60"]]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in made.findall(f"{W}tr")] == [True, False]
    assert heights(made) == [PITCH.twips, PITCH.twips - 20]


@pytest.mark.parametrize(("eighths", "size"), [(1, "2"), (2, "2"), (3, "3")])
def test_a_border_is_a_quarter_of_a_point_at_least(eighths: int, size: str) -> None:
    given = spanned("ab")
    held = replace(given.block, inner=Length(eighths * 125))
    (made,) = written(replace(given, block=held))

    assert values(made, f"{W}tblPr/{W}tblBorders/{W}insideV", "sz") == [size]


@pytest.mark.parametrize(
    ("breaks_page", "spaced", "lower"), [(False, False, 0), (True, False, 20), (False, True, 20), (True, True, 40)]
)
def test_the_paragraphs_round_a_table_take_their_height_off_its_last_row(
    lower: int, *, breaks_page: bool, spaced: bool
) -> None:
    given = replace(spanned("a", "b"), breaks_page=breaks_page)
    *before, made = written(given, spaced=spaced)

    assert [has(each, "pPr/pageBreakBefore") for each in before] == [True] * breaks_page
    assert heights(made) == [PITCH.twips, PITCH.twips - lower]


def test_cells_in_smaller_type_have_styles_of_their_own() -> None:
    wide = table_of("|".join(["12345678"] * 12), "|".join(["12345678"] * 12))
    packed = write_docx(composed(rows_of(1), wide))
    used = [values(table, f"{W}tr/{W}tc/{W}p/{W}pPr/{W}pStyle", "val") for table in map(_body_of, tables_of(packed))]
    styles = {str(each.get(f"{W}styleId")): each for each in part(packed, "styles").iter(f"{W}style")}
    made = [styles[name] for name in ("TableHead150x230", "TableCell150x230")]

    assert [set(each) for each in used] == [{"TableCell"}, {"TableCell150x230"}]
    assert [values(each, f"{W}basedOn", "val")[0] for each in made] == ["TableHead", "TableCell"]
    assert {values(each, f"{W}rPr/{W}sz", "val")[0] for each in made} == {"15"}
    assert {values(each, f"{W}pPr/{W}spacing", "line")[0] for each in made} == {"230"}


def tables_of(packed: bytes) -> list[etree._Element]:
    return list(part(packed, "document").iter(f"{W}tbl"))


def _body_of(table: etree._Element) -> etree._Element:
    """A table without its header rows."""
    for row in [row for row in table.findall(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]:
        table.remove(row)
    return table


def test_a_row_over_several_pages_is_a_row_on_each_with_what_stands_there() -> None:
    tall = table_of("青溪乡|" + WORDS * 60, "石漱镇|" + WORDS)
    made = composed(tall)
    (block,) = (each for each in made.blocks if isinstance(each, TableBlock))
    (written,) = tables(made)
    rows = written.findall(f"{W}tr")
    body = [page for page in made.pages if page.lines and page.lines[0].block < len(made.blocks)]

    assert len(rows) == len(block.rows) > 3
    shown = [words(row.findall(f"{W}tc")[1]) for row in rows[:-1]]
    (number,) = block.rows[0].cells[1].blocks
    ours = ["".join(line.text for line in page.lines if line.block == number) for page in body]
    assert shown == [text for text in ours if text]
    assert "".join(shown) == WORDS * 60
    assert [words(row.findall(f"{W}tc")[0]) for row in rows] == ["青溪乡", *[""] * (len(rows) - 2), "石漱镇"]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_what_says_that_a_table_goes_on_is_a_paragraph_that_begins_the_page() -> None:
    layout = changed_layout(tables={"continued": "续表"})
    article = Article((contents.inline("标题"),), "标题", (rows_of(60),), contents.SPAN)
    body = part(write_docx(compose_articles(layout, SHORT, [article])), "document")[0]
    found = tables_in(body)
    before = [list(body)[list(body).index(each) - 1] for each in found]

    assert len(found) > 2
    assert [words(each) for each in before[1:]] == ["续表"] * (len(found) - 1)
    assert all(has(each, "pPr/pageBreakBefore") for each in before[1:])
    assert {values(each, f"{W}pPr/{W}pStyle", "val")[0] for each in before[1:]} == {"TableContinued"}
    assert not has(before[0], "pPr/pageBreakBefore")
    assert all(words(each.findall(f"{W}tr")[0]) == "乡镇经过" for each in found)
    border = layout.tables.outer_rule.twips
    assert {heights(each)[-1] % 579 for each in found[:-1]} == {579 - 2 * border}  # nothing is taken off for a break
