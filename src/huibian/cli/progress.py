"""A bar that grows while work goes on, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def progress(results: Iterable[T], count: int, *, is_shown: bool) -> Iterator[T]:
    """Give results as they come, and show on standard error how many of them there are already.

    Args:
        results: What is waited for.
        count: How many there will be.
        is_shown: Whether the user wants to see it; nothing is shown of one, and where there is no terminal.
    """
    if not is_shown or count < 2 or sys.stderr is None or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console  # slow to import, and seldom needed
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("排版"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    to_terminal = sys.stdout is not None and sys.stdout.isatty()  # else what is printed there belongs into a file
    # It draws when a result comes: a thread that draws meanwhile would keep processes from being started as copies.
    with Progress(*columns, console=console, auto_refresh=False, transient=True, redirect_stdout=to_terminal) as bar:
        task = bar.add_task("", total=count)
        bar.refresh()
        for result in results:
            bar.advance(task)
            bar.refresh()
            yield result
