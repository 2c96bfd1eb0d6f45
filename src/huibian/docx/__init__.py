"""Writes a document as DOCX: real paragraphs of flowing text whose lines can end only where ours do."""

from __future__ import annotations
