"""The server as its page uses it."""

import json
import re
import threading
import zipfile
from io import BytesIO
from urllib.parse import unquote

import pytest
import yaml

from linter.workbench.examples import EXAMPLES
from linter.workbench.sitting import EXPORTS
from tests.workbench.conftest import OTHER, REPORT

REASON = "该县行政复议由市级集中办理"


def revision(browser) -> int:
    return json.loads(browser.get("/changes?revision=x").text)["revision"]


def prints(text: str) -> list[str]:
    """The fingerprints of findings on a board."""
    return list(dict.fromkeys(re.findall(r"\b[0-9a-f]{16}\b", text)))


def test_the_page_holds_the_token_and_the_board_does_not(desk):
    page = desk.browser.get("/")
    assert page.status == 200 and page.headers["content-type"].startswith("text/html")
    assert desk.browser.token in page.text
    assert desk.browser.token not in desk.browser.get("/board").text


def test_an_empty_desk_offers_the_examples_and_each_can_be_tried(browser):
    board = browser.get("/board").text
    for name in EXAMPLES:
        assert name.rpartition(".")[0] in board
        tried = browser.post("/example", name=name)
        assert tried.status == 200 and len(prints(tried.text)) > 3
    assert browser.post("/example", name="../pyproject.toml").status == 404


@pytest.mark.parametrize("file", [REPORT, OTHER], ids=["docx", "md"])
def test_a_dropped_file_comes_back_with_its_findings(browser, file):
    answer = browser.open(file)
    assert answer.status == 200
    assert len(prints(answer.text)) > 3
    assert file.stem in answer.text
    assert browser.get("/board").text == answer.text


def test_a_file_that_cannot_be_read_is_named_with_what_to_do(browser):
    answer = browser.put("/report", "草稿.docx", b"PK\x03\x04 not a package")
    assert answer.status == 200
    assert "请" in answer.text and not prints(answer.text)


def test_what_is_no_annual_report_can_be_checked_as_one(browser):
    text = "关于印发《青岚县城市管理办法》的通知\n\n第一条 为了加强城市管理，制定本办法。\n第二条 本办法自发布之日起施行。\n".encode()
    assert not prints(browser.put("/report", "办法.md", text).text)
    assert prints(browser.post("/choices", assumed="1").text)


def test_choices_change_the_judgement_and_what_is_not_sent_stays(desk):
    browser = desk.browser
    browser.open(REPORT)
    chosen = browser.post("/choices", level="province", year="2023", stage="published")
    assert chosen.status == 200
    papers = desk.server.session.papers
    assert (papers.level, papers.year, papers.stage) == ("province", 2023, "published")
    browser.post("/choices", year="")
    papers = desk.server.session.papers
    assert (papers.level, papers.year, papers.stage) == ("province", None, "published")


@pytest.mark.parametrize("said", [{"level": "kingdom"}, {"year": "1066"}, {"year": "二〇二四"}, {"stage": "burnt"}])
def test_a_choice_that_is_none_is_refused_and_nothing_changes(desk, said):
    desk.browser.open(REPORT)
    before = desk.server.session.papers
    answer = desk.browser.post("/choices", **said)
    assert answer.status == 422 and 'role="alert"' in answer.text
    assert desk.server.session.papers == before


def test_last_years_report_and_the_earlier_draft_lie_beside(browser):
    browser.open(REPORT)
    draft = REPORT.with_suffix(".md").read_bytes()
    for side, name in (("against", "初稿.md"), ("previous", "旧本.md")):
        answer = browser.put(f"/beside/{side}", name, draft)
        assert answer.status == 200 and name.rpartition(".")[0] in answer.text
    assert "旧本" not in browser.ask("DELETE", "/beside/previous").text
    assert browser.put("/beside/above", "初稿.md", draft).status == 404


def test_a_text_beside_that_cannot_be_read_does_not_keep_the_report_from_being_judged(browser):
    browser.open(REPORT)
    answer = browser.put("/beside/previous", "旧本.docx", b"nothing of the kind")
    assert prints(answer.text) and "旧本" in answer.text


def test_the_language_is_switched(browser):
    browser.open(REPORT)
    answer = browser.post("/language", lang="en")
    assert answer.status == 200 and answer.headers["hx-refresh"] == "true"
    assert 'lang="en"' in browser.get("/").text
    assert browser.post("/language", lang="tlh").status == 422


