"""Markdown articles: CommonMark with pipe tables and footnotes, every character with its place in the file."""

from __future__ import annotations
