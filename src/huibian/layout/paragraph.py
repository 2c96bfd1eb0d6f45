"""One paragraph: inlines and a text style in, set lines out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, repeat
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from huibian.characters import has_selector, is_emoji, is_selector, split
from huibian.diagnostics import Diagnostics, Span
from huibian.fontbook import FontBook, Glyph, ShapedWord
from huibian.frame import (
    Align,
    BlockSource,
    Fit,
    Indents,
    NoteNumber,
    Role,
    Run,
    RunKind,
    SourcePiece,
    TextStyle,
)
from huibian.kept import Kept
from huibian.layout.bidi import embedding_levels
from huibian.layout.cells import make_cells
from huibian.layout.missing import Missing, MissingCharacter
from huibian.layout.notesigns import NOTE_SIGNS, note_sign
from huibian.layout.runs import Char, Measured, NumberedNote, Paint, Shared, measured, set_runs
from huibian.layout.words import bind_words, clusters_of
from huibian.layoutfile.figures import NoteRules
from huibian.layoutfile.rules import LineBreaking
from huibian.linebreak.cells import BrokenLine
from huibian.linebreak.lines import break_lines
from huibian.linebreak.titles import break_heading, narrowed_measure
from huibian.text.model import Inline, Note
from huibian.units import ZERO, Length


class SetLine(Struct, frozen=True):
    """A set line, not yet on a page.

    Attributes:
        x: Where the first run begins, from the start edge of the type area.
        runs: What stands on the line.
        fit: What the line lock needs.
        notes: The footnotes that its marks point to, in order.
    """

    x: Length
    runs: tuple[Run, ...]
    fit: Fit
    notes: tuple[NumberedNote, ...] = ()

    def moved(self, by: Length) -> SetLine:
        """The same line further from the start edge."""
        return replace(self, x=self.x + by)

    @property
    def width(self) -> Length:
        """From the first origin to the end of the last advance."""
        return Length(sum(run.width for run in self.runs))


class SetText(Struct, frozen=True):
    """A set paragraph: its lines, the indents between which they were broken, and where its text is from."""

    lines: tuple[SetLine, ...]
    indents: Indents
    source: BlockSource = ()


SetTexts: TypeAlias = Kept[Hashable, SetText]
_Look: TypeAlias = tuple[str, Length, bool, Length, str]  # font role, type size, whether bold, tracking, colour
_REFERENCE = RunKind.NOTE_REFERENCE


class Setter(Struct, frozen=True):
    """Sets paragraphs: everything that is the same for all of them.

    Attributes:
        fonts: Where glyphs come from.
        rules: How lines are adjusted.
        width: Width of the type area.
        diagnostics: Where characters that no face has are noted (HB501).
        leads: The styles of the headings, whose looks run-in headings have.
        notes: How marks of footnotes look; `None` where there are none.
        printed: What the marks of footnotes say, in the order of the footnotes in the issue; those past its end say
            their number in the issue.
        texts: The texts that were set before, here or by other setters with the same fonts.

    Footnotes take their numbers in the issue as their marks are set, one after another: text is set in reading order,
    and once.
    """

    fonts: FontBook
    rules: LineBreaking
    width: Length
    diagnostics: Diagnostics
    leads: Mapping[Role, TextStyle] = field(default_factory=dict)
    notes: NoteRules | None = None
    printed: Sequence[int] = ()
    texts: SetTexts = field(default_factory=Kept)
    _known: dict[_Look, dict[str, Char]] = field(default_factory=dict)
    _paints: dict[Hashable, Paint] = field(default_factory=dict)
    _missing_known: dict[str, MissingCharacter] = field(default_factory=dict)
    _shared: Shared = field(default_factory=Shared)
    _widths: dict[Hashable, tuple[Length, Length]] = field(default_factory=dict)  # a cell's are asked three times
    _widest: NoteNumber = NoteNumber(1)  # the footnote with the widest mark, that with the greatest number
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def numbering(self, printed: Sequence[int]) -> Setter:
        """The same, to set an issue from its start, the marks of its footnotes saying these numbers."""
        greatest = max(range(len(printed)), key=printed.__getitem__, default=0)
        return replace(self, printed=printed, _widest=NoteNumber(greatest + 1), _widths={}, _numbers=count(1))

    def set(self, inlines: Sequence[Inline], style: TextStyle) -> SetText:
        """Set one paragraph; no line for no text."""
        numbers = [NoteNumber(next(self._numbers)) for each in inlines if each.note is not None]
        key = self._key(inlines, style, numbers)
        text = self.texts.find(key)
        if text is None:
            apart = replace(self, diagnostics=Diagnostics())
            chars = apart._chars(inlines, style, iter(numbers))
            text = apart._set(chars, style, inlines[0].span if inlines else None)
            if not len(apart.diagnostics):
                self.texts.keep(key, text)
            self.diagnostics.extend(apart.diagnostics)
        else:
            self._use(inlines, style, numbers)
        return replace(text, source=source_of(inlines))

    def _use(self, inlines: Sequence[Inline], style: TextStyle, numbers: Sequence[NoteNumber]) -> None:
        """Count the characters of a text that was set before, for what there is to say of their faces."""
        if numbers or any(self.fonts.finder.has_words(each.text) or has_selector(each.text) for each in inlines):
            self._cells(self._chars(inlines, style, iter(numbers)), style)
            return
        for each in inlines:
            font, _, bold, *_ = self._look(each, style)
            self.fonts.use(font, each.text, bold=bold)

    @property
    def _missing(self) -> Missing:
        return Missing(self.fonts, self.diagnostics, self._missing_known)

    def _key(self, inlines: Sequence[Inline], style: TextStyle, numbers: Sequence[NoteNumber]) -> Hashable:
        """All that has a say in how a text is set, but the fonts; places have none as long as nothing is told."""
        left = iter(numbers)
        looks = tuple(
            (each.text, self._look(each, style)) if each.note is None else self._numbered(each.note, next(left))
            for each in inlines
        )
        return (self.rules, self.notes, self.width, style, looks)

    def advance(self, inlines: Sequence[Inline], style: TextStyle) -> Length:
        """How wide characters are side by side, with nothing between them: a number."""
        return Length(sum(char.width for char in self._chars(inlines, style, repeat(NoteNumber(1)))))

    def widths(self, inlines: Sequence[Inline], style: TextStyle) -> tuple[Length, Length]:
        """How wide a paragraph is on one line, and how wide the widest part of it that may not be broken.

        A code longer than an address must be to end a line inside counts as one of that length: what is that long
        has to be cut somewhere.
        """
        key = (style, tuple([(each.text, each.bold, each.lead, each.note is not None) for each in inlines]))
        found = self._widths.get(key)
        if found is None:
            text = self._cells(self._chars(inlines, style, repeat(self._widest)), style)
            found = self._widths[key] = text.widths(self.rules.code_length)
        return found

    def set_note(self, note: NumberedNote, style: TextStyle) -> SetText:
        """Set a footnote: its number, then its text, which refers to no others."""
        number = self._sign(style, style.size, RunKind.NOTE_NUMBER, ZERO, note)
        text = self._set([*number, *self._chars(note.note.inlines, style, iter(()))], style, note.note.span)
        return replace(text, source=source_of(note.note.inlines))

    def _set(self, chars: Sequence[Char], style: TextStyle, span: Span | None) -> SetText:
        text = self._cells(chars, style)
        cells = text.cells
        rest = self.width - style.indent_start - style.indent_end
        first = rest - style.first_indent
        policy = self.rules.policy(style.size, style.tracking)
        indents = Indents(style.indent_start, style.indent_end, style.first_indent)
        if style.align is Align.CENTER:
            broken = break_heading([char.text[0] for char in chars], cells, int(rest), int(style.size), policy)
            narrowed = Length(narrowed_measure(cells, broken, int(rest), int(style.size)))
            side = Length((rest - narrowed) // 2)
            indents = Indents(style.indent_start + side, style.indent_end + side, style.first_indent)
            rest = first = narrowed
        else:
            broken = break_lines(cells, int(first), int(rest), policy, justify=style.align is Align.JUSTIFY)
        lines = []
        for number, line in enumerate(broken):
            indent = style.indent_start + (ZERO if number else style.first_indent)
            lines.append(self._line(line, text, style, indent, rest if number else first))
        if len(lines) > 1 and text.is_right_to_left:
            hint = "只能排夹在汉字里的词语和短句：把这一段译成汉文，或存成图片，单独放一段"
            self.diagnostics.error("HB533", "整段都是从右往左写的文字，排不了", span, hint)
        return SetText(tuple(lines), indents)

    def _cells(self, chars: Sequence[Char], style: TextStyle) -> Measured:
        """The cells of characters; of one with a selector or marks behind it, and of a word, the first one counts.

        What the mark of a footnote looks like says nothing of how lines break.
        """
        units = [char.text for char in chars]
        text = [unit[0] for unit in units]
        has_marks = any(char.paint.kind is _REFERENCE for char in set(chars))
        marks = [index for index, char in enumerate(chars) if char.paint.kind is _REFERENCE] if has_marks else []
        for index in marks:
            text[index] = "一"  # it parts what runs from right to left, as Han do
        levels = embedding_levels(text)
        for index in marks:
            text[index] = NOTE_SIGNS[0]
        chars = self._in_their_script(chars, levels, style)
        cells = make_cells(text, [char.width for char in chars], style.size, self.rules, marks)
        bind_words(units, cells, levels, self.fonts.ends_word)
        return measured(chars, cells, levels, marks)

    def _in_their_script(self, chars: Sequence[Char], levels: Sequence[int], style: TextStyle) -> Sequence[Char]:
        """The same with the digits, marks and spaces among words from right to left in these words' face.

        Word takes all that runs from right to left from one font.
        """
        if not any(levels):
            return chars
        found = list(chars)
        font = ""
        for index, (char, level) in enumerate(zip(chars, levels, strict=True)):
            font = (char.paint.font if char.clusters else font) if level else ""
            if font and not char.clusters:
                look = (font, char.paint.size, char.paint.bold, style.tracking, style.color)
                found[index] = self._measured(char.text, look, self._known.setdefault(look, {})) or char
        return found

    def _chars(self, inlines: Iterable[Inline], style: TextStyle, numbers: Iterator[int]) -> list[Char]:
        """The characters as measured; one that no face has is noted and left out.

        The marks of footnotes take their numbers from `numbers`. Emoji are left out, unless nothing is left then.
        """
        chars: list[Char] = []
        emoji: list[tuple[str, Span]] = []
        for inline in inlines:
            if inline.note is not None:
                chars += self._mark(self._numbered(inline.note, NoteNumber(next(numbers))), style)
                continue
            self._take_text(inline, style, chars, emoji)
        for text, span in emoji:
            (self._missing.note_emoji if chars else self._missing.note_character)(text, span)
        return chars

    def _take_text(self, inline: Inline, style: TextStyle, chars: list[Char], emoji: list[tuple[str, Span]]) -> None:
        """Add the characters of an inline to `chars`, and the emoji that no face has to `emoji`, with their places."""
        look = self._look(inline, style)
        known = self._known.setdefault(look, {})
        if (plain := self._plain(inline.text, look, known)) is not None:
            chars += plain
            return
        index = 0
        for text in self._units(inline.text, look):
            if is_selector(text) and chars:  # its character stands in another inline
                self._missing.note_variant(chars[-1].text[0], text, inline.span.shifted(index))
                index += len(text)
                continue
            char = known.get(text) or self._measured(text, look, known)
            if char is not None and char.clusters:
                self._check_word(char, style, inline.span.shifted(index))
            if char is None and len(text) > 1 and is_selector(text[1]):
                self._missing.note_variant(text[0], text[1], inline.span.shifted(index))
                char = self._measured(text[0], look, known)
            if char is not None:
                chars.append(char)
            elif is_emoji(text):
                emoji.append((text, inline.span.shifted(index)))
            else:
                self._missing.note_character(text[0], inline.span.shifted(index))
            index += len(text)

    def _plain(self, text: str, look: _Look, known: dict[str, Char]) -> list[Char] | None:
        """The characters of a text if each stands by itself and some face has it, as in most of a page; else `None`."""
        if self.fonts.finder.has_words(text) or has_selector(text):
            return None
        try:
            return list(map(known.__getitem__, text))
        except KeyError:  # of the first texts of a look, and few others
            is_known = all(char in known or self._measured(char, look, known) for char in dict.fromkeys(text))
            return list(map(known.__getitem__, text)) if is_known else None

    def _units(self, text: str, look: _Look) -> Iterable[str]:
        """The characters of a text, and the words that are shaped whole."""
        finder = self.fonts.finder
        if not finder.has_words(text):
            return split(text)
        return chain.from_iterable([unit] if self._is_whole(unit, look) else split(unit) for unit in finder.units(text))

    def _is_whole(self, unit: str, look: _Look) -> bool:
        """Whether a unit is set, or missed, as a whole: not a word of which some face has but parts."""
        font, _, bold, *_ = look
        if not self.fonts.finder.is_word(unit) or self.fonts.word(font, unit, bold=bold):
            return True
        return self.fonts.lacking(unit[0]) is not None

    def _check_word(self, word: Char, style: TextStyle, span: Span) -> None:
        """Refuse a word that no line has room for."""
        if word.width > self.width - style.indent_start - style.indent_end:
            message = f"“{word.text[:12]}”中间不能换行，一行放不下"
            self.diagnostics.error("HB532", message, span, "在词与词之间空一格，或把它分成几段")

    def _look(self, inline: Inline, style: TextStyle) -> _Look:
        lead = self.leads.get(inline.lead) if inline.lead else None
        bold = inline.bold or style.bold or (lead is not None and lead.bold)
        return (style.font if lead is None else lead.font, style.size, bold, style.tracking, style.color)

    def _mark(self, note: NumberedNote, style: TextStyle) -> Iterator[Char]:
        """The mark of a footnote in the text: small and raised."""
        assert self.notes is not None
        size, rise = style.size.em(self.notes.mark_size), style.size.em(self.notes.mark_rise)
        return self._sign(style, size, _REFERENCE, rise, note)

    def _numbered(self, note: Note, number: NoteNumber) -> NumberedNote:
        return NumberedNote(note, number, note_sign(self._printed(number)))

    def _printed(self, number: NoteNumber) -> int:
        return self.printed[number - 1] if number <= len(self.printed) else number

    def _sign(self, style: TextStyle, size: Length, kind: RunKind, rise: Length, note: NumberedNote) -> Iterator[Char]:
        """The sign of a footnote; none where no face has it, which is noted."""
        paints: dict[str, Paint] = {}
        for char in note.sign:
            glyph = self.fonts.glyph(style.font, char)
            alike = self.fonts.glyph(style.font, NOTE_SIGNS[0] if char in NOTE_SIGNS else char)
            if glyph is None or alike is None:
                self._missing.note_character(char, note.note.span)
                continue
            face = glyph.face.key
            if face not in paints:
                paints[face] = Paint(style.font, face, size, False, ZERO, style.color, kind, rise, note)
            yield Char(char, alike.advance(size), paints[face])

    def _paint(self, glyph: Glyph | ShapedWord, look: _Look) -> Paint:
        """How a character looks; the same for all that look alike."""
        _, size, bold, _, color = look
        key = (glyph.font, glyph.face.key, size, bold, glyph.stroke, color)
        paint = self._paints.get(key)
        if paint is None:
            stroke = size.em(glyph.stroke / 1000)
            paint = self._paints[key] = Paint(glyph.font, glyph.face.key, size, bold, stroke, color)
        return paint

    def _measured(self, text: str, look: _Look, known: dict[str, Char]) -> Char | None:
        font, size, bold, tracking, _ = look
        if self.fonts.finder.is_word(text):
            word = self.fonts.word(font, text, bold=bold)
            if word is not None:
                clusters = clusters_of(word, size)
                width = sum(each.advance for each in clusters) + int(tracking)
                return known.setdefault(text, Char(text, width, self._paint(word, look), clusters))
            if len(text) > 1:
                return None
        glyph = self.fonts.glyph(font, text, bold=bold)
        if glyph is None:
            return None
        return known.setdefault(text, Char(text, glyph.advance(size) + int(tracking), self._paint(glyph, look)))

    def _line(self, line: BrokenLine, text: Measured, style: TextStyle, indent: Length, measure: Length) -> SetLine:
        room = 0
        if style.align in (Align.CENTER, Align.END):
            left_over = self.width - style.indent_start - style.indent_end - (sum(line.advances) - line.shift)
            room = left_over // 2 if style.align is Align.CENTER else int(left_over)
        runs, fit = set_runs(text, line, measure, self.fonts, self._shared)
        return SetLine(x=indent + (room - line.shift), runs=runs, fit=fit, notes=text.notes(line))


def source_of(inlines: Iterable[Inline]) -> BlockSource:
    """Where characters stand in their files."""
    return tuple(SourcePiece(len(inline.text), inline.span) for inline in inlines)
