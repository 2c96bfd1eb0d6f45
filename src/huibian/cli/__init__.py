"""The command line: arguments in, words on the terminal and an exit code out. Nothing else prints."""

from __future__ import annotations
