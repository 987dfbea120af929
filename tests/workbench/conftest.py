"""A real server on a free port of this machine, and a browser's part spoken with http.client."""

import http.client
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest

from linter.engine import load
from linter.workbench.clerk import Brief
from linter.workbench.papers import Papers
from linter.workbench.server import Place, Server
from linter.workbench.watch import Watch

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
REPORT = EXAMPLES / "青岚县2024年法治政府建设年度报告.docx"
OTHER = EXAMPLES / "白石县2023年法治政府建设工作情况报告.md"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Browser:
    """Speaks to one server as its own page would; every part can be left out or told wrongly."""

    port: int
    token: str = ""
    jar: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes | str | dict[str, str] | None = None, headers: dict[str, str | None] | None = None) -> Answer:
        if isinstance(body, dict):
            body = urlencode(body)
        own: dict[str, str | None] = {"Host": f"127.0.0.1:{self.port}"}
        if self.jar:
            own["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        if method not in ("GET", "HEAD"):
            own |= {"Origin": f"http://127.0.0.1:{self.port}", "Sec-Fetch-Site": "same-origin", "X-Token": self.token}
        own |= headers or {}
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            link.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in own.items():
                if value is not None:
                    link.putheader(name, value)
            data = body.encode() if isinstance(body, str) else body
            if data is not None and "Content-Length" not in own:
                link.putheader("Content-Length", str(len(data)))
            link.endheaders(data)
            answer = link.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            link.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=dict(headers))

    def post(self, path: str, **fields: str) -> Answer:
        return self.ask("POST", path, fields)

    def put(self, path: str, name: str, data: bytes) -> Answer:
        return self.ask("PUT", path, data, {"X-Filename": quote(name)})

    def open(self, file: Path) -> Answer:
        return self.put("/report", file.name, file.read_bytes())

    def enter(self, address: str) -> "Browser":
        answer = self.get(urlsplit(address).path)
        assert answer.status == 303, answer.text
        name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
        self.jar[name] = value
        return self


@dataclass
class Desk:
    """A running server and a browser that has entered it."""

    server: Server
    browser: Browser
    thread: threading.Thread

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(60)
        assert not self.thread.is_alive()


@pytest.fixture(scope="session")
def rulebook():
    return load()


@pytest.fixture(scope="session")
def brief(rulebook) -> Brief:
    return Brief(rulebook)


@pytest.fixture
def opened(brief: Brief) -> Iterator[Callable[..., Desk]]:
    """Starts servers; they end with the test."""
    desks: list[Desk] = []

    def start(papers: Papers | None = None, watch: Watch | None = None, own: Brief | None = None, enter: bool = True) -> Desk:
        server = Server(Place(), own or brief, papers, watch)
        thread = threading.Thread(target=server.serve_until_stopped, daemon=True)
        thread.start()
        browser = Browser(server.port, server.session.token)
        desks.append(Desk(server, browser, thread))
        if enter:
            browser.enter(server.address)
        return desks[-1]

    yield start
    for desk in desks:
        desk.stop()


@pytest.fixture
def desk(opened: Callable[..., Desk]) -> Desk:
    return opened()


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return desk.browser


@pytest.fixture(scope="module")
def shared(brief: Brief) -> Iterator[Desk]:
    """One running server with a report on the desk, for tests that change nothing."""
    server = Server(Place(), brief)
    thread = threading.Thread(target=server.serve_until_stopped, daemon=True)
    thread.start()
    desk = Desk(server, Browser(server.port, server.session.token).enter(server.address), thread)
    assert desk.browser.open(REPORT).status == 200
    yield desk
    desk.stop()
