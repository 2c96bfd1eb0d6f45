from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from huibian.diagnostics import Span
from huibian.layoutfile.definition import FIELDS
from huibian.text.model import Inline
from huibian.wording.fields import Fields, fields_of
from tests.support.examples import STANDARD, read_whole


def test_a_template_is_filled_or_left_out() -> None:
    copies = Inline("130", False, Span(Path("issue.yaml"), 9, 11))
    manifest = Span(Path("issue.yaml"))
    words = [Inline("共印", False, manifest), copies, Inline("份", False, manifest)]

    assert Fields({"copies": copies}, manifest).fill("共印{copies}份") == tuple(words)
    assert Fields({}, manifest).fill("共印{copies}份") is None


def test_every_field_that_a_layout_may_name_comes_from_a_full_manifest() -> None:
    issue = read_whole(STANDARD)
    full = replace(issue.colophon, **dict.fromkeys(("printer", "report_to", "send_to", "issue_to"), "某单位"))

    assert fields_of(replace(issue, colophon=full, permit="第 1 号")).values.keys() == FIELDS
