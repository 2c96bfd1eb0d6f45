"""Puts the dictionary of words, which git does not have, into wheel and sdist; without it neither is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_WORDS = ("src/huibian/linebreak/jieba/words.trie", "src/huibian/linebreak/jieba/words.entries")


class WordsHook(BuildHookInterface[BuilderConfig]):
    """Runs before a build. An editable install needs no files yet: with its libraries they are made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files to the builder, or stop it."""
        missing = [name for name in _WORDS if not (Path(self.root) / name).is_file()]
        if missing and version != "editable":
            self.app.abort(
                f"huibian is not built without its dictionary of words: there is no {', '.join(missing)}.\n"
                "In a checkout run `make wheel`, or `make words` and then this."
            )
        build_data["artifacts"] += _WORDS
