"""Takes the name of a picture in an article, gives the picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from huibian import source
from huibian.diagnostics import HELPED, HuibianError, Span
from huibian.image import Image, change_of, flaw_of, read_image
from huibian.text.remarks import Remarks

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")  # two letters at least: C: is a drive
_SHOWN = 40  # characters of an address
_HINT = "用看图程序打开它，另存为 JPEG 或 PNG；太大的，缩小到八千万像素以内。"


@dataclass(frozen=True, slots=True)
class PictureFlaw:
    """Why a picture is not taken, to be said behind its name, and what to do."""

    message: str
    hint: str


def take_picture(data: bytes, name: str, at: Span, remarks: Remarks) -> Image | PictureFlaw:
    """The image of the bytes of a picture; what was made otherwise of it is told at `at`, with `name` before it."""
    image = read_image(data)
    if image is None:
        return PictureFlaw(flaw_of(data), _HINT)
    change = change_of(data)
    if change is not None:
        remarks.warning("HB255", f"{name}{change}", at)
    return image


@dataclass(frozen=True, slots=True)
class Pictures:
    """Where an article's pictures are looked for.

    Attributes:
        folder: The article's, which their names are relative to.
        fence: The manifest's, which they may not leave.
        remarks: Gets every fault.
    """

    folder: Path
    fence: Path
    remarks: Remarks

    def read(self, name: str, at: Span) -> Image | None:
        """The picture of that name; `None` where there is none, which is reported at `at`."""
        if _ADDRESS.match(name):
            hint = "把图片存到文章旁边，写文件名。"
            self.remarks.error("HB220", f"图片写的是网址 {name[:_SHOWN]}", at, hint)
            return None
        try:
            path = source.locate(unquote(name), self.folder, self.fence, at, propose=len(self.remarks) < HELPED)
            data = source.load(path, at)
        except HuibianError as error:
            for each in error.diagnostics:
                self.remarks.error(each.code, each.message, each.span or at, each.hint)
            return None
        taken = take_picture(data, f"{path.name} ", at, self.remarks)
        if isinstance(taken, PictureFlaw):
            self.remarks.error("HB221", f"{path.name} {taken.message}", at, taken.hint)
            return None
        return taken
