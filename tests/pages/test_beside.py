from __future__ import annotations

import io
import os
import pickle
from collections.abc import Hashable, Sequence
from itertools import chain
from pathlib import Path
from unittest.mock import DEFAULT, Mock

import pytest

from huibian.build import Composed, IssueBuilder
from huibian.fontbook import FoundFaces
from huibian.frame import Document, Fit, Indents
from huibian.kept import Kept
from huibian.layout.paragraph import SetLine, Setter, SetText
from huibian.pages import beside
from huibian.pages.beside import TextsBeside
from huibian.pages.body import set_body
from huibian.processes import OwnProcess
from huibian.units import ZERO, Length
from tests.support.children import children
from tests.support.examples import LONG, NAMES, PICTURED, SHORT, STANDARD, TABLED
from tests.support.issues import write_issue

pytestmark = pytest.mark.usefixtures("forking")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the other process told, all of it waited for before anything is set here."""
    found: list[bytes] = []

    def wait(process: OwnProcess) -> bytes:
        with process.answers() as answers:
            found.append(answers.read())
        return found[-1]  # nothing when it is asked again

    monkeypatch.setattr(OwnProcess, "told", wait)
    return found


def set_here(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Counts the texts that are set in this process."""
    counted = Mock(wraps=Setter._set)
    monkeypatch.setattr(Setter, "_set", lambda self, *given: counted(self, *given))
    return counted


def composed(manifest: Path) -> tuple[Document, tuple[object, ...]]:
    builder = IssueBuilder()
    found: Composed = builder.compose(manifest)
    return found.document, (found.warnings, builder.substitutions(), builder.take_stand_ins())


@pytest.mark.parametrize("example", [STANDARD, LONG, TABLED, NAMES, PICTURED], ids=lambda path: path.stem)
def test_pages_and_messages_are_those_of_one_process(
    example: Path, monkeypatch: pytest.MonkeyPatch, told: list[bytes]
) -> None:
    monkeypatch.setattr(beside, "_LONG", 10**9)
    here = set_here(monkeypatch)
    alone = composed(example)
    count = here.call_count
    here.reset_mock()
    monkeypatch.setattr(beside, "_LONG", 0)
    before = children()
    assert composed(example) == alone
    assert told[0]
    assert here.call_count < count
    assert not children() - before


@pytest.mark.parametrize("length", [1, 30, 100, 10**6])
def test_an_article_is_set_in_pieces_from_its_end(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_PIECE", length)
    for article in chain.from_iterable(IssueBuilder()._read(NAMES).parts.articles):
        pieces = list(beside._pieces(article))
        assert tuple(chain.from_iterable(each.body for each in reversed(pieces))) == article.body
        assert {each.title for each in pieces} == {article.title}
        assert all(sum(map(beside._length_of, each.body[1:])) < length for each in pieces)
        assert all(sum(map(beside._length_of, each.body)) >= length for each in pieces[:-1])


@pytest.mark.parametrize(("length", "sizes"), [(20, [2, 2, 0]), (21, [3, 1])])
def test_a_piece_is_full_when_it_has_its_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int, sizes: list[int]
) -> None:
    manifest = write_issue(tmp_path, text="题\n" + "一段共有十个字的话。\n" * 4)
    monkeypatch.setattr(beside, "_PIECE", length)
    ((article,),) = IssueBuilder()._read(manifest).parts.articles
    assert [len(each.body) for each in beside._pieces(article)] == sizes


def test_an_issue_is_as_long_as_all_its_articles(tmp_path: Path) -> None:
    ((one, other),) = IssueBuilder()._read(write_issue(tmp_path, articles=2)).parts.articles
    length = len("正文只有一段，共两句。这是第二句。")
    assert [beside._length(each) for each in ([], [[one]], [[one, other], [], [one]])] == [0, length, 3 * length]


class Answers(io.BytesIO):
    """Where the other process writes, which counts how often what it wrote was sent."""

    sent = 0

    def flush(self) -> None:
        self.sent += 1


