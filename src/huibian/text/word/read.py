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
from huibian.image import Image, flaw_of, read_image
from huibian.text.inlines import Inlines, joined
from huibian.text.model import ArticlePicture, Content, Inline, ListParagraph, Paragraph, plain
from huibian.text.numbers import bullet
from huibian.text.patterns import is_numbered, numbered
from huibian.text.pictures import HINT
from huibian.text.plain import LEVELS
from huibian.text.remarks import Remarks
from huibian.text.tally import Written
from huibian.text.word.flow import TBL, Flow
from huibian.text.word.leaving import leave_text
from huibian.text.word.margins import SideParts
from huibian.text.word.notes import WordNotes
from huibian.text.word.numbering import Label, ListNumbering
from huibian.text.word.package import WordPackage, open_package
from huibian.text.word.runs import Drawn, ParagraphReader, WordParagraph
from huibian.text.word.scan import Reason, Unfit
from huibian.text.word.styles import StyleKind, Styles
from huibian.text.word.tables import read_table
from huibian.text.word.xml import Element, number, value

_MOST_TITLE_LINES = 8  # paragraphs of a title; what follows is a heading


def read_word(path: Path, at: Span, remarks: Remarks) -> tuple[list[Content], Sequence[Written]]:
    """The contents of a Word file, and all text that a plain scan finds in it.

    Args:
        path: The file.
        at: What names it.
        remarks: Gets what cannot be set, what is left out, and what is set otherwise than it looks in Word.

    Raises:
        HuibianError: The file cannot be opened (HB101, HB102), is no whole Word file (HB230), or beyond limits (HB232).
    """
    package = open_package(source.load(path, at), path, at)
    reader = _WordReader(package, path, remarks)
    reader.read()
    return reader.contents, package.written


