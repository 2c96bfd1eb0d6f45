"""Takes one paragraph of a Word file, gives its raw text and its pictures, and reports what is left out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from huibian.diagnostics import Span
from huibian.text.inlines import Inlines, cleaned
from huibian.text.model import Inline, Note, plain
from huibian.text.remarks import Remarks
from huibian.text.word import formulas
from huibian.text.word.flow import Flow, tell_elsewhere
from huibian.text.word.leaving import leave, leave_deleted, leave_text, quoted, tell_revision
from huibian.text.word.margins import SideParts
from huibian.text.word.styles import Styles
from huibian.text.word.xml import (
    GONE,
    MC,
    PICTURES,
    A,
    Element,
    M,
    O,
    R,
    W,
    children,
    holds,
    is_on,
    is_properties,
    looks,
    own_text,
    seen,
    text_of,
    value,
)

_BREAKS = ("page", "column")
_RAISED = {"2": "²", "3": "³"}  # of km², m³
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_PLAIN = {
    "i": "斜体",
    "u": "下划线",
    "strike": "删除线",
    "dstrike": "删除线",
    "em": "着重号",
    "vertAlign": "上标、下标",
}
_CHARACTERS = {
    W + name: char
    for name, char in (("tab", "\t"), ("ptab", "\t"), ("cr", "\n"), ("noBreakHyphen", "-"), ("softHyphen", "\u00ad"))
}
_UNSEEN = {"XE", "TC", "TA", "RD", "SET", "ASK", "ADVANCE", "PRIVATE"}  # fields that show nothing
_FORMULA_HINT = "改写成文字（上标用现成的字符，如 ²；带圈的字如 ①），或存成图片，单独放一段。"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture in a paragraph.

    Attributes:
        relation: The name of its relation.
        span: Where it stands.
        is_cropped: Whether only a part of it is shown.
        before: How many runs of text and line ends stand before it in the paragraph.
    """

    relation: str | None
    span: Span
    is_cropped: bool
    before: int


@dataclass(slots=True)
class WordParagraph:
    """What a paragraph says.

    Attributes:
        inlines: Its raw text, in which a line feed that stands alone is a line's end.
        pictures: Its pictures.
    """

    inlines: list[Inline] = field(default_factory=list)
    pictures: list[Drawn] = field(default_factory=list)

    def lines(self, remarks: Remarks) -> list[Inlines]:
        """What is to be set of it: a paragraph for each line that has text."""
        lines: list[list[Inline]] = [[]]
        for inline in self.inlines:
            if inline.text == "\n":
                lines.append([])
            else:
                lines[-1].append(inline)
        return [paragraph for line in lines if line for paragraph in cleaned(line, remarks)]


@dataclass(slots=True)
class ParagraphReader:
    """Reads the paragraphs of a file.

    Attributes:
        styles: Its styles.
        remarks: Gets what is left out or set plain.
        side_parts: What stands beside its text.
        note: The footnote of a kind ("footnotes") and an id, referred to from a place; `None` where there is none.
    """

    styles: Styles
    remarks: Remarks
    side_parts: SideParts
    note: Callable[[str, str, Span], Note | None]

    def read(self, group: Sequence[Element], at: Span, *, keeps_columns: bool = True) -> WordParagraph:
        """Read the `w:p` that make one paragraph.

        Args:
            group: The elements; the last says how it looks.
            at: Where it begins.
            keeps_columns: Whether each character has its place; those of a footnote or a cell have one for all.
        """
        bold = self.styles.is_bold(value(group[-1], "pPr", "pStyle"))
        reader = _RunReader(self, at if keeps_columns else Span(at.file, at.line), Flow(self.remarks))
        for each in group:
            if each.tag == W + "p":
                reader.walk(each, bold)
            else:  # text that stands loose between paragraphs
                reader.take(each, bold)
        return reader.paragraph


@dataclass(slots=True)
class _Field:
    """A field whose end is still to come.

    Attributes:
        start: How many inlines stand before it.
        code: What Word computes.
        has_result: Whether its code is over.
    """

    start: int
    code: list[str] = field(default_factory=list)
    has_result: bool = False


