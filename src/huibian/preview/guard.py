"""Lets in only the browser that was given the address: no other program, no other site, no other machine."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from msgspec import Struct
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "x-huibian-token"
_REFUSED = "403 这里只给打开它的那个浏览器看：用终端里写出的网址打开。\n"
_HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class DeskKey(Struct, frozen=True):
    """What a browser has to show.

    Attributes:
        port: Where the server listens: other servers of this machine get the same cookies.
        token: A secret, made for one run.
    """

    port: int
    token: str

    @classmethod
    def fresh(cls, port: int) -> DeskKey:
        """A key that nobody knows yet."""
        return cls(port, secrets.token_urlsafe(32))

    @property
    def address(self) -> str:
        """The page as the user opens it."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    @property
    def cookie(self) -> str:
        """The name of the cookie that keeps the token."""
        return f"huibian-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """What the server is called; a name of another site that leads here is none of these (DNS rebinding)."""
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    def fits(self, shown: str | None) -> bool:
        """Whether a token is the right one; takes as long for any wrong one."""
        return shown is not None and secrets.compare_digest(shown.encode(), self.token.encode())


class Guard:
    """Stands before an application and refuses whoever has not the key.

    Args:
        app: The application.
        key: The key.
    """

    def __init__(self, app: ASGIApp, key: DeskKey) -> None:
        self._app = app
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have the application answer it."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        if scope["type"] != "http":
            return
        answer = self._app if self._lets_in(HTTPConnection(scope)) else PlainTextResponse(_REFUSED, 403)
        await answer(scope, receive, send_guarded)

    def _lets_in(self, request: HTTPConnection) -> bool:
        headers = request.headers
        if headers.get("host") not in self._key.hosts or not self._is_own(headers):
            return False
        shown = (headers.get(HEADER), request.cookies.get(self._key.cookie))
        in_address = request.query_params.get("token") if request.url.path == "/" else None
        return any(map(self._key.fits, (*shown, in_address)))

    def _is_own(self, headers: Headers) -> bool:
        """Whether a request is of a page of ours, or of no page: an address that was typed or opened."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        return origin in (None, f"http://{headers['host']}") and site in (None, "none", "same-origin")
