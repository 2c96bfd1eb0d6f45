"""Blocks become paragraphs of flowing text: one for each block, or for each part that `pagecuts` has cut it into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import dropwhile

from msgspec import Struct, field

from huibian.docx import oxml
from huibian.docx.flow import WordBlock, WordPicture, WordText
from huibian.docx.lines import Ending, Locked, LockedTexts, WordRun, set_lines
from huibian.docx.measuring import FontSlot
from huibian.docx.notemarks import mark_runs
from huibian.docx.oxml import Element, switch, value, w
from huibian.docx.styles import (
    JUSTIFICATION,
    LANGUAGE,
    PICTURE_STYLE,
    RULE_HEIGHT,
    RULE_STYLE,
    STYLE_NAMES,
    cell_style_name,
    cell_text_style,
    tab_stop,
    word_style,
)
from huibian.frame import (
    Align,
    BlockNumber,
    CellType,
    ContentsEntry,
    Document,
    FontNames,
    NoteNumber,
    Role,
    Rule,
    Run,
    RunKind,
    TextStyle,
)
from huibian.units import Length, Twips

_TAIL = (RunKind.TAB, RunKind.PAGE_REFERENCE)  # what begins the end of a line with a jump
_ENDINGS = {Ending.FLOWS: (), Ending.BREAK: (w("br"),), Ending.SHORT: (w("tab"), w("br"))}
# Widths of the full stop and the space in Times New Roman, in em; consumers draw leaders with the former.
_DOT, _SPACE = 0.25, 0.25
_EIGHTH = Length.of("0.125", "pt")


class PictureHeight(Struct, frozen=True):
    """How high the line of a picture is, and how much white follows it."""

    line: Twips
    below: Twips


def picture_height(picture: WordPicture, after: WordBlock | None) -> PictureHeight:
    """How the height of a picture's block is shared out; `after` is the block below it, `None` at a part's end.

    It stands on the foot of its line, so half of the white round it follows the line. Not before a block with white
    above it: some consumers then take the larger of the two whites.
    """
    height = picture.block.height
    spreads = after is None or not after.space_before
    below = (height - picture.picture.height).twips // 2 if spreads else Twips(0)
    return PictureHeight(height.twips - below, below)


class Paragraphs(Struct, frozen=True):
    """Makes paragraphs of one document.

    Attributes:
        document: The document.
        bookmarks: The bookmarks of the headings that the contents leads to.
        notes: The numbers that footnotes go by in the file; none in a header that is written again, whose marks refer
            to nothing.
        kept: The texts that were locked before; `None` where nothing is kept.
    """

    document: Document
    bookmarks: Mapping[BlockNumber, str] = field(default_factory=dict)
    notes: Mapping[NoteNumber, int] = field(default_factory=dict)
    kept: LockedTexts | None = None

    def flowing(self, block: WordText, *, before: Sequence[Element] = (), after: Sequence[Element] = ()) -> Element:
        """The paragraph of a block in text that runs on, with what else has to stand at its start or end."""
        space = block.space_before.twips
        locked = self._locked(block)
        properties = w(
            "pPr",
            self._style(block),
            switch("keepNext", block.keep_next) if block.keep_next or block.block.ends_chain else None,
            switch("keepLines", True) if block.keep_lines else None,
            switch("pageBreakBefore", True) if block.breaks_page else None,
            *_autospace(locked),
            w("spacing", before=space) if space else None,
            self._indents(block),
        )
        return w("p", properties, *before, *self._content(block, locked), *after)

    def fixed(self, block: WordText, before: Twips, pitch: Twips, width: Length) -> Element:
        """The paragraph of a block at a fixed place; `width` is that of the type area."""
        locked = self._locked(block)
        end = Length(width - block.block.indents.end)
        properties = w(
            "pPr",
            self._style(block),
            tab_stop(end.twips, leader=False) if block.has_tab else None,
            *_autospace(locked),
            w("spacing", before=before, line=pitch, lineRule="exact"),
            self._indents(block),
        )
        return w("p", properties, *self._content(block, locked))

    def cell(self, block: WordText, type_: CellType | None) -> Element:
        """A paragraph of a table cell; `type_` is that of its table.

        Nothing keeps a row with the next one: LibreOffice takes that for the whole table and does not part it then.
        """
        role, align, space = block.block.role, block.block.align, block.block.space_before.twips
        style = cell_text_style(self.document.styles[role], type_)
        locked = self._locked(block, style.size) if block.lines else None
        properties = w(
            "pPr",
            value("pStyle", cell_style_name(role, type_).key),
            *(_autospace(locked) if locked else ()),
            w("spacing", before=space) if space else None,
            self._indents(block),
            value("jc", JUSTIFICATION[align]) if align is not style.align else None,
        )
        return w("p", properties, *(self._content(block, locked) if locked else ()))

    def continued(self, text: str, *, opens: bool, before: Sequence[Element]) -> Element:
        """What stands above a table that goes on; whether it `opens` a page, or stands where a section does.

        It may have marks before it that nobody sees.
        """
        style = value("pStyle", STYLE_NAMES[Role.TABLE_CONTINUED].key)
        page_break = switch("pageBreakBefore", True) if opens else None
        return w("p", w("pPr", style, page_break), *before, oxml.run(_hint(), oxml.text(text)))

    def cell_picture(self, picture: WordPicture, drawn: Element) -> Element:
        """The paragraph of a picture in a table cell; it stands on the foot of its line."""
        line = w("spacing", line=picture.block.height.twips, lineRule="atLeast")
        return w("p", w("pPr", value("pStyle", PICTURE_STYLE), line), oxml.run(None, drawn))

    def spacer(self, height: Twips = RULE_HEIGHT, *, opens: bool = False, before: Sequence[Element] = ()) -> Element:
        """An empty paragraph of some height: it parts two tables, `opens` a page, ends a section, or is a page.

        It may have marks in it that nobody sees.
        """
        page_break = switch("pageBreakBefore", True) if opens else None
        spacing = None if height == RULE_HEIGHT else w("spacing", line=height, lineRule="exact")
        return w("p", w("pPr", value("pStyle", RULE_STYLE), page_break, spacing), *before)

    def note(self, block: WordText, white: Twips) -> Element:
        """The paragraph of a footnote, or of what stands of it on one page, with white above it."""
        spacing = w("spacing", before=white) if white else None
        locked = self._locked(block)
        properties = w(
            "pPr",
            self._style(block),
            switch("keepLines", True),
            *_autospace(locked),
            spacing,
            self._indents(block),
        )
        return w("p", properties, *self._content(block, locked))

    def picture(
        self, picture: WordPicture, drawn: Element, after: WordBlock | None, *, marks: Sequence[Element]
    ) -> Element:
        """The paragraph of a picture, as high as the grid lines set aside for it.

        Args:
            picture: The picture; it stays with its caption, if it has one.
            drawn: What is in the paragraph.
            after: The next block; `None` at the end of a part.
            marks: Marks in it that nobody sees.
        """
        height = picture_height(picture, after)
        before = picture.space_before.twips
        spacing = w("spacing", before=before, after=height.below, line=height.line, lineRule="atLeast")
        properties = w(
            "pPr",
            value("pStyle", PICTURE_STYLE),
            switch("keepNext", True) if picture.block.has_caption else None,
            switch("pageBreakBefore", True) if picture.breaks_page else None,
            spacing,
        )
        return w("p", properties, *marks, oxml.run(None, drawn))

    def rule(self, rule: Rule, before: Twips, left: Length, width: Length) -> Element:
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

    def _indents(self, block: WordText) -> Element | None:
        """The indents of a block in so far as they are not its style's: of a heading, a date, a list of attachments."""
        own, style = block.block.indents, self.document.styles[block.block.role]
        found: dict[str, int] = {}
        if own.start != style.indent_start:
            found["left"] = own.start.twips
        if own.end != style.indent_end:
            found["right"] = own.end.twips
        if block.continues and own.first:
            found["firstLine" if own.first > 0 else "hanging"] = 0
        elif own.first != style.first_indent:
            found["firstLine" if own.first > 0 else "hanging"] = abs(own.first.twips)
        return w("ind", **found) if found else None

    def _style(self, block: WordText) -> Element | None:
        role = block.block.role
        return None if role is Role.PARAGRAPH else value("pStyle", STYLE_NAMES[role].key)

    def _locked(self, block: WordText, size: Length | None = None) -> Locked:
        """The text of a block in locked lines; `size` is its type size, `None` for its style's."""
        style = self.document.styles[block.block.role]
        in_word = word_style(self.document, block.block.role)
        align = in_word.align if block.block.align is style.align else block.block.align
        return set_lines(
            block.lines,
            style.size if size is None else size,
            style.indent_end - in_word.indent_end,
            justified=align is Align.JUSTIFY,
            tracking=style.tracking.twips,
            is_continued=block.is_continued,
            kept=self.kept,
        )

    def _content(self, block: WordText, locked: Locked) -> Iterator[Element]:
        style = self.document.styles[block.block.role]
        runs = [run for piece in locked.runs for run in self._runs(piece, style)]
        runs += self._tail(block)
        if isinstance(block.block, ContentsEntry):
            runs = [oxml.link(self.bookmarks[block.block.target], *runs)]
        name = None if block.continues else self.bookmarks.get(block.number)
        if name is None:
            yield from runs
        else:
            yield w("bookmarkStart", id=block.number, name=name)
            yield from runs
            yield w("bookmarkEnd", id=block.number)

    def _tail(self, block: WordText) -> Iterator[Element]:
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

    def _runs(self, piece: WordRun, style: TextStyle) -> list[Element]:
        """A piece as a run, in so far as it differs from the paragraph's style; a mark may need two."""
        names, ending = self.document.fonts[piece.font], _ENDINGS[piece.ending]
        if piece.mark is not None:
            number = None if piece.mark.note is None else self.notes.get(piece.mark.note)
            return list(mark_runs(piece.mark, self.document.note_numbering, names, number, ending))
        if names.language != LANGUAGE:
            properties = _foreign_properties(piece, names, style)
        else:
            slot, spacing = piece.slot if piece.font == style.font else None, _spacing(piece, style)
            properties = _properties(names, slot, spacing, piece.size, bold=piece.bold)
        return [oxml.run(properties, oxml.text(piece.text), *ending)]

    def _page_number(self, run: Run) -> Iterator[Element]:
        """A number that Word can bring up to date, and that is right without it."""
        assert run.target is not None  # every page reference names the page of a block
        number = oxml.run(_hint(), oxml.text(run.text))
        return oxml.field(f"PAGEREF {self.bookmarks[run.target]} \\h", _hint, number)


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


