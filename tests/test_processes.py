from __future__ import annotations

import contextlib
import errno
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any, BinaryIO

import pytest

from huibian import processes
from huibian.processes import OwnProcess, ending_in_order, in_own_process, told_by_own_process
from tests.support.children import children

fcntl = pytest.importorskip("fcntl")
pytestmark = pytest.mark.usefixtures("forking")


def pid(_: BinaryIO) -> bytes:
    return str(os.getpid()).encode()


def endless(_: BinaryIO) -> bytes:
    threading.Event().wait()
    return b""


def answer(process: OwnProcess | None) -> bytes | None:
    assert process is not None
    return process.answer()


def descriptors() -> set[str]:
    return set(os.listdir("/dev/fd"))


def assert_nothing_left(before: set[str]) -> None:
    assert descriptors() <= before  # what earlier tests left may be closed meanwhile


def test_the_work_is_done_in_another_process() -> None:
    before = descriptors()
    with in_own_process(pid) as process:
        assert answer(process) != str(os.getpid()).encode()
    assert_nothing_left(before)


def test_a_process_leaves_nothing_behind() -> None:
    ours, ends = children(), len(processes._ends)
    with in_own_process(pid), in_own_process(pid):
        assert len(children() - ours) == 2
    assert not children() - ours
    assert len(processes._ends) == ends


def test_several_work_at_a_time() -> None:
    with in_own_process(pid) as first, in_own_process(pid) as second:
        assert len({answer(first), answer(second), str(os.getpid()).encode()}) == 3


def test_questions_and_answers_larger_than_a_pipe_come_whole() -> None:
    with in_own_process(lambda questions: questions.read(3 * 10**6)[::-1]) as process:
        assert process is not None
        process.write(b"\n" * 2_999_999)
        process.write(b"1")
        assert process.answer() == b"1" + b"\n" * 2_999_999


@pytest.mark.skipif(not hasattr(fcntl, "F_SETPIPE_SZ"), reason="the system has pipes of one size")
def test_a_process_that_has_no_time_yet_can_be_told_a_good_deal() -> None:
    reader, writer = os.pipe()

    def listen_late(questions: BinaryIO) -> bytes:
        (ready, _, _) = select.select([reader], [], [], 5)
        questions.read(500_000)
        return b"told" if ready else b"waited for"

    with in_own_process(listen_late) as process:
        assert process is not None
        process.write(b"x" * 500_000)
        os.write(writer, b"x")
        assert process.answer() == b"told"
    os.close(reader)
    os.close(writer)


@pytest.mark.skipif(not hasattr(fcntl, "F_SETPIPE_SZ"), reason="the system has pipes of one size")
def test_a_process_can_tell_a_good_deal_before_anybody_listens() -> None:
    reader, writer = os.pipe()

    def tell_early(_: BinaryIO, answers: BinaryIO) -> None:
        answers.write(b"x" * 500_000)
        answers.flush()
        os.write(writer, b"x")

    with told_by_own_process(tell_early) as process:
        (has_told, _, _) = select.select([reader], [], [], 5)
        assert has_told
        assert process is not None
        with process.answers() as answers:
            assert len(answers.read()) == 500_000
    os.close(reader)
    os.close(writer)


