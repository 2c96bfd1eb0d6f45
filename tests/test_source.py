from __future__ import annotations

import codecs
import errno
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huibian import source
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span

TEXT = "我区召开2020年第2次会议\n\n　　3月10日，区长主持会议。\n"
TRADITIONAL = "縣誌編纂委員會\n\n本縣自乾隆年間設治以來，歷任知縣皆重修志書，至光緒間始成定本，體例完備。\n"


def read(tmp_path: Path, data: bytes) -> source.Source:
    path = tmp_path / "文.txt"
    path.write_bytes(data)
    return source.read(path)


def fault(path: Path, at: Span | None = None) -> Diagnostic:
    with pytest.raises(HuibianError) as caught:
        source.read(path, at)
    (diagnostic,) = caught.value.diagnostics
    return diagnostic


def fault_of(tmp_path: Path, data: bytes) -> Diagnostic:
    path = tmp_path / "文.txt"
    path.write_bytes(data)
    return fault(path)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "gb2312"]
)
def test_every_encoding_a_department_sends_gives_the_same_text(tmp_path: Path, encoding: str) -> None:
    read_back = read(tmp_path, TEXT.encode(encoding))
    assert (read_back.text, read_back.doubt) == (TEXT, None)


@pytest.mark.parametrize("bom", [codecs.BOM_UTF16_BE, b"\x84\x31\x95\x33"])
def test_a_byte_order_mark_is_no_text(tmp_path: Path, bom: bytes) -> None:
    encoding = "utf-16-be" if bom == codecs.BOM_UTF16_BE else "gb18030"
    assert read(tmp_path, bom + TEXT.encode(encoding)).text == TEXT


def test_utf16_without_a_line_end_is_told_from_gb18030(tmp_path: Path) -> None:
    assert read(tmp_path, "市领导调研我区开展情况，听取了汇报".encode("utf-16-le")).text.startswith("市领导调研")


def test_traditional_characters_in_gbk_raise_no_doubt(tmp_path: Path) -> None:
    read_back = read(tmp_path, TRADITIONAL.encode("gbk"))
    assert (read_back.text, read_back.doubt) == (TRADITIONAL, None)


def test_a_guessed_encoding_is_doubted(tmp_path: Path) -> None:
    read_back = read(tmp_path, (TRADITIONAL * 3).encode("big5"))
    assert read_back.text == TRADITIONAL * 3
    assert read_back.doubt is not None
    assert (read_back.doubt.severity, read_back.doubt.code) == (Severity.WARNING, "HB104")
    assert "Big5" in read_back.doubt.message


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_every_line_end_becomes_the_same(tmp_path: Path, end: str) -> None:
    assert read(tmp_path, TEXT.replace("\n", end).encode()).text == TEXT


def test_an_empty_file_is_empty_text(tmp_path: Path) -> None:
    assert read(tmp_path, b"").lines == ("",)


def test_only_a_line_end_ends_a_line() -> None:
    assert source.Source(Path("a"), "一\u2028二\v三\n四").lines == ("一\u2028二\v三", "四")


def test_an_offset_has_its_line_and_column() -> None:
    text = source.Source(Path("a"), "一二\n\n三")
    places = [(text.span(offset).line, text.span(offset).column) for offset in range(len(text.text) + 1)]
    assert places == [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1), (3, 2)]


def test_damaged_utf8_is_not_read_as_gb18030_but_named_with_its_place(tmp_path: Path) -> None:
    data = TEXT.replace("\n", "\r\n").encode()
    at = data.index("长".encode())
    diagnostic = fault_of(tmp_path, data[:at] + b"\xe9" + data[at + 3 :])
    assert (diagnostic.code, diagnostic.span) == ("HB103", Span(tmp_path / "文.txt", 3, 10))
    assert "E9" in diagnostic.message
    assert "UTF-8" in diagnostic.message


def test_utf8_cut_short_is_named_at_its_end(tmp_path: Path) -> None:
    assert fault_of(tmp_path, TEXT.encode()[:-2]).span == Span(tmp_path / "文.txt", 3, 15)


def test_damaged_gb18030_is_named_with_its_place(tmp_path: Path) -> None:
    data = TEXT.encode("gb18030")
    at = data.index("长".encode("gb18030"))
    diagnostic = fault_of(tmp_path, data[:at] + b"\xff\xff" + data[at + 2 :])
    assert (diagnostic.code, diagnostic.span) == ("HB103", Span(tmp_path / "文.txt", 3, 10))
    assert "GB18030" in diagnostic.message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest", "压缩包"),
        (b"PK\x03\x04word/document.xml", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"%PDF-1.7", "PDF"),
        (b"<html>", "网页"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "不是文本文件"),
    ],
)
def test_a_file_that_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes, words: str) -> None:
    diagnostic = fault_of(tmp_path, data)
    assert diagnostic.code == "HB102"
    assert words in diagnostic.message


