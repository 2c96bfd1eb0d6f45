"""Brings the free faces of the catalogue into the user's folder: from Debian's packages, else from Python's."""

from __future__ import annotations

from huibian.fontfetch.fetch import Fetched, can_fetch, fetch
from huibian.fontfetch.holdings import lacking
from huibian.fontfetch.running import Watch

__all__ = ["Fetched", "Watch", "can_fetch", "fetch", "lacking"]
