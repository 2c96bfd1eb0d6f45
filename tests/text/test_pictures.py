from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image as Pillow

from huibian import metafile
from huibian.diagnostics import HELPED, Diagnostics, Span
from huibian.image import parts
from huibian.text import pictures
from huibian.text.pictures import PictureFlaw, Pictures, PictureTaker
from huibian.text.remarks import Remarks
from tests.support.imagefiles import written
from tests.support.metafiles import emf


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.png", None),
        ("图%201.png", None),
        ("C:a.png", "HB121"),
        ("/a.png", "HB121"),
        ("b.gif", "HB255"),
        ("none.png", "HB122"),
        ("", "HB122"),
        (".", "HB122"),
        ("text.png", "HB221"),
        ("http://a.example/a.png", "HB220"),
        ("//a.example/a.png", "HB220"),
        ("file:a.png", "HB220"),
        ("x-a+b.1:a.png", "HB220"),
        ("\0", "HB121"),
    ],
)
def test_a_picture_is_read_or_told_of(tmp_path: Path, name: str, code: str | None) -> None:
    for each in ("a.png", "图 1.png", "b.gif"):
        Pillow.new("L", (4, 3)).save(tmp_path / each)
    (tmp_path / "text.png").write_text("文字", encoding="utf-8")
    remarks, diagnostics = Remarks(), Diagnostics()
    at = Span(tmp_path / "a.md", 3, 1)
    found = Pictures(tmp_path, tmp_path, PictureTaker(remarks)).read(name, at)
    remarks.report(diagnostics)
    assert [(d.code, d.span) for d in diagnostics] == ([] if code is None else [(code, at)])
    assert (found is None) == (code not in (None, "HB255"))


def test_a_picture_is_read_once_however_often_it_is_shown(tmp_path: Path) -> None:
    Pillow.new("L", (4, 3)).save(tmp_path / "a.gif")
    remarks, diagnostics = Remarks(), Diagnostics()
    pictures = Pictures(tmp_path, tmp_path, PictureTaker(remarks))
    first, second = (pictures.read(name, Span(tmp_path / "a.md", 3, 1)) for name in ("a.gif", "./a.gif"))
    remarks.report(diagnostics)

    assert first is not None
    assert first is second
    assert [each.code for each in diagnostics] == ["HB255"]


def test_a_picture_that_is_none_is_told_of_wherever_it_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("文字", encoding="utf-8")
    remarks, diagnostics = Remarks(), Diagnostics()
    pictures = Pictures(tmp_path, tmp_path, PictureTaker(remarks))
    for line in (3, 5):
        assert pictures.read("a.png", Span(tmp_path / "a.md", line, 1)) is None
    remarks.report(diagnostics)

    (found,) = diagnostics
    assert (found.code, "第 3、5 行" in found.message) == ("HB221", True)


@pytest.mark.parametrize(("faults", "helped"), [(HELPED - 1, True), (HELPED, False)])
def test_a_similar_name_is_proposed_to_the_first_faults_only(tmp_path: Path, faults: int, helped: bool) -> None:
    Pillow.new("L", (4, 3)).save(tmp_path / "晒谷场.png")
    remarks, diagnostics = Remarks(), Diagnostics()
    for number in range(faults):
        remarks.error("HB220", f"图片 {number}", Span(tmp_path / "a.md", 1))
    Pictures(tmp_path, tmp_path, PictureTaker(remarks)).read("晒谷厂.png", Span(tmp_path / "a.md", 2, 1))
    remarks.report(diagnostics)
    assert ("晒谷场" in str(list(diagnostics)[-1].hint)) is helped


def test_forty_characters_of_an_address_are_shown(tmp_path: Path) -> None:
    remarks, diagnostics = Remarks(), Diagnostics()
    pictures = Pictures(tmp_path, tmp_path, PictureTaker(remarks))
    assert pictures.read("http://" + "a" * 99, Span(tmp_path / "a.md", 2, 1)) is None
    remarks.report(diagnostics)
    assert [each.message for each in diagnostics] == [f"图片写的是网址 http://{'a' * 33}"]


