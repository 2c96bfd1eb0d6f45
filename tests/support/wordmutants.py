"""Word files as programs, converters and accidents write them: sound ones, and their mutants."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache

from lxml import etree

from tests.support.cases import read_cases
from tests.support.mutants import spread
from tests.support.worddocs import NAMES, NOTES, NUMBERING, STYLES, rich_document, word_file

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OTHERS = ("footnotes", "endnotes", "comments", "header1", "numbering", "styles", "chart")
_NAMES = (
    *("r", "p", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "moveFrom", "moveTo", "hyperlink"),
    *("smartTag", "customXml", "fldSimple", "dir", "bdo", "ruby", "rt", "rubyBase", "delText", "pPr", "rPr", "tcPr"),
    *("instrText", "fldChar", "sym", "txbxContent", "drawing", "pict", "object", "footnoteReference", "comment"),
    *("subDoc", "altChunk", "contentPart", "sectPr", "proofErr", "unknown"),
)
_VALUES = ("0", "1", "2", "9", "-1", "99", "9" * 12, "x", "", "begin", "separate", "end", "restart", "toc1", "Title")
_KEYS = ("val", "id", "fldCharType", "type", "char", "ilvl", "w", "numId")


def word_mutants(seed: int, count: int) -> Iterator[bytes]:
    """Damaged Word files: most in their XML, some in their bytes.

    Args:
        seed: The same seed gives the same files; mutant `i` is the first of `seed + i`.
        count: How many.
    """
    return spread(seed, count, _mutant)


BOX = "<w:txbxContent><w:p><w:r><w:t>文本框里的字</w:t></w:r></w:p></w:txbxContent>"
AS_WORD = f"""
<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>
<w:p><w:pPr><w:pStyle w:val="toc1"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText>
<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、情况</w:t><w:tab/><w:t>1</w:t></w:r></w:p>
<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>秋收简报</w:t></w:r></w:p>
<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp>
</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>
</w:r><w:r><w:t>据统计</w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:t>，面积为</w:t></w:r>
<w:r><w:commentReference w:id="0"/></w:r><m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath></w:p>
<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:ins><w:r><w:t>增加</w:t></w:r></w:ins><w:del><w:r>
<w:delText>减少</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:p>
<w:p><w:r><w:t>若干</w:t><w:br/><w:t>亩</w:t></w:r><w:r><w:drawing><c:chart r:id="rIdchart"/></w:drawing></w:r></w:p>
<w:p><w:hyperlink r:id="x"><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar
w:fldCharType="separate"/><w:t>9</w:t><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink><w:smartTag><w:fldSimple>
<w:r><w:t>三月</w:t></w:r></w:fldSimple></w:smartTag></w:p>
"""
AS_WPS = """
<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>关于</w:t></w:r><w:r>
<w:t>防汛</w:t></w:r></w:p>
<w:p><w:r><w:t>第</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r><w:r><w:rPr>
<w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:noBreakHyphen/><w:sym w:font="宋体" w:char="25CB"/></w:r></w:p>
<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc>
<w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:pPr><w:numPr>
<w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>丙</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>丁</w:t></w:r></w:p>
</w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>
<w:p><w:r><w:pict><v:shape><v:imagedata r:id="rIdP"/><v:textpath string="样本"/></v:shape></w:pict></w:r></w:p>
<w:p><w:r><w:ruby><w:rt><w:r><w:t>nòng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>弄</w:t></w:r></w:rubyBase></w:ruby></w:r>
<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt><w:bdo><w:r><w:cr/><w:t>末</w:t></w:r></w:bdo></w:p>
"""
COMMENT = '<w:comment w:id="0"><w:p><w:r><w:t>请核</w:t></w:r></w:p></w:comment>'
ENDNOTE = '<w:endnote w:id="2"><w:p><w:r><w:t>尾注</w:t></w:r></w:p></w:endnote>'
PARTS = {
    "comments": f"<w:comments {NAMES}>{COMMENT}</w:comments>",
    "endnotes": f"<w:endnotes {NAMES}>{ENDNOTE}</w:endnotes>",
    "chart": f"<c:chartSpace {NAMES}><a:t>产量</a:t><c:pt><c:v>石漱镇</c:v></c:pt></c:chartSpace>",
}


@cache
def sound_files() -> Sequence[bytes]:
    """The files that mutants are made of: no error is in them that would keep their text from being counted."""
    bodies = [AS_WORD, AS_WPS, *(case.blocks[0] for case in read_cases("word") if "error" not in case.blocks[1])]
    files = (
        word_file(each, notes=NOTES, numbering=NUMBERING, styles=STYLES, header="云溪县", parts=PARTS)
        for each in bodies
    )
    return (rich_document(), *files)


@cache
def _parts(index: int) -> Mapping[str, bytes]:
    """The parts of a file, without the many styles of tables, which would take most of the time."""
    parts = unpacked(sound_files()[index])
    styles = etree.fromstring(parts["word/styles.xml"])
    for each in styles:
        if each.tag == W + "latentStyles" or each.get(W + "type") == "table":
            styles.remove(each)
    return {**parts, "word/styles.xml": etree.tostring(styles)}


def _mutant(random_: random.Random) -> bytes:
    index = random_.randrange(len(sound_files()))
    if random_.random() < 0.1:
        return random_.choice(_BYTES)(random_, sound_files()[index])
    parts = dict(_parts(index))
    others = [name for each in _OTHERS if (name := f"word/{each}.xml") in parts]
    for _ in range(random_.choice((1, 1, 2, 3, 8))):
        name = random_.choice([*others, *["word/document.xml"] * 20])
        parts[name] = _changed(random_, parts[name])
    return packed(parts)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name), part)
    return data.getvalue()


def _changed(random_: random.Random, part: bytes) -> bytes:
    root = etree.fromstring(part, etree.XMLParser(huge_tree=True))
    elements = [each for each in root.iter("*") if each.getparent() is not None]
    if elements:
        element = random_.choice(elements)
        # half of all changes are made where the words are
        texts = [each for each in elements if each.tag == W + "t"]
        if texts and random_.random() < 0.5:
            element = random_.choice(texts)
            for _ in range(random_.randrange(4)):
                above = element.getparent()
                element = element if above is None or above is root else above
        random_.choice(_CHANGES)(random_, element, elements)
    return etree.tostring(root)


def _delete(random_: random.Random, element: etree._Element, _: Sequence[etree._Element]) -> None:
    _above(element).remove(element)


def _duplicate(random_: random.Random, element: etree._Element, _: Sequence[etree._Element]) -> None:
    element.addnext(deepcopy(element))


def _move(random_: random.Random, element: etree._Element, elements: Sequence[etree._Element]) -> None:
    target = random_.choice(elements)
    if element not in (target, *target.iterancestors()):
        target.insert(random_.randrange(len(target) + 1), element)


def _copy_elsewhere(random_: random.Random, element: etree._Element, elements: Sequence[etree._Element]) -> None:
    target = random_.choice(elements)
    target.insert(random_.randrange(len(target) + 1), deepcopy(element))


def _wrap(random_: random.Random, element: etree._Element, _: Sequence[etree._Element]) -> None:
    times = random_.choice((1, 1, 1, 2, 5, 60, 200))
    for _time in range(times):
        wrapper = etree.Element(random_.choice((W, W, W, MC, "{urn:else}")) + random_.choice(_NAMES))
        element.addprevious(wrapper)
        wrapper.append(element)
        if times > 5:
            element = wrapper


def _unwrap(random_: random.Random, element: etree._Element, _: Sequence[etree._Element]) -> None:
    for child in list(element):
        element.addprevious(child)
    _above(element).remove(element)


def _rename(random_: random.Random, element: etree._Element, _: Sequence[etree._Element]) -> None:
    element.tag = random_.choice((W, W, W, "{urn:else}")) + random_.choice(_NAMES)


def _attribute(random_: random.Random, element: etree._Element, _: Sequence[etree._Element]) -> None:
    keys = [*map(str, element.attrib), W + random_.choice(_KEYS)]
    element.set(random_.choice(keys), random_.choice(_VALUES))


def _lose_attribute(random_: random.Random, element: etree._Element, _: Sequence[etree._Element]) -> None:
    if element.attrib:
        del element.attrib[random_.choice(list(element.attrib))]


def _remark(random_: random.Random, element: etree._Element, _: Sequence[etree._Element]) -> None:
    """A comment, a processing instruction or CDATA, in the middle of text too."""
    text = element.text or ""
    cut = random_.randrange(len(text) + 1)
    kind = random_.randrange(3)
    if kind == 2:
        element.text = etree.CDATA(text or "文")
        return
    remark = etree.Comment("注") if kind == 0 else etree.ProcessingInstruction("x", "y")
    element.text, remark.tail = text[:cut], text[cut:]
    element.insert(0, remark)


def _text(random_: random.Random, element: etree._Element, _: Sequence[etree._Element]) -> None:
    """Words where an element has them, or where it should have none."""
    word = random_.choice(("增字", " ", "A 1", "\u200b", "\n", "\u2028", "\u3000", "2", "\u2f00"))
    if random_.random() < 0.7 or element.tag != W + "t":
        child = etree.SubElement(element, W + random_.choice(("t", "t", "delText")))
        child.text = word
    else:
        element.text = (element.text or "") + word


def _alternative(random_: random.Random, element: etree._Element, _: Sequence[etree._Element]) -> None:
    """Two forms of an element: the same twice, an empty choice, an empty fallback, or two that differ."""
    both = etree.Element(MC + "AlternateContent")
    element.addprevious(both)
    choice, fallback = etree.SubElement(both, MC + "Choice"), etree.SubElement(both, MC + "Fallback")
    match random_.randrange(4):
        case 0:
            fallback.append(deepcopy(element))
            choice.append(element)
        case 1:
            fallback.append(element)
        case 2:
            choice.append(element)
        case _:
            other = deepcopy(element)
            for each in other.iter(W + "t"):
                each.text = "别的字"
            fallback.append(other)
            choice.append(element)


def _field(random_: random.Random, element: etree._Element, _: Sequence[etree._Element]) -> None:
    """A mark of a field before or behind an element, or before a run of a whole one."""
    kinds = random_.choice((("begin",), ("separate",), ("end",), ("begin", "separate"), ("begin", "end")))
    for kind in kinds:
        run = etree.Element(W + "r")
        mark = etree.SubElement(run, W + "fldChar")
        mark.set(W + "fldCharType", kind)
        if kind == "begin" and random_.random() < 0.7:
            code = etree.SubElement(run, W + "instrText")
            code.text = random_.choice((" PAGE ", " EQ \\f(1,2)", "XE x", " eq \\o\\ac(○,3)"))
        if random_.random() < 0.5:
            element.addprevious(run)
        else:
            element.addnext(run)


def _mark(random_: random.Random, element: etree._Element, elements: Sequence[etree._Element]) -> None:
    """A property of a paragraph, a run, a row or a cell that hides or deletes."""
    for holder, properties, name in random_.sample(_MARKS, 3):
        found = next((each for each in (element, *element.iterancestors()) if each.tag == W + holder), None)
        if found is None:
            continue
        for step in properties.split("/"):
            inner = found.find(W + step)
            if inner is None:
                inner = etree.Element(W + step)
                found.insert(0, inner)
            found = inner
        etree.SubElement(found, W + name)
        return


_MARKS = (
    ("p", "pPr/rPr", "del"),
    ("p", "pPr/rPr", "moveFrom"),
    ("p", "pPr", "sectPr"),
    ("r", "rPr", "vanish"),
    ("tr", "trPr", "del"),
    ("tr", "trPr", "hidden"),
    ("tc", "tcPr", "cellDel"),
    ("tc", "tcPr", "vMerge"),
)
_CHANGES: tuple[Callable[[random.Random, etree._Element, Sequence[etree._Element]], None], ...] = (
    _delete,
    _duplicate,
    _move,
    _copy_elsewhere,
    _wrap,
    _unwrap,
    _rename,
    _attribute,
    _lose_attribute,
    _remark,
    _text,
    _alternative,
    _field,
    _mark,
)


def _cut_bytes(random_: random.Random, data: bytes) -> bytes:
    return data[: random_.randrange(len(data))]


def _flip(random_: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random_.choice((1, 3, 20))):
        changed[random_.randrange(len(changed))] = random_.randrange(256)
    return bytes(changed)


def _flip_in_part(random_: random.Random, data: bytes) -> bytes:
    parts = unpacked(data)
    name = random_.choice(list(parts))
    parts[name] = _flip(random_, parts[name] or b"x")
    return packed(parts)


def _swap(random_: random.Random, data: bytes) -> bytes:
    parts = unpacked(data)
    one, other = random_.sample(list(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]
    return packed(parts)


def _lose_part(random_: random.Random, data: bytes) -> bytes:
    parts = unpacked(data)
    del parts[random_.choice(list(parts))]
    return packed(parts)


_BYTES: tuple[Callable[[random.Random, bytes], bytes], ...] = (_cut_bytes, _flip, _flip_in_part, _swap, _lose_part)


def _above(element: etree._Element) -> etree._Element:
    above = element.getparent()
    assert above is not None
    return above
