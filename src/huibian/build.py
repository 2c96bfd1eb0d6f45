"""From a manifest to files on disk: the only module that knows all stages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from huibian import depfile as depfiles
