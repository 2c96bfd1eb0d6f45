from __future__ import annotations

from pathlib import Path

import pytest
import typer

from huibian.cli.find import find_manifest
from huibian.cli.main import run
from tests.support.issues import MANIFEST, write_issue

LAYOUT = "extends: bulletin\nstyles:\n  masthead: {size: 初号}\n"

pytestmark = pytest.mark.usefixtures("here")


def lay_out(*names: str) -> None:
    """Files of these names: a manifest, or a layout where the name says so."""
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LAYOUT if "layout" in name else MANIFEST, encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "given", "found"),
    [
        (["m.yaml"], None, "m.yaml"),
        (["m.YML"], None, "m.YML"),
        (["m.yaml", "layout.yaml", ".m.yaml", "in/m.yaml", "m.txt"], None, "m.yaml"),
        (["in/m.yaml", "m.yaml", "n.yaml"], "in", "in/m.yaml"),
        (["m.yaml", "n.yaml"], "n.yaml", "n.yaml"),
        ([], "gone.yaml", "gone.yaml"),
    ],
)
def test_finds_the_only_manifest(names: list[str], given: str | None, found: str) -> None:
    lay_out(*names)
    assert find_manifest(None if given is None else Path(given)) == Path(found)


@pytest.mark.parametrize(
    ("names", "given", "words"),
    [
        ([], None, "当前文件夹里没有清单（.yaml）；用 huibian new"),
        (["layout.yaml"], None, "当前文件夹里没有清单：layout.yaml 没有“masthead:”一行"),
        (["b.yaml", "a.yml"], None, "当前文件夹里有 2 份清单，要写明是哪一份：a.yml、b.yaml"),
        (["10.yaml", "9.yaml"], None, "要写明是哪一份：9.yaml、10.yaml"),
        (["in/b.yaml", "in/a.yaml"], "in", "in 里有 2 份清单，要写明是哪一份：in/a.yaml、in/b.yaml"),
        ([f"{number}.yaml" for number in range(11)], None, "等 11 份"),
    ],
)
def test_says_what_is_there_where_it_is_not_one(names: list[str], given: str | None, words: str) -> None:
    lay_out(*names)
    with pytest.raises(typer.BadParameter) as fault:
        find_manifest(None if given is None else Path(given))
    assert words in fault.value.message


def test_what_cannot_be_read_is_what_is_meant_where_nothing_else_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("m.yaml").write_text("x: 1\n", encoding="utf-8")
    monkeypatch.setattr("huibian.source.BINARY_LIMIT", 1)
    assert find_manifest(None) == Path("m.yaml")


def test_a_name_that_no_file_can_have_is_no_folder() -> None:
    assert find_manifest(Path("长" * 300)) == Path("长" * 300)


@pytest.mark.parametrize("arguments", [["render"], ["render", "."], ["toc"], ["toc", "."]])
def test_commands_need_no_name_where_one_manifest_is_there(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    write_issue(Path())
    assert run(arguments) == 0
    assert "试刊 2026年1月（总第7期）" in capsys.readouterr().out
    assert Path("issue-7.pdf").exists() is (arguments[0] == "render")
