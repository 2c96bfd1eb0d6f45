from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from huibian import resources
from huibian.diagnostics import HuibianError, Severity
from huibian.fontbook import FontBook
from huibian.fontbook.book import Owners
from huibian.fontbook.given import LackingScript
from huibian.fontcatalogue import read
from huibian.frame import FontNames
from huibian.units import Length
from tests.support.fonts import tiny_collection, tiny_font

CATALOGUE = """
platforms:
  {platform}: [$NATIVE_FONTS]
western: U+0030-0039, U+0041-005A
kept: U+0020-007E
faces:
  own: {{label: 官仿, files: [own.ttf, native.ttf, songs.ttc#Songs-SC]}}
  own_western: {{label: Roman, files: [roman.ttf]}}
  own_western_bold: {{label: Roman, files: [romanbd.ttf]}}
  limited: {{label: 自由仿, files: [limited.ttf], debian: {{package: p, file: /limited.ttf, sha256: {pin}}}}}
  marks: {{label: 自由楷, files: [marks.ttf], debian: {{package: p, file: /marks.ttf, sha256: {pin}}}}}
  rest: {{label: 自由楷, files: [rest.ttf], debian: {{package: p, file: /rest.ttf, sha256: {pin}}}}}
  own_yi: {{label: 官彝, files: [yi.ttf, msyi.ttf]}}
  free_yi: {{label: 自由彝, files: [free_yi.ttf], debian: {{package: p, file: /yi.ttf, sha256: {pin}}}}}
  signs: {{label: 符, files: [signs.ttf], debian: {{package: p, file: /signs.ttf, sha256: {pin}}}}}
  last: {{label: Noto Serif SC, files: [NotoSerifSC-Regular.otf], python: pylopdf_fonts_zh_cn}}
roles:
  fang:
    label: 仿宋
    names: {{east_asian: 仿宋_GB2312, western: Roman, alternatives: [仿宋]}}
    stroke: 28
    western: {{regular: [own_western], bold: [own_western_bold]}}
    faces:
      - own
      - {{face: limited, covers: gb2312, except: 雎}}
      - {{face: marks, only: "，“"}}
      - rest
      - {{face: last, unlike: true}}
scripts:
  yi:
    label: 彝文
    codes: U+A000-A4CF
    names: {{east_asian: 官彝, western: 官彝}}
    language: ii-CN
    stroke: 28
    faces: [own_yi, free_yi]
  signs:
    label: 符号
    codes: U+2600-27BF
    names: {{east_asian: 官符, western: 官符}}
    language: zh-CN
    stroke: 0
    rest: true
    optional: true
    faces: [signs]
"""

