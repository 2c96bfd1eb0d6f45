"""Times how long a change of one article takes until Chromium shows the page, beside a plain warm render.

Usage: python -m tools.preview_bench [MANIFEST] (the printed issue 92 by default). It works on a copy. In turn, a
character of the first article is changed and saved, and the time measured until the picture of the changed page is
drawn in the browser; and, while the preview rests, a process that has rendered the issue before renders it again, PDF
and DOCX and then the PDF alone. The figures are medians.
"""

from __future__ import annotations

import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from huibian import source
from huibian.build import IssueBuilder
from huibian.exports import Format, load_exporters, output_paths
from huibian.manifest.model import Issue
from tests.support.examples import ISSUE_92, read
from tests.support.requirements import chromium

ROUNDS = 15
_SCREEN = "from the save to the page on the screen"
_LONG = 40  # characters of a line that is text
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run")
# Resolves when the look of a page that changed is on the screen, two frames after its picture has come.
_SHOWN = """
() => new Promise((done) => {
  const revision = window.desk.state.revision;
  const look = () => {
    const state = window.desk.state;
    const changed = state.pages.findIndex((page) => page.changed);
    const figure = document.getElementById(`page-${changed}`);
    if (state.revision > revision && figure?.dataset.shown === state.pages[changed].look) {
      requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now() / 1000)));
    } else {
      setTimeout(look, 2);
    }
  };
  window.told = { revision };
  look();
})
"""


def saved(article: Path, number: int) -> float:
    """Change a character of an article and save it; gives when."""
    lines = list(source.read(article).lines)
    place = next(index for index, line in enumerate(lines) if len(line) > _LONG)
    lines[place] = lines[place][:20] + "甲乙丙丁戊己庚辛壬癸"[number % 10] + lines[place][21:]
    text = "\n".join(lines)
    now = time.time()
    article.write_text(text, encoding="utf-8")
    return now


def on_screen(page: Page, article: Path, number: int) -> float:
    """Seconds from a save until the page is shown."""
    waiting = page.evaluate_handle(f"() => ({{ shown: ({_SHOWN})() }})")
    start = saved(article, number)
    return float(waiting.evaluate("all => all.shown")) - start


def rendered(builder: IssueBuilder, manifest: Path, folder: Path, formats: Sequence[Format]) -> float:
    """Seconds that a render takes in a process that has rendered before."""
    start = time.perf_counter()
    builder.render(manifest, output_paths(manifest, folder, formats))
    return time.perf_counter() - start


def measure(manifest: Path, folder: Path) -> dict[str, float]:
    """The median of each, taken in turn."""
    issue, _ = read(manifest)
    assert isinstance(issue, Issue)
    article = issue.sections[0].articles[0].path
    builder = IssueBuilder()
    load_exporters()
    command = [sys.executable, "-m", "huibian", "preview", str(manifest), "--no-open"]
    times: dict[str, list[float]] = {"a warm render, PDF and DOCX": [], "a warm render, PDF": [], _SCREEN: []}
    with sync_playwright() as playwright, subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = re.search(r"http\S+", process.stdout.readline())
        assert address is not None
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(_FLAGS))
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(address[0])
        page.locator("figure[data-shown]").nth(1).wait_for()
        page.locator("#contents button").nth(2).click()
        for number in range(ROUNDS + 2):
            time.sleep(1.2)
            seconds = [on_screen(page, article, number)]
            time.sleep(1.2)
            seconds = [rendered(builder, manifest, folder, each) for each in (list(Format), [Format.PDF])] + seconds
            for found, second in zip(times.values(), seconds, strict=True):
                found.append(second)
        browser.close()
        process.send_signal(signal.SIGINT)
    return {name: statistics.median(found[2:]) for name, found in times.items()}


def main() -> None:
    """Measure and print a table in Markdown."""
    manifest = Path(sys.argv[1]) if len(sys.argv) > 1 else ISSUE_92
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(manifest.parent, Path(folder) / "issue", copy_function=shutil.copyfile))
        copy.chmod(0o755)
        for each in copy.rglob("*"):
            each.chmod(0o755 if each.is_dir() else 0o644)
        seconds = measure(copy / manifest.name, Path(folder) / "out")
    whole = next(iter(seconds.values()))
    print(f"| {manifest.name}, median of {ROUNDS} | seconds | of a warm render |")
    print("| --- | --: | --: |")
    for name, value in seconds.items():
        print(f"| {name} | {value:.2f} | {value / whole:.2f} × |")


if __name__ == "__main__":
    main()
