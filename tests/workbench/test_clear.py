"""What is forgotten (ecosystem.md 3.2, item 8)."""

import gc
import json
import threading
from pathlib import Path

import pytest

from linter.workbench.papers import Papers
from tests.workbench.conftest import OTHER, REPORT
from tests.workbench.test_server import REASON, prints, revision

CANARY = "柳溪镇全年办结林木采伐许可四千零七十一件"


def laid(browser) -> bytes:
    data = REPORT.with_suffix(".md").read_bytes() + f"\n{CANARY}。\n".encode()
    answer = browser.put("/report", "机密草稿.md", data)
    assert CANARY in browser.get("/export/html").text or CANARY in answer.text or prints(answer.text)
    browser.put("/beside/previous", "旧本.md", OTHER.read_bytes())
    browser.post("/waivers", fingerprint=prints(answer.text)[0], reason=REASON)
    return data


def test_8_clear_forgets_file_names_waivers_and_choices(desk):
    laid(desk.browser)
    answer = desk.browser.post("/clear")
    assert answer.status == 200
    for page in (answer.text, desk.browser.get("/").text, desk.browser.get("/board").text):
        assert "机密" not in page and "旧本" not in page and REASON not in page and CANARY not in page
    assert desk.server.session.papers == Papers(revision=desk.server.session.papers.revision)
    assert desk.browser.get("/export/json").status == 404


def test_8_the_process_that_knew_is_gone(desk):
    laid(desk.browser)
    before = desk.server.session._clerk._process.pid
    known = revision(desk.browser)
    desk.browser.post("/clear")
    assert desk.server.session._clerk._process.pid != before
    assert not Path(f"/proc/{before}").exists()
    assert revision(desk.browser) > known


def test_8_nothing_of_it_is_left_in_the_process_that_held_the_page(desk):
    data = laid(desk.browser)
    assert _holders(data)
    desk.browser.post("/clear")
    desk.browser.get("/board")
    assert not _holders(data)


def _holders(data: bytes) -> list[object]:
    """Papers that still hold the bytes."""
    gc.collect()
    return [each for each in gc.get_objects() if isinstance(each, Papers) and each.report is not None and each.report[1] == data]


def test_8_clear_waits_for_nobody(desk, monkeypatch):
    laid(desk.browser)
    clerk = desk.server.session._clerk
    waiting, ended = threading.Event(), threading.Event()
    real = clerk.lay

    def slow(papers):
        waiting.set()
        ended.wait(60)
        real(papers)

    monkeypatch.setattr(clerk, "lay", slow)
    monkeypatch.setattr(clerk, "end", lambda: (ended.set(), type(clerk).end(clerk)))
    upload = threading.Thread(target=lambda: desk.browser.open(OTHER))
    upload.start()
    assert waiting.wait(60)
    answer = desk.browser.post("/clear")
    upload.join(60)
    assert answer.status == 200 and not prints(answer.text)
    assert desk.server.session.papers.report is None


def test_8_everything_is_forgotten_at_the_end(desk):
    laid(desk.browser)
    process = desk.server.session._clerk._process
    desk.stop()
    assert desk.server.session.papers == Papers()
    assert not process.is_alive()


def test_8_nothing_is_kept_for_the_next_time(desk, opened):
    laid(desk.browser)
    assert "机密" not in opened().browser.get("/").text


@pytest.mark.parametrize("path", ["/board", "/export/json"])
def test_8_browsers_are_told_to_keep_nothing(desk, path):
    laid(desk.browser)
    assert desk.browser.get(path).headers["cache-control"] == "no-store"
    assert json.loads(desk.browser.get("/changes?revision=x").text)["revision"] > 0
