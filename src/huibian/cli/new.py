"""`huibian new`: from a folder of manuscripts to a manifest that renders."""

from __future__ import annotations

import datetime
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from huibian.cli.asking import ask, can_ask
from huibian.cli.find import find_manifest, manifests_in
from huibian.cli.report import Reporter, format_path
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.naturalorder import natural_key

if TYPE_CHECKING:
    from huibian.draft.folder import Sent

EPILOG = """\b
例：
  huibian new                           用当前文件夹里的稿件，问几个问题
  huibian new 来稿 --from 上期/issue-92.yaml    期号、月份加一，别的照上期
  huibian new --from 上期 --yes           上期那个文件夹里的清单；不问
\b
子文件夹是栏目，文件按名字里的数字排；标题写在每篇后面。排不了的稿件列出来，在清单里是注释。
已有的文件绝不覆盖。没有终端时什么也不问，缺的一次说清。"""

_SAFE = re.compile(r"[\w./\\:-]+")  # what no shell takes for its own, be it sh or PowerShell
_MOST_SEARCHED = 200  # folders in which the issue before is looked for, the last by their names


class _Task(Struct, frozen=True):
    """What the arguments ask for.

    Attributes:
        folder: Where the manuscripts are.
        home: Where the manifest is to be.
        old: The manifest of the issue before, or its folder; `None` where it is not said.
        said: What options say of keys.
        output: The manifest's name; `None` for one after its number.
        yes: Whether proposals are taken without asking.
    """

    folder: Path
    home: Path
    old: Path | None
    said: Mapping[str, str]
    output: Path | None
    yes: bool


def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="稿件的文件夹；不给就是当前的")] = Path(),
    before: Annotated[
        Path | None, typer.Option("--from", metavar="清单", help="上一期的清单，或它的文件夹：期号、月份加一，别的照它")
    ] = None,
    layout: Annotated[str | None, typer.Option("--layout", metavar="NAME", help="版式")] = None,
    masthead: Annotated[str | None, typer.Option("--masthead", metavar="TEXT", help="刊名")] = None,
    issue: Annotated[str | None, typer.Option("--issue", metavar="N", help="总期号")] = None,
    month: Annotated[str | None, typer.Option("--month", metavar="YYYY-MM", help="哪年哪月的刊")] = None,
    editor: Annotated[str | None, typer.Option("--editor", metavar="TEXT", help="编者")] = None,
    printed: Annotated[str | None, typer.Option("--printed", metavar="YYYY-MM-DD", help="印发日期")] = None,
    others: Annotated[
        list[str] | None, typer.Option("--set", metavar="键=值", help="清单里别的键，如 --set copies=130；可以几次")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="不问，用建议的值")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="清单的名字")] = None,
) -> int:
    """Write the manifest of a new issue."""
    options = {
        "layout": layout,
        "masthead": masthead,
        "issue": issue,
        "month": month,
        "editor": editor,
        "printed": printed,
        **_others(others or ()),
    }
    said = {key: value.strip() for key, value in options.items() if value is not None}
    task, reporter = _Task(folder, _home(folder, output), before, said, output, yes), Reporter()
    written = reporter.attempt(folder, partial(_write, task, reporter))
    if written is not None:
        reporter.say(f"下一步：{_next_command(written)}")
    return reporter.close()


def _write(task: _Task, reporter: Reporter) -> Path:
    """Look, ask and write; the manifest that was written."""
    from huibian import resources
    from huibian.cli.settle import Known, settle, settle_by_asking
    from huibian.draft.folder import look_through
    from huibian.draft.following import how_printed, read_before
    from huibian.draft.write import DEFAULT_SECTION, manifest_text, prove
    from huibian.output import write_new

    asks = can_ask() and not task.yes
    before = None if task.old is None else read_before(find_manifest(task.old))
    known = Known(task.said, before, task.home, datetime.date.today())
    settled = None if asks else settle(known, proposed=task.yes)
    sent = look_through(task.folder, task.home)
    _tell(sent, task.home, reporter)
    if settled is None:  # somebody who is asked wants to see first what there is
        old = _ask_before(task.folder) if before is None else None
        before = before if old is None else read_before(old)
        settled = settle_by_asking(replace(known, before=before))
    manifest = task.output or task.home / f"issue-{settled.values['issue']}.yaml"
    titles = [] if before is None else [section.title for section in before.manifest.sections]
    default = titles[0] if len(titles) == 1 else DEFAULT_SECTION
    said = {} if before is None else {"printed": how_printed(before.manifest, settled.values)}
    schema = resources.schema("manifest").as_uri()
    text = manifest_text(settled.values, sent.sections, default, schema, said, settled.printed_keys)
    prove(text, manifest, settled.values, sent.sections, default)
    write_new(manifest, text.encode())
    reporter.say(f"写好了 {format_path(manifest)}")
    if said:
        reporter.say(f"  印发日期 {settled.values['printed']}：{said['printed']}")
    return manifest


