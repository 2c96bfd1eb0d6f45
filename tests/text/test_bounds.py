from __future__ import annotations

from pathlib import Path

import docx
import pytest
from PIL import Image as Pillow

from huibian.diagnostics import Severity
from tests.support.articles import try_file
from tests.support.worddocs import saved


@pytest.mark.parametrize(("longer", "told"), [(0, []), (1, ["HB229"])])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "标题\n\n{}\n\n另一段。\n"),
        ("a.md", "# 标题\n\n{}\n\n另一段。\n"),
        ("a.md", "# 标题\n\n正文。[^1]\n\n[^1]: {}\n"),
        ("a.md", "# 标题\n\n| 甲 | 乙 |\n| --- | --- |\n| {} | 一 |\n"),
    ],
)
def test_a_paragraph_may_be_as_long_as_two_hundred_pages(
    name: str, text: str, longer: int, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huibian.text.bounds._LONGEST_PARAGRAPH", 60)
    _, found = try_file(tmp_path / name, text.format("水" * (60 + longer)))

    assert [each.code for each in found] == told
    assert all(each.severity is Severity.ERROR for each in found)


def test_all_paragraphs_that_are_too_long_are_told_with_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huibian.text.bounds._LONGEST_PARAGRAPH", 60)
    _, found = try_file(tmp_path / "a.txt", f"标题\n{'水' * 61}。\n短。\n{'山' * 70}。\n")

    assert [(each.code, each.span and each.span.line) for each in found] == [("HB229", 2), ("HB229", 4)]


@pytest.mark.parametrize(("longer", "told"), [(0, []), (1, ["HB228"])])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_an_article_may_be_as_long_as_five_hundred_pages(
    name: str, longer: int, told: list[str], tmp_path: Path
) -> None:
    text = ("# 标题\n\n" + f"{'水' * 9_000}。\n\n" * 50)[: 300_000 + longer]
    _, found = try_file(tmp_path / name, text)

    assert [each.code for each in found] == told


@pytest.mark.parametrize(("longer", "told"), [(0, []), (1, ["HB228"])])
def test_a_word_document_may_have_as_many_characters(
    longer: int, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huibian.text.bounds._LONGEST_ARTICLE", 100)
    document = docx.Document()
    for text in ("标题", "水" * 58, "山" * (40 + longer)):
        document.add_paragraph(text)
    _, found = try_file(tmp_path / "a.docx", saved(document))

    assert [each.code for each in found] == told


@pytest.mark.parametrize(("most", "told"), [(7, []), (6, ["HB228"])])
@pytest.mark.parametrize(
    "text",
    [
        "# 标题\n\n一。\n\n二。\n\n三。\n\n四。\n\n五。\n\n六。\n",
        "# 标题\n\n- 一\n- 二\n- 三\n- 四\n- 五\n- 六\n",
        "# 标题\n\n一。[^1]二。[^2]三。[^3]\n\n四。\n\n五。\n\n[^1]: 一。\n[^2]: 二。\n[^3]: 三。\n",
        "# 标题\n\n| 甲 | 乙 |\n| --- | --- |\n| 丙 | |\n\n末。\n",  # and a caption, be it empty
    ],
    ids=["paragraphs", "list", "notes", "cells"],
)
def test_all_paragraphs_and_cells_of_an_article_count(
    text: str, most: int, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huibian.text.bounds._MOST_PARAGRAPHS", most)
    _, found = try_file(tmp_path / "a.md", text)

    assert [each.code for each in found] == told


@pytest.mark.parametrize(("more", "told"), [(0, []), (1, ["HB228"])])
def test_pictures_count_as_paragraphs_side_by_side_too(
    more: int, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Pillow.new("L", (900, 600)).save(tmp_path / "b.png")
    monkeypatch.setattr("huibian.text.bounds._MOST_PARAGRAPHS", 9 - more)  # the title, two rows of three and they
    text = "# 标题\n\n![](b.png) ![](b.png) ![](b.png)\n\n![](b.png) ![](b.png) ![](b.png)\n"
    _, found = try_file(tmp_path / "a.md", text)

    assert [each.code for each in found] == told


@pytest.mark.parametrize(("notes", "told"), [(2, []), (3, ["HB228"])])
def test_footnotes_are_counted(notes: int, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huibian.text.bounds._MOST_NOTES", 2)
    marks, texts = ("".join(form.format(number) for number in range(notes)) for form in ("字。[^{}]", "[^{}]: 注。\n"))
    _, found = try_file(tmp_path / "a.md", f"# 标题\n\n{marks}\n\n{texts}")

    assert [each.code for each in found] == told


@pytest.mark.parametrize(("paragraphs", "told"), [(3, []), (4, ["HB228"])])
def test_a_cell_may_not_hold_a_book(
    paragraphs: int, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huibian.text.bounds._MOST_IN_CELL", 3)
    document = docx.Document()
    document.add_paragraph("标题")
    cell = document.add_table(1, 2).cell(0, 1)
    for _ in range(paragraphs):
        cell.add_paragraph("水流成河。")
    cell._tc.remove(cell.paragraphs[0]._p)
    _, found = try_file(tmp_path / "a.docx", saved(document))

    assert [each.code for each in found] == told
    assert all(each.span and each.span.line == 2 for each in found)


@pytest.mark.parametrize(("picture", "advice"), [("![图](data:image/png;base64,", "存成文件"), ("水", "分成几篇")])
def test_a_picture_that_stands_in_the_text_is_to_be_a_file(picture: str, advice: str, tmp_path: Path) -> None:
    _, (found,) = try_file(tmp_path / "a.md", f"# 标题\n\n{picture}{'A' * 300_000})\n")

    assert found.code == "HB228"
    assert advice in str(found.hint)
