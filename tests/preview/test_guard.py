from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse

from huibian.preview.guard import HEADER, DeskKey, Guard
from tests.support.asgi import Answer, ask

KEY = DeskKey(4711, "geheim")
HOST = {"Host": "127.0.0.1:4711"}
COOKIE = {"Cookie": "huibian-4711=geheim"}


def answer(path: str, headers: dict[str, str]) -> Answer:
    return ask(Guard(PlainTextResponse("seen"), KEY), path, headers)


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/?token=geheim", HOST),
        ("/state", HOST | COOKIE),
        ("/state", HOST | {HEADER: "geheim"}),
        ("/state", {"Host": "localhost:4711"} | COOKIE),
        ("/state", HOST | COOKIE | {"Origin": "http://127.0.0.1:4711", "Sec-Fetch-Site": "same-origin"}),
        ("/", HOST | COOKIE | {"Sec-Fetch-Site": "none"}),
    ],
)
def test_lets_in_the_browser_that_was_given_the_address(path: str, headers: dict[str, str]) -> None:
    assert (answer(path, headers).status, answer(path, headers).body) == (200, b"seen")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", HOST),
        ("/?token=", HOST),
        ("/?token=gehei", HOST),
        ("/?token=geheim", {}),
        ("/state?token=geheim", HOST),  # an address of a picture or the state would stay in more places
        ("/state", HOST | {"Cookie": "huibian-4712=geheim"}),
        ("/state", HOST | {"Cookie": "huibian-4711=anders"}),
        ("/state", HOST | {HEADER: "anders"}),
        ("/state", HOST | {HEADER: "geheím"}),
        ("/state", {"Host": "127.0.0.1"} | COOKIE),
        ("/state", {"Host": "127.0.0.1:4712"} | COOKIE),
        ("/state", {"Host": "evil.example:4711"} | COOKIE),
        ("/state", {"Host": "127.0.0.1.evil.example:4711"} | COOKIE),
        ("/state", HOST | COOKIE | {"Origin": "http://evil.example"}),
        ("/state", HOST | COOKIE | {"Origin": "http://127.0.0.1:4712"}),
        ("/state", HOST | COOKIE | {"Origin": "null"}),
        ("/state", HOST | COOKIE | {"Sec-Fetch-Site": "cross-site"}),
        ("/state", HOST | COOKIE | {"Sec-Fetch-Site": "same-site"}),
    ],
)
def test_refuses_everybody_else(path: str, headers: dict[str, str]) -> None:
    refused = answer(path, headers)
    assert refused.status == 403
    assert b"seen" not in refused.body
    assert "access-control-allow-origin" not in refused.headers


def test_every_answer_forbids_what_comes_from_elsewhere() -> None:
    headers = answer("/state", HOST | COOKIE).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in headers


def test_each_run_has_another_token() -> None:
    one, other = DeskKey.fresh(1), DeskKey.fresh(1)
    assert one.token != other.token
    assert len(one.token) >= 40
    assert one.address == f"http://127.0.0.1:1/?token={one.token}"
