from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian.build import IssueBuilder
from huibian.frame import Document
from huibian.pdf.write import write_pdf
from huibian.preview.looks import looks_of
from tests.support.examples import PICTURED, composed
from tests.support.issues import ARTICLE, write_issue
from tests.support.pdfium import picture

BUILDER = IssueBuilder()
LONG = ARTICLE + "这一段很长。" * 150 + "\n"


def made(folder: Path, *texts: str) -> Document:
    manifest = write_issue(folder, articles=len(texts))
    for number, text in enumerate(texts, 1):
        (folder / f"issue-7-{number}.txt").write_text(text, encoding="utf-8")
    return BUILDER.compose(manifest).document


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((LONG, LONG), (LONG, LONG)),
        ((LONG, LONG), (LONG, LONG.replace("很长", "不长"))),
        ((LONG, LONG), (LONG.replace("共两句", "共二句"), LONG)),
        ((LONG, LONG), (LONG.replace("正文只有", "正文\n只有"), LONG)),
    ],
)
def test_pages_have_one_look_if_they_have_the_same_pixels(
    old: tuple[str, ...], new: tuple[str, ...], tmp_path: Path
) -> None:
    """Whatever else the file says: subsets of fonts, numbers of blocks, and links are others."""
    one, other = made(tmp_path / "a", *old), made(tmp_path / "b", *new)
    looks = [looks_of(one), looks_of(other)]
    pdfs = [write_pdf(one), write_pdf(other)]
    pixels = [[picture(pdf, page, 0.5) for page in range(len(of_pdf))] for pdf, of_pdf in zip(pdfs, looks, strict=True)]
    for page in range(min(map(len, looks))):
        assert (looks[0][page] == looks[1][page]) is (pixels[0][page] == pixels[1][page])


def test_pictures_tables_and_notes_have_looks_too() -> None:
    document = composed(PICTURED).document
    looks = looks_of(document)
    assert len(set(looks)) == len(document.pages)
    assert looks == looks_of(document)


def test_another_picture_of_the_same_size_is_another_look() -> None:
    document = composed(PICTURED).document
    images = {key: replace(image, data=image.data + b"x") for key, image in document.images.items()}
    before, after = looks_of(document), looks_of(replace(document, images=images))
    assert 0 < sum(one != other for one, other in zip(before, after, strict=True)) < len(before)
