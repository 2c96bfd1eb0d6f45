from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from huibian.diagnostics import Diagnostic, Diagnostics, HuibianError, Severity
from huibian.draft.folder import DraftSection, Manuscript
from huibian.draft.names import section_title
from huibian.draft.write import manifest_text, prove, scalar
from huibian.manifest.schema import ArticleEntry
from huibian.markedyaml import Codes, UnfitError, fit
from huibian.markedyaml.parse import parse
from huibian.source import Source

CODES = Codes("HB110", "HB111", "HB112", "HB113")
VALUES = {
    "layout": "bulletin",
    "masthead": "月报: #1",
    "issue": "7",
    "month": "2026-01",
    "editor": "某县 地方史志办公室",
    "printed": "2026-02-03",
    "phone": "0796620",
    "copies": "130",
}
FAULT = Diagnostic(Severity.WARNING, "HB102", "3.pdf 是版式文件（PDF），不是纯文本", None, "要文字稿。")
SECTIONS = (
    DraftSection(
        "会议",
        (
            Manuscript("会议/1 #甲：乙.txt", "全县会议召开\u200b", False, ()),
            Manuscript("会议/2.md", "报名表", True, ()),
            Manuscript("会议/3.pdf", "", False, (FAULT,)),
        ),
    ),
    DraftSection("只有坏的", (Manuscript("坏/a\nb.pdf", "", False, (FAULT,)),)),
    DraftSection(None, (Manuscript("4.txt", "长" * 101, False, ()),)),
)
WRITTEN = (
    """\
# yaml-language-server: $schema=file:///s.json
layout: bulletin
masthead: '月报: #1'
issue: 7
month: 2026-01
editor: 某县 地方史志办公室
printed: 2026-02-03  # 上一期是 2026-01-05
sections:
  - title: 会议
    articles:
      - '会议/1 #甲：乙.txt'  # 全县会议召开
      - file: 会议/2.md  # 文件里没有标题
        title: 报名表
      # - 会议/3.pdf  # HB102 3.pdf 是版式文件（PDF），不是纯文本：要文字稿。
  # - title: 只有坏的
  #   articles:
      # - '坏/a b.pdf'  # HB102 3.pdf 是版式文件（PDF），不是纯文本：要文字稿。
  - title: 本月关注
    articles:
      - 4.txt  # """
    + "长" * 100
    + """…
colophon:
  # notice: 提示语
  phone: '0796620'
  copies: 130
"""
)


def test_a_manifest_has_what_was_sent_and_says_what_was_not_taken() -> None:
    said = {"printed": "上一期是 2026-01-05"}
    text = manifest_text(VALUES, SECTIONS, "本月关注", "file:///s.json", said, ["copies", "notice", "masthead"])
    assert text == WRITTEN
    prove(text, Path("issue.yaml"), VALUES, SECTIONS, "本月关注")


def test_without_a_colophon_there_is_none() -> None:
    values = {key: value for key, value in VALUES.items() if key not in ("phone", "copies")}
    assert "colophon" not in manifest_text(values, SECTIONS, "本月关注", "s", {}, ["masthead"])


@pytest.mark.parametrize(
    "change",
    [("4.txt", "5.txt"), ("title: 报名表", "title: 报表"), ("issue: 7", "issue: 8"), ("130", "x"), ("7  ", "7 #8")],
)
def test_a_manifest_that_says_something_else_is_never_written(change: tuple[str, str]) -> None:
    text = WRITTEN.replace("issue: 7\n", "issue: 7  \n").replace(*change)
    with pytest.raises(RuntimeError, match="does not say"):
        prove(text, Path("issue.yaml"), VALUES, SECTIONS, "本月关注")


def test_a_manifest_that_is_too_big_to_be_read_is_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huibian.source.SETTINGS_LIMIT", len(WRITTEN.encode()))
    prove(WRITTEN, Path("issue.yaml"), VALUES, SECTIONS, "本月关注")
    monkeypatch.setattr("huibian.source.SETTINGS_LIMIT", len(WRITTEN.encode()) - 1)
    with pytest.raises(HuibianError, match="HB102"):
        prove(WRITTEN, Path("issue.yaml"), VALUES, SECTIONS, "本月关注")


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("云溪史志月报", "云溪史志月报"),
        ("来稿/01-会议.txt", "来稿/01-会议.txt"),
        ("01-会议.txt", "01-会议.txt"),
        ("10 供水.txt", "10 供水.txt"),
        ("云内资字第 26-018 号", "云内资字第 26-018 号"),
        ("《月报》", "'《月报》'"),
        ("“两会”精神", "'“两会”精神'"),
        ("月报 #3期", "'月报 #3期'"),
        ("月报: 增刊", "'月报: 增刊'"),
        ("报：县委", "'报：县委'"),
        ("It's", "'It''s'"),
        ("- 甲", "'- 甲'"),
        ("*甲", "'*甲'"),
        ("2026", "'2026'"),
        ("2026-01", "'2026-01'"),
        ("0x1F", "'0x1F'"),
        ("1e3", "'1e3'"),
        ("no", "'no'"),
        ("Null", "'Null'"),
        ("~", "'~'"),
        ("C:\\稿\\1.txt", "'C:\\稿\\1.txt'"),
        ('"甲"', "'\"甲\"'"),
    ],
)
def test_words_are_quoted_where_yaml_would_take_them_otherwise(words: str, written: str) -> None:
    assert scalar(words) == written


@given(st.one_of(st.text(), st.text(alphabet="甲a1 :#-'\"“”*&!|>%@`,[]{}?~\\：、\u3000", max_size=8)))
@example("---")
@example("... 甲")
@example("? 甲")
@example("甲 :")
@example("<<")
def test_whatever_words_are_written_are_read_back(text: str) -> None:
    try:
        words = fit({"file": text}, ArticleEntry).file
    except UnfitError:
        return
    diagnostics = Diagnostics()
    for line in (f"- file: {scalar(words)}  # 甲", f"- {scalar(words)}  # 甲"):
        parsed = parse(Source(Path("a.yaml"), f"k:\n  {line}\n"), diagnostics, CODES)
        assert parsed is not None
        assert parsed[0] == {"k": [{"file": words} if "file:" in line else words]}
    assert not len(diagnostics)


@given(st.text(max_size=12), st.text(max_size=12))
@example("\u200b会议", "标\u200b题")
@example("# 会议", "标题\n- 甲")
def test_whatever_a_folder_and_a_title_are_the_manifest_is_sound(folder: str, title: str) -> None:
    sections = [DraftSection(section_title(folder), (Manuscript("1.txt", title, False, ()),))]
    text = manifest_text(VALUES, sections, "本月关注", "file:///s.json", {"printed": title}, ["notice"])
    prove(text, Path("issue.yaml"), VALUES, sections, "本月关注")
