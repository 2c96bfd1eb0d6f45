"""The words of an issue against a layout: the fields that templates print, and checks that need no pages."""

from __future__ import annotations
