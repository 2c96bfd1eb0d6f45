from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huibian import resources
from huibian.diagnostics import Diagnostics, HuibianError, Span
from huibian.manifest.model import Issue, Outline
from huibian.manifest.read import read_issue
from huibian.manifest.schema import Colophon, YearMonth
from huibian.text.read import read_article
from tests.support.cases import CASES
from tests.support.examples import read_whole
from tests.support.requirements import SHARED

FOLDER = CASES / "manifest"
EXPECTED = re.compile(r"# (错误|警告): (HB\d{3}) (\S+)")
WORDS = {"error": "错误", "warning": "警告"}
HEAD = "layout: bulletin\nmasthead: 月报\nissue: 1\nmonth: 2020-03\neditor: 甲\nprinted: 2020-04-01\n"


def read_all(path: Path) -> list[str]:
    """What one run finds in a manifest and its articles."""
    diagnostics = Diagnostics()
    try:
        for section in read_issue(path, diagnostics).sections:
            for ref in section.articles:
                read_article(ref, diagnostics)
    except HuibianError as error:
        diagnostics.extend(error.diagnostics)
    return [f"{WORDS[d.severity]} {d.code} {place(d.span, path)}" for d in diagnostics]


def place(span: Span | None, manifest: Path) -> str:
    assert span is not None
    return str(span).removeprefix(f"{manifest}:").removeprefix(f"{manifest.parent}/")


def issue_of(tmp_path: Path, text: str) -> tuple[Issue | Outline, list[str]]:
    path = tmp_path / "issue.yaml"
    path.write_text(text, encoding="utf-8")
    diagnostics = Diagnostics()
    return read_issue(path, diagnostics), [f"{d.code} {place(d.span, path)}" for d in diagnostics]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_manifest_gets_the_faults_that_are_written_beside_its_lines(path: Path) -> None:
    expected = [" ".join(match) for match in EXPECTED.findall(path.read_text(encoding="utf-8"))]
    assert sorted(read_all(path)) == sorted(expected)


def test_an_issue_says_what_its_manifest_says() -> None:
    diagnostics = Diagnostics()
    path = FOLDER / "whole.yaml"
    issue = read_issue(path, diagnostics)
    assert isinstance(issue, Issue)
    assert not diagnostics
    assert (issue.masthead, issue.issue, issue.month) == ("史志月报", 92, YearMonth(2020, 3))
    assert (issue.editor, issue.printed) == ("云溪县地方史志办公室", datetime.date(2020, 4, 16))
    assert issue.layout == resources.layouts_folder() / "bulletin.yaml"
    assert issue.colophon.phone == "68933000"
    assert issue.colophon.copies == 130
    (section,) = issue.sections
    assert (section.title, section.span) == ("本月关注", Span(path, 9, 12))
    first, second = section.articles
    assert (first.path, first.span, first.title, first.toc) == (
        FOLDER / "articles/one.txt",
        Span(path, 11, 9),
        None,
        None,
    )
    assert second.path == FOLDER / "articles/two.txt"
    assert second.title is not None
    assert (second.title.text, second.title.span, second.toc) == ("另拟的标题", Span(path, 13, 16), "目录里的短标题")
    assert issue.marks.span("colophon", "copies") == Span(path, 22, 11)


def test_a_colophon_may_have_no_keys() -> None:
    assert read_whole(FOLDER / "colophon-without-keys.yaml").colophon == Colophon()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("masthead: 月报\n", ""),  # lacks a key
        ("bulletin", "nothing"),  # names a layout that is not there
        ("editor: 甲", "editor: 甲\neditor: 乙"),
        ("- b.txt", "- c.txt"),
        ("- b.txt", "- {fiel: b.txt}"),
    ],
)
def test_a_faulty_manifest_gives_what_can_be_made_out_of_it(tmp_path: Path, old: str, new: str) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).touch()
    text = f"{HEAD}sections:\n- title: 甲\n  articles:\n  - {{file: ' a.txt', title: ' 甲', toc: 乙}}\n  - b.txt\n"
    assert isinstance(issue_of(tmp_path, text)[0], Issue)
    found, faults = issue_of(tmp_path, text.replace(old, new))
    assert isinstance(found, Outline)
    assert faults
    assert found.layout == (None if new == "nothing" else resources.layouts_folder() / "bulletin.yaml")
    first, *others = found.sections[0].articles
    assert (first.path, first.title and first.title.text, first.toc) == (tmp_path / "a.txt", "甲", "乙")
    assert [ref.path.name for ref in others] == ([] if "c.txt" in new else ["b.txt"])


def test_a_layout_may_be_a_file_beside_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").touch()
    (tmp_path / "a.txt").touch()
    text = HEAD.replace("bulletin", "ours.yaml") + "sections: [{title: 甲, articles: [a.txt]}]\n"
    issue, faults = issue_of(tmp_path, text)
    assert (issue.layout, faults) == (tmp_path / "ours.yaml", [])


