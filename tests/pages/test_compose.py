from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian import source
from huibian.build import IssueBuilder
from huibian.diagnostics import HuibianError
from huibian.frame import Document, ListItem, PartKind, PictureBlock, Role, RunKind, SourcePiece, TextBlock
from huibian.layoutfile.binding import Binding
from huibian.pages.dump import dump
from huibian.text.model import Article
from tests.support.contents import SPAN, inline, text_block
from tests.support.examples import EXAMPLES, ISSUE_92, PICTURED, SHORT, TABLED, composed
from tests.support.issues import write_issue
from tests.support.layouts import changed_layout, compose_articles, compose_with
from tests.support.reading import role_of
from tests.support.references import check_reference

pytestmark = pytest.mark.debian_fonts


@pytest.mark.shared
def test_issue_92_breaks_its_pages_where_the_printed_original_does() -> None:
    expected = json.loads((ISSUE_92.parent / "expected.json").read_text(encoding="utf-8"))
    document = composed(ISSUE_92).document
    body = [page for page in document.pages if page.part is PartKind.BODY]

    assert len(body) == expected["body_pages"]
    for page, printed in zip(body, expected["pages"], strict=True):
        text = "".join(line.text for line in page.lines)
        assert page.label == str(printed["page"])
        assert text.startswith(printed["starts_with"])
        assert text.endswith(printed["ends_with"])


@pytest.mark.shared
def test_issue_92_has_the_printed_contents() -> None:
    expected = json.loads((ISSUE_92.parent / "expected.json").read_text(encoding="utf-8"))
    document = composed(ISSUE_92).document
    entries: dict[int, tuple[str, str]] = {}
    for page in document.pages:
        for line in page.lines:
            if role_of(document, line) is Role.CONTENTS_ARTICLE:
                title, number = entries.get(line.block, ("", ""))
                printed = "".join(run.text for run in line.runs if run.kind is RunKind.PAGE_REFERENCE)
                entries[line.block] = (title + line.text, number + printed)

    assert list(entries.values()) == [(entry["title"], str(entry["page"])) for entry in expected["toc"]]


@pytest.mark.parametrize("manifest", [SHORT, TABLED], ids=lambda path: path.stem)
def test_an_example_stands_where_it_stood(manifest: Path) -> None:
    check_reference(f"frames/{manifest.stem}.txt", dump(composed(manifest).document))


@pytest.mark.parametrize("manifest", EXAMPLES, ids=lambda path: path.stem)
def test_parts_cover_all_pages_and_lines_all_blocks(manifest: Path) -> None:
    document = composed(manifest).document

    assert sum(part.pages for part in document.parts) == len(document.pages)
    placed = {line.block for page in document.pages for line in page.lines}
    assert placed == set(range(len(document.blocks)))


def test_a_body_page_holds_at_most_the_lines_of_the_grid() -> None:
    for manifest in EXAMPLES:
        document = composed(manifest).document
        assert all(len(page.lines) <= 22 for page in document.pages)


def test_every_character_without_glyph_is_named_with_its_place(tmp_path: Path) -> None:
    manifest = write_issue(tmp_path, text="标题\n第一行有\U00013000字。\n又有\U00013001和\U00013000。\n")

    with pytest.raises(HuibianError) as caught:
        IssueBuilder().compose(manifest)

    places = [(d.code, d.span.line, d.span.column) for d in caught.value.diagnostics if d.span]
    assert places == [("HB501", 2, 5), ("HB501", 3, 3), ("HB501", 3, 5)]
    assert "U+13000" in caught.value.diagnostics[0].message


@pytest.mark.parametrize(("paragraphs", "own_page", "pages"), [(1, True, 2), (30, False, 2), (52, True, 4)])
def test_printed_on_both_sides_a_colophon_at_the_foot_of_the_text_stands_on_an_even_page(
    paragraphs: int, pages: int, *, own_page: bool
) -> None:
    """Where the text ends on an odd page, it waits for the next; on single sheets it always stands under the text."""
    block = text_block(Role.PARAGRAPH, inline("一行正文。"))
    article = Article((inline("一篇"),), "一篇", (block,) * paragraphs, SPAN)
    base = changed_layout(colophon={"on_last_page": "true"}, contents={"show": "false"})
    base = replace(base, cover=())
    duplex = replace(base, binding=Binding(duplex=True))
    document = compose_articles(duplex, SHORT, [article])

    assert (document.parts[-1].kind is PartKind.COLOPHON) == own_page
    assert len(document.pages) == pages
    assert compose_articles(base, SHORT, [article]).parts[-1].kind is PartKind.BODY


