"""Text and a layout definition in, measured lines out; knows nothing of pages."""

from __future__ import annotations
