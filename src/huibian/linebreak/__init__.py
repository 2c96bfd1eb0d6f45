"""Chinese line breaking, pure: characters and widths in, where lines end and how they are filled out."""

from __future__ import annotations
