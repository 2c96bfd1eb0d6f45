"""What stands beside the text of a Word file and is left out: headers and footers, comments, charts."""

from __future__ import annotations

from msgspec import Struct, field

from huibian.diagnostics import Span
from huibian.text.remarks import Remarks
from huibian.text.word.leaving import leave, leave_shown
from huibian.text.word.package import WordPackage
from huibian.text.word.xml import Element, W, children, seen_text, text_of

_EDGES = {"header": "页眉", "footer": "页脚"}
_FIGURES = {"chart": "图表", "chartEx": "图表", "diagramData": "图示"}
_FOLIO = " -—－·0123456789第页共"  # what is only a page number is furniture, not text


class SideParts(Struct):
    """The parts beside the text, each reported where the text shows it.

    Attributes:
        package: The file.
        remarks: Gets what is left out.
    """

    package: WordPackage
    remarks: Remarks
    _comments: dict[str, list[Element]] = field(default_factory=dict)
    _figures: dict[str, tuple[str, Element]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for root in self.package.related("comments"):
            for each in children(root):
                self._comments.setdefault(each.get(W + "id") or "", []).append(each)
        for kind, words in _FIGURES.items():
            self._figures |= {name: (words, root) for name, root in self.package.roots.get(kind, {}).items()}

    def leave_comment(self, name: str, at: Span) -> None:
        """Leave out the comments of an id."""
        found = self._comments.pop(name, [])
        for each in found:
            leave(self.remarks, "批注", each, at)
        if not found:
            self.remarks.warning("HB214", "略去了批注", at)

    def leave_figure(self, relation: str | None, at: Span) -> bool:
        """Leave out the chart or diagram that a relation leads to; whether it leads to one not reported before."""
        found = self.package.relations.get(relation or "")
        figure = self._figures.pop(found.name, None) if found is not None and found.name is not None else None
        if figure is not None:
            leave(self.remarks, *figure, at)
        return figure is not None

    def leave_rest(self, at: Span) -> None:
        """Leave out what no place in the text has shown; page numbers are not reported."""
        for kind, words in _EDGES.items():
            for root in self.package.related(kind):
                text = text_of(root)
                if seen_text(root).strip(_FOLIO):
                    leave(self.remarks, words, root, at)
                else:
                    self.remarks.tally.used(text, at)
        for each in (each for found in self._comments.values() for each in found):
            leave_shown(self.remarks, "批注", each, at)
        for words, root in self._figures.values():
            leave_shown(self.remarks, words, root, at)
