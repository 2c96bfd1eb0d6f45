"""What an issue says in a layout: its fields, and whether it says what the layout wants said; no pages are needed."""

from __future__ import annotations
