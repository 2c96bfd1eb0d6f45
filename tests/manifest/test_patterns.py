from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from huibian import source
from huibian.diagnostics import Diagnostics, HuibianError, Span
from huibian.manifest.model import Outline, Section
from huibian.manifest.patterns import expand, is_pattern, survey
from huibian.manifest.read import read_issue
from huibian.manuscripts import OtherFile
from tests.support.worddocs import word_file

AT = Span(Path("issue.yaml"), 9, 9)
HEAD = "layout: bulletin\nmasthead: 月报\nissue: 1\nmonth: 2020-03\neditor: 甲\nprinted: 2020-04-01\nsections:\n"


def lay_out(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("标题\n正文一段，文字而已。\n", encoding="utf-8")
    return folder


MIXED = ["issue.yaml", "稿/10.txt", "稿/2.TXT", "稿/一、甲.docx", "稿/[终稿]甲.txt", "稿/b.md", "稿/里/c.txt"]
# What there is, a pattern, and what it stands for.
MATCHES: dict[str, tuple[list[str], str, list[str]]] = {
    "an ending, in any case": (MIXED, "稿/*.txt", ["稿/2.TXT", "稿/10.txt", "稿/[终稿]甲.txt"]),
    "everything": (MIXED, "稿/*", ["稿/一、甲.docx", "稿/2.TXT", "稿/10.txt", "稿/b.md", "稿/[终稿]甲.txt"]),
    "one character": (["1.txt", "2.txt", "10.txt"], "?.txt", ["1.txt", "2.txt"]),
    "brackets stand for themselves": (MIXED, "稿/[终稿]*", ["稿/[终稿]甲.txt"]),
    "as typed on Windows": (["稿/1.txt"], ".\\稿\\*.txt", ["稿/1.txt"]),
    "any folder": (["2/a.txt", "10/a.txt", "b.txt"], "*/*.txt", ["2/a.txt", "10/a.txt"]),
    "folders in folders": (["2/a.txt", "10/x/a.txt", "b.txt"], "**/*.txt", ["2/a.txt", "10/x/a.txt", "b.txt"]),
    "all that lies below": (["a/b/c.txt", "a/d.txt"], "a/**", ["a/b/c.txt", "a/d.txt"]),
    "folders in folders, twice": (["a/b/c.txt"], "**/**/b/**/*", ["a/b/c.txt"]),
    "up and down again": (["甲/1.txt", "乙/1.txt"], "甲/../乙/*", ["甲/../乙/1.txt"]),
    "no picture": (["1.txt", "1.JPG", "2.png", "3.heic"], "*", ["1.txt"]),
    "nothing hidden": (["1.txt", ".2.txt", "~$1.docx", ".~lock.1.docx#", "~WRL1.tmp", "Thumbs.db"], "*", ["1.txt"]),
    "no folder that is hidden": (["1.txt", ".git/2.txt", ".git/x/3.txt"], "**/*", ["1.txt"]),
    "no settings": (["1.txt", "issue.yaml", "own.yml"], "*", ["1.txt"]),
    "nothing that is written beside its manifest": (
        ["1.txt", "i.yaml", "i.pdf", "i.docx", "j.docx"],
        "*",
        ["1.txt", "j.docx"],
    ),
}


@pytest.mark.parametrize("case", MATCHES)
def test_a_pattern_stands_for_files_in_the_order_of_their_numbers(tmp_path: Path, case: str) -> None:
    names, pattern, found = MATCHES[case]
    assert expand(pattern, lay_out(tmp_path, *names), AT) == found


# What there is, a pattern, and the code and words of the fault.
FAULTS: dict[str, tuple[list[str], str, str]] = {
    "an ending that nothing has": (["稿/1.txt"], "稿/*.docx", "HB140 没有文件合于 稿/*.docx 检查文件夹和文件名的结尾"),
    "a folder that is not there": (["稿/1.txt"], "搞/*.txt", "HB140 没有文件合于 搞/*.txt 没有文件夹 搞："),
    "only pictures": (["稿/1.jpg"], "稿/*", "HB140 没有文件合于 稿/* 检查文件夹和文件名的结尾，如 .docx；图片"),
    "only folders": (["稿/里/1.txt"], "稿/*", "HB140 没有文件合于"),
    "the folder above": (["1.txt"], "../*", "HB121 .. 不在清单的文件夹里"),
    "another folder by its full name": (["1.txt"], "/etc/*", "HB121 /etc/* 不在清单的文件夹里"),
    "a drive": (["1.txt"], "C:\\稿\\*", "HB121 C:\\稿\\* 不在清单的文件夹里"),
    "a character that no name has": (["1.txt"], "a\0/*", "HB121"),
    "a path without end": (["1.txt"], "*/" * 900 + "*", "HB140"),
    "folders without end": (["1.txt"], "**/a/" * 390 + "*", "HB140"),
    "a folder without end": (["1.txt"], "a/" * 51 + "*", "HB141 文件夹套得超过 50 层"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_pattern_that_stands_for_nothing_says_why(tmp_path: Path, case: str) -> None:
    names, pattern, words = FAULTS[case]
    with pytest.raises(HuibianError) as fault:
        expand(pattern, lay_out(tmp_path / "in", *names), AT)
    (found,) = fault.value.diagnostics
    assert f"{found.code} {found.message} {found.hint}".startswith(words)
    assert found.span == AT


def test_looks_at_so_many_files_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, "1.txt", "2.txt", "a/3.txt")  # three names, and one below
    monkeypatch.setattr("huibian.manifest.patterns._MOST_LOOKED_AT", 2 * (3 + 1))  # `**` looks at a folder twice
    assert len(expand("**/*.txt", tmp_path, AT)) == 3
    monkeypatch.setattr("huibian.manifest.patterns._MOST_LOOKED_AT", 7)
    with pytest.raises(HuibianError, match="HB141"):
        expand("**/*.txt", tmp_path, AT)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("pattern", ["外/*", "*/1.txt"])
def test_a_link_leads_no_pattern_out_of_the_folder(tmp_path: Path, pattern: str) -> None:
    lay_out(tmp_path, "else/1.txt", "in/0.txt")
    os.symlink(tmp_path / "else", tmp_path / "in" / "外")
    with pytest.raises(HuibianError, match="HB121"):
        expand(pattern, tmp_path / "in", AT)
    assert expand("**/*", tmp_path / "in", AT) == ["0.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("pattern", ["*.txt", "**"])
def test_what_cannot_be_read_is_not_passed_over(tmp_path: Path, pattern: str) -> None:
    lay_out(tmp_path, "1.txt")
    os.symlink("circle.txt", tmp_path / "circle.txt")
    os.symlink("gone", tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert expand(pattern, tmp_path, AT) == ["1.txt", "circle.txt", "nowhere.txt", "pipe.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_a_folder_is_told_where_all_folders_are_looked_through(tmp_path: Path) -> None:
    lay_out(tmp_path, "else/1.txt", "in/0.txt", "in/.git/1.txt")
    os.symlink(tmp_path / "else", tmp_path / "in" / "外")
    os.symlink(tmp_path / "else", tmp_path / "in" / ".内")
    found = survey("", tmp_path / "in", AT)
    assert (found.files, found.others) == (["0.txt"], {"外": OtherFile.LINK})


@pytest.mark.skipif(sys.platform == "win32", reason="no name has these there")
def test_a_file_of_just_that_name_is_named_and_not_a_pattern(tmp_path: Path) -> None:
    lay_out(tmp_path, "什么?.txt", "什么1.txt")
    assert not is_pattern("什么?.txt", tmp_path)
    assert is_pattern("什么*.txt", tmp_path)
    assert not is_pattern("什么1.txt", tmp_path)


def sections_of(folder: Path, text: str) -> tuple[tuple[Section, ...], list[str]]:
    path = folder / "issue.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    diagnostics = Diagnostics()
    issue = read_issue(path, diagnostics)
    assert isinstance(issue, Outline) is diagnostics.has_errors
    return issue.sections, [f"{each.code}:{each.span.line if each.span else 0}" for each in diagnostics]


def of(*sections: list[str]) -> str:
    entries = ("".join(f"    - {article}\n" for article in articles) for articles in sections)
    return "".join(f"  - title: 栏\n    articles:\n{articles}" for articles in entries)


LETTERS = ["稿/1.txt", "稿/2.txt", "稿/10.txt", "别/a.txt"]
# The articles of each section, the files they come to, and the faults with their lines.
LISTS: dict[str, tuple[list[list[str]], list[list[str]], list[str]]] = {
    "a pattern alone": ([["稿/*.txt"]], [["1", "2", "10"]], []),
    "a pattern between names": ([["别/a.txt", "稿/*.txt"]], [["a", "1", "2", "10"]], []),
    "a named file is not taken twice": ([["稿/10.txt", "稿/*"]], [["10", "1", "2"]], []),
    "nor one that is named later": ([["稿/*"], ["稿/1.txt"]], [["2", "10"], ["1"]], []),
    "nor one with a title of its own": (
        [["稿/*"], ["file: 稿/2.txt\n      title: 另拟的标题"]],
        [["1", "10"], ["2"]],
        [],
    ),
    "nor one that is named otherwise": ([["稿/*"], ["稿/../稿\\1.txt"]], [["2", "10"], ["1"]], []),
    "nor what another pattern has found": ([["稿/1*"], ["稿/*"]], [["1", "10"], ["2"]], []),
    "a pattern for what may still come": ([["别/a.txt", "别/*"]], [["a"]], []),
    "a section without articles": ([["稿/*"], ["稿/*.txt"]], [["1", "2", "10"], []], ["HB142:13"]),
    "nothing found": ([["别/a.txt", "稿/*.doc"]], [["a"]], ["HB140:11"]),
    "a title for many": ([["file: 稿/*.txt\n      title: 标题"]], [[]], ["HB143:10"]),
    "an asterisk first": ([["'*/a.txt'"]], [["a"]], []),
    "outside": ([["../*"]], [[]], ["HB121:10"]),
}


@pytest.mark.parametrize("case", LISTS)
def test_patterns_stand_among_names(tmp_path: Path, case: str) -> None:
    articles, files, faults = LISTS[case]
    sections, found = sections_of(lay_out(tmp_path, *LETTERS), of(*articles))
    assert [[ref.path.stem for ref in section.articles] for section in sections] == files
    assert found == faults


def test_what_a_pattern_finds_stands_where_the_pattern_stands(tmp_path: Path) -> None:
    sections, _ = sections_of(lay_out(tmp_path, *LETTERS), of(["稿/*"]))
    assert {ref.span for ref in sections[0].articles} == {Span(tmp_path / "issue.yaml", 10, 7)}


def test_patterns_find_no_more_articles_than_an_issue_may_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, *LETTERS)
    monkeypatch.setattr("huibian.manifest.read._MOST_ARTICLES", 3)
    assert sections_of(tmp_path, of(["稿/*"]))[1] == []
    monkeypatch.setattr("huibian.manifest.read._MOST_ARTICLES", 2)
    assert sections_of(tmp_path, of(["稿/*"]))[1] == ["HB131:7"]


def noted_by(work: Callable[[], object]) -> set[Path]:
    with source.noting() as noted:
        work()
    return set(noted)


def test_the_folder_that_is_looked_through_has_a_say_and_no_other(tmp_path: Path) -> None:
    lay_out(tmp_path, "a/b/1.txt", "a/c/1.txt", "d/1.txt")
    assert noted_by(lambda: expand("a/b/*.txt", tmp_path, AT)) == {tmp_path / "a/b"}
    assert noted_by(lambda: expand("a/*/*.txt", tmp_path, AT)) == {tmp_path / "a", tmp_path / "a/b", tmp_path / "a/c"}


def test_what_is_not_taken_has_no_say(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.docx").write_bytes(word_file("<w:p><w:r><w:t>标题</w:t></w:r></w:p>"))
    assert noted_by(lambda: expand("in/*", tmp_path, AT)) == {tmp_path / "in"}
