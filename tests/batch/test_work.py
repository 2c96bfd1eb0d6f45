from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from huibian import output, source
from huibian.batch import records
from huibian.batch.issues import IssueState, IssueTask
from huibian.batch.records import Record
from huibian.batch.work import ClashTask, build_issue, builder_of, clashes_of, forget_faces, substitutions, warm_up
from huibian.batch.workers import Died, run_all
from huibian.build import IssueBuilder
from huibian.exports import Format
from tests.support.batches import built, looked, task_of, to_build
from tests.support.issues import write_issue

RARE = "标题\n正文里有生僻字赟、堃、玥。\n"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUIBIAN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("huibian.batch.look._font_files", lambda fonts: ())  # quick; test_look has the real one
    return tmp_path / "cache"


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    return write_issue(tmp_path / "期")


def add_sentence(manifest: Path) -> None:
    article = manifest.with_name("issue-7-1.txt")
    article.write_text(article.read_text(encoding="utf-8") + "又一段。\n", encoding="utf-8")


def record_of(manifest: Path) -> Record:
    record = records.load(records.record_path([manifest]))
    assert record is not None
    return record


def codes(messages: Any) -> list[str]:
    return [each.code for each in messages]


def test_a_change_that_no_page_shows_writes_nothing_and_is_remembered(manifest: Path) -> None:
    assert built(manifest).state is IssueState.WRITTEN
    before = manifest.with_suffix(".pdf").stat()
    manifest.write_bytes(manifest.read_bytes() + "\n# 注\n".encode())
    assert built(manifest).state is IssueState.UNCHANGED
    after = manifest.with_suffix(".pdf").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert to_build([manifest]) == []


def test_a_faulty_issue_keeps_its_files_and_is_tried_again(manifest: Path) -> None:
    built(manifest)
    files = {path: path.read_bytes() for path in manifest.parent.glob("issue-7.*")}
    manifest.with_name("issue-7-1.txt").unlink()
    result = built(manifest)
    assert (result.state, codes(result.messages), result.pages) == (IssueState.FAULTY, ["HB122"], None)
    assert {path: path.read_bytes() for path in files} == files
    assert to_build([manifest]) == ["issue-7"]


