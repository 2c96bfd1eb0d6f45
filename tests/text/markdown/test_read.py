from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from huibian import source
from huibian.diagnostics import Severity, Span
from huibian.text.markdown.read import read_markdown
from huibian.text.model import Inline, ListParagraph
from huibian.text.pictures import Pictures, PictureTaker
from huibian.text.remarks import Remarks
from huibian.text.tally import Tally
from tests.support.articles import brief, dump, inlines_of, read_file, try_file
from tests.support.cases import Case, read_cases
from tests.support.mutants import scaled
from tests.support.textmutants import check, markdown_mutants


@pytest.mark.parametrize("case", read_cases("markdown"), ids=lambda case: case.name)
def test_a_file_becomes_the_contents_of_its_case(case: Case, tmp_path: Path) -> None:
    for name in ("a.png", "图 1.png"):
        Pillow.new("RGB", (4, 3)).save(tmp_path / name)
    (tmp_path / "not.png").write_bytes(b"none")
    escape = re.compile(r"\\u([0-9a-f]{4})")
    text, expected = (escape.sub(lambda match: chr(int(match[1], 16)), block) for block in divided(case))
    read, found = read_file(tmp_path / "a.md", text)
    assert [*dump(read), *brief(found)] == expected.splitlines()


class PlacedTally(Tally):
    """A tally that compares what is said of a file's characters with the lines on which they are said to be."""

    def left_out(self, text: str, span: Span) -> None:
        self._compare(text, span)

    def used(self, text: str, span: Span) -> None:
        self._compare(text, span)

    def _compare(self, text: str, span: Span) -> None:
        assert span.line is not None
        lines = span.file.read_text(encoding="utf-8").split("\n")[span.line - 1 :][: len(text.split("\n"))]
        assert not Counter("".join(text.split())) - Counter("".join(lines)), (text, span)


