"""Times `huibian render` beside Typst and LibreOffice on the same issue, whole processes, in one run.

Usage: python -m tools.bench [MANIFEST] (the printed issue 92 by default); `make bench` calls it.

Typst gets the same articles, faces, measure and pitch, makes cover, contents and body, and ignores the system's fonts.
LibreOffice converts the DOCX that huibian wrote. Each command runs once to warm the disk, then several times in
turn with the others; the figure is the median of the wall-clock times.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
ISSUE_92 = ROOT.parent / "shared" / "issue-92" / "issue-92.yaml"
ROUNDS = 7

_TYPST_HEAD = """
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, x: 30.5mm))
#set text(font: ("Liberation Serif", "FandolFang R", "LXGW WenKai Light"), size: 16pt, lang: "zh", region: "cn")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 12.95pt, spacing: 12.95pt)
#show heading: it => align(center, block(text(size: 16pt, weight: "bold", font: ("Noto Serif CJK SC"), it.body)))
#align(center, text(size: 60pt, fill: red)[MASTHEAD])
#pagebreak()
#outline(title: [目　录])
#pagebreak()
#set page(numbering: "— 1 —")
#counter(page).update(1)
"""


def typst_source(manifest: Path) -> str:
    """The issue as Typst markup."""
    issue = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    parts = [_TYPST_HEAD.replace("MASTHEAD", issue["masthead"])]
    for section in issue["sections"]:
        parts.append(f"= {section['title']}")
        for article in section["articles"]:
            name = article["file"] if isinstance(article, dict) else article
            text = (manifest.parent / name).read_text(encoding="utf-8-sig")
            title, *paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
            parts.append(f"== {title}")
            parts += [_paragraph(line) for line in paragraphs]
    return "\n\n".join(parts)


def _paragraph(line: str) -> str:
    if line.startswith("#"):
        return f"=== {line.lstrip('# ')}"
    return "".join(f"\\{char}" if char in "#*_@$<>[]\\`~=-+/" else char for char in line)


def commands(manifest: Path, folder: Path) -> dict[str, tuple[list[str], dict[str, str]]]:
    """What is timed: name to command line and environment."""
    source = folder / "issue.typ"
    source.write_text(typst_source(manifest), encoding="utf-8")
    compile_typst = (
        "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]],"
        " ignore_system_fonts=True)"
    )
    environment = dict(os.environ)
    found = {
        "huibian render (PDF + DOCX)": (
            [sys.executable, "-m", "huibian", "render", "--quiet", str(manifest), "-o", str(folder)],
            environment,
        ),
        "typst (PDF)": (
            [
                sys.executable,
                "-c",
                compile_typst,
                str(source),
                str(folder / "typst.pdf"),
                str(ROOT / "fonts"),
            ],
            environment,
        ),
    }
    office = shutil.which("soffice")
    if office:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        docx = folder / f"{manifest.stem}.docx"
        found["LibreOffice (DOCX to PDF)"] = (
            [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "lo"), str(docx)],
            {**environment, "FONTCONFIG_FILE": str(ROOT / "fonts" / "fontconfig.conf")},
        )
    return found


def measure(timed: dict[str, tuple[list[str], dict[str, str]]]) -> dict[str, float]:
    """The median wall-clock seconds of each command; rounds take turns."""
    times: dict[str, list[float]] = {name: [] for name in timed}
    for number in range(ROUNDS + 1):
        for name, (command, environment) in timed.items():
            start = time.perf_counter()
            subprocess.run(command, env=environment, check=True, capture_output=True)
            if number:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> None:
    """Measure and print a table in Markdown."""
    manifest = Path(sys.argv[1]) if len(sys.argv) > 1 else ISSUE_92
    with tempfile.TemporaryDirectory() as folder:
        seconds = measure(commands(manifest, Path(folder)))
    ours = next(iter(seconds.values()))
    print(f"| {manifest.name}, median of {ROUNDS} | seconds | huibian takes |")
    print("| --- | --: | --: |")
    for name, value in seconds.items():
        print(f"| {name} | {value:.2f} | {ours / value:.2f} × |")


if __name__ == "__main__":
    main()
