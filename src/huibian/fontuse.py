"""Which characters of a manuscript or an issue are drawn by another face than their neighbours, or by none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from huibian import resources
from huibian.diagnostics import Diagnostics, Span
from huibian.fontbook import Candidate, FontBook, load
from huibian.frame import Role
from huibian.layoutfile.definition import Layout, load_layout
from huibian.manifest.model import ArticleRef, Issue, Outline
from huibian.manifest.read import read_issue
from huibian.text.conversion import convert_ahead
from huibian.text.model import Article, ArticlePicture, ArticleTable, Content, Inline, Paragraph, PictureRow
from huibian.text.read import read_article

MANIFESTS = (".yaml", ".yml")
_LAYOUT = "bulletin.yaml"  # whose roles a manuscript alone is asked in
_UNSEEN = {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"}  # they have no ink, or stand on the character before
_WORDS = {"Lo", "Lu", "Ll", "Lt", "Lm", "Nd"}  # the free set takes other marks from several faces on purpose
_HAN, _LATIN = "国", "a"  # the faces of these are those that a text expects


class Stray(Struct):
    """A character that is drawn by another face than its neighbours.

    Attributes:
        char: The character.
        font: What an editor calls the font role that it is set in.
        label: What an editor calls the design that draws it; `None` where no face does.
        first: Where it stands first.
        count: How often it is there.
    """

    char: str
    font: str
    label: str | None
    first: Span
    count: int


def strays(path: Path, fonts: FontBook, diagnostics: Diagnostics) -> tuple[Stray, ...]:
    """The stray characters of a manuscript, or of all that a manifest names, in the order in which they come.

    Args:
        path: The manuscript or the manifest.
        fonts: The faces.
        diagnostics: Gets what the readers say.

    Raises:
        HuibianError: The manifest or its layout cannot be read.
    """
    if path.suffix.lower() in MANIFESTS:
        issue = read_issue(path, diagnostics)
        layout_path = issue.layout or resources.layouts_folder() / _LAYOUT
        references = [reference for section in issue.sections for reference in section.articles]
        own = list(_of_manifest(issue))
    else:
        layout_path, own = resources.layouts_folder() / _LAYOUT, []
        references = [ArticleRef(path, Span(path))]
    layout = load_layout(layout_path)
    convert_ahead(references)
    articles = filter(None, [read_article(reference, diagnostics) for reference in references])
    texts = [*own, *(each for article in articles for each in _of_article(article))]
    return tuple(_Search(fonts, layout).strays(texts))


class _Text(Struct, frozen=True):
    """Characters of one role."""

    role: Role
    inline: Inline


class _Search:
    """Asks for each character once in each font role."""

    def __init__(self, fonts: FontBook, layout: Layout) -> None:
        self._fonts = fonts
        self._layout = layout
        self._found: dict[tuple[str, str], Stray | None] = {}

    def strays(self, texts: Iterable[_Text]) -> list[Stray]:
        for text in texts:
            font = self._layout.styles[text.role].font
            for index, char in enumerate(text.inline.text):
                if unicodedata.category(char) in _UNSEEN:
                    continue
                key = (font, char)
                if key not in self._found:
                    self._found[key] = self._stray(font, char, text.inline.span.shifted(index))
                if (stray := self._found[key]) is not None:
                    stray.count += 1
        return [stray for stray in self._found.values() if stray is not None]

    def _stray(self, font: str, char: str, span: Span) -> Stray | None:
        """A character as a stray one; `None` where its face is the one that a text expects."""
        catalogue = self._fonts.catalogue
        asked = catalogue.roles[font].label
        given = self._given(font, char)
        if given is None:
            return Stray(char, asked, None, span, 0)
        is_of_role = given.font == font
        if is_of_role and unicodedata.category(char) not in _WORDS:
            return None
        if not is_of_role and not catalogue.scripts[given.font].rest:
            return None
        label = catalogue.faces[given.design].label
        usual = (self._given(font, sign) for sign in (_HAN, _LATIN))
        expected = {catalogue.faces[each.design].label for each in usual if each is not None}
        return None if label in expected else Stray(char, asked, label, span, 0)

    def _given(self, font: str, char: str) -> Candidate | None:
        """The design that gives a character."""
        for candidate in self._fonts.candidates(font, char):
            if any(load(face).glyph_id(char) is not None for face in self._fonts.faces_of(candidate.design)):
                return candidate
        return None


def _of_manifest(issue: Issue | Outline) -> Iterator[_Text]:
    """What the manifest itself has printed, as far as somebody writes it by hand."""
    if isinstance(issue, Issue):
        for role, key, text in ((Role.MASTHEAD, "masthead", issue.masthead), (Role.EDITOR, "editor", issue.editor)):
            yield _Text(role, Inline(text, False, issue.marks.span(key)))
        for key, value in asdict(issue.colophon).items():
            if isinstance(value, str):
                yield _Text(Role.COLOPHON_ITEM, Inline(value, False, issue.marks.span("colophon", key)))
    for section in issue.sections:
        yield _Text(Role.SECTION_HEAD, Inline(section.title, False, section.span))


def _of_article(article: Article) -> Iterator[_Text]:
    yield from (text for label in article.labels for text in _texts(Role.ARTICLE_LABEL, label.inlines))
    yield from _texts(Role.ARTICLE_TITLE, article.title)
    yield from (text for content in article.body for text in _of_content(content))


def _of_content(content: Content) -> Iterator[_Text]:
    match content:
        case Paragraph():
            yield from _texts(content.role, content.inlines)
        case ArticlePicture():
            yield from _texts(Role.CAPTION, content.caption)
        case PictureRow():
            for picture in content.pictures:
                yield from _texts(Role.CAPTION, picture.caption)
            yield from _texts(Role.CAPTION, content.caption)
        case ArticleTable():
            yield from _of_table(content)


def _of_table(table: ArticleTable) -> Iterator[_Text]:
    yield from _texts(Role.TABLE_CAPTION, table.caption)
    for line in (*table.units, *table.notes):
        yield from _texts(line.role, line.inlines)
    for number, row in enumerate(table.rows):
        role = Role.TABLE_HEAD if number < table.header else Role.TABLE_CELL
        for cell in row:
            yield from _texts(role, cell.inlines())


def _texts(role: Role, inlines: Iterable[Inline]) -> Iterator[_Text]:
    for inline in inlines:
        yield _Text(inline.lead or role, inline)
        if inline.note is not None:
            yield from _texts(Role.FOOTNOTE, inline.note.inlines)
