"""Many issues at once: which there are, which of them changed, and processes that set those."""

from __future__ import annotations
