"""Small faults put into the source one at a time, to see whether the tests notice each: `make mutate`."""

from __future__ import annotations