def test_bytes_that_were_read_before_are_text_or_refused_as_their_file_is() -> None:
    path, at = Path("文.txt"), Span(Path("issue.yaml"), 3, 7)
    assert source.decode(TEXT.encode("gbk"), path) == source.Source(path, TEXT)
    assert source.decode(b"a" * 100, path, at, limit=100).text == "a" * 100
    with pytest.raises(HuibianError, match="HB102") as caught:
        source.decode(b"a" * 101, path, at, limit=100)
    assert caught.value.diagnostics[0].span == at


def test_a_stray_nul_is_left_to_whoever_reads_the_text(tmp_path: Path) -> None:
    assert read(tmp_path, TEXT.encode() * 2 + b"\0").text == TEXT * 2 + "\0"


def test_a_file_as_long_as_a_film_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    with path.open("wb") as file:
        file.truncate(2**35)
    assert fault(path).code == "HB102"


@pytest.mark.parametrize("name", ["没有.txt", "文件夹", "坏\0名.txt", "长" * 300, "圈.txt"])
def test_what_cannot_be_opened_is_a_fault(tmp_path: Path, name: str) -> None:
    (tmp_path / "文件夹").mkdir()
    (tmp_path / "圈.txt").symlink_to("圈.txt")
    assert fault(tmp_path / name).code == "HB101"


def test_what_names_the_file_is_blamed(tmp_path: Path) -> None:
    at = Span(Path("issue.yaml"), 3, 7)
    assert fault(tmp_path / "没有.txt", at).span == at
    assert fault(tmp_path / "没有.txt").span == Span(tmp_path / "没有.txt")


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EACCES, "权限"), (errno.EMFILE, "打开的文件太多了"), (errno.EIO, "磁盘或网络出了错")]
)
def test_a_file_that_the_system_refuses_is_a_fault_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    (tmp_path / "a.txt").touch()
    monkeypatch.setattr(os, "open", refuse)
    diagnostic = fault(tmp_path / "a.txt")
    assert (diagnostic.code, words in diagnostic.message) == ("HB101", True)
    assert os.strerror(number) not in diagnostic.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert fault(tmp_path / "a.txt").code == "HB101"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_takes_a_files_place_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "before.txt").touch()
    seen = os.stat(tmp_path / "before.txt")
    os.mkfifo(tmp_path / "a.txt")
    monkeypatch.setattr(os, "stat", lambda _: seen)
    assert source.load(tmp_path / "a.txt") == b""


def test_a_file_that_grows_while_it_is_read_is_bounded_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.touch()
    seen = os.stat(path)
    monkeypatch.setattr(os, "stat", lambda _: seen)
    path.write_bytes(b"a" * 100)
    assert source.read(path, limit=100).text == "a" * 100
    path.write_bytes(b"a" * 101)
    with pytest.raises(HuibianError, match="HB102"):
        source.read(path, limit=100)


def test_a_name_is_looked_for_only_where_that_is_soon_done(tmp_path: Path) -> None:
    def hint(name: str, *, propose: bool = True) -> str | None:
        with pytest.raises(HuibianError) as caught:
            source.locate(name, tmp_path, tmp_path, Span(tmp_path / "a.md", 1, 2), propose=propose)
        return caught.value.diagnostics[0].hint

    for number in range(source._SEARCHED):
        (tmp_path / f"{number:04}.txt").touch()
    assert hint("0000x.txt") == "是不是 0000.txt？"
    assert hint("0000x.txt", propose=False) == "检查文件名和所在文件夹。"
    assert hint("0000x" * 99 + ".txt") == "检查文件名和所在文件夹。"
    (tmp_path / "more.txt").touch()
    assert hint("0000x.txt") == "检查文件名和所在文件夹。"


