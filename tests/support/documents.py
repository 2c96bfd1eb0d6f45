"""Finished documents for the exporters' tests, set by the real line breaker from plain widths, with no font file."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from huibian.frame import (
    Align,
    Block,
    Document,
    Edge,
    Face,
    Fit,
    Folio,
    FontNames,
    Item,
    Margins,
    Metadata,
    Page,
    Part,
    PartKind,
    Role,
    Rule,
    Run,
    RunKind,
    Text,
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


def set_text(text: str, style: TextStyle) -> list[Text]:
    """The lines of a paragraph, on no page yet: `x` from the type area's edge, `top` nought.

    Text between `**` is bold.
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
        lines.append(Text(indent + room - line.shift, ZERO, style.pitch, ZERO, tuple(runs), fit=fit))
    return lines


@dataclass
class _Placed:
    """A block with its lines, each with its page (from 0, within the part) and its top."""

    block: Block
    lines: list[Text]
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
    for index, placed in enumerate(body, first):
        if placed in heads:
            placed.block = replace(placed.block, bookmark=f"_Toc{index:08d}")
    parts[1] = (PartKind.CONTENTS, _contents(body, first) if heads else [])
    return _document([(kind, blocks) for kind, blocks in parts if blocks], mirrored)


def _paginate(blocks: Sequence[tuple[Role, list[Text]]]) -> list[_Placed]:
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
        title = "".join(line.text for line in lines) if STYLES[role].outline else None
        placed.append(_Placed(Block(role, PITCH * before, short, title=title), lines, places))
    return placed


def _together(blocks: Sequence[tuple[Role, list[Text]]]) -> int:
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
    return _Placed(Block(role), lines, places, rules if role is Role.NUMBER else [])


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
        placed.append(_Placed(Block(Role.COLOPHON_ITEM), lines, places, rules))
    return placed


def _contents(body: Sequence[_Placed], first: int) -> list[_Placed]:
    blocks = [(Role.CONTENTS_TITLE, set_text("目　录", STYLES[Role.CONTENTS_TITLE]))]
    for index, placed in enumerate(body, first):
        if placed.block.role is Role.SECTION_HEAD:
            blocks.append((Role.CONTENTS_SECTION, set_text(placed.block.title or "", STYLES[Role.CONTENTS_SECTION])))
        elif placed.block.role is Role.ARTICLE_TITLE:
            lines = set_text(placed.block.title or "", STYLES[Role.CONTENTS_ARTICLE])
            lines[-1] = _numbered(lines[-1], str(placed.places[0][0] + 1), index)
            blocks.append((Role.CONTENTS_ARTICLE, lines))
    return _paginate(blocks)


def _numbered(line: Text, number: str, target: int) -> Text:
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
    folio = Folio("— ", " —", Length.of(7, "mm"), Length.of(14, "pt"))
    pages: list[Page] = []
    made: list[Part] = []
    blocks: list[Block] = []
    for kind, placed in parts:
        count = max(page for block in placed for page, _ in block.places) + 1
        items: list[list[Item]] = [[] for _ in range(count)]
        for index, block in enumerate(placed, len(blocks)):
            for y, thickness, edge in block.rules:
                items[0].append(Rule(INNER, y, WIDTH, thickness, "000000", index, edge))
            for line, (page, top) in zip(block.lines, block.places, strict=True):
                left = outer if mirrored and page % 2 else INNER
                baseline = top + (line.height - SIZE) // 2 + SIZE.em(0.88)
                items[page].append(replace(line, x=left + line.x, top=top, baseline=baseline, block=index))
        blocks += [block.block for block in placed]
        made.append(Part(kind, count, margins, folio if kind is PartKind.BODY else None))
        pages += [Page(kind, str(n) if kind is PartKind.BODY else None, tuple(page)) for n, page in enumerate(items, 1)]
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
