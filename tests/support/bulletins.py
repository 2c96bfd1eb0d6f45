"""Documents that the DOCX tests share: one for each kind of block."""

from __future__ import annotations

from functools import cache

from huibian.docx.write import write_docx
from huibian.frame import Document, Role
from tests.support.documents import bulletin

LONG_TITLE = "县文旅体局打通流通渠道解决企业复工“最后一公里”问题并且取得明显成效"
PARAGRAPH = "3月10日，市史志研究室副主任林知远带领市相关部门负责同志到我县调研“三问一访”活动开展情况，共走访企业12家。"
COLOPHON = (
    "发　　送：" + "区委书记，区长，区委常委，区人大常委会主任、副主任，" * 3,
    "主　　管：区政府办公室",
    "电　　话：68933000",
)


@cache
def standard() -> Document:
    """Cover, contents with an entry that wraps, three pages of body, colophon."""
    article = [(Role.HEADING_1, "一、基本情况"), *[(Role.PARAGRAPH, PARAGRAPH * 3)] * 4]
    return bulletin(
        [
            (Role.SECTION_HEAD, "本月关注"),
            (Role.ARTICLE_TITLE, LONG_TITLE),
            *article,
            (Role.ARTICLE_TITLE, "我县召开古树保护工作推进会"),
            *article,
            (Role.SECTION_HEAD, "工作动态"),
            (Role.ARTICLE_TITLE, "我县召开安全生产工作会议"),
            *article,
        ],
        colophon=COLOPHON,
    )


@cache
def standard_docx() -> bytes:
    """The same, written."""
    return write_docx(standard())
