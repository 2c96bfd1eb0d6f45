from __future__ import annotations

import errno
from pathlib import Path

import pytest

from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.failures import faults_of
from huibian.linebreak.dictionary import NoDictionaryError

FAULT = Diagnostic(Severity.ERROR, "HB101", "找不到文件")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (HuibianError([FAULT]), "HB101"),
        (MemoryError(), "HB130"),
        (OSError(errno.ENOSPC, ""), "HB130"),
        (OSError(errno.EINVAL, ""), "HB900"),
        (KeyError("x"), "HB900"),
        (NoDictionaryError("words.trie"), "HB901"),
    ],
)
def test_every_error_is_a_fault_with_a_code(error: Exception, code: str) -> None:
    (fault,) = faults_of(Path("m.yaml"), error)
    assert fault.code == code
    assert code == "HB101" or fault.span == Span(Path("m.yaml"))
