from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from huibian import resources
from huibian.cli.main import run


@pytest.mark.parametrize(
    ("arguments", "name"), [([], "manifest"), (["manifest"], "manifest"), (["layout"], "layout"), (["版式"], "layout")]
)
def test_prints_the_schema(
    capsys: pytest.CaptureFixture[str], arguments: list[str], name: resources.SchemaName
) -> None:
    assert run(["schema", *arguments]) == 0
    assert capsys.readouterr().out == resources.schema(name).read_text(encoding="utf-8")


def test_says_where_it_lies(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "layout", "--path"]) == 0
    assert Path(capsys.readouterr().out.rstrip("\n")) == resources.schema("layout")


def test_loses_nothing_where_there_is_no_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252", write_through=True)
    monkeypatch.setattr(sys, "stdout", stream)
    assert run(["schema"]) == 0
    printed = stream.buffer.getvalue().decode("ascii")
    assert json.loads(printed) == json.loads(resources.schema("manifest").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "words"), [("layuot", "是不是 layout？"), ("LAYOUT", "是不是 layout？"), ("x", "可写 manifest（清单）")]
)
def test_another_name_is_wrong_usage(capsys: pytest.CaptureFixture[str], name: str, words: str) -> None:
    assert run(["schema", name]) == 2
    assert words in capsys.readouterr().err