def test_a_finding_is_waived_with_a_reason_and_taken_back(browser):
    first = prints(browser.open(REPORT).text)[0]
    assert REASON in browser.post("/waivers", fingerprint=first, reason=REASON).text
    assert REASON not in browser.ask("DELETE", f"/waivers/{first}").text


@pytest.mark.parametrize("reason", ["", "   ", "好", "x"])
def test_no_waiver_without_a_reason(desk, reason):
    first = prints(desk.browser.open(REPORT).text)[0]
    answer = desk.browser.post("/waivers", fingerprint=first, reason=reason)
    assert answer.status == 422 and 'role="alert"' in answer.text
    assert not desk.server.session.papers.waivers


def test_no_waiver_for_what_was_not_found(desk):
    desk.browser.open(REPORT)
    assert desk.browser.post("/waivers", fingerprint="0" * 16, reason=REASON).status == 422
    assert not desk.server.session.papers.waivers


def test_a_waiver_outlives_a_change_elsewhere_and_ends_with_another_report(browser):
    source = REPORT.with_suffix(".md")
    first = prints(browser.open(source).text)[0]
    browser.post("/waivers", fingerprint=first, reason=REASON)
    written = source.read_bytes() + "\n以上报告。\n".encode()
    assert REASON in browser.put("/report", source.name, written).text
    assert REASON not in browser.open(OTHER).text
    assert REASON not in browser.open(source).text


def test_every_export_that_is_offered_opens(desk):
    browser = desk.browser
    first = prints(browser.open(REPORT).text)[0]
    browser.post("/waivers", fingerprint=first, reason=REASON)
    opened = {}
    for kind in EXPORTS:
        answer = browser.get(f"/export/{kind}")
        if answer.status == 404:
            continue
        told = answer.headers["content-disposition"]
        name = unquote(told.partition("filename*=UTF-8''")[2])
        assert REPORT.stem in name and told.isascii()
        opened[kind] = answer.body
    assert {"html", "markdown", "json", "waivers"} <= opened.keys()
    assert json.loads(opened["json"])["documents"]
    assert REASON in opened["html"].decode()
    for kind in opened.keys() & {"annotated", "bulletin", "workbook"}:
        assert zipfile.ZipFile(BytesIO(opened[kind])).testzip() is None
    entry, = yaml.safe_load(opened["waivers"])
    assert entry["fingerprint"] == first and entry["reason"] == REASON


def test_nothing_is_exported_from_an_empty_desk_or_under_an_unknown_name(browser):
    assert {browser.get(f"/export/{kind}").status for kind in (*EXPORTS, "passwd", "..%2fjson")} == {404}


def test_changes_are_told_at_once(desk):
    browser = desk.browser
    known = revision(browser)
    told: list[int] = []
    waiting = threading.Thread(target=lambda: told.append(json.loads(browser.get(f"/changes?revision={known}").text)["revision"]))
    waiting.start()
    browser.open(REPORT)
    waiting.join(60)
    assert told and told[0] > known


def test_a_question_for_changes_does_not_keep_the_server_from_ending(desk):
    known = revision(desk.browser)
    waiting = threading.Thread(target=lambda: desk.browser.get(f"/changes?revision={known}"))
    waiting.start()
    desk.stop()
    waiting.join(60)
    assert not waiting.is_alive()


def test_two_uploads_at_once_leave_one_of_them_whole(desk):
    answers = {}
    threads = [threading.Thread(target=lambda f=f: answers.__setitem__(f, desk.browser.open(f))) for f in (REPORT, OTHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [answers[f].status for f in (REPORT, OTHER)] == [200, 200]
    name, data = desk.server.session.papers.report
    last = next(f for f in (REPORT, OTHER) if f.name == name)
    assert data == last.read_bytes()
    board = desk.browser.get("/board").text
    assert last.stem in board
    assert board == desk.browser.open(last).text.replace(f'data-revision="{revision(desk.browser)}"', re.search(r'data-revision="\d+"', board)[0])


def test_a_watch_is_only_for_a_file_of_the_command(browser):
    browser.open(REPORT)
    assert browser.post("/watch", on="1").status == 409
