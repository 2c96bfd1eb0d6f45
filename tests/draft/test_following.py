from __future__ import annotations

from pathlib import Path

import pytest

from huibian.diagnostics import HuibianError
from huibian.draft.following import Before, following, how_printed, printed_after, read_before

TEXT = """\
layout: {layout}
masthead: 云溪史志月报
issue: {issue}
month: {month}
editor: 某县地方史志办公室
printed: {printed}
permit: 云内资字第 26-018 号
sections:
  - title: 本月关注
    articles: [gone.txt, 来稿/*.txt]
colophon:
  notice: 内部资料 注意保存
  phone: 0796620
  copies: 130
"""


def before(
    folder: Path, month: str = "2026-09", printed: str = "2026-10-15", layout: str = "bulletin", issue: int = 57
) -> Before:
    folder.mkdir(exist_ok=True)
    path = folder / "issue-57.yaml"
    path.write_text(TEXT.format(month=month, printed=printed, layout=layout, issue=issue), encoding="utf-8")
    return read_before(path)


def test_everything_is_taken_over_but_number_month_and_day(tmp_path: Path) -> None:
    assert following(before(tmp_path), tmp_path, {}) == {
        "layout": "bulletin",
        "masthead": "云溪史志月报",
        "issue": "58",
        "month": "2026-10",
        "editor": "某县地方史志办公室",
        "printed": "2026-11-16",  # the 15th is a Sunday
        "permit": "云内资字第 26-018 号",
        "notice": "内部资料 注意保存",
        "phone": "0796620",
        "copies": "130",
    }


# Month and day of the issue before, the month of the new one, its day of printing and how that came about.
@pytest.mark.parametrize(
    ("month", "printed", "new_month", "new_printed", "words"),
    [
        ("2026-09", "2026-10-15", "2026-10", "2026-11-16", "照它往后推，逢周末顺延到周一"),  # Sunday
        ("2026-08", "2026-09-14", "2026-09", "2026-10-14", "照它往后推"),
        ("2026-10", "2026-11-12", "2026-11", "2026-12-14", "照它往后推，逢周末顺延到周一"),  # Saturday
        ("2026-11", "2026-12-31", "2026-12", "2027-02-01", "照它往后推，逢周末顺延到周一"),  # 31st of January: Sunday
        ("2026-12", "2027-01-29", "2027-01", "2027-03-01", "照它往后推，逢周末顺延到周一"),  # February's last: Sunday
        ("2027-12", "2028-01-31", "2028-01", "2028-02-29", "照它往后推"),  # a leap year
        ("2026-12", "2026-12-25", "2027-01", "2027-01-25", "照它往后推"),  # printed in its own month
        ("2026-09", "2026-10-17", "2026-10", "2026-11-17", "照它往后推"),  # was a Saturday: so be it
        ("2026-08", "2026-09-12", "2026-09", "2026-10-12", "照它往后推"),
        ("2026-07", "2026-08-15", "2026-08", "2026-09-15", "照它往后推"),
        ("2026-09", "2026-10-15", "2027-03", "2027-04-15", "照它往后推"),  # half a year was left out
        ("9999-11", "9999-12-31", "9999-12", "9999-12-31", "照它往后推"),  # the last day that there is
    ],
)
def test_the_day_of_printing_moves_along(
    tmp_path: Path, month: str, printed: str, new_month: str, new_printed: str, words: str
) -> None:
    old = before(tmp_path, month, printed)
    values = following(old, tmp_path, {"month": new_month})
    assert (values["month"], values["printed"]) == (new_month, new_printed)
    assert how_printed(old.manifest, values) == f"上一期是 {printed}，{words}"


@pytest.mark.parametrize(
    ("month", "expected"), [("2026-11", "2026-12"), ("2026-12", "2027-01"), ("9999-12", "9999-12")]
)
def test_december_is_followed_by_january(tmp_path: Path, month: str, expected: str) -> None:
    assert following(before(tmp_path, month), tmp_path, {})["month"] == expected


def test_what_is_said_goes_before_what_follows(tmp_path: Path) -> None:
    old = before(tmp_path)
    values = following(old, tmp_path, {"issue": "60", "printed": "2026-11-20", "notice": "内部资料"})
    assert (values["issue"], values["printed"], values["notice"]) == ("60", "2026-11-20", "内部资料")
    assert how_printed(old.manifest, values) == "上一期是 2026-10-15"


def test_a_month_that_is_none_gives_no_day(tmp_path: Path) -> None:
    assert printed_after(before(tmp_path).manifest, "2026-13") is None


def test_a_faulty_manifest_is_followed_by_none(tmp_path: Path) -> None:
    with pytest.raises(HuibianError, match="HB113"):
        before(tmp_path, month="2026-9")
    with pytest.raises(HuibianError, match="HB101"):
        read_before(tmp_path / "gone.yaml")


def test_a_layout_that_is_a_file_has_to_lie_in_the_new_folder(tmp_path: Path) -> None:
    home = tmp_path / "10"
    home.mkdir()
    old = before(tmp_path / "09", layout="own.yaml")
    (tmp_path / "09" / "own.yaml").touch()
    with pytest.raises(HuibianError, match="HB148"):
        following(old, home, {})
    assert following(old, home, {"layout": "neibu"})["layout"] == "neibu"
    assert following(old, tmp_path, {})["layout"] == "09/own.yaml"
    (home / "own.yaml").touch()
    assert following(old, home, {})["layout"] == "own.yaml"
