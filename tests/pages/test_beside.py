from __future__ import annotations

import io
import os
import pickle
from collections.abc import Hashable, Sequence
from itertools import chain
from pathlib import Path
from unittest.mock import Mock

import pytest

from huibian.build import Composed, IssueBuilder
from huibian.fontbook import FoundFaces
from huibian.frame import Document, Indents
from huibian.kept import Kept
from huibian.layout.paragraph import Setter, SetText
from huibian.pages import beside
from huibian.pages.beside import TextsBeside
from huibian.processes import OwnProcess
from huibian.units import Length
from tests.support.children import children
from tests.support.examples import LONG, NAMES, PICTURED, SHORT, STANDARD, TABLED

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


def test_what_is_told_in_pieces_is_taken_when_it_is_whole() -> None:
    texts = [text(number) for number in range(3)]
    first, second = frames([("a", texts[0])], [("b", texts[1]), ("c", texts[2])])
    whole, cut = first + second, len(first) + 5
    kept: Kept[Hashable, SetText] = Kept()
    found = TextsBeside(kept, Mock(), Pieces(whole[:3], b"", whole[3:cut], b"", whole[cut:]))  # type: ignore[arg-type]
    assert [found.find(key) for key in "aab"] == [None, texts[0], texts[1]]
    assert [kept.find(key) for key in "abc"] == texts
    assert found.find("d") is None


def test_what_articles_have_in_common_is_told_once() -> None:
    same = text(1)
    first, second = frames([("a", same)], [("b", same)])
    kept: Kept[Hashable, SetText] = Kept()
    found = TextsBeside(kept, Mock(), Pieces(first + second))  # type: ignore[arg-type]
    assert found.find("a") is found.find("b") is not None
    assert len(second) < len(first) / 2


def text(number: int) -> SetText:
    """A text that is unlike others."""
    return SetText((), Indents(first=Length(number)))


def test_what_is_kept_is_kept_for_all() -> None:
    kept: Kept[Hashable, SetText] = Kept()
    found = TextsBeside(kept, Mock(), Pieces())  # type: ignore[arg-type]
    one = text(1)
    found.keep("a", one)
    assert kept.find("a") is one
    found.end_round()
    found.end_round()
    assert kept.find("a") is None
