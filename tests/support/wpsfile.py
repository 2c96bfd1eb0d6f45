"""Word files as WPS writes them, made from nothing: no styles, every run has its fonts and size, boxes two forms."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from tests.support.officeblocks import Bit, Block, Box, Cell, Side, Table, Text, photograph, placed
from tests.support.worddocs import NAMES

_FONT, _SIZE = "仿宋_GB2312", 16.0
_WESTERN = "Times New Roman"
_SIGNS = ("Wingdings", "Wingdings 2", "Wingdings 3", "Webdings", "Symbol")  # faces of signs are western ones
_RUNS = re.compile(r"[\x21-\x7e]+|[^\x21-\x7e]+")  # WPS begins a run where Han and western characters meet
_MEASURE = 8845  # twips: 156 mm
_EMUS = 12700 * 72 // 200  # a pixel at 200 to the inch
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:color="auto" w:sz="4" w:space="0"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

# Lists that `Text.number` names: for each level its format and text. The articles of a regulation are counted through.
LISTS = {
    "official": [
        ("chineseCounting", "%1、"),
        ("chineseCounting", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "（%4）"),
    ],
    "decimal": [("decimal", "%1."), ("lowerLetter", "%2)")],
    "pause": [("decimal", "%1、")],
    "bullet": [("bullet", "\uf06c"), ("bullet", "\uf0d8")],
    "regulation": [("chineseCounting", "第%1章"), ("chineseCounting", "第%2条")],
}

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = ("document", "styles", "settings", "numbering", "footnotes", "header")
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="宋体"/></w:rPr>'
    '</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/>'
    '<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr><w:rPr><w:kern w:val="2"/><w:sz w:val="21"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:style>'
)
_SECTION = (
    '<w:sectPr>{}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1587"'
    ' w:header="851" w:footer="992" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>'
)


def wps_file(blocks: Sequence[Block], header: str = "") -> bytes:
    """A Word file with some blocks and a header."""
    writer = _Writer()
    body = "".join(map(writer.block, blocks))
    reference = f'<w:headerReference w:type="default" r:id="{_relation("header")}"/>' if header else ""
    parts = {
        "document": f"<w:body>{body}{_SECTION.format(reference)}</w:body>",
        "styles": _STYLES,
        "settings": '<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15"/></w:compat>',
        "numbering": _numbering(),
        "footnotes": "".join(writer.notes),
        "header": f"<w:p><w:r><w:t>{escape(header)}</w:t></w:r></w:p>" if header else "",
    }
    return _packed({name: text for name, text in parts.items() if text}, writer.pictures)


@dataclass
class _Writer:
    notes: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def block(self, block: Block) -> str:
        if isinstance(block, Text):
            return self._text(block)
        if isinstance(block, Table):
            return self._table(block)
        assert isinstance(block, Box)
        return _box(block.box)

    def _text(self, block: Text) -> str:
        size = block.size or _SIZE
        indent = (2 if block.align is None and block.number is None else 0) if block.indent is None else block.indent
        looks = _run_look(block.font or _FONT, size, bold=bool(block.bold))
        number = ""
        if block.number:
            name, level = block.number
            number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list(LISTS).index(name) + 1}"/></w:numPr>'
        properties = (
            f'<w:keepNext w:val="0"/>{number}<w:spacing w:line="560" w:lineRule="exact"/>'
            f'<w:ind w:left="{int((block.left or 0) * size * 20)}" w:firstLine="{int(indent * size * 20)}"'
            f' w:firstLineChars="{int(indent * 100)}"/><w:jc w:val="{block.align or "both"}"/>{looks}'
        )
        return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(self._bit(bit, block) for bit in block.p)}</w:p>"

    def _bit(self, bit: Bit, block: Text) -> str:
        bold = bool(block.bold if bit.bold is None else bit.bold)
        font, size = bit.font or block.font or _FONT, bit.size or block.size or _SIZE
        if bit.picture:
            return f"<w:r>{self._picture(bit.picture)}</w:r>"
        if bit.formula:
            return f"<m:oMath><m:r><m:t>{escape(bit.formula)}</m:t></m:r></m:oMath>"
        looks = _run_look(font, size, bold=bold, raised=bit.raised, hidden=bit.hidden)
        if bit.symbol:
            return f'<w:r>{looks}<w:sym w:font={quoteattr(font)} w:char="{bit.symbol}"/></w:r>'
        if bit.note is not None:
            return self._note(bit.note, looks)
        runs = "".join(_runs(bit.text, looks, "delText" if bit.deleted else "t"))
        if bit.inserted or bit.deleted:
            name = "ins" if bit.inserted else "del"
            return f'<w:{name} w:id="1" w:author="周默" w:date="2026-09-03T09:00:00Z">{runs}</w:{name}>'
        return runs if bit.field is None else _field(bit.field, runs)

    def _note(self, text: str, looks: str) -> str:
        number = len(self.notes) + 1
        self.notes.append(
            f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        )
        return f'<w:r>{looks}<w:footnoteReference w:id="{number}"/></w:r>'

    def _picture(self, size: str) -> str:
        name = f"image{len(self.pictures) + 1}"
        self.pictures[name] = photograph(size)
        width, height = (int(pixels) * _EMUS for pixels in size.split("x"))
        number = len(self.pictures)
        return (
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{number}" name="图片 {number}"/><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{_relation(name)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing>"
        )

    def _table(self, block: Table) -> str:
        width = _MEASURE // block.width
        rows = [self._row(block, row, width) for row in range(len(block.table))]
        borders = f"<w:tblBorders>{_BORDERS}</w:tblBorders>" if block.borders else ""
        columns = f'<w:gridCol w:w="{width}"/>' * block.width
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{_MEASURE}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
        )

    def _row(self, block: Table, row: int, width: int) -> str:
        """A row: its own cells, and an empty one wherever a cell of a row above reaches into it."""
        cells = {}
        for top, column, cell in placed(block):
            if top == row:
                cells[column] = self._cell(cell, width, "restart", block.align)
            elif top < row < top + cell.rows:
                cells[column] = self._cell(Cell(columns=cell.columns, rows=cell.rows), width, "continue", block.align)
        head = "<w:tblHeader/>" if row < block.head else ""
        return f"<w:tr><w:trPr>{head}</w:trPr>{''.join(cells[column] for column in sorted(cells))}</w:tr>"

    def _cell(self, cell: Cell, width: int, merge: str, align: Side | None) -> str:
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        merged = f'<w:vMerge w:val="{merge}"/>' if cell.rows > 1 else ""
        pictures = "".join(f"<w:r>{self._picture(size)}</w:r>" for size in cell.pictures)
        looks = _run_look("宋体", 10.5)
        texts = cell.text.split("\n")
        paragraphs = "".join(
            f'<w:p><w:pPr><w:jc w:val="{align or "center"}"/>{looks}</w:pPr>{"".join(_runs(text, looks))}'
            f"{pictures if text is texts[-1] else ''}</w:p>"
            for text in texts
        )
        size = f'<w:tcW w:w="{width * cell.columns}" w:type="dxa"/>'
        return f"<w:tc><w:tcPr>{size}{span}{merged}</w:tcPr>{paragraphs}</w:tc>"


def _run_look(font: str, size: float, *, bold: bool = False, raised: bool = False, hidden: bool = False) -> str:
    western, eastern = (font, _FONT) if font in _SIGNS else (_WESTERN, font)
    hint = "default" if font in _SIGNS else "eastAsia"
    fonts = f'<w:rFonts w:hint="{hint}" w:ascii="{western}" w:hAnsi="{western}" w:eastAsia="{eastern}"/>'
    marks = "<w:b/><w:bCs/>" * bold + "<w:vanish/>" * hidden
    sizes = f'<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/>'
    raise_ = '<w:vertAlign w:val="superscript"/>' if raised else ""
    return f'<w:rPr>{fonts}{marks}{sizes}{raise_}<w:lang w:eastAsia="zh-CN"/></w:rPr>'


def _runs(text: str, looks: str, name: str = "t") -> Iterator[str]:
    """Runs of text, line breaks and tabs among it."""
    for line in re.split(r"([\n\t])", text):
        if line in ("\n", "\t"):
            yield f"<w:r>{looks}{'<w:br/>' if line == chr(10) else '<w:tab/>'}</w:r>"
            continue
        for part in _RUNS.findall(line):
            yield f'<w:r>{looks}<w:{name} xml:space="preserve">{escape(part)}</w:{name}></w:r>'


def _field(code: str, result: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f'{begin}<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>{separate}{result}{end}'


def _box(lines: Iterable[str]) -> str:
    """A text box in the form of Word and, for old readers, in VML."""
    looks = _run_look(_FONT, 14)
    text = "".join(f"<w:p>{''.join(_runs(line, looks))}</w:p>" for line in lines)
    content = f"<w:txbxContent>{text}</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0"'
        ' distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="1800000" cy="900000"/><wp:wrapSquare wrapText="bothSides"/><wp:docPr id="90" name="文本框 1"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="900000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape type="#_x0000_t202" style="width:142pt;height:71pt"><v:textbox>{content}</v:textbox></v:shape>'
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _numbering() -> str:
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{"".join(map(_level, range(len(levels)), levels))}</w:abstractNum>'
        for number, levels in enumerate(LISTS.values(), 1)
    )
    used = range(1, len(LISTS) + 1)
    return kinds + "".join(f'<w:num w:numId="{each}"><w:abstractNumId w:val="{each}"/></w:num>' for each in used)


def _level(depth: int, level: tuple[str, str]) -> str:
    form, text = level
    font = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>' if form == "bullet" else ""
    goes_on = '<w:lvlRestart w:val="0"/>' if text.endswith("条") else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{goes_on}<w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>{font}</w:lvl>'
    )


def _relation(name: str) -> str:
    return f"rId{name}"


def _packed(parts: dict[str, str], pictures: dict[str, bytes]) -> bytes:
    """The zip: its kinds of content, its relations, its parts."""
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{"document.main" if name == "document" else name}'
        f'+xml"/>'
        for name in parts
    )
    links = "".join(
        f'<Relationship Id="{_relation(name)}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>'
        for name in parts
        if name != "document"
    ) + "".join(
        f'<Relationship Id="{_relation(name)}" Type="{_RELATIONS}/image" Target="media/{name}.png"/>'
        for name in pictures
    )
    files: dict[str, bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
        ).encode(),
        **{f"word/{name}.xml": _part(name, text) for name, text in parts.items()},
        **{f"word/media/{name}.png": data for name, data in pictures.items()},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(zipfile.ZipInfo(name), data)
    return packed.getvalue()


def _part(name: str, text: str) -> bytes:
    root = {"header": "hdr"}.get(name, name)
    drawing = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {NAMES} {drawing}>{text}</w:{root}>'
    ).encode()
