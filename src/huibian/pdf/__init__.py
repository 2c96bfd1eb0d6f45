"""A document in, PDF bytes out: every glyph where the frames say, every face embedded as one subset."""

from __future__ import annotations
