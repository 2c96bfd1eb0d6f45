from __future__ import annotations

from pathlib import Path

import pytest
import typer

from huibian.cli.options import all_targets, faces_folder, read_formats
from huibian.exports import Format, output_paths


def test_formats_are_read_in_one_order() -> None:
    assert read_formats("DOCX, pdf") == [Format.PDF, Format.DOCX]
    with pytest.raises(typer.BadParameter, match="--format 不认识“epub”"):
        read_formats("pdf,epub")


def test_faces_are_in_a_folder(tmp_path: Path) -> None:
    assert faces_folder(None) is None
    assert faces_folder(tmp_path) == tmp_path
    with pytest.raises(typer.BadParameter, match="--fonts 要给一个文件夹"):
        faces_folder(tmp_path / "gone")


def test_no_two_manifests_write_one_file(tmp_path: Path) -> None:
    plan = [(Path(name), output_paths(Path(name), tmp_path, Format)) for name in ("一/a.yaml", "一/b.yaml")]
    assert [path.name for path in all_targets(plan)] == ["a.pdf", "a.docx", "b.pdf", "b.docx"]
    plan.append((Path("二/A.yaml"), output_paths(Path("二/A.yaml"), tmp_path, Format)))
    with pytest.raises(typer.BadParameter, match=r"一/a.yaml 和 二/A.yaml 都要写"):
        all_targets(plan)
