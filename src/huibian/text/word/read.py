"""Takes a Word file, gives its contents.

Places are paragraphs: `line` counts those that are not empty, and tables, from 1 for the title; `column` counts the
characters of a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from msgspec.structs import replace

from huibian.diagnostics import Span
from huibian.frame import Align
from huibian.image import Image
from huibian.text.inlines import Inlines
from huibian.text.model import ArticlePicture, Content, Inline, row_of_pictures
from huibian.text.pictures import PictureFlaw, PictureTaker
from huibian.text.remarks import Remarks
from huibian.text.tally import Written
from huibian.text.word.arrange import StyledText, WordContent, arrange, written
from huibian.text.word.drawings import Drawn
from huibian.text.word.flow import TBL, Flow
from huibian.text.word.leaving import begun, leave_shown
from huibian.text.word.looks import look_of, measure_of
from huibian.text.word.margins import SideParts
from huibian.text.word.notes import WordNotes
from huibian.text.word.numbering import Label, ListNumbering
from huibian.text.word.package import WordPackage, open_package
from huibian.text.word.photographs import column_widths, is_bare, photographs
from huibian.text.word.runs import AnchoredBox, ParagraphReader, WordParagraph
from huibian.text.word.scan import Reason, Unfit
from huibian.text.word.styles import StyleKind, StyleNumbers, Styles
from huibian.text.word.tables import read_table
from huibian.text.word.xml import Element, number, value

_METAFILES = (".emf", ".wmf", ".emz", ".wmz")


def read_word(data: bytes, path: Path, at: Span, remarks: Remarks) -> tuple[list[Content], Sequence[Written]]:
    """The contents of a Word file, and all text that a plain scan finds in it.

    Args:
        data: Its bytes.
        path: What it is called.
        at: What names it.
        remarks: Gets what cannot be set, what is left out, and what is set otherwise than it looks in Word.

    Raises:
        HuibianError: It is no whole Word file of today's format (HB230), or beyond limits (HB232).
    """
    package = open_package(data, path, at)
    _draw_metafiles(package)
    reader = _WordReader(package, path, remarks)
    reader.read()
    contents = arrange(reader.contents, reader.styles.run(None).size or 0, remarks)
    return contents, package.written


def _draw_metafiles(package: WordPackage) -> None:
    """Have LibreOffice draw the metafiles of a file in one start; what comes of each is told where it stands."""
    parts = dict.fromkeys(map(package.part_of, package.relations))
    metafiles = [part for part in parts if part is not None and part.endswith(_METAFILES)]
    if metafiles:
        from huibian.metafile import draw_ahead  # slow to import, and seldom needed

        with suppress(Unfit):
            draw_ahead(map(package.image, metafiles))


@dataclass(slots=True)
class _WordReader:
    package: WordPackage
    path: Path
    remarks: Remarks
    styles: Styles = field(init=False)
    numbering: ListNumbering = field(init=False)
    side_parts: SideParts = field(init=False)
    notes: WordNotes = field(init=False)
    taker: PictureTaker = field(init=False)
    paragraph_reader: ParagraphReader = field(init=False)
    contents: list[WordContent] = field(default_factory=list)
    images: dict[str, Image | Reason] = field(default_factory=dict)  # by their parts
    measure: int = field(init=False)
    count: int = 0
    is_in_box: bool = False

    def __post_init__(self) -> None:
        self.styles = Styles.of(self.package.root("styles"))
        self.measure = measure_of(self.package.document)
        self.numbering = ListNumbering.of(self.package.root("numbering"))
        self.side_parts = SideParts(self.package, self.remarks)
        self.notes = WordNotes(self.without_columns, self.remarks)
        self.notes.take(self.package)
        self.taker = PictureTaker(self.remarks)
        self.paragraph_reader = ParagraphReader(self.styles, self.remarks, self.side_parts, self.notes.find)

    def without_columns(self, group: Sequence[Element], at: Span) -> WordParagraph:
        """Read a paragraph of a cell or a footnote, whose characters all have one place; its number is part of it."""
        paragraph = self.paragraph_reader.read(group, at, keeps_columns=False)
        paragraph.inlines[:0] = self._mark(self._label(group[-1]), at)
        return paragraph

    def read(self) -> None:
        """Take in the document, and tell of what stands beside its text."""
        self._all(self.package.document)
        whole = Span(self.path)
        self.notes.leave_rest(whole)
        self.side_parts.leave_rest(whole)

    def _all(self, container: Element) -> None:
        for group in Flow(self.remarks).groups(container, lambda: self._next):
            if group[0].tag == TBL:
                self._table(group[0])
            else:
                self._paragraph(group)

    @property
    def _next(self) -> Span:
        """Where the next paragraph stands."""
        return Span(self.path, self.count + 1)

    def _table(self, element: Element) -> None:
        table = read_table(element, self._next, self.without_columns, self._picture, self.remarks)
        if table is not None:
            shown = photographs(table, column_widths(element)) if is_bare(element, self.styles) else None
            self.contents += [table] if shown is None else shown
            self.count += 1

    def _paragraph(self, group: Sequence[Element]) -> None:
        kind, level = self.styles.kind(value(group[-1], "pPr", "pStyle"))
        if kind is StyleKind.CONTENTS:
            for each in group:
                leave_shown(self.remarks, "目录", each, self._next)
            return
        at = Span(self.path, self.count + 1, 1)
        paragraph = self.paragraph_reader.read(group, at)
        lines = paragraph.lines(self.remarks)
        label = self._label(group[-1])
        if not (lines or paragraph.pictures):
            self._boxes(paragraph.boxes)
            return
        self.count += 1
        if lines:
            look = look_of(group[-1], paragraph, self.styles, self.measure)
            text = StyledText(kind, level, self._labelled(lines, label, at), label, look, self.is_in_box, at)
            self._text(text, paragraph)
        else:
            self._pictures(paragraph)
        self._boxes(paragraph.boxes)

    def _text(self, text: StyledText, paragraph: WordParagraph) -> None:
        """Take in a paragraph with its pictures; words that are centred below these are their caption."""
        if self.contents and text.look.align is Align.CENTER and _begins_with_pictures(paragraph):
            self._pictures(paragraph)
            self.contents.append(replace(text, kind=StyleKind.CAPTION))
            return
        self.contents.append(text)
        if paragraph.pictures:
            self.remarks.warning("HB216", "夹在文字里的图片排到这一段后面", paragraph.pictures[0].span)
        self._pictures(paragraph)

    def _pictures(self, paragraph: WordParagraph) -> None:
        """Take in the pictures of a paragraph; those with nothing between them stand side by side."""
        for _, group in groupby(paragraph.pictures, key=lambda drawn: drawn.before):
            pictures = [picture for drawn in group for picture in self._picture(drawn)]
            if pictures:
                self.contents.append(row_of_pictures(pictures, (), pictures[0].span))

    def _boxes(self, boxes: Sequence[AnchoredBox]) -> None:
        """Take in the text boxes of a paragraph behind it."""
        for box in boxes:
            words = begun(box.element)
            if words:
                hint = "核对位置；不要它的话，从文件里删掉。"
                self.remarks.warning("HB247", f"文本框{words}排到它所在的段落后面", box.span, hint)
            was_in_box, self.is_in_box = self.is_in_box, True
            self._all(box.element)
            self.is_in_box = was_in_box

    def _label(self, element: Element) -> Label | None:
        """The number of a paragraph, counted on; `None` for none."""
        name = value(element, "pPr", "numPr", "numId")
        found = self.styles.numbers_of(value(element, "pPr", "pStyle"))
        which = name if name is not None else found.list if found is not None else None
        if which is None:
            return None
        said = value(element, "pPr", "numPr", "ilvl")
        label = self.numbering.next(which, self._depth(which, found) if said is None else number(said))
        if label is not None and label.unknown is not None:
            message = f"不认识编号的格式 {label.unknown}，按 {label.text} 排"
            self.remarks.warning("HB225", message, self._next)
        return label

    def _depth(self, which: str, found: StyleNumbers | None) -> int:
        """The level of a list that numbers the paragraphs of a style, which says it or is named by it."""
        if found is None:
            return 0
        return (self.numbering.depth_of(which, found.style) if found.depth is None else found.depth) or 0

    def _labelled(self, lines: Sequence[Inlines], label: Label | None, at: Span) -> list[Inlines]:
        return [(*self._mark(label, at), *lines[0]), *lines[1:]]

    def _mark(self, label: Label | None, at: Span) -> Inlines:
        """The number of a paragraph, which Word keeps out of its text."""
        if label is None:
            return ()
        span, text = Span(at.file, at.line), written(label)
        self.remarks.tally.made(text, span)
        return (Inline(text, False, span),) if text else ()

    def _picture(self, drawn: Drawn) -> Iterator[ArticlePicture]:
        part = self.package.part_of(drawn.relation)
        if part is not None and part not in self.images:
            self.images[part] = self._image(part, drawn)
        image = None if part is None else self.images[part]
        if image is None:
            self.remarks.error("HB220", "图片不在 Word 文件里，只有链接", drawn.span, "在 Word 里把图片嵌入文件。")
        elif isinstance(image, Reason):
            self.remarks.error(image.code, f"图片{image.message}", drawn.span, image.hint)
        else:
            if drawn.is_cropped:
                hint = "要裁剪的话，先把图片文件裁好，再放进文章。"
                self.remarks.warning("HB213", "裁剪过的图片按整幅排", drawn.span, hint)
            yield ArticlePicture(image, (), drawn.span)

    def _image(self, part: str, drawn: Drawn) -> Image | Reason:
        """A picture, read once however often and by however many relations it is shown; why it is not taken."""
        try:
            data = self.package.image(part)
        except Unfit as error:
            return error.reason
        taken = self.taker.take(data, "图片", drawn.span)
        return Reason(taken.code, taken.message, taken.hint) if isinstance(taken, PictureFlaw) else taken


def _begins_with_pictures(paragraph: WordParagraph) -> bool:
    """Whether a paragraph has pictures, and all of them before its words."""
    words = next((each.span.column or 0 for each in paragraph.inlines if each.text.strip()), 0)
    return bool(paragraph.pictures) and all((each.span.column or 0) <= words for each in paragraph.pictures)
