"""`huibian render`: the PDF and the DOCX of issues."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from huibian.cli.find import find_manifest
from huibian.cli.options import Fonts, Formats, Output, Quiet, all_targets, faces_folder, read_formats
from huibian.cli.progress import progress
from huibian.cli.report import Reporter, format_path

if TYPE_CHECKING:
    from huibian.frame import Document

EPILOG = """\b
例：
  huibian render                          当前文件夹里只有一份清单，就不用写它的名字
  huibian render issue-92.yaml
  huibian render issue-9*.yaml -o 成品    几期一起排，都写到“成品”文件夹
  huibian render issue-92.yaml --format pdf
  huibian render issue-92.yaml --fonts ~/字体
\b
一期有错，别的期照样排完；有错的那期原有的文件一个字节也不动。"""


def render(
    context: typer.Context,
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
    builder = IssueBuilder(faces_folder(fonts), context.obj, sets_again=False)
    reporter = Reporter(quiet=quiet)
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


def _done(document: Document, paths: Iterable[Path]) -> str:
    """What was set, how long it is, and where it lies."""
    from huibian.frame import PartKind  # slow to import for a command that sets nothing

    body = sum(part.pages for part in document.parts if part.kind is PartKind.BODY)
    head = f"{document.metadata.title}：正文 {body} 页，共 {len(document.pages)} 页"
    return "\n".join((head, *(f"  {format_path(path)}" for path in paths)))
