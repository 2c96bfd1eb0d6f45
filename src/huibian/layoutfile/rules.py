"""The line rules that a layout chooses (`line_breaking`), and what they come to at a type size."""

from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from msgspec import Meta

from huibian.layoutfile.fields import Growth, Letters, Share, Words
from huibian.linebreak.cells import Policy
from huibian.linebreak.classes import Prohibition
from huibian.markedyaml import Model
from huibian.units import ZERO, Length
from huibian.wordprocessors import LIBREOFFICE_GAP


class LineStartBrackets(StrEnum):
    """Which brackets and quotes at the start of a line lose the white on their left."""

    NONE = "none"
    REST = "rest"  # on every line of a paragraph but the first
    ALL = "all"


class LineBreaking(Model, frozen=True, kw_only=True):
    """How lines are adjusted, in em of the text's own size; `layouts/README.md` explains every key.

    What has a default here is off unless a layout asks for it.
    """

    prohibition: Annotated[
        Prohibition,
        Meta(description="避头尾的宽严：basic 基本；gb 另外斜线不在行末；strict 另外破折号、省略号不在行首"),
    ] = Prohibition.STRICT
    shared_white: Annotated[
        Share,
        Meta(description="两个标点相邻、其中有括号或引号时，一共让出多少：0.5 em 是共占一个半字，1 em 是共占一个字"),
    ]
    mark_white: Annotated[Share, Meta(description="全角标点的空白有多宽")]
    interpunct_white: Annotated[Share, Meta(description="挤压时全角间隔号两边一共可以让出多少")] = 0.0
    half_width_doubled_marks: Annotated[bool, Meta(description="？！连用时是否合占一个字")] = False
    half_width_line_end: Annotated[bool, Meta(description="行末的标点是否占半个字")] = False
    line_start_brackets: Annotated[
        LineStartBrackets, Meta(description="行首的括号、引号去掉左半边空白：none 不去、rest 除段首外都去、all 都去")
    ] = LineStartBrackets.NONE
    squeeze: Annotated[
        Share,
        Meta(
            description="为收进一个不能放行首的标点（有 loose_limit 时，也为免得撑出松行），这一行每个标点最多让出多少"
        ),
    ]
    squeeze_stops: Annotated[bool, Meta(description="行中的句号、问号、叹号最后也可以挤")] = True
    word_space_least: Annotated[Share | None, Meta(description="挤压时外文词间的空格最窄多少；不写就不挤")] = None
    western_gap_least: Annotated[
        Share | None, Meta(description="挤压时汉字和外文、数字之间的空隙最窄多少；不写就不挤")
    ] = None
    western_gap: Annotated[Share, Meta(description="汉字和外文、数字之间的空隙")]
    western_gap_limit: Annotated[Growth, Meta(description="先把汉字和外文、数字之间的空隙撑到多宽，再撑汉字之间")]
    western_gap_most: Annotated[
        Growth | None,
        Meta(
            description="一行撑得比 loose_limit 还松时（没有 loose_limit：撑不满时），汉字和外文、数字之间的空隙"
            "最多到多宽；不写就不再加宽"
        ),
    ] = None
    word_space_limit: Annotated[Growth, Meta(description="先把外文词间的空格撑到多宽，再撑汉字之间")]
    spread_limit: Annotated[Growth, Meta(description="两字之间最多撑开多少；还不够的行就短着")]
    loose_limit: Annotated[
        Growth | None,
        Meta(description="整段通盘断行：一行撑得比这更松就算松行，要撑的由相邻各行分摊；不写就一行一行断，不管松紧"),
    ] = None
    units: Annotated[
        tuple[Words, ...], Meta(description="不和数字分开的汉字单位，如 [元, 公里, 人]；前面的万、亿不用写")
    ] = ()
    code_length: Annotated[Letters, Meta(description="网址、编号多长才可以在 / ? & = # _ - . 后面断开；0 是不断")] = 0
    code_spread: Annotated[
        Growth,
        Meta(
            description="一行有网址、撑得比 loose_limit 还松时（没有 loose_limit：撑不满时），"
            "网址的字母之间可以撑开多少"
        ),
    ] = 0.0
    date_spread: Annotated[Growth, Meta(description="为了日期不断开，前一行可以撑开多少；0 em 可以断开")] = 0.0
    last_line_minimum: Annotated[Letters, Meta(description="孤字不成行：一段的末行至少几个字")] = 0
    lock_spread: Annotated[
        Growth,
        Meta(description="为了让各种文字处理软件自己就在这里断行，前一行可以撑开多少；要有 loose_limit 才起作用"),
    ] = 0.0

    def policy(self, size: Length, tracking: Length = ZERO) -> Policy:
        """The same for the line breaker, at a type size."""
        return _policy(self, size, tracking)


@lru_cache(maxsize=256)  # asked for every paragraph; a layout has some ten sizes
def _policy(rules: LineBreaking, size: Length, tracking: Length) -> Policy:
    brackets = rules.line_start_brackets
    return Policy(
        squeeze=int(size.em(rules.squeeze)),
        word_space=int(size.em(rules.word_space_limit)),
        western_gap=int(size.em(rules.western_gap_limit)),
        spread=int(size.em(rules.spread_limit)),
        code_spread=int(size.em(rules.code_spread)),
        loose=_at(size, rules.loose_limit),
        squeezes_stops=rules.squeeze_stops,
        word_space_least=_at(size, rules.word_space_least),
        western_gap_most=_at(size, rules.western_gap_most),
        western_gap_least=_at(size, rules.western_gap_least),
        trims_end=rules.half_width_line_end,
        trims_start=brackets is not LineStartBrackets.NONE,
        trims_first=brackets is LineStartBrackets.ALL,
        date_spread=int(size.em(rules.date_spread)),
        last_letters=rules.last_line_minimum,
        lock_spread=int(size.em(rules.lock_spread)),
        gap_doubt=int(size.em(LIBREOFFICE_GAP)) if rules.lock_spread else 0,
        tightened=max(0, -int(tracking)),
    )


def _at(size: Length, ems: float | None) -> int | None:
    return None if ems is None else int(size.em(ems))
