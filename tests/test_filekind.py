from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from huibian.build import IssueBuilder
from huibian.exports import Format
from huibian.filekind import FileKind, advice, is_own_output, kind_of
from tests.support.issues import write_issue
from tests.support.worddocs import word_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(*names: str, first: tuple[str, str] = ("", "")) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, text in (first, *((name, "") for name in names)):
            if name:
                file.writestr(name, text)
    return data.getvalue()


def opened(kind: str) -> tuple[str, str]:
    """The first file in a zip of OpenDocument."""
    return "mimetype", f"application/vnd.oasis.opendocument.{kind}"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (word_file("<w:p/>"), FileKind.WORD),
        (zipped("_rels/.rels", "[Content_Types].xml", "document.xml"), FileKind.WORD),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), FileKind.SHEET),
        (zipped("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"), FileKind.WORD),  # a sheet in a chart
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), FileKind.SLIDES),
        (zipped("content.xml", first=opened("text")), FileKind.ODT),
        (zipped("content.xml", first=opened("spreadsheet")), FileKind.SHEET),
        (zipped("content.xml", first=opened("presentation")), FileKind.SLIDES),
        (zipped("OFD.xml", "Doc_0/Document.xml"), FileKind.OFD),
        (zipped("照片.jpg"), FileKind.ZIP),
        (b"PK\xe8\xb5\x9b", None),  # PK赛
        (OLE + "WordDocument".encode("utf-16-le"), FileKind.OLD_WORD),
        (OLE + "EncryptedPackage".encode("utf-16-le"), FileKind.LOCKED),
        (OLE + "Workbook".encode("utf-16-le"), FileKind.OLD_OFFICE),
        (OLE + "PowerPoint Document".encode("utf-16-le"), FileKind.OLD_OFFICE),
        (OLE, FileKind.OLD_WORD),
        (b"{\\rtf1\\ansi", FileKind.RTF),
        (b"{rtf", None),
        (b"%PDF-1.7", FileKind.PDF),
        (b"<html>", FileKind.HTML),
        (b"<htmlx>", None),
        ("\ufeff\r\n <!DOCTYPE  HTML PUBLIC>".encode(), FileKind.HTML),
        ("\ufeff<HTML lang=zh>".encode("utf-16-le"), FileKind.HTML),
        ("\ufeff<HTML lang=zh>".encode("utf-16-be"), FileKind.HTML),
        ("<?xml version='1.0'?><!-- 一 --> <!-- 二 -->\n<html xmlns='x'>".encode("gbk"), FileKind.HTML),
        (b"<meta charset=gbk><p>", FileKind.HTML),
        ("标题\n<html>".encode(), None),
        (b" " * 4090 + b"<html>", FileKind.HTML),
        (b" " * 4091 + b"<html>", None),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", FileKind.MHTML),
        (b"From: <a>\r\nSubject: x\r\nMIME-Version: 1.0", FileKind.MHTML),
        ("说明\nMIME-Version: 1.0".encode(), None),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>', FileKind.WORD_XML),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', None),
        (b'<w:wordDocument xmlns:w="x">', FileKind.WORD_XML),
        (b"", None),
        ("全县秋粮测产".encode(), None),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, kind: FileKind | None) -> None:
    assert kind_of(data) is kind


def test_every_kind_has_its_advice() -> None:
    assert all(advice(kind).endswith("。") for kind in FileKind)


def test_no_beginning_takes_long() -> None:
    start = time.perf_counter()
    for beginning in (b"<!---->", b"<!--", b"A: b\n", b"<?xml ", b"\n "):
        assert kind_of(beginning * 1000) is None
    assert time.perf_counter() - start < 0.5


def with_part(data: bytes, name: str) -> bytes:
    """A zip with one more part, as whoever saves it adds one."""
    copy = io.BytesIO(data)
    with zipfile.ZipFile(copy, "a") as file:
        file.writestr(name, "<Properties/>")
    return copy.getvalue()


def test_knows_what_huibian_wrote_until_somebody_saves_it(tmp_path: Path) -> None:
    manifest = write_issue(tmp_path)
    IssueBuilder().render(manifest, {each: tmp_path / f"out.{each}" for each in Format})
    docx, pdf = (tmp_path / "out.docx").read_bytes(), (tmp_path / "out.pdf").read_bytes()
    assert is_own_output(docx)
    assert is_own_output(pdf)
    assert not is_own_output(with_part(docx, "docProps/app.xml"))
    assert not is_own_output(docx[: len(docx) // 2])
    assert not is_own_output(word_file("<w:p/>"))
    assert not is_own_output(b"%PDF-1.7 <xmp:CreatorTool>Word</xmp:CreatorTool>")
    assert not is_own_output(b"huibian ")
