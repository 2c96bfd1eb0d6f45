from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from huibian.makerule import depfile_path, make_rule


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Whether make makes `out` again by the rule for it in `out.d`."""
    monkeypatch.chdir(tmp_path)
    Path("Makefile").write_text("out:\n\t@touch out; echo made\n-include out.d\n", encoding="utf-8")

    def make() -> bool:
        run = subprocess.run(["make", "-rRs", "out"], capture_output=True, text=True, check=True)
        return run.stdout == "made\n"

    return make


@pytest.mark.parametrize(
    "name", ["a.txt", "标题 一.txt", "a#b.txt", "$(x).txt", "12:30.txt", "[一]*?.txt", "a'\"`&.txt"]
)
def test_make_knows_when_an_input_changes_or_goes(made: Callable[[], bool], name: str) -> None:
    article = Path("articles", name)
    article.parent.mkdir()
    article.touch()
    Path("out.d").write_text(make_rule([Path("out")], [article]), encoding="utf-8")
    os.utime(article, (1e9, 1e9))
    assert made()
    assert not made()
    os.utime(article, (2e9, 2e9))
    os.utime("out", (1.5e9, 1.5e9))
    os.utime(article, (1.6e9, 1.6e9))
    assert made()
    article.unlink()
    assert made()


@pytest.mark.parametrize("name", ["50%.txt", "a=b.txt", "a;b.txt", "a|b.txt", "a\\b.txt", "(x)"])
def test_an_input_that_make_cannot_name_is_taken_as_always_changed(made: Callable[[], bool], name: str) -> None:
    Path(name).touch()
    Path("out.d").write_text(make_rule([Path("out")], [Path(name)]), encoding="utf-8")
    assert made()
    assert made()


def test_the_rule_goes_beside_the_first_of_the_files() -> None:
    assert depfile_path([Path("out/期.1.pdf"), Path("out/期.1.docx")]) == Path("out/期.1.d")
