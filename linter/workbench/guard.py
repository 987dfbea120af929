"""Who is let in: only the browser that was given the address, only from this page, and never by another name of this machine.

A page of the internet can point its own name to 127.0.0.1 (hence Host), send forms here (hence Origin, Sec-Fetch-Site and a token in a
header that no form can set) and try addresses (hence the cookie).
"""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from linter.workbench.session import Session

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_SAFE = ("GET", "HEAD")


class Keys:
    """The secrets of one server: the word in the address, good once, and the cookie it is exchanged for."""

    def __init__(self) -> None:
        self.entry = secrets.token_urlsafe(24)
        self.cookie = secrets.token_urlsafe(32)
        self._used = False

    def enter(self, word: str) -> bool:
        """Whether this word opens the door; it does so once."""
        right = same(word, self.entry) and not self._used
        self._used = self._used or right
        return right


def same(one: str, other: str) -> bool:
    """Equality that takes the same time wherever the first difference is."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def refusal(status: int, sentence: str) -> Response:
    """A refusal that the page can show: one sentence."""
    return HTMLResponse(f'<p class="refusal" role="alert">{escape(sentence)}</p>', status)


def closed(sentence: str, lang: str) -> Response:
    """A page for who comes from outside."""
    page = f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>fazhi-lint</title><body><main><p role="alert">{escape(sentence)}</p></main>'
    return HTMLResponse(page, 403)


class Guard:
    """ASGI middleware: the checks before everything, the headers on every answer, one sentence where the program fails."""

    def __init__(self, app: ASGIApp, session: Session, keys: Keys, hosts: frozenset[str], scheme: str, cookie: str) -> None:
        self._app = app
        self._session = session
        self._keys = keys
        self._hosts = hosts
        self._scheme = scheme
        self._cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def dressed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        try:
            stopped = self._stopped(scope)
            await (stopped or self._app)(scope, receive, dressed)
        except Exception as error:
            # the type only: the text of an exception may quote the document
            if not begun:
                await refusal(500, self._session.words("refused.fault", name=type(error).__name__))(scope, receive, dressed)

    def _stopped(self, scope: Scope) -> Callable[[Scope, Receive, Send], Awaitable[None]] | None:
        """The refusal of a request; None where it may pass."""
        headers, words = Headers(scope=scope), self._session.words
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return refusal(400, words("refused.host"))
        site = headers.get("sec-fetch-site")
        path: str = scope["path"]
        if scope["method"] not in _SAFE:
            origin = headers.get("origin")
            own = origin == f"{self._scheme}://{hosts[0].lower()}" if origin is not None else site in ("same-origin", "none")
            if not own or site not in (None, "same-origin", "none") or not same(headers.get("x-token", ""), self._session.token):
                return refusal(403, words("refused.origin"))
        elif path.startswith("/enter/"):
            return None
        elif site not in (None, "same-origin", "none"):
            return refusal(403, words("refused.origin"))
        if not self.known(HTTPConnection(scope)):
            return closed(words("refused.stranger"), self._session.papers.lang)
        return None

    def known(self, connection: HTTPConnection) -> bool:
        """Whether the browser has the cookie of this session."""
        return same(connection.cookies.get(self._cookie, ""), self._keys.cookie)