@lru_cache(maxsize=1024)  # issues set one after another have the same
def _properties(
    names: FontNames, slot: FontSlot | None, spacing: int | None, size: Length | None, *, bold: bool
) -> Element:
    """The properties of a run; `slot` is `None` where its font is not that of its style."""
    fonts = oxml.fonts(names.east_asian, names.western) if slot is None else _fonts(slot, names)
    return w("rPr", fonts, switch("b", True) if bold else None, _spaced(spacing), *_size(size))


def _spacing(piece: WordRun, style: TextStyle) -> int | None:
    """The spacing of a run where it is not that of its style; none parts the letters of a word."""
    if piece.is_word:
        return 0 if style.tracking else None
    if piece.spacing and style.tracking:
        return piece.spacing + style.tracking.twips
    return piece.spacing or None


def _spaced(spacing: int | None) -> Element | None:
    return None if spacing is None else value("spacing", spacing)


def _foreign_properties(piece: WordRun, names: FontNames, style: TextStyle) -> Element:
    """Text of another script: one font for all slots, for Word and LibreOffice do not agree on which one they take.

    No spacing parts letters that join. `cs` makes Word take size and weight of complex scripts.
    """
    return w(
        "rPr",
        oxml.one_font(names.east_asian),
        switch("b", True) if piece.bold else None,
        switch("bCs", True) if piece.bold else None,
        _spaced(_spacing(piece, style)),
        *_size(piece.size),
        switch("rtl", True) if piece.is_right_to_left else None,
        switch("cs", True) if piece.is_word else None,
        w("lang", val=names.language, eastAsia=names.language, bidi=names.language),
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
