"""What a layout file says, checked and with every length resolved."""

from __future__ import annotations
