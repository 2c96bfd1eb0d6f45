from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import Mock, call

import pytest

from huibian import journal, resources, source
from huibian.build import IssueBuilder
from huibian.diagnostics import Diagnostic, HuibianError, Severity
from huibian.exports import Encoding, Format, encode, output_paths
from huibian.frame import Document
from huibian.journal import Replacement
from huibian.output import write_all
from huibian.pdf.content import page_content
from huibian.reading import Ahead
from huibian.text.model import Article
from tests.support.children import children
from tests.support.examples import NAMES, PICTURED, SHORT, STANDARD, TABLED
from tests.support.fonts import tiny_font
from tests.support.hostile import write_hostile
from tests.support.issues import ARTICLE, write_issue
from tests.support.worddocs import png


@pytest.fixture(scope="module")
def builder() -> IssueBuilder:
    return IssueBuilder()


def both(manifest: Path) -> dict[Format, Path]:
    return output_paths(manifest, None, Format)


def test_writes_both_files_beside_the_manifest(tmp_path: Path, builder: IssueBuilder) -> None:
    manifest = write_issue(tmp_path)
    builder.render(manifest, both(manifest))
    assert (tmp_path / "issue-7.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "issue-7.docx").read_bytes().startswith(b"PK")
    assert sorted(path.name for path in tmp_path.glob("issue-7.*")) == ["issue-7.docx", "issue-7.pdf", "issue-7.yaml"]


def test_the_same_issue_gives_the_same_bytes(tmp_path: Path) -> None:
    manifests = [write_issue(tmp_path / name) for name in ("a", "b")]
    for manifest in manifests:
        IssueBuilder().render(manifest, both(manifest))
    for each in Format:
        first, second = (manifest.with_suffix(f".{each}").read_bytes() for manifest in manifests)
        assert first == second


def test_a_writer_that_fails_leaves_the_old_files(
    tmp_path: Path, builder: IssueBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = write_issue(tmp_path)
    builder.render(manifest, both(manifest))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    (tmp_path / "issue-7-1.txt").write_text("另一个标题\n另一段。\n", encoding="utf-8")
    before[tmp_path / "issue-7-1.txt"] = (tmp_path / "issue-7-1.txt").read_bytes()

    def fail(document: Document, *_: object) -> bytes:
        raise RuntimeError

    monkeypatch.setattr("huibian.docx.write.write_docx", fail)
    with pytest.raises(RuntimeError):
        builder.render(manifest, both(manifest))
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize("fault", [None, KeyError])
def test_pages_that_do_not_prove_right_are_not_written_though_their_files_were_begun(
    fault: type[Exception] | None, tmp_path: Path, builder: IssueBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest, begun = write_issue(tmp_path), Mock(wraps=Encoding.begin, side_effect=fault)
    monkeypatch.setattr(Encoding, "begin", lambda *given: begun(*given))

    def refuse(*given: Any) -> None:
        assert begun.called
        given[3].error("HB511", "不同", None)

    monkeypatch.setattr("huibian.pages.compose.verify", refuse)
    with pytest.raises(HuibianError, match="HB511"):
        builder.render(manifest, both(manifest))
    assert not any(path.exists() for path in both(manifest).values())


@pytest.mark.usefixtures("forking")
def test_an_issue_that_is_written_again_is_written_of_what_is_kept_without_other_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forked = Mock(side_effect=os.fork)
    monkeypatch.setattr(os, "fork", forked)
    manifest, other, builder = write_issue(tmp_path), write_issue(tmp_path, "issue-8.yaml"), IssueBuilder()
    counts = []
    for each in (manifest, manifest, manifest, other, manifest):
        files = builder.make(each, both(each)).files
        counts.append(forked.call_count)
        assert files == IssueBuilder().make(each, both(each), side_by_side=False).files

    assert counts == [2, 2, 2, 4, 6]


@pytest.mark.usefixtures("forking")
def test_an_issue_among_many_is_set_by_this_process_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cores have work enough; however long it is."""
    monkeypatch.setattr("huibian.pages.beside._LONG", 0)
    forked, manifest = Mock(side_effect=os.fork), write_issue(tmp_path)
    monkeypatch.setattr(os, "fork", forked)
    IssueBuilder().make(manifest, both(manifest), side_by_side=False)
    forked.assert_not_called()
    IssueBuilder().make(manifest, both(manifest))
    assert forked.call_count == len(Format) + 1


@pytest.mark.usefixtures("forking")
def test_the_process_that_sets_a_part_of_a_long_issue_ends_before_its_files_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huibian.pages.beside._LONG", 0)
    manifest, before, real, there = write_issue(tmp_path), children(), Encoding.begin, []

    def begin(encoding: Encoding, document: Document) -> None:
        there.append(len(children() - before))
        real(encoding, document)

    monkeypatch.setattr(Encoding, "begin", begin)
    IssueBuilder().make(manifest, both(manifest))
    assert there == [len(Format)]


@pytest.mark.usefixtures("forking")
def test_files_are_written_while_the_processes_that_made_them_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest, before, real, there = write_issue(tmp_path), children(), write_all, []

    def write(files: Mapping[Path, bytes]) -> Sequence[Diagnostic]:
        there.append(len(children() - before))
        return real(files)

    monkeypatch.setattr("huibian.output.write_all", write)
    IssueBuilder().render(manifest, both(manifest))
    assert there == [len(Format)]
    assert not children() - before


@pytest.mark.parametrize(
    ("sets_again", "side_by_side", "times"), [(True, True, 1), (False, True, 2), (True, False, 2), (False, False, 2)]
)
def test_pages_are_held_for_an_issue_that_is_set_again_and_is_not_one_of_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, sets_again: bool, side_by_side: bool, times: int
) -> None:
    pages = Mock(wraps=page_content)
    monkeypatch.setattr("huibian.pdf.contents.page_content", pages)
    manifest, builder = write_issue(tmp_path), IssueBuilder(sets_again=sets_again)
    made = [builder.make(manifest, both(manifest), side_by_side=side_by_side) for _ in range(2)]
    assert pages.call_count == times * len(made[0].composed.document.pages)


def test_what_a_pdf_needs_is_imported_before_the_wait_for_what_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest, order = write_issue(tmp_path), Mock()
    order.answers.return_value = io.BytesIO()
    monkeypatch.setattr("huibian.build.load_own_part", order.load)
    builder = IssueBuilder(ahead=Ahead(Mock(answers=order.answers), manifest))
    builder.make(manifest, both(manifest), side_by_side=False)
    assert order.mock_calls[:2] == [call.load(both(manifest)), call.answers()]


@pytest.mark.parametrize("last", ["", "\U00013000"])  # the second has a fault that only its pages show
def test_of_many_issues_only_the_texts_of_one_are_held(tmp_path: Path, last: str) -> None:
    builder = IssueBuilder()
    for number in range(4):
        text = f"标题\n第{number}期的正文。\n{last if number else ''}\n"
        with contextlib.suppress(HuibianError):
            builder.compose(write_issue(tmp_path, f"issue-{number}.yaml", text=text))
    kept = [*builder._texts._before.values(), *builder._texts._now.values()]
    shown = {"".join(run.text for line in text.lines for run in line.runs) for text in kept}
    assert [number for number in range(4) if f"第{number}期的正文。" in shown] == [3]


def test_faults_of_several_articles_and_the_layout_come_together(tmp_path: Path, builder: IssueBuilder) -> None:
    manifest = write_issue(tmp_path, articles=2)
    for path in tmp_path.glob("*.txt"):
        path.write_text("", encoding="utf-8")
    (tmp_path / "own.yaml").write_text("paper: {}\n", encoding="utf-8")
    text = manifest.read_text(encoding="utf-8").replace("layout: bulletin", "layout: own.yaml")
    manifest.write_text(text, encoding="utf-8")
    with pytest.raises(HuibianError) as caught:
        builder.compose(manifest)
    blamed = {diagnostic.span.file.name for diagnostic in caught.value.diagnostics if diagnostic.span}
    assert blamed == {"issue-7-1.txt", "issue-7-2.txt", "own.yaml"}


def codes_of(builder: IssueBuilder, manifest: Path) -> set[str]:
    with pytest.raises(HuibianError) as caught:
        builder.compose(manifest)
    return {each.code for each in caught.value.diagnostics if each.severity is Severity.ERROR}


@pytest.mark.parametrize(("text", "code"), [("", "HB201"), ("标题\n\U00013000\n", "HB501")])
def test_what_a_layout_wants_said_is_missed_together_with_faults_of_articles_and_pages(
    tmp_path: Path, builder: IssueBuilder, text: str, code: str
) -> None:
    manifest = write_issue(tmp_path, text=text)
    assert codes_of(builder, manifest) == {code}
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("bulletin", "neibu"), encoding="utf-8")
    assert codes_of(builder, manifest) == {code, "HB302"}


def test_inputs_are_all_files_that_had_a_say(tmp_path: Path) -> None:
    fonts = tmp_path / "faces"
    fonts.mkdir()
    manifest = write_issue(tmp_path / "in", articles=2)
    composed = IssueBuilder(fonts).compose(manifest)
    names = [path.name for path in composed.inputs]
    assert names[:4] == ["issue-7.yaml", "issue-7-1.txt", "issue-7-2.txt", "bulletin.yaml"]
    assert "catalogue.yaml" in names
    assert fonts in composed.inputs
    assert {face.path for face in composed.document.faces.values()} <= set(composed.inputs)
    assert all(path.exists() for path in composed.inputs)


def test_the_font_catalogue_has_a_say_in_each_issue_though_it_is_read_once(tmp_path: Path) -> None:
    builder = IssueBuilder()
    for number in (1, 2):
        inputs = builder.compose(write_issue(tmp_path, f"issue-{number}.yaml")).inputs
        assert resources.font_catalogue() in inputs


def test_a_folder_of_faces_that_is_not_there_has_none(tmp_path: Path) -> None:
    composed = IssueBuilder(tmp_path / "gone").compose(write_issue(tmp_path))
    assert tmp_path / "gone" not in composed.inputs


def test_a_picture_has_a_say(tmp_path: Path, builder: IssueBuilder) -> None:
    manifest = write_issue(tmp_path)
    picture = tmp_path / "a.png"
    picture.write_bytes(png())
    article = tmp_path / "issue-7-1.txt"
    article.rename(article.with_suffix(".md"))
    article.with_suffix(".md").write_text("# 标题\n\n正文\n\n![](a.png)\n", encoding="utf-8")
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(".txt", ".md"), encoding="utf-8")
    assert picture in builder.compose(manifest).inputs


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_fonts_and_what_is_said_of_them_are_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: Callable[[Path, Path], None]
) -> None:
    own = tmp_path / "own"
    shutil.copytree(resources.fonts_folder(), own, ignore=shutil.ignore_patterns("free"))
    monkeypatch.setattr("huibian.resources.fonts_folder", lambda: own)
    fonts = tmp_path / "faces"
    fonts.mkdir()
    (fonts / "simfang.ttf").touch()
    manifest = write_issue(tmp_path)
    link(manifest.with_suffix(".pdf"), fonts / "simfang.ttf")
    link(manifest.with_suffix(".docx"), own / "catalogue.yaml")
    told = IssueBuilder(fonts).check_targets(manifest, tuple(both(manifest).values()))
    assert [each.code for each in told] == ["HB604", "HB604"]
    assert ["simfang.ttf" in told[1].message, "catalogue.yaml" in told[0].message] == [True, True]


def test_an_issue_is_not_written_over_by_itself_without_a_check_before(tmp_path: Path, builder: IssueBuilder) -> None:
    manifest = write_issue(tmp_path)
    manifest.with_suffix(".pdf").symlink_to("issue-7-1.txt")
    with pytest.raises(HuibianError, match="HB604"):
        builder.render(manifest, both(manifest))
    assert (tmp_path / "issue-7-1.txt").read_text(encoding="utf-8") == ARTICLE


@pytest.mark.parametrize("name", ["fonts/simfang.ttf", "fonts/catalogue.yaml", "issue-8.yaml"])
def test_nor_is_anything_else_that_it_is_made_of_by_what_this_run_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A face that is not in use, the catalogue; a file of another issue that is written in the same run."""
    own = shutil.copytree(resources.fonts_folder(), tmp_path / "fonts", ignore=shutil.ignore_patterns("free"))
    (own / "simfang.ttf").write_bytes(tiny_font("鿿"))
    monkeypatch.setattr("huibian.resources.font_catalogue", lambda: own / "catalogue.yaml")
    manifest = write_issue(tmp_path, "issue-8.yaml")
    manifest.with_suffix(".pdf").hardlink_to(tmp_path / name)
    for paths, targets in ((both(manifest), []), ({}, [manifest.with_suffix(".pdf")])):
        for write in (IssueBuilder(own).render, IssueBuilder(own).make):
            with pytest.raises(HuibianError, match="HB604"):
                write(manifest, paths, targets=targets)


def test_faults_of_the_catalogue_come_together_with_those_of_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = write_issue(tmp_path, text="")
    (tmp_path / "catalogue.yaml").write_text("roles: 1\n", encoding="utf-8")
    monkeypatch.setattr("huibian.resources.font_catalogue", lambda: tmp_path / "catalogue.yaml")
    assert codes_of(IssueBuilder(), manifest) == {"HB201", "HB401"}


def test_faces_can_be_looked_for_before_there_is_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huibian.resources.font_catalogue", lambda: tmp_path / "catalogue.yaml")
    (tmp_path / "catalogue.yaml").write_text("roles: 1\n", encoding="utf-8")
    with pytest.raises(HuibianError, match="HB401"):
        IssueBuilder().open_fonts()


@pytest.mark.parametrize(("issue", "count"), [("7", 0), ("sieben: 7: x", 1)])
def test_what_a_faulty_manifest_may_name_is_not_written_over_either(
    tmp_path: Path, builder: IssueBuilder, issue: str, count: int
) -> None:
    """Its fault hides which files it names; of a sound one they are known."""
    manifest = write_issue(tmp_path)
    text = manifest.read_text(encoding="utf-8").replace("issue: 7", f"issue: {issue}  # old.pdf")
    manifest.write_text(text, encoding="utf-8")
    assert len(builder.check_targets(manifest, [tmp_path / "old.pdf"])) == count


def test_a_check_tells_no_other_faults(tmp_path: Path, builder: IssueBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = write_issue(tmp_path)
    (tmp_path / "issue-7-1.txt").unlink()
    assert builder.check_targets(manifest, [tmp_path / "x.pdf"]) == ()
    assert builder.check_targets(tmp_path / "gone.yaml", [tmp_path / "x.pdf"]) == ()
    monkeypatch.setattr("huibian.reading.load_layout", Mock(side_effect=RuntimeError))
    assert builder.check_targets(manifest, [tmp_path / "x.pdf"]) == ()


def test_what_a_killed_run_left_is_told_with_the_warnings(tmp_path: Path, builder: IssueBuilder) -> None:
    manifest = write_issue(tmp_path)
    builder.render(manifest, both(manifest))
    pdf = manifest.with_suffix(".pdf")
    held = journal.claim(tmp_path, 0)
    assert held
    held.write(
        [
            Replacement(pdf.name, hashlib.sha256(pdf.read_bytes()).hexdigest(), None),
            Replacement("issue-7.docx", "", None),
        ]
    )
    held.close()
    assert builder.render(manifest, both(manifest)).warnings[0].code == "HB606"


# What says that the program is at fault, whatever was written.
_OWN_FAULTS = {"HB900", "HB217", *(f"HB{number}" for number in range(511, 519))}
_HOSTILE = 150


@pytest.mark.debian_fonts
@pytest.mark.parametrize("first", range(0, _HOSTILE, 10))
def test_whatever_people_write_gives_pages_or_a_fault_of_theirs_with_its_place(tmp_path: Path, first: int) -> None:
    builder = IssueBuilder()
    for seed in range(first, first + 10):
        try:
            document = builder.compose(write_hostile(tmp_path, seed)).document
        except HuibianError as error:
            faults = [each for each in error.diagnostics if each.severity is Severity.ERROR]
            assert not _OWN_FAULTS & {each.code for each in faults}, seed
            assert all(each.span for each in faults), seed
        else:
            assert set(encode(document, Format)) == set(Format)


def edited(text: str, random: Random) -> str:
    """A text with one line changed, put in or taken out, or with a character that no face has."""
    lines = text.split("\n")
    place = random.randrange(1, len(lines))
    line = lines[place]
    match random.randrange(5):
        case 0:
            lines[place : place + 1] = []
        case 1:
            lines.insert(place, "新添的一段，" * random.randrange(1, 9))
        case 2:
            lines[place] = line[: len(line) // 2] + random.choice("甲，A5") + line[len(line) // 2 :]
        case 3:
            lines.insert(place, "辻\U000e0102字有异体，\U0001f600有表情。")  # two warnings, which move with the lines
        case _:
            lines[place] = line[::-1]
    return "\n".join(lines)


@pytest.mark.parametrize("example", [STANDARD, SHORT, PICTURED], ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", range(2))
def test_a_builder_that_goes_on_says_and_sets_what_a_new_one_does(tmp_path: Path, example: Path, seed: int) -> None:
    """Whatever is changed between two renders: articles, the manifest, the layout."""
    random = Random(f"{example} {seed}")
    folder = shutil.copytree(example.parent, tmp_path / "issue")
    manifest, layout = folder / example.name, folder / "own.yaml"
    text = manifest.read_text(encoding="utf-8")
    extended = re.search("layout: (.*)", text)
    assert extended is not None
    layout.write_text(f"extends: {extended[1]}\n", encoding="utf-8")
    manifest.write_text(text.replace(extended[0], "layout: own.yaml"), encoding="utf-8")
    articles = sorted(each for each in folder.rglob("*") if each.suffix in (".txt", ".md"))
    goes_on = IssueBuilder()
    for number in range(4):
        assert said_and_set(goes_on, manifest) == said_and_set(IssueBuilder(), manifest), number
        article = random.choice(articles)
        article.write_text(edited(source.read(article).text, random), encoding="utf-8")
        if number == 2:
            other = "line_breaking: {western_gap: 0.3 em}" if seed else "type_area: {width: 140 mm}"
            layout.write_text(f"extends: {extended[1]}\n{other}\n", encoding="utf-8")


def said_and_set(builder: IssueBuilder, manifest: Path) -> tuple[object, ...]:
    """What comes of an issue: its pages with all that an exporter reads, its messages and inputs; or its faults."""
    try:
        composed = builder.compose(manifest)
    except HuibianError as error:
        return error.diagnostics
    read = [each for each in composed.read.items() if each[0].is_relative_to(manifest.parent)]  # faces are opened once
    return (composed.document, composed.warnings, read)


def test_a_builder_that_goes_on_writes_the_bytes_that_a_new_process_does(tmp_path: Path) -> None:
    """Of a page with a character that is nowhere else, of one with a mark squeezed, of one line fewer."""
    folder = shutil.copytree(SHORT.parent, tmp_path / "issue")
    manifest, article = folder / SHORT.name, next(iter(sorted(folder.rglob("*.txt"))))
    text, builder = article.read_text(encoding="utf-8"), IssueBuilder()
    for added in (
        "",
        "\n籼、，“粳”。\n",
        "\n新添（一）、（二）、（三）、（四）、（五）、（六）、（七）、（八）。\n",
        "",
    ):
        article.write_text(text + added, encoding="utf-8")
        document = builder.compose(manifest).document
        assert builder.encode(document, Format) == encode(document, Format)


@pytest.mark.parametrize("example", [SHORT, NAMES, TABLED], ids=lambda path: path.stem)
def test_which_faces_stood_in_is_told_of_each_issue_though_its_texts_were_set_before(example: Path) -> None:
    builder = IssueBuilder()
    builder.compose(example)
    first = builder.take_stand_ins()
    builder.compose(example)
    again = builder.take_stand_ins()

    assert first
    assert again == first
    assert not builder.take_stand_ins()


def test_faces_that_stood_in_elsewhere_are_told_as_if_they_had_here(tmp_path: Path) -> None:
    other, builder = IssueBuilder(), IssueBuilder()
    other.compose(write_issue(tmp_path))
    told = other.substitutions()
    assert not builder.substitutions()
    builder.add_stand_ins(other.take_stand_ins())
    assert builder.substitutions() == told != ()


def test_a_layout_of_huibian_is_read_once_for_the_issues_of_several_folders(tmp_path: Path) -> None:
    builder = IssueBuilder()
    manifests = [write_issue(tmp_path / name) for name in "ab"]
    first, second = (builder.compose(each).layout for each in manifests)
    for each in manifests:
        (each.parent / "own.yaml").write_text("extends: bulletin\n", encoding="utf-8")
        each.write_text(
            each.read_text(encoding="utf-8").replace("layout: bulletin", "layout: own.yaml"), encoding="utf-8"
        )
    one, other = (builder.compose(each).layout for each in manifests)

    assert first is second
    assert one is not other


def test_of_many_issues_only_the_articles_of_two_are_held_checked_or_faulty(tmp_path: Path) -> None:
    builder = IssueBuilder()
    manifests = [write_issue(tmp_path, f"issue-{number}.yaml") for number in range(1, 6)]
    for manifest in manifests:
        builder.check_targets(manifest, ())
    assert articles_held(tmp_path) <= 2
    for manifest in manifests:
        with manifest.open("a", encoding="utf-8") as file:
            file.write("      - gone.txt\n")
        with pytest.raises(HuibianError, match="HB122"):
            builder.compose(manifest)
    assert articles_held(tmp_path) <= 2


def articles_held(folder: Path) -> int:
    """How many articles of the files in a folder there are in memory."""
    gc.collect()
    return sum(type(each) is Article and each.span.file.parent == folder for each in gc.get_objects())
