"""An issue as its manifest describes it, every path resolved and every place kept."""

from __future__ import annotations

import datetime
from pathlib import Path

from msgspec import Struct

from huibian.diagnostics import Span
from huibian.manifest.schema import Colophon, YearMonth
from huibian.markedyaml import Marks


class Override(Struct, frozen=True):
    """A title that the manifest states, and where."""

    text: str
    span: Span


class ArticleRef(Struct, frozen=True):
    """An article that the manifest names.

    Attributes:
        path: Its file.
        span: Where the manifest names it.
        title: Its title; `None` for the file's own.
        toc: Its title in the contents; `None` for the same as on its page.
    """

    path: Path
    span: Span
    title: Override | None = None
    toc: str | None = None


class Section(Struct, frozen=True):
    """A section head and the articles under it; `span` is where the head's first character stands."""

    title: str
    articles: tuple[ArticleRef, ...]
    span: Span


class Outline(Struct, frozen=True):
    """What can be made out of a faulty manifest: what it names, so that the faults of that are found in the same run.

    Attributes:
        layout: The layout's file; `None` where none can be made out.
        sections: The sections with the articles that can be made out.
        marks: Where in the manifest each value stands.
    """

    layout: Path | None
    sections: tuple[Section, ...]
    marks: Marks


class Issue(Struct, frozen=True):
    """One issue, as a manifest without fault describes it.

    Attributes:
        path: The manifest.
        layout: The layout's file.
        masthead: Name of the bulletin (刊名).
        issue: Its running number (总期号).
        month: The month it is about.
        editor: Who edits it.
        printed: When it was printed.
        sections: What is in it.
        colophon: What the colophon says (版记).
        permit: The number of its printing permit (准印证号); `None` for an issue that needs none.
        marks: Where in the manifest each value stands.
    """

    path: Path
    layout: Path
    masthead: str
    issue: int
    month: YearMonth
    editor: str
    printed: datetime.date
    sections: tuple[Section, ...]
    colophon: Colophon
    marks: Marks
    permit: str | None = None
