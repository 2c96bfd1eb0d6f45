"""Regular expressions, compiled when they are asked first: to compile all of them takes as long as to read an issue."""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The same, compiled; once in a process, and looked up faster than the functions of `re` do."""
    return re.compile(pattern)
