from __future__ import annotations

import pytest

from huibian.frame import Role
from huibian.text.headings import marked, numbered


def test_a_mark_gives_the_level_and_where_the_words_begin() -> None:
    assert marked("##  二级") == (Role.HEADING_2, 4)
    assert marked("##") == (Role.HEADING_2, 2)
    assert marked("##二级") is None


@pytest.mark.parametrize(("length", "role"), [(26, Role.HEADING_1), (27, None)])
def test_a_heading_fits_one_line_of_print(length: int, role: Role | None) -> None:
    assert numbered("一、".ljust(length, "长")) is role
