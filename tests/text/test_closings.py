from __future__ import annotations

import pytest

from huibian.text.closings import closing_roles
from tests.support.lines import bounds, each

BODY = "正文一段。"
NAMES = {"attachment": "附", "signature": "署", "date": "日", "remark": "注", "source": "源"}


def told(*texts: str, first: int = 0) -> str:
    """One character for each line: what it is, or a full stop for a paragraph."""
    roles = closing_roles(texts, first)
    return "".join(NAMES[roles[index]] if index in roles else "." for index in range(len(texts)))


@pytest.mark.parametrize(
    ("lines", "roles"),
    [
        (["云溪县统计局", "2026年9月3日"], ".署日"),
        (["县委办", "县府办", "县档案馆", "县史志办", "2026年9月3日"], "..署署署日"),
        (["云溪县统计局", "2026年9月"], ".署日"),
        (["林知远", "2026年9月"], "..."),  # a month alone is a date below an office only
        (["林知远", "2026年9月3日"], ".署日"),
        (["特此通知", "2026年9月3日"], "..日"),
        (["2026年9月3日", "（此件公开发布）"], ".日注"),
        (["2026年9月3日", "（此件公开发布）", "（县统计局）"], ".日注源"),
        (["2026年9月3日", *["抄送：县委"] * 6], ".日" + "注" * 6),
        (["2026年9月3日", *["抄送：县委"] * 7], "." * 9),
        (["（县统计局）"], ".源"),
        (["来源：县统计局", "（周默　李澄）", "（责任编辑：周默）"], ".源源源"),
        (["来源：县统计局", "来源：县统计局", "（周默　李澄）", "（责任编辑：周默）"], "..源源源"),
        (["（此件公开发布）"], ".."),
        (["县统计局", "2026年9月3日", "附件1", "名单"], ".署日.."),
        (["林知远", "2026年9月3日", "附件1", "名单"], "....."),
        (["县统计局", "2026年9月3日", "（此件公开发布）", "名单"], ".署日注."),
        (["县统计局", "2026年9月3日", "（县统计局）", "名单"], "....."),
        (["县统计局", "2026年9月3日", "名单"], "...."),
        (["附件：1.名单", "2.回执", "云溪县统计局", "2026年9月3日"], ".附附署日"),
        (["附件1：名单", "附件2：回执", "云溪县统计局", "2026年9月3日"], ".附附署日"),
        (["2.回执", "云溪县统计局", "2026年9月3日"], "..署日"),
        (["附件：名单", "（县统计局）"], ".附源"),
        (["附件：1.名单", "2.回执"], ".附附"),
        (["附件：1.名单", "另见回执", "云溪县统计局", "2026年9月3日"], "...署日"),
        (["附件：1.名单", "2.请报名。", "2026年9月3日"], "...日"),
        (["2.抓学习", "附件1：名单", "附件2：回执", "2026年9月3日"], "..附附日"),
        (["2026年9月3日", "（县统计局）", "来源：县统计局", "来源：县统计局", "来源：县统计局"], ".日源源源源"),
    ],
)
def test_closing_lines_are_known_by_form_and_order(lines: list[str], roles: str) -> None:
    assert told(BODY, *lines) == roles


@pytest.mark.parametrize("lines", [["2026年9月3日"], ["附件：名单"], ["（县统计局）"], ["云溪县"], []])
def test_what_is_all_that_an_article_says_is_text(lines: list[str]) -> None:
    assert told(*lines) == "." * len(lines)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        *((line, "附") for line in each("2<.|．|、>回执")),
        ("2. 表", "附"),
        ("附件2：回执", "附"),
        *((line, ".") for line in each("2.回执<。|；|，|：>")),
        *((line, "附") for line in bounds("{1 1-2}.回执").fits),
        *((line, ".") for line in bounds("{1 1-2}.回执").does_not),
    ],
)
def test_a_line_of_the_list_of_attachments_has_a_number(line: str, role: str) -> None:
    assert told(BODY, "附件：1.名单", line, "2026年9月3日")[2] == role


def test_the_first_line_of_the_text_is_no_closing_line() -> None:
    assert told("云溪县统计局", "2026年9月") == ".."
    assert told("附件1：名单", "附件2：回执", "2026年9月3日") == ".附日"


def test_the_text_begins_below_the_bylines() -> None:
    assert told("作者：周默", "2026年9月3日", first=1) == ".."
    assert told("作者：周默", BODY, "2026年9月3日", first=1) == "..日"
