"""Lets one thread at a time into PDFium, which is made for no more: in the preview one draws while another reads."""

from __future__ import annotations

import threading

LOCK = threading.RLock()
"""Held by whoever opens, draws or closes a PDF; again by one thread, as Python may close one between any two steps."""