@dataclass(slots=True)
class _WordReader:
    package: WordPackage
    path: Path
    remarks: Remarks
    styles: Styles = field(init=False)
    numbering: ListNumbering = field(init=False)
    side_parts: SideParts = field(init=False)
    notes: WordNotes = field(init=False)
    paragraph_reader: ParagraphReader = field(init=False)
    contents: list[Content] = field(default_factory=list)
    images: dict[str | None, Image | Reason | None] = field(default_factory=dict)
    count: int = 0
    title_level: int | None = None  # of the heading that is the title; 0 where it is none
    title_lines: int = 0  # of how many paragraphs the last content is the title so far; 0 where it has no more

    def __post_init__(self) -> None:
        self.styles = Styles.of(self.package.root("styles"))
        self.numbering = ListNumbering.of(self.package.root("numbering"))
        self.side_parts = SideParts(self.package, self.remarks)
        self.notes = WordNotes(self.without_columns, self.remarks)
        self.notes.take(self.package)
        self.paragraph_reader = ParagraphReader(self.styles, self.remarks, self.side_parts, self.notes.find)

    def without_columns(self, group: Sequence[Element], at: Span) -> WordParagraph:
        """Read a paragraph of a cell or a footnote, whose characters all have one place; its number is part of it."""
        paragraph = self.paragraph_reader.read(group, at, keeps_columns=False)
        paragraph.inlines[:0] = self._mark(self._label(group[-1]), at)
        return paragraph

    def read(self) -> None:
        """Take in the document, and tell of what stands beside its text."""
        for group in Flow(self.remarks).groups(self.package.document, lambda: self._next):
            if group[0].tag == TBL:
                self._table(group[0])
            else:
                self._paragraph(group)
        whole = Span(self.path)
        self.notes.leave_rest(whole)
        self.side_parts.leave_rest(whole)

    @property
    def _next(self) -> Span:
        """Where the next paragraph stands."""
        return Span(self.path, self.count + 1)

    def _table(self, element: Element) -> None:
        table = read_table(element, self._next, self.without_columns, self._picture, self.remarks)
        if table is not None:
            self.contents.append(table)
            self.count += 1
            self.title_lines = 0

    def _paragraph(self, group: Sequence[Element]) -> None:
        kind, level = self.styles.kind(value(group[-1], "pPr", "pStyle"))
        if kind is StyleKind.CONTENTS:
            for each in group:
                leave_text(self.remarks, "目录", each, self._next)
            return
        at = Span(self.path, self.count + 1, 1)
        paragraph = self.paragraph_reader.read(group, at)
        lines = paragraph.lines(self.remarks)
        label = self._label(group[-1])
        if not lines and not paragraph.pictures:
            return
        self.count += 1
        if lines:
            self._add(kind, level, self._labelled(lines, label, at), label, at)
        if lines and paragraph.pictures:
            self.remarks.warning("HB216", "夹在文字里的图片排到这一段后面", paragraph.pictures[0].span)
        for drawn in paragraph.pictures:
            self.contents += self._picture(drawn)
            self.title_lines = 0

    def _add(self, kind: StyleKind, level: int, lines: Sequence[Inlines], label: Label | None, at: Span) -> None:
        before = self.contents[-1] if self.contents else None
        title_lines, self.title_lines = self.title_lines, 0
        whole = _unmarked(joined(lines))
        if 0 < title_lines < _MOST_TITLE_LINES and kind is StyleKind.TITLE and isinstance(before, Paragraph):
            self.contents[-1] = replace(before, inlines=joined([before.inlines, whole]))
            self.title_lines = title_lines + 1
        elif kind is StyleKind.CAPTION and isinstance(before, ArticlePicture) and not before.caption:
            self.contents[-1] = replace(before, caption=whole)
        elif self.title_level is None:
            self.title_level = level
            self.title_lines = 1 if kind is StyleKind.TITLE else 0
            role = Role.ARTICLE_TITLE if kind in (StyleKind.TITLE, StyleKind.HEADING) else Role.PARAGRAPH
            self.contents.append(Paragraph(role, whole, whole[0].span))
        elif kind is StyleKind.HEADING or kind is StyleKind.TITLE:
            self.contents.append(Paragraph(self._level(level, at), whole, whole[0].span))
        else:
            role = Role.QUOTATION if kind is StyleKind.QUOTATION else Role.PARAGRAPH
            lines = list(map(_unmarked, lines)) if kind is StyleKind.CAPTION else lines
            self.contents += self._blocks(role, lines, label)

    def _level(self, level: int, at: Span) -> Role:
        depth = level - (self.title_level or 0)
        if depth > len(LEVELS):
            self.remarks.warning("HB213", "小标题只有四级，再低的按第四级排", at)
        return LEVELS[min(max(depth, 1), len(LEVELS)) - 1]

    def _blocks(self, role: Role, lines: Sequence[Inlines], label: Label | None) -> Iterator[Paragraph]:
        if label is not None and (label.is_bullet or not is_numbered(plain(lines[0]))):
            yield from _items(lines, label)
            return
        for inlines in lines:
            heads = role is Role.PARAGRAPH and numbered(plain(inlines)) is not None
            yield Paragraph(role, _unmarked(inlines) if heads else inlines, inlines[0].span)

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
            message = f"不认识编号的格式 {label.unknown}，按 {label.text} 排"
            self.remarks.warning("HB225", message, self._next)
        return label

    def _labelled(self, lines: Sequence[Inlines], label: Label | None, at: Span) -> list[Inlines]:
        return [(*self._mark(label, at), *lines[0]), *lines[1:]]

    def _mark(self, label: Label | None, at: Span) -> Inlines:
        """The number of a paragraph, which Word keeps out of its text."""
        if label is None:
            return ()
        span, text = Span(at.file, at.line), _written(label)
        self.remarks.tally.made(text, span)
        return (Inline(text, False, span),) if text else ()

    def _picture(self, drawn: Drawn) -> Iterator[ArticlePicture]:
        if drawn.relation not in self.images:
            self.images[drawn.relation] = self._image(drawn.relation)
        image = self.images[drawn.relation]
        if image is None:
            self.remarks.error("HB220", "图片不在 Word 文件里，只有链接", drawn.span, "在 Word 里把图片嵌入文件。")
        elif isinstance(image, Reason):
            self.remarks.error(image.code, f"图片{image.message}", drawn.span, image.hint)
        else:
            if drawn.is_cropped:
                hint = "要裁剪的话，先把图片文件裁好，再放进文章。"
                self.remarks.warning("HB213", "裁剪过的图片按整幅排", drawn.span, hint)
            yield ArticlePicture(image, (), drawn.span)

    def _image(self, relation: str | None) -> Image | Reason | None:
        """A picture, unpacked once however often it is shown; why it is not taken; `None` if it is not in the file."""
        try:
            data = self.package.image(relation)
        except Unfit as error:
            return error.reason
        if data is None:
            return None
        return read_image(data) or Reason("HB221", flaw_of(data), HINT)


def _items(lines: Sequence[Inlines], label: Label) -> Iterator[ListParagraph]:
    """The paragraphs of an item, of which the first begins with its number or sign."""
    for inlines in lines:
        written = _written(label) if inlines is lines[0] else ""
        yield ListParagraph(Role.LIST_ITEM, inlines, inlines[0].span, level=label.depth, label=written)


def _written(label: Label) -> str:
    return bullet(label.depth) if label.is_bullet else label.text


def _unmarked(inlines: Inlines) -> Inlines:
    """A heading without bold: it has a look of its own."""
    return tuple(replace(inline, bold=False) for inline in inlines)
