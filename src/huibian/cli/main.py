"""The commands: each turns its arguments into work, and the result into messages and an exit code.

Exit codes: 0 done, 1 the issue has faults, 2 wrong usage, and 130 when interrupted, as shells expect.
The modules that lay out and write are imported only when a command runs, so that help and completion answer at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from huibian import __version__
from huibian.causes import cause
from huibian.cli import build, completion, explain, new, preview, schema
from huibian.cli import fonts as fonts_command
from huibian.cli.find import find_manifest
from huibian.cli.options import Fonts, Formats, Output, Quiet, all_targets, faces_folder, read_formats
from huibian.cli.program import Program
from huibian.cli.progress import progress
from huibian.cli.report import Reporter, format_path
from huibian.cli.terminal import echo, soften_streams
from huibian.cli.usage import UsageError, say_usage

if TYPE_CHECKING:
    from huibian.frame import Document

_OUTSIDE = 130  # ended by Ctrl-C

_HELP = "汇编：一份清单加若干篇文章，排成公文版式的 PDF 和 DOCX，两者每行每页都断在同一个字。"
_EPILOG = """\b
例：
  huibian new                           从这个文件夹的稿件做出清单
  huibian render issue-92.yaml          在清单旁边写出 issue-92.pdf 和 issue-92.docx
  huibian toc issue-92.yaml --pages     看目录、页码和每页起止
  huibian explain HB101                 一条消息是什么意思，怎么办
\b
退出码：0 完成；1 这一期有错；2 用法不对。"""
_RENDER_EPILOG = """\b
例：
  huibian render                          当前文件夹里只有一份清单，就不用写它的名字
  huibian render issue-92.yaml
  huibian render issue-9*.yaml -o 成品    几期一起排，都写到“成品”文件夹
  huibian render issue-92.yaml --format pdf
  huibian render issue-92.yaml --fonts ~/字体
\b
一期有错，别的期照样排完；有错的那期原有的文件一个字节也不动。"""
_TOC_EPILOG = """\b
例：
  huibian toc issue-92.yaml
  huibian toc issue-92.yaml --pages       再看每页的起止，空了几行、为什么
  huibian toc issue-92.yaml --json > 目录.json"""

app = Program(help=_HELP, epilog=_EPILOG)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The words after `huibian`; `None` for those of this process.

    Returns:
        The exit code.
    """
    soften_streams()
    completion.listen()
    try:
        code = app(args=arguments, prog_name="huibian", standalone_mode=False)
        if sys.stdout is not None:  # there is none where the caller closed it
            sys.stdout.flush()
    except UsageError as error:
        with suppress(OSError):  # the exit code says it too
            echo(*say_usage(error), err=True)
        return 2
    except (KeyboardInterrupt, typer.Abort):
        return _OUTSIDE
    except OSError as error:  # whoever read our output has gone, or its disk is full
        _abandon_output()
        if not isinstance(error, BrokenPipeError):
            with suppress(OSError):
                echo(f"写不到标准输出：{cause(error)}。", err=True)
        return 1
    return code or 0


