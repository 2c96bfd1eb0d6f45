from __future__ import annotations

from pathlib import Path

import pytest

from huibian.frame import ContentsEntry, Document, Heading, Link, PartKind, Role, RunKind, TextLine
from tests.support.examples import EXAMPLES, LONG, STANDARD, composed, read
from tests.support.reading import block_role, role_of

pytestmark = pytest.mark.debian_fonts


def entry_ends(document: Document) -> list[TextLine]:
    """The lines of the contents that carry a number."""
    return [
        line
        for page in document.pages
        if page.part is PartKind.CONTENTS
        for line in page.lines
        if line.runs[-1].kind is RunKind.PAGE_REFERENCE
    ]


@pytest.mark.parametrize("manifest", EXAMPLES, ids=lambda path: path.stem)
def test_every_article_has_an_entry_whose_number_ends_at_the_edge(manifest: Path) -> None:
    composition = composed(manifest)
    document, area = composition.document, composition.layout.type_area
    ends = entry_ends(document)

    assert len(ends) == sum(block_role(block) is Role.ARTICLE_TITLE for block in document.blocks)
    assert {line.x + line.width for line in ends} == {area.inner + area.width}


def test_leader_dots_line_up_from_entry_to_entry() -> None:
    composition = composed(STANDARD)
    layout = composition.layout
    size = layout.style(Role.CONTENTS_ARTICLE).size
    pitch, gap = size.em(layout.contents.leader_pitch), size.em(layout.contents.leader_gap)
    edge = layout.type_area.inner + layout.type_area.width

    for line in entry_ends(composition.document):
        x = line.x
        for run in line.runs:
            if run.kind is RunKind.TAB:
                first = x + run.advances[0]
                assert (edge - first) % pitch == 0
                assert set(run.advances[1:-1]) <= {pitch}
                assert all(gap <= white < gap + pitch for white in (run.advances[0], run.advances[-1]))
            x += run.width


def test_an_entry_keeps_at_least_three_dots() -> None:
    for manifest in EXAMPLES:
        layout = composed(manifest).layout
        for line in entry_ends(composed(manifest).document):
            dots = sum(len(run.text) for run in line.runs if run.kind is RunKind.TAB)
            assert dots >= layout.contents.leader_minimum


def test_a_long_title_wraps_and_is_not_cut() -> None:
    document = composed(LONG).document
    titles: dict[int, list[str]] = {}
    for page in document.pages:
        for line in page.lines:
            if role_of(document, line) is Role.CONTENTS_ARTICLE:
                titles.setdefault(line.block, []).append(line.text)
    wanted = [article.toc_title for section in read(LONG)[1] for article in section]

    assert ["".join(lines) for lines in titles.values()] == wanted
    assert any(len(lines) == 2 for lines in titles.values())


@pytest.mark.parametrize("manifest", EXAMPLES, ids=lambda path: path.stem)
def test_every_line_of_an_entry_leads_to_the_heading_of_that_name(manifest: Path) -> None:
    document = composed(manifest).document
    for page in document.pages:
        if page.part is not PartKind.CONTENTS:
            continue
        links = {
            (item.x, item.y, item.width, item.height): item.target for item in page.items if isinstance(item, Link)
        }
        entries = [line for line in page.lines if role_of(document, line) is not Role.CONTENTS_TITLE]
        targets = [links[line.x, line.top, line.width, line.height] for line in entries]
        assert len(links) == len(entries)
        assert [item.block for item in page.items if isinstance(item, Link)] == [line.block for line in entries]
        for line, target in zip(entries, targets, strict=True):
            entry = document.blocks[line.block]
            assert isinstance(entry, ContentsEntry)
            assert entry.target == target
        numbered = {line.block: line.runs[-1].target for line in entries if line.runs[-1].target is not None}
        for line, target in zip(entries, targets, strict=True):
            if role_of(document, line) is Role.CONTENTS_SECTION:
                heading = document.blocks[target]
                assert isinstance(heading, Heading)
                assert (heading.role, heading.title) == (Role.SECTION_HEAD, line.text)
            else:
                assert target == numbered[line.block]
