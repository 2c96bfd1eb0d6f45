"""What the names of folders and files say: their numbers are for the order, and no part of a title."""

from __future__ import annotations

import re

from huibian.characters import Oddity, oddities

_ANY = r"(?:\d+|[〇零一二两三四五六七八九十百]+)"
_NO_DATE = r"(?![\d年月日周季届])"  # 2026-09, 10 月要闻: no number of an order
_PREFIXES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"第{_ANY}(?:部分|[编章版栏])[\s、.．:：_—－-]+",
        rf"[（(【\[〔]{_ANY}[）)】\]〕][\s、.．_-]*",
        rf"{_ANY}\s*(?:[、.．_—－）)-]+\s*|\s+){_NO_DATE}",
        r"[①-⑳⑴-⒇⒈-⒛㈠-㈩]\s*",
        rf"[0０]\d{_NO_DATE}",
    )
)
_GENERIC = frozenset(
    ("来稿", "稿件", "稿子", "原稿", "投稿", "文章", "文稿", "正文", "材料", "文件", "articles", "manuscripts", "texts")
)


def without_number(name: str) -> str:
    """A name without the number that it begins with, as 01-重要会议 and （三）重要会议; as it is if that is all."""
    found = next((match for prefix in _PREFIXES if (match := prefix.match(name))), None)
    rest = name if found is None else name[found.end() :].strip()
    return rest or name


def section_title(folder: str) -> str | None:
    """The title of the section that a folder is, without what no manifest may say; `None` where nothing is left."""
    odd = {index for index, oddity in oddities(folder) if oddity is not Oddity.VARIANT}
    sound = "".join(char for index, char in enumerate(folder) if index not in odd).strip()
    return without_number(sound) or None


def is_generic(folder: str) -> bool:
    """Whether a folder is called after what lies in it, and not after a section of the issue."""
    return without_number(folder).casefold() in _GENERIC
