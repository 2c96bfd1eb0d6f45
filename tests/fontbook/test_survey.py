from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian import resources
from huibian.fontbook import FontBook, load
from huibian.fontbook.survey import FaceKind, Service, Surveyor
from huibian.fontcatalogue import Design
from tests.support.fonts import tiny_font

CATALOGUE = """\
platforms: {}
western: U+0041-005A
kept: U+0020-FFFF
faces:
  own:
    label: 仿宋
    files: [fang.ttf, simfang.ttf]
    native: {%(platform)s: 打开系统的字体}
  times: {label: Times, files: [times.ttf]}
  free: {label: 自由仿, files: [free.ttf], debian: {package: p, file: /f.ttf, sha256: %(pin)s}}
  marks: {label: 自由楷, files: [marks.ttf], debian: {package: p, file: /m.ttf, sha256: %(pin)s}}
  last: {label: 备用宋, files: [NotoSerifSC-Regular.otf], python: pylopdf_fonts_zh_cn}
  yi: {label: 官彝, files: [yi.ttf, msyi.ttf]}
  free_yi: {label: 自由彝, files: [free_yi.ttf], debian: {package: p, file: /y.ttf, sha256: %(pin)s}}
roles:
  fang:
    label: 仿宋体
    names: {east_asian: 仿宋, western: Times}
    stroke: 0
    western: {regular: [times]}
    faces:
      - own
      - {face: marks, only: "，。"}
      - {face: free, covers: gb2312, except: 雎, flaw: 稍细}
      - {face: last, unlike: true, flaw: 是宋体}
scripts:
  yi:
    label: 彝文
    codes: U+A000-A003
    names: {east_asian: 官彝, western: 官彝}
    language: ii-CN
    stroke: 0
    optional: true
    faces: [yi, free_yi]
counted:
  - {label: 常用字, chars: 国汉, common: true}
  - {label: 其余字, chars: 国镕雎}
  - {label: 标点, chars: "，。；", common: true}
  - {label: 西文, codes: U+0041-0042, common: true}
"""

Survey = Callable[..., list[Service]]


@pytest.fixture
def survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Survey:
    """What serves the roles where the folder has the faces that are given by their characters."""
    monkeypatch.setenv("HUIBIAN_FONTS", str(tmp_path))
    path = tmp_path / "catalogue.yaml"
    path.write_text(CATALOGUE % {"platform": sys.platform, "pin": "f" * 64}, encoding="utf-8")

    def survey(can_fetch: bool = True, **faces: str) -> list[Service]:
        for name, chars in faces.items():
            (tmp_path / f"{name}.ttf").write_bytes(tiny_font(chars, name=name))
        return list(Surveyor(FontBook.open(path), tmp_path, lambda design: can_fetch).services())

    return survey


def _given(service: Service) -> dict[str, dict[str, int]]:
    return {each.label: dict(each.given) for each in service.coverage}


def test_each_set_is_counted_by_the_design_that_gives_it(survey: Survey) -> None:
    fang, _ = survey(free="国汉雎镕", marks="，。；", times="A")
    assert _given(fang) == {
        "常用字": {"free": 2},
        "其余字": {"last": 2},  # 国 is counted already; 雎 and 镕 are not asked of the free face
        "标点": {"marks": 2, "last": 1},
        "西文": {"times": 1, "last": 1},
    }
    assert fang.main is not None
    assert (fang.main.label, fang.main.kind, fang.main.is_unlike) == ("自由仿", FaceKind.FREE, False)


def test_what_no_face_has_is_missing(survey: Survey) -> None:
    _, yi = survey(free_yi="\ua000")
    (coverage,) = yi.coverage
    assert (coverage.total, coverage.missing) == (4, 3)


def test_an_official_face_leaves_nothing_to_be_said(survey: Survey) -> None:
    fang, _ = survey(fang="国汉镕雎，。；", times="AB")
    assert fang.main is not None
    assert fang.main.kind is FaceKind.OFFICIAL
    assert (fang.flaws, fang.better) == ((), ())


def test_flaws_of_the_faces_that_common_characters_come_from_are_named(survey: Survey) -> None:
    fang, _ = survey(free="国汉，。；", marks="，。", times="AB")
    assert fang.flaws == ("自由仿：稍细", "备用宋：是宋体")  # ； is no mark of the free ones
    fang, _ = survey(fang="国汉，。；")
    assert fang.flaws == ()


def test_a_last_resort_tells_what_is_better_and_how_to_get_it(survey: Survey, tmp_path: Path) -> None:
    fang, yi = survey()
    assert fang.main is not None
    assert (fang.main.kind, fang.main.is_unlike) == (FaceKind.LAST_RESORT, True)
    assert fang.flaws == ("备用宋：是宋体", "西文字母和数字不是 Times 的样子，宽窄也不同")
    assert fang.better == (
        "运行 huibian fonts --get，取来 自由仿",
        "打开系统的字体，就有仿宋",
        f"把有授权的仿宋（simfang.ttf）放进 {tmp_path}",
    )
    assert yi.main is None
    assert yi.better[0] == "运行 huibian fonts --get --script yi，取来 自由彝"


def test_a_face_for_some_marks_is_not_offered_as_a_better_one(survey: Survey) -> None:
    fang, _ = survey()
    assert not any("自由楷" in each for each in fang.better)


def test_what_cannot_be_fetched_here_is_not_offered(survey: Survey) -> None:
    fang, _ = survey(can_fetch=False)
    assert not any("--get" in each for each in fang.better)


@pytest.mark.debian_fonts
def test_the_count_is_what_the_font_book_gives() -> None:
    fonts = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    few = replace(fonts.catalogue, counted=tuple(fonts.catalogue.counted[5:]), scripts={})
    book = FontBook(few, (resources.faces_folder(),))

    def given(role: str, char: str) -> str | None:
        candidates = (each.design for each in book.candidates(role, char))
        drawn = (name for name in candidates if any(load(face).glyph_id(char) for face in book.faces_of(name)))
        return next(drawn, None)

    for service in Surveyor(book, Path(), _nothing).services():
        for each, coverage in zip(few.counted, service.coverage, strict=True):
            expected = [given(service.name, char) for char in each.members()]
            assert {name: expected.count(name) for name in set(expected)} == dict(coverage.given)


def _nothing(design: Design) -> bool:
    return False
