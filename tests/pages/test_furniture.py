from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from huibian.build import IssueBuilder
from huibian.diagnostics import HuibianError, Severity
from huibian.frame import Document, Edge, PartKind, Role, Rule, RunKind, TextLine
from huibian.layoutfile.definition import CoverLine, Layout
from huibian.markedyaml import fit
from huibian.units import Length
from tests.support.examples import SHORT, STANDARD, composed
from tests.support.issues import write_issue
from tests.support.layouts import BULLETIN, changed_layout, compose_with
from tests.support.reading import role_of

FULL_COLOPHON = """\
colophon:
  notice: 内部资料
  distribution: {distribution}
  publisher: {publisher}
  copies: 130
"""


def lines_of(document: Document, role: Role) -> list[TextLine]:
    return [line for page in document.pages for line in page.lines if role_of(document, line) is role]


def rules(document: Document, part: PartKind) -> list[Rule]:
    return [item for page in document.pages if page.part is part for item in page.items if isinstance(item, Rule)]


def document_with(folder: Path, *, masthead: str = "试刊", colophon: str = "") -> Document:
    manifest = write_issue(folder)
    text = manifest.read_text(encoding="utf-8").replace("masthead: 试刊", f"masthead: {masthead}")
    manifest.write_text(text + colophon, encoding="utf-8")
    return IssueBuilder().compose(manifest).document


HEAD = (
    {"role": "masthead", "text": "{masthead}", "top": "37 mm", "fit": "true"},
    {"role": "number", "text": "第{issue}期", "end": "{year}年", "top": "70 mm"},
)


def test_a_head_stands_above_the_text_of_the_first_page_alone() -> None:
    lines = tuple(fit(line, CoverLine) for line in HEAD)
    document = compose_with(replace(changed_layout(), head=lines), SHORT)
    first, *others = [page for page in document.pages if page.part is PartKind.BODY]
    roles = [role_of(document, line) for line in first.lines]

    assert roles[:3] == [Role.MASTHEAD, Role.NUMBER, Role.SECTION_HEAD]
    assert first.lines[2].top >= first.lines[1].top + first.lines[1].height
    assert all(role_of(document, line) is not Role.NUMBER for page in others for line in page.lines)


@pytest.mark.parametrize(("lower", "fits"), [(0, True), (1, False)])
def test_a_head_leaves_two_grid_lines_for_text(lower: int, *, fits: bool) -> None:
    layout = changed_layout()
    area, line = layout.type_area, fit(HEAD[1], CoverLine)
    lowest = area.top + area.height - layout.grid.pitch * 2 - layout.style(line.role).pitch
    head = (replace(line, top=lowest + Length(lower)),)

    with contextlib.nullcontext() if fits else pytest.raises(HuibianError, match="HB525"):
        compose_with(replace(layout, head=head), SHORT)


def test_the_end_of_a_head_line_stands_at_the_end_edge() -> None:
    lines = tuple(fit(line, CoverLine) for line in HEAD)
    layout = replace(changed_layout(), cover=(), head=lines)
    number = lines_of(compose_with(layout, SHORT), Role.NUMBER)[0]

    assert number.text == "第58期2026年"
    assert number.x + number.width == layout.type_area.inner + layout.type_area.width


def test_the_colophon_may_stand_at_the_foot_of_the_last_page() -> None:
    own, last = (compose_with(changed_layout(colophon={"on_last_page": value}), SHORT) for value in ("false", "true"))

    assert own.parts[-1].kind is PartKind.COLOPHON
    assert last.parts[-1].kind is PartKind.BODY
    assert len(last.pages) == len(own.pages) - 1
    foot = last.pages[-1].lines[-1]
    assert foot.top + foot.height == lines_of(own, Role.COLOPHON_ITEM)[-1].top + foot.height


@pytest.mark.debian_fonts
def test_the_last_rule_of_the_colophon_stands_on_the_foot_of_the_type_area() -> None:
    composition = composed(STANDARD)
    area = composition.layout.type_area
    found = rules(composition.document, PartKind.COLOPHON)

    assert found[-1].y == area.top + area.height
    assert found[-1].edge is Edge.BELOW
    assert [round(rule.thickness.mm, 2) for rule in found] == [0.35, *[0.25] * (len(found) - 2), 0.35]
    assert {rule.length for rule in found} == {area.width}


def test_an_item_that_the_manifest_lacks_is_left_out(tmp_path: Path) -> None:
    document = document_with(tmp_path, colophon="colophon:\n  copies: 30\n  publisher: 某办公室\n")

    assert [line.text for line in lines_of(document, Role.COLOPHON_ITEM)] == ["编辑出版：某办公室共印30份"]
    assert len(rules(document, PartKind.COLOPHON)) == 2


def test_an_issue_without_colophon_has_no_such_page(tmp_path: Path) -> None:
    document = document_with(tmp_path)

    assert [part.kind for part in document.parts] == [PartKind.COVER, PartKind.CONTENTS, PartKind.BODY]


def test_the_number_of_copies_ends_at_the_end_indent(tmp_path: Path) -> None:
    colophon = FULL_COLOPHON.format(distribution="各单位", publisher="某办公室")
    document = document_with(tmp_path, colophon=colophon)
    last = lines_of(document, Role.COLOPHON_ITEM)[-1]
    style = document.styles[Role.COLOPHON_ITEM]
    margins = document.parts[0].margins

    assert last.x + last.width == document.width - margins.outer - style.indent_end


