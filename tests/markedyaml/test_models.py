from __future__ import annotations

import pytest

from huibian.markedyaml.models import MisfitError, Model, UnlikeError


class Box(Model, frozen=True):
    width: int


def test_a_misfit_leads_to_what_is_to_blame_and_may_say_what_to_do() -> None:
    plain, full = MisfitError("太宽"), UnlikeError("太宽", "boxes", 1, hint="窄一点。")
    assert (str(plain), plain.path, plain.hint) == ("太宽", (), None)
    assert (str(full), full.path, full.hint) == ("太宽", ("boxes", 1), "窄一点。")


def test_values_of_a_model_do_not_change_and_all_go_together_where_it_says_nothing_else() -> None:
    box = Box(width=1)
    box.check()
    with pytest.raises(AttributeError):
        box.width = 2  # type: ignore[misc]
