from __future__ import annotations

import pytest

from huibian.text.forms import FORMS
from huibian.text.formsigns import SIGNS, BySigns, Signs
from tests.support.regexsigns import always_begins, always_ends, always_has

FORM = {form.name: form for form in FORMS}


@pytest.mark.parametrize("name", SIGNS)
def test_no_line_of_a_form_can_be_without_its_signs(name: str) -> None:
    pattern, signs = FORM[name].pattern, SIGNS[name]
    assert not signs.has or always_has(pattern, signs.has)
    assert not signs.begins or always_begins(pattern, signs.begins)
    assert not signs.ends or always_ends(pattern, signs.ends)


def test_the_forms_of_a_line_are_those_that_begin_and_end_as_it_does() -> None:
    forms = BySigns([(Signs("甲乙"), 1), (Signs(ends="丙"), 2), (Signs("甲", "丙"), 3), (Signs(has=("丁",)), 4)])
    assert forms.possible("甲丙") == (1, 2, 3, 4)
    assert forms.possible("乙丙") == (1, 2, 4)
    assert forms.possible("甲甲") == (1, 4)
    assert forms.possible("丙甲") == (4,)
    assert forms.possible("") == (4,)


@pytest.mark.parametrize(
    ("pattern", "begins", "ends"),
    [
        ("甲.乙", "甲", "乙"),
        ("(?:甲|丙)?乙", "甲乙丙", "乙"),
        ("[甲乙]{0,2}丙+", "甲乙丙", "丙"),
        (r"(?!甲)\w乙(?=丙)", None, "乙"),
        (r"(甲|\s)", None, None),
        ("甲*", None, None),
    ],
)
def test_a_pattern_begins_and_ends_with_what_all_does_that_it_matches(
    pattern: str, begins: str | None, ends: str | None
) -> None:
    for always, expected in ((always_begins, begins), (always_ends, ends)):
        assert always(pattern, "甲乙丙") is (expected is not None)
        assert expected is None or not any(always(pattern, expected.replace(each, "")) for each in expected)


@pytest.mark.parametrize(
    ("pattern", "has"),
    [
        *(("作者|作品", False), ("作者|著者", True), ("(?:作者)?", False), ("(?:作者)+", True), ("作.者", False)),
        *(
            ("[甲乙]作者", True),
            ("[甲乙]", False),
            (r"\w作者(?=。)", True),
            (r"(?=作者)\w", False),
            ("(?>作者|著者).", True),
        ),
    ],
)
def test_a_pattern_has_a_sign_if_all_that_it_matches_has(pattern: str, has: bool) -> None:
    assert always_has(pattern, ("作者", "著")) is has
