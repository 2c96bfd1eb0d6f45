"""Takes one paragraph of a Word file, gives its raw text, its pictures, and a word for what is left out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from huibian.diagnostics import Span
from huibian.text.model import Inline, Note
from huibian.text.remarks import Remarks
from huibian.text.word.package import Package
from huibian.text.word.styles import Styles
from huibian.text.word.xml import MC, A, Element, M, R, V, W, children, is_on, text_of, value

_SHOWN = 12  # characters of what is left out
_BREAKS = ("page", "column")
_RAISED = {"2": "²", "3": "³"}  # of km², m³
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_THROUGH = {  # what only wraps runs
    W + name for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo")
}
_REVISIONS = {W + "ins": True, W + "moveTo": True, W + "del": False, W + "moveFrom": False}  # whether it is kept
_PLAIN = {
    "i": "斜体",
    "u": "下划线",
    "strike": "删除线",
    "dstrike": "删除线",
    "em": "着重号",
    "vertAlign": "上标、下标",
}
_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture in a paragraph: the name of its relation, where it stands, and whether only a part of it is shown."""

    relation: str | None
    span: Span
    is_cropped: bool


@dataclass(slots=True)
class Paragraph:
    """What a paragraph says.

    Attributes:
        inlines: Its raw text, in which a line feed is a line's end.
        pictures: Its pictures.
    """

    inlines: list[Inline] = field(default_factory=list)
    pictures: list[Drawn] = field(default_factory=list)

    @property
    def length(self) -> int:
        """How many characters it has."""
        return sum(len(inline.text) for inline in self.inlines)


@dataclass(slots=True)
class Scribe:
    """Reads the paragraphs of a file.

    Attributes:
        package: The file.
        styles: Its styles.
        remarks: Gets what is left out or set plain.
        note: The footnote of a kind ("footnotes") and an id, referred to from a place; `None` where there is none.
    """

    package: Package
    styles: Styles
    remarks: Remarks
    note: Callable[[str, str, Span], Note | None]

    def read(self, element: Element, at: Span, *, keeps_columns: bool = True) -> Paragraph:
        """Read `w:p`, which begins at a place; a footnote or a cell keeps no columns, its characters have one place."""
        bold = self.styles.is_bold(value(element, "pPr", "pStyle"))
        reader = _Reader(self, at if keeps_columns else Span(at.file, at.line), bold)
        reader.walk(element)
        return reader.paragraph


@dataclass(slots=True)
class _Field:
    """A field whose end is still to come: its code, and whether its result has begun."""

    code: str = ""
    has_result: bool = False