def test_an_error_of_ours_is_a_fault_of_its_issue(manifest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise RuntimeError

    monkeypatch.setattr("huibian.pdf.write.write_pdf", fail)
    result = built(manifest)
    assert (result.state, codes(result.messages)) == (IssueState.FAULTY, ["HB900"])
    assert "RuntimeError" in result.trace


@pytest.mark.parametrize("ending", [".pdf", ".docx"])
def test_an_edited_file_is_kept_where_the_issue_changed(manifest: Path, ending: str) -> None:
    built(manifest)
    edited = manifest.with_suffix(ending)
    edited.write_bytes(b"edited")
    other = manifest.with_suffix(".docx" if ending == ".pdf" else ".pdf").read_bytes()
    add_sentence(manifest)
    result = built(manifest)
    assert (result.state, codes(result.messages)) == (IssueState.FAULTY, ["HB613"])
    assert edited.read_bytes() == b"edited"
    assert manifest.with_suffix(".docx" if ending == ".pdf" else ".pdf").read_bytes() == other
    edited.unlink()
    assert built(manifest).state is IssueState.WRITTEN


def forget_all(cache: Path) -> None:
    for record in (cache / "build").iterdir():
        record.write_bytes(b"")


def test_where_nothing_is_remembered_what_huibian_wrote_is_written_over(manifest: Path, cache: Path) -> None:
    built(manifest)
    add_sentence(manifest)
    forget_all(cache)
    assert built(manifest).state is IssueState.WRITTEN


def save_as_word_does(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("docProps/app.xml", "<Properties/>")


def put_a_scan_there(path: Path) -> None:
    path.write_bytes(b"%PDF-1.4\n%%EOF\n")


@pytest.mark.parametrize(("ending", "change"), [(".docx", save_as_word_does), (".pdf", put_a_scan_there)])
def test_where_nothing_is_remembered_what_others_saved_is_kept(
    manifest: Path, cache: Path, ending: str, change: Callable[[Path], None]
) -> None:
    built(manifest)
    change(manifest.with_suffix(ending))
    files = {path: path.read_bytes() for path in manifest.parent.glob("issue-7.*")}
    forget_all(cache)
    result = built(manifest)
    assert (result.state, codes(result.messages)) == (IssueState.FAULTY, ["HB613"])
    assert {path: path.read_bytes() for path in files} == files
    manifest.with_suffix(ending).unlink()
    assert built(manifest).state is IssueState.WRITTEN


def test_what_render_wrote_is_nobodys_edit(manifest: Path) -> None:
    built(manifest)
    add_sentence(manifest)
    paths = task_of(manifest).paths
    IssueBuilder().render(manifest, paths)
    records.note_written(paths.values())
    add_sentence(manifest)
    assert built(manifest).state is IssueState.WRITTEN


def test_other_formats_do_not_forget_what_was_written(manifest: Path) -> None:
    built(manifest)
    task = task_of_formats(manifest, "pdf")
    assert build_issue(task, side_by_side=False).state is IssueState.UNCHANGED
    assert len(record_of(manifest).written) == 2


def task_of_formats(manifest: Path, *formats: str) -> IssueTask:
    (settled,) = [*looked([manifest]).settled]
    add_comment(manifest)
    task = task_of(settled)
    return replace(task, paths={each: path for each, path in task.paths.items() if each in formats})


def add_comment(manifest: Path) -> None:
    manifest.write_bytes(manifest.read_bytes() + "\n# 注\n".encode())


@pytest.mark.parametrize("moment", ["before writing", "after writing"])
def test_a_run_that_is_killed_leaves_no_edits(manifest: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """Killed between the files and the record of them, whichever was first."""
    built(manifest)
    add_sentence(manifest)
    real = output.HeldFolders.write_all

    def write_and_die(held: output.HeldFolders, files: Any) -> Any:
        if moment == "after writing":
            real(held, files)
        raise KeyboardInterrupt

    monkeypatch.setattr(output.HeldFolders, "write_all", write_and_die)
    with pytest.raises(KeyboardInterrupt):
        built(manifest)
    monkeypatch.undo()
    monkeypatch.setenv("HUIBIAN_CACHE", str(manifest.parent.parent / "cache"))
    assert to_build([manifest]) == ["issue-7"]
    add_sentence(manifest)
    assert built(manifest).state is IssueState.WRITTEN


def test_a_cache_that_cannot_be_written_is_told_and_stops_nothing(
    manifest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("HUIBIAN_CACHE", str(tmp_path / "file"))
    result = built(manifest)
    assert (result.state, result.is_known) == (IssueState.WRITTEN, False)
    assert manifest.with_suffix(".pdf").exists()
    assert to_build([manifest]) == ["issue-7"]


def test_a_damaged_record_has_its_issue_set(manifest: Path, cache: Path) -> None:
    built(manifest)
    (record,) = (cache / "build").iterdir()
    record.write_bytes(record.read_bytes()[:-3])
    assert to_build([manifest]) == ["issue-7"]
    assert built(manifest).state is IssueState.UNCHANGED
    assert to_build([manifest]) == []


def test_a_file_that_changes_while_it_is_set_has_the_issue_set_again(
    manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = IssueBuilder.make

    def make(*arguments: Any, **options: Any) -> Any:
        made = real(*arguments, **options)
        add_sentence(manifest)
        return made

    monkeypatch.setattr(IssueBuilder, "make", make)
    assert built(manifest).state is IssueState.WRITTEN
    assert to_build([manifest]) == ["issue-7"]


def test_a_new_file_that_a_pattern_finds_has_its_issue_set_and_our_own_do_not(manifest: Path) -> None:
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text[: text.index("      - ")] + "      - '*.txt'\n", encoding="utf-8")
    built(manifest)
    assert to_build([manifest]) == []
    manifest.with_name("另一篇.txt").write_text("标题\n正文。\n", encoding="utf-8")
    assert to_build([manifest]) == ["issue-7"]


def test_a_second_issue_of_a_process_remembers_as_much_as_the_first(tmp_path: Path) -> None:
    manifests = [write_issue(tmp_path / name) for name in "一二"]
    for manifest in manifests:
        built(manifest)
    first, second = ({Path(path).name for path in record_of(manifest).read} for manifest in manifests)
    assert second == first - {"catalogue.yaml"}
    assert second == {"issue-7.yaml", "issue-7-1.txt", "bulletin.yaml"}
    assert source.ABSENT not in record_of(manifests[1]).read.values()


@pytest.mark.usefixtures("forking")
def test_two_runs_at_once_leave_one_whole_set(manifest: Path) -> None:
    warm_up(None)
    task = task_of(manifest)
    results = [result for _, result in run_all(build_here, [task] * 4, 4)]
    assert {result.state for result in results if not isinstance(result, Died)} <= {
        IssueState.WRITTEN,
        IssueState.UNCHANGED,
    }
    assert to_build([manifest]) == []
    names = {path.name for path in manifest.parent.iterdir()}
    assert names == {"issue-7.yaml", "issue-7-1.txt", "issue-7.pdf", "issue-7.docx"}


def build_here(task: IssueTask) -> Any:
    return build_issue(task, side_by_side=False)


def test_faces_that_stood_in_are_told_of_all_issues_together(tmp_path: Path) -> None:
    texts = {"一": RARE, "二": RARE.replace("赟", "镕"), "三": "标题\n正文。\n"}
    results = [built(write_issue(tmp_path / name, text=text)) for name, text in texts.items()]
    together = substitutions(None, results)
    builder = IssueBuilder()
    for name in texts:
        builder.compose(tmp_path / name / "issue-7.yaml")
    assert together == builder.substitutions()
    assert together


def test_faces_are_looked_for_again_when_they_are_forgotten(tmp_path: Path) -> None:
    before = builder_of(tmp_path)
    assert builder_of(tmp_path) is before
    forget_faces()
    assert builder_of(tmp_path) is not before


def test_what_is_made_of_files_that_are_going_to_be_written_is_told(manifest: Path) -> None:
    article = manifest.with_name("issue-7-1.txt")
    assert codes(clashes_of(ClashTask(manifest, (article,), None))) == ["HB604"]
    assert clashes_of(ClashTask(manifest, (manifest.with_name("other.txt"),), None)) == ()


def test_a_file_that_is_what_would_be_written_is_nobodys_edit(manifest: Path, tmp_path: Path) -> None:
    """A run without a record was killed after it, or wrote this format alone."""
    built(manifest)
    add_sentence(manifest)
    IssueBuilder().render(manifest, {Format.PDF: manifest.with_suffix(".pdf")})
    assert built(manifest).state is IssueState.WRITTEN


def test_two_runs_that_have_read_different_manuscripts_take_nothing_for_edits(
    manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One run writes and remembers between two steps of the other, unless it has to wait."""
    built(manifest)
    task, sets = task_of_changed(manifest), []
    for _ in range(2):
        add_sentence(manifest)
        sets.append(IssueBuilder().make(manifest, task.paths))
    real, newer = records.load, []
    other = threading.Thread(target=lambda: newer.append(build_issue(task, side_by_side=False)))

    def load(place: Path | None) -> Record | None:
        found = real(place)
        if not other.ident:
            other.start()
            other.join(0.3)
        return found

    made = iter(sets)
    with monkeypatch.context() as patch:
        patch.setattr(IssueBuilder, "make", lambda *_, **__: next(made))
        patch.setattr(records, "load", load)
        older = build_issue(task, side_by_side=False)
        other.join()
    assert [each.state for each in (older, *newer)] == [IssueState.WRITTEN] * 2
    (left,) = looked([manifest]).settled.values()
    assert left.state is IssueState.UNCHANGED
    assert manifest.with_suffix(".pdf").read_bytes() == sets[1].files[task.paths[Format.PDF]]


def task_of_changed(manifest: Path) -> IssueTask:
    add_comment(manifest)
    return task_of(manifest)
