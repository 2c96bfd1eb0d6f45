"""Sets text as measured lines by the rules of a layout; knows nothing of pages."""

from __future__ import annotations