@dataclass(slots=True)
class _RunReader:
    reader: ParagraphReader
    at: Span
    flow: Flow
    paragraph: WordParagraph = field(default_factory=WordParagraph)
    fields: list[_Field] = field(default_factory=list)
    length: int = 0
    seen: int = 0  # runs of text and line ends so far

    @property
    def here(self) -> Span:
        return self.at.shifted(self.length)

    @property
    def remarks(self) -> Remarks:
        return self.reader.remarks

    def walk(self, element: Element, bold: bool | None) -> None:
        """Take in what a paragraph, or a wrapper in it, holds."""
        for child in children(element):
            self.take(child, bold)

    def take(self, element: Element, bold: bool | None) -> None:
        """Take in an element; `bold` is what is said of it so far. An unknown one is read as a wrapper."""
        tag = str(element.tag)
        if tag in _WHOLES:
            _WHOLES[tag](self, element, bold)
            return
        if tag.startswith(M):
            self._formula(element, bold)
            return
        if is_properties(element):
            leave_text(self.remarks, "放错地方的文字", element, self.here)
            return
        if tag in _LEAVES:
            _LEAVES[tag](self, element, bold)
        elif (text := own_text(element)) is not None:
            self._text(text, tag, bold)
        self.walk(element, bold)

    def _run(self, run: Element, bold: bool | None) -> None:
        look = looks(run, "rPr")
        if "vanish" in look and is_on(look["vanish"]):
            self._hidden(run)
            return
        bold = self._bold(look, bold)
        raised = "vertAlign" in look and value(look["vertAlign"]) == "superscript" and text_of(run) in _RAISED
        if look and not raised and text_of(run).strip():
            self._note_looks(look)
        for child in children(run):
            text = own_text(child) if raised else None
            if text in _RAISED:
                self.remarks.tally.used(text or "", self.here)
                self._make(_RAISED[text or ""], bold)
            else:
                self.take(child, bold)

    def _bold(self, look: Mapping[str, Element], bold: bool | None) -> bool | None:
        said = is_on(look["b"]) if "b" in look else None
        if said is None and "rStyle" in look:
            said = self.reader.styles.is_bold_run(value(look["rStyle"]))
        return bold if said is None else said

    def _hidden(self, run: Element) -> None:
        """Leave out a run that Word does not show; a field that begins or ends in it does so all the same."""
        if text_of(run).strip() or holds(run, *PICTURES):
            leave(self.remarks, "隐藏的文字", run, self.here)
        for child in children(run):
            if child.tag == W + "fldChar":
                self._field(child, None)
            elif child.tag == W + "instrText":
                self._code(child, None)

    def _note_looks(self, look: Mapping[str, Element]) -> None:
        for name, words in _PLAIN.items():
            if name in look and is_on(look[name]) and value(look[name]) != "baseline":
                hint = "上标用现成的字符，如 ²。" if name == "vertAlign" else None
                self.remarks.warning("HB213", f"{words}照普通文字排", self.here, hint)

    def _text(self, text: str, tag: str, bold: bool | None) -> None:
        if tag == W + "delText":
            if text:
                self.remarks.left_out("有修订，照接受修订以后的文字排", self.here, text, code="HB231")
        else:
            self._add(text.replace("\r", " ").replace("\n", " "), bold)  # as Word takes a line's end in the XML

    def _add(self, text: str, bold: bool | None) -> None:
        if text:
            self.paragraph.inlines.append(Inline(text, bool(bold), self.here))
            self.length += len(text)
            self.seen += text == "\n" or not text.isspace()

    def _make(self, text: str, bold: bool | None) -> None:
        """Add characters that the file does not have as text."""
        self.remarks.tally.made(text, self.here)
        self._add(text, bold)

    def _character(self, piece: Element, bold: bool | None) -> None:
        self._make(_CHARACTERS[str(piece.tag)], bold)

    def _deleted(self, element: Element, bold: bool | None) -> None:
        leave_deleted(self.remarks, element, self.here)

    def _inserted(self, element: Element, bold: bool | None) -> None:
        tell_revision(self.remarks, self.here)

    def _alternative(self, element: Element, bold: bool | None) -> None:
        for branch in self.flow.branch(element, self.here):
            self.take(branch, bold)

    def _break(self, piece: Element, bold: bool | None) -> None:
        if piece.get(W + "type") in _BREAKS:
            self.remarks.warning("HB214", "略去了手动分页符或分栏符", self.here)
        else:
            message = "段落中间的手动换行符按另起一段排"
            self.remarks.warning("HB209", message, self.here, "不要另起一段的话，删掉它。")
            self._add("\n", bold)

    def _symbol(self, piece: Element, bold: bool | None) -> None:
        try:
            self._make(chr(int(piece.get(W + "char") or "", 16)), bold)
        except (ValueError, OverflowError):
            self.remarks.warning("HB214", "略去了符号", self.here)

    def _reading(self, piece: Element, bold: bool | None) -> None:
        leave(self.remarks, "拼音", piece, self.here)

    def _reference(self, piece: Element, bold: bool | None) -> None:
        span = self.here
        note = self.reader.note(_NOTES[str(piece.tag)], piece.get(W + "id") or "", span)
        if note is not None:
            self.paragraph.inlines.append(Inline("", False, span, note=note))

    def _comment(self, piece: Element, bold: bool | None) -> None:
        self.reader.side_parts.leave_comment(piece.get(W + "id") or "", self.here)

    def _field(self, piece: Element, bold: bool | None) -> None:
        match piece.get(W + "fldCharType"):
            case "begin":
                self.fields.append(_Field(len(self.paragraph.inlines)))
            case "separate" if self.fields and not self.fields[-1].has_result:
                self.fields[-1].has_result = True
                self._cut(self.fields[-1].start)
            case "end" if self.fields:
                ended = self.fields.pop()
                if not ended.has_result:
                    self._cut(ended.start)
                    self._without_result("".join(ended.code), bold)

    def _cut(self, start: int) -> None:
        """Leave out the text in the code of a field; that of a field without end is never cut, it is text."""
        inlines = self.paragraph.inlines
        code = plain(tuple(inlines[start:]))
        if code.strip():
            self.remarks.left_out(f"略去了域代码里的文字{quoted(code)}", self.here, code)
        span = self.at.shifted(self.length - len(code))
        inlines[start:] = [replace(each, span=span) for each in inlines[start:] if each.note is not None]
        self.length -= len(code)

    def _without_result(self, code: str, bold: bool | None) -> None:
        words = code.split()
        name = words[0].upper() if words else ""
        circled = formulas.circled(code)
        if circled is not None:
            self._make(circled, bold)
        elif name == "EQ":
            self.remarks.error("HB233", f"公式排不了：域{quoted(code)}", self.here, _FORMULA_HINT)
        elif name and name not in _UNSEEN:
            self.remarks.warning("HB214", f"略去了没有结果的域{quoted(code)}", self.here)

    def _code(self, piece: Element, bold: bool | None) -> None:
        if self.fields:
            self.fields[-1].code.append(piece.text or "")

    def _formula(self, element: Element, bold: bool | None) -> None:
        if formulas.is_linear(element):
            self._add(text_of(element), bold)
        else:
            message = f"公式排不了{quoted(text_of(element))}"
            self.remarks.error("HB233", message, self.here, _FORMULA_HINT)

    def _object(self, piece: Element, bold: bool | None) -> None:
        if any((each.get("ProgID") or "").startswith("Equation") for each in piece.iter(O + "OLEObject")):
            self.remarks.error("HB233", "公式排不了：它是嵌入的对象", self.here, _FORMULA_HINT)
        else:
            leave(self.remarks, "嵌入的对象", piece, self.here)

    def _ink(self, piece: Element, bold: bool | None) -> None:
        leave(self.remarks, "墨迹", piece, self.here)

    def _elsewhere(self, piece: Element, bold: bool | None) -> None:
        tell_elsewhere(self.remarks, self.here)

    def _drawing(self, piece: Element, bold: bool | None) -> None:
        """Take the pictures of a drawing; its text boxes, its own words and the chart it shows are left out."""
        drawing = list(self._parts(piece))
        boxes = [each for each in drawing if each.tag == W + "txbxContent"]
        for box in boxes:
            leave(self.remarks, "文本框", box, self.here)
        words = "".join(own_text(each) or "" for each in drawing)
        if words.strip():
            self.remarks.left_out(f"略去了图形里的文字{quoted(words)}", self.here, words)
        images = [each for each in drawing if each.tag in PICTURES]
        images += [each for box in boxes for each in seen(box) if each.tag in PICTURES]
        for image in images:
            cut = image.getparent()
            cropped = cut is not None and any(each.attrib for each in cut.iter(A + "srcRect"))
            name = image.get(R + "embed") or image.get(R + "id") or image.get(R + "link")
            self.paragraph.pictures.append(Drawn(name, self.here, cropped, self.seen))
        told = [
            self.reader.side_parts.leave_figure(each.get(R + "id") or each.get(R + "dm"), self.here) for each in drawing
        ]
        if not (boxes or images or words.strip() or any(told)):
            self.remarks.warning("HB214", "略去了图形或图表", self.here)

    def _parts(self, element: Element) -> Iterator[Element]:
        """What a drawing is made of, of alternatives the one that is read; text boxes whole."""
        if element.tag == MC + "AlternateContent":
            for branch in self.flow.branch(element, self.here):
                yield from self._parts(branch)
            return
        yield element
        if element.tag != W + "txbxContent":
            for child in children(element):
                yield from self._parts(child)


_Handler = Callable[[_RunReader, Element, bool | None], None]

# What deals with all that an element holds, and what stands for something itself, whatever else is in it.
_WHOLES: Mapping[str, _Handler] = {
    W + "r": _RunReader._run,
    MC + "AlternateContent": _RunReader._alternative,
    W + "rt": _RunReader._reading,
    W + "drawing": _RunReader._drawing,
    W + "pict": _RunReader._drawing,
    W + "object": _RunReader._object,
    W + "contentPart": _RunReader._ink,
    W + "subDoc": _RunReader._elsewhere,
    W + "altChunk": _RunReader._elsewhere,
    **dict.fromkeys(GONE, _RunReader._deleted),
}
_LEAVES: Mapping[str, _Handler] = {
    W + "ins": _RunReader._inserted,
    W + "moveTo": _RunReader._inserted,
    W + "br": _RunReader._break,
    W + "sym": _RunReader._symbol,
    W + "commentReference": _RunReader._comment,
    W + "fldChar": _RunReader._field,
    W + "instrText": _RunReader._code,
    **dict.fromkeys(_CHARACTERS, _RunReader._character),
    **dict.fromkeys(_NOTES, _RunReader._reference),
}
