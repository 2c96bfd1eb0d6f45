from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest

from huibian.cli.overview import COMMANDS
from huibian.cli.program import load_command
from tests.support.references import check_reference
from tools import man


def test_the_man_page_is_current() -> None:
    check_reference(str(man.PAGE), man.man_page())


def test_every_command_and_option_is_on_it() -> None:
    page = man.man_page().replace("\\-", "-")
    for name in COMMANDS:
        assert f'.SH "HUIBIAN {name.upper()}"' in page
        for parameter in load_command(name).params:
            assert all(option in page for option in (*parameter.opts, *parameter.secondary_opts) if "-" in option)


def test_what_groff_would_obey_is_escaped() -> None:
    assert list(man._plain([".so x", "a\\b -- 'c'"])) == [".nf", "\\&.so x", "\\&a\\eb \\-\\- \\(aqc\\(aq", ".fi"]


@pytest.mark.skipif(shutil.which("groff") is None, reason="no groff here")
def test_groff_shows_the_words_of_the_help() -> None:
    shown = subprocess.run(
        ["groff", "-k", "-man", "-Tutf8", "-ww", man.PAGE],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    text = re.sub(r"\x1b\[[\d;]*m|.\x08", "", shown.stdout)
    assert "warning" not in shown.stderr
    assert "huibian - 把一份清单和若干篇文章排成公文版式的 PDF 和 DOCX" in text
    assert "--format 列表" in text
    assert re.search("^ +看目录和页码，不写文件。$", text, re.MULTILINE)