def codes_of(folder: Path, **changes: str) -> list[str]:
    """What is said of an issue whose manifest or layout has a character that no face has."""
    manifest = write_issue(folder)
    words = manifest.read_text(encoding="utf-8")
    if "toc" in changes:
        words = words.replace("- issue-7-1.txt", f"- {{file: issue-7-1.txt, toc: {changes['toc']}}}")
    if "title" in changes:
        (folder / "own.yaml").write_text(
            f"extends: bulletin\ncontents: {{title: {changes['title']}}}\n", encoding="utf-8"
        )
        words = words.replace("layout: bulletin", "layout: own.yaml")
    manifest.write_text(words, encoding="utf-8")
    with pytest.raises(HuibianError) as caught:
        IssueBuilder().compose(manifest)
    return [each.code for each in caught.value.diagnostics]


def test_a_contents_without_any_character_that_a_face_has_is_a_fault_of_the_layout_or_the_manifest(
    tmp_path: Path,
) -> None:
    for name, change in (("title", {"title": "\U00013000"}), ("toc", {"toc": "\U00013000"})):
        (tmp_path / name).mkdir()
        assert codes_of(tmp_path / name, **change) == ["HB501"], name


def test_a_page_number_with_a_sign_that_no_face_has_is_refused() -> None:
    with pytest.raises(HuibianError, match="HB501"):
        compose_with(changed_layout(folio={"prefix": "\U00013000"}), SHORT)


def placed_texts(document: Document) -> dict[int, str]:
    found: dict[int, str] = {}
    for page in document.pages:
        for line in page.lines:
            found[line.block] = found.get(line.block, "") + line.text
    return found


def written(piece: SourcePiece) -> str:
    """What a file has at a place."""
    assert piece.span.line is not None
    assert piece.span.column is not None
    line = source.read(piece.span.file).lines[piece.span.line - 1]
    return line[piece.span.column - 1 :][: piece.length]


@pytest.mark.parametrize("manifest", [SHORT, PICTURED], ids=lambda path: path.stem)
def test_every_text_of_the_articles_says_where_it_is_from(manifest: Path) -> None:
    """Paragraphs, captions, cells and footnotes, from text and Markdown; in a Word file a paragraph has its number."""
    document = composed(manifest).document
    assert len(document.sources) == len(document.blocks)
    compared = set()
    for number, text in placed_texts(document).items():
        block, pieces = document.blocks[number], document.sources[number]
        if isinstance(block, TextBlock) and block.role.region.name not in ("BODY", "CELL", "NOTE"):
            continue
        if pieces[0].span.file.suffix == ".docx":
            assert pieces[0].span.line
            continue
        assert isinstance(block, TextBlock)
        label = len(block.label) if isinstance(block, ListItem) else 0  # a file may have another number, or a sign
        assert "".join(map(written, pieces))[label:] == text[label:]
        compared.add(block.role)
    assert {Role.ARTICLE_TITLE, Role.PARAGRAPH} <= compared
    if "59" in manifest.stem:
        assert {Role.TABLE_CELL, Role.CAPTION, Role.FOOTNOTE} <= compared
    pictures = [
        pieces
        for block, pieces in zip(document.blocks, document.sources, strict=True)
        if isinstance(block, PictureBlock)
    ]
    assert all(piece.length == 0 and piece.span.line for pieces in pictures for piece in pieces)


def test_what_stands_on_the_cover_says_where_the_manifest_has_it(tmp_path: Path) -> None:
    manifest = write_issue(tmp_path)
    document = IssueBuilder().compose(manifest).document
    masthead = next(
        pieces
        for block, pieces in zip(document.blocks, document.sources, strict=True)
        if isinstance(block, TextBlock) and block.role is Role.MASTHEAD
    )
    assert [written(piece) for piece in masthead] == ["试刊"]


@pytest.mark.parametrize("widow_control", ["true", "false"])
def test_whether_single_lines_are_left_alone_is_what_the_layout_says(widow_control: str) -> None:
    document = compose_with(changed_layout(grid={"widow_control": widow_control}), SHORT)
    assert document.widow_control is (widow_control == "true")
