"""Takes one paragraph of a Word file, gives its raw text and its pictures, and reports what is left out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from huibian.diagnostics import Span
from huibian.text.inlines import Inlines, cleaned
from huibian.text.model import Inline, Note
from huibian.text.remarks import Remarks
from huibian.text.word import formulas
from huibian.text.word.drawings import Drawn, leave_boxes, read_drawing
from huibian.text.word.flow import Flow, tell_elsewhere
from huibian.text.word.leaving import leave, leave_deleted, leave_shown, quoted, tell_revision
from huibian.text.word.margins import SideParts
from huibian.text.word.rawtext import RawText, in_one
from huibian.text.word.styles import CharacterLook, Styles
from huibian.text.word.symbols import is_symbol_font, sign_of
from huibian.text.word.xml import (
    GONE,
    MC,
    Element,
    M,
    O,
    W,
    children,
    holds,
    is_on,
    is_properties,
    looks,
    own_text,
    said_by,
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


class AnchoredBox(Struct, frozen=True):
    """What a text box holds (`w:txbxContent`), and where in a paragraph it is anchored."""

    element: Element
    span: Span


class WordParagraph(Struct):
    """What a paragraph says.

    Attributes:
        inlines: Its raw text, in which a line feed that stands alone is a line's end.
        pictures: Its pictures.
        boxes: The text boxes that are anchored in it.
        sizes: How many of its characters are of each type size, in half points.
    """

    inlines: list[Inline] = field(default_factory=list)
    pictures: list[Drawn] = field(default_factory=list)
    boxes: list[AnchoredBox] = field(default_factory=list)
    sizes: Counter[int] = field(default_factory=Counter)

    def lines(self, remarks: Remarks) -> list[Inlines]:
        """What is to be set of it: a paragraph for each line that has text."""
        lines: list[list[Inline]] = [[]]
        for inline in self.inlines:
            if inline.text == "\n":
                lines.append([])
            else:
                lines[-1].append(inline)
        return [paragraph for line in lines if line for paragraph in cleaned(list(in_one(line)), remarks)]


class ParagraphReader(Struct):
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
            keeps_columns: Whether each character has its place; those of a footnote or a cell have one for all, and
                text boxes in these are left out.
        """
        look = self.styles.run(value(group[-1], "pPr", "pStyle"))
        raw = RawText(at if keeps_columns else Span(at.file, at.line))
        reader = _RunReader(self, raw, Flow(self.remarks), keeps_columns)
        for each in group:
            if each.tag == W + "p":
                reader.walk(each, look)
            else:  # text that stands loose between paragraphs
                reader.take(each, look)
        reader.paragraph.inlines = raw.finished()
        return reader.paragraph


class _Field(Struct):
    """A field whose end is still to come.

    Attributes:
        start: How many inlines stand before it.
        code: What Word computes.
        has_result: Whether its code is over.
    """

    start: int
    code: list[str] = field(default_factory=list)
    has_result: bool = False


