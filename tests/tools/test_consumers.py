from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from huibian import resources
from huibian.docx.write import write_docx
from huibian.fontcatalogue import read
from huibian.frame import Document, Line, Role, TextLine
from huibian.pdf.write import write_pdf
from tests.support.documents import bulletin
from tests.support.engines.process import run, written
from tests.support.engines.trial import Verdict
from tests.support.engines.used import strangers, used
from tests.support.examples import SHORT, composed
from tests.support.glyphs import Glyph
from tests.support.placing import Difference, differences
from tools.consumers.causes import Cause, causes
from tools.consumers.faces import renamings
from tools.consumers.report import Answers, listing

GOOD = Verdict(lines=20, pages=2, blank=0, strangers=frozenset(), differences=())
AWRY = Verdict(20, 2, 1, frozenset({"DejaVu Sans"}), (Difference(1, "甲乙", "甲"), Difference(3, "", None)))


def test_each_line_that_differs_is_listed_with_its_document_and_page() -> None:
    answers = Answers("E 1.0", {"a/good": GOOD, "a/awry": AWRY}, 1.0)

    assert answers.differing == ["a/awry"]
    assert list(listing(answers)) == [
        "E 1.0: a/awry: set in other faces: DejaVu Sans",
        "E 1.0: a/awry: blank pages more: 1",
        "E 1.0: a/awry: page 1\n  ours   甲乙\n  theirs 甲",
        "E 1.0: a/awry: page 3\n  ours   \n  theirs (no such page on one side)",
    ]


def test_what_stands_where_we_have_nothing_takes_no_line_of_ours_away() -> None:
    assert (AWRY.lines_in_place, AWRY.pages_in_place) == (19, 1)
    assert (GOOD.lines_in_place, GOOD.pages_in_place) == (20, 2)


def test_every_official_name_has_its_free_face_and_a_name_in_latin_letters() -> None:
    found = renamings(read(resources.fonts_folder() / "catalogue.yaml"), Path("free"), Path("out"))
    faces = {(each.family, each.bold): (each.postscript, Path(each.source).name) for each in found}

    assert faces["仿宋_GB2312", False] == ("FangSong", "FandolFang-Regular.otf")
    assert faces["方正小标宋简体", False] == ("FZXiaoBiaoSong-B05S", "NotoSerifCJKsc-Bold.otf")
    assert faces["Times New Roman", True] == ("TimesNewRoman", "LiberationSerif-Bold.ttf")
    assert len({each.target for each in found}) == len(found) == 7


def test_a_program_that_says_nothing_is_ended() -> None:
    program = "import time; print('begun', flush=True); time.sleep(60)"
    assert run([sys.executable, "-c", program], 0.5).startswith("begun\n\nended after 0.5 s")


def test_a_program_that_keeps_talking_is_not() -> None:
    program = "import time\nfor _ in range(4): print('on', flush=True); time.sleep(0.2)"
    assert run([sys.executable, "-c", program], 0.7) == "on\n" * 4


def test_a_pdf_that_is_not_there_is_an_error_with_what_the_engine_said(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert written([Path("a.docx")], tmp_path, "") == [tmp_path / "a.pdf"]
    with pytest.raises(RuntimeError, match=r"b\.pdf\nbroken"):
        written([Path("a.docx"), Path("b.docx")], tmp_path, "broken")


def set_alike(document: Document) -> list[list[Glyph]]:
    """The pages of a consumer that sets everything as we do."""
    return [
        [glyph for item in page.items if isinstance(item, Line) for glyph in set_line(item)] for page in document.pages
    ]


def set_line(line: Line) -> list[Glyph]:
    found, x = [], line.x.pt
    for run_ in line.runs:
        for char, advance in zip(run_.text, run_.advances, strict=True):
            found.append(Glyph(x, line.baseline.pt, char))
            x += advance / 1000
    return found


def test_a_consumer_that_sets_as_we_do_has_nothing_otherwise() -> None:
    document = bulletin([(Role.PARAGRAPH, "征集旧志和家谱" * 30)], cover=False)
    assert differences(document, set_alike(document)) == []


def test_a_character_that_went_up_to_the_line_before_is_a_difference_in_both_lines() -> None:
    document = bulletin([(Role.PARAGRAPH, "征集旧志和家谱" * 10)], cover=False)
    first, second = [item for item in document.pages[0].items if isinstance(item, TextLine)][:2]
    (glyphs,) = set_alike(document)
    place = next(n for n, glyph in enumerate(glyphs) if glyph.y == second.baseline.pt)
    glyphs[place] = Glyph((first.x + first.width).pt, first.baseline.pt, glyphs[place].char)

    assert [(each.page, len(each.ours), len(each.theirs or "")) for each in differences(document, [glyphs])] == [
        (1, len(first.text), len(first.text) + 1),
        (1, len(second.text), len(second.text) - 1),
    ]


def test_a_page_too_many_and_a_page_that_is_not_there_are_differences() -> None:
    document = bulletin([(Role.PARAGRAPH, "征集旧志和家谱")], cover=False)
    pages = set_alike(document)

    assert differences(document, [*pages, []]) == [Difference(2, "", None)]
    assert [(each.page, each.theirs) for each in differences(document, [])] == [(1, None)]


def test_the_number_of_a_footnote_may_be_another_glyph() -> None:
    document = bulletin([(Role.PARAGRAPH, "旧志①和家谱")], cover=False)
    pages = [[Glyph(g.x, g.y, g.char.replace("①", "1")) for g in page] for page in set_alike(document)]
    assert differences(document, pages) == []


@pytest.mark.debian_fonts
def test_a_face_that_was_not_given_is_named(tmp_path: Path) -> None:
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(write_pdf(composed(SHORT).document))
    names = used(pdf)
    left_out = next(name for name in names if "Fang" in name)
    (tmp_path / "names.json").write_text(json.dumps({"all": sorted(names)}), encoding="utf-8")
    assert strangers(pdf, tmp_path) == set()

    (tmp_path / "names.json").write_text(json.dumps({"some": sorted(names - {left_out})}), encoding="utf-8")
    assert strangers(pdf, tmp_path) == {left_out}


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("县" * 24 + "“同意”的工作", Cause.PLACE),
        ("1人2户3村4镇5县6市7省8国9区3里4河5湖6海7山8川9岛1乡，其余的都没有说明", Cause.NUMBERS),
        ("请写信给章望舒donaudampfschifffahrtselektrizitaetenhauptbetrieb，欢迎来函。", Cause.SHORT),
    ],
)
def test_a_line_break_is_counted_by_its_cause(text: str, cause: Cause) -> None:
    found = causes(write_docx(bulletin([(Role.PARAGRAPH, text)])))

    assert set(found) == {cause}


def test_a_file_whose_lines_all_hold_has_no_line_break() -> None:
    assert not causes(write_docx(bulletin([(Role.PARAGRAPH, "县志办公室全体同志参加了这次会议并且认真讨论了工作。")])))
