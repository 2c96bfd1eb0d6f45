from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from huibian.build import IssueBuilder
from huibian.diagnostics import Span
from huibian.preview import server
from huibian.preview.guard import DeskKey
from huibian.preview.pictures import is_own
from huibian.preview.server import Desk, listen
from huibian.preview.session import Session
from tests.support.asgi import Answer, ask
from tests.support.issues import write_issue

KEY = DeskKey(4711, "geheim")
BROWSER = {"Host": "127.0.0.1:4711", "Cookie": "huibian-4711=geheim"}
JSON = {"Content-Type": "application/json", "Origin": "http://127.0.0.1:4711"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    session = Session(IssueBuilder(), write_issue(tmp_path_factory.mktemp("issue")))
    session.render()
    return Desk(session, KEY)


def get(desk: Desk, path: str, headers: dict[str, str] | None = None) -> Answer:
    return ask(desk.app, path, BROWSER if headers is None else headers)


def post(desk: Desk, body: object, headers: dict[str, str] | None = None) -> int:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return ask(desk.app, "/open", BROWSER | (JSON if headers is None else headers), method="POST", body=data).status


def test_the_page_keeps_the_token_for_later(desk: Desk) -> None:
    page = get(desk, "/?token=geheim", {"Host": "127.0.0.1:4711"})
    assert page.status == 200
    assert page.headers["set-cookie"] == "huibian-4711=geheim; HttpOnly; Path=/; SameSite=strict"
    assert "geheim" not in page.body.decode()
    assert "set-cookie" not in get(desk, "/").headers


@pytest.mark.parametrize("name", ["desk.js", "pages.js", "desk.css", "icon.svg"])
def test_serves_its_own_files_which_ask_for_nothing_elsewhere(desk: Desk, name: str) -> None:
    answer = get(desk, f"/{name}")
    assert answer.status == 200
    addresses = re.findall(rb"https?://[^\s\"'<>]+", answer.body)
    assert set(addresses) <= {b"http://www.w3.org/2000/svg"}


def test_serves_the_pages_by_what_they_look_like(desk: Desk) -> None:
    state = json.loads(get(desk, "/state").body)
    answer = get(desk, f"/page/{state['pages'][2]['look']}-72.png")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert "immutable" in answer.headers["cache-control"]
    assert is_own(answer.body)


@pytest.mark.parametrize(
    "path",
    [
        "/page/none-72.png",
        "/page/../issue-7.yaml",
        "/page/..%2f..%2fissue-7.yaml-72.png",
        "/issue-7.yaml",
        "/issue-7-1.txt",
        "/../server.py",
        "/..%2fserver.py",
        "/static/desk.js",
        "/etc/passwd",
        "//etc/passwd",
        "/desk.js/..",
        "/docs",
        "/openapi.json",
    ],
)
def test_there_is_no_way_to_any_other_file(desk: Desk, path: str) -> None:
    assert get(desk, path).status == 404


@pytest.mark.parametrize("dpi", ["73", "0", "-72", "100000"])
def test_draws_in_its_own_resolutions_only(desk: Desk, dpi: str) -> None:
    look = json.loads(get(desk, "/state").body)["pages"][0]["look"]
    assert get(desk, f"/page/{look}-{dpi}.png").status == 404


@pytest.mark.parametrize("path", ["/", "/state", "/events", "/desk.js", "/page/x-72.png", "/nothing"])
def test_shows_nothing_without_the_token(desk: Desk, path: str) -> None:
    assert get(desk, path, {"Host": "127.0.0.1:4711"}).status == 403


def test_opens_a_file_of_the_issue_at_a_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Span] = []
    monkeypatch.setattr(server, "open_at", opened.append)
    folder = desk.session.manifest.parent
    assert post(desk, {"file": "issue-7-1.txt", "line": 2, "column": 5}) == 204
    assert post(desk, {"file": "issue-7.yaml", "line": None, "column": True}) == 204
    assert opened == [Span(folder / "issue-7-1.txt", 2, 5), Span(folder / "issue-7.yaml")]


@pytest.mark.parametrize(
    "body",
    [
        {"file": "../secret.txt", "line": 1},
        {"file": "/etc/passwd", "line": 1},
        {"file": "issue-7-2.txt", "line": 1},
        {"file": ["issue-7-1.txt"], "line": 1},
        {"line": 1},
        ["issue-7-1.txt"],
        b"{",
        b"\xff",
    ],
)
def test_opens_nothing_else(desk: Desk, body: object, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.session.manifest.parent / "issue-7-2.txt").write_text("另一篇", encoding="utf-8")
    monkeypatch.setattr(server, "open_at", lambda _: pytest.fail("opened"))
    assert post(desk, body) == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (JSON | {"Origin": "http://evil.example"}, 403),
        (JSON | {"Sec-Fetch-Site": "cross-site"}, 403),
        (JSON | {"Content-Type": "text/plain"}, 415),  # what a form of another site can send
    ],
)
def test_opens_nothing_for_another_site(
    desk: Desk, headers: dict[str, str], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "open_at", lambda _: pytest.fail("opened"))
    assert post(desk, {"file": "issue-7-1.txt"}, headers) == status


def test_refuses_a_request_longer_than_any(desk: Desk) -> None:
    assert post(desk, {"file": "x" * 5000}) == 413


def test_opening_is_no_matter_of_following_a_link(desk: Desk) -> None:
    assert get(desk, "/open").status == 404


def test_says_why_a_file_cannot_be_opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIBIAN_EDITOR", "/no/such/editor")
    body = json.dumps({"file": "issue-7-1.txt"}).encode()
    answer = ask(desk.app, "/open", BROWSER | JSON, method="POST", body=body)
    assert answer.status == 409
    assert json.loads(answer.body)["text"] == "打不开编辑器 /no/such/editor"


def test_only_this_machine_gets_in() -> None:
    with listen() as listening:
        assert listening.getsockname()[0] == "127.0.0.1"
        with socket.create_connection(listening.getsockname(), timeout=5):
            pass


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_an_interrupt_ends_it_while_a_browser_waits(tmp_path: Path) -> None:
    manifest = write_issue(tmp_path)
    command = [sys.executable, "-m", "huibian", "preview", str(manifest), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/\?token=(\S+)", process.stdout.readline())
        assert found is not None
        port, token = int(found[1]), found[2]
        with socket.create_connection(("127.0.0.1", port), timeout=10) as browser:
            request = f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Huibian-Token: {token}\r\n\r\n"
            browser.sendall(request.encode())
            got = b""
            while b"data: 1" not in got:
                got += browser.recv(4096)
            start = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 130
            assert time.monotonic() - start < 10
        assert process.stderr is not None
        assert process.stderr.read() == ""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_text_is_shown_and_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest, name = write_issue(tmp_path), os.fsdecode(b"\xb5\xda.txt")
    (tmp_path / "issue-7-1.txt").rename(tmp_path / name)
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text[: text.index("      - ")] + "      - '*.txt'\n", encoding="utf-8")
    opened: list[Span] = []
    session = Session(IssueBuilder(), manifest)
    session.render()
    monkeypatch.setattr(server, "open_at", opened.append)
    desk = Desk(session, KEY)
    lines = [line for page in json.loads(get(desk, "/state").body)["pages"] for line in page["lines"]]
    assert name in {line["file"] for line in lines}
    assert post(desk, {"file": name}) == 204
    assert opened == [Span(tmp_path / name)]
