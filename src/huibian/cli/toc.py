"""`huibian toc`: the contents of an issue with their page numbers."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from huibian.cli.find import find_manifest
from huibian.cli.options import Fonts, faces_folder
from huibian.cli.report import Reporter

EPILOG = """\b
例：
  huibian toc issue-92.yaml
  huibian toc issue-92.yaml --pages       再看每页的起止，空了几行、为什么
  huibian toc issue-92.yaml --json > 目录.json"""


def toc(
    context: typer.Context,
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
    builder, reporter = IssueBuilder(faces_folder(fonts), context.obj), Reporter()
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
