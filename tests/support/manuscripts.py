"""The manuscripts of the corpus: each a YAML file that says what an office writes, and what an editor takes it for.

`tests/corpus` has them. Word files are made by python-docx, or from nothing as WPS writes them
(`tests/support/wpsfile`); text and Markdown are in the YAML as they are.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal

import docx
import yaml
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from huibian.libreoffice import ForeignFile, Target, convert_all
from huibian.markedyaml import Model, ParsedBy, fit
from tests.support.officeblocks import Block, Cell, Side, Table, Text, photograph, placed, read_block
from tests.support.wpsfile import wps_file

CORPUS = Path(__file__).parents[1] / "corpus"
_TARGETS = {
    "odt": Target("odt", "writer8"),
    "doc": Target("doc", "MS Word 97"),
    "rtf": Target("rtf", "Rich Text Format"),
}
_BODY_SIZE = 16  # points: 三号
_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


class Manuscript(Model, frozen=True, kw_only=True):
    """A manuscript.

    Attributes:
        habit: What offices do, in a sentence.
        made: How the file is made.
        converted: What LibreOffice then makes of it.
        blocks: What a Word file has.
        text: What a file of text or Markdown has.
        encoding: That of the text.
        header: What stands in the header of every page.
        title: The title that the manifest gives it.
        expected: What an editor takes it for (`tests/support/structure`).
    """

    habit: str
    made: Literal["python-docx", "wps", "text", "markdown"]
    converted: Literal["odt", "doc", "rtf"] | None = None
    blocks: tuple[Annotated[Block, ParsedBy(read_block)], ...] = ()
    text: str = ""
    encoding: str = "utf-8"
    header: str = ""
    title: str | None = None
    expected: tuple[dict[str, object], ...]

    @property
    def ending(self) -> str:
        """How the names of such files end."""
        return self.converted or {"text": "txt", "markdown": "md"}.get(self.made, "docx")

    @property
    def is_refused(self) -> bool:
        """Whether an editor would send it back."""
        return any("refused" in element for element in self.expected)


@cache
def manuscripts() -> dict[str, Manuscript]:
    """All of them, by the names of their files."""
    files = sorted(CORPUS.glob("*.yaml"))
    return {file.stem: fit(yaml.safe_load(file.read_text(encoding="utf-8")), Manuscript) for file in files}


def build(manuscript: Manuscript) -> bytes:
    """The file, before LibreOffice makes another kind of it."""
    if manuscript.made in ("text", "markdown"):
        return manuscript.text.encode(manuscript.encoding)
    if manuscript.made == "wps":
        return wps_file(manuscript.blocks, manuscript.header)
    return _python_docx_file(manuscript)


def converted(program: Path, files: Mapping[str, Manuscript]) -> dict[str, bytes]:
    """Files that LibreOffice makes of Word files, by their names; one start for each kind, all at a time."""
    names = {ending: [name for name, each in files.items() if each.converted == ending] for ending in _TARGETS}

    def convert(ending: str) -> list[bytes | None]:
        return convert_all(
            program, [ForeignFile(build(files[name]), "docx") for name in names[ending]], _TARGETS[ending]
        )

    with ThreadPoolExecutor() as pool:
        results = list(pool.map(convert, names))
    pairs = zip(chain.from_iterable(names.values()), chain.from_iterable(results), strict=True)
    return {name: result for name, result in pairs if result}


def _python_docx_file(manuscript: Manuscript) -> bytes:
    document = docx.Document()
    if manuscript.header:
        document.sections[0].header.paragraphs[0].text = manuscript.header
    for block in manuscript.blocks:
        if isinstance(block, Text):
            _add_text(document, block)
        elif isinstance(block, Table):
            _add_table(document, block)
        else:
            msg = "python-docx knows no text boxes"
            raise TypeError(msg)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _add_text(document: Document, block: Text) -> None:
    paragraph = document.add_paragraph(style=block.style)
    _set(paragraph, block.align)
    size = block.size or _BODY_SIZE
    indent = (2 if block.style is None and block.align is None else 0) if block.indent is None else block.indent
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(indent * size)
    if block.left:
        paragraph.paragraph_format.left_indent = Pt(block.left * size)
    for bit in block.p:
        if bit.picture:
            paragraph.add_run().add_picture(io.BytesIO(photograph(bit.picture)))
            continue
        run = paragraph.add_run(bit.text)
        run.bold = block.bold if bit.bold is None else bit.bold
        run.font.superscript = bit.raised or None
        font = bit.font or block.font
        if font:
            run.font.name = font
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        if block.style is None or block.size:
            run.font.size = Pt(bit.size or size)


def _set(paragraph: Paragraph, align: Side | None) -> None:
    if align is not None:
        paragraph.alignment = _SIDES[align]


def _add_table(document: Document, block: Table) -> None:
    table = document.add_table(len(block.table), block.width, style="Table Grid" if block.borders else None)
    for index in range(block.head):
        properties = table.rows[index]._tr.get_or_add_trPr()
        properties.append(properties.makeelement(qn("w:tblHeader"), {}))
    for row, column, cell in placed(block):
        place = table.cell(row, column)
        if cell.columns > 1 or cell.rows > 1:
            place = place.merge(table.cell(row + cell.rows - 1, column + cell.columns - 1))
        _fill(place, cell, block.align)


def _fill(place: _Cell, cell: Cell, align: Side | None) -> None:
    first, *others = cell.text.split("\n")
    place.paragraphs[0].add_run(first)
    for text in others:
        place.add_paragraph(text)
    for size in cell.pictures:
        place.paragraphs[-1].add_run().add_picture(io.BytesIO(photograph(size)))
    for paragraph in place.paragraphs:
        _set(paragraph, align)
