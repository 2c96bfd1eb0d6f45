from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from huibian.diagnostics import HuibianError, Span
from huibian.text.word.package import open_package
from tests.support.worddocs import word_file

PATH, AT = Path("a.docx"), Span(Path("issue.yaml"), 9, 9)
SOUND = word_file("<w:p/>", notes={"2": "<w:p/>"})


def refused(data: bytes) -> str:
    with pytest.raises(HuibianError) as caught:
        open_package(data, PATH, AT)
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.span) == ("HB230", AT)
    assert diagnostic.hint
    return diagnostic.message


def test_the_parts_of_a_file_are_found_by_their_kind() -> None:
    opened = open_package(SOUND, PATH, AT)
    assert opened.document.tag.endswith("}document")
    assert [len(opened.related(kind)) for kind in ("footnotes", "styles", "endnotes")] == [1, 1, 0]
    assert opened.root("endnotes") is None
    assert (opened.image("rIdP") or b"").startswith(b"\x89PNG")
    assert opened.image("none") is opened.image(None) is None


def test_what_is_no_word_file_is_refused_with_its_reason() -> None:
    ole = b"\xd0\xcf\x11\xe0" + b"\0" * 600
    assert refused(ole) == "a.docx 是旧版 Word 或 WPS 文件"
    assert refused(ole + "EncryptedPackage".encode("utf-16-le")) == "a.docx 有密码，读不了"
    assert refused("标题".encode()) == refused(b"") == "a.docx 不是 Word 文档"
    assert refused(SOUND[:-100]) == "a.docx 已损坏，或不是 Word 文档"


def test_another_file_in_a_zip_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("a.txt", "标题")
    assert refused(data.getvalue()) == "a.docx 已损坏，或不是 Word 文档"
