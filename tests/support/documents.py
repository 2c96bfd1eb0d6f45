"""Finished documents for the exporters' tests, set by the real line breaker from plain widths, with no font file."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from huibian.frame import (
    Align,
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
    Margins,
    Metadata,
    Page,
    PageNumber,
    PageSize,
    PageStart,
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
from huibian.layout.cells import make_cells
from huibian.layoutfile.definition import load_layout
from huibian.linebreak.lines import break_lines
from huibian.units import ZERO, Length
from tests.support.requirements import ROOT
from tests.support.widths import advance

SIZE = Length.of(16, "pt")
PITCH = Length.of("28.95", "pt")
WIDTH = Length.of(149, "mm")
TOP = Length.of(37, "mm")
DEPTH = Length.of(225, "mm")
INNER = Length.of("30.5", "mm")
PAPER = (Length.of(210, "mm"), Length.of(297, "mm"))
ROWS = 22
FOLIO = Folio("— ", " —", Length.of(14, "pt"), Length.of(283, "mm"))
RULES = load_layout(ROOT / "layouts" / "bulletin.yaml").line_breaking
FACE = Face("test", Path("test.otf"))
FONTS = {
    "fangsong": FontNames("仿宋_GB2312", "Times New Roman", ("仿宋", "FangSong")),
    "xiaobiaosong": FontNames("方正小标宋简体", "Times New Roman"),
    "heiti": FontNames("黑体", "Times New Roman", ("SimHei",)),
}
_TEXT = TextStyle("fangsong", SIZE, PITCH, Align.JUSTIFY, first_indent=SIZE * 2)
_HEAD = TextStyle("heiti", SIZE, PITCH, Align.CENTER, keep_with_next=True, outline=1)
_COVER = replace(_HEAD, keep_with_next=False, outline=None)
STYLES = {
    Role.NOTICE: replace(_COVER, align=Align.START),
    Role.MASTHEAD: replace(_COVER, font="xiaobiaosong", size=Length.of(60, "pt"), pitch=Length.of(78, "pt")),
    Role.NUMBER: _COVER,
    Role.PRINTED: _COVER,
    Role.CONTENTS_TITLE: replace(_COVER, font="xiaobiaosong", size=Length.of(22, "pt"), pitch=PITCH * 2),
    Role.CONTENTS_SECTION: replace(_COVER, align=Align.START, keep_with_next=True),
    Role.CONTENTS_ARTICLE: replace(_TEXT, first_indent=-SIZE, indent_start=SIZE, indent_end=SIZE * 3),
    Role.SECTION_HEAD: _HEAD,
    Role.ARTICLE_TITLE: replace(_HEAD, font="xiaobiaosong", outline=2),
    Role.HEADING_1: replace(_TEXT, font="heiti", keep_with_next=True, outline=3),
    Role.PARAGRAPH: _TEXT,
    Role.COLOPHON_ITEM: TextStyle(
        "fangsong",
        Length.of(14, "pt"),
        PITCH,
        Align.JUSTIFY,
        first_indent=Length.of(-70, "pt"),
        indent_start=Length.of(84, "pt"),
        indent_end=Length.of(14, "pt"),
    ),
    Role.FOLIO: TextStyle("fangsong", Length.of(14, "pt"), PITCH, Align.START),
}
_SPACED = frozenset({Role.SECTION_HEAD, Role.ARTICLE_TITLE})


def set_text(text: str, style: TextStyle) -> list[TextLine]:
    """The lines of a paragraph, on no page and of no block yet: `x` from the type area's edge, `top` nought.

    Line between `**` is bold.
    """
    chars = [(char, bool(number % 2)) for number, part in enumerate(text.split("**")) for char in part]
    widths = [round(advance(char) * style.size) for char, _ in chars]
    cells = make_cells([char for char, _ in chars], widths, style.size, RULES)
    rest = WIDTH - style.indent_start - style.indent_end
    justify = style.align is Align.JUSTIFY
    lines = []
    policy = RULES.policy(style.size)
    for line in break_lines(cells, rest - style.first_indent, rest, policy, justify=justify):
        here, last = chars[line.start : line.end], line.end == len(cells)
        natural = widths[line.start : line.end]
        for index in range(len(here) - 1, 0, -1):
            if here[index][0] != " ":
                break
            natural[index] = 0
        fit = Fit(
            measure=rest if line.start else rest - style.first_indent,
            natural=tuple(natural),
            gaps=tuple(i for i, cell in enumerate(cells[line.start : line.end - 1]) if cell.space > 0),
            next_gap=not last and cells[line.end - 1].space > 0,
        )
        width = Length(sum(line.advances) - line.shift)
        room = (fit.measure - width) // 2 if style.align is Align.CENTER else ZERO
        indent = style.indent_start + (ZERO if line.start else style.first_indent)
        runs = [
            Run(char, style.font, FACE.key, style.size, (advance_,), style.color, bold)
            for (char, bold), advance_ in zip(here, line.advances, strict=True)
        ]
        lines.append(TextLine(indent + room - line.shift, ZERO, style.pitch, ZERO, tuple(runs), BlockNumber(0), fit))
    return lines


@dataclass
class _Placed:
    """A block with its lines, each with its page (from 0, within the part) and its top."""

    block: TextBlock
    lines: list[TextLine]
    places: list[tuple[int, Length]]
    rules: list[tuple[Length, Length, Edge]] = field(default_factory=list)


def bulletin(
    texts: Sequence[tuple[Role, str]],
    *,
    cover: bool = True,
    colophon: Sequence[str] = (),
    mirrored: bool = False,
) -> Document:
    """A document whose body is `texts`; section heads and article titles make its contents, if there are any."""
    body = _paginate([(role, set_text(text, STYLES[role])) for role, text in texts])
    heads = [placed for placed in body if placed.block.role in _SPACED]
    parts = [
        (PartKind.COVER, _cover() if cover else []),
        (PartKind.CONTENTS, []),
        (PartKind.BODY, body),
        (PartKind.COLOPHON, _colophon(colophon)),
    ]
    first = len(parts[0][1]) + (1 + len(heads) if heads else 0)
    parts[1] = (PartKind.CONTENTS, _contents(body, first) if heads else [])
    return _document([(kind, blocks) for kind, blocks in parts if blocks], mirrored)


def _paginate(blocks: Sequence[tuple[Role, list[TextLine]]]) -> list[_Placed]:
    page, row, placed = 0, 0, []
    for number, (role, lines) in enumerate(blocks):
        breaks = row > 0 and row + _together(blocks[number:]) > ROWS
        short = breaks and row < ROWS
        if breaks:
            page, row = page + 1, 0
        before = 1 if role in _SPACED and row else 0
        row += before
        places = []
        for _ in lines:
            rows = round(STYLES[role].pitch / PITCH)
            if row + rows > ROWS:
                page, row = page + 1, 0
            places.append((page, TOP + PITCH * row))
            row += rows
        block = text_block(role, "".join(line.text for line in lines))
        start = PageStart.MOVED if short else PageStart.FLOWS
        placed.append(_Placed(replace(block, space_before=PITCH * before, start=start), lines, places))
    return placed


def text_block(role: Role, text: str = "") -> TextBlock:
    """A block of a role as its style has it: a heading, if the style has a depth in the outline."""
    style = STYLES[role]
    indents = Indents(style.indent_start, style.indent_end, style.first_indent)
    if style.outline is None:
        return TextBlock(role, style.align, indents)
    return Heading(role, style.align, indents, title=text, level=style.outline)


def _together(blocks: Sequence[tuple[Role, list[TextLine]]]) -> int:
    rows = 0
    for role, lines in blocks:
        rows += 1 if role in _SPACED else 0
        if not STYLES[role].keep_with_next:
            return rows + 1
        rows += len(lines) * round(STYLES[role].pitch / PITCH)
    return rows


def _cover() -> list[_Placed]:
    lines = [(Role.NOTICE, "内部资料", 37), (Role.MASTHEAD, "史志月报", 60), (Role.NUMBER, "（总第92期）", 111)]
    return [
        _fixed(role, text, Length.of(top, "mm")) for role, text, top in [*lines, (Role.PRINTED, "2020年4月16日印", 242)]
    ]


def _fixed(role: Role, text: str, top: Length) -> _Placed:
    lines = set_text(text, STYLES[role])
    places = [(0, top + STYLES[role].pitch * number) for number in range(len(lines))]
    rules = [(top + STYLES[role].pitch + Length.of(7, "mm"), Length.of("0.7", "mm"), Edge.BELOW)]
    return _Placed(text_block(role), lines, places, rules if role is Role.NUMBER else [])


def _colophon(texts: Sequence[str]) -> list[_Placed]:
    set_ = [set_text(text, STYLES[Role.COLOPHON_ITEM]) for text in texts]
    top = TOP + DEPTH - PITCH * sum(len(lines) for lines in set_)
    placed = []
    for lines in set_:
        places = [(0, top + PITCH * number) for number in range(len(lines))]
        rules = [(top, Length.of("0.25", "mm"), Edge.ABOVE)]
        top += PITCH * len(lines)
        if lines is set_[-1]:
            rules.append((top, Length.of("0.35", "mm"), Edge.BELOW))
        placed.append(_Placed(text_block(Role.COLOPHON_ITEM), lines, places, rules))
    return placed


def _contents(body: Sequence[_Placed], first: int) -> list[_Placed]:
    blocks = [(Role.CONTENTS_TITLE, set_text("目　录", STYLES[Role.CONTENTS_TITLE]))]
    targets = []
    for index, placed in enumerate(body, first):
        if placed.block.role not in _SPACED:
            continue
        role = Role.CONTENTS_SECTION if placed.block.role is Role.SECTION_HEAD else Role.CONTENTS_ARTICLE
        lines = set_text("".join(line.text for line in placed.lines), STYLES[role])
        targets.append(BlockNumber(index))
        if role is Role.CONTENTS_ARTICLE:
            lines[-1] = _numbered(lines[-1], str(placed.places[0][0] + 1), targets[-1])
        blocks.append((role, lines))
    title, *entries = _paginate(blocks)
    for entry, target in zip(entries, targets, strict=True):
        block = entry.block
        entry.block = ContentsEntry(
            block.role, block.align, block.indents, block.space_before, block.start, target=target
        )
    return [title, *entries]


def _numbered(line: TextLine, number: str, target: BlockNumber) -> TextLine:
    width = Length(SIZE * len(number) // 2)
    jump = int(WIDTH - width - line.x - line.width)
    tab = Run("", "fangsong", FACE.key, SIZE, (jump,), kind=RunKind.TAB)
    digits = Run(
        number, "fangsong", FACE.key, SIZE, (SIZE // 2,) * len(number), kind=RunKind.PAGE_REFERENCE, target=target
    )
    return replace(line, runs=(*line.runs, tab, digits))


def _document(parts: Sequence[tuple[PartKind, list[_Placed]]], mirrored: bool) -> Document:
    outer = PAPER[0] - INNER - WIDTH
    margins = Margins(TOP, PAPER[1] - TOP - DEPTH, INNER, outer, mirrored)
    pages: list[Page] = []
    made: list[Part] = []
    blocks: list[Block] = []
    for kind, placed in parts:
        made.append(_part(kind, placed, len(blocks), margins))
        pages += _pages(kind, placed, len(blocks), margins)
        blocks += [block.block for block in placed]
    date = datetime.datetime(2020, 4, 16, tzinfo=datetime.UTC)
    return Document(
        metadata=Metadata("史志月报", "某某办公室", "月报", date),
        width=PAPER[0],
        height=PAPER[1],
        parts=tuple(made),
        pages=tuple(pages),
        blocks=tuple(blocks),
        styles=STYLES,
        fonts=FONTS,
        faces={FACE.key: FACE},
    )


def _count(placed: Sequence[_Placed]) -> int:
    return max(page for block in placed for page, _ in block.places) + 1


def _part(kind: PartKind, placed: Sequence[_Placed], first: int, margins: Margins) -> Part:
    """A part whose blocks have the numbers from `first` on; those of cover and colophon stand at fixed places."""
    numbers, none = range(first, first + len(placed)), range(first, first)
    is_fixed = kind in (PartKind.COVER, PartKind.COLOPHON)
    return Part(
        kind=kind,
        pages=_count(placed),
        margins=margins,
        grid=LineGrid(TOP, PITCH, ROWS),
        first=PageNumber(1),
        head=numbers if is_fixed else none,
        body=none if is_fixed else numbers,
        foot=range(numbers.stop, numbers.stop),
        folio=FOLIO if kind is PartKind.BODY else None,
    )


def _pages(kind: PartKind, placed: Sequence[_Placed], first: int, margins: Margins) -> list[Page]:
    items: list[list[Item]] = [[] for _ in range(_count(placed))]
    for number, block in enumerate(placed, first):
        for y, thickness, edge in block.rules:
            items[0].append(Rule(INNER, y, WIDTH, thickness, "000000", BlockNumber(number), edge))
        for line, (page, top) in zip(block.lines, block.places, strict=True):
            left = margins.left(PageNumber(page + 1))
            baseline = top + (line.height - SIZE) // 2 + SIZE.em(0.88)
            items[page].append(replace(line, x=left + line.x, top=top, baseline=baseline, block=BlockNumber(number)))
    opened = {block.places[0][0] for block in placed if block.block.start is not PageStart.FLOWS}
    return [
        Page(
            part=kind,
            label=str(index + 1) if kind is PartKind.BODY else None,
            items=tuple(page),
            size=PageSize(*PAPER),
            foot=max(item.foot for item in page if isinstance(item, TextLine)),
            is_full=index + 1 < len(items) and index + 1 not in opened,
        )
        for index, page in enumerate(items)
    ]