@pytest.mark.parametrize("case", read_cases("markdown"), ids=lambda case: case.name)
def test_what_is_used_or_left_out_stands_where_it_is_said_to_stand(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(divided(case)[0], encoding="utf-8")
    remarks = Remarks("行", PlacedTally())
    read_markdown(source.read(path, Span(path)), Pictures(tmp_path, tmp_path, PictureTaker(remarks)), remarks)


def divided(case: Case) -> tuple[str, str]:
    """The text and what is expected: the text may have lines of `---` itself."""
    *text, expected = case.blocks
    return "\n---\n".join(text), expected


def test_a_picture_may_lie_anywhere_in_the_folder_of_the_manifest(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    Pillow.new("L", (4, 3)).save(tmp_path / "a.jpg")
    with source.noting() as noted:
        read, found = read_file(folder / "a.md", "# 标题\n\n![](..\\a.jpg)\n", manifest=tmp_path / "issue.yaml")
    assert (dump(read)[1:], found) == (["picture 3:1 jpeg 4x3"], [])
    assert list(noted) == [folder / "a.md", folder / "../a.jpg"]


def test_a_link_to_a_file_outside_is_outside(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    Pillow.new("L", (4, 3)).save(tmp_path / "a.png")
    (inside / "a.png").symlink_to(tmp_path / "a.png")
    assert brief(read_file(inside / "a.md", "# 标题\n\n![](a.png)\n")[1])[0] == "error HB121 3:1"


def test_settings_at_the_beginning_are_left_out(tmp_path: Path) -> None:
    read, found = read_file(tmp_path / "a.md", "---\ntitle: 设置\n---\n# 标题\n\n正文\n")
    assert (dump(read), brief(found)) == (["title 4:3 标题", "paragraph 6:1 正文"], ["warning HB214 1:1"])


@pytest.mark.parametrize("rule", ["***", "*\t*\t*", "---\t", "___ \t"])
@pytest.mark.parametrize("comment", ["<!-- 一 -->", "  <!-- 一 --><!-- 二 -->", "<!--\n一\n-->"])
def test_rules_and_comments_are_left_out_with_all_their_marks(tmp_path: Path, rule: str, comment: str) -> None:
    read, found = read_file(tmp_path / "a.md", f"# 题\n\n甲\n\n{rule}\n\n{comment}\n\n乙\n")
    assert (dump(read)[1:], [d.code for d in found]) == (
        ["paragraph 3:1 甲", f"paragraph {9 + comment.count(chr(10))}:1 乙"],
        ["HB214", "HB214"],
    )


def test_a_message_says_how_many_there_are(tmp_path: Path) -> None:
    _, found = read_file(tmp_path / "a.md", "# 标题\n\n*一*二*三*\n\n*四*\n")
    assert [d.message for d in found] == ["斜体（*…*）照普通文字排（共 3 处，第 3、5 行）"]


def test_no_damage_to_a_markdown_file_loses_anything_without_a_word(tmp_path: Path) -> None:
    Pillow.new("RGB", (4, 3)).save(tmp_path / "a.png")
    for data in markdown_mutants(seed=8, count=scaled(270)):
        check(tmp_path / "a.md", data)


@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.parametrize("begin", ["", "> ", "- "])
def test_code_that_is_open_at_the_end_keeps_its_last_line(tmp_path: Path, begin: str, end: str) -> None:
    blank = begin.replace("-", " ")
    read, found = read_file(tmp_path / "a.md", f"# 题\n\n{begin}```\n{blank}甲\n{blank}乙{end}")
    assert [line.split()[-1] for line in dump(read)[1:]] == ["甲", "乙"]
    assert "HB217" not in {d.code for d in found}


@pytest.mark.parametrize(("count", "codes"), [(20_000, []), (20_001, ["HB228"])])
def test_twenty_thousand_brackets_are_too_many(tmp_path: Path, count: int, codes: list[str]) -> None:
    text = "# 题\n\n```\n" + "[" * count + "\n```\n"
    codes = codes or ["HB213"]  # as any code
    assert [d.code for d in try_file(tmp_path / "a.md", text)[1]] == codes


@pytest.mark.parametrize("text", ["[^" * 8_000, "甲\n" * 20_000, "> 甲\n" * 15_000, "[甲](乙)" * 15_000])
def test_what_repeats_itself_is_read_in_linear_time(tmp_path: Path, text: str) -> None:
    started = time.process_time()
    read_file(tmp_path / "a.md", f"# 题\n\n{text}\n")
    assert time.process_time() - started < 5


PIECES = [
    *"一二字AB12。，“”*_`[]()!<>|-+=#:\\&;^~. \t\n\u3000\u200b\0",
    *("**", "\n\n", "\n> ", "\n- ", "\n1. ", "\n  ", "    ", "\n| 甲 | 乙 |\n|---|---|\n| ", "[^1]", "\n[^1]: "),
    *("&amp;", "![", "](a.png)", "\n```\n", "<br>", "<b>", "<!--", "-->", "\n---\n", "\\|", "  \n", "\n\u3000\n"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
MADE = re.compile("[&（）·—. \u3000 0-9]")  # of entities, numbers of lists, lines that are joined


def inlines_and_faults(folder: Path, text: str) -> tuple[list[Inline], list[Severity]]:
    read, found = try_file(folder / "property.md", b"\xef\xbb\xbf" + text.encode())
    assert "HB217" not in {d.code for d in found}
    return [*read.title, *inlines_of(read)] if read else [], [d.severity for d in found]


@given(TEXTS)
def test_every_character_knows_its_place(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    lines = text.split("\n")
    for inline in inlines_and_faults(tmp_path_factory.getbasetemp(), text)[0]:
        for index, char in enumerate(inline.text):
            at = inline.span.shifted(index)
            assert at.line is not None
            assert at.column is not None
            written = lines[at.line - 1][at.column - 1 : at.column]
            assert written in (char, "\t") or MADE.match(char), (char, at)


@given(TEXTS)
def test_no_word_goes_without_a_word(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    inlines, faults = inlines_and_faults(tmp_path_factory.getbasetemp(), text)
    if not faults and "[^1]" not in text:  # footnotes are not where they are written
        kept = "".join(inline.text for inline in inlines)
        word = re.compile("[一二字甲乙AB“”。，]")
        assert word.findall(kept) == word.findall(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_article_or_faults(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    read, found = try_file(tmp_path_factory.getbasetemp() / "bytes.md", data)
    assert read is not None or found


@pytest.mark.parametrize("text", ["[" * 3000 + "字", "*" * 3000 + "字", "一" + "`" * 999 + "码", ">" * 38 + "引"])
def test_what_is_nested_deeply_is_read(tmp_path: Path, text: str) -> None:
    read, _ = read_file(tmp_path / "a.md", f"标题\n\n{text}\n")
    assert dump(read)[1].endswith(text[-1])


@pytest.mark.parametrize("text", [">" * 300 + "引", "- " * 200 + "项", "> - " * 60 + "项", ">" * 40 + "引"])
def test_what_is_nested_without_end_is_a_fault(tmp_path: Path, text: str) -> None:
    assert "error HB215 3:1" in brief(read_file(tmp_path / "a.md", f"标题\n\n{text}\n")[1])


def test_paragraphs_of_a_list_know_how_deep_it_is_and_what_they_begin_with(tmp_path: Path) -> None:
    text = "# 标题\n\n- 甲\n\n  甲的下一段\n  1. 乙\n  2. 丙\n- 丁\n\n正文。\n"
    read, found = read_file(tmp_path / "a.md", text)
    items = [each for each in read.body if isinstance(each, ListParagraph)]

    assert not found
    assert [each.level for each in items] == [1, 1, 2, 2, 1]
    assert [each.text.removeprefix(each.label) for each in items] == ["甲", "甲的下一段", "乙", "丙", "丁"]
    assert [bool(each.label) for each in items] == [True, False, True, True, True]
    assert not isinstance(read.body[-1], ListParagraph)
