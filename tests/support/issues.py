"""Small issues made on the spot."""

from __future__ import annotations

from pathlib import Path

MANIFEST = """\
layout: bulletin
masthead: 试刊
issue: 7
month: 2026-01
editor: 某县地方史志办公室
printed: 2026-02-03
sections:
  - title: 本月关注
    articles:
"""
ARTICLE = "第一篇的标题\n正文只有一段，共两句。这是第二句。\n"


def write_issue(folder: Path, name: str = "issue-7.yaml", text: str = ARTICLE, articles: int = 1) -> Path:
    """Write a manifest with so many articles of the same text; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"{Path(name).stem}-{number}.txt" for number in range(1, articles + 1)]
    for each in names:
        (folder / each).write_text(text, encoding="utf-8")
    manifest = folder / name
    manifest.write_text(MANIFEST + "".join(f"      - {each}\n" for each in names), encoding="utf-8")
    return manifest


def names(folder: str = ".") -> set[str]:
    """What is in a folder."""
    return {path.name for path in Path(folder).iterdir()}