Put = Callable[..., Path]
Open = Callable[..., FontBook]


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue in a folder of its own, on a machine that has no faces but those a test puts there."""
    monkeypatch.setenv("HUIBIAN_FONTS", str(tmp_path / "faces"))
    monkeypatch.setenv("NATIVE_FONTS", str(tmp_path / "native"))
    path = tmp_path / "fonts" / "catalogue.yaml"
    path.parent.mkdir()
    path.write_text(CATALOGUE.format(platform=sys.platform, pin="f" * 64), encoding="utf-8")
    return path


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def put(place: str, chars: str, *, blank: str = "") -> Path:
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(tiny_font(chars, blank=blank, name=path.stem))
        return path

    return put


def _sources(book: FontBook, text: str, *, bold: bool = False) -> list[str | None]:
    glyphs = [book.glyph("fang", char, bold=bold) for char in text]
    return [glyph.face.key if glyph else None for glyph in glyphs]


def test_a_folder_named_by_the_user_comes_before_everything(catalogue: Path, put: Put, tmp_path: Path) -> None:
    named = put("named/native.ttf", "汉")
    put("fonts/own.ttf", "汉")
    glyph = FontBook.open(catalogue, [tmp_path / "named"]).glyph("fang", "汉")
    assert glyph is not None
    assert glyph.face.path == named


def test_the_order_is_user_then_platform_then_free_set_then_package(catalogue: Path, put: Put) -> None:
    put("fonts/own.ttf", "一")
    put("native/native.ttf", "一二")
    put("fonts/free/limited.ttf", "一二三")
    book = FontBook.open(catalogue)
    assert _sources(book, "一二三四") == ["own.ttf", "native.ttf", "limited.ttf", "NotoSerifSC-Regular.otf"]


def test_faces_are_found_in_the_folder_the_environment_names(catalogue: Path, put: Put) -> None:
    put("faces/own.ttf", "一")
    put("faces/free/limited.ttf", "二")
    assert _sources(FontBook.open(catalogue), "一二") == ["own.ttf", "limited.ttf"]


def test_a_design_gives_only_what_the_catalogue_says_it_covers(catalogue: Path, put: Put) -> None:
    put("fonts/limited.ttf", "汉镕雎，")
    put("fonts/marks.ttf", "汉镕雎，“；")
    put("fonts/rest.ttf", "镕雎，；")
    keys = _sources(FontBook.open(catalogue), "汉镕雎，“；")
    assert keys == ["limited.ttf", "rest.ttf", "rest.ttf", "marks.ttf", "marks.ttf", "rest.ttf"]


def test_a_blank_outline_does_not_count(catalogue: Path, put: Put) -> None:
    put("fonts/own.ttf", "汉", blank="字　")
    put("fonts/rest.ttf", "字")
    assert _sources(FontBook.open(catalogue), "汉字　") == ["own.ttf", "rest.ttf", "own.ttf"]


def test_the_named_face_of_a_collection_is_taken(catalogue: Path, put: Put) -> None:
    path = put("native/songs.ttc", "")
    path.write_bytes(tiny_collection([("汉", "Songs-JP"), ("字", "Songs-SC")]))
    assert _sources(FontBook.open(catalogue), "汉字") == ["NotoSerifSC-Regular.otf", "songs.ttc#1"]


def test_a_collection_without_the_named_face_is_passed_over(catalogue: Path, put: Put) -> None:
    put("native/songs.ttc", "字").write_bytes(tiny_collection([("字", "Songs-JP")]))
    assert _sources(FontBook.open(catalogue), "字") == ["NotoSerifSC-Regular.otf"]


def test_letters_and_digits_come_from_the_western_face(catalogue: Path, put: Put) -> None:
    put("fonts/own.ttf", "汉A1“")
    put("fonts/roman.ttf", "A“")
    keys = _sources(FontBook.open(catalogue), "汉A1“")
    assert keys == ["own.ttf", "roman.ttf", "own.ttf", "own.ttf"]


@pytest.mark.debian_fonts
def test_letters_beside_heavy_han_are_thickened_and_keep_their_widths() -> None:
    book = FontBook.open(resources.fonts_folder() / "catalogue.yaml")
    title, body = book.glyph("xiaobiaosong", "2"), book.glyph("fangsong", "2")

    assert title is not None
    assert body is not None
    assert (title.face, title.units) == (body.face, body.units)
    assert title.stroke > body.stroke == 0


def test_bold_is_a_stroke_for_han_and_a_face_for_letters(catalogue: Path, put: Put) -> None:
    put("fonts/own.ttf", "汉")
    put("fonts/roman.ttf", "A1")
    put("fonts/romanbd.ttf", "A")
    book = FontBook.open(catalogue)
    glyphs = {char: book.glyph("fang", char, bold=True) for char in "汉A1"}
    assert {char: glyph and (glyph.face.key, glyph.stroke) for char, glyph in glyphs.items()} == {
        "汉": ("own.ttf", 28),
        "A": ("romanbd.ttf", 0),
        "1": ("roman.ttf", 28),
    }
    plain = book.glyph("fang", "汉")
    assert plain is not None
    assert plain.stroke == 0


def test_a_character_no_face_has_is_none(catalogue: Path) -> None:
    assert FontBook.open(catalogue).glyph("fang", "\U0010fffd") is None


def test_a_character_outside_the_basic_plane_is_found(catalogue: Path, put: Put) -> None:
    put("fonts/rest.ttf", "𫖯")
    assert _sources(FontBook.open(catalogue), "𫖯") == ["rest.ttf"]


def test_a_glyph_knows_its_advance_at_any_size(catalogue: Path, put: Put) -> None:
    put("fonts/own.ttf", "汉").write_bytes(tiny_font("汉", advance=555))
    glyph = FontBook.open(catalogue).glyph("fang", "汉")
    assert glyph is not None
    assert (glyph.units, glyph.upem) == (555, 1000)
    assert glyph.advance(Length.of(16, "pt")) == 8880


def test_a_face_is_found_again_by_its_key(catalogue: Path, put: Put) -> None:
    put("fonts/own.ttf", "汉字")
    book = FontBook.open(catalogue)
    first, second = book.glyph("fang", "汉"), book.glyph("fang", "字")
    assert first is not None
    assert second is not None
    assert book.face("own.ttf") is first.face is second.face
    with pytest.raises(KeyError):
        book.face("rest.ttf")


def test_a_role_has_its_names(catalogue: Path) -> None:
    book = FontBook.open(catalogue)
    assert book.roles == {"fang"}
    assert book.names("fang") == FontNames("仿宋_GB2312", "Roman", ("仿宋",))


@pytest.mark.parametrize("ask", [lambda book: book.names("kai"), lambda book: book.glyph("kai", "汉")])
def test_a_role_that_is_not_there_is_an_error_that_lists_the_roles(
    ask: Callable[[FontBook], object], catalogue: Path
) -> None:
    with pytest.raises(HuibianError) as raised:
        ask(FontBook.open(catalogue))
    (fault,) = raised.value.diagnostics
    assert (fault.code, "kai" in fault.message, "fang" in (fault.hint or "")) == ("HB404", True, True)


def test_a_broken_font_file_is_an_error_when_it_is_needed(catalogue: Path, put: Put) -> None:
    put("fonts/own.ttf", "").write_bytes(b"not a font")
    book = FontBook.open(catalogue)
    with pytest.raises(HuibianError, match="HB403"):
        book.glyph("fang", "汉")


def _said(book: FontBook, text: str) -> list[tuple[str, str]]:
    for char in text:
        book.glyph("fang", char)
        book.glyph("fang", char, bold=True)
    return [(each.code, each.message) for each in book.substitutions()]


def test_official_faces_are_not_worth_a_word(catalogue: Path, put: Put) -> None:
    put("fonts/own.ttf", "汉字，")
    assert _said(FontBook.open(catalogue), "汉字，") == []


def test_nothing_is_said_about_a_role_that_was_not_used(catalogue: Path) -> None:
    assert FontBook.open(catalogue).substitutions() == ()


def test_the_free_set_is_said_in_one_line(catalogue: Path, put: Put) -> None:
    put("fonts/free/limited.ttf", "汉字")
    put("fonts/free/marks.ttf", "，")
    put("fonts/free/rest.ttf", "镕芃；")
    ((code, message),) = _said(FontBook.open(catalogue), "汉，字镕；芃汉镕")
    assert code == "HB410"
    assert message.endswith("仿宋→自由仿，“镕芃”用 自由楷")


def test_what_stood_in_is_said_in_the_order_of_its_use_each_time(catalogue: Path, put: Put) -> None:
    put("fonts/free/limited.ttf", "汉")
    put("fonts/free/marks.ttf", "，")
    put("fonts/free/free_yi.ttf", "ꆈ")
    book = FontBook.open(catalogue)
    for ask in (book.glyph, book.use):
        for char, bold in (("，", False), ("ꆈ", True), ("汉", False)):
            ask("fang", char, bold=bold)
        assert list(book.take_stand_ins()) == ["彝文", "仿宋"]


def test_what_another_book_found_is_as_found_here(catalogue: Path, put: Put) -> None:
    put("fonts/free/limited.ttf", "汉")
    put("fonts/free/free_yi.ttf", "ꆈ")
    other, asked, told = (FontBook.open(catalogue) for _ in range(3))
    for book in (other, asked, told):
        book.glyph("fang", "汉")
    known = other.count_found
    for book in (other, asked):
        book.glyph("fang", "ꆈ")
    found = other.found(known)
    assert len(found.gifts) == 1
    told.add_found(found)
    told.use("fang", "ꆈ")
    assert list(told.take_stand_ins()) == list(asked.take_stand_ins()) == ["仿宋", "彝文"]
    assert [told.face(key) for key in found.faces] == list(found.faces.values())


def test_gaps_of_an_official_face_are_said_with_the_characters(catalogue: Path, put: Put) -> None:
    put("fonts/own.ttf", "汉字")
    put("fonts/free/rest.ttf", "一二三四五六七八")
    ((_, message),) = _said(FontBook.open(catalogue), "汉一二三四五六七八")
    assert message.endswith("仿宋→“一二三四五六”等 8 字用 自由楷")


def test_the_last_resort_is_said_for_itself_with_its_cure(catalogue: Path) -> None:
    book = FontBook.open(catalogue)
    assert _said(book, "汉1") == [
        ("HB411", "缺字体，样子与官方字体不同：仿宋→Noto Serif SC"),
        ("HB411", "缺字体，样子与官方字体不同：Roman→Noto Serif SC"),
    ]
    for warning in book.substitutions():
        assert warning.severity is Severity.WARNING
        assert "huibian fonts --get" in (warning.hint or "")


# The faces that `huibian fonts --get` brings, under the catalogue that comes with huibian.

_FREE = resources.faces_folder() / "free"
GB2312_HAN = "".join(
    bytes((row, cell)).decode("gb2312")
    for row in range(0xB0, 0xF8)
    for cell in range(0xA1, 0xFF)
    if not (row == 0xD7 and cell > 0xF9)  # the row that ends early
)
MARKS = "　、。·—…‘’“”〔〕〈〉《》「」『』【】±×÷％℃①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢ（），．：；？！￥～〇"
ASCII = "".join(map(chr, range(0x20, 0x7F)))


@pytest.fixture(scope="module")
def free() -> FontBook:
    """The free set and nothing else, whatever faces this machine has of its own."""
    catalogue = read(resources.fonts_folder() / "catalogue.yaml")
    return FontBook(replace(catalogue, platforms={}), [_FREE])


def _key(book: FontBook, role: str, char: str) -> str:
    glyph = book.glyph(role, char)
    assert glyph is not None
    return glyph.face.key


@pytest.mark.debian_fonts
@pytest.mark.parametrize("role", ["fangsong", "kaiti", "xiaobiaosong", "heiti", "songti"])
def test_every_role_has_all_of_gb2312_and_the_usual_marks(role: str, free: FontBook) -> None:
    assert len(GB2312_HAN) == 6763
    assert [char for char in GB2312_HAN + MARKS + ASCII if free.glyph(role, char) is None] == []


@pytest.mark.debian_fonts
@pytest.mark.parametrize("role", ["fangsong", "kaiti", "xiaobiaosong", "heiti", "songti"])
def test_han_and_the_marks_that_lines_are_measured_with_are_one_em_wide(role: str, free: FontBook) -> None:
    glyphs = [(char, free.glyph(role, char)) for char in GB2312_HAN + "、。，：；？！—…“”‘’（）《》·　"]
    assert [char for char, glyph in glyphs if glyph is None or glyph.units != glyph.upem] == []


@pytest.mark.debian_fonts
@pytest.mark.parametrize(
    ("role", "chars", "wrong"),
    [
        ("fangsong", "镕芃幹餘鬆鬱醜", "Fandol"),  # not in GB2312: missing, or another character's shape
        ("kaiti", "镕懲誠稱騁", "Fandol"),
        ("kaiti", "雎", "Fandol"),  # in GB2312, but drawn 睢
        ("fangsong", "～－￥；：？！《》【】", "Fandol"),
        ("fangsong", "“”‘’—…·", "LXGW"),  # 0.35 em there
        ("xiaobiaosong", "—·", "Noto"),  # too narrow there
        ("heiti", "—", "Noto"),
        ("songti", "—·", "Noto"),
    ],
)
def test_a_free_face_is_not_asked_for_what_it_draws_badly(role: str, chars: str, wrong: str, free: FontBook) -> None:
    assert [char for char in chars if _key(free, role, char).startswith(wrong)] == []


@pytest.mark.debian_fonts
def test_common_characters_come_from_the_face_of_the_role(free: FontBook) -> None:
    assert {role: _key(free, role, "汇") for role in free.roles} == {
        "fangsong": "FandolFang-Regular.otf",
        "kaiti": "FandolKai-Regular.otf",
        "xiaobiaosong": "NotoSerifCJKsc-Bold.otf",
        "heiti": "NotoSansCJKsc-Regular.otf",
        "songti": "NotoSerifCJKsc-Regular.otf",
    }


@pytest.mark.debian_fonts
def test_a_character_of_the_common_table_outside_the_basic_plane_is_there(free: FontBook) -> None:
    assert [role for role in sorted(free.roles) if free.glyph(role, "𫖯") is None] == []


def test_a_script_is_asked_for_its_characters_alone_and_before_the_role(catalogue: Path, put: Put) -> None:
    put("fonts/own.ttf", "汉ꆈꌠ")
    put("fonts/free/free_yi.ttf", "汉ꆈ")
    book = FontBook.open(catalogue)
    glyphs = [book.glyph("fang", char, bold=True) for char in "汉ꆈꌠ"]
    assert [glyph and (glyph.font, glyph.face.key, glyph.stroke) for glyph in glyphs] == [
        ("fang", "own.ttf", 28),
        ("yi", "free_yi.ttf", 28),
        None,
    ]
    assert book.names("yi") == FontNames("官彝", "官彝", (), "ii-CN")
    assert "彝文→自由彝" in book.substitutions()[0].message


def test_beside_heavy_han_other_scripts_are_as_thick_as_latin_letters(catalogue: Path, put: Put) -> None:
    put("fonts/roman.ttf", "A")
    put("fonts/free/free_yi.ttf", "ꆈ")
    text = catalogue.read_text(encoding="utf-8").replace("western: {regular", "western: {stroke: 24, regular")
    catalogue.write_text(text, encoding="utf-8")
    book = FontBook.open(catalogue)
    glyphs = [book.glyph("fang", char, bold=bold) for char in "Aꆈ" for bold in (False, True)]
    assert [glyph and glyph.stroke for glyph in glyphs] == [24, 28, 24, 28]


def test_a_script_of_the_rest_is_asked_after_the_role_and_for_its_own_characters(catalogue: Path, put: Put) -> None:
    put("fonts/own.ttf", "汉☐")
    put("fonts/free/signs.ttf", "☐☑字")
    assert _sources(FontBook.open(catalogue), "☐☑") == ["own.ttf", "signs.ttf"]


def test_a_script_without_any_face_here_is_named_with_what_would_do(catalogue: Path, put: Put) -> None:
    book = FontBook.open(catalogue)
    assert book.lacking("ꆈ") == LackingScript("yi", "彝文", "msyi.ttf", is_optional=False)
    assert book.lacking("☐") == LackingScript("signs", "符号", "signs.ttf", is_optional=True)
    assert book.lacking("汉") is None
    put("fonts/free/free_yi.ttf", "ꆈ")
    assert FontBook.open(catalogue).lacking("ꌠ") is None


@pytest.mark.parametrize(
    ("code", "name"),
    [(0, None), (9, None), (10, "a"), (19, "a"), (20, "b"), (24, "b"), (25, None), (30, "c"), (31, None)],
)
def test_a_code_point_belongs_to_the_first_range_that_has_it(code: int, name: str | None) -> None:
    owners = Owners([(range(10, 20), "a"), (range(15, 25), "b"), (range(30, 31), "c")])

    assert owners.find(code) == name
