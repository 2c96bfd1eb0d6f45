"""How editors write what a Word template would mark as headings and titles; `forms` has the lines round the text.

Every pattern is strict rather than clever. A line that is missed is set as the paragraph it was typed as; a paragraph
that is taken for something else is set wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from huibian.frame import Role
from huibian.regex import compiled
from huibian.text.forms import Kind, form_alone, form_of

CHINESE = "[一二三四五六七八九十百]{1,4}"
# 《行政法规制定程序条例》, article 6: regulations have 编, 章, 节 and 条.
ORDINAL_SIGN = "第"  # with which few lines begin: the patterns are not asked of others
ORDINAL = rf"{ORDINAL_SIGN}\s?(?:[一二三四五六七八九十百零〇]{{1,7}}|\d{{1,4}})\s?"
ARTICLE_OF_LAW = rf"{ORDINAL}条(?:之{CHINESE})?(?=\s+\S)"
_PART_OF_LAW = rf"{ORDINAL}(?:编(?!辑)|章|节\s+\S)"
NUMBERS = (  # GB/T 9704-2012, 7.3.3: the four levels; brackets of half width are as common as the right ones
    (Role.HEADING_1, rf"({CHINESE})[、．.]\s*\S"),
    (Role.HEADING_2, rf"[（(]({CHINESE})[）)]、?\s*\S"),
    (Role.HEADING_3, r"(\d{1,2})[.．]\s*[^\s\d]"),  # 3.14 and 2.5亿元 are no numbering
    (Role.HEADING_4, r"[（(](\d{1,2})[）)]、?\s*\S"),
)

ITEM = (Role.HEADING_3, r"(\d{1,2})、\s*\S")  # what offices write where the standard has 1.
_BEGIN_NUMBERS = "一二三四五六七八九十百（("  # besides digits

# A numbered line is a heading if it is a phrase, not a sentence: it stands on one line of print, which has 28
# characters (GB/T 9704-2012, 5.2.2) less the indent of two, and neither stops inside nor leads on at its end.
_MOST = 26
SHORTEST_LONG = _MOST + 1
_END = r"[。！？；：.!?;:][”’」』）)》]*$"
_SENTENCE = r"。|[；：，、…—.;:,][”’」』）)》]*$"

# What stands under a title.
_SUBTITLE_SIGNS = ("—", "―", "－", "-", "（", "(")  # with which it begins
_SUBTITLE = (
    r"(?:—{1,2}|―{1,2}|－{2}|-{2})\s*[^-\s—―－].*"
    r"|[（(](?:\d{4}年)?(?:试行|暂行|草案|初稿|摘要|节选|(?:征求意见|讨论|送审|审议|报批|修改|修订|草案)[稿本])[）)]"
)

_TITLE_STOPS = r"[。！；]|[：:，、,…]$"
# GB/T 9704-2012, 7.3.1: the title of a document says whose it is, what about, and what kind of document it is.
_ABOUT = "关于|印发|转发|批转"
_KIND_OF_DOCUMENT = (
    "(?:通知|意见|办法|规定|方案|决定|公告|通告|批复|复函|函|报告|条例|细则|规划|纲要|计划|纪要|通报|请示|预案|规则|制度|措施)"
    "》?(?:（[^）]{2,8}）)?$"
)
_SENTENCES = r"[。；](?=.)|[。；：][”’」』）)》]*$"
_MOST_TITLE_LINES = 3
LONGEST_TITLE = 60  # characters: more than two lines of print; what is longer is a paragraph
_LIKE = 0.6  # of the characters of two titles, how many stand in both in the same order
_NO_WORD = r"[\W_]"


def numbered(text: str) -> Role | None:
    """The level of a line that is a heading by its number; `None` for a paragraph."""
    level = _level(text) if len(text) <= _MOST else None
    return None if level is None or leads_on(text) else level


def is_numbered(text: str) -> bool:
    """Whether a line begins with the number of a heading, or of a part of a regulation, be it one or not."""
    return _level(text) is not None or (
        text.startswith(ORDINAL_SIGN) and any(compiled(part).match(text) for part in (ARTICLE_OF_LAW, _PART_OF_LAW))
    )


def begins_item(text: str) -> bool:
    """Whether a line begins with a number, be it one that the standard does not have: 1、."""
    return is_numbered(text) or (may_be_numbered(text) and compiled(ITEM[1]).match(text) is not None)


def may_be_numbered(text: str) -> bool:
    """Whether a line begins as `NUMBERS` and `ITEM` do: most do not, and need not be asked for each of these."""
    first = text[:1]
    return first in _BEGIN_NUMBERS or first.isdecimal()


def leads_on(text: str) -> bool:
    """Whether a numbered paragraph stops inside, or ends with a mark: such a one is no phrase."""
    return compiled(_SENTENCE).search(text) is not None


def is_date(text: str) -> bool:
    """Whether a line is nothing but a day: 2026年3月15日, 二〇二六年三月十五日 (GB/T 9704-2012, 7.3.5.4)."""
    return form_of(text, Kind.DATE) is not None


def is_signature(text: str) -> bool:
    """Whether a line may be the name of an office or a person, provided that a date follows it."""
    return form_of(text, Kind.SIGNATURE) is not None


def stands_alone(text: str) -> bool:
    """Whether a line is by itself, whatever the lines beside it are: 一、总体情况, 各位代表：, 附件1, 抄送：…."""
    return numbered(text) is not None or form_alone(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a line may be the last of its paragraph."""
    return compiled(_END).search(text) is not None


