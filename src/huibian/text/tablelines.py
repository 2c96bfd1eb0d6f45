"""The lines that belong to a table: its caption and what its numbers are counted in, above it, and notes below it.

Like the other patterns (`patterns`) these are strict: 单位：县统计局 names an office, not what is counted.
"""

from __future__ import annotations

from huibian.regex import compiled

_FIGURE = r"\s?[\d\uff10-\uff19]{1,3}(?:[-—－.．][\d\uff10-\uff19]{1,3})?"  # 1, 2-1
_TABLE_CAPTION = rf"(附?表{_FIGURE}(?:[\s：:.．、]+[^。]*)?)|(?:表|[Tt]able)\s?[：:]\s*([^。]+)"
_LONGEST_CAPTION = 60

_UNIT_LABELS = "(?:计量|金额|货币|数量|面积|产量|长度|重量)?单位"
_MULTIPLES = "(?:十|百|千|万|十万|百万|千万|亿)"
_UNITS = (
    "(?:元|美元|港元|欧元|角|分|人|人次|户|名|位|岁|个|家|所|处|座|套|台|辆|架|艘|部|册|卷|种|篇|份|件|项|宗|起|次|批|条|张|幅|"
    "头|只|匹|羽|株|棵|亩|公顷|平方米|平方公里|平方千米|立方米|米|公里|千米|厘米|毫米|里|吨|公斤|千克|斤|克|担|升|毫升|度|"
    "千瓦|千瓦时|千瓦小时|年|月|天|日|小时|分钟|倍|百分点|个百分点|%|％|‰|℃|㎡|m²|km|kg|t)"
)
_UNIT = rf"{_MULTIPLES}?{_UNITS}(?:[/／每]{_MULTIPLES}?{_UNITS})*"
_UNITS_LINE = rf"(?P<open>[（(])?\s*{_UNIT_LABELS}\s*[：:]\s*{_UNIT}(?:[、，,;；\s]+{_UNIT})*\s*(?(open)[）)])"
_LONGEST_UNITS = 30

_NOTE_LABELS = "(?:(?:资料|数据)(?:来源|出处)|附注|表注|注释|注|说明|填表说明|备注)"
_NOTE = rf"[*※]?{_NOTE_LABELS}\s?\d{{0,2}}\s?[：:]\s*(?:(?P<number>\d{{1,2}})[.．、)）])?.*\S"
_FURTHER = r"(?P<number>\d{1,2})[.．、)）]\s*\S.*"
_LONGEST_NOTE = 200


def table_caption(text: str) -> int | None:
    """Where the caption in a line above a table begins; `None` if the line is none.

    表1 各乡镇秋粮面积 stands as it is; of 表：各乡镇秋粮面积 the label goes.
    """
    match = compiled(_TABLE_CAPTION).fullmatch(text) if len(text) <= _LONGEST_CAPTION else None
    if match is None:
        return None
    return 0 if match[1] else match.start(2)


def is_units(text: str) -> bool:
    """Whether a line above a table says what its numbers are counted in: 单位：万元, （计量单位：吨、公顷）."""
    return len(text) <= _LONGEST_UNITS and compiled(_UNITS_LINE).fullmatch(text) is not None


def is_table_note(text: str, above: str | None) -> bool:
    """Whether a line below a table belongs to it: 资料来源：县统计局, 注：本表不含乡镇企业。

    Args:
        text: The line.
        above: The note that stands above it; `None` for a line right below the table. Where that one is numbered,
            so may this one be without a label: 注：1.…, 2.….
    """
    if len(text) > _LONGEST_NOTE:
        return False
    return compiled(_NOTE).fullmatch(text) is not None or (above is not None and _goes_on(text, above))


def _goes_on(text: str, above: str) -> bool:
    here = compiled(_FURTHER).fullmatch(text)
    before = compiled(_NOTE).fullmatch(above) or compiled(_FURTHER).fullmatch(above)
    number = before["number"] if before else None
    return here is not None and number is not None and int(here["number"]) == int(number) + 1
