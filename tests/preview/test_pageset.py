from __future__ import annotations

from pathlib import Path

import pytest

from huibian.build import IssueBuilder
from huibian.diagnostics import HuibianError
from huibian.exports import Format, encode
from huibian.preview.pageset import write_pages
from huibian.preview.pictures import DrawnPdf, Resolution
from tests.support.issues import write_issue
from tests.support.worddocs import png

ROUGH = Resolution(36)
BUILDER = IssueBuilder()


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_issue(tmp_path_factory.mktemp("issue"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_each_page_of_the_pdf_into_a_folder_that_it_makes(manifest: Path, tmp_path: Path) -> None:
    written = write_pages(BUILDER, manifest, tmp_path / "图", ROUGH)
    pdf = DrawnPdf(encode(written.composed.document, [Format.PDF])[Format.PDF])
    assert names(tmp_path / "图") == ["page-001.png", "page-002.png", "page-003.png"]
    assert [path.read_bytes() for path in written.paths] == [pdf.draw(page, ROUGH) for page in range(3)]


def test_removes_the_pages_that_an_earlier_run_had_more_and_nothing_else(manifest: Path, tmp_path: Path) -> None:
    ours = write_pages(BUILDER, manifest, tmp_path, ROUGH).paths[0].read_bytes()
    for name in ("page-004.png", "page-1000.png", "page-05.png", "page-004.png.bak"):
        (tmp_path / name).write_bytes(ours)
    (tmp_path / "page-006.png").write_bytes(png())
    (tmp_path / "page-007.png").mkdir()
    written = write_pages(BUILDER, manifest, tmp_path, ROUGH)
    assert written.warnings == written.composed.warnings
    kept = {"page-05.png", "page-004.png.bak", "page-006.png", "page-007.png"}
    assert set(names(tmp_path)) == {"page-001.png", "page-002.png", "page-003.png"} | kept


def test_a_page_that_cannot_be_removed_is_told(manifest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = write_pages(BUILDER, manifest, tmp_path, ROUGH).paths[0].read_bytes()
    (tmp_path / "page-004.png").write_bytes(ours)
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == "page-004.png":
            raise PermissionError(13, "")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    (warning,) = write_pages(BUILDER, manifest, tmp_path, ROUGH).warnings[-1:]
    assert (warning.code, warning.message) == ("HB621", "删不掉以前多出来的 page-004.png：没有权限")


def test_a_picture_of_somebody_else_stays_and_nothing_is_written(manifest: Path, tmp_path: Path) -> None:
    (tmp_path / "page-002.png").write_bytes(png())
    with pytest.raises(HuibianError) as caught:
        write_pages(BUILDER, manifest, tmp_path, ROUGH)
    assert [each.code for each in caught.value.diagnostics] == ["HB620"]
    assert names(tmp_path) == ["page-002.png"]
    assert (tmp_path / "page-002.png").read_bytes() == png()


def test_a_page_that_the_issue_is_made_of_stays(tmp_path: Path) -> None:
    """A page that was drawn here, and is a picture of an article."""
    manifest = write_issue(tmp_path)
    ours = write_pages(BUILDER, manifest, tmp_path, ROUGH).paths[1].read_bytes()
    (tmp_path / "issue-7-1.md").write_text("# 标题\n\n正文一段。\n\n![](page-001.png)\n", encoding="utf-8")
    (tmp_path / "page-001.png").write_bytes(ours)
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("7-1.txt", "7-1.md"), encoding="utf-8")
    with pytest.raises(HuibianError) as caught:
        write_pages(BUILDER, manifest, tmp_path, ROUGH)
    assert [each.code for each in caught.value.diagnostics] == ["HB604"]
    assert (tmp_path / "page-001.png").read_bytes() == ours


def test_a_faulty_issue_leaves_the_pages_of_before(tmp_path: Path) -> None:
    manifest = write_issue(tmp_path / "in")
    before = write_pages(BUILDER, manifest, tmp_path / "out", ROUGH).paths[2].read_bytes()
    (tmp_path / "in" / "issue-7-1.txt").write_text("", encoding="utf-8")
    with pytest.raises(HuibianError):
        write_pages(BUILDER, manifest, tmp_path / "out", ROUGH)
    assert (tmp_path / "out" / "page-003.png").read_bytes() == before
