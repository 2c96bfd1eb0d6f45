"""Real issues: the examples and the printed issue 92, read and composed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from huibian.build import Composed, IssueBuilder
from huibian.diagnostics import Diagnostics
from huibian.manifest.model import Issue
from huibian.manifest.read import read_issue
from huibian.text.model import Article
from huibian.text.read import read_article
from tests.support.requirements import ROOT, SHARED

ISSUE_92 = SHARED / "issue-92" / "issue-92.yaml"
STANDARD = ROOT / "examples" / "yunxi-2026-09" / "issue-57.yaml"
SHORT = ROOT / "examples" / "yunxi-2026-10" / "issue-58.yaml"
PICTURED = ROOT / "examples" / "yunxi-2026-11" / "issue-59.yaml"
LONG = ROOT / "examples" / "linchuan-annual" / "issue-120.yaml"
TABLED = ROOT / "examples" / "yunxi-2027-01" / "issue-61.yaml"
NAMES = ROOT / "examples" / "yunxi-2026-12" / "issue-60.yaml"
EXAMPLES = (STANDARD, SHORT, LONG)


def read(manifest: Path) -> tuple[Issue, list[list[Article]]]:
    """An issue and its articles, which must be without fault."""
    diagnostics = Diagnostics()
    issue = read_issue(manifest, diagnostics)
    articles = [[read_article(ref, diagnostics) for ref in section.articles] for section in issue.sections]
    diagnostics.raise_errors()
    assert isinstance(issue, Issue)
    return issue, [[article for article in section if article] for section in articles]


def read_whole(manifest: Path) -> Issue:
    """The issue of a manifest, which must be without fault."""
    issue = read_issue(manifest, Diagnostics())
    assert isinstance(issue, Issue)
    return issue


@cache
def composed(manifest: Path) -> Composed:
    """An issue laid out and proved, once per test run."""
    return IssueBuilder().compose(manifest)
