"""Takes a picture of an article, gives it at the size that it is printed in."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from huibian.diagnostics import Diagnostics
from huibian.image import Image
from huibian.layoutfile.definition import Layout
from huibian.text.model import ArticlePicture
from huibian.units import Length

_INCH = Length.of(72, "pt")
_LEAST_SIDE = Length.of(2, "mm")  # of a printed picture


class SizedPicture(Struct, frozen=True):
    """An image at its printed size, in the middle of `rows` grid lines."""

    image: Image
    width: Length
    height: Length
    rows: int


def size_picture(layout: Layout, picture: ArticlePicture, diagnostics: Diagnostics) -> SizedPicture:
    """The printed size of a picture: as large as the layout allows, its white and it a whole number of grid lines.

    A picture that would be a mere stroke is refused (HB529), one that is coarser than the layout's least resolution at
    that size reported (HB505).
    """
    rules, pitch, image = layout.pictures, layout.grid.pitch, picture.image
    widest = min(rules.width, layout.type_area.width)
    height = Length(widest * image.height // image.width)
    rows = min(rules.lines, layout.grid.lines, -(-(height + rules.white) // pitch))
    height = pitch * rows - rules.white
    width = Length(min(widest, height * image.width // image.height))
    height = Length(min(height, width * image.height // image.width))
    check_picture(layout, picture, width, height, diagnostics)
    return SizedPicture(image, width, height, rows)


def smaller_pictures(layout: Layout, picture: SizedPicture) -> Iterator[SizedPicture]:
    """The same picture on fewer and fewer grid lines, each as high as they allow, down to the layout's least."""
    rules, image = layout.pictures, picture.image
    for rows in range(picture.rows - 1, 0, -1):
        height = Length(min(layout.grid.pitch * rows - rules.white, picture.height))
        width = Length(height * image.width // image.height)
        if height * 100 < picture.height * rules.least_scale or min(width, height) < _LEAST_SIDE:
            return
        yield SizedPicture(image, width, height, rows)


def cell_picture_size(
    layout: Layout, picture: ArticlePicture, room: Length, diagnostics: Diagnostics
) -> tuple[Length, Length]:
    """Width and height of a picture in the cell of a table: at most `room` wide, and no larger than looks fine.

    It is refused and reported like any other.
    """
    image, rules = picture.image, layout.pictures
    highest = layout.grid.pitch * min(rules.lines, layout.grid.lines) - rules.white
    width = Length(min(room, fine_width(layout, picture), highest * image.width // image.height))
    height = Length(width * image.height // image.width)
    check_picture(layout, picture, width, height, diagnostics)
    return width, height


def fine_width(layout: Layout, picture: ArticlePicture) -> Length:
    """How wide a picture may be printed without being coarse; a small one as wide as is no mere stroke."""
    image = picture.image
    fine = image.width * _INCH // layout.pictures.resolution
    least = -(-_LEAST_SIDE * image.width // min(image.width, image.height))
    return Length(min(max(fine, least), layout.type_area.width))


def check_picture(
    layout: Layout, picture: ArticlePicture, width: Length, height: Length, diagnostics: Diagnostics
) -> None:
    """Refuse a picture that would be a mere stroke at its printed size (HB529); report one that is coarse (HB505)."""
    rules, image = layout.pictures, picture.image
    if min(width, height) < _LEAST_SIDE:
        diagnostics.error(
            "HB529",
            f"图片太窄长：{image.width} × {image.height} 像素，印出来不到 {_LEAST_SIDE.mm:.0f} 毫米",
            picture.span,
            "裁成接近的长和宽，或分成几张。",
        )
        return
    resolution = image.width * _INCH // width
    if resolution < rules.resolution:
        needed = -(-rules.resolution * width // _INCH)
        diagnostics.warning(
            "HB505",
            f"照片太粗：印出来每英寸只有 {resolution} 点，不到 {rules.resolution} 点",
            picture.span,
            f"换一张宽 {needed} 像素以上的原图；聊天软件传的图常被压小，让供稿单位发原文件。",
        )