def test_what_a_pipe_takes_in_parts_comes_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal may come in between."""
    real = os.write
    with in_own_process(lambda questions: questions.read(10)[::-1]) as process:
        assert process is not None
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:3]))
            process.write(b"0123456789")
        assert process.answer() == b"9876543210"


def test_work_begins_before_it_is_told_anything() -> None:
    reader, writer = os.pipe()

    def begin(questions: BinaryIO) -> bytes:
        os.write(writer, b"begun")
        return questions.read(1)

    with in_own_process(begin) as process:
        assert process is not None
        assert os.read(reader, 5) == b"begun"
        process.write(b"x")
        assert process.answer() == b"x"
    os.close(reader)
    os.close(writer)


def test_what_a_process_tells_comes_as_it_tells_it_and_breaks_off_where_it_fails() -> None:
    def tell(questions: BinaryIO, answers: BinaryIO) -> None:
        for question in iter(questions.readline, b"end\n"):
            answers.write(question[::-1])
            answers.flush()
        raise ArithmeticError

    with told_by_own_process(tell) as process:
        assert process is not None
        with process.answers() as answers:
            for word in (b"one", b"two"):
                process.write(word + b"\n")
                assert answers.read(4) == b"\n" + word[::-1]
            process.write(b"end\n")
            assert answers.read() == b""


def test_what_was_told_is_read_without_waiting() -> None:
    reader, writer = os.pipe()

    def tell(questions: BinaryIO, answers: BinaryIO) -> None:
        for question in iter(questions.readline, b""):
            answers.write(question)
            answers.flush()
            os.write(writer, b"x")

    with told_by_own_process(tell) as process:
        assert process is not None
        assert process.told() == b""
        for word in (b"one\n", b"two\n"):
            process.write(word)
            os.read(reader, 1)
            assert process.told() == word
            assert process.told() == b""
    os.close(reader)
    os.close(writer)


def test_a_process_ends_though_one_that_was_started_later_lives_on() -> None:
    """The later one is a copy, and would hold the ends of the pipes of the first."""
    before = descriptors()
    with contextlib.ExitStack() as later:
        with in_own_process(endless) as first:
            assert first is not None
            second = later.enter_context(in_own_process(lambda questions: questions.read(1)))
        assert second is not None
        second.write(b"x")
        assert second.answer() == b"x"
    assert_nothing_left(before)


@pytest.mark.parametrize("number", [errno.EAGAIN, errno.ENOMEM, errno.ENOSYS])
def test_the_system_may_have_no_process(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse() -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fork", refuse)
    before = descriptors()
    with in_own_process(pid) as process:
        assert process is None
    assert_nothing_left(before)


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE])
@pytest.mark.parametrize("pipes", [0, 1, 2])
def test_the_system_may_have_no_pipe(monkeypatch: pytest.MonkeyPatch, number: int, pipes: int) -> None:
    real, left = os.pipe, iter(range(pipes))

    def refuse() -> tuple[int, int]:
        if next(left, None) is None:
            raise OSError(number, os.strerror(number))
        return real()

    monkeypatch.setattr(os, "pipe", refuse)
    before = descriptors()
    with in_own_process(pid) as process:
        assert process is None
    assert_nothing_left(before)


def test_the_system_may_have_no_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    with in_own_process(pid) as process:
        assert process is None


def test_a_process_with_threads_starts_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.active_count", lambda: 2)
    with in_own_process(pid) as process:
        assert process is None


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_that_is_killed_has_no_answer_and_is_told_nothing(number: int) -> None:
    def killed(_: BinaryIO) -> bytes:
        os.kill(os.getpid(), number)
        return b"x"

    with in_own_process(killed) as process:
        assert answer(process) is None
        assert process
        process.write(b"x" * 10**6)
        assert process.answer() is None


def test_an_answer_that_is_cut_off_at_a_line_end_is_none() -> None:
    reader, writer = os.pipe()

    def begin(_: BinaryIO) -> bytes:
        os.write(writer, str(os.getpid()).encode())
        return b"\n" * 3 * 10**6  # more than a pipe holds

    with in_own_process(begin) as process:
        assert process is not None
        select.select([process._answers], [], [])  # the beginning is there
        os.kill(int(os.read(reader, 20)), signal.SIGKILL)
        assert process.answer() is None
    os.close(reader)
    os.close(writer)


def test_a_fault_of_the_work_is_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    def fail(_: BinaryIO) -> bytes:
        raise ArithmeticError

    before = descriptors()
    with in_own_process(fail) as process:
        assert answer(process) is None
    assert_nothing_left(before)
    assert capfd.readouterr().err == ""


def test_the_process_ends_with_the_block_wanted_or_not() -> None:
    before = descriptors()
    with pytest.raises(ArithmeticError), in_own_process(endless):
        raise ArithmeticError
    with in_own_process(endless):
        pass
    assert_nothing_left(before)


def test_a_system_that_reaps_processes_itself_is_no_fault() -> None:
    previous = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with in_own_process(pid) as process:
            assert answer(process) != str(os.getpid()).encode()
    finally:
        signal.signal(signal.SIGCHLD, previous)


@pytest.mark.parametrize(
    "work", ["threading.Event().wait()", "max(iter(lambda: 0, 1))", "b'x' * 10**7", "questions.read()"]
)
def test_the_process_ends_when_the_one_that_waits_for_it_is_killed(work: str) -> None:
    """Both have the same standard output: it ends when neither is left."""
    program = (
        "import os, threading; from huibian.processes import in_own_process\n"
        f"def work(questions): os.write(1, b'at work\\n'); return {work}\n"
        "with in_own_process(work): threading.Event().wait()"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"at work\n"
        process.kill()
        assert process.communicate(timeout=20)[0] == b""


INTERRUPTED, HUNG_UP, ENDED = signal.SIGINT, signal.SIGHUP, signal.SIGTERM
USUAL: dict[int, Any] = {INTERRUPTED: signal.default_int_handler, HUNG_UP: signal.SIG_DFL, ENDED: signal.SIG_DFL}


@pytest.fixture
def usual_signals() -> Iterator[None]:
    """Signals as a program has them that is started at a terminal: who runs the tests may have some ignored (nohup)."""
    before = {number: signal.signal(number, usual) for number, usual in USUAL.items()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("usual_signals")
@pytest.mark.parametrize(
    ("wishes", "error", "code"),
    [
        ([INTERRUPTED], KeyboardInterrupt, None),
        ([ENDED], SystemExit, 143),
        ([HUNG_UP], SystemExit, 129),
        ([INTERRUPTED, ENDED], KeyboardInterrupt, None),
        ([ENDED, INTERRUPTED], SystemExit, 143),
    ],
)
def test_a_wish_to_end_waits_until_all_is_in_order_and_the_first_is_followed(
    wishes: list[int], error: type[BaseException], code: int | None
) -> None:
    done = []

    def interrupted_work() -> None:
        with ending_in_order() as is_wished:
            done.append(is_wished())
            for each in wishes:
                os.kill(os.getpid(), each)
            done.append(is_wished())

    with pytest.raises(error) as caught:
        interrupted_work()
    assert done == [False, True]
    assert getattr(caught.value, "code", None) == code
    assert list(map(signal.getsignal, USUAL)) == list(USUAL.values())


def test_a_signal_that_others_listen_to_is_left_to_them() -> None:
    heard: list[int] = []
    before = signal.signal(ENDED, lambda number, _: heard.append(number))
    try:
        with ending_in_order() as is_wished:
            os.kill(os.getpid(), ENDED)
            assert not is_wished()
    finally:
        signal.signal(ENDED, before)
    assert heard == [ENDED]


def test_a_thread_that_cannot_hold_wishes_works_without() -> None:
    done = []

    def work() -> None:
        with ending_in_order() as is_wished:
            done.append(is_wished())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [False]
