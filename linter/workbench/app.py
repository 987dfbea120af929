"""The routes of the workbench: what the browser may ask, and what the session makes of it."""

import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple, Protocol
from urllib.parse import parse_qs, quote, unquote

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from linter.configuration.keys import LEVELS, STAGES
from linter.reading.limits import FILE_BYTES
from linter.workbench import examples
from linter.workbench.guard import Guard, Keys, closed, refusal
from linter.workbench.papers import Papers
from linter.workbench.session import Refusal, Session
from linter.workbench.sitting import EXPORTS, SIDES
from linter.workbench.watch import EVERY, Watch

_WORDS = 20_000  # bytes of a body that is no file
_NAME = 200  # characters of a file name
_POLL = 20.0  # seconds that a question for changes waits
_LOOK = 0.1
_MEDIA = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".txt": "text/plain", ".woff2": "font/woff2", ".png": "image/png"}
STATIC = os.path.join(os.path.dirname(os.path.abspath(__file__)), "static")


class Doors(NamedTuple):
    """Where the server is reached: scheme, the names with port it answers to, and its cookie (cookies do not know ports)."""

    scheme: str
    hosts: frozenset[str]
    cookie: str


class Annex(Protocol):
    """Pages beside the desk, with routes of their own; who has just come in is led to `home`."""

    home: str

    def routes(self) -> Sequence[BaseRoute]: ...
    def close(self) -> None: ...


def application(
    session: Session, keys: Keys, doors: Doors, *, watch: Watch | None = None, stopping: Callable[[], bool] = lambda: False, annex: Annex | None = None
) -> ASGIApp:
    """The whole ASGI application. `stopping` tells that the server wants to end: nothing waits then."""
    desk = _Desk(session, keys, doors, watch, stopping)
    routes = [
        Route("/enter/{word}", desk.enter),
        Route("/", desk.page),
        Route("/board", desk.board),
        Route("/report", desk.open, methods=["PUT"]),
        Route("/example", desk.example, methods=["POST"]),
        Route("/beside/{side}", desk.beside, methods=["PUT", "DELETE"]),
        Route("/choices", desk.choose, methods=["POST"]),
        Route("/language", desk.speak, methods=["POST"]),
        Route("/waivers", desk.waive, methods=["POST"]),
        Route("/waivers/{fingerprint}", desk.unwaive, methods=["DELETE"]),
        Route("/watch", desk.watching, methods=["POST"]),
        Route("/export/{kind}", desk.export),
        Route("/clear", desk.clear, methods=["POST"]),
        Route("/changes", desk.changes),
        Route("/static/{name}", desk.static),
        Route("/favicon.ico", desk.icon),
        *(annex.routes() if annex else ()),
    ]

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(desk.follow)
            yield
            tasks.cancel_scope.cancel()
        session.end()
        if annex:
            annex.close()

    handlers = {Refusal: _refused, HTTPException: desk.unknown, ClientDisconnect: _left, Exception: desk.broken}
    app = Starlette(routes=routes, lifespan=living, exception_handlers=handlers)  # type: ignore[arg-type]
    app.router.redirect_slashes = False
    return Guard(app, session, keys, doors.hosts, doors.scheme, doors.cookie)


async def _refused(request: Request, error: Refusal) -> Response:
    return refusal(error.status, error.sentence)


async def _left(request: Request, error: ClientDisconnect) -> Response:
    return Response(status_code=400)  # nobody reads it


