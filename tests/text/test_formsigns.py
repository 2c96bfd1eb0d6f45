from __future__ import annotations

import pytest

from huibian.text.forms import FORMS
from huibian.text.formsigns import SIGNS
from tests.support.regexsigns import always_has

FORM = {form.name: form for form in FORMS}


@pytest.mark.parametrize("name", SIGNS)
def test_no_line_of_a_form_can_be_without_its_signs(name: str) -> None:
    assert always_has(FORM[name].pattern, SIGNS[name])


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
