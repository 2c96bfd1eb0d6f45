from __future__ import annotations

import io
import time
import zipfile

import pytest

from huibian.filekind import FileKind, advice, kind_of
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
