"""Layouts that differ from the bulletin in a few keys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import replace

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.fontbook import FontBook
from huibian.frame import Document
from huibian.layoutfile.definition import Layout
from huibian.markedyaml import fit
from huibian.pages.compose import compose
from huibian.text.model import Article
from tests.support.examples import read
from tests.support.requirements import ROOT

BULLETIN = ROOT / "layouts" / "bulletin.yaml"


def changed_layout(**changes: dict[str, Any]) -> Layout:
    """The bulletin with some keys of some of its tables changed."""
    data = yaml.load(BULLETIN.read_text(encoding="utf-8"), yaml.BaseLoader)
    for table, keys in changes.items():
        data[table] |= keys
    return fit(data, Layout)


def compose_with(layout: Layout, manifest: Path) -> Document:
    """An issue laid out with a layout that stands in no file."""
    issue, articles = read(manifest)
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    return compose(issue, articles, layout, fonts, Diagnostics())


def compose_articles(layout: Layout, manifest: Path, articles: Sequence[Article]) -> Document:
    """The first section of an issue with articles of our own, laid out with a layout that stands in no file."""
    issue, _ = read(manifest)
    section = issue.sections[0]
    references = (section.articles * len(articles))[: len(articles)]
    issue = replace(issue, sections=(replace(section, articles=references),))
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    return compose(issue, [articles], layout, fonts, Diagnostics())
