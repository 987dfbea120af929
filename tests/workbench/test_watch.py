"""A file that is written in another program: every way in which editors save."""

import os
import threading

import pytest

from linter.workbench.papers import Papers
from linter.workbench.watch import Watch
from tests.workbench.conftest import OTHER, REPORT
from tests.workbench.test_server import REASON, prints

TEXT = REPORT.with_suffix(".md").read_bytes()


@pytest.fixture
def draft(tmp_path):
    file = tmp_path / "草稿.md"
    file.write_bytes(TEXT)
    return file


@pytest.fixture
def watch(draft):
    made = Watch(str(draft), 5_000_000)
    assert made.read() == TEXT
    return made


def test_nothing_is_told_of_a_file_that_lies_still(watch):
    assert [watch.look() for _ in range(3)] == [None] * 3


def test_a_save_in_place_is_told_once_when_it_stands_still(watch, draft):
    draft.write_bytes(b"new text")
    assert [watch.look() for _ in range(4)] == [None, b"new text", None, None]


def test_a_save_beside_and_a_rename_are_one_save(watch, draft, tmp_path):
    beside = tmp_path / "~草稿.tmp"
    beside.write_bytes(b"new text")
    os.replace(beside, draft)
    assert [watch.look() for _ in range(3)] == [None, b"new text", None]


def test_a_file_that_is_missing_for_a_moment_is_waited_for(watch, draft):
    draft.unlink()
    assert [watch.look() for _ in range(3)] == [None] * 3
    draft.write_bytes(b"new text")
    assert [watch.look() for _ in range(2)] == [None, b"new text"]


def test_a_file_that_is_still_being_written_is_waited_for(watch, draft):
    told = []
    for count in range(1, 5):
        draft.write_bytes(b"x" * count)
        told.append(watch.look())
    assert told == [None] * 4
    assert watch.look() == b"xxxx"


def test_an_empty_file_is_one_that_is_being_written(watch, draft):
    draft.write_bytes(b"")
    assert [watch.look() for _ in range(3)] == [None] * 3


def test_a_file_that_cannot_be_read_now_is_read_later(watch, draft, monkeypatch):
    from linter.reading.messages import failure
    from linter.workbench import watch as module

    draft.write_bytes(b"new text")

    def locked(path, size):
        raise failure("permission")

    with monkeypatch.context() as patch:
        patch.setattr(module, "bytes_of", locked)
        assert [watch.look() for _ in range(3)] == [None] * 3
    assert watch.look() == b"new text"


@pytest.fixture
def watched(opened, draft, watch):
    papers = Papers().with_report(draft.name, watch.read(), followed=True, watched=True)
    return opened(papers, watch)


def _until_changed(browser, known):
    """The board after the next change."""
    import json

    while json.loads(browser.get(f"/changes?revision={known}").text)["revision"] == known:
        pass
    return browser.get("/board").text


def _revision(browser):
    import json

    return json.loads(browser.get("/changes?revision=x").text)["revision"]


def test_a_save_is_checked_again_and_waivers_stay(watched, draft):
    browser = watched.browser
    first = prints(browser.get("/board").text)[0]
    browser.post("/waivers", fingerprint=first, reason=REASON)
    known = _revision(browser)
    threading.Timer(0.1, lambda: draft.write_bytes(TEXT + "\n全年办结林木采伐许可四千零七十一件。\n".encode())).start()
    board = _until_changed(browser, known)
    assert REASON in board
    assert watched.server.session.papers.report[1] == draft.read_bytes()


def test_a_save_that_changes_nothing_is_none(watched, draft):
    known = _revision(watched.browser)
    os.utime(draft, ns=(1, 1))
    threading.Timer(1.5, lambda: draft.write_bytes(TEXT + b"\n1")).start()
    _until_changed(watched.browser, known)
    assert _revision(watched.browser) == known + 1


def test_another_file_ends_the_watch(watched, draft):
    watched.browser.open(OTHER)
    known = watched.server.session.papers
    assert not known.followed and not known.watched
    draft.write_bytes(b"other")
    assert watched.browser.post("/watch", on="1").status == 409
    assert watched.server.session.papers.report[0] == OTHER.name


def test_the_watch_is_switched_off_and_on_and_then_catches_up(watched, draft):
    browser = watched.browser
    assert browser.post("/watch", on="0").status == 200
    draft.write_bytes(TEXT + b"\n2")
    assert watched.server.session.papers.report[1] == TEXT
    assert browser.post("/watch", on="1").status == 200
    if watched.server.session.papers.report[1] == TEXT:
        _until_changed(browser, _revision(browser))
    assert watched.server.session.papers.report[1] == TEXT + b"\n2"


def test_a_watched_file_that_becomes_unreadable_is_told_and_the_next_save_is_checked(watched, draft):
    browser = watched.browser
    known = _revision(browser)
    draft.write_bytes(b"\x00\x01\x02" * 50)
    assert not prints(_until_changed(browser, known))
    known = _revision(browser)
    draft.write_bytes(TEXT)
    assert prints(_until_changed(browser, known))
