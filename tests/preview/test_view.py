from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from huibian.build import IssueBuilder
from huibian.preview.session import Session
from huibian.preview.view import view
from tests.support.examples import STANDARD
from tests.support.issues import ARTICLE, write_issue


def seen(session: Session) -> Any:
    return json.loads(json.dumps(view(session, session.state)))


@pytest.fixture(scope="module")
def standard() -> Any:
    session = Session(IssueBuilder(), STANDARD)
    session.render()
    return seen(session)


def test_before_the_first_render_there_is_a_name(tmp_path: Path) -> None:
    found = seen(Session(IssueBuilder(), tmp_path / "issue-9.yaml"))
    assert (found["title"], found["pages"], found["messages"]) == ("issue-9.yaml", [], [])


def test_lists_the_contents_with_their_pages(standard: Any) -> None:
    first = [(entry["level"], entry["title"], entry["label"]) for entry in standard["contents"][:4]]
    assert first[:3] == [(1, "封面", None), (1, "目录", None), (1, "本月关注", "1")]
    for entry in standard["contents"]:
        page = standard["pages"][entry["page"]]
        assert page["label"] == entry["label"]
        if entry["label"]:
            text = "".join(line["text"] for line in page["lines"][entry["line"] :])
            assert text.replace("　", "").startswith(entry["title"][:4].replace("　", ""))


def test_odd_pages_lie_on_the_right(standard: Any) -> None:
    sides = {page["label"]: page["side"] for page in standard["pages"] if page["label"]}
    assert sides["1"] == sides["3"] == "right"
    assert sides["2"] == sides["4"] == "left"


def test_every_line_stands_on_its_page(standard: Any) -> None:
    for page in standard["pages"]:
        for line in page["lines"]:
            left, top, width, height = line["box"]
            assert left >= 0
            assert top >= 0
            assert left + width <= 1
            assert top + height <= 1


def test_tells_where_lines_and_messages_are_from(tmp_path: Path) -> None:
    session = Session(IssueBuilder(), write_issue(tmp_path, text=ARTICLE + "有\t制表符。\n"))
    session.render()
    found = seen(session)
    told = next(each for each in found["messages"] if each["code"] == "HB208")
    assert (told["file"], told["line"], told["severity"]) == ("issue-7-1.txt", 3, "warning")
    line = found["pages"][told["page"]]["lines"][told["at"]]
    assert (line["file"], line["line"], line["text"]) == ("issue-7-1.txt", 3, "有 制表符。")
    assert not line["changed"]
    assert found["fault"] is False
