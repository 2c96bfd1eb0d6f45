from __future__ import annotations

from pathlib import Path

import pytest

from huibian.build import IssueBuilder
from huibian.exports import Format
from huibian.manuscripts import OtherFile, other_kind
from tests.support.issues import write_issue

HIDDEN, PICTURE, SETTINGS, OUTPUT = OtherFile.HIDDEN, OtherFile.PICTURE, OtherFile.SETTINGS, OtherFile.OUTPUT


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("会议.txt", None),
        ("会议.DOCX", None),
        ("会议", None),
        ("报价.xlsx", None),  # no article, but somebody sent it: its reader says what to do about it
        ("通知.pdf", None),
        ("1.JPG", PICTURE),
        ("图.heic", PICTURE),
        ("~会议改.docx", None),
        ("会议.docx.lnk", None),
        ("~$会议.docx", HIDDEN),
        (".~lock.会议.docx#", HIDDEN),
        (".DS_Store", HIDDEN),
        ("~WRL0003.tmp", HIDDEN),
        ("Thumbs.db", HIDDEN),
        ("desktop.ini", HIDDEN),
        ("issue-7.yaml", SETTINGS),
        ("own.YML", SETTINGS),
        ("issue-7.pdf", OUTPUT),
        ("Issue-7.docx", OUTPUT),
        ("issue-8.docx", None),
    ],
)
def test_knows_by_its_name_what_is_no_article(name: str, kind: OtherFile | None) -> None:
    assert other_kind(Path("nowhere") / name, {"issue-7.yaml", name.lower()}) is kind


def test_knows_what_was_written_under_another_name(tmp_path: Path) -> None:
    written = {each: tmp_path / f"成品.{each}" for each in Format}
    IssueBuilder().render(write_issue(tmp_path / "in"), written)
    assert [other_kind(path, ()) for path in written.values()] == [OUTPUT, OUTPUT]