@dataclass(slots=True)
class _Reader:
    scribe: Scribe
    at: Span
    bold: bool | None
    paragraph: Paragraph = field(default_factory=Paragraph)
    fields: list[_Field] = field(default_factory=list)

    @property
    def here(self) -> Span:
        return self.at.shifted(self.paragraph.length)

    def walk(self, element: Element) -> None:
        """Take in what a paragraph, or a wrapper in it, holds."""
        for child in children(element):
            if child.tag == W + "r":
                self._run(child)
            elif child.tag in _THROUGH:
                self.walk(child)
            elif child.tag in _REVISIONS:
                self.scribe.remarks.warning("HB231", "有修订，照接受修订以后的文字排", self.here)
                if _REVISIONS[child.tag]:
                    self.walk(child)
            elif child.tag == MC + "AlternateContent":
                for choice in list(children(child))[:1]:
                    self.walk(choice)
            elif child.tag.startswith(M):
                self._drop("公式", child)

    def _run(self, run: Element) -> None:
        if is_on(run, "rPr", "vanish"):
            self._drop("隐藏的文字", run)
            return
        bold = is_on(run, "rPr", "b")
        if bold is None:
            style = value(run, "rPr", "rStyle")
            bold = self.scribe.styles.is_bold(style) if style else None
        if bold is None:
            bold = self.bold
        if value(run, "rPr", "vertAlign") == "superscript" and text_of(run) in _RAISED:
            self._add(_RAISED[text_of(run)], bool(bold))
            return
        if text_of(run).strip():
            self._note_looks(run)
        for child in children(run):
            self._piece(child, bool(bold))

    def _note_looks(self, run: Element) -> None:
        looks = run.find(W + "rPr")
        for name, words in _PLAIN.items() if looks is not None else ():
            if is_on(run, "rPr", name) and value(run, "rPr", name) != "baseline":
                hint = "上标用现成的字符，如 ²。" if name == "vertAlign" else None
                self.scribe.remarks.warning("HB213", f"{words}照普通文字排", self.here, hint)

    def _piece(self, piece: Element, bold: bool) -> None:
        name = str(piece.tag).removeprefix(W)
        if name == "t":
            self._add(piece.text or "", bold)
        elif name in _CHARACTERS:
            self._add(_CHARACTERS[name], bold)
        elif piece.tag in _NOTES:
            self._reference(_NOTES[str(piece.tag)], piece)
        elif piece.tag == MC + "AlternateContent":
            for choice in list(children(piece))[:1]:
                for child in children(choice):
                    self._piece(child, bold)
        elif name in _PIECES:
            _PIECES[name](self, piece, bold)

    def _add(self, text: str, bold: bool) -> None:
        if text and all(each.has_result for each in self.fields):
            self.paragraph.inlines.append(Inline(text, bold, self.here))

    def _break(self, piece: Element, bold: bool) -> None:
        if piece.get(W + "type") in _BREAKS:
            self.scribe.remarks.warning("HB214", "略去了手动分页符或分栏符", self.here)
        else:
            message = "段落中间的手动换行符按另起一段排，在表格里按一个空格排"
            self.scribe.remarks.warning("HB209", message, self.here, "不要另起一段的话，删掉它。")
            self._add("\n", bold)

    def _symbol(self, piece: Element, bold: bool) -> None:
        code = piece.get(W + "char") or ""
        try:
            self._add(chr(int(code, 16)), bold)
        except (ValueError, OverflowError):
            self._drop("符号", piece)

    def _ruby(self, piece: Element, bold: bool) -> None:
        above = piece.find(W + "rt")
        if above is not None:
            self._drop("拼音", above)
        for base in piece.findall(W + "rubyBase"):
            self.walk(base)

    def _reference(self, kind: str, piece: Element) -> None:
        span = self.here
        note = self.scribe.note(kind, piece.get(W + "id") or "", span)
        if note is not None:
            self.paragraph.inlines.append(Inline("", False, span, note=note))

    def _comment(self, piece: Element, bold: bool) -> None:
        self._drop("批注", piece)

    def _field(self, piece: Element, bold: bool) -> None:
        match piece.get(W + "fldCharType"):
            case "begin":
                self.fields.append(_Field())
            case "separate" if self.fields:
                self.fields[-1].has_result = True
            case "end" if self.fields:
                ended = self.fields.pop()
                words = ended.code.split()
                if not ended.has_result and words and words[0].upper() == "EQ":
                    hint = "带圈的字、叠起来的字，换成现成的字符，如 ①。"
                    self.scribe.remarks.warning("HB214", f"略去了公式域 {' '.join(words)[:_SHOWN]}", self.here, hint)

    def _code(self, piece: Element, bold: bool) -> None:
        if self.fields:
            self.fields[-1].code += piece.text or ""

    def _drawing(self, piece: Element, bold: bool) -> None:
        boxes = [*piece.iter(W + "txbxContent")]
        for box in boxes:
            self._drop("文本框", box)
        images = [*piece.iter(A + "blip"), *piece.iter(V + "imagedata")]
        for image in images:
            cut = image.getparent()
            cropped = cut is not None and any(each.attrib for each in cut.iter(A + "srcRect"))
            name = image.get(R + "embed") or image.get(R + "id") or image.get(R + "link")
            self.paragraph.pictures.append(Drawn(name, self.here, cropped))
        if not boxes and not images:
            self._drop("图形或图表", piece)

    def _object(self, piece: Element, bold: bool) -> None:
        self._drop("嵌入的对象", piece)

    def _drop(self, what: str, element: Element) -> None:
        text = " ".join(text_of(element).split())
        shown = f"“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”" if text else ""
        self.scribe.remarks.warning("HB214", f"略去了{what}{shown}", self.here)


_PIECES: Mapping[str, Callable[[_Reader, Element, bool], None]] = {
    "br": _Reader._break,
    "sym": _Reader._symbol,
    "ruby": _Reader._ruby,
    "commentReference": _Reader._comment,
    "fldChar": _Reader._field,
    "instrText": _Reader._code,
    "drawing": _Reader._drawing,
    "pict": _Reader._drawing,
    "object": _Reader._object,
}
