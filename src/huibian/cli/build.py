"""The command `build`: many issues, of which it sets those that changed."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from huibian import resources
from huibian.cli.options import Fonts, Formats, Output, Quiet, all_targets, faces_folder, read_formats
from huibian.cli.progress import progress
from huibian.cli.report import Reporter, format_path
from huibian.cli.terminal import echo
from huibian.diagnostics import Diagnostic, HuibianError, Severity

if TYPE_CHECKING:
    from huibian.batch.issues import IssueTask, Result
    from huibian.batch.look import Outlook, Plan
    from huibian.exports import Format

EPILOG = """\b
例：
  huibian build                    当前文件夹和下面各层里的各期，只排有变动的
  huibian build 往期 -j 4          四期一起排；不给 -j，电脑有几个核就几期一起排
  huibian build 往期 -o 成品       都写到“成品”文件夹
  huibian build 往期 --watch       一直看着，改了哪期就排哪期，按 Ctrl+C 结束
  huibian build 往期 --json > 结果.json
\b
清单、稿件、图片、版式、字体和 huibian 本身都没变，写好的文件也还在，就不再排。
一期有错，别的期照样排完；写好以后被人改过的文件不会被盖掉，要盖掉用 huibian render。"""


def build(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="放着各期的文件夹；不给就是当前文件夹")] = Path(),
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", metavar="N", help="几期一起排")] = None,
    output: Output = None,
    formats: Formats = "pdf,docx",
    fonts: Fonts = None,
    as_json: Annotated[bool, typer.Option("--json", help="结果写成 JSON，供别的程序读")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="一直看着，改了就排，直到按 Ctrl+C")] = False,
    quiet: Quiet = False,
) -> int:
    """Set the issues below a folder that changed; a faulty one does not stop the others."""
    from huibian.batch.workers import default_jobs

    if not folder.is_dir():
        msg = f"build 要给一个文件夹，{format_path(folder)} 不是；排一期用 huibian render"
        raise typer.BadParameter(msg)
    if jobs is not None and jobs < 1:
        msg = "-j 后面要写 1 或更大的数"
        raise typer.BadParameter(msg)
    if watch and as_json:
        msg = "--watch 和 --json 不能一起用"
        raise typer.BadParameter(msg)
    order = _Order(folder, output, read_formats(formats), faces_folder(fonts), jobs or default_jobs(), quiet)
    if watch:
        return _watch(order)
    reporter, plan = Reporter(quiet=quiet), _plan(order)
    told = _run(order, plan, reporter, _NOTHING_TOLD)
    if told is None:
        return 1
    _sum_up(plan, told.results, reporter, as_json=as_json)
    return reporter.close()


class _Order(Struct, frozen=True):
    """What is asked for: the options, checked."""

    folder: Path
    output: Path | None
    formats: Sequence[Format]
    fonts: Path | None
    jobs: int
    quiet: bool


class _Told(Struct, frozen=True):
    """What was told already, by earlier passes of `--watch`.

    Attributes:
        results: What became of each issue in the last one.
        of_all: Messages about all issues.
        faces_of: What all issues had in common (see `Outlook`) when faces were last looked for; empty before that.
    """

    results: Mapping[Path, Result]
    of_all: frozenset[Diagnostic]
    faces_of: str


_NOTHING_TOLD = _Told({}, frozenset(), "")


def _plan(order: _Order) -> Plan:
    """The issues that are there now; a usage error where there are none."""
    from huibian.batch.manifests import find_manifests
    from huibian.exports import output_paths

    found = find_manifests(order.folder, order.output)
    if not found:
        msg = f"{format_path(order.folder)} 和下面各层里没有清单（有“masthead:”一行的 .yaml 文件）"
        raise typer.BadParameter(msg)
    plan = {manifest: output_paths(manifest, order.output, order.formats) for manifest in found}
    all_targets(plan.items())
    return plan


def _run(order: _Order, plan: Plan, reporter: Reporter, told: _Told) -> _Told | None:
    """Set what changed, and tell of it what is not told yet.

    Args:
        order: What is asked for.
        plan: The issues.
        reporter: Tells.
        told: What is told already.

    Returns:
        What is told now, with what became of each issue, in order; `None` where nothing was begun, and why is told.
    """
    from huibian.batch.look import look
    from huibian.output import recover

    for folder in dict.fromkeys(path.parent for paths in plan.values() for path in paths.values()):
        reporter.show(recover(folder))
    outlook = look(plan, order.fonts)
    if outlook.tasks:
        from huibian.batch.run import clashes  # what sets issues takes half of the time of a run that has none to set
        from huibian.batch.work import forget_faces

        if outlook.common != told.faces_of:
            forget_faces()
        clashing = clashes(plan, outlook.tasks, order.jobs)
        if clashing:
            reporter.refuse(clashing)
            return None
    results = _set_in_order(plan, outlook, order.jobs, reporter, told.results)
    of_all = [] if all(result.is_known for result in results.values()) else [_forgetful()]
    if outlook.tasks:
        from huibian.batch.work import substitutions

        of_all += substitutions(order.fonts, results.values())
    reporter.show(each for each in of_all if each not in told.of_all)
    return _Told(results, told.of_all.union(of_all), outlook.common if outlook.tasks else told.faces_of)


def _set_in_order(
    plan: Plan, outlook: Outlook, jobs: int, reporter: Reporter, told: Mapping[Path, Result]
) -> dict[Path, Result]:
    """Set issues, and tell of each as soon as those before it are there."""
    done, in_order, waiting = dict(outlook.settled), {}, deque(plan)

    def tell() -> None:
        manifest = waiting.popleft()
        result = in_order[manifest] = done[manifest]
        if manifest in told and told[manifest].messages == result.messages:
            return
        if reporter.attempt(manifest, partial(_successful, result)) is not None:
            reporter.show(result.messages)

    try:
        for manifest, result in _set(outlook.tasks, jobs, is_shown=not reporter.is_quiet):
            done[manifest] = result
            while waiting and waiting[0] in done:
                tell()
    finally:  # of what was done all is told, also when the rest is not waited for
        waiting = deque(manifest for manifest in waiting if manifest in done)
        while waiting:
            tell()
    return in_order


def _set(tasks: Sequence[IssueTask], jobs: int, *, is_shown: bool) -> Iterator[tuple[Path, Result]]:
    """Set issues and show how far that is; gives what became of each as it comes."""
    if not tasks:
        return
    from huibian.batch.run import run

    with closing(run(tasks, jobs)) as results:
        yield from progress(results, len(tasks), is_shown=is_shown)


def _successful(result: Result) -> Result:
    """The result as it is; what went wrong comes up as it would if the issue had been set here."""
    from huibian.batch.issues import IssueState

    if result.state is IssueState.FAULTY:
        if os.environ.get("HUIBIAN_DEBUG"):
            echo(*result.trace.splitlines(), err=True)
        raise HuibianError(result.messages)
    return result


def _forgetful() -> Diagnostic:
    message = "缓存文件夹写不了，记不下排过哪些；下一次会全部重排"
    hint = "让用户的缓存文件夹可写，或用环境变量 HUIBIAN_CACHE 换一个文件夹。"
    return Diagnostic(Severity.WARNING, "HB610", message, hint=hint)


def _sum_up(plan: Plan, results: Mapping[Path, Result], reporter: Reporter, *, as_json: bool) -> None:
    """Show what became of the issues."""
    from huibian.cli import outcomes

    if as_json:
        ascii_only = "utf" not in (sys.stdout.encoding or "").lower()
        echo(*outcomes.as_json(plan, results, ascii_only=ascii_only).split("\n"))
    elif not reporter.is_quiet:
        outcomes.print_table(results)


def _watch(order: _Order) -> int:
    """Set what changes until the user ends it, which is a failure only if an issue is faulty then."""
    from huibian.batch.issues import IssueState
    from huibian.batch.watch import changes

    if find_spec("watchfiles") is None:
        msg = "--watch 要用 watchfiles，这里没有装；先运行 pip install 'huibian[preview]'"
        raise typer.BadParameter(msg)
    _plan(order)
    told = _NOTHING_TOLD
    try:
        for _ in changes(_watched(order)):
            if not order.folder.is_dir():
                echo(f"{format_path(order.folder)} 已经不在，不再看着它。", err=True)
                return 1
            told = _look_again(order, told)
    except KeyboardInterrupt:
        pass
    return 1 if any(result.state is IssueState.FAULTY for result in told.results.values()) else 0


def _look_again(order: _Order, told: _Told) -> _Told:
    """A pass of `--watch`; gives what is told after it."""
    from huibian.batch.issues import IssueState

    reporter = Reporter(quiet=order.quiet)
    try:
        plan = _plan(order)
    except typer.BadParameter as error:  # they were moved away, perhaps to come back
        echo(error.message, err=True)
        return told
    now = _run(order, plan, reporter, told)
    if now is None:
        return told
    news = {each: result for each, result in now.results.items() if result.state is IssueState.WRITTEN}
    if news or not told.results:
        _sum_up(plan, news or now.results, reporter, as_json=False)
        reporter.say(f"{datetime.now():%H:%M:%S} 看着 {format_path(order.folder)}，按 Ctrl+C 结束。")
    return now


def _watched(order: _Order) -> list[Path]:
    """The folders in which something may change that counts."""
    own = (resources.layouts_folder(), resources.fonts_folder(), resources.faces_folder())
    folders = (order.folder, *(() if order.fonts is None else (order.fonts,)), *own)
    return [folder for folder in dict.fromkeys(folders) if folder.is_dir()]
