"""Parts become sections: paper, margins, numbering and footers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from huibian.docx import oxml
from huibian.docx.fixed import fixed_paragraphs
from huibian.docx.flow import WordPart
from huibian.docx.oxml import Element, value, w
from huibian.docx.styles import STYLE_NAMES
from huibian.docx.turned import boxed, number_box
from huibian.frame import Document, Folio, NoteNumbering, PageNumber, Role
from huibian.units import Length, Twips

# In twips: room for the rule that ends a colophon on the bottom edge of the type area; far from that of one more line.
_BELOW_FOOT = Twips(50)
PageSide: TypeAlias = Literal["default", "even"]
PAGE_SIDES: tuple[PageSide, ...] = ("default", "even")
FooterType: TypeAlias = Literal["first"] | PageSide


class Geometry(Struct, frozen=True):
    """A section's page, in whole twips; `width` and `depth` are those of its text area."""

    page_width: Twips
    page_height: Twips
    left: Twips
    top: Twips
    width: Twips
    depth: Twips
    footer: Twips

    @property
    def bottom(self) -> Twips:
        """Where the text area ends, from the top of the paper."""
        return self.top + self.depth


def geometry(document: Document, part: WordPart, first: PageNumber) -> Geometry:
    """The page of a part, given the number of its first page in the file.

    Where margins are mirrored, a consumer lets inner and outer change sides on even pages. In a part whose page numbers
    are odd in the file where ours are even, or the other way round, they are exchanged here, so that its text stands
    where it does on our pages.

    Where text runs on, the text area holds the lines that the layout put on a full page, and not one more; with a
    colophon at its foot, it reaches down to that, whatever page is full. A fixed part begins where its first paragraph
    does: white at the top of a page is what consumers disagree on. Below its last one there is room to spare.

    Footnotes stand at the foot of the text area, in the PDF on the last line of the grid. Below that a turned page may
    have most of a line: a quarter of one is room enough for what consumers differ by.
    """
    margins = part.part.margins
    bottom = part.size.height - margins.bottom
    if part.is_fixed:
        top = fixed_paragraphs(document, part.head)[0].top
        foot = (part.size.height - margins.bottom // 2).twips
    else:
        top = margins.top.twips
        if part.foot:
            foot = bottom.twips + _BELOW_FOOT
        elif part.is_turned and part.notes:
            foot = min(bottom, part.pages[0].foot + part.part.grid.pitch // 4).twips
        else:
            foot = bottom.twips if part.filled is None else _between(part.filled, bottom, part.part.grid.pitch)
    swapped = margins.mirrored and (first - part.part.first) % 2 == 1
    folio = part.part.folio
    footer = bottom + margins.bottom // 2 if folio is None or part.is_turned else folio.foot
    return Geometry(
        page_width=part.size.width.twips,
        page_height=part.size.height.twips,
        left=(margins.outer if swapped else margins.inner).twips,
        top=top,
        width=(part.size.width - margins.inner - margins.outer).twips,
        depth=foot - top,
        footer=(part.size.height - footer).twips,
    )


def _between(filled: Length, bottom: Length, pitch: Length) -> Twips:
    """Where the text area ends: not above the last line of a full page, not so low that one more would fit."""
    return max(min(bottom.twips, (filled + pitch // 2).twips), filled.twips)


def section_properties(
    page: Geometry, footers: Mapping[FooterType, str], first: PageNumber, notes: NoteNumbering | None
) -> Element:
    """The properties of a section.

    Args:
        page: Its page.
        footers: The relationship of each footer, in the order in which they are read.
        first: Its first page number.
        notes: How its footnotes are counted; `None` where it has none.
    """
    orientation = {"orient": "landscape"} if page.page_width > page.page_height else {}
    return w(
        "sectPr",
        *(oxml.reference("footerReference", relationship, type=type_) for type_, relationship in footers.items()),
        None if notes is None else note_numbering(notes),
        value("type", "nextPage"),
        w("pgSz", w=page.page_width, h=page.page_height, **orientation),
        w(
            "pgMar",
            top=page.top,
            right=page.page_width - page.left - page.width,
            bottom=page.page_height - page.top - page.depth,
            left=page.left,
            header=page.footer,
            footer=page.footer,
            gutter=0,
        ),
        w("pgNumType", start=first),
    )


def note_numbering(numbering: NoteNumbering) -> Element:
    """How a section numbers its footnotes: ①, ②, … through the whole file, or on each page.

    Where they are counted through each article, none is numbered by Word (`notemarks.py`).
    """
    return w(
        "footnotePr",
        value("pos", "pageBottom"),
        value("numFmt", "decimalEnclosedCircle"),
        value("numRestart", "eachPage" if numbering is NoteNumbering.PAGE else "continuous"),
    )


def footer(folio: Folio | None, side: PageSide) -> Element:
    """The footer of odd ("default") or even pages: the number at the outer edge, or nothing."""
    return oxml.root("ftr", w("p", w("pPr", _style())) if folio is None else _number(folio, side))


def turned_footer(document: Document, part: WordPart, folio: Folio, side: PageSide) -> Element:
    """The footer of a page that lies on its side: the number at its left edge."""
    box = number_box(part.size, part.part.margins, folio, document.styles[Role.FOLIO].pitch)
    return oxml.root("ftr", boxed(_number(folio, side), box), w("p", w("pPr", _style())))


def _number(folio: Folio, side: PageSide) -> Element:
    right, inset = side == "default", folio.inset.twips
    indents = w("ind", left=0 if right else inset, right=inset if right else 0)
    return w(
        "p",
        w("pPr", _style(), indents, value("jc", "right" if right else "left")),
        oxml.run(_hint(), oxml.text(folio.prefix)),
        *oxml.field("PAGE", _hint, oxml.run(_hint(), oxml.text("1"))),
        oxml.run(_hint(), oxml.text(folio.suffix)),
    )


def _style() -> Element:
    return value("pStyle", STYLE_NAMES[Role.FOLIO].key)


def _hint() -> Element:
    return w("rPr", oxml.east_asian_hint())
