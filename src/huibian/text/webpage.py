"""Takes out what pages of the web have round an article: 字号：大 中 小, 打印 关闭, 浏览次数, 上一篇.

A line goes only if all of it is such; who wrote the article, where it is from, stays. What merely looks like it stays,
and is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from msgspec import Struct
from msgspec.structs import replace

from huibian.frame import Role
from huibian.regex import compiled
from huibian.text.inlines import Inlines, cut, on_one_line
from huibian.text.model import Content, Paragraph
from huibian.text.remarks import Remarks

_LONGEST_LINE = 200  # characters
_SHOWN = 20

_TIME = r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
# Each part, and the white between two, is taken as long as it can be and not tried shorter (`?>`): else a line of forty
# dashes, or of parts with spaces before them, would take for ever.
_SIZES = r"(?>[\[【（(]?\s*[大中小特默认+-](?:[\s|\uff5c/、\[\]【】]*[大中小特默认+-]){1,6})"
_COUNTED = (  # what a page says of itself, with a time, a count or sizes of type behind it
    "发布时间|发布日期|发表时间|发表日期|更新时间|更新日期|录入时间|浏览次数|浏览量|浏览数|点击数|点击次数|点击量|阅读次数|阅读量|阅读数|"
    "访问量|访问次数|人气|阅读|浏览|点击|字号|字体|字体大小|字号大小|视力保护色|字体显示"
)
_SAID = (  # of the article
    "来源|信息来源|文章来源|稿件来源|作者|文章作者|记者|通讯员|责任编辑|责编|编辑|供稿|发布单位|发布人|发布机构|信息员"
)
_LONG_BUTTONS = (
    "打印本页|打印此页|打印本文|打印文章|关闭窗口|关闭本页|关闭此页|返回顶部|返回首页|返回列表|回到顶部|加入收藏|设为首页|我要纠错|复制链接|"
    r"扫一扫在手机打开当前页|扫一扫分享本页|分享到(?:[:：]|微信|微博|QQ空间|朋友圈|[\s、])*|视力保护色"
)
_BUTTONS = _LONG_BUTTONS + "|打印|关闭|收藏|分享|返回|微信|微博|繁体|简体|语音播报"
_GAP = r"(?>[\s|\uff5c/·,，;；\[\]【】（）()<>《》]*)"
_BETWEEN = "/·,，;；"  # what parts two of them, but ends none
_FIELD = rf"(?:{_COUNTED})\s*[：:]\s*(?:{_TIME}|\d+\s*(?:次|人次)?|{_SIZES}|(?=[\s|\uff5c\]】）)]|$))"
_NEXT = rf"{_COUNTED}|{_SAID}|打印|关闭|\d{{4}}[-年/.]\d"  # where what is said ends
_KEPT = rf"(?:{_SAID})\s*[：:](?:(?!{_NEXT})[^：:]){{0,40}}"
_PART = rf"(?>{_FIELD}|{_KEPT}|{_SIZES}|{_TIME}|{_BUTTONS})"
_IS_KEPT = rf"(?:{_SAID})\s*[：:]\s*+(?:(?!{_NEXT})[^：:|\uff5c\[\]【】])+"


class _Surrounding(Struct, frozen=True):
    """What stands on a page round its article.

    Attributes:
        pattern: What matches it.
        begins: Strings of which all that it matches begins with one; without them the pattern, which is long, is not
            asked.
        signs: The same, anywhere in it.
    """

    pattern: str
    begins: tuple[str, ...]
    signs: tuple[str, ...]

    def is_all_of(self, text: str) -> bool:
        """Whether a text is nothing else."""
        may_be = text.startswith(self.begins) and self._may_be_in(text)
        return may_be and compiled(self.pattern).fullmatch(text) is not None

    def is_in(self, text: str) -> bool:
        """Whether a part of a text is this."""
        return self._may_be_in(text) and compiled(self.pattern).search(text) is not None

    def _may_be_in(self, text: str) -> bool:
        return any(map(text.__contains__, self.signs))


def _surrounding(pattern: str, signs: str = "", *, begins: str = "") -> _Surrounding:
    return _Surrounding(pattern, tuple(begins.split("|")), tuple(signs.split("|")))


_FIELD_OF_DATELINE = _surrounding(_FIELD, _COUNTED)
_DATELINE = rf"{_GAP}{_PART}(?:{_GAP}{_PART}){{0,11}}{_GAP}"
_BAR = _surrounding(
    rf"{_GAP}(?:{_LONG_BUTTONS}|(?>{_BUTTONS})(?:{_GAP}(?>{_BUTTONS}|{_SIZES})){{1,8}}){_GAP}",
    "打印|关闭|收藏|分享|返回|微信|微博|繁体|简体|播报|回到顶部|设为首页|纠错|复制链接|扫一扫|视力保护色",
)
_NEIGHBOUR = _surrounding(r"(?:上|下|前|后)一(?:篇|条|页)\s*[：:].{0,80}", begins="上一|下一|前一|后一")
_PATH = _surrounding(
    r"您?(?:现在|当前|目前)?(?:所在)?的?位置\s*[：:]?[^。，；>\uff1e»]{1,12}(?:[>\uff1e»]+[^。；>\uff1e»]{1,30}){1,9}",
    ">|\uff1e|»",
)
_FOOT = _surrounding(
    r"[^。；]{0,120}(?:[\u4e00-\u9fff]ICP备\d+|(?:公网安备|网站标识码)\s?[：:]?\s?\d+)[^。；]{0,80}",
    "ICP备|公网安备|网站标识码",
)
_SUSPECT = _surrounding(
    r"(?:相关(?:新闻|阅读|链接|文章|报道|附件|推荐)|推荐阅读|延伸阅读|热门(?:新闻|文章|推荐)|(?:版权|免责)声明|长按(?:二维码|识别)|扫码|"
    r"扫描二维码|点击(?:上方|下方)?(?:蓝字|关注)|关注我们|阅读原文|点赞|在看)(?:[^。；]{0,40}|[：:].{,80})"
    r"|(?:阅读|浏览|点击|人气|字号|字体)\s*[：:]",  # a count that was not copied, or a heading
    begins="相关|推荐|延伸|热门|版权|免责|长按|扫码|扫描|点击|关注|阅读|点赞|在看|浏览|人气|字号|字体",
)


def without_webpage(contents: Iterable[Content], remarks: Remarks) -> list[Content]:
    """The contents of a file without what a page of the web had round them; each line left out is told (HB266)."""
    return [kept for content in contents for kept in _kept(content, remarks)]


def _kept(content: Content, remarks: Remarks) -> Iterator[Content]:
    if not _may_go(content):
        yield content
        return
    text = content.text
    if _NEIGHBOUR.is_all_of(text) or ("。" not in text and any(each.is_all_of(text) for each in (_BAR, _PATH, _FOOT))):
        _leave(text, content, remarks)
    elif _SUSPECT.is_all_of(text):
        hint = "是网页上的，就从文件里删掉。"
        remarks.warning("HB267", f"“{_begin(text)}”像是网页上的，照正文排", content.span, hint)
        yield content
    elif _FIELD_OF_DATELINE.is_in(text) and compiled(_DATELINE).fullmatch(text):
        yield from _without_fields(content, remarks)
    else:
        yield content


def _may_go(content: Content) -> TypeGuard[Paragraph]:
    return (
        isinstance(content, Paragraph)
        and content.role is Role.PARAGRAPH
        and len(content.text) <= _LONGEST_LINE
        and not any(inline.note for inline in content.inlines)
    )


def _without_fields(paragraph: Paragraph, remarks: Remarks) -> Iterator[Paragraph]:
    """What a dateline says of the article."""
    text = paragraph.text
    spans = [match.span() for match in compiled(_IS_KEPT).finditer(text)]
    parts: list[Inlines] = []
    left, end = "", 0
    for start, stop in spans:
        stop = start + len(text[start:stop].rstrip().rstrip(_BETWEEN).rstrip())
        parts.append(cut(paragraph.inlines, start, stop))
        left, end = left + text[end:start], stop
    _leave(left + text[end:], paragraph, remarks)
    if parts:
        yield replace(paragraph, inlines=on_one_line(parts), span=parts[0][0].span)


def _leave(text: str, paragraph: Paragraph, remarks: Remarks) -> None:
    hint = "要印的话，改写成一句话。"
    message = f"略去了网页上的“{_begin(text.strip())}”"
    remarks.left_out(message, paragraph.span, text, hint, code="HB266")


def _begin(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
