from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.references import check_reference
from tools.tutorial import ARRIVED, MANIFEST, PAGE, Desk

TEXT = PAGE.read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (.*)$", TEXT, re.MULTILINE)


@pytest.mark.debian_fonts
def test_the_tutorial_shows_what_really_happens(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    check_reference(str(PAGE), desk.played(TEXT))
    made = {path.name for path in desk.folder.iterdir()} - {path.name for path in ARRIVED.iterdir()}
    assert made == {MANIFEST, "issue-62.pdf", "issue-62.docx", "样张"}


def test_nobody_has_to_type_the_name_of_a_file() -> None:
    assert len(COMMANDS) == 3
    assert not [word for command in COMMANDS for word in command.split() if "." in word or "/" in word]


def test_what_arrives_is_what_offices_send() -> None:
    text = (ARRIVED / "1 重要会议" / "1.春耕备耕现场会.txt").read_bytes()
    assert "现场会" in text.decode("gbk")
    assert text.count(b"\r\n") == text.count(b"\n") > 5
    for name, start in (("2 工作动态/10.读志月.doc", b"PK"), ("3 乡土人物/老船工.doc", b"\xd0\xcf\x11\xe0")):
        assert (ARRIVED / name).read_bytes().startswith(start)