def told_of(manifest: Path) -> tuple[list[beside._ToldTexts], int]:
    """What the other process tells of an issue, a piece at a time, and how often it sends something."""
    builder, answers, found = IssueBuilder(), Answers(), list[beside._ToldTexts]()
    parts, fonts = builder._read(manifest).parts, builder._font_book()
    assert parts.issue is not None
    assert parts.layout is not None
    beside._set_from_end(parts.issue, parts.articles, parts.layout, fonts, io.BytesIO(), answers)
    unpickler = pickle.Unpickler(answers)
    answers.seek(0)
    while answers.read(8):
        found.append(unpickler.load())
    return found, answers.sent


def shown(text: SetText) -> str:
    return "".join(run.text for line in text.lines for run in line.runs)


def three_articles(folder: Path) -> Path:
    """An issue of two sections, of one article and of two."""
    manifest = write_issue(folder, articles=3)
    for number in (1, 2, 3):
        (folder / f"issue-7-{number}.txt").write_text(f"题\n第{number}篇。\n", encoding="utf-8")
    text = manifest.read_text(encoding="utf-8")
    second = "  - title: 文献\n    articles:\n      - issue-7-2"
    manifest.write_text(text.replace("      - issue-7-2", second), encoding="utf-8")
    return manifest


def test_pieces_are_set_and_sent_one_by_one_the_last_one_of_an_issue_first(tmp_path: Path) -> None:
    told, sent = told_of(three_articles(tmp_path))
    bodies = [shown(text) for each in told for _, text in each.texts if "篇" in shown(text)]
    assert bodies == ["第3篇。", "第2篇。", "第1篇。"]
    assert sent == len(told) == 3


def test_what_is_told_is_not_told_again(tmp_path: Path) -> None:
    told, _ = told_of(three_articles(tmp_path))
    keys = [key for each in told for key, _ in each.texts]
    gifts = [gift for each in told for gift in each.faces.gifts]
    assert len(keys) == len(set(keys))
    assert len(gifts) == len(set(gifts))


def test_a_piece_that_cannot_be_set_keeps_no_other_from_being_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        beside, "set_body", Mock(side_effect=[ArithmeticError, DEFAULT, ArithmeticError], wraps=set_body)
    )
    told, _ = told_of(three_articles(tmp_path))
    assert ["第2篇。" in map(shown, dict(each.texts).values()) for each in told] == [False, True, False]


def test_texts_with_marks_of_footnotes_are_not_told(tmp_path: Path) -> None:
    manifest = write_issue(tmp_path)
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(".txt", ".md"), encoding="utf-8")
    (tmp_path / "issue-7-1.md").write_text("# 题\n\n有注[^a]。\n\n无注。\n\n[^a]: 话。\n", encoding="utf-8")
    (told,), _ = told_of(manifest)
    found = [shown(text) for _, text in told.texts]
    assert "无注。" in found
    assert not any("有注" in each for each in found)


def test_what_the_other_process_has_set_it_knows_too() -> None:
    texts, one = beside._UntoldTexts(), text(1)
    texts.keep("a", one)
    assert texts.take() == [("a", one)]
    assert texts.find("a") is one
    assert not texts.take()


def test_however_far_the_other_process_comes_the_pages_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_LONG", 10**9)
    alone = composed(STANDARD)
    monkeypatch.setattr(beside, "_LONG", 0)
    for _ in range(3):
        assert composed(STANDARD) == alone


@pytest.mark.parametrize(("more", "forks"), [(0, 1), (1, 0)])
def test_a_short_issue_is_set_in_one_process(monkeypatch: pytest.MonkeyPatch, more: int, forks: int) -> None:
    forked = Mock(side_effect=os.fork)
    monkeypatch.setattr(os, "fork", forked)
    articles = IssueBuilder()._read(SHORT).parts.articles
    monkeypatch.setattr(beside, "_LONG", beside._length(articles) + more)
    composed(SHORT)
    assert forked.call_count == forks


def test_there_may_be_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_LONG", 10**9)
    alone = composed(SHORT)
    monkeypatch.setattr(beside, "_LONG", 0)
    monkeypatch.setattr(os, "fork", Mock(side_effect=BlockingIOError))
    assert composed(SHORT) == alone


def test_a_process_that_fails_is_of_no_use_and_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_LONG", 10**9)
    alone, before = composed(SHORT), children()
    monkeypatch.setattr(beside, "_LONG", 0)
    monkeypatch.setattr(beside, "_pieces", Mock(side_effect=ArithmeticError))
    assert composed(SHORT) == alone
    assert not children() - before


