"""`huibian preview`: the pages before they are printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from huibian.cli.find import find_manifest
from huibian.cli.report import Reporter, format_path
from huibian.cli.terminal import echo

if TYPE_CHECKING:
    from huibian.build import IssueBuilder

EPILOG = """\b
例：
  huibian preview issue-92.yaml              在浏览器里看，存一次盘就重排一次；按 Ctrl+C 结束
  huibian preview issue-92.yaml --png 图     每页画成一张图：图/page-001.png 等
  huibian preview issue-92.yaml --png 图 --dpi 300
  huibian preview issue-92.yaml --once       写出 issue-92.pdf，用系统的程序打开
\b
点版面上的一行，看它在哪个文件的第几行，再在编辑器里打开；用哪个编辑器，
由环境变量 HUIBIAN_EDITOR（或 VISUAL、EDITOR）说，如 code、notepad++。"""
_LEAST_DPI, _MOST_DPI = 36, 600
_EXTRA = ("starlette", "uvicorn", "watchfiles")  # what `huibian[preview]` brings


def preview(
    manifest: Annotated[
        Path | None, typer.Argument(metavar="MANIFEST", help="清单（.yaml）或它的文件夹；不给就用当前文件夹的")
    ] = None,
    png: Annotated[
        Path | None, typer.Option("--png", metavar="DIR", help="不开浏览器，每页画成一张图，写到这个文件夹")
    ] = None,
    dpi: Annotated[
        int, typer.Option("--dpi", metavar="N", min=_LEAST_DPI, max=_MOST_DPI, help="图有多细，每英寸多少点")
    ] = 150,
    once: Annotated[bool, typer.Option("--once", help="只写一次 PDF，用系统的程序打开")] = False,
    opens: Annotated[bool, typer.Option("--open/--no-open", help="自己打开浏览器；--no-open 只写出网址")] = True,
    fonts: Annotated[Path | None, typer.Option("--fonts", metavar="DIR", help="先用这个文件夹里的字体")] = None,
) -> int:
    """Show the pages of an issue."""
    from huibian.build import IssueBuilder

    if png is not None and once:
        msg = "--png 和 --once 只能写一个"
        raise typer.BadParameter(msg)
    if fonts is not None and not fonts.is_dir():
        msg = f"--fonts 要给一个文件夹，{format_path(fonts)} 不是"
        raise typer.BadParameter(msg)
    builder, found = IssueBuilder(fonts), find_manifest(manifest)
    if png is not None:
        return _write_pictures(builder, found, png, dpi)
    if once:
        return _open_once(builder, found)
    return _show_in_browser(builder, found, opens=opens)


def _write_pictures(builder: IssueBuilder, manifest: Path, folder: Path, dpi: int) -> int:
    from huibian.preview.pageset import write_pages
    from huibian.preview.pictures import Resolution

    reporter = Reporter()
    written = reporter.attempt(manifest, partial(write_pages, builder, manifest, folder, Resolution(dpi)))
    if written is not None:
        first, last = format_path(written.paths[0]), written.paths[-1].name
        reporter.show((*written.warnings, *builder.substitutions()))
        reporter.say(f"{written.composed.document.metadata.title}：{len(written.paths)} 页\n  {first} … {last}")
    return reporter.close()


def _open_once(builder: IssueBuilder, manifest: Path) -> int:
    from huibian.batch.records import note_written
    from huibian.exports import Format, output_paths
    from huibian.preview.opening import open_file

    reporter, paths = Reporter(), output_paths(manifest, None, [Format.PDF])
    composed = reporter.attempt(manifest, partial(builder.render, manifest, paths))
    if composed is not None:
        note_written(paths.values())
        reporter.show((*composed.warnings, *builder.substitutions()))
        reporter.say(f"{composed.document.metadata.title}：{len(composed.document.pages)} 页")
        reporter.say(f"  {format_path(paths[Format.PDF])}")
        reporter.attempt(manifest, partial(open_file, paths[Format.PDF]))
    return reporter.close()


def _show_in_browser(builder: IssueBuilder, manifest: Path, *, opens: bool) -> int:
    try:
        from huibian.preview.guard import DeskKey
        from huibian.preview.server import listen, serve
    except ModuleNotFoundError as error:
        lacking = (error.name or "").partition(".")[0]
        if lacking not in _EXTRA:
            raise
        how = "pip install 'huibian[preview]'"
        msg = f"浏览器预览还要装几个包（缺 {lacking}）：{how}；不装也可以用 --png DIR 或 --once"
        raise typer.BadParameter(msg) from error
    from huibian.preview.opening import open_page
    from huibian.preview.session import Session

    listening = listen()
    key = DeskKey.fresh(listening.getsockname()[1])

    def ready() -> None:
        has_browser = opens and open_page(key.address)
        what = "已在浏览器里打开" if has_browser else "在浏览器里打开"
        echo(f"{what} {key.address}", "改了清单或文章，存盘，那里就重排一次。按 Ctrl+C 结束。")

    serve(Session(builder, manifest), listening, key, ready=ready)
    return 0
