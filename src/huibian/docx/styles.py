"""Roles become named Word styles.

Every style states every property that could move a line or a page, so that nothing depends on a consumer's defaults;
lengths are twips, never characters, which each consumer resolves in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from huibian.docx import oxml
from huibian.docx.oxml import Element, switch, value, w
from huibian.frame import Align, CellType, Document, FontNames, Role, TableBlock, TextStyle
from huibian.units import ZERO, Length, Twips

LANGUAGE = "zh-CN"
RULE_STYLE = "Rule"
PICTURE_STYLE = "Picture"
RULE_HEIGHT = Twips(20)  # the least line pitch that every consumer sets
_TWIP = Length.of(1, "twip")
_BODY_LEVEL = 9  # the outline level of text that is no heading
JUSTIFICATION = {Align.JUSTIFY: "both", Align.START: "left", Align.CENTER: "center", Align.END: "right"}


class StyleName(Struct, frozen=True):
    """How a style is called: `key` within the file, `name` before the user; Word translates the names it knows."""

    key: str
    name: str


STYLE_NAMES = {
    Role.PARAGRAPH: StyleName("Normal", "Normal"),
    Role.SECTION_HEAD: StyleName("Heading1", "heading 1"),
    Role.ARTICLE_TITLE: StyleName("Heading2", "heading 2"),
    Role.HEADING_1: StyleName("Heading3", "heading 3"),
    Role.HEADING_2: StyleName("Heading4", "heading 4"),
    Role.HEADING_3: StyleName("Heading5", "heading 5"),
    Role.HEADING_4: StyleName("Heading6", "heading 6"),
    Role.CONTENTS_TITLE: StyleName("TOCHeading", "TOC Heading"),
    Role.CONTENTS_SECTION: StyleName("TOC1", "toc 1"),
    Role.CONTENTS_ARTICLE: StyleName("TOC2", "toc 2"),
    Role.ARTICLE_LABEL: StyleName("ArticleLabel", "附件标记"),
    Role.ATTACHMENT_TITLE: StyleName("AttachmentTitle", "附件标题"),
    Role.SUBTITLE: StyleName("Subtitle", "Subtitle"),
    Role.BYLINE: StyleName("Byline", "作者"),
    Role.SALUTATION: StyleName("Salutation", "Salutation"),
    Role.SOURCE: StyleName("Source", "供稿"),
    Role.ATTACHMENT: StyleName("Attachment", "附件说明"),
    Role.SIGNATURE: StyleName("Signature", "Signature"),
    Role.DATE: StyleName("Date", "Date"),
    Role.REMARK: StyleName("Remark", "附注"),
    Role.QUOTATION: StyleName("Quote", "Quote"),
    Role.LIST_ITEM: StyleName("ListParagraph", "List Paragraph"),
    Role.FOOTNOTE: StyleName("FootnoteText", "footnote text"),
    Role.CAPTION: StyleName("Caption", "caption"),
    Role.TABLE_CAPTION: StyleName("TableCaption", "表题"),
    Role.TABLE_UNITS: StyleName("TableUnits", "表格单位"),
    Role.TABLE_NOTE: StyleName("TableNote", "表注"),
    Role.TABLE_CONTINUED: StyleName("TableContinued", "续表"),
    Role.TABLE_HEAD: StyleName("TableHead", "表头"),
    Role.TABLE_CELL: StyleName("TableCell", "表格文字"),
    Role.NOTICE: StyleName("CoverNotice", "封面提示"),
    Role.MASTHEAD: StyleName("Masthead", "刊名"),
    Role.MONTH: StyleName("CoverMonth", "封面年月"),
    Role.NUMBER: StyleName("CoverNumber", "封面期号"),
    Role.EDITOR: StyleName("CoverEditor", "封面编印单位"),
    Role.PRINTED: StyleName("CoverPrinted", "封面印制日期"),
    Role.COLOPHON_NOTICE: StyleName("ColophonNotice", "版记提示"),
    Role.COLOPHON_ITEM: StyleName("ColophonItem", "版记"),
    Role.FOLIO: StyleName("Footer", "footer"),
}


def cell_style_name(role: Role, type_: CellType | None) -> StyleName:
    """How the style of a cell is called, given the type of its table; `None` for that of its role."""
    name = STYLE_NAMES[role]
    if type_ is None:
        return name
    return StyleName(
        f"{name.key}{type_.size.twips}x{type_.pitch.twips}", f"{name.name} {type_.size.pt:g}/{type_.pitch.pt:g} 磅"
    )


def cell_text_style(style: TextStyle, type_: CellType | None) -> TextStyle:
    """The text style of a cell, given that of its role and the type of its table."""
    return style if type_ is None else replace(style, size=type_.size, pitch=type_.pitch)


def pitch(style: TextStyle) -> Twips:
    """The line pitch in whole twips; never more than the layout's, so that a page holds its lines."""
    return Twips(style.pitch // _TWIP)


def word_style(document: Document, role: Role) -> TextStyle:
    """The text style of a role as Word gets it.

    Contents entries may use the whole measure there: LibreOffice 7.4 loses what stands after a tab that jumps beyond
    the right indent. They are not justified, for a line that ours ends before the numbers would be torn up to them.
    """
    style = document.styles[role]
    if role is not Role.CONTENTS_ARTICLE:
        return style
    return replace(style, indent_end=ZERO, align=Align.START if style.align is Align.JUSTIFY else style.align)


def tab_stop(position: Twips, *, leader: bool) -> Element:
    """One tab stop that text ends at, `position` from the start edge of the type area."""
    return w("tabs", w("tab", val="right", leader="dot" if leader else "none", pos=position))


def style_sheet(document: Document, contents_tab: Twips | None) -> Element:
    """The style sheet: one paragraph style for each role that the document has a style for.

    Args:
        document: The document.
        contents_tab: Where the page numbers of the contents end, from the start edge of the type area;
            `None` for a document without contents.
    """
    tabs = {} if contents_tab is None else {Role.CONTENTS_ARTICLE: tab_stop(contents_tab, leader=True)}
    return oxml.root(
        "styles",
        _defaults(document),
        *_styles(document, tabs),
        *_smaller_cells(document),
        _rule_style(),
        _picture_style(),
        w(
            "style",
            value("name", "Default Paragraph Font"),
            type="character",
            default=1,
            styleId="DefaultParagraphFont",
        ),
        # Word gives it to the entries of a contents it updates; defined here, it leaves them black and plain.
        w("style", value("name", "Hyperlink"), type="character", styleId="Hyperlink"),
    )


def _defaults(document: Document) -> Element:
    names = document.fonts[document.styles[Role.PARAGRAPH].font]
    language = w("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    return w(
        "docDefaults",
        w("rPrDefault", w("rPr", oxml.fonts(names.east_asian, names.western), language)),
        w("pPrDefault", w("pPr", *_chinese_rules())),
    )


def keeps_lines(role: Role, style: TextStyle) -> bool:
    """Whether a page holds all lines of such a block or none: headings, contents entries, captions."""
    return style.keep_with_next or role.is_whole


def _styles(document: Document, tabs: Mapping[Role, Element]) -> Iterator[Element]:
    for role in STYLE_NAMES:
        if role in document.styles:
            style = word_style(document, role)
            names = document.fonts[style.font]
            yield _style(role, style, names, tabs.get(role), widow_control=document.widow_control)


@lru_cache(maxsize=256)  # issues set one after another have the same styles
def _style(role: Role, style: TextStyle, names: FontNames, tabs: Element | None, *, widow_control: bool) -> Element:
    name, normal = STYLE_NAMES[role], STYLE_NAMES[Role.PARAGRAPH]
    attributes = {"default": 1} if name is normal else {} if name.name.isascii() else {"customStyle": 1}
    heading = name.key.startswith("Heading")
    return w(
        "style",
        value("name", name.name),
        None if name is normal else value("basedOn", normal.key),
        value("next", normal.key) if heading else None,
        w("qFormat"),
        w(
            "pPr",
            switch("keepNext", style.keep_with_next),
            switch("keepLines", keeps_lines(role, style)),
            switch("widowControl", widow_control),
            tabs,
            *_chinese_rules(),
            w("spacing", before=0, after=0, line=pitch(style), lineRule="exact"),
            _indent(style),
            value("jc", JUSTIFICATION[style.align]),
            value("outlineLvl", int(name.key[-1]) - 1 if heading else _BODY_LEVEL),
        ),
        _run_properties(style, names),
        type="paragraph",
        styleId=name.key,
        **attributes,
    )


def _smaller_cells(document: Document) -> Iterator[Element]:
    """The styles of the cells of tables that are set in smaller type, each based on that of its role."""
    types = {block.type_ for block in document.blocks if isinstance(block, TableBlock) and block.type_ is not None}
    for type_ in sorted(types, key=lambda each: (each.size, each.pitch), reverse=True):
        for role in (Role.TABLE_HEAD, Role.TABLE_CELL):
            style, name = cell_text_style(document.styles[role], type_), cell_style_name(role, type_)
            half_points = round(style.size.pt * 2)
            yield w(
                "style",
                value("name", name.name),
                value("basedOn", STYLE_NAMES[role].key),
                w("qFormat"),
                w("pPr", w("spacing", before=0, after=0, line=pitch(style), lineRule="exact")),
                w("rPr", value("sz", half_points), value("szCs", half_points)),
                type="paragraph",
                customStyle=1,
                styleId=name.key,
            )


def _chinese_rules() -> Iterator[Element]:
    """Line breaking as the layout does it: forbidden marks at line ends, nothing hung, no character grid."""
    yield switch("kinsoku", True)
    yield switch("wordWrap", True)
    yield switch("overflowPunct", False)
    yield switch("topLinePunct", False)
    yield switch("autoSpaceDE", True)
    yield switch("autoSpaceDN", True)
    yield switch("adjustRightInd", False)
    yield switch("snapToGrid", False)


def _indent(style: TextStyle) -> Element:
    first = style.first_indent.twips
    indents = {"left": style.indent_start.twips, "right": style.indent_end.twips}
    return w("ind", **indents, **({"hanging": -first} if first < 0 else {"firstLine": first}))


def _run_properties(style: TextStyle, names: FontNames) -> Element:
    half_points = round(style.size.pt * 2)
    return w(
        "rPr",
        oxml.fonts(names.east_asian, names.western),
        switch("b", style.bold),
        switch("bCs", style.bold),
        value("color", style.color),
        value("spacing", style.tracking.twips),
        value("kern", 0),
        value("sz", half_points),
        value("szCs", half_points),
        w("lang", val=LANGUAGE, eastAsia=LANGUAGE),
    )


def _rule_style() -> Element:
    return w(
        "style",
        value("name", "横线"),
        value("basedOn", STYLE_NAMES[Role.PARAGRAPH].key),
        w(
            "pPr",
            w("spacing", before=0, after=0, line=RULE_HEIGHT, lineRule="exact"),
            w("ind", left=0, right=0, firstLine=0),
        ),
        w("rPr", value("sz", 2), value("szCs", 2)),
        type="paragraph",
        customStyle=1,
        styleId=RULE_STYLE,
    )


def _picture_style() -> Element:
    indents = w("ind", left=0, right=0, firstLine=0)
    return w(
        "style",
        value("name", "图片"),
        value("basedOn", STYLE_NAMES[Role.PARAGRAPH].key),
        w("pPr", indents, value("jc", "center")),
        w("rPr", value("sz", 2), value("szCs", 2)),  # letters would make its line higher: they reach below its foot
        type="paragraph",
        customStyle=1,
        styleId=PICTURE_STYLE,
    )
