"""Nothing leaves the machine, nothing is written, nothing is logged (ecosystem.md 3.2, items 4, 6, 7): the real command, watched."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.workbench.conftest import OTHER, REPORT, Browser
from tests.workbench.test_server import REASON, prints

HERE = Path(__file__).resolve()
CANARY = "柳溪镇全年办结林木采伐许可四千零七十一件"
_RUN = "from linter.cli import main; main()"


@dataclass
class Watched:
    """A running command and the places where something could be left."""

    process: subprocess.Popen
    browser: Browser
    folder: Path

    @property
    def record(self) -> list[tuple[str, str]]:
        return [tuple(line.split(" ", 1)) for line in (self.folder / "record").read_text().splitlines()]

    def ended(self) -> tuple[int, str, str]:
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out.decode(), err.decode()


def environment(folder: Path) -> dict[str, str]:
    path = folder / "path"
    path.mkdir()
    shutil.copy(HERE.with_name("recorder.py"), path / "sitecustomize.py")
    for name in ("home", "temp", "cache", "work"):
        (folder / name).mkdir()
    kept = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")}
    return kept | {
        "PYTHONPATH": os.pathsep.join([str(path), str(HERE.parents[2])]), "PYTHONDONTWRITEBYTECODE": "1", "RECORD": str(folder / "record"),
        "HOME": str(folder / "home"), "TMPDIR": str(folder / "temp"), "XDG_CACHE_HOME": str(folder / "cache"),
    }  # fmt: skip


@pytest.fixture
def watched(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN, "serve", "--no-browser", "--format", "json"],
        env=environment(tmp_path), cwd=tmp_path / "work", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    told = json.loads(process.stdout.readline())
    browser = Browser(told["port"]).enter(told["url"])
    page = browser.get("/").text
    browser.token = page.partition("token")[2].partition('content="')[2].partition('"')[0]
    if not browser.token or browser.post("/watch", on="0").status != 200:
        pytest.fail("the page does not tell the token")
    yield Watched(process, browser, tmp_path)
    process.kill()
    process.communicate()


def work(browser: Browser) -> None:
    """A whole sitting, good files and bad ones."""
    text = REPORT.with_suffix(".md").read_bytes() + f"\n{CANARY}。\n".encode()
    assert browser.open(REPORT).status == 200
    large = REPORT.with_suffix(".md").read_bytes() + f"\n{CANARY}。".encode() * 60_000
    assert len(large) > 3_000_000 and browser.put("/report", "机密大稿.md", large).status == 200
    board = browser.put("/report", "机密草稿.md", text).text
    assert prints(board)
    browser.put("/beside/previous", "机密旧本.md", OTHER.read_bytes())
    browser.put("/beside/against", "机密初稿.md", text)
    browser.post("/waivers", fingerprint=prints(board)[0], reason=REASON)
    browser.post("/choices", level="city")
    browser.post("/language", lang="en")
    for kind in ("annotated", "bulletin", "workbook", "html", "markdown", "json", "waivers"):
        browser.get(f"/export/{kind}")
    browser.put("/report", "机密坏稿.docx", b"PK\x03\x04" + CANARY.encode())
    browser.put("/report", "机密坏稿.pdf", b"%PDF-1.7\n" + CANARY.encode())
    browser.get("/" + "%e6%9c%ba%e5%af%86")
    browser.ask("POST", "/choices", headers={"X-Token": None})


def test_7_a_sitting_calls_nobody(watched):
    work(watched.browser)
    watched.ended()
    kinds = [kind for kind, _ in watched.record]
    assert kinds.count("started") >= 2  # the page's process and the one that judges
    assert "call" not in kinds


def test_7_the_recorder_would_have_seen_a_call(tmp_path):
    code = "import socket\ntry: socket.create_connection(('192.0.2.1', 9), 1)\nexcept OSError: pass\nopen('x', 'w').close()"
    subprocess.run([sys.executable, "-c", code], env=environment(tmp_path), cwd=tmp_path / "work", check=True)
    record = (tmp_path / "record").read_text()
    assert "call " in record and "write x" in record


def test_4_a_sitting_writes_nothing_to_disk(watched):
    work(watched.browser)
    watched.ended()
    cache = str(watched.folder / "cache")
    written = {path for kind, path in watched.record if kind == "write" and not path.startswith((cache, "/dev/null"))}
    assert {path for path in written if not path.isdigit()} == set()  # numbers are pipes
    for name in ("home", "temp", "work"):
        assert list((watched.folder / name).rglob("*")) == []
    for file in (watched.folder / "cache").rglob("*"):  # compiled rules, the dictionary
        if file.is_file():
            data = file.read_bytes()
            assert CANARY.encode() not in data and "机密草稿".encode() not in data


def test_6_a_sitting_says_nothing_but_its_address(watched):
    work(watched.browser)
    code, out, err = watched.ended()
    assert code == 0
    assert (out, err) == ("", "")


def test_the_processes_end_with_the_command(watched):
    work(watched.browser)
    children = Path(f"/proc/{watched.process.pid}/task/{watched.process.pid}/children").read_text().split()
    assert children
    watched.process.kill()
    watched.process.wait(60)
    for _ in range(600):
        left = [each for each in children if Path(f"/proc/{each}/cmdline").exists() and Path(f"/proc/{each}/cmdline").read_bytes()]
        if not left:
            return
        with contextlib.suppress(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)
        subprocess.run(["sleep", "0.1"], check=True)
    pytest.fail(f"left: {left}")
