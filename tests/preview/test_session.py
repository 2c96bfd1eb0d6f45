from __future__ import annotations

from pathlib import Path

import pytest

from huibian.build import IssueBuilder
from huibian.exports import Format, encode
from huibian.preview import session as module
from huibian.preview.pictures import DrawnPdf, Resolution
from huibian.preview.session import GoodPages, Session, name_of
from tests.support.issues import ARTICLE, write_issue

BUILDER = IssueBuilder()
ROUGH = Resolution(36)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(BUILDER, write_issue(tmp_path))


def write(session: Session, text: str) -> None:
    (session.manifest.parent / "issue-7-1.txt").write_text(text, encoding="utf-8")


def good(session: Session) -> GoodPages:
    assert session.state.good is not None
    return session.state.good


def test_before_the_first_render_there_is_nothing(session: Session) -> None:
    state = session.state
    assert (state.revision, state.good, state.is_fault) == (0, None, False)
    assert session.picture("x", ROUGH) is None


def test_shows_the_pictures_of_the_pdf_that_a_render_would_write(session: Session) -> None:
    state = session.render()
    written = DrawnPdf(encode(BUILDER.compose(session.manifest).document, [Format.PDF])[Format.PDF])
    assert state.revision == 1
    for page, look in enumerate(good(session).seen.looks):
        assert session.picture(look, ROUGH) == written.draw(page, ROUGH)


def test_draws_a_page_once_as_long_as_it_looks_the_same(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.render()
    looks = good(session).seen.looks
    cover, body = session.picture(looks[0], ROUGH), session.picture(looks[2], ROUGH)
    write(session, ARTICLE.replace("两句", "二句"))
    session.render()
    monkeypatch.setattr(DrawnPdf, "draw", lambda *_: b"drawn")
    again = good(session).seen.looks
    assert again[0] == looks[0]
    assert again[2] != looks[2]
    assert session.picture(again[0], ROUGH) == cover
    assert session.picture(again[2], ROUGH) == b"drawn"
    assert session.picture(looks[2], ROUGH) == body, "for a browser that has not heard of the new state yet"


def test_forgets_the_pictures_that_were_asked_for_longest_ago(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.render()
    looks = good(session).seen.looks
    monkeypatch.setattr(DrawnPdf, "draw", lambda _, page, __: b"x" * 10 if page else b"y" * 10)
    monkeypatch.setattr(module, "_CACHED", 25)
    for look in (looks[0], looks[1], looks[0], looks[2]):
        session.picture(look, ROUGH)
    monkeypatch.setattr(DrawnPdf, "draw", lambda *_: b"fresh")
    assert session.picture(looks[0], ROUGH) == b"y" * 10
    assert session.picture(looks[1], ROUGH) == b"fresh"


def test_marks_what_changed_since_the_pages_before(session: Session) -> None:
    assert not session.render().changes
    write(session, ARTICLE.replace("两句", "二句"))
    changed = session.render().changes
    (line,) = changed.lines
    assert changed.pages == {line.page}
    assert "二句" in good(session).seen.lines[line.page][line.line].text
    assert session.render().changes == changed, "nothing was changed meanwhile"


def test_a_fault_leaves_the_last_good_pages_and_is_put_on_them(session: Session) -> None:
    before = session.render().good
    write(session, "第一篇的标题\n正文\x07只有一段。\n")
    state = session.render()
    assert state.is_fault
    assert state.good is before
    (message,) = state.messages.shown
    assert message.diagnostic.code == "HB204"
    assert message.at is not None
    assert good(session).seen.lines[message.at.page][message.at.line].text.startswith("正文只有")
    write(session, ARTICLE)
    assert not session.render().is_fault


@pytest.mark.parametrize("step", ["IssueBuilder.encode", "DrawnPdf", "shown_lines", "looks_of", "Index"])
@pytest.mark.parametrize(("error", "code"), [(RuntimeError("kaputt"), "HB900"), (MemoryError(), "HB130")])
def test_whatever_fails_is_a_message_too(
    session: Session, monkeypatch: pytest.MonkeyPatch, step: str, error: Exception, code: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(f"{module.__name__}.{step}", fail)
    (message,) = session.render().messages.shown
    assert message.diagnostic.code == code
    assert str(error) in message.diagnostic.message


def test_knows_the_files_of_the_issue_also_of_a_faulty_one(session: Session) -> None:
    folder = session.manifest.parent
    own = {"issue-7.yaml": folder / "issue-7.yaml", "issue-7-1.txt": folder / "issue-7-1.txt"}
    assert own.items() <= session.render().files.items()
    assert any(name.endswith("bulletin.yaml") for name in session.state.files)
    (folder / "issue-7-1.txt").unlink()
    assert own.items() <= session.render().files.items(), "it may come back"


def test_names_a_file_from_the_folder_of_the_manifest() -> None:
    manifest = Path("期") / "issue.yaml"
    assert name_of(Path("期/来稿/一.txt"), manifest) == str(Path("来稿/一.txt"))
    assert name_of(Path("/layouts/a.yaml"), manifest) == str(Path("/layouts/a.yaml"))
