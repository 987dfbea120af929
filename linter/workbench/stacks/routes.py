"""The addresses of the stacks. All of them only read; each page says in its address what it shows."""

import os
from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio.to_thread
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from linter.portfolio.originals import Found, Sought, originals
from linter.portfolio.scope import Scope
from linter.portfolio.views.standing import standing
from linter.workbench.papers import Papers
from linter.workbench.session import Refusal, Session
from linter.workbench.stacks import record, screens
from linter.workbench.stacks.links import links, report_address
from linter.workbench.stacks.query import Query, number, query_of
from linter.workbench.stacks.screens import Frame
from linter.workbench.stacks.shelf import Shelf, Unreadable
from linter.workbench.stacks.views import VIEWS, narrowing

HOME = "/stacks"
THEMES = ("light", "dark")
Page = Callable[[Request], Awaitable[Response]]
Made = TypeVar("Made")


class Stacks:
    """The endpoints. `identity` is the rulebook that the desk judges by (linter.portfolio.identity)."""

    home = HOME

    def __init__(self, shelf: Shelf, session: Session, identity: int) -> None:
        self._shelf = shelf
        self._session = session
        self._identity = identity
        self._theme = ""

    def routes(self) -> list[BaseRoute]:
        """The routes, to be put beside those of the desk."""
        paths = {HOME: self.begin, "/stacks/{view}": self.view, "/stacks/unit/{id}": self.unit, "/stacks/report/{id}": self.report, "/stacks/report/{id}/text": self.text}
        return [*(Route(path, self._told(page)) for path, page in paths.items()), Route("/stacks/theme/{theme}", self.theme, methods=["POST"])]

    def close(self) -> None:
        """Lets go of the store."""
        self._shelf.close()

    async def begin(self, request: Request) -> Response:
        return RedirectResponse("/stacks/rank", 303)

    async def theme(self, request: Request) -> Response:
        """Light or dark by the switch of the page, for the pages that follow."""
        theme = request.path_params["theme"]
        self._theme = theme if theme in THEMES else ""
        return Response(status_code=204)

    async def view(self, request: Request) -> Response:
        frame = self._frame(request, request.path_params["view"])
        if frame.query.view not in VIEWS:
            raise self._unknown()

        make = VIEWS[frame.query.view].make
        if make is None:
            said = (self._shelf.path, frame.lang, frame.theme, frame.token, *map(str, frame.query.said()))
            return HTMLResponse(await self._session.copied(*said))

        def page(connection: Connection) -> str:
            words, query = frame.words, frame.query
            narrowed = narrowing(connection, words, query)
            if narrowed is None or (not narrowed.scope.years and VIEWS[query.view].years == "one"):
                return screens.empty(frame)
            tables = make(connection, narrowed.scope, words, query)
            return screens.listing(frame, narrowed, tables, links(connection, narrowed.scope, query))

        return HTMLResponse(await self._asked(page))

    async def unit(self, request: Request) -> Response:
        frame, id = self._frame(request), number(request.path_params["id"])

        def page(connection: Connection) -> str:
            words, query = frame.words, frame.query
            narrowed = narrowing(connection, words, query)
            holder = record.holder(connection, id, narrowed.book) if id is not None and narrowed else None
            if holder is None or narrowed is None:
                raise self._unknown()
            years = [each.year for each in holder.issues if each.counts and each.year]
            asked = number(query.year)
            year = asked if asked in years else years[0] if years else None
            scope = Scope(narrowed.book, (year,) if year else (), units=(holder.id,))
            own = next((each.id for each in holder.issues if each.year == year and each.counts), None)
            tables = standing(connection, scope, words) if year else []
            return screens.unit(frame, holder, year, tables, links(connection, scope, query)._replace(own=own))

        return HTMLResponse(await self._asked(page))

    async def report(self, request: Request) -> Response:
        frame, found = await self._found(request)
        place = await self._original(found)
        address = f"/stacks/unit/{found.unit}" + Query(book=found.book, year=str(found.year or "")).tail() if found.unit is not None else ""
        return HTMLResponse(screens.report(frame, found, place is not None, address, request.query_params.get("rule", "")))

    async def text(self, request: Request) -> Response:
        """The report at the desk, read only; else what was kept of it."""
        frame, found = await self._found(request)
        rule, print_ = request.query_params.get("rule", ""), request.query_params.get("finding", "")
        place = await self._original(found)
        if place is not None:
            said, words = found.said, frame.words
            remark = "" if found.book == self._identity else words("stacks.other-rules", version=found.version)
            papers = Papers(
                place, None, None, found.judged.level, said.get("year"), said.get("stage"), True, frame.lang,
                home=report_address(found.id, rule), fixed=True, remark=remark, theme=self._theme, traits=found.judged.traits,
            )  # fmt: skip
            return HTMLResponse(await self._session.look(papers))
        paragraphs = await self._asked(lambda connection: record.kept(connection, found.id))
        if not paragraphs:
            raise Refusal(404, frame.words("stacks.no-text"))
        return HTMLResponse(screens.kept(frame, found, paragraphs, rule, print_))

    async def _found(self, request: Request) -> tuple[Frame, record.Record]:
        frame, id = self._frame(request), number(request.path_params["id"])
        found = await self._asked(lambda connection: record.record(connection, id, frame.words)) if id is not None else None
        if found is None:
            raise self._unknown()
        return frame._replace(query=frame.query._replace(book=found.book)), found

    async def _original(self, found: record.Record) -> tuple[str, bytes] | None:
        """(name, bytes) of the file of a report; None where it is gone."""

        def look() -> Found | None:
            return next(originals({found.id: Sought(found.sha256, found.paths)}, os.path.dirname(self._shelf.path)), None)

        held = await anyio.to_thread.run_sync(look)
        return (held.path.rpartition("/")[2], held.data) if held is not None else None

    async def _asked(self, question: Callable[[Connection], Made]) -> Made:
        try:
            return await anyio.to_thread.run_sync(self._shelf.asked, question)
        except Unreadable:
            raise Refusal(503, screens.words_of(self._session.papers.lang)("stacks.unreadable")) from None

    def _frame(self, request: Request, view: str = "") -> Frame:
        query = query_of(view, request.query_params)
        if view not in VIEWS or query.by not in VIEWS[view].by:
            query = query._replace(by="")
        return Frame(self._session.papers.lang, self._theme, self._session.token, self._shelf.name, query)

    def _told(self, page: Page) -> Page:
        """The endpoint, with a page for what is refused."""

        async def endpoint(request: Request) -> Response:
            try:
                return await page(request)
            except Refusal as refusal:
                return HTMLResponse(screens.refused(self._frame(request), refusal.sentence), refusal.status)

        return endpoint

    def _unknown(self) -> Refusal:
        return Refusal(404, self._session.words("refused.unknown"))
