"""A real server, started as a user starts it, and Debian's Chromium; after every test nothing may have gone wrong in the browser."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
WEAK = "白石县2023年法治政府建设工作情况报告.docx"
GOOD = "青岚县2024年法治政府建设年度报告.docx"
ARGUMENTS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


class Serving(NamedTuple):
    """A server: its address, the cookies of the browser that was let in, and the folders that it must leave alone."""

    address: str
    cookies: list[Any]
    home: Path
    process: "subprocess.Popen[str]"


class Looking(NamedTuple):
    """What a page said and asked for."""

    page: Page
    faults: list[str]
    refused: set[int]  # statuses that the test brings about on purpose


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Fails where there is no Chromium: a screen that nobody has seen is not tested."""
    path = os.environ.get("FAZHI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is not installed; deselect with -m 'not browser'"
    with sync_playwright() as play:
        browser = _launched(play, path)
        yield browser
        browser.close()


def _launched(play: Playwright, path: str) -> Browser:
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return play.chromium.launch(executable_path=path, args=[*ARGUMENTS, *root])


@pytest.fixture(scope="session")
def start(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Serving]]:
    """Starts a server in a folder, home and temporary folder of its own and enters it."""
    running: list[subprocess.Popen[str]] = []

    def make(*arguments: str) -> Serving:
        home = tmp_path_factory.mktemp("home")
        (home / "tmp").mkdir()
        cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # of the rules, warm; not the user's documents
        environment = os.environ | {"HOME": str(home), "TMPDIR": str(home / "tmp"), "XDG_CACHE_HOME": cache, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", "import sys; from linter.cli import main; sys.exit(main())", "serve", *arguments, "--no-browser", "-f", "json"]
        process = subprocess.Popen(command, cwd=home, env=environment, stdout=subprocess.PIPE, text=True)
        running.append(process)
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        context = chromium.new_context()
        page = context.new_page()
        page.goto(told["url"])
        cookies = context.cookies()
        context.close()
        return Serving(f"http://127.0.0.1:{told['port']}", cookies, home, process)

    yield make
    for process in running:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def server(start: Callable[..., Serving]) -> Serving:
    """The server that the tests share."""
    return start()


Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, server: Serving) -> Iterator[Visit]:
    """Opens the start page of a server, with an empty desk; afterwards nothing may stand on the console, and nothing may have been asked of others."""

    def make(of: Serving = server, *, clear: bool = True, refused: tuple[int, ...] = (), **options: Any) -> Page:
        page = opening(of, refused, accept_downloads=True, **options)
        page.goto(of.address + "/")
        if clear and page.locator("#clear").count():
            page.click("#clear")
            page.wait_for_selector("#desk.start")
        if clear and page.locator("html").get_attribute("lang") != "zh-CN":
            page.click("#language")
            page.wait_for_selector("#desk[lang=zh-CN]")
        return page

    with watched(chromium) as opening:
        yield make


@contextmanager
def watched(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """opening(of, refused, **options) → an empty page of a context of its own that may see the server `of`; at the end none may have had a fault."""
    looking: list[Looking] = []
    contexts: list[BrowserContext] = []

    def opening(of: Serving, refused: tuple[int, ...] = (), **options: Any) -> Page:
        context = chromium.new_context(**({"viewport": {"width": 1366, "height": 768}, "reduced_motion": "reduce"} | options))
        contexts.append(context)
        context.add_cookies(of.cookies)
        looking.append(Looking(context.new_page(), [], set(refused)))
        _watch(looking[-1], of.address)
        return looking[-1].page

    yield opening
    for each in looking:
        assert each.faults == []
    for context in contexts:
        context.close()


def _watch(each: Looking, address: str) -> None:
    def console(message: Any) -> None:
        wanted = any(f"status of {status}" in message.text for status in each.refused)
        if message.type in ("error", "warning") and not wanted:
            each.faults.append(f"console: {message.text}")

    def asked(request: Any) -> None:
        if not request.url.startswith((address + "/", "data:", "blob:")):
            each.faults.append(f"off-site: {request.url}")

    each.page.on("console", console)
    each.page.on("pageerror", lambda error: each.faults.append(f"page: {error}"))
    each.page.on("request", asked)
