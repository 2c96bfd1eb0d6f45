from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from huibian.diagnostics import HuibianError, Span
from huibian.text.word import package
from huibian.text.word.package import WordPackage, open_package
from huibian.text.word.scan import Unfit
from huibian.text.word.xml import W
from tests.support.worddocs import png, word_file
from tests.support.wordmutants import packed, unpacked

PATH, AT = Path("a.docx"), Span(Path("issue.yaml"), 9, 9)
SOUND = word_file("<w:p/>", notes={"2": "<w:p/>"})


def refused(data: bytes, code: str = "HB230") -> str:
    with pytest.raises(HuibianError) as caught:
        open_package(data, PATH, AT)
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.span) == (code, AT)
    assert diagnostic.hint
    return diagnostic.message


def picture(opened: WordPackage, relation: str) -> bytes:
    part = opened.part_of(relation)
    assert part is not None
    return opened.image(part)


def test_the_parts_of_a_file_are_found_by_their_kind() -> None:
    opened = open_package(SOUND, PATH, AT)
    assert opened.document.tag.endswith("}document")
    assert [len(opened.related(kind)) for kind in ("footnotes", "styles", "endnotes")] == [1, 1, 0]
    assert opened.root("endnotes") is None
    assert picture(opened, "rIdP").startswith(b"\x89PNG")
    assert opened.part_of("none") is opened.part_of(None) is None


def test_what_is_no_word_file_is_refused_with_its_reason() -> None:
    ole = b"\xd0\xcf\x11\xe0" + b"\0" * 600
    assert refused(ole) == "a.docx 是旧版 Word 或 WPS 文件"
    assert refused(ole + "EncryptedPackage".encode("utf-16-le")) == "a.docx 是有密码的文件"
    assert refused("标题".encode()) == refused(b"") == "a.docx 不是 Word 文档"
    assert refused(SOUND[:-100]) == "a.docx 已损坏，或不是 Word 文档"


def test_another_file_in_a_zip_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("a.txt", "标题")
    assert refused(data.getvalue()) == "a.docx 是压缩包"
    assert refused(data.getvalue().replace(b"a.txt", b"[Content_Types].xml")) == "a.docx 已损坏，或不是 Word 文档"


def test_a_part_is_measured_as_it_is_unpacked_whatever_the_zip_says(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = max(map(len, unpacked(SOUND).values()))
    monkeypatch.setattr(package, "_LONGEST_PART", limit)
    open_package(SOUND, PATH, AT)
    name = "word/document.xml"
    whole = {**unpacked(SOUND), name: unpacked(SOUND)[name] + b" " * limit}
    assert refused(packed(whole), "HB232").startswith("a.docx 解开后太大")
    sizes = len(whole[name]).to_bytes(4, "little")
    lying = packed(whole).replace(sizes, (9).to_bytes(4, "little"))
    assert refused(lying) == "a.docx 已损坏，或不是 Word 文档"


def test_all_parts_together_are_measured_and_those_that_are_not_needed_never_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needed = [data for name, data in unpacked(SOUND).items() if name in NEEDED]
    monkeypatch.setattr(package, "_LONGEST_XML", sum(map(len, needed)))
    open_package(packed({**unpacked(SOUND), "docProps/app.xml": b" " * 10**6}), PATH, AT)
    monkeypatch.setattr(package, "_LONGEST_XML", sum(map(len, needed)) - 1)
    assert refused(SOUND, "HB232").startswith("a.docx 解开后太大")


NEEDED = {
    *("_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels"),
    *("word/styles.xml", "word/numbering.xml", "word/footnotes.xml"),
}


@pytest.mark.parametrize("is_refused", [False, True])
def test_a_part_that_unpacks_to_far_more_than_it_was_is_refused(
    monkeypatch: pytest.MonkeyPatch, *, is_refused: bool
) -> None:
    parts = unpacked(SOUND)
    whole = parts["word/styles.xml"] + b" " * 2**21  # white behind the end is no fault of XML
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in (parts | {"word/styles.xml": whole}).items():
            file.writestr(name, part)
        small = file.getinfo("word/styles.xml").compress_size
    monkeypatch.setattr(package, "_UNSUSPECTED", len(whole) - 1)
    monkeypatch.setattr(package, "_MOST_INFLATED", len(whole) // small + (0 if is_refused else 1))
    if is_refused:
        assert refused(data.getvalue(), "HB232").startswith("a.docx 里有一部分解开后")
    else:
        open_package(data.getvalue(), PATH, AT)


def test_a_zip_of_more_files_than_a_document_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_MOST_PARTS", len(unpacked(SOUND)))
    open_package(SOUND, PATH, AT)
    monkeypatch.setattr(package, "_MOST_PARTS", len(unpacked(SOUND)) - 1)
    assert refused(SOUND, "HB232").startswith("a.docx 里有")


def test_what_unpacks_without_bound_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_BZIP2) as file:
        for name, part in unpacked(SOUND).items():
            file.writestr(name, part)
    assert refused(data.getvalue()) == "a.docx 已损坏，或不是 Word 文档"


def test_a_dtd_is_refused() -> None:
    parts = unpacked(SOUND)
    parts["word/document.xml"] = b"<!DOCTYPE x>" + parts["word/document.xml"].partition(b"?>")[2]
    assert refused(packed(parts)) == "a.docx 里有 DTD，不是 Word 写的"


def test_strict_names_and_odd_targets_lead_to_the_same_parts() -> None:
    old, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    parts = {}
    for name, data in unpacked(SOUND).items():
        for each in (b"wordprocessingml", b"officeDocument", b"drawingml"):
            data = data.replace(old + each + b"/2006/", strict + each + b"/")
        parts[name.upper() if "footnotes" in name else name] = data
    listing = "word/_rels/document.xml.rels"
    parts[listing] = parts[listing].replace(b'Target="styles.xml"', b'Target="/word/.\\styles.xml"')
    opened = open_package(packed(parts), PATH, AT)
    assert [len(opened.related(kind)) for kind in ("footnotes", "styles")] == [1, 1]
    assert next(opened.document.iter(W + "p"), None) is not None


BROKEN = b"GIF89a"  # rIdB


@pytest.mark.parametrize("missing", [0, 1])
def test_all_pictures_together_are_measured(monkeypatch: pytest.MonkeyPatch, missing: int) -> None:
    monkeypatch.setattr(package, "_LONGEST_PICTURES", len(png()) + len(BROKEN) - missing)
    opened = open_package(SOUND, PATH, AT)
    assert [picture(opened, "rIdP") for _ in range(2)] == [png(), png()]  # counted once
    if missing:
        with pytest.raises(Unfit):
            picture(opened, "rIdB")
    else:
        assert picture(opened, "rIdB") == BROKEN


def test_a_damaged_picture_has_no_bytes_and_the_rest_is_read() -> None:
    data = packed(unpacked(SOUND)).replace(b"IDAT", b"XXXX")
    assert picture(open_package(data, PATH, AT), "rIdP") == b""


def test_a_part_may_be_one_long_text_and_says_nothing_beside_its_text() -> None:
    length = 10 * 2**20  # libxml2's own limit is a little less
    root = etree.fromstring(b"<a><?pi x?><!-- x --><t>" + b"x" * length + b"</t></a>", package._parser())
    assert [(each.tag, len(each.text or "")) for each in root] == [("t", length)]
