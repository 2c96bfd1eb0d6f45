from __future__ import annotations

import json
from pathlib import Path

import pytest

from huibian.cli.main import run
from tests.support.issues import names, write_issue

pytestmark = pytest.mark.usefixtures("here")


def test_shows_the_contents_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    write_issue(Path("in"), articles=2)
    assert run(["toc", "in/issue-7.yaml", "--pages"]) == 0
    rows = [row.split() for row in capsys.readouterr().out.splitlines()]
    assert [row[::2] for row in rows].count(["第一篇的标题", "1"]) == 2
    assert ["1", "7/22", "本月关注\uff5c第一篇的标题", "段，共两句。这是第二句。"] in rows
    assert names("in") == {"issue-7.yaml", "issue-7-1.txt", "issue-7-2.txt"}


def test_contents_as_json_are_the_only_thing_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    write_issue(Path("in"))
    assert run(["toc", "in/issue-7.yaml", "--json", "--pages"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["body_pages"] == 1
    assert found["sections"] == [
        {"title": "本月关注", "articles": [{"title": "第一篇的标题", "page": 1}]},
    ]
    assert found["pages"][0]["starts_with"] == "本月关注\uff5c第一篇的标题"