def _show_version(wanted: bool) -> None:
    if wanted:
        echo(f"huibian {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _huibian(
    context: typer.Context,
    _: Annotated[  # eager, so that typer loads nothing for the other options first
        bool, typer.Option("--version", help="显示版本", is_eager=True, callback=_show_version)
    ] = False,
    __: Annotated[
        bool,
        typer.Option("--install-completion", help=completion.INSTALL_HELP, is_eager=True, callback=completion.install),
    ] = False,
    ___: Annotated[
        bool,
        typer.Option("--show-completion", help=completion.SHOW_HELP, is_eager=True, callback=completion.show),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        echo(*context.get_help().split("\n"), err=True)
        raise typer.Exit(2)
    try:
        Path.cwd()
    except OSError as error:  # another has removed it; ReportLab cannot even be loaded there
        msg = "当前文件夹已经不在，换到一个在的文件夹（cd）再运行"
        raise typer.BadParameter(msg) from error


@app.command(help="排版：按清单写出 PDF 和 DOCX。", epilog=_RENDER_EPILOG)
def render(
    manifests: Annotated[
        list[Path] | None,
        typer.Argument(metavar="MANIFEST", help="清单（.yaml）或它的文件夹，可以几份；不给就用当前文件夹的"),
    ] = None,
    output: Output = None,
    formats: Formats = "pdf,docx",
    fonts: Fonts = None,
    quiet: Quiet = False,
) -> int:
    """Write the files of each issue; a faulty one does not stop the others."""
    from huibian.batch.records import note_written
    from huibian.build import IssueBuilder
    from huibian.exports import load_exporters, output_paths
    from huibian.output import recover

    wanted, found = read_formats(formats), [find_manifest(each) for each in manifests or (None,)]
    plan = [(manifest, output_paths(manifest, output, wanted)) for manifest in found]
    targets = all_targets(plan)
    builder, reporter = IssueBuilder(faces_folder(fonts)), Reporter(quiet=quiet)
    if len(plan) > 1:  # of a single issue all is read before anything is written
        clashes = [each for manifest in found for each in builder.check_targets(manifest, targets)]
        if clashes:
            return reporter.refuse(clashes)
        load_exporters()
    for folder in dict.fromkeys(target.parent for target in targets):
        reporter.show(recover(folder))
    render_one = partial(builder.render, targets=targets)
    done = ((paths, reporter.attempt(manifest, partial(render_one, manifest, paths))) for manifest, paths in plan)
    for paths, composed in progress(done, len(plan), is_shown=not quiet):
        if composed is not None:
            reporter.show(composed.warnings)
            note_written(paths.values())
            reporter.say(_done(composed.document, paths.values()))
    reporter.show(builder.substitutions())
    return reporter.close()


app.command(help=build.HELP, epilog=build.EPILOG)(build.build)


@app.command(help="看目录和页码，不写文件。", epilog=_TOC_EPILOG)
def toc(
    manifest: Annotated[
        Path | None, typer.Argument(metavar="MANIFEST", help="清单（.yaml）或它的文件夹；不给就用当前文件夹的")
    ] = None,
    pages: Annotated[bool, typer.Option("--pages", help="再看每页的起止、行数、图表脚注，哪里空着、为什么")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="写成 JSON，供别的程序读")] = False,
    fonts: Fonts = None,
) -> int:
    """Show the contents with page numbers."""
    from huibian.build import IssueBuilder
    from huibian.cli import contents

    found = find_manifest(manifest)
    builder, reporter = IssueBuilder(faces_folder(fonts)), Reporter()
    composed = reporter.attempt(found, partial(builder.compose, found))
    if composed is not None:
        reporter.show((*composed.warnings, *builder.substitutions()))
        listing = contents.read(composed.document, with_pages=pages)
        if as_json:
            ascii_only = "utf" not in (sys.stdout.encoding or "").lower()
            reporter.say(contents.as_json(listing, ascii_only=ascii_only))
        else:
            contents.print_listing(listing)
    return reporter.close()


app.command(help=explain.HELP, epilog=explain.EPILOG)(explain.explain)
app.command(help=schema.HELP, epilog=schema.EPILOG)(schema.schema)
app.command(help=new.HELP, epilog=new.EPILOG)(new.new)
app.command(help=preview.HELP, epilog=preview.EPILOG)(preview.preview)
app.command(help=fonts_command.HELP, epilog=fonts_command.EPILOG)(fonts_command.fonts)


def _done(document: Document, paths: Iterable[Path]) -> str:
    """What was set, how long it is, and where it lies."""
    from huibian.frame import PartKind  # slow to import for a command that sets nothing

    body = sum(part.pages for part in document.parts if part.kind is PartKind.BODY)
    head = f"{document.metadata.title}：正文 {body} 页，共 {len(document.pages)} 页"
    return "\n".join((head, *(f"  {format_path(path)}" for path in paths)))


def _abandon_output() -> None:
    """Give up standard output, so that the interpreter does not complain about it again at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