def test_a_symbolic_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    inner = tmp_path / "issue"
    inner.mkdir()
    (tmp_path / "secret.txt").touch()
    (inner / "in.txt").touch()
    (inner / "out.txt").symlink_to(tmp_path / "secret.txt")
    (inner / "up").symlink_to(tmp_path)
    (inner / "fine.txt").symlink_to("in.txt")
    text = f"{HEAD}sections:\n- title: 甲\n  articles:\n  - out.txt\n  - up/secret.txt\n  - fine.txt\n"
    issue, faults = issue_of(inner, text)
    assert faults == ["HB121 10:5", "HB121 11:5"]
    assert [ref.path.name for ref in issue.sections[0].articles] == ["fine.txt"]


def test_the_folder_itself_may_be_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").touch()
    (tmp_path / "link").symlink_to("real")
    assert issue_of(tmp_path / "link", HEAD + "sections: [{title: 甲, articles: [a.txt]}]\n")[1] == []


def test_a_link_that_leads_to_itself_is_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("a.txt")
    assert issue_of(tmp_path, HEAD + "sections: [{title: 甲, articles: [a.txt]}]\n")[1] == ["HB122 7:34"]


def test_a_misspelt_file_name_is_met_with_the_right_one(tmp_path: Path) -> None:
    (tmp_path / "03-changwu.txt").touch()
    path = tmp_path / "issue.yaml"
    path.write_text(HEAD + "sections: [{title: 甲, articles: [03-chnagwu.txt]}]\n", encoding="utf-8")
    diagnostics = Diagnostics()
    read_issue(path, diagnostics)
    assert [d.hint for d in diagnostics] == ["是不是 03-changwu.txt？"]


def test_a_manifest_in_gbk_reads_as_well(tmp_path: Path) -> None:
    (tmp_path / "一.txt").touch()
    path = tmp_path / "issue.yaml"
    path.write_text(HEAD + "sections: [{title: 本月关注, articles: [一.txt]}]\n", encoding="gbk")
    assert read_issue(path, Diagnostics()).sections[0].title == "本月关注"


@pytest.mark.parametrize("name", ["none.yaml", ".", "a\0.yaml"])
def test_a_manifest_that_cannot_be_opened_is_a_fault(tmp_path: Path, name: str) -> None:
    with pytest.raises(HuibianError) as caught:
        read_issue(tmp_path / name, Diagnostics())
    assert [d.code for d in caught.value.diagnostics] == ["HB101"]


@pytest.mark.shared
def test_the_printed_issue_has_no_faults() -> None:
    path = SHARED / "issue-92" / "issue-92.yaml"
    assert read_all(path) == []
    sections = read_issue(path, Diagnostics()).sections
    assert [len(section.articles) for section in sections] == [2, 5, 4, 2]


VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=8) | st.sampled_from(["../x", "/", "a.txt", "\0.yaml", ".yaml", "~"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["file", "title", "toc", "articles", "sections", "layout"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)


@given(data=st.dictionaries(st.sampled_from(["layout", "masthead", "issue", "sections", "colophon", "x"]), VALUES))
def test_a_manifest_of_any_shape_is_read_or_faulty(tmp_path_factory: pytest.TempPathFactory, data: object) -> None:
    path = tmp_path_factory.getbasetemp() / "shape.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert read_all(path)


@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_an_issue_or_faults(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(data)
    assert read_all(path)


def test_of_many_missing_articles_the_first_get_a_proposal(tmp_path: Path) -> None:
    (tmp_path / "article-1.txt").touch()
    entries = "".join(f"      - article-1{number}.txt\n" for number in range(10, 80))
    path = tmp_path / "issue.yaml"
    path.write_text(f"{HEAD}sections:\n  - title: 栏\n    articles:\n{entries}", encoding="utf-8")
    diagnostics = Diagnostics()
    read_issue(path, diagnostics)
    assert [d.code for d in diagnostics] == ["HB122"] * 70
    assert [d.hint for d in diagnostics] == ["是不是 article-1.txt？"] * 50 + ["检查文件名和所在文件夹。"] * 20


def test_a_manifest_as_big_as_a_book_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "issue.yaml"
    path.write_text("#" * (2**20 + 1), encoding="utf-8")
    with pytest.raises(HuibianError, match=r"HB102 issue\.yaml 有 1\.0 MB，太大了"):
        read_issue(path, Diagnostics())


@pytest.mark.parametrize(("articles", "codes"), [(5000, ["HB123"] * 4999), (5001, ["HB131"])])
def test_an_issue_of_too_many_articles_is_refused_before_any_is_looked_at(
    tmp_path: Path, articles: int, codes: list[str]
) -> None:
    (tmp_path / "a.txt").touch()
    half = articles // 2
    text = "".join(f"  - title: 栏\n    articles: [{'a.txt, ' * count}]\n" for count in (half, articles - half))
    issue, found = issue_of(tmp_path, f"{HEAD}sections:\n{text}")
    assert [each.split()[0] for each in found] == codes
    assert sum(len(section.articles) for section in issue.sections) == (articles if "HB131" not in codes else 0)
