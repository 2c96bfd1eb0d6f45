"""The same issue for other typesetters: cover, contents with page numbers, body, in the same faces, measure and pitch.

Those that are not on the machine are left out. An issue for them has articles of plain text alone.
"""

from __future__ import annotations

import html
import importlib.util
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from huibian import source
from tools.bench.issues import ROOT
from tools.bench.running import Command

FACES = ROOT / "fonts" / "free"
_HAN, _LATIN, _BOLD = "FandolFang-Regular.otf", "LiberationSerif-Regular.ttf", "NotoSerifCJKsc-Bold.otf"

_TYPST = """\
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, x: 30.5mm))
#set text(font: ("Liberation Serif", "FandolFang R", "LXGW WenKai Light"), size: 16pt, lang: "zh", region: "cn")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 12.95pt, spacing: 12.95pt)
#show heading: it => align(center, block(text(size: 16pt, weight: "bold", font: ("Noto Serif CJK SC"), it.body)))
#align(center, text(size: 60pt, fill: red)[{masthead}])
#pagebreak()
#outline(title: [目　录])
#pagebreak()
#set page(numbering: "— 1 —")
#counter(page).update(1)
"""
_COMPILE = (
    "import sys, typst; "
    "typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)"
)

_HTML = """\
<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
@font-face {{ font-family: han; src: url("{han}"); }}
@font-face {{ font-family: latin; src: url("{latin}"); unicode-range: U+20-7E; }}
@page {{ size: A4; margin: 37mm 30.5mm 35mm; @bottom-center {{ content: "— " counter(page) " —"; }} }}
body {{ font: 16pt/28.95pt latin, han; margin: 0; }}
p {{ margin: 0; text-indent: 2em; text-align: justify; }}
h1, h2, h3 {{ font-size: 16pt; margin: 0; text-align: center; }}
.masthead {{ font-size: 60pt; line-height: 78pt; color: red; break-after: page; text-align: center; text-indent: 0; }}
nav {{ break-after: page; }}
nav a::after {{ content: leader(".") target-counter(attr(href), page); }}
nav a {{ display: block; color: black; text-decoration: none; }}
</style>
"""

_LATEX = r"""
\documentclass[a4paper]{article}
\usepackage[top=37mm,bottom=35mm,hmargin=30.5mm]{geometry}
\usepackage{xeCJK,xcolor}
\setmainfont{LATIN}[Path=FACES/]
\setCJKmainfont{HAN}[Path=FACES/]
\parindent=32bp
\parskip=0bp
\emergencystretch=1em
\renewcommand{\contentsname}{目　录}
\begin{document}
\fontsize{16bp}{28.95bp}\selectfont
\begin{center}\fontsize{60bp}{78bp}\selectfont\color{red} MASTHEAD\end{center}
\newpage
\tableofcontents
\newpage
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an article or above it: 1 a section, 2 a title, 3 a heading, 0 a paragraph."""

    level: int
    text: str


def peers(manifest: Path, folder: Path) -> Iterator[Command]:
    """The commands of the typesetters on this machine that make a PDF of an issue.

    Args:
        manifest: The issue.
        folder: Where to put what they read and write; a DOCX of that issue by huibian lies in it.
    """
    issue = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    lines = list(_lines(issue, manifest.parent))
    yield Command("Typst (PDF)", [typst_line(typst_file(manifest, folder))])
    if shutil.which("xelatex"):
        places = {"LATIN": _LATIN, "HAN": _HAN, "FACES": str(FACES), "MASTHEAD": issue["masthead"]}
        head = re.sub("|".join(places), lambda found: places[found[0]], _LATEX.lstrip())
        source = _written(folder / "latex.tex", head, lines, _latex, "\\end{document}\n")
        run = ["xelatex", "-interaction=batchmode", "-halt-on-error", f"-output-directory={folder}", str(source)]
        yield Command("XeLaTeX, twice for the contents (PDF)", [run, run])
    weasyprint = _weasyprint()
    if weasyprint:
        head = _HTML.format(han=(FACES / _HAN).as_uri(), latin=(FACES / _LATIN).as_uri())
        head += f'<p class="masthead">{html.escape(issue["masthead"])}</p>' + _contents(lines)
        numbered = [Line(line.level, f"{number}\0{line.text}") for number, line in enumerate(lines)]
        source = _written(folder / "issue.html", head, numbered, _html)
        yield Command("WeasyPrint (PDF)", [[*weasyprint, str(source), str(folder / "weasyprint.pdf")]])
    office = shutil.which("soffice")
    if office:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        docx, target = folder / f"{manifest.stem}.docx", folder / "office"
        line = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(target), str(docx)]
        faces = {"FONTCONFIG_FILE": str(ROOT / "fonts" / "fontconfig.conf")}
        yield Command("LibreOffice (our DOCX to PDF)", [line], faces)


def typst_file(manifest: Path, folder: Path) -> Path:
    """The issue as Typst markup, in a folder."""
    issue = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    head = _TYPST.format(masthead=issue["masthead"])
    return _written(folder / f"{manifest.stem}.typ", head, list(_lines(issue, manifest.parent)), _typst)


def typst_line(source: Path) -> list[str]:
    """The command line by which Typst makes a PDF."""
    return [sys.executable, "-c", _COMPILE, str(source), str(source.with_suffix(".typst.pdf")), str(ROOT / "fonts")]


def _weasyprint() -> list[str]:
    """How to run WeasyPrint; empty where it is not to be had."""
    program = shutil.which("weasyprint")
    if program:
        return [program]
    return [sys.executable, "-m", "weasyprint"] if importlib.util.find_spec("weasyprint") else []


def _lines(issue: Mapping[str, object], folder: Path) -> Iterator[Line]:
    sections = issue["sections"]
    assert isinstance(sections, list)
    for section in sections:
        yield Line(1, section["title"])
        for article in section["articles"]:
            name = article["file"] if isinstance(article, dict) else article
            text = source.read(folder / name).text
            title, *below = [line.strip() for line in text.splitlines() if line.strip()]
            yield Line(2, title)
            for line in below:
                yield Line(3, line.lstrip("# ")) if line.startswith("#") else Line(0, line)


def _written(path: Path, head: str, lines: list[Line], mark_up: Callable[[Line], str], end: str = "") -> Path:
    path.write_text(head + "\n\n".join(map(mark_up, lines)) + "\n\n" + end, encoding="utf-8")
    return path


def _typst(line: Line) -> str:
    escaped = "".join(f"\\{char}" if char in "#*_@$<>[]\\`~=-+/" else char for char in line.text)
    return f"{'=' * line.level} {escaped}".lstrip()


def _latex(line: Line) -> str:
    text = re.sub(r"[#$%&_{}]", r"\\\g<0>", line.text)
    if not line.level:
        return text
    name = ("section", "subsection", "subsubsection")[line.level - 1]
    counted = f"\\addcontentsline{{toc}}{{{name}}}{{{text}}}" if line.level < 3 else ""
    return f"\\{name}*{{{text}}}{counted}"


def _html(line: Line) -> str:
    number, _, text = line.text.partition("\0")
    text = html.escape(text)
    return f'<h{line.level} id="n{number}">{text}</h{line.level}>' if line.level else f"<p>{text}</p>"


def _contents(lines: list[Line]) -> str:
    entries = (
        f'<a href="#n{number}">{html.escape(line.text)}</a>'
        for number, line in enumerate(lines)
        if line.level in (1, 2)
    )
    return f"<nav><h1>目　录</h1>{''.join(entries)}</nav>"
