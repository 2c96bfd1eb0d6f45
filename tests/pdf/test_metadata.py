from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from huibian.frame import Metadata
from huibian.pdf.metadata import CREATOR, PRODUCER, pdf_date, xmp
from huibian.pdf.write import write_pdf
from tests.support.pdfium import opened, streams
from tests.support.samples import sample

NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


def read_xmp(metadata: Metadata) -> dict[str, str]:
    """The packet's properties as an XML reader sees them."""
    description = ElementTree.fromstring(xmp(metadata)).find(".//rdf:Description", NAMES)
    assert description is not None
    return {prop.tag.split("}")[1]: "".join(prop.itertext()) for prop in description}


def test_both_records_say_the_same() -> None:
    document = sample()
    with opened(write_pdf(document)) as reader:
        info = reader.get_metadata_dict(skip_empty=True)
    packet = read_xmp(document.metadata)
    assert info == {
        "Title": packet["title"],
        "Author": packet["creator"],
        "Subject": packet["description"],
        "Creator": packet["CreatorTool"],
        "Producer": packet["Producer"],
        "CreationDate": "D:20200416093000+08'00'",
        "ModDate": "D:20200416093000+08'00'",
    }
    assert (info["Creator"], info["Producer"]) == (CREATOR, PRODUCER)
    assert info["Subject"] == "史志 & 月报 <内部>"


def test_the_packet_names_the_language_and_the_date() -> None:
    packet = read_xmp(sample().metadata)
    assert packet["language"] == "zh-CN"
    assert {packet[name] for name in ("CreateDate", "ModifyDate", "MetadataDate")} == {"2020-04-16T09:30:00+08:00"}


def test_the_packet_stands_in_the_file_uncompressed() -> None:
    pdf = write_pdf(sample())
    packet = [content for dictionary, content in streams(pdf) if "/Metadata" in dictionary]
    assert packet == [xmp(sample().metadata)]
    assert packet[0] in pdf


def test_the_file_tells_its_language_and_shows_its_title() -> None:
    pdf = write_pdf(sample())
    assert b"/Lang (zh-CN)" in pdf
    assert b"/DisplayDocTitle true" in pdf


def hours(number: float) -> datetime.timezone:
    return datetime.timezone(datetime.timedelta(hours=number))


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        (None, "D:20200416000000"),
        (datetime.UTC, "D:20200416000000+00'00'"),
        (hours(8), "D:20200416000000+08'00'"),
        (hours(-3.5), "D:20200416000000-03'30'"),
    ],
)
def test_a_date_keeps_its_zone(zone: datetime.timezone | None, written: str) -> None:
    date = datetime.datetime(2020, 4, 16, tzinfo=zone)
    assert pdf_date(date) == written
    assert read_xmp(replace(sample().metadata, date=date))["CreateDate"] == date.isoformat()
