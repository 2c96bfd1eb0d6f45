from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huibian.characters import unified
from huibian.diagnostics import Diagnostics, Span
from huibian.frame import Role
from huibian.manifest.model import ArticleRef, Override
from huibian.manifest.read import read_issue
from huibian.text.model import Article, ArticlePicture, ArticleTable, Inline, Paragraph, plain
from huibian.text.read import read_article
from tests.support.articles import brief, dump, inlines_of, read_file, try_file
from tests.support.cases import Case, read_cases
from tests.support.examples import PICTURED
from tests.support.mutants import scaled
from tests.support.textmutants import check, text_mutants
from tests.support.worddocs import saved

AT = Span(Path("issue.yaml"), 9, 9)


def article(
    path: Path, data: str | bytes, title: Override | None = None, toc: str | None = None
) -> tuple[Article, list[str]]:
    read, found = read_file(path, data, title, toc)
    return read, brief(found)


@pytest.mark.parametrize("case", read_cases("text"), ids=lambda case: case.name)
def test_a_file_becomes_the_blocks_of_its_case(case: Case, tmp_path: Path) -> None:
    escape = re.compile(r"\\u([0-9a-f]{4})")
    text, expected = (escape.sub(lambda match: chr(int(match[1], 16)), block) for block in case.blocks)
    read, found = try_file(tmp_path / "a.txt", text.replace("\\t", "\t"))
    assert [*dump(read), *brief(found)] == expected.splitlines()


def test_the_title_stands_in_the_contents_unless_the_manifest_says_otherwise(tmp_path: Path) -> None:
    assert article(tmp_path / "a.txt", "标**题**\n正文\n")[0].toc_title == "标题"
    assert article(tmp_path / "a.txt", "标题\n正文\n", toc="短")[0].toc_title == "短"


def test_a_title_in_the_manifest_takes_the_place_of_the_first_line(tmp_path: Path) -> None:
    given = Override("另拟", Span(Path("issue.yaml"), 10, 16))
    read, found = article(tmp_path / "a.txt", "标题\n正文\n", title=given)
    assert found == ["warning HB218 1:1"]
    assert read.title == (Inline("另拟", False, given.span),)
    assert read.toc_title == "另拟"
    assert read.span == Span(tmp_path / "a.txt", 1, 1)
    assert dump(read)[1:] == ["paragraph 2:1 正文"]


LONG = "今年以来，各乡镇认真落实县委部署，秋收进度比去年快了三天"


@pytest.mark.parametrize(
    ("first", "given", "dropped"),
    [
        ("云溪县秋收工作有序推进", "另拟的题目", True),
        ("云溪县秋收工作有序推进。", "另拟的题目", False),
        ("他们为什么回来？", "另拟的题目", True),
        ("一、总体情况", "另拟的题目", False),
        ("各位代表：", "另拟的题目", False),
        ("同志们！", "另拟的题目", False),
        ("附件1", "另拟的题目", False),
        ("作者：林知远", "另拟的题目", False),
        ("2026年9月3日", "另拟的题目", False),
        (f"{LONG}，{LONG}，六十", "另拟的题目", True),
        (f"{LONG}，{LONG}，六十一", "另拟的题目", False),
        (LONG + "。" + LONG, "另拟的题目", False),
        (f"# {LONG}，{LONG}，六十一", "另拟的题目", True),  # marked as one
        ("# 一、总体情况", "另拟的题目", False),
        ("云溪县秋收工作有序推进。", "云溪秋收有序推进", True),  # one in two wordings
        ("云溪县秋收工作有序推进。", "秋收", False),
        ("一、云溪县秋收情况", "云溪县秋收情况", True),
        (LONG * 8 + "秋收", "秋收", False),
    ],
)
def test_a_title_in_the_manifest_takes_the_place_of_nothing_but_a_title(
    tmp_path: Path, first: str, given: str, dropped: bool
) -> None:
    override = Override(given, Span(Path("issue.yaml"), 10, 16))
    read, found = article(tmp_path / "a.txt", f"{first}\n正文。\n", title=override)
    assert [line.split()[1] for line in found] == ["HB218" if dropped else "HB227"]
    assert read.title == (Inline(given, False, override.span),)
    assert [plain(each.inlines) for each in read.body if isinstance(each, Paragraph)] == (
        ["正文。"] if dropped else [first.removeprefix("# "), "正文。"]
    )


@pytest.mark.parametrize(("style", "code"), [("Title", "HB218"), ("Heading 1", "HB218"), ("Normal", "HB227")])
def test_a_title_style_of_word_makes_a_title(tmp_path: Path, style: str, code: str) -> None:
    given = Override("另拟的题目", Span(Path("issue.yaml"), 10, 16))
    document = docx.Document()
    document.add_paragraph(LONG + "。", style)
    document.add_paragraph("正文。")
    found = article(tmp_path / "a.docx", saved(document), title=given)[1]
    assert [line.split()[1] for line in found] == [code]


def test_a_footnote_of_a_dropped_title_is_dropped_with_it(tmp_path: Path) -> None:
    given = Override("另拟的题目", Span(Path("issue.yaml"), 10, 16))
    text = "# 标题[^1][^2]\n\n正文[^2]。\n\n[^1]: 题注\n[^2]: 又注\n"
    diagnostics = Diagnostics()
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    read_article(ArticleRef(tmp_path / "a.md", AT, given), diagnostics)
    assert [(d.code, d.message) for d in diagnostics] == [
        ("HB223", "脚注 [^2] 引用了不止一次，每次各排一条"),
        ("HB218", "标题用清单里的，略去了文件里的“标题”和它的脚注"),
    ]