def _home(folder: Path, output: Path | None) -> Path:
    """The folder of the manifest; a usage error for one from which no manuscript could be named."""
    if not os.path.isdir(folder):  # unlike Path.is_dir, it takes names that are too long
        msg = f"{format_path(folder)} 不是文件夹；写出稿件所在的文件夹"
        raise typer.BadParameter(msg)
    home = folder if output is None else output.parent
    if output is not None and output.suffix.lower() not in (".yaml", ".yml"):
        msg = f"清单的名字要以 .yaml 结尾，不能是 {format_path(output)}"
        raise typer.BadParameter(msg)
    if not os.path.isdir(home) or not folder.resolve().is_relative_to(home.resolve()):
        msg = f"清单要和稿件放在一个文件夹里，或放在它的上一层，不能放在 {format_path(home)}"
        raise typer.BadParameter(msg)
    return home


def _others(pairs: Sequence[str]) -> dict[str, str]:
    """Read "copies=130"; a usage error for anything else."""
    from huibian.draft.values import COLOPHON, KEYS, NEEDED

    known = [key for key in (*KEYS, *COLOPHON) if key not in NEEDED]
    values = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or key.strip() not in known:
            msg = f"--set 要写成 键=值，不能是“{pair}”；键可以是 {'、'.join(known)}"
            raise typer.BadParameter(msg)
        values[key.strip()] = value
    return values


def _tell(sent: Sent, home: Path, reporter: Reporter) -> None:
    """Say what lies in the folder, and what cannot be taken."""
    manuscripts = sent.manuscripts
    taken = [each for each in manuscripts if not each.faults]
    reporter.show(fault for each in manuscripts for fault in each.faults)
    for each in taken:
        if each.is_named:
            message = f"文件里没有标题，清单里用文件名作标题：{each.title}"
            hint = "在清单里改它的 title:。"
            reporter.show([Diagnostic(Severity.WARNING, "HB147", message, Span(home / each.file), hint)])
    if not taken:
        message = "这里没有能排的稿件"
        hint = "把稿件（.docx、.txt、.md）放到这个文件夹里；排不了的，照上面的提示改。"
        raise HuibianError([Diagnostic(Severity.ERROR, "HB145", message, Span(home), hint)])
    left = len(manuscripts) - len(taken)
    sections = sum(any(not each.faults for each in section.manuscripts) for section in sent.sections)
    others = Counter(kind.value for kind in sent.survey.others.values())
    reporter.say(
        f"{sections} 个栏目，{len(taken)} 篇稿件"
        + (f"；{left} 篇排不了，在清单里是注释" if left else "")
        + "".join(f"；{kind} {count} 个，不是稿件" for kind, count in others.items())
    )


def _ask_before(folder: Path) -> Path | None:
    """The manifest of the issue before, the last one nearby being proposed; `None` where there is none."""

    def fault(answer: str) -> str | None:
        if answer in ("", "-"):
            return None
        try:
            return None if os.path.isfile(find_manifest(Path(answer))) else f"找不到 {answer}"
        except typer.BadParameter as error:
            return error.message

    near = _nearest(folder)
    answer = ask("上一期的清单（没有就输入 -）", format_path(near), fault) if near else ""
    return find_manifest(Path(answer)) if answer not in ("", "-") else None


def _nearest(folder: Path) -> Path | None:
    """The last issue beside the folder, or in a folder beside it; what is in it is no issue before."""
    own, found = folder.resolve(), list[Path]()
    beside = [own.parent / name for name in sorted(_names(own.parent), key=natural_key) if name != own.name]
    for each in (own.parent, *[each for each in beside if os.path.isdir(each)][-_MOST_SEARCHED:]):
        with suppress(typer.BadParameter):  # what cannot be read is not proposed
            found += manifests_in(each)
    return max(found, key=_number, default=None)


def _names(folder: Path) -> Sequence[str]:
    """What lies in a folder; nothing where it cannot be read."""
    try:
        return os.listdir(folder)
    except OSError:
        return ()


def _number(manifest: Path) -> int:
    """The number of an issue; 0 where its manifest has faults."""
    from huibian.draft.following import read_before

    try:
        return read_before(manifest).manifest.issue
    except HuibianError:
        return 0


def _next_command(manifest: Path) -> str:
    """What to type next: no name where the manifest is the only one of its folder."""
    is_only = manifests_in(manifest.parent) == [manifest]
    name = format_path(manifest.parent if is_only else manifest)
    words = ["huibian render"] + ([] if name == "." else [name if _SAFE.fullmatch(name) else f'"{name}"'])
    return " ".join(words)
