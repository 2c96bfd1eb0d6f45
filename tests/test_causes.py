from __future__ import annotations

import errno
import os

import pytest

from huibian.causes import cause, is_shortage


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EMFILE, errno.ENAMETOOLONG, errno.EIO, errno.EPIPE, 9999])
def test_a_cause_is_said_without_english(number: int) -> None:
    said = cause(OSError(number, os.strerror(number)))
    assert said
    assert not any(char.isascii() and char.isalpha() for char in said)


def test_an_unknown_cause_has_its_number() -> None:
    assert cause(OSError(9999, "Strange")) == "系统错误 9999"


@pytest.mark.parametrize(("number", "lacking"), [(errno.EMFILE, True), (errno.EAGAIN, True), (errno.ENOENT, False)])
def test_what_the_machine_lacks_is_nobodys_fault(number: int, lacking: bool) -> None:
    assert is_shortage(OSError(number, "")) is lacking
