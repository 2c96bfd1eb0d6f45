"""Shows an issue in the browser of this machine, until it is interrupted."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from huibian import libreoffice, source
from huibian.diagnostics import HuibianError, Span
from huibian.preview.editors import open_at
from huibian.preview.guard import DeskKey, Guard
from huibian.preview.pictures import Resolution
from huibian.preview.session import Session
from huibian.preview.view import Json, view
from huibian.preview.watching import follow

RESOLUTIONS = (48, 72, 96, 144, 192, 288)
"""The dots per inch that pages are drawn in for the browser: it takes the next finer one."""

_STATIC = Path(__file__).parent / "static"
_KINDS = {
    "index.html": "text/html",
    "desk.css": "text/css",
    "desk.js": "text/javascript",
    "pages.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_FOREVER = "private, max-age=31536000, immutable"  # a picture's name says what it shows
_BEAT = 15.0  # seconds of silence after which a line tells that the server is there
_PATIENCE = 2.0  # seconds for a render that goes on when all is to end; a longer one is dropped
_BODY_LIMIT = 4096  # bytes of a request


class Desk:
    """The pages of an issue as a web application, and what tells its browsers of a new state.

    Args:
        session: The issue.
        key: Who may see it.
    """

    def __init__(self, session: Session, key: DeskKey) -> None:
        self.session = session
        self.key = key
        self._told = asyncio.Event()
        self._is_over = False
        routes = [
            Route("/", self._page),
            Route("/state", self._state),
            Route("/events", self._events),
            Route("/open", self._open, methods=["POST"]),
            Route("/page/{look}-{dpi:int}.png", self._picture),
            Route("/{name}", self._static),
        ]
        self.app = Guard(Starlette(routes=routes), key)

    def tell(self) -> None:
        """Wake all browsers; called in the server's own thread."""
        told, self._told = self._told, asyncio.Event()
        told.set()

    def end(self) -> None:
        """Let no browser wait any longer."""
        self._is_over = True
        self.tell()

    async def _page(self, request: Request) -> Response:
        page = _file("index.html")
        if request.query_params.get("token"):
            page.set_cookie(self.key.cookie, self.key.token, httponly=True, samesite="strict", path="/")
        return page

    async def _static(self, request: Request) -> Response:
        return _file(request.path_params["name"])

    async def _state(self, _: Request) -> Response:
        state = self.session.state
        return _json(await run_in_threadpool(view, self.session, state))

    async def _events(self, _: Request) -> Response:
        return StreamingResponse(self._revisions(), media_type="text/event-stream")

    async def _revisions(self) -> AsyncIterator[str]:
        """The number of the state now and of each that follows, as server-sent events."""
        while not self._is_over:
            told = self._told
            yield f"data: {self.session.state.revision}\n\n"
            while True:
                try:
                    await asyncio.wait_for(told.wait(), _BEAT)
                    break
                except TimeoutError:
                    yield ": \n\n"

    async def _picture(self, request: Request) -> Response:
        look, dpi = request.path_params["look"], request.path_params["dpi"]
        drawn = None
        if dpi in RESOLUTIONS:
            drawn = await run_in_threadpool(self.session.picture, look, Resolution(dpi))
        if drawn is None:
            return _nothing()
        return Response(drawn, media_type="image/png", headers={"cache-control": _FOREVER})

    async def _open(self, request: Request) -> Response:
        """Open a file of the issue in the user's editor, as `{"file": …, "line": …, "column": …}` asks."""
        if request.headers.get("content-type") != "application/json":
            return PlainTextResponse("415", 415)
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > _BODY_LIMIT:
                return PlainTextResponse("413", 413)
        place = _asked(body, self.session.state.files)
        if place is None:
            return _nothing()
        try:
            await run_in_threadpool(open_at, place)
        except HuibianError as error:
            told = error.diagnostics[0]
            return _json({"text": told.message, "hint": told.hint}, 409)
        return Response(status_code=204)


class _Server(uvicorn.Server):
    """A server that ends at once, also while browsers wait for news."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            uvicorn.Config(
                desk.app,
                log_config=None,
                log_level="critical",
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=1,
            )
        )
        self._desk = desk

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what goes on, then the server."""
        self._desk.end()
        await super().shutdown(sockets)


def serve(session: Session, listening: socket.socket, key: DeskKey, *, ready: Callable[[], None]) -> None:
    """Show an issue until the user interrupts.

    Args:
        session: The issue; it is rendered here, again and again.
        listening: Where browsers come in; see `listen`.
        key: Who may come in.
        ready: Called once they can.

    Raises:
        KeyboardInterrupt: The user interrupted, and all has ended.
    """
    stop = threading.Event()
    following: list[threading.Thread] = []

    async def run() -> None:
        desk, loop = Desk(session, key), asyncio.get_running_loop()

        def tell() -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(desk.tell)

        following.append(threading.Thread(target=follow, args=(session, tell, stop), daemon=True))
        following[0].start()
        loop.call_soon(ready)
        await _Server(desk).serve([listening])

    try:
        asyncio.run(run())
    finally:
        stop.set()
        libreoffice.ENDING.set()
        for thread in following:
            thread.join(_PATIENCE)


def listen() -> socket.socket:
    """A socket that only programs on this machine reach, at a port that the system chooses."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    return listening


def _asked(body: bytes, files: Mapping[str, Path]) -> Span | None:
    """The place that a request names; `None` where it names none, or a file that the issue is not made of."""
    try:
        asked = json.loads(body)
        file, line, column = asked["file"], asked.get("line"), asked.get("column")
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    if not isinstance(file, str) or file not in files or not files[file].is_file():
        return None
    numbers = [number if type(number) is int and number > 0 else None for number in (line, column)]
    return Span(files[file], *numbers)


def _file(name: str) -> Response:
    """One of the files that the page is made of, by its name; there is no way to any other."""
    if name not in _KINDS:
        return _nothing()
    return Response(source.load(_STATIC / name), media_type=_KINDS[name])


def _json(facts: Mapping[str, Json], status: int = 200) -> Response:
    """JSON in ASCII: a file may have a name that is no text, which UTF-8 cannot say."""
    return Response(json.dumps(facts), status, media_type="application/json")


def _nothing() -> Response:
    return PlainTextResponse("404 没有这一页。\n", 404)
