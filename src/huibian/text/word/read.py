"""Takes a Word file, gives its contents: the first paragraph is the title.

Places are paragraphs: `line` counts those that are not empty, and tables, from 1 for the title; `column` counts the
characters of a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from huibian import source
from huibian.diagnostics import Span
from huibian.frame import Role
from huibian.image import flaw_of, read_image
from huibian.text.inlines import Inlines, cleaned, joined
from huibian.text.model import Block, Content, Inline, Picture, plain
from huibian.text.numbers import bullet
from huibian.text.patterns import is_numbered, numbered
from huibian.text.pictures import HINT
from huibian.text.plain import LEVELS
from huibian.text.remarks import Remarks
from huibian.text.word.notes import Notes
from huibian.text.word.numbering import Label, Numbering
from huibian.text.word.package import Package, open_package
from huibian.text.word.runs import Drawn, Paragraph, Scribe
from huibian.text.word.styles import Kind, Styles
from huibian.text.word.tables import read_table
from huibian.text.word.xml import MC, Element, W, children, number, text_of, value

_WRAPPERS = [W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")]
_DROPPED = [W + name for name in ("del", "moveFrom")]
_SHOWN = 12  # characters of what is left out


def read_word(path: Path, at: Span, remarks: Remarks) -> list[Content]:
    """The contents of a Word file.

    Args:
        path: The file.
        at: What names it.
        remarks: Gets what cannot be set, what is left out, and what is set otherwise than it looks in Word.

    Raises:
        HuibianError: The file cannot be opened (HB101, HB102), or is no whole Word file (HB230).
    """
    package = open_package(source.load(path, at), path, at)
    reader = _Reader(package, path, remarks)
    reader.read(package.body)
    reader.note_margins()
    return reader.contents


@dataclass(slots=True)
class _Reader:
    package: Package
    path: Path
    remarks: Remarks
    styles: Styles = field(init=False)
    numbering: Numbering = field(init=False)
    scribe: Scribe = field(init=False)
    contents: list[Content] = field(default_factory=list)
    count: int = 0
    title_level: int | None = None  # of the heading that is the title; 0 where it is none
    title_goes_on: bool = False  # whether the last content is a title that may have a second line
    carried: Paragraph | None = None  # what stands before the next paragraph since the mark between was deleted

    def __post_init__(self) -> None:
        self.styles = Styles.of(self.package.root("styles"))
        self.numbering = Numbering.of(self.package.root("numbering"))
        notes = Notes(self.without_columns, self.remarks)
        notes.take(self.package)
        self.scribe = Scribe(self.package, self.styles, self.remarks, notes.find)

    def without_columns(self, element: Element, at: Span) -> Paragraph:
        """Read a paragraph whose characters all have one place."""
        return self.scribe.read(element, at, keeps_columns=False)

    def read(self, element: Element) -> None:
        """Take in the paragraphs and tables of the body, or of what is wrapped round some of them."""
        for child in children(element):
            if child.tag == W + "p":
                self._paragraph(child)
            elif child.tag == W + "tbl":
                self._table(child)
            elif _is_contents(child):
                self._note("HB214", "略去了目录")
            elif child.tag in _WRAPPERS:
                self.read(child)
            elif child.tag in _DROPPED:
                self._note("HB231", "有修订，照接受修订以后的文字排")
            elif child.tag == MC + "AlternateContent":
                for choice in list(children(child))[:1]:
                    self.read(choice)
            elif child.tag == W + "altChunk":
                self._note("HB214", "略去了插入的文件")

    def note_margins(self) -> None:
        """Tell of text in headers and footers; page numbers are none."""
        for kind, words in (("header", "页眉"), ("footer", "页脚")):
            for root in self.package.related(kind):
                text = " ".join(text_of(root).split())
                if text.strip(" -—－·0123456789第页共"):
                    self.remarks.warning("HB214", f"略去了{words}“{text[:_SHOWN]}”", Span(self.path))

    def _note(self, code: str, message: str) -> None:
        self.remarks.warning(code, message, Span(self.path, self.count + 1))

    def _table(self, element: Element) -> None:
        table = read_table(element, Span(self.path, self.count + 1), self.without_columns, self.remarks)
        if table is not None:
            self.contents.append(table)
            self.count += 1
            self.title_goes_on = False

    def _paragraph(self, element: Element) -> None:
        kind, level = self.styles.kind(value(element, "pPr", "pStyle"))
        if kind is Kind.CONTENTS:
            self._note("HB214", "略去了目录")
            return
        at = Span(self.path, self.count + 1, 1)
        paragraph = self._joined(self.scribe.read(element, at))
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self.carried = paragraph
            return
        lines = cleaned(paragraph.inlines, self.remarks)
        label = self._label(element)
        if not lines and not paragraph.pictures:
            return
        self.count += 1
        if lines:
            self._add(kind, level, lines, label, at)
        if lines and paragraph.pictures:
            self.remarks.warning("HB216", "夹在文字里的图片排到这一段后面", paragraph.pictures[0].span)
        for drawn in paragraph.pictures:
            self.contents += self._picture(drawn)
            self.title_goes_on = False

    def _joined(self, paragraph: Paragraph) -> Paragraph:
        carried, self.carried = self.carried, None
        if carried is None:
            return paragraph
        return Paragraph(carried.inlines + paragraph.inlines, carried.pictures + paragraph.pictures)

    def _add(self, kind: Kind, level: int, lines: Sequence[Inlines], label: Label | None, at: Span) -> None:
        before = self.contents[-1] if self.contents else None
        title_goes_on, self.title_goes_on = self.title_goes_on, False
        if title_goes_on and kind is Kind.TITLE and isinstance(before, Block):
            self.contents[-1] = replace(before, inlines=joined([before.inlines, _unmarked(joined(lines))]))
            self.title_goes_on = True
        elif kind is Kind.CAPTION and isinstance(before, Picture) and not before.caption:
            self.contents[-1] = replace(before, caption=_unmarked(joined(lines)))
        elif self.title_level is None:
            self.title_level = level
            self.title_goes_on = kind is Kind.TITLE
            inlines = _unmarked(joined(self._labelled(lines, label, at)))
            self.contents.append(Block(Role.PARAGRAPH, inlines, inlines[0].span))
        elif kind is Kind.HEADING or kind is Kind.TITLE:
            inlines = _unmarked(joined(self._labelled(lines, label, at)))
            self.contents.append(Block(self._level(level, at), inlines, inlines[0].span))
        else:
            role = Role.QUOTATION if kind is Kind.QUOTATION else Role.PARAGRAPH
            lines = list(map(_unmarked, lines)) if kind is Kind.CAPTION else lines
            self.contents += self._blocks(role, self._labelled(lines, label, at), label)

    def _level(self, level: int, at: Span) -> Role:
        depth = level - (self.title_level or 0)
        if depth > len(LEVELS):
            self.remarks.warning("HB213", "小标题只有四级，再低的按第四级排", at)
        return LEVELS[min(max(depth, 1), len(LEVELS)) - 1]

    def _blocks(self, role: Role, lines: Sequence[Inlines], label: Label | None) -> Iterator[Block]:
        if label is not None and (label.is_bullet or not is_numbered(plain(lines[0]))):
            role = Role.LIST_ITEM
        for inlines in lines:
            heads = role is Role.PARAGRAPH and numbered(plain(inlines)) is not None
            yield Block(role, _unmarked(inlines) if heads else inlines, inlines[0].span)

    def _label(self, element: Element) -> Label | None:
        """The number of a paragraph, counted on; `None` for none."""
        name = value(element, "pPr", "numPr", "numId")
        found = self.styles.list_of(value(element, "pPr", "pStyle"))
        depth = value(element, "pPr", "numPr", "ilvl")
        if name is None and found is None:
            return None
        which = name if name is not None else found[0] if found else ""
        label = self.numbering.next(which, number(depth, found[1] if found else 0))
        if label is not None and label.unknown is not None:
            self._note("HB225", f"不认识编号的格式 {label.unknown}，按 {label.text} 排")
        return label

    def _labelled(self, lines: Sequence[Inlines], label: Label | None, at: Span) -> list[Inlines]:
        if label is None:
            return list(lines)
        text = bullet(label.depth) if label.is_bullet else label.text
        mark = (Inline(text, False, Span(at.file, at.line)),) if text else ()
        return [(*mark, *lines[0]), *lines[1:]]

    def _picture(self, drawn: Drawn) -> Iterator[Picture]:
        data = self.package.image(drawn.relation)
        image = None if data is None else read_image(data)
        if data is None:
            self.remarks.error("HB220", "图片不在 Word 文件里，只有链接", drawn.span, "在 Word 里把图片嵌入文件。")
        elif image is None:
            self.remarks.error("HB221", f"图片{flaw_of(data)}", drawn.span, HINT)
        else:
            if drawn.is_cropped:
                hint = "要裁剪的话，先把图片文件裁好，再放进文章。"
                self.remarks.warning("HB213", "裁剪过的图片按整幅排", drawn.span, hint)
            yield Picture(image, (), drawn.span)


def _is_contents(element: Element) -> bool:
    """Whether an element is a table of contents that Word keeps up."""
    gallery = value(element, "sdtPr", "docPartObj", "docPartGallery")
    return gallery == "Table of Contents"


def _unmarked(inlines: Inlines) -> Inlines:
    """A heading without bold: it has a look of its own."""
    return tuple(replace(inline, bold=False) for inline in inlines)