def test_a_metafile_is_drawn_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    png = io.BytesIO()
    Pillow.new("L", (4, 3)).save(png, "PNG")
    monkeypatch.setattr(metafile, "draw", lambda _: png.getvalue())
    remarks, diagnostics = Remarks(), Diagnostics()
    image = PictureTaker(remarks).take(emf(), "a.emf ", Span(Path("a.md"), 3))
    assert not isinstance(image, PictureFlaw)
    assert image.width == 4
    remarks.report(diagnostics)
    (told,) = diagnostics
    assert (told.code, told.message) == ("HB259", "a.emf 是 EMF 图，由 LibreOffice 画成了 PNG")


def test_one_that_cannot_be_drawn_has_a_cure() -> None:
    remarks = Remarks()
    flaw = PictureTaker(remarks).take(emf(), "图片", Span(Path("a.md"), 3))
    assert isinstance(flaw, PictureFlaw)
    assert flaw.code == "HB260"
    assert "选择性粘贴" in flaw.hint
    assert len(remarks) == 0


@pytest.mark.parametrize(("drawn", "code"), [(2, "HB260"), (1, None)])
def test_an_article_has_so_many_of_them(monkeypatch: pytest.MonkeyPatch, drawn: int, code: str | None) -> None:
    png = io.BytesIO()
    Pillow.new("L", (4, 3)).save(png, "PNG")
    monkeypatch.setattr(metafile, "DRAWN_LIMIT", 2)
    monkeypatch.setattr(metafile, "draw", lambda _: png.getvalue())
    taker = PictureTaker(Remarks())
    for _ in range(drawn):
        taker.take(emf(), "图片", Span(Path("a.md"), 3))
    taken = taker.take(emf(), "图片", Span(Path("a.md"), 3))
    assert (taken.code if isinstance(taken, PictureFlaw) else None) == code


@pytest.mark.parametrize(("missing", "codes"), [(0, [None, None]), (1, [None, "HB228"])], ids=["just fits", "just not"])
def test_the_pictures_of_an_article_become_so_much(
    monkeypatch: pytest.MonkeyPatch, missing: int, codes: list[str | None]
) -> None:
    white = written(Pillow.new("L", (1000, 1000), "white"), "PNG")
    monkeypatch.setattr(pictures, "_MOST_EXCESS", 2 * (1_000_000 - 20 * len(white)) - missing)
    taker = PictureTaker(Remarks())
    taken = [taker.take(white, "a.png ", Span(Path("a.md"), 3)) for _ in codes]
    assert [each.code if isinstance(each, PictureFlaw) else None for each in taken] == codes


def test_a_picture_that_becomes_too_much_keeps_no_other_one_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_MOST_EXCESS", 100_000)
    wide, small = (written(Pillow.new("L", (side, side), "white"), "PNG") for side in (1000, 200))
    taker = PictureTaker(Remarks())
    taken = [taker.take(each, "a.png ", Span(Path("a.md"), 3)) for each in (wide, small, wide)]
    assert [isinstance(each, PictureFlaw) for each in taken] == [True, False, True]


def test_photographs_may_be_as_many_as_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_MOST_EXCESS", 0)
    photograph = written(Pillow.effect_noise((600, 400), 60).convert("RGB"), "JPEG")
    taker = PictureTaker(Remarks())
    assert not any(isinstance(taker.take(photograph, "", Span(Path("a.md"))), PictureFlaw) for _ in range(9))


@pytest.mark.parametrize(("owner", "name"), [(parts.BoundedFile, "_left"), (parts, "_MOST_PARTS")])
def test_a_picture_of_too_many_parts_is_told(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
    monkeypatch.setattr(owner, name, 1)
    flaw = PictureTaker(Remarks()).take(written(Pillow.new("L", (4, 3)), "PNG"), "a.png ", Span(Path("a.md")))
    assert isinstance(flaw, PictureFlaw)
    assert (flaw.code, flaw.message) == ("HB221", "里面的小块太多，读起来太费时间")
