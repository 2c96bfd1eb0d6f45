from __future__ import annotations

import errno
from pathlib import Path

import pytest

from huibian.diagnostics import HuibianError, Span
from huibian.writefaults import fail_because, reporting

TARGET = Path("期") / "a.pdf"


@pytest.mark.parametrize(
    ("number", "message", "hint"),
    [
        (errno.ENOSPC, "写不了文件：磁盘满了", "腾出空间，或换一个文件夹。"),
        (errno.EROFS, "写不了文件：这里只能读", "换一个可写的文件夹。"),
    ],
)
def test_what_the_system_refuses_is_a_fault_of_the_file(number: int, message: str, hint: str) -> None:
    with pytest.raises(HuibianError) as caught, reporting(TARGET):
        raise OSError(number, "refused")
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.message, fault.hint, fault.span) == ("HB603", message, hint, Span(TARGET))


def test_other_errors_pass() -> None:
    with pytest.raises(ValueError, match="other"), reporting(TARGET):
        raise ValueError("other")  # noqa: EM101


@pytest.mark.parametrize("error", [OSError(errno.EPIPE, "broken"), OSError("no number")])
def test_a_refusal_that_is_seldom_has_its_reason_and_no_hint(error: OSError) -> None:
    with pytest.raises(HuibianError) as caught:
        fail_because("HB601", "建不了输出文件夹", TARGET, error)
    (fault,) = caught.value.diagnostics
    assert fault.message.startswith("建不了输出文件夹：")
    assert not fault.message.endswith("：")
    assert fault.hint is None