def is_title(text: str) -> bool:
    """Whether a paragraph reads like a title: short, no sentence, without number, no date, salutation or the like."""
    return (
        0 < len(text) <= LONGEST_TITLE
        and compiled(_TITLE_STOPS).search(text) is None
        and not (is_numbered(text) or stands_alone(text) or is_date(text))
    )


def is_subtitle(text: str) -> bool:
    """Whether a line under a title is its sub-title: ——在全县农村工作会议上的讲话, （征求意见稿）."""
    return text.startswith(_SUBTITLE_SIGNS) and compiled(_SUBTITLE).fullmatch(text) is not None and is_title(text)


def is_no_title(text: str) -> bool:
    """Whether a paragraph plainly is none: whom the text addresses, or sentences that are longer than a line."""
    if form_of(text, Kind.SALUTATION, Kind.RECIPIENTS):
        return True
    return compiled(_SENTENCES).search(text) is not None and len(text) > _MOST


def title_lines(texts: Iterable[str]) -> int:
    """How many lines at the head of a text plainly are one title, of the form 某某关于某事的通知; 1 for any other."""
    lines: list[str] = []
    for text in islice(texts, _MOST_TITLE_LINES):
        if not is_title(text) or compiled(r"\s").search(text):
            return 1
        lines.append(text)
        if compiled(_KIND_OF_DOCUMENT).search(text):
            return len(lines) if _is_title_of_document(lines) else 1
    return 1


def _is_title_of_document(lines: Sequence[str]) -> bool:
    """Whether lines are such a title: 关于 stands on the first of them, or begins one."""
    about = compiled(_ABOUT).search("\n".join(lines))
    if about is None or sum(map(len, lines)) > LONGEST_TITLE:
        return False
    before = about.string[: about.start()]
    return "\n" not in before or before.endswith("\n")


def is_like(title: str, other: str) -> bool:
    """Whether two titles are one in two wordings."""
    one, two = compiled(_NO_WORD).sub("", title), compiled(_NO_WORD).sub("", other)
    if not one or max(len(one), len(two)) > 2 * LONGEST_TITLE:
        return False
    from difflib import SequenceMatcher  # takes time to import, and titles are seldom replaced

    return SequenceMatcher(None, one, two).ratio() >= _LIKE


def _level(text: str) -> Role | None:
    if not may_be_numbered(text):
        return None
    return next((role for role, number in NUMBERS if compiled(number).match(text)), None)
