from __future__ import annotations

import pytest
import yaml

from huibian.text.forms import FORMS, Kind, caption_start, form_alone, form_of
from tests.support.cases import CASES
from tests.support.lines import Bounds, bounds, each

LINES = yaml.safe_load((CASES / "forms" / "forms.yaml").read_text(encoding="utf-8"))
FORM = {form.name: form for form in FORMS}


def test_every_form_has_lines_that_it_takes_and_lines_that_it_leaves() -> None:
    assert list(LINES) == [form.name for form in FORMS]
    assert len(FORM) == len(FORMS)
    assert all(len(case["takes"]) > 1 and len(case["leaves"]) > 1 for case in LINES.values())


@pytest.mark.parametrize("name", FORM)
def test_a_form_takes_its_lines(name: str) -> None:
    takes = [*lines(name, "takes"), *(line for each in bounded(name) for line in each.fits)]
    assert [line for line in takes if not FORM[name].fits(line)] == []


@pytest.mark.parametrize("name", FORM)
def test_a_form_leaves_other_lines(name: str) -> None:
    leaves = [*lines(name, "leaves"), *(line for each in bounded(name) for line in each.does_not)]
    assert [line for line in leaves if FORM[name].fits(line)] == []


@pytest.mark.parametrize("name", FORM)
def test_it_is_known_which_forms_no_one_breaks_a_sentence_for(name: str) -> None:
    assert FORM[name].alone is LINES[name].get("alone", False)


def lines(name: str, which: str) -> list[str]:
    return [line for written in LINES[name][which] for line in each(written)]


def bounded(name: str) -> list[Bounds]:
    return [bounds(line) for line in LINES[name].get("bounds", ())]


def test_a_form_is_found_among_its_kinds_only() -> None:
    form = form_of("（县统计局）", Kind.CREDIT, Kind.SOURCE)
    assert form is not None
    assert form.name == "括号单位"
    assert form_of("（县统计局）", Kind.CREDIT) is None


@pytest.mark.parametrize(
    ("text", "name"), [("各位代表：", "尊敬的"), ("附件1", "附件"), ("（县统计局）", None), ("", None)]
)
def test_a_line_that_no_one_breaks_a_sentence_for_is_alone(text: str, name: str | None) -> None:
    form = form_alone(text)
    assert (form.name if form else None) == name


@pytest.mark.parametrize(
    ("text", "start"),
    [("图1 老街", 0), ("图：老街", 2), ("Figure: 老街", 8), ("图为老街。", 0), ("（周默摄）", 0), ("图1是老街", None)],
)
def test_a_caption_begins_behind_a_label_that_goes(text: str, start: int | None) -> None:
    assert caption_start(text) == start


@pytest.mark.parametrize("name", FORM)
def test_the_longest_line_of_a_form_takes_no_time(name: str) -> None:
    form = FORM[name]
    for unit in ("长", "周默 ", "县局、", "记者", "（县局"):
        assert form.fits((unit * form.longest)[: form.longest]) in (True, False)
