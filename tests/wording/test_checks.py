from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian import resources
from huibian.diagnostics import Diagnostics, Span
from huibian.frame import Align, Role
from huibian.layoutfile.definition import Avoided, load_layout
from huibian.linebreak.dictionary import words
from huibian.manifest.model import Issue
from huibian.manifest.schema import Colophon
from huibian.markedyaml import Marks, fit
from huibian.text.model import Article, ArticleTable
from huibian.wording import checks
from huibian.wording.checks import check_avoided, check_printed, check_required, check_wording
from huibian.wording.fields import fields_of
from tests.support import contents
from tests.support.examples import SHORT, STANDARD, read, read_whole
from tests.support.layouts import changed_layout

AVOID = Avoided(authority="本规定", masthead_endings=("月报", "刊"), words=("本报", "本刊", "期刊社"))


def issue(masthead: str) -> Issue:
    return replace(read_whole(STANDARD), masthead=masthead)


def article(*texts: str) -> Article:
    blocks = tuple(contents.text_block(Role.PARAGRAPH, contents.inline(text)) for text in texts)
    return Article((contents.inline("标题"),), "标题", blocks, contents.SPAN)


def found(*texts: str, masthead: str = "云溪史志") -> list[tuple[str, str, int]]:
    """Code, word and column of each warning."""
    diagnostics = Diagnostics()
    layout = replace(changed_layout(), avoid=AVOID)
    check_avoided(layout, issue(masthead), [[article(*texts)]], diagnostics)
    return [
        (each.code, each.message.split("”")[0].split("“")[1], (each.span and each.span.column) or 0)
        for each in diagnostics
    ]


def unprinted(layout: str, **colophon: object) -> list[tuple[str, int, str]]:
    """The value, line and hint of each warning of an issue in a layout that comes with huibian."""
    one = read_whole(STANDARD)
    marks = Marks(dict(one.marks.values))
    for line, key in enumerate(colophon, 90):
        marks.values["colophon", key] = Span(one.path, line, 3)
    given = replace(one, colophon=fit(colophon, Colophon), permit="云内资001号", marks=marks)
    marks.values[("permit",)] = Span(one.path, 80, 9)
    diagnostics = Diagnostics()
    check_printed(load_layout(resources.layouts_folder() / f"{layout}.yaml"), fields_of(given), diagnostics)
    assert {each.code for each in diagnostics} <= {"HB305"}
    return [
        (each.message.split()[1].split("（")[0], (each.span and each.span.line) or 0, each.hint or "")
        for each in diagnostics
    ]


@pytest.mark.parametrize(
    ("layout", "key", "value"),
    [("jianbao", "distribution", "各乡镇"), ("gbt9704", "report_to", "县委"), ("bulletin", "send_to", "各局")],
)
def test_a_key_that_a_layout_does_not_print_is_told_with_the_layouts_that_do(layout: str, key: str, value: str) -> None:
    ((name, line, hint),) = [each for each in unprinted(layout, **{key: value}) if each[0] == key]
    assert (name, line) == (key, 90)
    named = hint.removeprefix("这个版式不印它；印它的有 ").removesuffix("。").split("、")
    assert named
    assert layout not in named
    for other in named:
        assert key not in [each[0] for each in unprinted(other, **{key: value}) if "一起印" not in each[2]]


def test_a_key_that_is_printed_with_another_is_told_with_that() -> None:
    assert [each for each in unprinted("jianbao", copies="130") if each[0] == "copies"] == [
        ("copies", 90, "它和 publisher 一起印：在清单的 colophon: 下面补上一行“publisher: …”（编辑出版单位）。")
    ]
    assert "copies" not in [each[0] for each in unprinted("jianbao", publisher="县志办", copies="130")]


def test_a_permit_is_told_where_it_is_not_printed() -> None:
    assert "permit" in [each[0] for each in unprinted("bulletin")]
    assert "permit" not in [each[0] for each in unprinted("neibu")]


def test_a_key_that_every_manifest_has_is_not_told() -> None:
    assert "month" not in [each[0] for each in unprinted("jianbao")]


def test_a_layout_may_require_what_it_has_to_print() -> None:
    layout = replace(changed_layout(), required=("permit", "copies"))
    read_one, diagnostics = read_whole(STANDARD), Diagnostics()

    check_required(layout, fields_of(read_one), diagnostics)

    assert [(each.code, "permit" in each.message) for each in diagnostics] == [("HB302", True)]
    assert [each.hint for each in diagnostics] == ["在清单补上一行“permit: …”（准印证号）。"]


@pytest.mark.parametrize(("masthead", "codes"), [("史志月报", ["HB303"]), ("月报汇编", []), ("云溪期刊", ["HB303"])])
def test_a_masthead_is_told_by_its_ending(masthead: str, codes: list[str]) -> None:
    assert [code for code, _, _ in found(masthead=masthead)] == codes


def test_words_are_found_at_their_place_wherever_they_are_said() -> None:
    column = contents.SPAN.column or 1

    assert found("据本刊记者了解，本报讯。") == [("HB304", "本刊", column + 1), ("HB304", "本报", column + 8)]
    assert found("平安。", "由期刊社主办。") == [("HB304", "期刊社", column + 1)]


@pytest.mark.parametrize("text", ["样本报送县里。", "本报告期内。", "本刊物。", "范本刊印。"])
def test_the_same_characters_may_be_parts_of_other_words(text: str) -> None:
    assert found(text) == []


def test_a_footnote_and_a_cell_are_text_too() -> None:
    diagnostics = Diagnostics()
    layout = replace(changed_layout(), avoid=AVOID)
    noted = contents.text_block(Role.PARAGRAPH, contents.inline("正文。"), contents.note("见本刊。"))
    table = ArticleTable((), (Align.START,), ((contents.cell("本刊"),),), 0, contents.SPAN)
    check_avoided(
        layout,
        issue("史志"),
        [[Article((contents.inline("标题"),), "标题", (noted, table), contents.SPAN)]],
        diagnostics,
    )

    assert [each.code for each in diagnostics] == ["HB304", "HB304"]


def test_a_licensed_serial_is_warned_and_other_layouts_are_not() -> None:
    read_one, articles = read(SHORT)
    diagnostics = Diagnostics()
    for name in ("bulletin", "gbt9704", "jianbao"):
        path: Path = resources.layouts_folder() / f"{name}.yaml"
        check_avoided(load_layout(path), read_one, [[article("本刊。")]], diagnostics)
    assert not list(diagnostics)
    assert articles

    check_avoided(
        load_layout(resources.layouts_folder() / "neibu.yaml"), issue("史志月报"), [[article("本刊。")]], diagnostics
    )
    assert [each.code for each in diagnostics] == ["HB303", "HB304"]


def test_many_of_them_in_one_paragraph_are_found_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def counted(text: str) -> list[str]:
        calls.append(text)
        return words(text)

    monkeypatch.setattr(checks, "words", counted)
    diagnostics = Diagnostics()
    layout = replace(changed_layout(), avoid=AVOID)
    check_avoided(layout, issue("史志"), [[article("本刊说，" * 50)]], diagnostics)

    assert len(list(diagnostics)) == 50
    assert len(calls) == 1


def test_all_of_it_is_told_without_pages() -> None:
    neibu = load_layout(resources.layouts_folder() / "neibu.yaml")
    diagnostics = Diagnostics()
    check_wording(neibu, issue("史志月报"), [[article("本刊。")]], diagnostics)

    assert list(dict.fromkeys(each.code for each in diagnostics)) == ["HB302", "HB305", "HB303", "HB304"]
    assert any("permit" in each.message for each in diagnostics)
