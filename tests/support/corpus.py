"""The documents that engines are tried on: every example in every layout, and random issues with everything in them."""

from __future__ import annotations

from functools import cache
from itertools import chain, islice, repeat
from pathlib import Path

from msgspec.structs import replace

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.fontbook import FontBook
from huibian.frame import Document, Role
from huibian.layoutfile.definition import Layout, load_layout
from huibian.pages.compose import compose
from huibian.text.model import Article, Paragraph
from tests.support import contents
from tests.support.examples import SHORT, read
from tests.support.remix import sentences
from tests.support.requirements import ROOT

LAYOUTS = sorted(resources.layouts_folder().glob("*.yaml"))
MANIFESTS = sorted((ROOT / "examples").glob("*/*.yaml"))
SEEDS = range(20)


@cache
def fonts() -> FontBook:
    return FontBook.open(resources.fonts_folder() / "catalogue.yaml")


def in_layout(manifest: Path, layout: Path) -> Document:
    """An example in a layout that need not be its own."""
    chosen = replace(load_layout(layout), required=())
    return compose(*read(manifest), chosen, fonts(), Diagnostics())


def random_issue(layout: Layout, seed: int) -> Document:
    """Two sections of one random article each; the same for the same seed."""
    issue, _ = read(SHORT)
    section = issue.sections[0]
    one = replace(section, articles=section.articles[:1])
    full = replace(issue.colophon, report_to="县委、县政府", publisher="县史志办", copies=60)
    articles = [[contents.article(seed)], [contents.article(seed + 100)]]
    chosen = replace(layout, required=())
    issue = replace(issue, sections=(one, one), colophon=full)
    return compose(issue, articles, chosen, fonts(), Diagnostics())


def noted_issue(layout: Layout, *notes: str) -> Document:
    """Two articles of paragraphs with five footnotes each, in the order given."""
    marks, words = map(contents.note, notes), chain.from_iterable(repeat(sentences()))
    paragraphs: list[Paragraph] = []
    while row := list(islice(marks, 5)):
        inlines = chain.from_iterable((contents.inline(next(words)), mark) for mark in row)
        paragraphs.append(contents.text_block(Role.PARAGRAPH, *inlines, contents.inline(next(words))))
    half = len(paragraphs) * 5 // 6  # more than fifty in an article too, if there are enough of them
    articles = [
        Article((contents.inline("一篇短文"),), "一篇短文", tuple(body), contents.SPAN)
        for body in (paragraphs[:half], paragraphs[half:])
        if body
    ]
    issue, _ = read(SHORT)
    section = issue.sections[0]
    references = (section.articles * 2)[: len(articles)]
    issue = replace(issue, sections=(replace(section, articles=references),))
    return compose(issue, [articles], replace(layout, required=()), fonts(), Diagnostics())
