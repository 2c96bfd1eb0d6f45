"""Counts how much of the structure of the corpus is read as an editor means it: `python -m tools.structure`.

For each kind of element it prints how many the manuscripts of `tests/corpus` have, how many are found, and how many of
these are right, the text too. With files or folders as arguments it prints the structure of each file instead, to be
read by eye. Old and foreign formats are counted, and shown, where there is LibreOffice.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from huibian.diagnostics import Diagnostics, Span
from huibian.libreoffice import find_program
from huibian.manifest.model import ArticleRef, Override
from huibian.text.conversion import convert_ahead
from huibian.text.read import read_article
from tests.support.manuscripts import build, converted, manuscripts
from tests.support.structure import Element, elements_of, expected_elements, shown

_GROUPS: Mapping[str, Sequence[str]] = {
    "titles": ("title", "label", "subtitle"),
    "bylines": ("byline", "salutation"),
    "headings": ("heading_1", "heading_2", "heading_3", "heading_4"),
    "run-in leads": ("lead_1", "lead_2", "lead_3", "lead_4"),
    "captions": ("caption", "units", "notes"),
    "pictures": ("picture", "pictures"),
    "tables": ("table",),
    "lists": ("list_item",),
    "footnotes": ("footnote",),
    "closing lines": ("signature", "date", "remark", "source", "attachment"),
    "paragraphs": ("paragraph", "quotation"),
    "messages": ("told", "refused"),
}
_ENDINGS = frozenset((".docx", ".docm", ".dotx", ".doc", ".wps", ".rtf", ".odt", ".txt", ".md"))


def main(names: Sequence[str]) -> None:
    """Print figures of the corpus, or the structure of some files."""
    if names:
        show(list(files_of(map(Path, names))))
        return
    with tempfile.TemporaryDirectory() as folder:
        pairs = list(read_corpus(Path(folder)))
    print(f"{'':<14}{'expected':>9}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}")
    for name, kinds in _GROUPS.items():
        print(f"{name:<14}{figures(pairs, kinds)}")
    wrong = [name for name, expected, found in pairs if right(expected, found) < max(len(expected), len(found))]
    print(f"{len(pairs)} manuscripts, {len(wrong)} of them not as expected{': ' * bool(wrong)}{', '.join(wrong)}")


def read_corpus(folder: Path) -> Iterator[tuple[str, list[Element], list[Element]]]:
    """Each manuscript with what is expected and what is found of it."""
    every, program = manuscripts(), find_program()
    old = converted(program, {name: each for name, each in every.items() if each.converted}) if program else {}
    data = {name: build(each) for name, each in every.items() if not each.converted} | old
    refs = []
    for name in sorted(data):
        each = every[name]
        path = folder / f"{name}.{each.ending}"
        path.write_bytes(data[name])
        at = Span(folder / "issue.yaml", 1, 1)
        refs.append((name, ArticleRef(path, at, Override(each.title, at) if each.title else None)))
    convert_ahead(ref for _, ref in refs)
    for name, ref in refs:
        yield name, list(parts(expected_elements(every[name].expected))), list(parts(read(ref)))


def read(ref: ArticleRef) -> list[Element]:
    """What a file consists of."""
    diagnostics = Diagnostics()
    return elements_of(read_article(ref, diagnostics), diagnostics)


def parts(elements: Iterable[Element]) -> Iterator[Element]:
    """Elements with the captions and lines of pictures and tables by themselves."""
    for each in elements:
        yield each
        if each.kind == "picture" and each.value:
            yield Element("caption", each.value)
        elif isinstance(each.value, Mapping):
            kept = ("caption", "captions", "units", "notes")
            yield from (
                Element(kind.rstrip("s") if kind == "captions" else kind, each.value[kind])
                for kind in kept
                if kind in each.value
            )


def figures(pairs: Iterable[tuple[str, list[Element], list[Element]]], kinds: Sequence[str]) -> str:
    """The figures of some kinds in a line."""
    expected, found, matched = 0, 0, 0
    for _, wanted, read_ in pairs:
        ours, theirs = ([each for each in elements if each.kind in kinds] for elements in (wanted, read_))
        expected, found, matched = expected + len(ours), found + len(theirs), matched + right(ours, theirs)
    shares = (f"{matched / of:.3f}" if of else "-" for of in (found, expected))
    return f"{expected:>9}{found:>7}{matched:>7}" + "{:>11}{:>8}".format(*shares)


def right(expected: Iterable[Element], found: Iterable[Element]) -> int:
    """How many of those expected are found; one that is found counts once."""
    left = list(found)
    count = 0
    for each in expected:
        place = next((index for index, one in enumerate(left) if each.fits(one)), None)
        if place is not None:
            del left[place]
            count += 1
    return count


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Files, and those in folders that may be manuscripts."""
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (each for each in inside if each.is_file() and (each == path or each.suffix.lower() in _ENDINGS))


def show(paths: Sequence[Path]) -> None:
    """Print the structure of files."""
    refs = [ArticleRef(path.resolve(), Span(path.resolve().parent / "issue.yaml", 1, 1)) for path in paths]
    convert_ahead(refs)
    for path, ref in zip(paths, refs, strict=True):
        print(f"== {path}")
        for element in read(ref):
            print(f"  {shown(element)}")


if __name__ == "__main__":
    main(sys.argv[1:])
