"""Writes the pages of an issue as a set of pictures: `page-001.png` and so on, in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from huibian import output, source
from huibian.build import Composed, IssueBuilder
from huibian.causes import cause
from huibian.diagnostics import Diagnostic, Diagnostics, HuibianError, Severity, Span
from huibian.exports import Format, encode
from huibian.preview.pictures import DrawnPdf, Resolution, is_own

_NAME = re.compile(r"page-(?P<number>\d{3,})\.png")


class WrittenPages(Struct, frozen=True):
    """An issue whose pages were written.

    Attributes:
        composed: The issue.
        paths: The pictures, page by page.
        warnings: What the editor should know, of the issue and of the folder.
    """

    composed: Composed
    paths: tuple[Path, ...]
    warnings: tuple[Diagnostic, ...]


def write_pages(builder: IssueBuilder, manifest: Path, folder: Path, resolution: Resolution) -> WrittenPages:
    """Write a picture of each page, all or none, drawn from the bytes of the PDF that a render writes.

    Pictures of an earlier run that had more pages are removed; what bears such a name and was not drawn here stays.

    Raises:
        HuibianError: The issue has faults, a picture would take the place of a file that is not one of ours (HB620) or
            that the issue is made of (HB604), or it cannot be written. No file is touched then.
    """
    composed = builder.compose(manifest)
    pdf = DrawnPdf(encode(composed.document, [Format.PDF])[Format.PDF])
    paths = [folder / f"page-{number:03}.png" for number in range(1, len(pdf) + 1)]
    _refuse(builder, manifest, paths)
    recovered = output.write_all({path: pdf.draw(page, resolution) for page, path in enumerate(paths)})
    left = _remove_older(folder, len(paths))
    return WrittenPages(composed, tuple(paths), (*recovered, *composed.warnings, *left))


def _refuse(builder: IssueBuilder, manifest: Path, paths: list[Path]) -> None:
    """Refuse to write over what was not drawn here, or is read."""
    diagnostics = Diagnostics()
    hint = "移走它，或用 --png 换一个文件夹。"
    for path in paths:
        if path.is_file() and not _is_ours(path):
            message = f"那里已有一个 {path.name}，不是 huibian 画的，写了它，原来的内容就没有了"
            diagnostics.error("HB620", message, Span(path), hint)
    diagnostics.raise_errors()
    diagnostics.extend(builder.check_targets(manifest, paths))
    diagnostics.raise_errors()


def _is_ours(path: Path) -> bool:
    with suppress(HuibianError):  # too big for any page, or not to be read
        return is_own(source.load(path))
    return False


def _remove_older(folder: Path, pages: int) -> Iterator[Diagnostic]:
    """Remove the pictures of pages that the issue has no more; a warning (HB621) for each that cannot be removed."""
    for path in sorted(folder.iterdir()):
        name = _NAME.fullmatch(path.name)
        if name is None or int(name["number"]) <= pages or not path.is_file() or not _is_ours(path):
            continue
        try:
            path.unlink()
        except OSError as error:
            message = f"删不掉以前多出来的 {path.name}：{cause(error)}"
            yield Diagnostic(Severity.WARNING, "HB621", message, Span(path), "它不是这一期的，自己删掉它。")
