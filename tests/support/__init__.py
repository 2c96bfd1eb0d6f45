"""Helpers that several tests share; fixtures are in conftest."""

from __future__ import annotations
