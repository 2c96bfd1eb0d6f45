from __future__ import annotations

import platform
import re
import sys
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest
import yaml

from huibian.build import IssueBuilder
from huibian.diagnostics import HuibianError
from huibian.text.bounds import _LONGEST_ARTICLE, _MOST_PARAGRAPHS
from huibian.text.model import ArticleTable
from tools.bench.__main__ import _GROUPS
from tools.bench.imports import measure_imports
from tools.bench.issues import LONG_TEXTS, ROOT, copies, of_articles, of_one_text
from tools.bench.page import PAGE, PlaceError, how_made, machine, with_table
from tools.bench.peers import typst_file
from tools.bench.running import Command, CommandError, Cost, Costs, measure, run

BURN = "sum(range(3_000_000))"
HOLD = "held = bytearray(600 * 2**20)"


def python(code: str) -> Command:
    return Command(code, [[sys.executable, "-c", code]])


def test_a_command_costs_what_its_lines_do() -> None:
    once = run(python(BURN))
    often = run(Command("often", [line for _ in range(5) for line in python(BURN).lines]))
    assert 0 < once.cpu < often.cpu
    assert 0 < once.wall < often.wall
    assert run(python(HOLD)).memory > 600 * 2**20


def test_a_command_that_fails_is_no_figure() -> None:
    with pytest.raises(CommandError, match="exit code 3"):
        run(python("raise SystemExit(3)"))
    with pytest.raises(CommandError, match="exit code 0"):
        run(replace(python("pass"), code=3))


def test_a_command_that_has_to_be_refused_is_one() -> None:
    assert run(replace(python("raise SystemExit(3)"), code=3)).wall > 0


def test_the_first_round_is_not_counted(tmp_path: Path) -> None:
    (costs,) = measure([python(f"open({str(tmp_path / 'log')!r}, 'a').write('.')")], rounds=2)
    assert (tmp_path / "log").read_text() == "..."
    assert len(costs.rounds) == 2


def test_a_ratio_is_of_one_round() -> None:
    mine = Costs("mine", [Cost(wall, 1, 1) for wall in (2, 20, 30)])
    other = Costs("other", [Cost(wall, 1, 1) for wall in (1, 10, 30)])
    assert mine.ratio(other, attrgetter("wall")) == 2


def test_the_issues_that_are_made_have_what_they_say(tmp_path: Path) -> None:
    issue = of_articles(tmp_path / "few", 3)
    assert [len(section) for section in _articles(issue)] == [3]
    first, second = copies(issue, tmp_path / "copies", 2)
    one, other = ((each.parent / "00001.txt").read_text(encoding="utf-8") for each in (first, second))
    assert sorted(one) == sorted(other)
    assert all(mine != its for mine, its in zip(one.split("\n")[1:], other.split("\n")[1:], strict=True))
    assert yaml.safe_load(second.read_text(encoding="utf-8"))["issue"] == 2
    assert IssueBuilder().compose(second).document.pages
    assert typst_file(second, tmp_path).read_text(encoding="utf-8").count("\n== ") == 3


@pytest.mark.parametrize("kind", [kind for kind in LONG_TEXTS if kind != "million"])
def test_long_articles_are_nearly_as_long_as_they_may_be(tmp_path: Path, kind: str) -> None:
    read = IssueBuilder()._read(of_one_text(tmp_path / kind, kind))
    ((article,),) = read.parts.articles
    inlines = list(article.inlines())
    cells = [cell for table in article.body if isinstance(table, ArticleTable) for row in table.rows for cell in row]
    characters = sum(len(each.text) for each in inlines) / _LONGEST_ARTICLE
    paragraphs = max(len(article.body), len(cells)) / _MOST_PARAGRAPHS
    assert max(characters, paragraphs) == pytest.approx(1, abs=0.1)


def test_what_is_much_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HuibianError) as refused:
        IssueBuilder().compose(of_one_text(tmp_path / "million", "million"))
    assert [each.code for each in refused.value.diagnostics] == ["HB228"]


@pytest.mark.parametrize(("kind", "paragraphs"), [("short", range(13_000, 15_000)), ("lines", range(300, 6_000))])
def test_short_paragraphs_stay_apart_and_lines_are_joined(tmp_path: Path, kind: str, paragraphs: range) -> None:
    ((article,),) = IssueBuilder()._read(of_one_text(tmp_path / kind, kind)).parts.articles
    assert len(article.body) in paragraphs


def _articles(issue: Path) -> list[list[str]]:
    return [section["articles"] for section in yaml.safe_load(issue.read_text(encoding="utf-8"))["sections"]]


PLACES = "# 甲\n<!-- bench one -->\nold\n<!-- end -->\n乙\n<!-- bench two -->\n<!-- end -->\n丙\n"


def test_a_table_takes_the_place_of_the_old_one_and_nothing_else() -> None:
    page = with_table(PLACES, "one", "make it", "a machine", ["| 1 |", "| 2 |"])
    filled = "<!-- bench one -->\n\n| 1 |\n| 2 |\n\n    make it\n\na machine.\n\n<!-- end -->\n"
    assert page == PLACES.replace("<!-- bench one -->\nold\n<!-- end -->\n", filled)
    assert with_table(page, "one", "make it", "a machine", ["| 1 |", "| 2 |"]) == page
    with pytest.raises(PlaceError, match="bench three"):
        with_table(PLACES, "three", "", "", [])


def test_the_page_has_a_place_for_each_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert re.findall("<!-- bench (.*) -->", page) == [*_GROUPS]


def test_the_page_tells_no_name_of_a_machine_or_a_place() -> None:
    assert platform.node() not in machine()
    assert how_made("cold", None) == "make bench ARGS='--only cold'"
    assert how_made("cold", ROOT / "examples" / "x.yaml") == "make bench ARGS='examples/x.yaml --only cold'"
    assert how_made("cold", Path("/elsewhere/x.yaml")) == "make bench ARGS='x.yaml --only cold'"


def test_imports_are_counted_by_package() -> None:
    found = measure_imports(["toc", "--help"], 2)
    assert found["huibian"][0] > found["msgspec"][0] > 1
    times = [seconds for _, seconds in found.values()]
    assert times == sorted(times, reverse=True)
    assert "typer" not in measure_imports(["--help"], 1)
