"""Lets other typesetters set paragraphs, each with the settings that are best for Chinese, and reads their lines.

Each gets the plain text, the two faces of `line_faces.yaml`, a measure and a size. It writes a PDF; the lines are what
stands in that. The text is compared with the source, so that nothing can be lost on the way.
"""

from __future__ import annotations

import ctypes
import html
import os
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import typst

from tools.line_judge import ADDRESS, SetParagraph

HAN, LATIN = "FandolFang-Regular.otf", "LiberationSerif-Regular.ttf"

_TYPST = """\
#set page(width: {measure}pt, height: 50000pt, margin: 0pt)
#set text(size: {size}pt, lang: "zh", region: "cn", costs: (runt: 300%))
#set text(font: ((name: "Liberation Serif", covers: regex("[ -~³]")), "FandolFang R"))
#set par(justify: true, first-line-indent: (amount: 2em, all: true))
"""

# `text-spacing-trim: normal` is the only value that trims at line ends, and does so where a mark would not fit.
_HTML = """\
<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
@font-face {{ font-family: han; src: url("{han}"); }}
@font-face {{ font-family: latin; src: url("{latin}"); unicode-range: U+20-7E, U+B3; }}
@page {{ size: {measure}pt 1000pt; margin: 0; }}
body {{ margin: 0; font: {size}pt/1.75 latin, han; }}
p {{ margin: 0; text-indent: 2em; text-align: justify; orphans: 1; widows: 1; line-break: strict; text-wrap: pretty;
     text-spacing-trim: normal; text-autospace: normal; }}
</style>
"""

# What xeCJK sets in the Western face by itself is declared Chinese; addresses are marked up, or they would never break.
_XELATEX = r"""
\documentclass{{article}}
\usepackage[paperwidth={measure}bp,paperheight=1000bp,margin=0bp]{{geometry}}
\usepackage{{xeCJK,url}}
\setmainfont{{{latin}}}[Path=./]
\setCJKmainfont{{{han}}}[Path=./]
\xeCJKsetup{{PunctStyle=hangmobanjiao,CheckSingle=true}}
\xeCJKDeclareCharClass{{CJK}}{{"2030,"2103}}
\urlstyle{{same}}
\pagestyle{{empty}}
\raggedbottom
\parindent={indent}bp
\hyphenpenalty=10000
\tolerance=2000
\emergencystretch=1em
\begin{{document}}
\fontsize{{{size}bp}}{{28bp}}\selectfont
"""


def set_by_typst(text: Sequence[str], faces: Path, measure: float, size: float) -> list[SetParagraph]:
    """The paragraphs as Typst breaks them."""
    escaped = ["".join(f"\\{char}" if char in "#*_@$<>[]\\`~=-+/" else char for char in each) for each in text]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "text.typ", Path(folder) / "text.pdf"
        source.write_text(_TYPST.format(measure=measure, size=size) + "\n\n".join(escaped), encoding="utf-8")
        typst.compile(str(source), output=str(target), font_paths=[str(faces)], ignore_system_fonts=True)
        return list(matched(text, _lines(target)))