def test_copies_that_have_no_room_stand_on_a_line_of_their_own(tmp_path: Path) -> None:
    colophon = FULL_COLOPHON.format(distribution="各单位", publisher="很" * 22 + "长")
    document = document_with(tmp_path, colophon=colophon)
    *_, before, last = lines_of(document, Role.COLOPHON_ITEM)

    assert before.text.endswith("长")
    assert last.runs[0].kind is RunKind.TAB
    assert last.text == "共印130份"


@pytest.mark.parametrize(("less", "lines"), [(0, 1), (1, 2)])
def test_copies_keep_one_character_away_from_what_stands_before_them(tmp_path: Path, less: int, lines: int) -> None:
    manifest = write_issue(tmp_path)
    colophon = FULL_COLOPHON.format(distribution="各单位", publisher="某办公室")
    manifest.write_text(manifest.read_text(encoding="utf-8") + colophon, encoding="utf-8")
    plain = changed_layout()
    style = plain.styles[Role.COLOPHON_ITEM]
    last = lines_of(compose_with(plain, manifest), Role.COLOPHON_ITEM)[-1]
    size = last.runs[0].size
    (jump,) = next(run.advances for run in last.runs if run.kind is RunKind.TAB)
    indent = style.indent_end + (jump - size + less) / size

    narrow = replace(style, indent_end=indent)
    layout = replace(plain, styles=plain.styles | {Role.COLOPHON_ITEM: narrow})
    found = lines_of(compose_with(layout, manifest), Role.COLOPHON_ITEM)
    assert len({line.top for line in found if line.block == found[-1].block}) == lines


def test_a_long_masthead_is_set_smaller_until_it_fits(tmp_path: Path) -> None:
    short = document_with(tmp_path / "short")
    long = document_with(tmp_path / "long", masthead="某市某县地方史志工作月报")

    assert short.styles[Role.MASTHEAD].size.pt == 60
    (line,) = lines_of(long, Role.MASTHEAD)
    assert 30 < long.styles[Role.MASTHEAD].size.pt < 36
    assert line.width <= long.width - long.parts[0].margins.inner - long.parts[0].margins.outer


def test_a_long_distribution_hangs_after_its_colon(tmp_path: Path) -> None:
    colophon = FULL_COLOPHON.format(distribution="各乡镇人民政府，" * 8 + "县直各单位。", publisher="某办公室")
    first, second, *_ = lines_of(document_with(tmp_path, colophon=colophon), Role.COLOPHON_ITEM)

    assert first.text.startswith("发　　送：")
    assert second.x == first.x + first.runs[0].size * 5


def refused(
    folder: Path, told: str = "", masthead: str = "试刊", **changes: dict[str, object]
) -> list[tuple[str, int | None]]:
    """The faults of a small issue, with the lines of its manifest that they name."""
    manifest = write_issue(folder)
    text = manifest.read_text(encoding="utf-8").replace("masthead: 试刊", f"masthead: {masthead}")
    manifest.write_text(text + told, encoding="utf-8")
    with pytest.raises(HuibianError) as raised:
        compose_with(changed_layout(**changes), manifest)
    found = [each for each in raised.value.diagnostics if each.severity is Severity.ERROR]
    return [(each.code, each.span.line if each.span else None) for each in found]


def test_a_masthead_that_cannot_be_set_small_enough_is_refused_at_its_place(tmp_path: Path) -> None:
    assert document_with(tmp_path, masthead="志" * 80).styles[Role.MASTHEAD].size.pt == 5
    assert refused(tmp_path, masthead="志" * 90) == [("HB528", 2)]


def test_a_colophon_higher_than_the_page_is_refused_at_its_longest_item(tmp_path: Path) -> None:
    fits, higher = (
        FULL_COLOPHON.format(distribution="县直各单位，" * count, publisher="某办公室") for count in (70, 100)
    )
    assert lines_of(document_with(tmp_path, colophon=fits), Role.COLOPHON_ITEM)
    assert refused(tmp_path, higher) == [("HB526", 13)]
    assert ("HB526", 12) in refused(tmp_path, higher.replace("内部资料", "内部资料，" * 150))


def test_words_at_the_end_of_a_line_that_take_two_lines_are_refused(tmp_path: Path) -> None:
    colophon = FULL_COLOPHON.format(distribution="县直各单位，" * 6, publisher="某办公室")
    items = [{"text": "{publisher}", "end": "{distribution}"}]
    assert refused(tmp_path, colophon, colophon={"items": items}) == [("HB527", 13)]


def test_a_cover_whose_lines_do_not_end_above_its_foot_is_refused(tmp_path: Path) -> None:
    cover = [{"role": "editor", "text": "{editor}", "top": "280 mm"}]
    data = yaml.load(BULLETIN.read_text(encoding="utf-8"), yaml.BaseLoader) | {"cover": cover}
    manifest = write_issue(tmp_path)
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("某县地方史志办公室", "某县地方史志办公室，" * 12), encoding="utf-8")
    with pytest.raises(HuibianError) as raised:
        compose_with(fit(data, Layout), manifest)
    assert [(each.code, each.span and each.span.line) for each in raised.value.diagnostics] == [("HB525", 5)]


def test_a_colophon_may_do_without_a_notice(tmp_path: Path) -> None:
    told = FULL_COLOPHON.format(distribution="县直各单位。", publisher="某办公室")
    colophon = told.replace("  notice: 内部资料\n", "")
    assert not lines_of(document_with(tmp_path, colophon=colophon), Role.COLOPHON_NOTICE)