@pytest.fixture(autouse=True)
def asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other process is asked for every text that was not set before."""
    monkeypatch.setattr(beside, "_TURN", 1)


class Pieces:
    """A process that has told so much each time."""

    def __init__(self, *told: bytes) -> None:
        self._told = iter(told)

    def told(self) -> bytes:
        return next(self._told, b"")


def frames(*told: Sequence[tuple[Hashable, SetText]]) -> list[bytes]:
    """What is told of so many articles."""
    file, found = io.BytesIO(), []
    pickler = pickle.Pickler(file)
    for texts in told:
        start = file.tell()
        pickler.dump(beside._ToldTexts(texts, FoundFaces({}, {})))
        data = file.getvalue()[start:]
        found.append(len(data).to_bytes(8) + data)
    return found


def test_the_other_is_asked_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_TURN", 3)
    (told,) = frames([("a", text(1))])
    found = TextsBeside(Kept(), Mock(), Pieces(told), Mock())  # type: ignore[arg-type]
    assert [found.find("a") is not None for _ in range(4)] == [False, False, True, True]


def test_what_is_told_in_pieces_is_taken_when_it_is_whole() -> None:
    texts = [text(number) for number in range(3)]
    first, second = frames([("a", texts[0])], [("b", texts[1]), ("c", texts[2])])
    whole, cut = first + second, len(first) + 5
    kept: Kept[Hashable, SetText] = Kept()
    found = TextsBeside(kept, Mock(), Pieces(whole[:3], b"", whole[3:cut], b"", whole[cut:]), Mock())  # type: ignore[arg-type]
    assert [found.find(key) for key in "aab"] == [None, texts[0], texts[1]]
    assert [kept.find(key) for key in "abc"] == texts
    assert found.find("d") is None


def test_what_articles_have_in_common_is_told_once() -> None:
    same = text(1)
    first, second = frames([("a", same)], [("b", same)])
    kept: Kept[Hashable, SetText] = Kept()
    found = TextsBeside(kept, Mock(), Pieces(first + second), Mock())  # type: ignore[arg-type]
    assert found.find("a") is found.find("b") is not None
    assert len(second) < len(first) / 2


def text(number: int, lines: int = 0) -> SetText:
    """A text that is unlike others."""
    line = SetLine(ZERO, (), Fit(ZERO, (), (), next_gap=False))
    return SetText((line,) * lines, Indents(first=Length(number)))


def test_the_other_process_ends_where_both_have_met(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a row of lines that it has set, with none between them that it has not."""
    monkeypatch.setattr(beside, "_MET", 6)
    lines = {"a": 2, "b": 2, "c": 2, "d": 1, "e": 2}
    (told,) = frames([(key, text(number, lines[key])) for number, key in enumerate(lines)])
    for asked, is_met in {"ab": False, "abc": True, "abxc": False, "abd": False, "abdd": True, "abhe": True}.items():
        ended = Mock()
        found = TextsBeside(Kept(), Mock(), Pieces(told), ended)  # type: ignore[arg-type]
        found.keep("h", text(9, 2))  # set here, as a text may be that is in the issue twice
        for key in asked:
            found.find(key)
        assert ended.called is is_met, asked
        assert found.find("e") is not None  # all that was told is kept


def test_after_its_end_nothing_is_taken_and_nothing_held() -> None:
    first, second = frames([("a", text(1))], [("b", text(2))])
    found = TextsBeside(Kept(), Mock(), Pieces(first + second[:-1], b"", second[-1:]), Mock())  # type: ignore[arg-type]
    assert found.find("a") is not None
    assert found._told
    found.end()
    assert found.find("b") is None
    assert not found._told
    assert not found._unpickler.memo.copy()  # which has all that was told, for what is told in common


def test_it_ends_with_its_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_LONG", 0)
    ended = Mock(wraps=TextsBeside.end)
    monkeypatch.setattr(TextsBeside, "end", lambda self: ended(self))
    composed(SHORT)
    ended.assert_called()


def test_what_is_kept_is_kept_for_all() -> None:
    kept: Kept[Hashable, SetText] = Kept()
    found = TextsBeside(kept, Mock(), Pieces(), Mock())  # type: ignore[arg-type]
    one = text(1)
    found.keep("a", one)
    assert kept.find("a") is one
    found.end_round()
    found.end_round()
    assert kept.find("a") is None