def set_by_chromium(text: Sequence[str], faces: Path, measure: float, size: float) -> list[SetParagraph]:
    """The paragraphs as Chromium breaks them."""
    places = {"han": (faces / HAN).as_uri(), "latin": (faces / LATIN).as_uri()}
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "text.html", Path(folder) / "text.pdf"
        body = "".join(f"<p>{html.escape(each)}</p>\n" for each in text)
        source.write_text(_HTML.format(measure=measure, size=size, **places) + body, encoding="utf-8")
        options = ["--headless", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile"]
        if os.geteuid() == 0:
            options.append("--no-sandbox")  # root has no other way; what it reads is the page written above
        _run(["chromium", *options, f"--print-to-pdf={target}", source.as_uri()], folder)
        return list(matched(text, _lines(target)))


def set_by_xelatex(text: Sequence[str], faces: Path, measure: float, size: float) -> list[SetParagraph]:
    """The paragraphs as XeLaTeX with xeCJK breaks them."""
    head = _XELATEX.format(measure=measure, size=size, indent=2 * size, han=HAN, latin=LATIN)
    with tempfile.TemporaryDirectory() as folder:
        for name in (HAN, LATIN):
            shutil.copy(faces / name, folder)
        body = "\n\n".join(_tex(each) for each in text)
        (Path(folder) / "text.tex").write_text(head + body + "\n\\end{document}\n", encoding="utf-8")
        _run(["xelatex", "-interaction=batchmode", "-halt-on-error", "text.tex"], folder)
        return list(matched(text, _lines(Path(folder) / "text.pdf")))


def _tex(text: str) -> str:
    escaped = re.sub(r"[#$%&_{}]", r"\\\g<0>", ADDRESS.sub("\0", text))
    addresses = iter(ADDRESS.findall(text))
    return re.sub("\0", lambda _: rf"\url{{{next(addresses)}}}", escaped)


def _run(command: list[str], folder: str) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _version(program: str, pattern: str) -> str | None:
    """The version that a program tells; `None` if it is not on this machine."""
    if not shutil.which(program):
        return None
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(pattern, told)
    return found[0] if found else "?"


PEERS: dict[str, tuple[Callable[[], str | None], Callable[[Sequence[str], Path, float, float], list[SetParagraph]]]] = {
    "Typst": (lambda: metadata.version("typst"), set_by_typst),
    "Chromium": (lambda: _version("chromium", r"\d+"), set_by_chromium),
    "XeLaTeX": (lambda: _version("xelatex", r"TeX Live \d+"), set_by_xelatex),
}


def _lines(pdf: Path) -> list[list[tuple[float, str]]]:
    """The characters of each line from the top, with their origins, spaces left out."""
    found: list[list[tuple[float, str]]] = []
    document = pypdfium2.PdfDocument(pdf)
    x, y = ctypes.c_double(), ctypes.c_double()
    for page in document:
        rows: dict[int, list[tuple[float, str]]] = defaultdict(list)
        text = page.get_textpage()
        for index in range(text.count_chars()):
            char = chr(pdfium.FPDFText_GetUnicode(text, index)).replace("\x02", "-")
            if not char.isspace() and char != "\0" and pdfium.FPDFText_IsGenerated(text, index) != 1:
                pdfium.FPDFText_GetCharOrigin(text, index, x, y)
                rows[round(y.value)].append((x.value, char))
        found += [sorted(rows[at]) for at in sorted(rows, reverse=True)]
    document.close()
    return found


def matched(text: Sequence[str], lines: Sequence[list[tuple[float, str]]]) -> Iterator[SetParagraph]:
    """The lines cut into the paragraphs of the source.

    Args:
        text: The paragraphs.
        lines: For each line its characters with their origins, spaces left out.

    Raises:
        ValueError: The lines hold other characters than the paragraphs.
    """
    waiting = iter(lines)
    for paragraph in text:
        places = [index for index, char in enumerate(paragraph) if not char.isspace()]
        ends: list[int] = []
        origins: list[tuple[float, ...]] = []
        count = 0
        while count < len(places):
            line = next(waiting, [])
            written = "".join(char for _, char in line)
            wanted = "".join(paragraph[index] for index in places[count : count + len(line)])
            if not written or written != wanted:
                msg = f"set {written!r} for {wanted or paragraph!r}"
                raise ValueError(msg)
            count += len(line)
            ends.append(places[count - 1] + 1 if count < len(places) else len(paragraph))
            origins.append(tuple(x for x, _ in line))
        yield SetParagraph(paragraph, tuple(ends), tuple(origins))
    if extra := next(waiting, None):
        msg = f"set {extra!r} behind the text"
        raise ValueError(msg)
