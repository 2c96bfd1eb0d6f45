from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from huibian.fontfetch.running import RunError, run


def test_what_lies_in_the_folder_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    run((sys.executable, "-c", "open('new', 'wb').write(bytes(1000))"), tmp_path, told.append)
    assert told[-1] == 1000


def test_a_program_has_what_its_environment_is_given(tmp_path: Path) -> None:
    code = "import os; open('seen', 'w').write(os.environ['GIVEN'])"
    run((sys.executable, "-c", code), tmp_path, lambda done: None, GIVEN="汉")
    assert (tmp_path / "seen").read_text(encoding="utf-8") == "汉"


def test_what_a_failing_program_says_is_kept(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="not so"):
        run((sys.executable, "-c", "import sys; sys.exit('not so')"), tmp_path, lambda done: None)


def test_a_program_that_is_not_there_fails(tmp_path: Path) -> None:
    with pytest.raises(RunError):
        run((str(tmp_path / "nothing"),), tmp_path, lambda done: None)


def test_a_program_does_not_outlive_an_interruption(tmp_path: Path) -> None:
    code = "import os, time; open('id', 'w').write(str(os.getpid())); time.sleep(60)"

    def interrupt(done: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run((sys.executable, "-c", code), tmp_path, interrupt)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "id").read_text(encoding="utf-8")), 0)
