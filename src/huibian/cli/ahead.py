"""Has another process read an issue while this one still reads the command line and imports what sets it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huibian.reading import Ahead


@contextlib.contextmanager
def reading_ahead(arguments: Sequence[str]) -> Iterator[Ahead | None]:
    """Begin to read the issue that a command is likely to be about; if it is about another, that is read as ever.

    Args:
        arguments: The words after the command.

    Yields:
        The process that reads, for `IssueBuilder`; `None` where there is none.
    """
    manifest = likely_manifest(arguments)
    if manifest is None:
        yield None
        return
    from huibian.processes import told_by_own_process
    from huibian.reading import Ahead, read_ahead  # and so all that both processes need

    with told_by_own_process(partial(read_ahead, manifest)) as process:
        yield None if process is None else Ahead(process, manifest)


def likely_manifest(arguments: Sequence[str]) -> Path | None:
    """The only manifest that words name, or that lies in the folders that they name, or in the current one.

    Which words belong to options is not known yet. `None` where there is no such manifest, or are several.
    """
    from huibian.manifest.files import is_yaml, manifests_in

    words = [Path(each) for each in arguments if not each.startswith("-")]
    found = [path for path in words if is_yaml(path)]
    if not found:
        with contextlib.suppress(OSError):
            folders = [path for path in words if os.path.isdir(path)] or [Path()]
            found = [path for folder in folders for path in manifests_in(folder)]
    return found[0] if len(found) == 1 else None
