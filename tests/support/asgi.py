"""Asks a web application without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.types import ASGIApp


@dataclass(frozen=True)
class Answer:
    """What an application answered; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(app: ASGIApp, path: str, headers: Mapping[str, str], *, method: str = "GET", body: bytes = b"") -> Answer:
    """The answer to one request, whole."""
    started: dict[str, Any] = {}
    parts: list[bytes] = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop()
        await asyncio.sleep(3600)
        raise AssertionError

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            started.update(message)
        else:
            parts.append(message.get("body", b""))

    address = urlsplit(path)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": address.path,
        "raw_path": quote(address.path).encode(),
        "root_path": "",
        "query_string": address.query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
    }

    async def run() -> None:
        await app(scope, receive, send)

    asyncio.run(run())
    return Answer(
        status=started["status"],
        headers={name.decode(): value.decode() for name, value in started["headers"]},
        body=b"".join(parts),
    )
