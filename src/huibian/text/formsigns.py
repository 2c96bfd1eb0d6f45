"""What every line of a form has, so that most lines need not be matched with it, and its pattern seldom be compiled.

The names are those of the forms (`text/forms`); those that are not here have nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from msgspec import Struct

F = TypeVar("F")


class Signs(Struct, frozen=True):
    """What every line of a form has; what is empty says nothing.

    Attributes:
        begins: One of these characters is its first.
        ends: One of these characters is its last.
        has: One of these strings stands in it.
    """

    begins: str = ""
    ends: str = ""
    has: tuple[str, ...] = ()


class BySigns(Generic[F]):
    """Some forms, each with its signs, to be looked up by the first and the last character of a line."""

    def __init__(self, forms: Iterable[tuple[Signs, F]]) -> None:
        self._forms = tuple(forms)
        self._begins = frozenset("".join(signs.begins for signs, _ in self._forms))
        self._ends = frozenset("".join(signs.ends for signs, _ in self._forms))
        self._possible: dict[tuple[str, str], tuple[F, ...]] = {}

    def possible(self, text: str) -> tuple[F, ...]:
        """The forms that a line may have, in their order; none or few for most lines."""
        first, last = text[:1], text[-1:]
        key = (first if first in self._begins else "", last if last in self._ends else "")  # few, whatever is asked
        found = self._possible.get(key)
        if found is None:
            found = self._possible[key] = tuple(form for signs, form in self._forms if _may_have(signs, *key))
        return found


def _may_have(signs: Signs, first: str, last: str) -> bool:
    """Whether a line may have signs; its first and its last character are empty where they are no sign."""
    return (not signs.begins or (first != "" and first in signs.begins)) and (
        not signs.ends or (last != "" and last in signs.ends)
    )


_COLONS = "：:"
_LABELS = (*_COLONS, "/", "／")
_OPENS, _CLOSES = "（(【[［", "）)】]］"
_BRACKETS = Signs(_OPENS, _CLOSES)
_WHITE = tuple(
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_OF_OFFICES = "府委会室办局厅部院处科站所心司团社行校学馆队组支道报联协"  # how their names end

SIGNS = {
    "作者冒号": Signs("作撰执供来报稿整口记通摄责编审校初复终监图文", has=_LABELS),
    "括号作者冒号": Signs(_OPENS, _CLOSES, _LABELS),
    "记者空格姓名": Signs(f"{_OPENS}本记通作", has=("记者", "通讯员", "作者")),
    "记者通讯员": Signs(has=("记者", "通讯员", "评论员", "撰稿人")),
    "空格供稿": Signs(
        ends=f"稿供文理影送{_CLOSES}", has=("供稿", "来稿", "提供", "撰稿", "撰文", "整理", "摄影", "报送")
    ),
    "括号供稿": Signs(_OPENS, _CLOSES, ("供稿", "来稿", "撰稿", "整理", "报送")),
    "职务姓名": Signs(has=_WHITE),
    "单位姓名": Signs(has=_WHITE),
    "姓空格名": Signs(has=_WHITE),
    "括号日期": Signs("（(", "）)", ("年",)),
    "法规题注": Signs(ends="过布订正准行", has=("通过", "公布", "发布", "修订", "修正", "批准", "施行")),
    "括号单位": _BRACKETS,
    "括号姓名": _BRACKETS,
    "括号出处": Signs(_OPENS, _CLOSES, ("据", "转自", "转载自", "原载", "摘自", "选自", "摘编自", "载于", "作者")),
    "括号电头": Signs(_OPENS, _CLOSES, ("电", "讯")),
    "尊敬的": Signs("尊敬亲各", f"{_COLONS}！!"),
    "同志们": Signs("女先同朋乡老战委代各", f"{_COLONS}！!"),
    "某同志": Signs(ends=_COLONS),
    "各单位": Signs("各", _COLONS),
    "单位冒号": Signs(ends=_COLONS),
    "附件冒号": Signs("附", has=("附件",)),
    "附件": Signs("附"),
    "发文字号": Signs(has=("号",)),
    "密级和紧急程度": Signs("绝机秘特加平内"),
    "单位名称": Signs(ends=f"{_OF_OFFICES}）)"),
    "年月日": Signs(ends="日"),
    "年月": Signs(ends="月"),
    "点日期": Signs(has=(".", "．", "/", "－", "-")),
    "附注": Signs(
        "（(",
        "）)",
        (
            *("此件", "此文", "本通知", "本通告", "本公知", "本公告", "联系人", "联系单位", "联系电话", "联系方式"),
            *("经办人", "承办单位", "公开方式", "信息公开"),
        ),
    ),
    "抄送": Signs("主抄报分"),
    "印发": Signs(ends="发"),
    "联系人": Signs("联"),
    "图号": Signs("附图"),
    "双图号": Signs("附图"),
    "图冒号": Signs("图Ff", has=tuple(_COLONS)),
    "图为": Signs("上下左右题图"),
    "三角": Signs("▲△"),
    "摄影者": Signs(ends="道影摄图）)。", has=("摄", "供图")),
    "供图": Signs(ends=f"图{_CLOSES}", has=("供图",)),
    "某某摄": Signs(ends=f"摄影{_CLOSES}", has=("摄",)),
}
"""The signs of each form."""
