"""Blocks become paragraphs: one for each, with flowing text, whatever lines and pages it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile

from huibian.docx import oxml
from huibian.docx.flow import FlowBlock
from huibian.docx.lines import Ending, Locked, WordRun, set_lines
from huibian.docx.measuring import FontSlot
from huibian.docx.oxml import Element, switch, value, w
from huibian.docx.styles import JUSTIFICATION, PICTURE_STYLE, RULE_HEIGHT, RULE_STYLE, STYLE_NAMES, tab_stop, word_style
from huibian.frame import Align, Block, Document, FontNames, Picture, Role, Rule, Run, RunKind, TextStyle
from huibian.units import Length

_TAIL = frozenset({RunKind.TAB, RunKind.PAGE_REFERENCE})  # what begins the end of a line with a jump
_ENDINGS = {Ending.FLOWS: (), Ending.BREAK: ("br",), Ending.SHORT: ("tab", "br")}
# Widths of the full stop and the space in Times New Roman, in em; consumers draw leaders with the former.
_DOT, _SPACE = 0.25, 0.25
_EIGHTH = Length.of("0.125", "pt")


@dataclass(frozen=True, slots=True)
class PictureHeight:
    """How high the line of a picture is, and how much white follows it, in twips."""

    line: int
    below: int


def picture_height(picture: Picture, block: Block, after: Block | None) -> PictureHeight:
    """How the height of a picture's block is shared out.

    It stands on the foot of its line, so half of the white round it follows the line. Not before a block with white
    above it: some consumers then take the larger of the two whites.
    """
    spreads = after is None or not after.space_before
    below = (block.height - picture.height).twips // 2 if spreads else 0
    return PictureHeight(block.height.twips - below, below)


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Makes paragraphs of one document.

    Attributes:
        document: The document.
        anchors: For each contents entry, by its block's index, the bookmark of the heading it leads to.
        notes: The number by which the file knows each footnote, by its block.
    """

    document: Document
    anchors: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[int, int] = field(default_factory=dict)

    def flowing(self, block: FlowBlock, *, before: Sequence[Element] = (), after: Sequence[Element] = ()) -> Element:
        """The paragraph of a block in text that runs on, with what else has to stand at its start or end."""
        space = block.block.space_before.twips
        locked = self._locked(block)
        properties = w(
            "pPr",
            self._style(block),
            switch("keepNext", block.keep_next) if block.keep_next or block.block.ends_chain else None,
            switch("keepLines", True) if block.keep_lines else None,
            switch("pageBreakBefore", True) if block.block.page_break_before else None,
            *_autospace(locked),
            w("spacing", before=space) if space else None,
            self._narrowed(block),
        )
        return w("p", properties, *before, *self._content(block, locked), *after)

    def stacked(self, block: FlowBlock, before: int, pitch: int, left: Length) -> Element:
        """The paragraph of a block that stands at a fixed place; lengths in twips but for `left`, the left margin."""
        end = block.tab_end()
        locked = self._locked(block)
        properties = w(
            "pPr",
            self._style(block),
            None if end is None else tab_stop((end - left).twips, leader=False),
            *_autospace(locked),
            w("spacing", before=before, line=pitch, lineRule="exact"),
            self._narrowed(block),
        )
        return w("p", properties, *self._content(block, locked))

    def cell(self, block: FlowBlock) -> Element:
        """The paragraph of a table cell.

        Nothing keeps a row with the next one: LibreOffice takes that for the whole table and does not part it then.
        """
        style, align = self.document.styles[block.block.role], block.block.align
        locked = self._locked(block) if block.lines else None
        properties = w(
            "pPr",
            self._style(block),
            *(_autospace(locked) if locked else ()),
            value("jc", JUSTIFICATION[align]) if align not in (None, style.align) else None,
        )
        return w("p", properties, *(self._content(block, locked) if locked else ()))

    def spacer(self, height: int = RULE_HEIGHT, *, opens: bool = False) -> Element:
        """An empty paragraph of so many twips: it parts two tables, `opens` a page, ends a section, or is a page."""
        page_break = switch("pageBreakBefore", True) if opens else None
        spacing = None if height == RULE_HEIGHT else w("spacing", line=height, lineRule="exact")
        return w("p", w("pPr", value("pStyle", RULE_STYLE), page_break, spacing))

    def note(self, block: FlowBlock, white: int) -> Element:
        """The paragraph of a footnote, `white` twips above it."""
        spacing = w("spacing", before=white) if white else None
        locked = self._locked(block)
        properties = w("pPr", self._style(block), switch("keepLines", True), *_autospace(locked), spacing)
        return w("p", properties, *self._content(block, locked))

    def picture(self, picture: Picture, block: Block, drawn: Element, after: Block | None) -> Element:
        """The paragraph of a picture, as high as the grid lines set aside for it.

        Args:
            picture: The picture.
            block: Its block.
            drawn: What is in the paragraph.
            after: The next block; the picture stays with it if that is its caption.
        """
        height = picture_height(picture, block, after)
        before = block.space_before.twips
        spacing = w("spacing", before=before, after=height.below, line=height.line, lineRule="atLeast")
        properties = w(
            "pPr",
            value("pStyle", PICTURE_STYLE),
            switch("keepNext", True) if after is not None and after.role is Role.CAPTION else None,
            switch("pageBreakBefore", True) if block.page_break_before else None,
            spacing,
        )
        return w("p", properties, oxml.run(None, drawn))

    def rule(self, rule: Rule, before: int, left: Length, width: Length) -> Element:
        """The paragraph that is a rule."""
        border = w("top", val="single", sz=max(2, round(rule.thickness / _EIGHTH)), space=0, color=rule.color)
        start = rule.x - left
        properties = w(
            "pPr",
            value("pStyle", RULE_STYLE),
            w("pBdr", border),
            w("spacing", before=before),
            w("ind", left=start.twips, right=(width - start - rule.length).twips),
        )
        return w("p", properties)

    def _narrowed(self, block: FlowBlock) -> Element | None:
        """The indents of a block that was not broken at its style's: a heading, a date, a cut paragraph."""
        style, fit = self.document.styles[block.block.role], block.lines[0].fit
        if block.continues and style.first_indent:
            return w("ind", **{"firstLine" if style.first_indent > 0 else "hanging": 0})
        if style.align not in (Align.CENTER, Align.END) or fit is None:
            return None
        margins = self.document.parts[0].margins
        measure = self.document.width - margins.inner - margins.outer - style.indent_start - style.indent_end
        narrower = measure - fit.measure
        if style.align is Align.END:
            return w("ind", right=(style.indent_end + narrower).twips) if narrower else None
        side = Length(narrower // 2)
        if side <= 0:
            return None
        return w("ind", left=(style.indent_start + side).twips, right=(style.indent_end + side).twips)

    def _style(self, block: FlowBlock) -> Element | None:
        role = block.block.role
        return None if role is Role.PARAGRAPH else value("pStyle", STYLE_NAMES[role].key)

    def _locked(self, block: FlowBlock) -> Locked:
        style = self.document.styles[block.block.role]
        in_word = word_style(self.document, block.block.role)
        widening = style.indent_end - in_word.indent_end
        align = block.block.align or in_word.align
        return set_lines(
            block.lines,
            style.size,
            widening,
            justified=align is Align.JUSTIFY,
            tracking=style.tracking.twips,
            is_continued=block.goes_on,
        )

    def _content(self, block: FlowBlock, locked: Locked) -> Iterator[Element]:
        style = self.document.styles[block.block.role]
        runs = [self._run(piece, style) for piece in locked.runs]
        runs += self._tail(block)
        anchor = self.anchors.get(block.index)
        content = [oxml.link(anchor, *runs)] if anchor else runs
        bookmark = block.block.bookmark
        if bookmark:
            yield w("bookmarkStart", id=block.index, name=bookmark)
        yield from content
        if bookmark:
            yield w("bookmarkEnd", id=block.index)

    def _tail(self, block: FlowBlock) -> Iterator[Element]:
        """The runs from the tab of the last line on: a page number, or text at the end edge."""
        for run in dropwhile(lambda run: run.kind not in _TAIL, block.lines[-1].runs):
            match run.kind:
                case RunKind.TAB:
                    yield oxml.tab()
                    yield from _white_after(run)
                case RunKind.PAGE_REFERENCE:
                    yield from self._page_number(run)
                case _:
                    yield oxml.run(_hint(), oxml.text(run.text))

    def _run(self, piece: WordRun, style: TextStyle) -> Element:
        """A piece as a run, in so far as it differs from the paragraph's style."""
        line_end = [w(name) for name in _ENDINGS[piece.ending]]
        names = self.document.fonts[piece.font]
        spacing = value("spacing", piece.spacing + style.tracking.twips) if piece.spacing else None
        if piece.mark is not None:
            return oxml.run(_mark_properties(piece.mark, names), self._mark(piece.mark), *line_end)
        return oxml.run(
            _properties(piece, spacing, names, own_font=piece.font != style.font), oxml.text(piece.text), *line_end
        )

    def _mark(self, mark: Run) -> Element:
        if mark.kind is RunKind.NOTE_NUMBER:
            return w("footnoteRef")
        number = None if mark.target is None else self.notes.get(mark.target)
        return oxml.text(mark.text) if number is None else w("footnoteReference", id=number)

    def _page_number(self, run: Run) -> Iterator[Element]:
        """A number that Word can bring up to date, and that is right without it."""
        bookmark = None if run.target is None else self.document.blocks[run.target].bookmark
        number = oxml.run(_hint(), oxml.text(run.text))
        return oxml.field(f"PAGEREF {bookmark} \\h", _hint, number) if bookmark else iter([number])


def _autospace(locked: Locked) -> Iterator[Element]:
    """What keeps consumers that ask from leaving white between Han and letters, and between Han and digits."""
    if not locked.autospace:
        yield switch("autoSpaceDE", False)
        yield switch("autoSpaceDN", False)


def _white_after(leader: Run) -> Iterator[Element]:
    """The white between a leader and the number, as a space: consumers draw dots up to what follows the tab.

    The last advance of a leader is from the origin of its last dot to the number. Nothing for a tab without dots.
    """
    white = leader.advances[-1] - leader.size.em(_DOT) if leader.text else 0
    if white > 0:
        spacing = Length(white - leader.size.em(_SPACE)).twips
        properties = w("rPr", oxml.east_asian_hint(), value("spacing", spacing) if spacing else None)
        yield oxml.run(properties, oxml.text(" "))


def _hint() -> Element:
    return w("rPr", oxml.east_asian_hint())


def _mark_properties(mark: Run, names: FontNames) -> Element:
    """A mark in the text is a superscript: LibreOffice makes it one in any case, of 58 % of the size, Word of 65 %."""
    return w(
        "rPr",
        oxml.one_font(names.east_asian),
        value("vertAlign", "superscript") if mark.kind is RunKind.NOTE_REFERENCE else None,
    )


def _properties(piece: WordRun, spacing: Element | None, names: FontNames, *, own_font: bool) -> Element:
    return w(
        "rPr",
        oxml.fonts(names.east_asian, names.western) if own_font else _fonts(piece.slot, names),
        switch("b", True) if piece.bold else None,
        spacing,
        *_size(piece.size),
    )


def _size(size: Length | None) -> Iterator[Element]:
    """A type size, in half points."""
    if size is not None:
        yield value("sz", size.twips // 10)
        yield value("szCs", size.twips // 10)


def _fonts(slot: FontSlot, names: FontNames) -> Element:
    match slot:
        case FontSlot.BY_SCRIPT:
            return oxml.east_asian_hint()
        case FontSlot.EAST_ASIAN:
            return oxml.one_font(names.east_asian)
        case FontSlot.WESTERN:
            return oxml.one_font(names.western)
