"""A small finished document, built by hand: cover, contents, two pages of text, colophon.

Its advances are round figures, not a face's own: what an exporter draws has to follow the frames, not the font.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import takewhile

from msgspec.structs import replace

from huibian.fontbook.files import package_folder
from huibian.frame import (
    Align,
    Artifact,
    ArtifactLine,
    Block,
    BlockNumber,
    ContentsEntry,
    Document,
    Edge,
    Face,
    Fit,
    Folio,
    FontNames,
    Heading,
    Indents,
    Item,
    LineGrid,
    Link,
    Margins,
    Metadata,
    Page,
    PageNumber,
    PageSize,
    Part,
    PartKind,
    Role,
    Rule,
    Run,
    RunKind,
    TextBlock,
    TextLine,
    TextStyle,
)
from huibian.units import Length
from tests.support.requirements import ROOT

RED = "FF0000"
PITCH = Length.of("28.95", "pt")
LEFT = Length.of("30.5", "mm")
MEASURE = Length.of(149, "mm")
SIZE = Length.of(16, "pt")
# 𬭚 lies beyond the BMP; 一 and the radical ⼀ are one glyph in every Chinese face here; bold in the middle.
PARAGRAPH = ("市领导调研“三问一访”活动，", "𬭚元素", "与部首⼀不是一回事；2020年。")
SECTION, TITLE, SUBHEAD, BODY = map(BlockNumber, (5, 6, 7, 8))  # the body's blocks
TOP = Length.of(37, "mm")
FOOT = Length.of(262, "mm")
PAPER = PageSize(Length.of(210, "mm"), Length.of(297, "mm"))


def packaged_face(name: str) -> Face:
    """A face of the fonts that are installed with huibian: "NotoSerifSC-Regular" or "NotoSansSC-Regular"."""
    folder = package_folder("pylopdf_fonts_zh_cn")
    assert folder is not None
    return Face(name, next(folder.rglob(f"{name}.otf")))


def free_face(file_name: str) -> Face:
    """A face that `make fonts` brings; a test that uses it is marked `debian_fonts`."""
    return Face(file_name, ROOT / "fonts" / "free" / file_name)


SERIF = packaged_face("NotoSerifSC-Regular")
SANS = packaged_face("NotoSansSC-Regular")


def set_run(text: str, face: Face = SERIF, size: Length = SIZE, *, extra: int = 0, bold: bool = False) -> Run:
    """A run whose characters are an em wide, ASCII half of it, each spread by `extra` thousandths of a point."""
    advances = tuple((size // 2 if char.isascii() else int(size)) + extra for char in text)
    stroke = Length.of("0.45", "pt") if bold else Length(0)
    return Run(text, "fangsong", face.key, size, advances, bold=bold, stroke=stroke)


def set_line(top: Length, runs: Sequence[Run], block: int, x: Length = LEFT) -> TextLine:
    """A line whose baseline is where the middle of the em box puts it."""
    size = runs[0].size
    baseline = top + (PITCH - size) // 2 + size.em(0.88)
    text = takewhile(lambda run: run.kind is not RunKind.TAB, runs)
    natural = tuple(advance for run in text for advance in run.advances)
    return TextLine(x, top, PITCH, baseline, tuple(runs), BlockNumber(block), Fit(MEASURE, natural, ()))


def page(part: PartKind, label: str | None, items: Sequence[Item]) -> Page:
    """A page that no text runs on from."""
    return Page(part, label, tuple(items), PAPER, FOOT)


def part(kind: PartKind, pages: int, blocks: range, margins: Margins, folio: Folio | None = None) -> Part:
    """A part whose pages are numbered from 1; those of cover and colophon have nothing but fixed places."""
    is_fixed = kind in (PartKind.COVER, PartKind.COLOPHON)
    none = range(blocks.start, blocks.start)
    head, body = (blocks, none) if is_fixed else (none, blocks)
    foot = range(blocks.stop, blocks.stop)
    return Part(kind, pages, margins, LineGrid(TOP, PITCH, 22), PageNumber(1), head, body, foot, folio)


def sample() -> Document:
    """The document: two links, a heading of three depths, a paragraph over a page end, folios, four rules."""
    pages = (
        page(PartKind.COVER, None, _cover()),
        page(PartKind.CONTENTS, None, _contents()),
        *_body(),
        page(PartKind.COLOPHON, None, _colophon()),
    )
    margins = Margins(Length.of(37, "mm"), Length.of(35, "mm"), LEFT, LEFT, mirrored=False)
    folio = Folio("— ", " —", SIZE, Length.of(283, "mm"))
    return Document(
        metadata=Metadata(
            "史志月报 2020年3月（总第92期）",
            "云溪县地方史志办公室",
            "史志 & 月报 <内部>",
            datetime.datetime(2020, 4, 16, 9, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8))),
        ),
        width=Length.of(210, "mm"),
        height=Length.of(297, "mm"),
        parts=(
            part(PartKind.COVER, 1, range(2), margins),
            part(PartKind.CONTENTS, 1, range(2, 5), margins),
            part(PartKind.BODY, 2, range(5, 9), margins, folio),
            part(PartKind.COLOPHON, 1, range(9, 10), margins),
        ),
        pages=pages,
        blocks=_blocks(),
        styles=_styles(),
        fonts={"fangsong": FontNames("仿宋_GB2312", "Times New Roman")},
        faces={SERIF.key: SERIF, SANS.key: SANS},
    )


def _blocks() -> tuple[Block, ...]:
    def entry(target: BlockNumber) -> ContentsEntry:
        return ContentsEntry(Role.CONTENTS_ARTICLE, Align.START, Indents(), target=target)

    def heading(role: Role, title: str, level: int) -> Heading:
        return Heading(role, Align.START, Indents(), title=title, level=level)

    return (
        *(TextBlock(role, Align.START, Indents()) for role in (Role.MASTHEAD, Role.NUMBER, Role.CONTENTS_TITLE)),
        entry(TITLE),
        entry(SUBHEAD),
        heading(Role.SECTION_HEAD, "本月关注", 1),
        heading(Role.ARTICLE_TITLE, "市领导(区)调研", 2),
        heading(Role.HEADING_1, "一、基本情况", 3),
        *(TextBlock(role, Align.START, Indents()) for role in (Role.PARAGRAPH, Role.COLOPHON_ITEM)),
    )


def _styles() -> dict[Role, TextStyle]:
    plain = TextStyle("fangsong", SIZE, PITCH, Align.START)
    blocks = [block for block in _blocks() if isinstance(block, TextBlock)]
    return {block.role: replace(plain, outline=block.level if isinstance(block, Heading) else None) for block in blocks}


def _cover() -> list[Item]:
    masthead = replace(set_run("史志月报", size=Length.of(60, "pt"), extra=1234), color=RED)
    red_rule = Rule(LEFT, Length.of(120, "mm"), MEASURE, Length.of("0.7", "mm"), RED, BlockNumber(1), Edge.BELOW)
    return [
        set_line(Length.of(70, "mm"), [masthead], 0, LEFT + Length.of(30, "mm")),
        set_line(Length.of(105, "mm"), [set_run("（总第92期）")], 1, LEFT + Length.of(55, "mm")),
        red_rule,
    ]


def _contents() -> list[Item]:
    items: list[Item] = [set_line(Length.of(37, "mm"), [set_run("目　录", SANS)], 2)]
    for row, (block, text, target) in enumerate([(3, "市领导(区)调研", TITLE), (4, "基本情况", SUBHEAD)], 2):
        line = _entry(Length.of(37, "mm") + PITCH * row, text, "1" if target == TITLE else "2", block, target)
        items += [line, Link(line.x, line.top, line.width, line.height, line.block, target)]
    return items


def _entry(top: Length, text: str, number: str, block: int, target: BlockNumber) -> TextLine:
    title = set_run(text)
    digits = replace(set_run(number), kind=RunKind.PAGE_REFERENCE, target=target)
    dot = SIZE // 4
    room = MEASURE - title.width - digits.width
    count = int(room // dot) - 2
    white = int(room - dot * count)
    dots = replace(set_run("." * count), advances=(white, *[dot] * count), kind=RunKind.TAB)
    return set_line(top, [title, dots, digits], block)


def _body() -> tuple[Page, Page]:
    top = Length.of(37, "mm")
    paragraph = [
        set_run(PARAGRAPH[0], extra=97),
        set_run(PARAGRAPH[1], extra=97, bold=True),
        set_run(PARAGRAPH[2], extra=-311),
    ]
    first: list[Item] = [
        set_line(top, [set_run("本月关注", SANS)], SECTION),
        set_line(top + PITCH * 2, [set_run("市领导(区)调研", SANS)], TITLE),
        set_line(top + PITCH * 3, paragraph[:2], BODY),
        _folio("1"),
    ]
    second: list[Item] = [
        set_line(top, paragraph[2:], BODY),
        set_line(top + PITCH, [set_run("一、基本情况", SANS, bold=True)], SUBHEAD),
        _folio("2"),
    ]
    return page(PartKind.BODY, "1", first), page(PartKind.BODY, "2", second)


def artifact(line: TextLine) -> ArtifactLine:
    """The same line as a page number."""
    return ArtifactLine(line.x, line.top, line.height, line.baseline, line.runs, Artifact.FOLIO)


def _folio(number: str) -> ArtifactLine:
    return artifact(set_line(Length.of(265, "mm"), [set_run(f"— {number} —", size=Length.of(14, "pt"))], 0))


def _colophon() -> list[Item]:
    top = Length.of(250, "mm")
    left = [set_run("编辑出版：史志办", size=Length.of(14, "pt"))]
    jump = replace(set_run("", size=Length.of(14, "pt")), advances=(int(Length.of(200, "pt")),), kind=RunKind.TAB)
    right = set_run("共印130份", size=Length.of(14, "pt"))
    rules = [(top, "0.35", Edge.ABOVE), (top + PITCH, "0.25", Edge.BELOW), (top + PITCH * 2, "0.35", Edge.BELOW)]
    return [
        *[Rule(LEFT, y, MEASURE, Length.of(width, "mm"), "000000", BlockNumber(9), edge) for y, width, edge in rules],
        set_line(top, [*left, jump, right], 9),
    ]


def one_line(*runs: Run, face: Face = SERIF) -> Document:
    """A document of one page with one line, all of it in one face."""
    document = sample()
    line = set_line(Length.of(37, "mm"), [replace(run, face=face.key) for run in runs], 0)
    return replace(
        document,
        parts=(replace(document.parts[0], pages=1, head=range(1)),),
        pages=(page(PartKind.COVER, None, [line]),),
        blocks=document.blocks[:1],
        faces={face.key: face},
    )