class _Desk:
    """The endpoints."""

    def __init__(self, session: Session, keys: Keys, doors: Doors, watch: Watch | None, stopping: Callable[[], bool]) -> None:
        self._session = session
        self._keys = keys
        self._doors = doors
        self._watch = watch
        self._stopping = stopping
        self._static = {name: os.path.join(STATIC, name) for name in sorted(os.listdir(STATIC)) if os.path.splitext(name)[1] in _MEDIA}

    async def enter(self, request: Request) -> Response:
        """The address that the command printed: opens once, and gives the cookie for it."""
        if request.cookies.get(self._doors.cookie) == self._keys.cookie:
            return RedirectResponse(self._start(), 303)
        if not self._keys.enter(request.path_params["word"]):
            return closed(self._session.words("refused.stranger"), self._session.papers.lang)
        answer = RedirectResponse(self._start(), 303)
        answer.set_cookie(
            self._doors.cookie, self._keys.cookie, path="/", httponly=True, samesite="strict", secure=self._doors.scheme == "https"
        )
        return answer

    async def page(self, request: Request) -> Response:
        return HTMLResponse(await self._session.page())

    async def board(self, request: Request) -> Response:
        return HTMLResponse(await self._session.board())

    async def open(self, request: Request) -> Response:
        name, data = await self._upload(request)
        return await self._laid(self._session.papers.with_report(name, data))

    async def example(self, request: Request) -> Response:
        name = (await self._fields(request)).get("name", "")
        data = examples.read(name)
        if data is None:
            raise Refusal(404, self._session.words("refused.example"))
        return await self._laid(self._session.papers.with_report(name, data))

    async def beside(self, request: Request) -> Response:
        side = request.path_params["side"]
        if side not in SIDES:
            raise Refusal(404, self._session.words("refused.unknown"))
        text = await self._upload(request) if request.method == "PUT" else None
        return await self._laid(self._session.papers.with_beside(side, text))

    async def choose(self, request: Request) -> Response:
        """What is not sent stays as it was; what is sent empty is left to the text."""
        said, papers = await self._fields(request), self._session.papers
        level, year, stage = (said.get(name, "") for name in ("level", "year", "stage"))
        fits = level in ("", *LEVELS) and stage in ("", *STAGES) and (not year or (year.isascii() and year.isdigit() and 2000 <= int(year) <= 2100))
        if not fits:
            raise Refusal(422, self._session.words("refused.choices"))
        papers = papers._replace(
            level=level or None if "level" in said else papers.level,
            year=(int(year) if year else None) if "year" in said else papers.year,
            stage=stage or None if "stage" in said else papers.stage,
            assumed=said["assumed"] == "1" if "assumed" in said else papers.assumed,
        )
        return await self._laid(papers)

    async def speak(self, request: Request) -> Response:
        lang = (await self._fields(request)).get("lang", "")
        if lang not in ("zh", "en"):
            raise Refusal(422, self._session.words("refused.choices"))
        answer = await self._laid(self._session.papers._replace(lang=lang))
        answer.headers["HX-Refresh"] = "true"
        return answer

    async def waive(self, request: Request) -> Response:
        said = await self._fields(request)
        return HTMLResponse(await self._session.waive(said.get("fingerprint", ""), said.get("reason", "").strip()))

    async def unwaive(self, request: Request) -> Response:
        print_ = request.path_params["fingerprint"]
        papers = self._session.papers
        return await self._laid(papers._replace(waivers={key: reason for key, reason in papers.waivers.items() if key != print_}))

    async def watching(self, request: Request) -> Response:
        on = (await self._fields(request)).get("on") == "1"
        papers = self._session.papers
        if on and not papers.followed:
            raise Refusal(409, self._session.words("refused.watch"))
        return await self._laid(papers._replace(watched=on))

    async def export(self, request: Request) -> Response:
        kind = request.path_params["kind"]
        made = await self._session.export(kind) if kind in EXPORTS else None
        if made is None:
            raise Refusal(404, self._session.words("refused.export"))
        name, media, data = made
        plain = "report" + os.path.splitext(name)[1]  # for programs that do not know RFC 5987
        disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
        return Response(data, media_type=media, headers={"Content-Disposition": disposition})

    async def clear(self, request: Request) -> Response:
        self._watch = None
        return HTMLResponse(await self._session.clear())

    async def changes(self, request: Request) -> Response:
        """Answers when the desk is another than the one of `revision`, or after a while."""
        said = request.query_params.get("revision", "")
        known = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else -1
        with anyio.move_on_after(_POLL):
            while self._session.papers.revision == known and not self._stopping() and not await request.is_disconnected():
                await anyio.sleep(_LOOK)
        return JSONResponse({"revision": self._session.papers.revision})

    async def static(self, request: Request) -> Response:
        return self._file(request.path_params["name"])

    async def icon(self, request: Request) -> Response:
        return self._file("favicon.svg") if "favicon.svg" in self._static else Response(status_code=204)

    async def unknown(self, request: Request, error: HTTPException) -> Response:
        return refusal(error.status_code, self._session.words("refused.unknown"))

    async def broken(self, request: Request, error: Exception) -> Response:
        # the type only: the text of an exception may quote the document
        return refusal(500, self._session.words("refused.fault", name=type(error).__name__))

    async def follow(self) -> None:
        """Lays the file on disk again whenever it was saved, as long as it is watched."""
        while not self._stopping():
            await anyio.sleep(EVERY)
            watch, papers = self._watch, self._session.papers
            if watch is None or not papers.watched or papers.report is None:
                continue
            data = await anyio.to_thread.run_sync(watch.look)
            # another file may have been opened meanwhile
            if data is not None and self._watch is watch and self._session.papers.watched and papers.report[1] != data:
                try:
                    await self._session.change(self._session.papers._replace(report=(papers.report[0], data)))
                except Refusal:
                    continue  # the next question for the board says it

    def _start(self) -> str:
        papers = self._session.papers
        return papers.home if papers.home and papers.report is None else "/"

    def _file(self, name: str) -> Response:
        if name not in self._static:
            raise Refusal(404, self._session.words("refused.unknown"))
        return FileResponse(self._static[name], media_type=_MEDIA[os.path.splitext(name)[1]])

    async def _laid(self, papers: Papers) -> Response:
        return HTMLResponse(await self._session.change(papers))

    async def _upload(self, request: Request) -> tuple[str, bytes]:
        return file_name(request.headers.get("x-filename", "")) or self._session.words("file.unnamed"), await self._body(request, FILE_BYTES)

    async def _fields(self, request: Request) -> dict[str, str]:
        body = await self._body(request, _WORDS)
        try:
            return {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20).items()}
        except ValueError:
            raise Refusal(422, self._session.words("refused.choices")) from None

    async def _body(self, request: Request, limit: int) -> bytes:
        """The body, in memory; refused as soon as it is known to be too long."""
        too_long = Refusal(413, self._session.words("refused.size", limit=f"{limit / 1_000_000:g}"))
        said = request.headers.get("content-length", "")
        if said.isdigit() and int(said) > limit:
            raise too_long
        parts, size = [], 0
        async for part in request.stream():
            size += len(part)
            if size > limit:
                raise too_long
            parts.append(part)
        return b"".join(parts)


def file_name(header: str) -> str:
    """A name without folders and without characters that no name has; '' where nothing is left."""
    name = unquote(header, errors="replace").replace("\\", "/").rpartition("/")[2]
    name = "".join(c for c in name if c.isprintable()).strip()
    return name if len(name) <= _NAME else name[:100] + name[-100:]
