from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import docx
import pytest

from huibian.diagnostics import Diagnostics, Severity, Span
from huibian.filekind import FileKind, kind_of
from huibian.libreoffice import ForeignFile, Target, convert_all
from huibian.manifest.model import ArticleRef
from huibian.text.conversion import convert_ahead
from huibian.text.read import read_article
from tests.support.articles import brief, dump
from tests.support.fakeoffice import copying, fake_office

OLE = b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le")
RTF = b"{\\rtf1 text}"
WORD_XML = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'
ODT = b"PK\x03\x04" + b"mimetypeapplication/vnd.oasis.opendocument.text"


def word_file(path: Path, *texts: str, application: str = "", field: str = "") -> Path:
    """A Word file with paragraphs, written by a program, with the code of a field at its end."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    plain, changed = io.BytesIO(), {}
    document.save(plain)
    codes = f'<w:p><w:r><w:instrText xml:space="preserve"> {field} </w:instrText></w:r></w:p>' if field else ""
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            changed[name] = source.read(name)
        changed["word/document.xml"] = changed["word/document.xml"].replace(b"<w:sectPr", codes.encode() + b"<w:sectPr")
        changed["docProps/app.xml"] = f"<Properties><Application>{application}</Application></Properties>".encode()
        for name, data in changed.items():
            target.writestr(name, data)
    return path


def read(path: Path) -> tuple[list[str], Diagnostics]:
    diagnostics = Diagnostics()
    article = read_article(ArticleRef(path, Span(path.parent / "issue.yaml", 1, 1)), diagnostics)
    return ([] if article is None else dump(article)), diagnostics


@pytest.mark.parametrize("data", [OLE, RTF, WORD_XML, ODT], ids=["ole", "rtf", "xml", "odt"])
@pytest.mark.parametrize("name", ["a.doc", "a.txt", "a.docx", "a.wps"])
def test_old_and_foreign_files_are_read_as_what_they_are_converted_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, name: str
) -> None:
    word = word_file(tmp_path / "word", "标题", "正文", application="LibreOffice/7.4.7.2$Linux_X86_64")
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(fake_office(tmp_path, copying(word))))
    (tmp_path / name).write_bytes(data)
    found, diagnostics = read(tmp_path / name)
    assert found == ["title 1:1 标题", "paragraph 2:1 正文"]
    (told,) = diagnostics
    assert (told.severity, told.code, told.span) == (Severity.WARNING, "HB256", Span(tmp_path / name))
    assert "由 LibreOffice 7.4.7.2 转成" in told.message


@pytest.mark.parametrize("data", [OLE, RTF, WORD_XML, ODT], ids=["ole", "rtf", "xml", "odt"])
def test_without_libreoffice_they_are_refused_as_before(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.doc").write_bytes(data)
    found, diagnostics = read(tmp_path / "a.doc")
    assert (found, [each.code for each in diagnostics]) == ([], ["HB102"])


def test_what_libreoffice_cannot_convert_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(fake_office(tmp_path, ":")))
    (tmp_path / "a.doc").write_bytes(OLE)
    found, diagnostics = read(tmp_path / "a.doc")
    (told,) = diagnostics
    assert (found, told.severity, told.code) == ([], Severity.ERROR, "HB257")
    assert "另存为" in (told.hint or "")


def test_what_comes_out_damaged_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(fake_office(tmp_path, 'printf "PK\\003\\004word/document" > "$result"')))
    (tmp_path / "a.doc").write_bytes(OLE)
    _, diagnostics = read(tmp_path / "a.doc")
    assert [each.code for each in diagnostics if each.severity is Severity.ERROR] == ["HB230"]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.docx"])
def test_no_other_file_reaches_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(fake_office(tmp_path, start=f"touch {tmp_path}/started")))
    (tmp_path / "a.txt").write_text("标题\n正文\n", encoding="utf-8")
    shutil.copy(tmp_path / "a.txt", tmp_path / "a.md")
    word_file(tmp_path / "a.docx", "标题", "正文")
    convert_ahead([ArticleRef(tmp_path / name, Span(tmp_path / name))])
    read(tmp_path / name)
    assert not (tmp_path / "started").exists()


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.markdown", "a.docx"])
def test_the_bytes_of_usual_files_are_not_looked_at_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(fake_office(tmp_path, start=f"touch {tmp_path}/started")))
    (tmp_path / name).write_bytes(OLE)
    convert_ahead([ArticleRef(tmp_path / name, Span(tmp_path / name))])
    assert not (tmp_path / "started").exists()


def test_an_issue_starts_libreoffice_once_and_each_file_is_converted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word, log = word_file(tmp_path / "word", "标题", "正文"), tmp_path / "log"
    program = fake_office(tmp_path, f'{copying(word)}; echo "$name" >> {log}', start=f"echo start >> {log}")
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(program))
    paths = [tmp_path / name for name in ("a.doc", "b.rtf", "c.doc", "none.doc")]
    for path, data in zip(paths, (OLE, RTF, OLE), strict=False):
        path.write_bytes(data)
    refs = [ArticleRef(path, Span(path)) for path in paths]
    convert_ahead(refs)
    convert_ahead(refs)
    assert [read(path)[0][0] for path in paths[:3]] == ["title 1:1 标题"] * 3
    assert log.read_text().split() == ["start", "0.doc", "1.rtf"]


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ('DATE \\@ "yyyy"', "今天的日期"),
        ("filename", "文件名"),
        ("PAGE", "页码"),
        ("REF Bookmark", None),
        ("DATELINE", None),
    ],
)
def test_fields_that_libreoffice_works_out_again_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str, said: str | None
) -> None:
    word = word_file(tmp_path / "word", "标题", "正文", field=field)
    monkeypatch.setenv("HUIBIAN_SOFFICE", str(fake_office(tmp_path, copying(word))))
    (tmp_path / "a.doc").write_bytes(OLE)
    _, diagnostics = read(tmp_path / "a.doc")
    told = [each.message for each in diagnostics if each.code == "HB258"]
    assert [said in message for message in told if said] == ([] if said is None else [True])
    assert bool(told) is (said is not None)


@pytest.mark.libreoffice
def test_what_libreoffice_writes_itself_comes_back_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = shutil.which("soffice") or ""
    monkeypatch.setenv("HUIBIAN_SOFFICE", program)
    original = tmp_path / "a.docx"
    document = docx.Document()
    document.add_paragraph("云溪县秋粮测产结束", style="Title")
    document.add_paragraph("一、总体情况")
    document.add_paragraph("　　10月20日，县农业农村局发布").add_run("测产结果").bold = True
    document.add_paragraph("第一项", style="List Number")
    document.add_paragraph("第二项", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip((*table.rows[0].cells, *table.rows[1].cells), ("乡镇", "亩产", "望栖", "486.3"), strict=True):
        cell.text = text
    document.add_paragraph("（县农业农村局 供稿）")
    document.save(str(original))
    expected = dump_of(original)
    refs = []
    for target in (Target("doc", "MS Word 97"), Target("odt", "writer8")):
        (data,) = convert_all(Path(program), [ForeignFile(original.read_bytes(), "docx")], target)
        assert data is not None
        assert kind_of(data) is {"doc": FileKind.OLD_WORD, "odt": FileKind.ODT}[target.ending]
        path = tmp_path / f"b.{target.ending}"
        path.write_bytes(data)
        refs.append(ArticleRef(path, Span(path)))
    convert_ahead(refs)
    for ref in refs:
        found, diagnostics = read(ref.path)
        assert found == expected
        assert brief(list(diagnostics)) == ["warning HB256"]


def dump_of(path: Path) -> list[str]:
    found, diagnostics = read(path)
    assert not list(diagnostics)
    return found
