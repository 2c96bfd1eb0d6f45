"""Reports what is left out of a Word file, with its words, so that no character is lost without a message."""

from __future__ import annotations

from huibian.diagnostics import Span
from huibian.text.remarks import Remarks
from huibian.text.word.xml import Element, seen_text, seen_texts, shows, text_of

_SHOWN = 12  # characters of what is left out
_REVISED = "有修订，照接受修订以后的文字排"


def quoted(text: str) -> str:
    """The beginning of a text in quotes; empty for one without ink."""
    text = " ".join(text.split())
    return f"“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”" if text else ""


def begun(element: Element) -> str:
    """The beginning of the text of an element that a reader sees, as much as is quoted of it."""
    text = ""
    for piece in seen_texts(element):
        text += piece
        words = " ".join(text.split())
        if len(words) > _SHOWN:
            break
        text = f"{words} " if text[-1:].isspace() else words
    return quoted(text)


def leave(remarks: Remarks, what: str, element: Element, at: Span) -> None:
    """Tell that an element is left out, and account for its text."""
    remarks.left_out(f"略去了{what}{begun(element)}", at, text_of(element))


def leave_shown(remarks: Remarks, what: str, element: Element, at: Span) -> None:
    """The same, if a reader sees anything of the element."""
    if shows(element):
        leave(remarks, what, element, at)


def leave_deleted(remarks: Remarks, element: Element, at: Span) -> None:
    """Tell that there are revisions, and that what an element holds is deleted by them."""
    remarks.left_out(_REVISED, at, text_of(element), code="HB231")


def tell_revision(remarks: Remarks, at: Span) -> None:
    """Tell that there are revisions."""
    remarks.warning("HB231", _REVISED, at)


def leave_others(remarks: Remarks, chosen: Element, others: list[Element], at: Span) -> None:
    """Account for the branches of an alternative that are not read; only those that say something else are reported."""
    said: str | None = None
    for each in others:
        text = text_of(each)
        if not text.strip():  # a picture in the place of text is the same for programs that cannot set it
            continue
        said = _solid(chosen) if said is None else said
        if _solid(each) == said:
            remarks.tally.used(text, at)
        else:
            leave(remarks, "另一种写法", each, at)


def _solid(element: Element) -> str:
    """The text of an element that a reader sees, without white space."""
    return "".join(seen_text(element).split())
