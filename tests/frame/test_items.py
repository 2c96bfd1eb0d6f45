from __future__ import annotations

import pickle

import pytest
from msgspec.structs import replace

from huibian.frame import Cluster, NoteNumber, Run, RunKind
from huibian.units import Length

PLAIN = Run("山川", "fangsong", "FandolFang-Regular.otf", Length(16_000), (16_000, 16_181))


@pytest.mark.parametrize(
    "run",
    [
        PLAIN,
        replace(PLAIN, color="CC0000"),
        replace(PLAIN, kind=RunKind.NOTE_REFERENCE, note=NoteNumber(2), rise=Length(6400)),
        replace(PLAIN, clusters=(Cluster("山川", 32_181, ()),), is_right_to_left=True),
    ],
)
def test_another_process_is_told_all_of_a_run(run: Run) -> None:
    assert pickle.loads(pickle.dumps(run)) == run


def test_another_process_is_not_told_what_most_runs_have() -> None:
    assert PLAIN.__reduce__() == (Run, (PLAIN.text, PLAIN.font, PLAIN.face, PLAIN.size, PLAIN.advances))
