"""Word articles: what stands in the text of a .docx file, and a word for everything that is left out."""

from __future__ import annotations
