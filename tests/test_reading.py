from __future__ import annotations

import contextlib
import io
import pickle
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from huibian import resources, source
from huibian.build import IssueBuilder
from huibian.diagnostics import Diagnostics, HuibianError
from huibian.layoutfile.definition import load_layout
from huibian.manifest.read import read_issue
from huibian.reading import Ahead, IssueReader, read_ahead
from huibian.text.read import read_article
from tests.support.examples import NAMES, PICTURED, SHORT, TABLED
from tests.support.fakeoffice import copying, fake_office
from tests.support.issues import ARTICLE, write_issue
from tests.support.worddocs import word_file

READERS = (
    "huibian.fontcatalogue.read",
    "huibian.reading.load_layout",
    "huibian.manifest.read.read_issue",
    "huibian.text.read.read_article",
)
EXAMPLES = (SHORT, PICTURED, NAMES, TABLED)


def told(manifest: Path) -> bytes:
    """What a process that reads ahead tells."""
    answers = io.BytesIO()
    read_ahead(manifest, io.BytesIO(), answers)
    return answers.getvalue()


def kinds_told(manifest: Path) -> list[str]:
    """What that is, one thing after another."""

    def kinds(file: io.BytesIO) -> Iterator[str]:
        with contextlib.suppress(EOFError):
            while True:
                yield pickle.load(file).kind

    return list(kinds(io.BytesIO(told(manifest))))


def ahead(manifest: Path, answers: bytes) -> Ahead:
    """A process that has told so much of an issue."""
    return Ahead(Mock(answers=lambda: io.BytesIO(answers)), manifest)


def read_and_said(manifest: Path, answers: bytes | None) -> tuple[object, ...]:
    """What comes of an issue that was read ahead, or was not; or what is wrong with it."""
    builder = IssueBuilder(ahead=None if answers is None else ahead(manifest, answers))
    try:
        composed = builder.compose(manifest)
    except HuibianError as error:
        return error.diagnostics
    return composed.document, composed.warnings, list(composed.read.items()), composed.layout, composed.inputs


def refuse_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in READERS:
        monkeypatch.setattr(name, Mock(side_effect=AssertionError(name)))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_what_was_read_ahead_is_not_read_again_and_gives_the_same(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, answers = read_and_said(example, None), told(example)
    refuse_to_read(monkeypatch)
    assert read_and_said(example, answers) == here


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("issue-7.yaml", lambda text: text.replace("试刊", "另一刊")),
        ("issue-7-1.txt", lambda text: text.replace("正文", "别的话")),
        ("own.yaml", lambda text: f"{text}type_area: {{width: 140 mm}}\n"),
    ],
)
def test_a_file_that_has_changed_since_is_read_again(tmp_path: Path, name: str, change: Callable[[str], str]) -> None:
    manifest = own_layout(tmp_path)
    answers, before = told(manifest), read_and_said(manifest, None)
    path = tmp_path / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert read_and_said(manifest, answers) == read_and_said(manifest, None) != before


def own_layout(folder: Path) -> Path:
    """An issue with a layout of its own."""
    manifest = write_issue(folder)
    (folder / "own.yaml").write_text("extends: bulletin\n", encoding="utf-8")
    text = manifest.read_text(encoding="utf-8").replace("layout: bulletin", "layout: own.yaml")
    manifest.write_text(text, encoding="utf-8")
    return manifest


def test_a_file_that_has_gone_since_is_missed(tmp_path: Path) -> None:
    manifest = write_issue(tmp_path, articles=2)
    answers = told(manifest)
    (tmp_path / "issue-7-2.txt").unlink()
    assert read_and_said(manifest, answers) == read_and_said(manifest, None)
    with pytest.raises(HuibianError, match="HB122"):
        IssueBuilder(ahead=ahead(manifest, answers)).compose(manifest)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("issue-7.yaml", "issue: 7", "issue: sieben"),
        ("issue-7.yaml", "issue-7-1.txt", "gone.txt"),
        ("issue-7.yaml", "layout: own.yaml", "layout: none.yaml"),
        ("issue-7.yaml", "layout: own.yaml", "layout: own.yaml\n\tx: y"),
        ("issue-7-1.txt", ARTICLE, ""),
        ("own.yaml", "bulletin", "nosuch"),
        ("own.yaml", "extends", "- extends"),
    ],
)
def test_faults_are_told_as_without_another_process(tmp_path: Path, name: str, old: str, new: str) -> None:
    manifest = own_layout(tmp_path)
    path = tmp_path / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    here = read_and_said(manifest, None)
    assert read_and_said(manifest, told(manifest)) == here
    assert {each.severity for each in here} >= {"error"}  # type: ignore[attr-defined]


