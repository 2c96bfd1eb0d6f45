"""A document in, DOCX bytes out: real paragraphs that flow, made so that they can only break where ours do."""

from __future__ import annotations
