from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from docx.opc.package import OpcPackage
from docx.opc.rel import Relationships

from huibian.docx.package import FOOTER, SETTINGS, Package
from huibian.frame import Metadata
from huibian.image import Image, ImageFormat

METADATA = Metadata("刊名", "编者", "主题", datetime.datetime(2020, 4, 16, tzinfo=datetime.UTC))


def packed() -> bytes:
    package = Package()
    names = [package.add("settings", SETTINGS, b"<a/>"), package.add("footer1", FOOTER, b"<b/>")]
    assert names == ["rId1", "rId2"]
    return package.finish(b"<c/>", METADATA)


def test_the_main_part_names_each_part_that_was_added() -> None:
    main = OpcPackage.open(io.BytesIO(packed())).main_document_part

    assert {key: str(rel.target_part.partname) for key, rel in main.rels.items()} == {
        "rId1": "/word/settings.xml",
        "rId2": "/word/footer1.xml",
    }


def test_an_image_is_in_the_file_once_however_often_it_is_shown() -> None:
    package = Package()
    package.add("settings", SETTINGS, b"<a/>")
    images = [Image(data, ImageFormat.PNG, 1, 1) for data in (b"1", b"2", b"1")]
    assert [package.add_image(each) for each in images] == ["rId2", "rId3", "rId2"]
    main = OpcPackage.open(io.BytesIO(package.finish(b"<c/>", METADATA))).main_document_part

    assert [main.rels[key].target_part.blob for key in ("rId2", "rId3")] == [b"1", b"2"]
    assert [*main.rels] == ["rId1", "rId2", "rId3"]


def test_nothing_is_in_the_file_that_was_not_put_there() -> None:
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        assert sorted(archive.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/footer1.xml",
            "word/settings.xml",
        ]


def test_each_part_holds_what_it_was_given() -> None:
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        assert archive.read("word/document.xml") == b"<c/>"
        assert archive.read("word/settings.xml") == b"<a/>"
        assert archive.read("word/footer1.xml") == b"<b/>"
        assert METADATA.author in archive.read("docProps/core.xml").decode()
        assert all(member.compress_type == zipfile.ZIP_DEFLATED for member in archive.infolist())


def test_every_date_is_the_documents_own() -> None:
    properties = OpcPackage.open(io.BytesIO(packed())).core_properties

    assert properties.created == properties.modified == METADATA.date
    assert (properties.title, properties.author, properties.last_modified_by) == ("刊名", "编者", "编者")
    assert (properties.subject, properties.language) == ("主题", "zh-CN")
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_each_part_is_named_without_a_look_at_those_before(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[object] = []
    monkeypatch.setattr(Relationships, "_get_matching", lambda *about: looks.append(about))
    package = Package()
    for number in range(100):
        package.add_image(Image(b"%d" % number, ImageFormat.PNG, 1, 1))
    package.finish(b"<c/>", METADATA)
    assert len(looks) < 10


def test_equal_parts_give_equal_bytes() -> None:
    assert packed() == packed()
