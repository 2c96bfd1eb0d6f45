"""Reads articles from .docx files, and reports everything that is left out."""

from __future__ import annotations
