"""The documents that engines are tried on: every example in every layout, and random issues with everything in them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.fontbook import FontBook
from huibian.frame import Document
from huibian.layoutfile.definition import Layout, load_layout
from huibian.pages.compose import compose
from tests.support import contents
from tests.support.examples import SHORT, read
from tests.support.requirements import ROOT

LAYOUTS = sorted(resources.layouts_folder().glob("*.yaml"))
MANIFESTS = sorted((ROOT / "examples").glob("*/*.yaml"))
SEEDS = range(20)


@cache
def fonts() -> FontBook:
    return FontBook.open(resources.fonts_folder() / "catalogue.yaml")


def in_layout(manifest: Path, layout: Path) -> Document:
    """An example in a layout that need not be its own."""
    chosen = load_layout(layout).model_copy(update={"required": ()})
    return compose(*read(manifest), chosen, fonts(), Diagnostics())


def random_issue(layout: Layout, seed: int) -> Document:
    """Two sections of one random article each; the same for the same seed."""
    issue, _ = read(SHORT)
    section = issue.sections[0]
    one = replace(section, articles=section.articles[:1])
    full = issue.colophon.model_copy(update={"report_to": "县委、县政府", "publisher": "县史志办", "copies": 60})
    articles = [[contents.article(seed)], [contents.article(seed + 100)]]
    chosen = layout.model_copy(update={"required": ()})
    issue = replace(issue, sections=(one, one), colophon=full)
    return compose(issue, articles, chosen, fonts(), Diagnostics())
