"""Shows what is downloaded: a bar on a terminal, a line for each package elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TaskID, TextColumn


class Downloads:
    """What is being downloaded; a context, at whose end the bars are gone.

    Args:
        say: Prints a line where there is no terminal.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._console = Console(stderr=True)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), DownloadColumn())
        self._progress = Progress(*columns, console=self._console, transient=True)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        """Begin to show."""
        if self._console.is_terminal:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bars away."""
        if self._console.is_terminal:  # elsewhere rich would print an empty line
            self._progress.stop()

    def tell(self, what: str, done: int, total: int | None) -> None:
        """Show how much of `what` has come.

        Args:
            what: What is downloaded.
            done: The bytes that have come.
            total: The bytes that there are; `None` where that is not known.
        """
        if what not in self._tasks:
            if not self._console.is_terminal:
                size = "" if total is None else f"（约 {total // 10**6} MB）"
                self._say(f"下载 {what}{size} ……")
            self._tasks[what] = self._progress.add_task(f"下载 {what}", total=total)
        self._progress.update(self._tasks[what], completed=done)