def test_warnings_of_what_was_read_ahead_are_told(tmp_path: Path) -> None:
    manifest = write_issue(tmp_path, text=ARTICLE + "有\t制表符。\n")
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("2026-02-03", "2025-02-03"), encoding="utf-8")
    codes = [each.code for each in IssueBuilder(ahead=ahead(manifest, told(manifest))).compose(manifest).warnings]
    assert codes == [each.code for each in IssueBuilder().compose(manifest).warnings]
    assert "HB124" in codes
    assert len(codes) > 1
    assert kinds_told(manifest) == ["catalogue", "manifest", "layout", "article"]


def test_a_faulty_article_is_told_and_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = write_issue(tmp_path, articles=3)
    (tmp_path / "issue-7-2.txt").write_text("", encoding="utf-8")
    here, answers = read_and_said(manifest, None), told(manifest)
    assert kinds_told(manifest) == ["catalogue", "manifest", "layout", "article", "article", "article"]
    refuse_to_read(monkeypatch)
    assert read_and_said(manifest, answers) == here


def test_a_faulty_manifest_is_not_told(tmp_path: Path) -> None:
    manifest = write_issue(tmp_path)
    with manifest.open("a", encoding="utf-8") as file:
        file.write("      - gone.txt\n")
    assert kinds_told(manifest) == ["catalogue", "layout", "article"]


def test_a_faulty_font_catalogue_is_told_as_without_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = write_issue(tmp_path)
    (tmp_path / "catalogue.yaml").write_text("roles: 1\n", encoding="utf-8")
    monkeypatch.setattr("huibian.resources.font_catalogue", lambda: tmp_path / "catalogue.yaml")
    here = read_and_said(manifest, None)
    assert {each.code for each in here} == {"HB401"}  # type: ignore[attr-defined]
    assert read_and_said(manifest, told(manifest)) == here


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_a_process_that_dies_has_told_what_it_told(share: float) -> None:
    answers = told(SHORT)
    assert read_and_said(SHORT, answers[: int(len(answers) * share)]) == read_and_said(SHORT, None)


