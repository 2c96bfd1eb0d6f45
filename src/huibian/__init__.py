"""huibian (汇编): typesets official Chinese bulletins into a PDF and a DOCX with the same pages."""

from __future__ import annotations

__version__ = "0.1.0"
