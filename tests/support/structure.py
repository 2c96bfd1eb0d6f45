"""What an article consists of, element by element, as the corpus says it: `heading_1: 一、基本情况`.

In what is expected a text that ends in … stands for every text that begins so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from huibian.diagnostics import Diagnostic, Severity
from huibian.frame import SINGLE, Role
from huibian.text.model import (
    Article,
    ArticlePicture,
    ArticleTable,
    Content,
    Inline,
    Paragraph,
    PictureRow,
    inlines_of,
    pictures_of,
    plain,
)

_AND_SO_ON = "…"
_NAMES = {Role.ARTICLE_LABEL: "label"}
_LEVELS = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4)


@dataclass(frozen=True, slots=True)
class Element:
    """One element.

    Attributes:
        kind: What it is: the name of a role without `article_`, "lead_1" to "lead_4", "picture", "table",
            "told" and "refused".
        value: Its text; of a picture its caption, and on which side that stands beside it; of a table what is known of
            it; of what was told the codes.
    """

    kind: str
    value: object

    def fits(self, found: Element) -> bool:
        """Whether what was found is what is expected."""
        return self.kind == found.kind and _fits(self.value, found.value)


def expected_elements(lines: Iterable[Mapping[str, object]]) -> list[Element]:
    """What a file of the corpus expects."""
    return [Element(kind, value) for line in lines for kind, value in line.items()]


def elements_of(article: Article | None, found: Iterable[Diagnostic]) -> list[Element]:
    """What was read, and last the codes of what was told of it; of a file that is refused only those of errors."""
    told = list(found)
    refused = sorted({each.code for each in told if each.severity is Severity.ERROR})
    if article is None or refused:
        return [Element("refused", refused)]
    codes = sorted({each.code for each in told})
    return [*_elements(article), *([Element("told", codes)] if codes else [])]


def settled(expected: Iterable[Element], found: Iterable[Element]) -> list[Element]:
    """What was found, in the words of what is expected where it fits: the two can be compared then."""
    wanted = list(expected)
    return [next((each for each in wanted if each.fits(one)), one) for one in found]


def shown(element: Element) -> str:
    """An element as a line."""
    return f"{element.kind}: {_shown(element.value)}"


def _fits(expected: object, found: object) -> bool:
    if isinstance(expected, str) and isinstance(found, str) and expected.endswith(_AND_SO_ON):
        return expected == found or (found.startswith(expected[:-1]) and len(found) > len(expected))
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        return expected.keys() == found.keys() and all(_fits(value, found[key]) for key, value in expected.items())
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(_fits, expected, found))
    return expected == found


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_shown(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return "" if value is None else str(value)


def _elements(article: Article) -> Iterator[Element]:
    for label in article.labels:
        yield from _content(label)
    yield Element("title", plain(article.title))
    yield from _notes(article.title)
    for content in article.body:
        yield from _content(content)


def _content(content: Content) -> Iterator[Element]:
    match content:
        case Paragraph():
            yield from _paragraph(content)
        case ArticlePicture():
            yield Element("picture", _picture(content))
            yield from _notes(content.caption)
        case PictureRow():
            yield Element("pictures", _row(content))
            yield from _notes(tuple(inlines_of(content)))
        case ArticleTable():
            yield Element("table", _table(content))
            yield from _notes(tuple(inlines_of(content)))


def _paragraph(paragraph: Paragraph) -> Iterator[Element]:
    text = plain(tuple(inline for inline in paragraph.inlines if inline.lead is None))
    leads = {inline.lead for inline in paragraph.inlines if inline.lead}
    for lead in leads:
        run_in = plain(tuple(inline for inline in paragraph.inlines if inline.lead is lead))
        yield Element(f"lead_{_LEVELS.index(lead) + 1}", run_in.strip())
    yield Element(_NAMES.get(paragraph.role, str(paragraph.role)), text.strip())
    yield from _notes(paragraph.inlines)


def _notes(inlines: Iterable[Inline]) -> Iterator[Element]:
    for inline in inlines:
        if inline.note is not None:
            yield Element("footnote", inline.note.text.strip())


def _picture(picture: ArticlePicture) -> object:
    """Its caption; one that stands beside it with its side."""
    caption = plain(picture.caption)
    return caption or None if picture.beside is None else {"caption": caption, "beside": str(picture.beside.side)}


def _row(row: PictureRow) -> dict[str, object]:
    captions = [plain(picture.caption) for picture in row.pictures]
    facts = {
        "count": len(captions),
        "captions": captions if any(captions) else [],
        "beside": [str(picture.beside.side) for picture in row.pictures if picture.beside],
        "caption": plain(row.caption),
    }
    return {name: value for name, value in facts.items() if value}


def _table(table: ArticleTable) -> dict[str, object]:
    facts: dict[str, object] = {
        "caption": plain(table.caption),
        "head": table.header,
        "columns": len(table.aligns),
        "rows": len(table.rows),
        "spans": {
            cell.text: f"{cell.size.columns}x{cell.size.rows}"
            for row in table.rows
            for cell in row
            if cell.size != SINGLE
        },
        "pictures": len(list(pictures_of(table))),
        "units": "".join(each.text for each in table.units),
        "notes": [each.text for each in table.notes],
    }
    return {name: value for name, value in facts.items() if value}
