from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from huibian.diagnostics import HuibianError, Severity
from huibian.draft.folder import look_through
from huibian.manuscripts import OtherFile
from tests.support.worddocs import png, word_file

TEXT = "标题\n正文一段，文字而已。\n"
LETTER = "各乡镇人民政府，县直各单位，根据上级要求，现将有关事项通知如下，请抓好落实，月底前报送。\n\n特此通知。\n"


def lay_out(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    return folder


# What is in a folder, and the sections that it makes.
FOLDERS: dict[str, tuple[list[str], list[tuple[str | None, list[str]]]]] = {
    "files": (["10.txt", "2.txt", "一、甲.md"], [(None, ["一、甲.md", "2.txt", "10.txt"])]),
    "folders": (
        ["十、史海/1.txt", "二、动态/2.txt", "一、会议/1.txt"],
        [("会议", ["一、会议/1.txt"]), ("动态", ["二、动态/2.txt"]), ("史海", ["十、史海/1.txt"])],
    ),
    "folders and files": (["1.txt", "会议/2.txt"], [("会议", ["会议/2.txt"]), ("其他稿件", ["1.txt"])]),
    "a folder called after what lies in it": (["来稿/2.txt", "来稿/10.txt"], [(None, ["来稿/2.txt", "来稿/10.txt"])]),
    "folders in such a folder": (
        ["来稿/01会议/2.txt", "来稿/02动态/1.txt"],
        [("会议", ["来稿/01会议/2.txt"]), ("动态", ["来稿/02动态/1.txt"])],
    ),
    "folders in folders": (["会议/甲/2.txt", "会议/1.txt"], [("会议", ["会议/1.txt", "会议/甲/2.txt"])]),
    "a folder of pictures": (["会议/1.txt", "照片/1.jpg"], [("会议", ["会议/1.txt"])]),
    "nothing": ([], []),
    "what is no article": (["i.yaml", "i.docx", "i.pdf", "1.png", "~$1.docx", ".git/config"], []),
}


@pytest.mark.parametrize("case", FOLDERS)
def test_folders_are_sections_and_files_articles(tmp_path: Path, case: str) -> None:
    names, sections = FOLDERS[case]
    sent = look_through(lay_out(tmp_path, *names), tmp_path)
    assert [(each.title, [manuscript.file for manuscript in each.manuscripts]) for each in sent.sections] == sections
    assert all(not manuscript.faults for manuscript in sent.manuscripts)


def test_files_are_named_from_the_folder_of_the_manifest(tmp_path: Path) -> None:
    sent = look_through(lay_out(tmp_path, "稿?/会议/1.txt", "别/2.txt") / "稿?", tmp_path)
    assert [(each.title, each.manuscripts[0].file) for each in sent.sections] == [("会议", "稿?/会议/1.txt")]


def test_tells_what_is_no_article(tmp_path: Path) -> None:
    lay_out(tmp_path, "1.txt", "i.yaml", "i.docx", "a/1.png", "a/2.png")
    kinds = sorted(kind.name for kind in look_through(tmp_path, tmp_path).survey.others.values())
    assert kinds == [OtherFile.OUTPUT.name, OtherFile.PICTURE.name, OtherFile.PICTURE.name, OtherFile.SETTINGS.name]


# A manuscript, the title that is found and whether that is the name of its file, or the code of why it is not taken.
MANUSCRIPTS: dict[str, tuple[str, bytes, str, bool, str | None]] = {
    "a text": ("1.txt", TEXT.encode(), "标题", False, None),
    "a text in GBK, with the line ends of Windows": (
        "1.txt",
        TEXT.replace("\n", "\r\n").encode("gbk"),
        "标题",
        False,
        None,
    ),
    "a text in UTF-16": ("1.txt", TEXT.encode("utf-16"), "标题", False, None),
    "Markdown": ("1.md", b"# \xe6\xa0\x87\xe9\xa2\x98\n\n\xe6\xad\xa3\xe6\x96\x87\n", "标题", False, None),
    "a Word file": ("1.docx", word_file("<w:p><w:r><w:t>标题</w:t></w:r></w:p>"), "标题", False, None),
    "a Word file under a wrong name": (
        "1.doc",
        word_file("<w:p><w:r><w:t>标题</w:t></w:r></w:p>"),
        "标题",
        False,
        None,
    ),
    "a letter without a title": ("3、关于报送的函.txt", LETTER.encode(), "关于报送的函", True, None),
    "a table alone": (
        "01-报名表.md",
        "| 姓名 | 单位 |\n| --- | --- |\n| 某某 | 某局 |\n".encode(),
        "报名表",
        True,
        None,
    ),
    "nothing": ("1.txt", b"", "", False, "HB201"),
    "a sheet": ("1.docx", b"PK\x03\x04 xl/workbook", "", False, "HB230"),
    "a PDF": ("1.pdf", b"%PDF-1.7 of somebody", "", False, "HB102"),
    "a damaged text": ("1.txt", TEXT.encode() * 9 + b"\xff\xff\xff", "", False, "HB103"),
    "a picture that is called a text": ("1.txt", png(), "", False, "HB102"),
    "a character of one's own": ("1.txt", "标题\n正文\ue001\n".encode(), "", False, "HB207"),
}


@pytest.mark.parametrize("case", MANUSCRIPTS)
def test_a_manuscript_is_taken_as_its_reader_takes_it(tmp_path: Path, case: str) -> None:
    name, data, title, is_named, code = MANUSCRIPTS[case]
    (tmp_path / name).write_bytes(data)
    (manuscript,) = look_through(tmp_path, tmp_path).manuscripts
    assert (manuscript.file, manuscript.title, manuscript.is_named) == (name, title, is_named)
    assert [fault.code for fault in manuscript.faults] == ([] if code is None else [code])
    for fault in manuscript.faults:
        assert fault.severity is Severity.WARNING
        assert fault.span is not None
        assert fault.span.file == tmp_path / name


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="no name has these there")
@pytest.mark.parametrize(
    "name", [" 1.txt", "a\\b.txt", "a\u200bb.txt", "a\nb.txt", "a\ue000.txt", os.fsdecode(b"\xbb\xe1.txt")]
)
def test_a_name_that_no_manifest_can_say_is_told(tmp_path: Path, name: str) -> None:
    lay_out(tmp_path, "1.txt", name)
    told = [fault.code for each in look_through(tmp_path, tmp_path).manuscripts for fault in each.faults]
    assert told == ["HB146"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_manuscript_that_lies_elsewhere_is_told(tmp_path: Path) -> None:
    home = lay_out(tmp_path, "else.txt", "in/1.txt") / "in"
    os.symlink(tmp_path / "else.txt", home / "2.txt")
    told = {each.file: [fault.code for fault in each.faults] for each in look_through(home, home).manuscripts}
    assert told == {"1.txt": [], "2.txt": ["HB121"]}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_manuscript_whose_file_is_gone_is_told(tmp_path: Path) -> None:
    os.symlink(tmp_path / "gone.txt", lay_out(tmp_path, "1.txt") / "2.txt")
    (fault,) = look_through(tmp_path, tmp_path).manuscripts[1].faults
    assert (fault.code, fault.hint) == ("HB122", "它是一个链接，链接到的文件不在了：把文件放到这里。")


def test_pictures_of_an_article_may_lie_anywhere_in_the_folder(tmp_path: Path) -> None:
    lay_out(tmp_path, "会议/1.md")
    (tmp_path / "会议" / "1.md").write_text("# 标题\n\n正文\n\n![](../图/1.png)\n", encoding="utf-8")
    (tmp_path / "图").mkdir()
    (tmp_path / "图" / "1.png").write_bytes(png())
    assert look_through(tmp_path, tmp_path).manuscripts[0].faults == ()


def test_too_much_to_look_at_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huibian.manifest.patterns._MOST_LOOKED_AT", 1)
    with pytest.raises(HuibianError, match="HB141"):
        look_through(lay_out(tmp_path, "1.txt", "2.txt"), tmp_path)