class _RunReader(Struct):
    reader: ParagraphReader
    raw: RawText
    flow: Flow
    keeps_boxes: bool
    paragraph: WordParagraph = field(default_factory=WordParagraph)
    fields: list[_Field] = field(default_factory=list)
    seen: int = 0  # runs of text and line ends so far

    @property
    def here(self) -> Span:
        return self.raw.here

    @property
    def remarks(self) -> Remarks:
        return self.reader.remarks

    def walk(self, element: Element, look: CharacterLook) -> None:
        """Take in what a paragraph, or a wrapper in it, holds."""
        for child in children(element):
            self.take(child, look)

    def take(self, element: Element, look: CharacterLook) -> None:
        """Take in an element; `look` is what is said of it so far. An unknown one is read as a wrapper."""
        tag = str(element.tag)
        if tag in _WHOLES:
            _WHOLES[tag](self, element, look)
            return
        if tag.startswith(M):
            self._formula(element, look)
            return
        if is_properties(element):
            leave_shown(self.remarks, "放错地方的内容", element, self.here)
            return
        if tag in _LEAVES:
            _LEAVES[tag](self, element, look)
        elif (text := own_text(element)) is not None:
            self._text(text, tag, look)
        self.walk(element, look)

    def _run(self, run: Element, look: CharacterLook) -> None:
        said = looks(run, "rPr")
        if "vanish" in said and is_on(said["vanish"]):
            self._hidden(run)
            return
        if "rStyle" in said:
            look = self.reader.styles.character(value(said["rStyle"])).over(look)
        look = CharacterLook.of(run.find(W + "rPr")).over(look)
        raised = "vertAlign" in said and value(said["vertAlign"]) == "superscript" and said_by(run) in _RAISED
        if said and not raised and (said_by(run).strip() or any(holds(child, W + "r") for child in children(run))):
            self._note_looks(said)
        for child in children(run):
            text = own_text(child) if raised else None
            if text in _RAISED:
                self.remarks.tally.used(text or "", self.here)
                self._make(_RAISED[text or ""], look)
                self.walk(child, look)
            else:
                self.take(child, look)

    def _hidden(self, run: Element) -> None:
        """Leave out a run that Word does not show; a field that begins or ends in it does so all the same."""
        leave_shown(self.remarks, "隐藏的文字", run, self.here)
        for child in children(run):
            if child.tag == W + "fldChar":
                self._field(child, CharacterLook())
            elif child.tag == W + "instrText":
                self._code(child, CharacterLook())

    def _note_looks(self, said: Mapping[str, Element]) -> None:
        for name, words in _PLAIN.items():
            if name in said and is_on(said[name]) and value(said[name]) != "baseline":
                hint = "上标用现成的字符，如 ²。" if name == "vertAlign" else None
                self.remarks.warning("HB213", f"{words}照普通文字排", self.here, hint)

    def _text(self, text: str, tag: str, look: CharacterLook) -> None:
        if tag == W + "delText":
            if text:
                self.remarks.left_out("有修订，照接受修订以后的文字排", self.here, text, code="HB231")
        else:
            text = text.replace("\r", " ").replace("\n", " ")  # as Word takes a line's end in the XML
            if is_symbol_font(look.font):
                self._signs(text, look)
            else:
                self._add(text, look)

    def _signs(self, text: str, look: CharacterLook) -> None:
        """Add text in a font of signs, some of whose characters are such."""
        font = look.font or ""
        signs = {char: sign_of(font, ord(char)) or char for char in dict.fromkeys(text)}
        for is_sign, group in groupby(text, key=lambda char: signs[char] != char):
            chars = "".join(group)
            if is_sign:
                for char, times in Counter(chars).items():
                    self._tell_sign(font, ord(char), signs[char], self.here.shifted(chars.index(char)), times)
                self.remarks.tally.used(chars, self.here)
                self._make("".join(map(signs.__getitem__, chars)), look)
            else:
                self._add(chars, look)

    def _sign(self, font: str, code: int, look: CharacterLook) -> None:
        """Add the sign that a font has in a place; the character itself where none is known."""
        sign = sign_of(font, code)
        if sign is not None:
            self._tell_sign(font, code, sign, self.here)
        self._make(chr(code) if sign is None else sign, look)

    def _tell_sign(self, font: str, code: int, sign: str, at: Span, times: int = 1) -> None:
        if not sign.isspace():
            message = f"{font} 字体的符号 {code:02X} 按 {sign} 排"
            self.remarks.warning("HB246", message, at, "核对一下；不对的，换成别的符号。", times=times)

    def _add(self, text: str, look: CharacterLook) -> None:
        if text:
            self.raw.add(text, bold=bool(look.bold))
            self.paragraph.sizes[look.size or 0] += len(text.strip())
            self.seen += text == "\n" or not text.isspace()

    def _make(self, text: str, look: CharacterLook) -> None:
        """Add characters that the file does not have as text."""
        self.remarks.tally.made(text, self.here)
        self._add(text, look)

    def _character(self, piece: Element, look: CharacterLook) -> None:
        self._make(_CHARACTERS[str(piece.tag)], look)

    def _deleted(self, element: Element, look: CharacterLook) -> None:
        leave_deleted(self.remarks, element, self.here)

    def _inserted(self, element: Element, look: CharacterLook) -> None:
        tell_revision(self.remarks, self.here)

    def _alternative(self, element: Element, look: CharacterLook) -> None:
        for branch in self.flow.branch(element, self.here):
            self.take(branch, look)

    def _break(self, piece: Element, look: CharacterLook) -> None:
        if piece.get(W + "type") in _BREAKS:
            self.remarks.warning("HB214", "略去了手动分页符或分栏符", self.here)
        else:
            message = "段落中间的手动换行符按另起一段排，在标题里接成一行"
            self.remarks.warning("HB209", message, self.here, "不要另起一段的话，删掉它。")
            self._add("\n", look)

    def _symbol(self, piece: Element, look: CharacterLook) -> None:
        try:
            self._sign(piece.get(W + "font") or "", int(piece.get(W + "char") or "", 16), look)
        except (ValueError, OverflowError):
            self.remarks.warning("HB214", "略去了符号", self.here)

    def _reading(self, piece: Element, look: CharacterLook) -> None:
        leave(self.remarks, "拼音", piece, self.here)

    def _reference(self, piece: Element, look: CharacterLook) -> None:
        note = self.reader.note(_NOTES[str(piece.tag)], piece.get(W + "id") or "", self.here)
        if note is not None:
            self.raw.refer(note)

    def _comment(self, piece: Element, look: CharacterLook) -> None:
        self.reader.side_parts.leave_comment(piece.get(W + "id") or "", self.here)

    def _field(self, piece: Element, look: CharacterLook) -> None:
        match piece.get(W + "fldCharType"):
            case "begin":
                self.fields.append(_Field(len(self.raw.inlines)))
            case "separate" if self.fields and not self.fields[-1].has_result:
                self.fields[-1].has_result = True
                self._cut(self.fields[-1].start)
            case "end" if self.fields:
                ended = self.fields.pop()
                if not ended.has_result:
                    self._cut(ended.start)
                    self._without_result("".join(ended.code), look)

    def _cut(self, start: int) -> None:
        """Leave out the text in the code of a field; that of a field without end is never cut, it is text."""
        here, code = self.here, self.raw.cut(start)
        if code.strip():
            self.remarks.left_out(f"略去了域代码里的文字{quoted(code)}", here, code)

    def _without_result(self, code: str, look: CharacterLook) -> None:
        words = code.split()
        name = words[0].upper() if words else ""
        circled = formulas.circled(code)
        if circled is not None:
            self._make(circled, look)
        elif name == "EQ":
            self.remarks.error("HB233", f"公式排不了：域{quoted(code)}", self.here, _FORMULA_HINT)
        elif name and name not in _UNSEEN:
            self.remarks.warning("HB214", f"略去了没有结果的域{quoted(code)}", self.here)

    def _code(self, piece: Element, look: CharacterLook) -> None:
        if self.fields:
            self.fields[-1].code.append(piece.text or "")

    def _formula(self, element: Element, look: CharacterLook) -> None:
        raw, line = text_of(element), formulas.on_one_line(element, self.raw.last)
        if line is None:
            self.remarks.error("HB233", f"公式排不了{quoted(raw)}", self.here, _FORMULA_HINT)
        elif line == raw:
            self._add(raw, look)
        else:
            hint = "核对一下；要照原样排的话，存成图片，单独放一段。"
            self.remarks.warning("HB248", f"公式写成一行：{line}", self.here, hint)
            self.remarks.tally.used(raw, self.here)
            self._make(line, look)

    def _object(self, piece: Element, look: CharacterLook) -> None:
        if any((each.get("ProgID") or "").startswith("Equation") for each in piece.iter(O + "OLEObject")):
            self.remarks.error("HB233", "公式排不了：它是嵌入的对象", self.here, _FORMULA_HINT)
        else:
            leave(self.remarks, "嵌入的对象", piece, self.here)

    def _ink(self, piece: Element, look: CharacterLook) -> None:
        leave(self.remarks, "墨迹", piece, self.here)

    def _elsewhere(self, piece: Element, look: CharacterLook) -> None:
        tell_elsewhere(self.remarks, self.here)

    def _drawing(self, piece: Element, look: CharacterLook) -> None:
        drawing = read_drawing(piece, self.here, self.flow, self.reader.side_parts)
        pictures = list(drawing.pictures)
        if self.keeps_boxes:
            self.paragraph.boxes += [AnchoredBox(box, self.here) for box in drawing.boxes]
        else:
            pictures += leave_boxes(drawing, self.here, self.flow)
        self.paragraph.pictures += [replace(each, before=self.seen) for each in pictures]


_Handler: TypeAlias = Callable[[_RunReader, Element, CharacterLook], None]

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
