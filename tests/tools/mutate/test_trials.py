from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.mutate.reach import ROOT, SOURCE

MODULE = SOURCE / "huibian" / "text" / "numbers.py"
TESTS = "tests/text/test_numbers.py"
# A process of its own, because a trial is a copy of one that has nothing of ours imported.
PROGRAM = """
import sys
from pathlib import Path
from tools.mutate.trials import Changed, Round, Trial, prepare, wait_for
prepare()
path = Path(sys.argv[1])
source = path.read_text(encoding="utf-8")
tests = Round((), 0, (sys.argv[2],), frozenset())
scratch = Path(sys.argv[3])
for old, new in [("", ""), ("number - 1]", "number - 2]"), ("def ", "1 / 0\\ndef ")]:
    trial = Trial(Changed(path, source.replace(old, new)), tests, scratch)
    ((_, ended),) = wait_for([trial])
    print(ended.verdict, ended.test.partition("[")[0])
"""


def test_a_trial_says_what_became_of_a_mutant(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(MODULE), TESTS, str(tmp_path)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert told.splitlines() == [
        "survived ",
        f"killed {TESTS}::test_a_number_looks_as_in_an_official_document",
        f"killed {TESTS}",
    ]
