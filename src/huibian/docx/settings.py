"""What holds for the whole file: settings, and the fonts by all their names."""

from __future__ import annotations

from huibian.docx import oxml
from huibian.docx.oxml import Element, switch, value, w
from huibian.docx.styles import LANGUAGE
from huibian.frame import Document, FontNames
from huibian.units import Length

# Marks that may not begin or end a line (W3C clreq, "Prohibition rules for line start and line end"), with —— and
# …… among the former so that neither is cut in two (GB/T 15834-2011, 5.1.4, 5.1.5). Word's own lists forbid a line
# to end with the interpunct, and let it begin with a dash.
NO_LINE_START = (
    "!\"%'),-./:;?]}°²³·×\u2010\u2011–—―’”•…‧‰\u2032\u2033℃℉∶"
    "⋯─⸺\u3000、。〉》」』】〕〗〜・㎎㎏㎜㎝㎞㎡㎥！％），－．／：；？］｝～"
)
NO_LINE_END = "\"$'([{£¥‘“€№\u2212〈《「『【〔〖＄（／［｛￡￥"
_WORD_2013 = 15
TAB_STOP = Length.of(420, "twip")  # two characters of 五号, as Chinese Word has it
# What stands between text and footnotes, by the numbers under which Word wants it.
SEPARATORS = {"separator": -1, "continuationSeparator": 0}


def settings(document: Document, *, has_notes: bool) -> Element:
    """The settings part. No `updateFields`: the contents is right as it is, and Word would ask at every opening."""
    mirrored = any(part.margins.mirrored for part in document.parts)
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=_WORD_2013)
    return oxml.root(
        "settings",
        switch("mirrorMargins", True) if mirrored else None,
        value("defaultTabStop", TAB_STOP.twips),
        switch("evenAndOddHeaders", True),
        value("characterSpacingControl", "doNotCompress"),
        w("noLineBreaksAfter", lang=LANGUAGE, val=document.no_line_end or NO_LINE_END),
        w("noLineBreaksBefore", lang=LANGUAGE, val=document.no_line_start or NO_LINE_START),
        _separators() if has_notes else None,
        w("compat", mode),
        w("themeFontLang", val=LANGUAGE, eastAsia=LANGUAGE),
    )


def _separators() -> Element:
    return w("footnotePr", *(w("footnote", id=number) for number in SEPARATORS.values()))


def font_table(document: Document) -> Element:
    """The font table: each font once, with the other names that systems know it by."""
    fonts: dict[str, Element] = {}
    for names in document.fonts.values():
        is_chinese = names.language == LANGUAGE
        fonts.setdefault(names.east_asian, _east_asian(names) if is_chinese else _western(names.east_asian))
        fonts.setdefault(names.western, _western(names.western))
    return oxml.root("fonts", *fonts.values())


def _east_asian(names: FontNames) -> Element:
    others = value("altName", ",".join(names.alternatives)) if names.alternatives else None
    return w("font", others, value("charset", "86"), value("pitch", "variable"), name=names.east_asian)


def _western(name: str) -> Element:
    return w("font", value("charset", "00"), value("pitch", "variable"), name=name)