@given(data=st.binary(max_size=400) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_text_or_a_fault(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    try:
        text = source.read(path).text
    except HuibianError:
        return
    text.encode()  # no half surrogates
    assert "\r" not in text


def test_bytes_are_read_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\0")
    assert source.load(path) == b"\x89PNG\0"


def test_a_file_too_big_is_refused_by_what_it_is_for(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with path.open("wb") as file:
        file.truncate(17 * 2**20)
    assert len(source.load(path)) == 17 * 2**20
    assert fault(path).message == "a.png 有 17.0 MB，太大了"
    with path.open("wb") as file:
        file.truncate(65 * 2**20)
    with pytest.raises(HuibianError, match="HB102"):
        source.load(path)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.txt", None),
        ("..\\a.txt", None),
        ("../../a.txt", "HB121"),
        ("/a.txt", "HB121"),
        ("D:a.txt", "HB121"),
        ("\\\\host\\a.txt", "HB121"),
        ("link.txt", "HB121"),
        ("b.txt", "HB122"),
        (".", "HB122"),
        ("", "HB122"),
    ],
)
def test_a_file_is_found_inside_the_fence_or_refused(tmp_path: Path, name: str, code: str | None) -> None:
    fence = tmp_path / "issue"
    base = fence / "articles"
    base.mkdir(parents=True)
    for folder in (tmp_path, fence, base):
        (folder / "a.txt").write_text("字", encoding="utf-8")
    (base / "link.txt").symlink_to(tmp_path / "a.txt")
    at = Span(fence / "issue.yaml", 3, 5)
    if code is None:
        assert source.locate(name, base, fence, at).exists()
        return
    with pytest.raises(HuibianError) as caught:
        source.locate(name, base, fence, at)
    assert [(d.code, d.span) for d in caught.value.diagnostics] == [(code, at)]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("img/smal.jpg", "是不是 img/small.jpg？"),
        ("smallpic.jpg", "检查文件名和所在文件夹。"),
        ("img/wu.txt", "检查文件名和所在文件夹。"),
        ("no/such.txt", "检查文件名和所在文件夹。"),
    ],
)
def test_a_file_of_the_same_kind_and_nearly_the_same_name_is_proposed(name: str, hint: str, tmp_path: Path) -> None:
    (tmp_path / "img").mkdir()
    for there in ("img/small.jpg", "img/r.txt", "smallpic.md"):
        (tmp_path / there).touch()

    with pytest.raises(HuibianError) as caught:
        source.locate(name, tmp_path, tmp_path, Span(tmp_path / "a.md", 1, 2))

    assert [each.hint for each in caught.value.diagnostics] == [hint]


def test_notes_what_is_named_or_read_each_once_also_where_that_fails(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    named = Span(tmp_path / "issue.yaml", 1, 1)
    with source.noting() as noted:
        with source.noting() as inner:
            source.load(tmp_path / "a.txt")
        source.read(source.locate("a.txt", tmp_path, tmp_path, named))
        for fail in (
            lambda: source.load(tmp_path / "b.png"),
            lambda: source.locate("c.docx", tmp_path, tmp_path, named),
            lambda: source.locate("../d.docx", tmp_path, tmp_path, named),
        ):
            with pytest.raises(HuibianError):
                fail()
    assert list(inner) == [tmp_path / "a.txt"]
    assert list(noted) == [tmp_path / "a.txt", tmp_path / "b.png", tmp_path / "c.docx"]
    source.read(tmp_path / "a.txt")
    assert len(noted) == 3


def test_each_file_is_noted_as_it_was_when_it_was_read_first(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one")
    with source.noting() as noted:
        source.load(path)
        path.write_bytes(b"two")
        source.load(path)
        source.locate("a.txt", tmp_path, tmp_path, Span(path))
    assert noted == {path: hashlib.sha256(b"one").hexdigest()}


def test_what_is_only_named_has_no_state(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    with source.noting() as noted:
        path = source.locate("a.txt", tmp_path, tmp_path, Span(tmp_path))
    assert noted == {path: None}


def test_the_state_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert source.state(path) == source.ABSENT
    path.write_bytes(b"one")
    assert source.state(path) == hashlib.sha256(b"one").hexdigest()
    assert source.state(tmp_path / "a\0b") == source.ABSENT


def test_the_state_of_a_folder_is_that_of_its_visible_names(tmp_path: Path) -> None:
    before = source.state(tmp_path)
    (tmp_path / ".huibian-journal").touch()
    assert source.state(tmp_path) == before
    (tmp_path / "a").touch()
    assert source.state(tmp_path) not in (before, source.ABSENT)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for_to_know_its_state(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert source.state(tmp_path / "pipe") == source.ABSENT


def test_a_folder_is_listed_and_noted(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").touch()
    at = Span(tmp_path / "issue.yaml", 1, 1)
    with source.noting() as noted:
        assert [each.name for each in source.list_folder(tmp_path / "in", tmp_path, at)] == ["a.txt"]
        assert source.list_folder(tmp_path / "gone", tmp_path, at) == ()
        assert source.list_folder(tmp_path / "in" / "a.txt", tmp_path, at) == ()
    assert list(noted) == [tmp_path / "in", tmp_path / "gone", tmp_path / "in" / "a.txt"]


@pytest.mark.parametrize("folder", ["..", "/", "in/../.."])
def test_no_folder_outside_the_fence_is_listed(tmp_path: Path, folder: str) -> None:
    (tmp_path / "in").mkdir()
    with source.noting() as noted, pytest.raises(HuibianError, match="HB121"):
        source.list_folder(tmp_path / folder, tmp_path, Span(tmp_path / "issue.yaml"))
    assert not noted
