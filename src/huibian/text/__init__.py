"""From article files to articles: titles, headings, paragraphs and bold, each character with its place."""

from __future__ import annotations
