"""What the two written files say, read back from the files themselves: every character of every article, every
page number. Line by line equality in word processors is in `docx/test_consumers.py`."""

from __future__ import annotations

import json
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from huibian.docx.write import write_docx
from huibian.frame import PartKind
from huibian.pdf.write import write_pdf
from huibian.text.model import Paragraph
from tests.support.examples import EXAMPLES, ISSUE_92, composed, read

pytestmark = pytest.mark.debian_fonts

ISSUES = [pytest.param(ISSUE_92, marks=pytest.mark.shared), *EXAMPLES]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeezed(text: str) -> str:
    """Text without white space, which readers of a PDF put in as they like."""
    return "".join(text.split())


@cache
def pdf_pages(manifest: Path) -> list[str]:
    """The text that a PDF reader gets from each page."""
    document = pypdfium2.PdfDocument(write_pdf(composed(manifest).document))
    try:
        return [squeezed(page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


@cache
def docx_paragraphs(manifest: Path) -> list[tuple[str, str]]:
    """Style and text of each paragraph of the DOCX, fields as cached."""
    archive = zipfile.ZipFile(BytesIO(write_docx(composed(manifest).document)))
    body = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        text = "".join(
            "\t" if node.tag == f"{W}tab" else node.text or "" for node in paragraph.iter(f"{W}t", f"{W}tab")
        )
        found.append(("" if style is None else style.get(f"{W}val", ""), text))
    return found


def article_text(manifest: Path) -> str:
    """Sections and articles one after another, as they should be read."""
    issue, articles = read(manifest)
    parts = []
    for section, members in zip(issue.sections, articles, strict=True):
        parts.append(section.title)
        for article in members:
            parts += [inline.text for inline in article.title]
            parts += [block.text for block in article.body if isinstance(block, Paragraph)]
    return squeezed("".join(parts))


@pytest.mark.parametrize("manifest", ISSUES, ids=lambda path: path.stem)
def test_the_text_of_the_pdf_is_the_text_of_the_articles(manifest: Path) -> None:
    pages = zip(composed(manifest).document.pages, pdf_pages(manifest), strict=True)
    body = [text.removesuffix(f"—{page.label}—") for page, text in pages if page.part is PartKind.BODY]

    assert "".join(body) == article_text(manifest)


@pytest.mark.parametrize("manifest", ISSUES, ids=lambda path: path.stem)
def test_the_text_of_the_docx_is_the_text_of_the_articles(manifest: Path) -> None:
    texts = [text for style, text in docx_paragraphs(manifest)]
    wanted = article_text(manifest)

    assert squeezed("".join(texts)).count(wanted) == 1


@pytest.mark.shared
def test_both_files_of_issue_92_hold_its_printed_contents() -> None:
    printed = json.loads((ISSUE_92.parent / "expected.json").read_text(encoding="utf-8"))["toc"]
    document = composed(ISSUE_92).document
    pages = zip(document.pages, pdf_pages(ISSUE_92), strict=True)
    in_pdf = "".join(text for page, text in pages if page.part is PartKind.CONTENTS).replace(".", "")
    entries = [text.partition("\t") for _, text in docx_paragraphs(ISSUE_92) if "\t" in text]
    in_docx = [[title, number.strip()] for title, _, number in entries]  # a space ends the leader

    for entry in printed:
        assert f"{squeezed(entry['title'])}{entry['page']}" in in_pdf
    assert [entry for entry in in_docx if entry[-1].isdigit()] == [
        [entry["title"], str(entry["page"])] for entry in printed
    ]


@pytest.mark.parametrize("manifest", ISSUES, ids=lambda path: path.stem)
def test_equal_input_gives_equal_bytes(manifest: Path) -> None:
    document = composed(manifest).document

    assert write_pdf(document) == write_pdf(document)
    assert write_docx(document) == write_docx(document)
