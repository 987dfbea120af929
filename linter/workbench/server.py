"""The server of the workbench: a port of this machine, and the address that is good once."""

import logging
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

import uvicorn

from linter.workbench.app import Annex, Doors, application
from linter.workbench.clerk import Brief
from linter.workbench.guard import Keys
from linter.workbench.papers import Papers
from linter.workbench.session import Session
from linter.workbench.watch import Watch

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Place(NamedTuple):
    """Where to listen; port 0 is any that is free. Beyond LOOPBACK only with the files of a certificate and its key."""

    host: str = "127.0.0.1"
    port: int = 0
    certificate: str | None = None
    key: str | None = None


class Taken(Exception):
    """The port, or the address, cannot be had."""


class Server(uvicorn.Server):
    """A server that is bound already, so that its address can be told before it runs."""

    def __init__(self, place: Place, brief: Brief, papers: Papers | None = None, watch: Watch | None = None, annex: Callable[[Session], Annex] | None = None) -> None:
        """`annex` makes the pages that stand beside the desk."""
        # a log could hold names of files, a traceback the text of a report
        logging.disable(logging.CRITICAL)
        config = uvicorn.Config(
            self._app,
            host=place.host,
            port=place.port,
            interface="asgi3",
            http="h11",
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=3,
            ssl_certfile=place.certificate,
            ssl_keyfile=place.key,
        )
        super().__init__(config)
        try:
            self._sockets = [config.bind_socket()]
            self._sockets[0].listen(config.backlog)  # who asks before the loop runs waits
        except (SystemExit, OSError, UnicodeError):
            raise Taken from None
        self.port: int = self._sockets[0].getsockname()[1]
        scheme = "https" if place.certificate else "http"
        names = [_bracketed(name) for name in (LOOPBACK if place.host in LOOPBACK else (place.host,))]
        usual = ":443" if scheme == "https" else ":80"
        hosts = {f"{name}:{self.port}" for name in names} | ({*names} if f":{self.port}" == usual else set())
        keys = Keys()
        self.address = f"{scheme}://{_bracketed(place.host)}:{self.port}/enter/{keys.entry}"
        self.session = Session(brief, papers)
        beside = annex(self.session) if annex else None
        if beside:
            self.session.papers = self.session.papers._replace(home=beside.home)
        self._inner = application(
            self.session, keys, Doors(scheme, frozenset(hosts), f"fazhi-desk-{self.port}"), watch=watch, stopping=lambda: self.should_exit, annex=beside
        )

    def expect_stop(self) -> None:
        """From here on Ctrl-C stops the server, even before it runs: to be called before anybody is told the address."""
        signal.signal(signal.SIGINT, lambda number, frame: setattr(self, "should_exit", True))

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        await self._inner(scope, receive, send)

    def serve_until_stopped(self) -> None:
        """Serves until Ctrl-C. What was laid on the desk is forgotten then."""
        try:
            with suppress(KeyboardInterrupt):
                self.run(sockets=self._sockets)
        finally:
            self.session.end()
            sys.stdout.flush()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