def test_no_program_is_started_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who ends this process would not know of LibreOffice."""
    started = tmp_path / "started"
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(fake_office(tmp_path, start=f"touch '{started}'")))
    manifest = write_issue(tmp_path, articles=2)
    (tmp_path / "issue-7-2.txt").write_bytes(rb"{\rtf1\ansi x}")
    answers = told(manifest)
    assert answers
    assert not started.exists()
    assert read_and_said(manifest, answers) == read_and_said(manifest, None)
    assert started.exists()


def test_a_layout_of_huibian_leads_to_no_folder_of_an_issue(tmp_path: Path) -> None:
    """It is read once for the issues of all folders."""
    reading = IssueReader()
    first = write_issue(tmp_path / "a")
    reading.take(ahead(first, told(first)).process)
    with source.noting() as noted:
        layout = reading.parts(write_issue(tmp_path / "b"), Diagnostics()).layout
    assert (
        layout is reading.parts(shutil.copytree(tmp_path / "a", tmp_path / "c") / "issue-7.yaml", Diagnostics()).layout
    )
    assert resources.layouts_folder() / "bulletin.yaml" in noted


def test_nobody_waits_for_what_is_read_of_another_issue(tmp_path: Path) -> None:
    other = Ahead(Mock(answers=Mock(side_effect=AssertionError)), tmp_path / "other.yaml")
    assert IssueBuilder(ahead=other).compose(write_issue(tmp_path)).document.pages


def test_what_a_pattern_stands_for_is_looked_for_each_time(tmp_path: Path) -> None:
    """It hangs on more than the names in a folder: on what is a file, and on who wrote a Word file."""
    manifest, builder = write_issue(tmp_path), IssueBuilder()
    (tmp_path / "in" / "b.txt").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    text = manifest.read_text(encoding="utf-8").replace("issue-7-1.txt", "in/*.txt")
    manifest.write_text(text, encoding="utf-8")
    before = builder.compose(manifest).document
    (tmp_path / "in" / "b.txt").rmdir()
    (tmp_path / "in" / "b.txt").write_text(ARTICLE, encoding="utf-8")
    assert builder.compose(manifest).document == IssueBuilder().compose(manifest).document != before


def test_a_manuscript_that_needs_another_program_does_not_keep_others_from_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(fake_office(tmp_path)))
    manifest = write_issue(tmp_path, articles=4)
    for number in (1, 3):
        (tmp_path / f"issue-7-{number}.txt").write_bytes(rb"{\rtf1\ansi x}")
    assert kinds_told(manifest) == ["catalogue", "manifest", "layout", "article", "article"]


def test_what_was_read_ahead_is_taken_once(tmp_path: Path) -> None:
    manifest = write_issue(tmp_path)
    told_once = Mock(side_effect=[io.BytesIO(told(manifest))])  # it has no more
    builder = IssueBuilder(ahead=Ahead(Mock(answers=told_once), manifest))
    assert builder.compose(manifest).document == builder.compose(manifest).document


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[int]]:
    """How often a manifest, an article and a layout was read since this was asked last."""
    readers = {
        "huibian.manifest.read.read_issue": Mock(wraps=read_issue),
        "huibian.text.read.read_article": Mock(wraps=read_article),
        "huibian.reading.load_layout": Mock(wraps=load_layout),
    }
    for name, counted in readers.items():
        monkeypatch.setattr(name, counted)

    def counts() -> list[int]:
        found = [counted.call_count for counted in readers.values()]
        for counted in readers.values():
            counted.reset_mock()
        return found

    return counts


def test_where_one_article_has_changed_no_other_file_is_read_again(
    tmp_path: Path, read: Callable[[], list[int]]
) -> None:
    manifest, reader = write_issue(tmp_path, articles=3), IssueReader()
    reader.parts(manifest, Diagnostics())
    assert read() == [1, 3, 1]
    (tmp_path / "issue-7-2.txt").write_text(ARTICLE + "又一段。\n", encoding="utf-8")
    reader.parts(manifest, Diagnostics())
    assert read() == [0, 1, 0]
    reader.parts(manifest, Diagnostics())
    assert read() == [0, 0, 0]


@pytest.mark.parametrize(("order", "times"), [("aa", 1), ("aba", 3)])
def test_an_issue_is_forgotten_once_another_was_read(
    tmp_path: Path, read: Callable[[], list[int]], order: str, times: int
) -> None:
    manifests, reader = {name: own_layout(tmp_path / name) for name in "ab"}, IssueReader()
    for name in order:
        reader.parts(manifests[name], Diagnostics())
    assert read() == [times] * 3


def test_what_a_layout_may_lead_to_hangs_on_the_issue_that_is_set_in_it(tmp_path: Path) -> None:
    """The same file, named by issues in two folders: of one of them the other file lies outside."""
    manifests, reader = [write_issue(tmp_path / name) for name in ("", "in")], IssueReader()
    (tmp_path / "in" / "own.yaml").write_text("extends: ../base.yaml\n", encoding="utf-8")
    (tmp_path / "base.yaml").write_text("extends: bulletin\n", encoding="utf-8")
    found = []
    for manifest, name in zip(manifests, ("in/own.yaml", "own.yaml"), strict=True):
        text = manifest.read_text(encoding="utf-8").replace("layout: bulletin", f"layout: {name}")
        manifest.write_text(text, encoding="utf-8")
        found.append(reader.parts(manifest, Diagnostics()).layout)
    assert [layout is not None for layout in found] == [True, False]


def test_a_manuscript_that_could_not_be_converted_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it needs may have been installed meanwhile, which no file of the issue shows."""
    manifest, reader = write_issue(tmp_path), IssueReader()
    (tmp_path / "issue-7-1.txt").write_bytes(rb"{\rtf1\ansi x}")
    lines = ("标题", "正文")
    (tmp_path / "word").write_bytes(word_file("".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in lines)))
    for program, count in (("", 0), (str(fake_office(tmp_path, copying(tmp_path / "word"))), 1)):
        monkeypatch.setenv("HUIBIAN_SOFFICE", program)
        assert len(reader.parts(manifest, Diagnostics()).articles[0]) == count


def test_manuscripts_are_converted_in_one_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = tmp_path / "started"
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(fake_office(tmp_path, start=f"echo x >>'{started}'")))
    manifest = write_issue(tmp_path, articles=2)
    text = manifest.read_text(encoding="utf-8")
    for number in (1, 2):
        (tmp_path / f"issue-7-{number}.rtf").write_bytes(rb"{\rtf1\ansi %d}" % number)
        text = text.replace(f"issue-7-{number}.txt", f"issue-7-{number}.rtf")
    manifest.write_text(text, encoding="utf-8")
    IssueReader().parts(manifest, Diagnostics())
    assert started.read_text(encoding="utf-8") == "x\n"
