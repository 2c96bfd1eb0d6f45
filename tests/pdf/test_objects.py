from __future__ import annotations

import re

import pytest
from reportlab import rl_config

from huibian.pdf.objects import PdfFile
from tests.support.pdfium import streams


def identifier(pdf: bytes) -> bytes:
    found = re.search(rb"/ID \s*\[<([0-9a-f]{32})><\1>\]", pdf)
    assert found is not None
    return found[1]


def encode(content: bytes) -> bytes:
    file = PdfFile()
    file.add_stream(content)
    return file.encode({}, {})


def test_the_file_is_pdf_1_7_and_marked_as_binary() -> None:
    head, comment = encode(b"text").split(b"\n")[:2]
    assert head == b"%PDF-1.7"
    assert all(byte > 127 for byte in comment[1:5])


def test_a_stream_is_compressed_and_ends_with_a_line_end_that_is_not_its_own() -> None:
    content = b"0 0 1 rg\n" * 200
    pdf = encode(content)
    ((dictionary, read),) = streams(pdf)
    assert read == content
    length = int(dictionary.split("/Length ")[1].split()[0])
    start = pdf.index(b"\nstream\n") + len(b"\nstream\n")
    assert pdf[start + length :].startswith(b"\nendstream\n")
    assert length < len(content) // 10


def test_a_dense_stream_is_read_as_any_other_and_nothing_is_looked_for_twice_in_it() -> None:
    content = bytes(range(256)) * 64
    sizes = []
    for is_dense in (False, True):
        file = PdfFile()
        file.add_stream(content, is_dense=is_dense)
        pdf = file.encode({}, {})
        assert streams(pdf)[0][1] == content
        sizes.append(len(pdf))
    assert sizes[1] > len(content) > 10 * (sizes[0] - 1000)


def test_the_identifier_follows_the_content() -> None:
    assert identifier(encode(b"one")) == identifier(encode(b"one")) != identifier(encode(b"two"))


def test_a_promised_object_is_filled_after_others_refer_to_it() -> None:
    file = PdfFile()
    promised = file.promise()
    file.add({"To": promised.reference})
    promised.fill({"Kept": 1})
    pdf = file.encode({}, {})
    number = re.search(rb"(\d+) 0 obj\n<<\n/Kept 1", pdf)
    assert number is not None
    assert b"/To %s 0 R" % number[1] in pdf


def test_a_users_settings_put_no_comments_into_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rl_config, "pdfComments", 1)
    assert b"class PDF" not in encode(b"text")
