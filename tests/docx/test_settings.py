from __future__ import annotations

from huibian.docx.settings import NO_LINE_END, NO_LINE_START, font_table, settings
from huibian.docx.write import write_docx
from huibian.frame import Role
from huibian.linebreak import classes
from tests.support.bulletins import standard, standard_docx
from tests.support.documents import bulletin
from tests.support.wordml import W, attributes, find, has, part, tree, val

SIGNS = [chr(code) for code in (*range(0x21, 0x3100), *range(0x3300, 0x3400), *range(0xFE10, 0xFFF0))]


def test_word_forbids_at_line_ends_what_the_layout_forbids_and_no_more() -> None:
    assert "".join(char for char in SIGNS if classes.forbids_line_start(char)) == NO_LINE_START
    assert "".join(char for char in SIGNS if classes.forbids_line_end(char)) == NO_LINE_END


def test_nothing_is_compressed_and_nothing_asked_for_at_opening() -> None:
    root = part(standard_docx(), "settings")

    assert val(root, "characterSpacingControl") == "doNotCompress"
    assert val(root, "defaultTabStop") == "420"  # lines that the DOCX ends by itself end more than that before the edge
    assert not has(root, "updateFields")
    assert attributes(find(root, "evenAndOddHeaders")) == {}
    assert attributes(find(root, "themeFontLang")) == {"val": "zh-CN", "eastAsia": "zh-CN"}
    assert attributes(find(root, "compat/compatSetting"))["val"] == "15"


def test_margins_are_mirrored_where_the_layout_mirrors_them() -> None:
    mirrored = bulletin([(Role.PARAGRAPH, "正文")], mirrored=True)

    assert attributes(find(part(write_docx(mirrored), "settings"), "mirrorMargins")) == {}
    assert not has(tree(settings(standard(), has_notes=False)), "mirrorMargins")


def test_separators_of_footnotes_have_numbers_that_no_footnote_has() -> None:
    """Footnotes count from 1."""
    with_notes, without = (tree(settings(standard(), has_notes=has_notes)) for has_notes in (True, False))

    assert [each.get(f"{W}id") for each in with_notes.iter(f"{W}footnote")] == ["-1", "0"]
    assert not has(without, "footnotePr")


def test_the_font_table_names_each_font_once_with_its_other_names() -> None:
    fonts = {font.get(f"{W}name"): font for font in tree(font_table(standard()))}

    assert list(fonts) == ["仿宋_GB2312", "Times New Roman", "方正小标宋简体", "黑体"]
    assert val(fonts["仿宋_GB2312"], "altName") == "仿宋,FangSong"
    assert not has(fonts["方正小标宋简体"], "altName")
