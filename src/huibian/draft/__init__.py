"""From a folder of manuscripts and last month's manifest to the manifest of a new issue."""

from __future__ import annotations
