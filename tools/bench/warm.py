"""Measures what a change costs a process that is running already, ours and Typst's in turn."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import typst

from huibian.build import IssueBuilder
from huibian.exports import Format
from tools.bench.issues import ROOT, copies
from tools.bench.peers import typst_file


def measure_warm(manifest: Path, rounds: int) -> Mapping[str, float]:
    """The median seconds from a changed article to pages: as frames, as a PDF, as PDF and DOCX; Typst's PDF.

    Args:
        manifest: The issue; it stays as it is.
        rounds: How often each is measured, after a first time that is not counted.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (issue,) = copies(manifest, folder, 1)
        article = next(issue.parent.rglob("*.txt"))
        text = article.read_text(encoding="utf-8-sig")
        builder = IssueBuilder()
        compiler = typst.Compiler(root=str(folder), font_paths=[str(ROOT / "fonts")], ignore_system_fonts=True)

        def ours(*formats: Format) -> object:
            document = builder.compose(issue).document
            return builder.encode(document, formats) if formats else document

        tasks: Mapping[str, Callable[[], object]] = {
            "huibian, frames": lambda: ours(),
            "huibian, PDF": lambda: ours(Format.PDF),
            "huibian, PDF and DOCX": lambda: ours(Format.PDF, Format.DOCX),
            "Typst, its compiler kept, PDF": lambda: compiler.compile(str(typst_file(issue, folder))),
        }
        times: dict[str, list[float]] = {task: [] for task in tasks}
        number = 0
        for _ in range(rounds + 1):
            for task, work in tasks.items():
                number += 1  # each has a change of its own: what is made for one, the next one would find kept
                article.write_text(f"{text}\n第{number}次改动。\n", encoding="utf-8")
                start = time.perf_counter()
                work()
                times[task].append(time.perf_counter() - start)
    return {task: statistics.median(each[1:]) for task, each in times.items()}
