"""Takes the name of a picture in an article, gives the picture."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct, field

from huibian import source
from huibian.diagnostics import HELPED, HuibianError, Span
from huibian.image import Image
from huibian.regex import compiled
from huibian.text.remarks import Remarks

_ADDRESS = r"[A-Za-z][A-Za-z0-9+.-]+:|//"  # two letters at least: C: is a drive
_MOST_EXCESS = 2**30  # bytes that the pictures of an article become beyond what such files usually do
_SHOWN = 40  # characters of an address
_HINT = "用看图程序打开它，另存为 JPEG 或 PNG；太大的，缩小到五千万像素以内。"
_METAFILE_HINT = "在 Word 里选中它，剪切，再用“选择性粘贴”粘成“图片（PNG）”；或在电脑上装好 LibreOffice，再排一次。"


class PictureFlaw(Struct, frozen=True):
    """Why a picture is not taken: the code of the message, its words, to be said behind the name, and what to do."""

    code: str
    message: str
    hint: str


class PictureTaker(Struct):
    """Takes the pictures of an article.

    Attributes:
        remarks: Gets what was made otherwise of them.
        excess: How many bytes those that were read became beyond what such files usually do.
        drawn: How many metafiles were among them.
    """

    remarks: Remarks
    excess: int = 0
    drawn: int = 0

    def take(self, data: bytes, name: str, at: Span) -> Image | PictureFlaw:
        """The image of the bytes of a picture; what was made otherwise of it is told at `at`, with `name` before it."""
        from huibian.image.file import USUAL, excess_of, flaw_of  # slow to import, and few issues have pictures
        from huibian.image.parts import TooManyPartsError
        from huibian.image.read import change_of, read_image

        excess = excess_of(data)
        if self.excess + excess > _MOST_EXCESS:
            message = f"和前面的图片一起，解开以后太大（比文件大 {USUAL} 倍以上的部分，最多 {_MOST_EXCESS >> 20} MB）"
            return PictureFlaw("HB228", message, "分成几篇文章，或把图片缩小。")
        self.excess += excess
        try:
            image = read_image(data)
        except TooManyPartsError:
            return PictureFlaw("HB221", "里面的小块太多，读起来太费时间", _HINT)
        if image is None:
            return self._draw(data, name, at) or PictureFlaw("HB221", flaw_of(data), _HINT)
        change = change_of(data)
        if change is not None:
            self.remarks.warning("HB255", f"{name}{change}", at)
        return image

    def _draw(self, data: bytes, name: str, at: Span) -> Image | PictureFlaw | None:
        """The same for a metafile, which LibreOffice draws; `None` where it is none."""
        from huibian.image.read import read_image
        from huibian.metafile import DRAWN_LIMIT, draw, metafile_name

        sort = metafile_name(data)
        if sort is None:
            return None
        if self.drawn >= DRAWN_LIMIT:
            return PictureFlaw("HB260", f"是 {sort} 图，一篇文章里最多画 {DRAWN_LIMIT} 张", _METAFILE_HINT)
        self.drawn += 1
        drawn = draw(data)
        image = None if drawn is None else read_image(drawn)
        if image is None:
            return PictureFlaw("HB260", f"是 {sort} 图，要由 LibreOffice 画，没有画成", _METAFILE_HINT)
        message = f"{name}是 {sort} 图，由 LibreOffice 画成了 PNG"
        self.remarks.warning("HB259", message, at, "看一眼排出来的图，特别是里面的文字。")
        return image


class Pictures(Struct, frozen=True):
    """Where an article's pictures are looked for.

    Attributes:
        folder: The article's, which their names are relative to.
        fence: The manifest's, which they may not leave.
        taker: Takes them; its remarks get every fault.
    """

    folder: Path
    fence: Path
    taker: PictureTaker
    _taken: dict[Path, Image | PictureFlaw] = field(default_factory=dict)

    def read(self, name: str, at: Span) -> Image | None:
        """The picture of that name; `None` where there is none, which is reported at `at`."""
        if compiled(_ADDRESS).match(name):
            hint = "把图片存到文章旁边，写文件名。"
            self.taker.remarks.error("HB220", f"图片写的是网址 {name[:_SHOWN]}", at, hint)
            return None
        try:
            path = source.locate(unquote(name), self.folder, self.fence, at, propose=len(self.taker.remarks) < HELPED)
            taken = self._take(path, at)
        except HuibianError as error:
            for each in error.diagnostics:
                self.taker.remarks.error(each.code, each.message, each.span or at, each.hint)
            return None
        if isinstance(taken, PictureFlaw):
            self.taker.remarks.error(taken.code, f"{path.name} {taken.message}", at, taken.hint)
            return None
        return taken

    def _take(self, path: Path, at: Span) -> Image | PictureFlaw:
        """A picture, read once however often it is shown."""
        if path not in self._taken:
            self._taken[path] = self.taker.take(source.load(path, at), f"{path.name} ", at)
        return self._taken[path]