def test_a_title_of_more_than_sixty_characters_is_doubted(tmp_path: Path) -> None:
    assert article(tmp_path / "a.txt", "长" * 60 + "\n正文\n")[1] == []
    assert article(tmp_path / "a.txt", "长" * 61 + "\n正文\n")[1] == ["warning HB203 1:1"]


@pytest.mark.parametrize(
    ("first", "codes"),
    [
        ("长" * 25 + "。", ["warning HB203 1:1"]),  # one line of print: a title with a mark too many
        ("长" * 26 + "。", ["error HB265 1:1"]),
        ("长" * 12 + "。" + "长" * 13, []),
        ("长" * 13 + "。" + "长" * 13, ["error HB265 1:1"]),
        ("长" * 26 + "：", ["error HB265 1:1"]),
        ("长" * 26 + "！", []),
        ("长" * 26 + "，长", []),
        ("各位代表：", ["error HB265 1:1"]),
        ("各乡镇人民政府，县直各部门：", ["error HB265 1:1"]),
        ("# " + "长" * 70 + "。", ["warning HB203 1:3"]),  # marked as one
    ],
)
def test_a_file_that_begins_with_text_has_no_title(tmp_path: Path, first: str, codes: list[str]) -> None:
    assert article(tmp_path / "a.txt", f"{first}\n正文。\n")[1] == codes


def test_a_title_in_the_manifest_cures_a_file_without_one(tmp_path: Path) -> None:
    given = Override("另拟的题目", Span(Path("issue.yaml"), 10, 16))
    read, found = article(tmp_path / "a.txt", "长" * 70 + "。\n正文。\n", title=given)
    assert found == ["warning HB227 1:1"]
    assert len(read.body) == 2


def test_a_file_that_is_only_a_table_needs_a_title_in_the_manifest(tmp_path: Path) -> None:
    table = "| 姓名 | 单位 |\n| --- | --- |\n| 周默 | 县档案馆 |\n"
    read, found = try_file(tmp_path / "a.md", table)
    assert (read, brief(found)) == (None, ["error HB265 1:1"])
    given, found = read_file(tmp_path / "a.md", table, Override("参会回执", Span(tmp_path / "issue.yaml", 3, 9)))
    assert (plain(given.title), [type(each) for each in given.body], found) == ("参会回执", [ArticleTable], [])


def test_a_file_that_is_not_there_is_blamed_on_the_manifest(tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    read = read_article(ArticleRef(tmp_path / "none.txt", AT), diagnostics)
    assert [(d.code, d.span) for d in diagnostics] == [("HB101", AT)]
    assert read is None


def test_a_guessed_encoding_is_passed_on(tmp_path: Path) -> None:
    text = "縣誌編纂委員會\n本縣自乾隆年間設治以來，歷任知縣皆重修志書，至光緒間始成定本，體例完備。\n" * 3
    assert article(tmp_path / "a.txt", text.encode("big5"))[1] == ["warning HB104"]


def test_the_example_with_all_kinds_of_contents_is_read_without_a_word() -> None:
    diagnostics = Diagnostics()
    refs = [ref for section in read_issue(PICTURED, diagnostics).sections for ref in section.articles]
    articles = [each for each in (read_article(ref, diagnostics) for ref in refs) if each]
    assert list(diagnostics) == []
    assert len(articles) == len(refs)
    contents = [content for each in articles for content in each.body]
    roles = {content.role for content in contents if isinstance(content, Paragraph)}
    assert roles >= {Role.BYLINE, Role.SOURCE, Role.SIGNATURE, Role.DATE, Role.QUOTATION, Role.LIST_ITEM}
    assert {ArticlePicture, ArticleTable} <= {type(content) for content in contents}
    assert any(inline.note for each in articles for inline in inlines_of(each))
    assert any(inline.lead for each in articles for inline in inlines_of(each))


def test_no_damage_to_a_text_file_loses_anything_without_a_word(tmp_path: Path) -> None:
    for data in text_mutants(seed=8, count=scaled(170)):
        check(tmp_path / "a.txt", data)


VARIANTS = "\u2f00\uf92f\ufa0e"
ALPHABET = st.sampled_from(f"一。、（）：(1.#* \t\n\u3000\u200b\v\ue000a{VARIANTS}") | st.characters(
    codec="utf-8", max_codepoint=0x2E79
)


@given(text=st.text(alphabet=ALPHABET, max_size=80))
def test_every_character_knows_its_place_in_the_file(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "places.txt"
    read, _ = try_file(path, b"\xef\xbb\xbf" + text.encode())
    lines = re.sub(r"\r\n?", "\n", text).removeprefix("\ufeff").split("\n")
    for inline in (*read.title, *inlines_of(read)) if read else ():
        assert inline.text
        for index, char in enumerate(inline.text):
            at = inline.span.shifted(index)
            assert at.line is not None
            assert at.column is not None
            written = lines[at.line - 1][at.column - 1]
            assert char == (" " if written == "\t" else unified(written) if written in VARIANTS else written)


@given(text=st.text(alphabet=ALPHABET, max_size=80))
def test_no_character_goes_without_a_word(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    read, faults = try_file(tmp_path_factory.getbasetemp() / "all.txt", b"\xef\xbb\xbf" + text.encode())
    if not faults:
        assert read is not None
        kept = "".join(inline.text for inline in (*read.title, *inlines_of(read)))
        bare = re.compile(r"[\s#\uff03\ufeff]|\*\*")  # white, headings' marks and the marks of bold
        assert bare.sub("", kept) == bare.sub("", text)


@given(data=st.binary(max_size=200))
def test_any_bytes_are_an_article_or_faults(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    read, faults = try_file(tmp_path_factory.getbasetemp() / "bytes.txt", data)
    assert read is not None or faults
