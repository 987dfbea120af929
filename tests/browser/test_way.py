"""The way of a user: a file dropped, its findings gone through by mouse and by keys, filtered, waived, exported, cleared."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import EXAMPLES, WEAK, Serving, Visit
from tests.browser.moves import drop, focused, found, in_view, lay, shown
from tests.kit.builder import docx
from tests.kit.ofd import ofd_of, set_pages
from tests.kit.reports import Piece

pytestmark = pytest.mark.browser

PLAIN = (EXAMPLES / "白石县2023年法治政府建设工作情况报告.md").read_text("utf-8")


def _pieces(text: str) -> list[Piece]:
    """The paragraphs of a report in Markdown."""
    lines = [(line.count("#"), re.sub(r"[#*|]", "", line).strip()) for line in text.splitlines()]
    return [Piece("title" if level == 1 else "heading" if level else "paragraph", line, max(0, level - 1)) for level, line in lines if line]


def _twenty_pages() -> bytes:
    """A report in Word that takes 20 pages of 22 lines of 28 characters: a county's, with a city's paragraphs put among its own."""
    own, other = (_pieces((EXAMPLES / f"{name}2024年法治政府建设年度报告.md").read_text("utf-8")) for name in ("青岚县", "云泽市"))
    more = iter([piece for piece in other if piece.kind == "paragraph"] * 3)
    at = len(own) // 2
    while len(set_pages(own)) < 20:
        own.insert(at, next(more))
    return docx(own)


def _as_html() -> str:
    """The same report as a web page has it."""
    lines = [re.sub(r"[#*]", "", line).strip() for line in PLAIN.splitlines()]
    return "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>" + "".join(f"<p>{line}</p>" for line in lines if line) + "</body></html>"


@pytest.fixture
def weak(visit: Visit) -> Page:
    """The desk with the weaker example on it."""
    page = visit()
    lay(page, EXAMPLES / WEAK)
    return page


def _as_doc(folder: Path) -> bytes:
    """The same report in the form of Word 97, by LibreOffice with a profile of its own."""
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc", "--outdir", str(folder), str(EXAMPLES / WEAK)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / WEAK).with_suffix(".doc").read_bytes()


@pytest.mark.parametrize("suffix", ["docx", "md", "txt", "html", "pdf", "doc", "ofd"])
def test_a_dropped_file_of_each_format_is_judged(visit: Visit, suffix: str, tmp_path: Path) -> None:
    page = visit()
    if suffix == "docx":
        data = (EXAMPLES / WEAK).read_bytes()
    elif suffix == "doc":
        data = _as_doc(tmp_path)
    elif suffix == "ofd":
        data = ofd_of(_pieces(PLAIN))
    elif suffix == "pdf":
        page.set_content(_as_html())
        data = page.pdf()
        page.reload()
    else:
        data = (_as_html() if suffix == "html" else PLAIN).encode()
    name = f"白石县报告.{suffix}"
    drop(page, name, data, on=".drop")
    found(page, name)
    assert page.inner_text("h1.file") == name
    assert "白石县" in page.inner_text(".who")
    assert len(shown(page)) > 10
    assert "一、主要工作及成效" in page.inner_text("#text").replace("\n", "")


def test_time_from_drop_to_findings_is_told(visit: Visit, capsys: pytest.CaptureFixture[str]) -> None:
    page = visit()
    report = _twenty_pages()
    times = []
    for turn in range(5):
        drop(page, f"二十页之{turn}.docx", report)
        found(page, f"二十页之{turn}.docx")
        page.wait_for_selector("#desk[data-took]")
        times.append(int(page.get_attribute("#desk", "data-took") or 0))
    assert all(times)
    size = len(page.evaluate("document.getElementById('desk').outerHTML").encode())
    cards = page.locator(".card").count()
    with capsys.disabled():
        print(f"\n  20 pages of Word, drop → findings in the browser: {times} ms ({cards} cards, {size // 1000} KB)")


def test_a_file_can_be_chosen_and_an_example_tried(visit: Visit) -> None:
    page = visit()
    page.set_input_files("#open", EXAMPLES / WEAK)
    found(page, WEAK)
    page.click("#clear")
    page.wait_for_selector("#desk.start")
    page.click(".examples button >> nth=0")
    page.wait_for_selector("#desk.desk .card", state="attached")
    assert page.inner_text("h1.file").startswith("青岚县")


def test_a_card_leads_to_its_words_and_the_words_to_the_card_by_mouse(weak: Page) -> None:
    weak.click("#tab-issues")
    card = weak.locator("#sheet-issues .card:not([hidden])").last
    card.locator(".title").scroll_into_view_if_needed()
    weak.evaluate("document.querySelector('#text').scrollTop = 0")
    card.locator(".title").click()
    assert card.locator(".body").is_visible()
    at = (card.get_attribute("id") or "")[1:]
    assert in_view(weak, ".m.flash", "#text")
    assert at in (weak.get_attribute(".m.flash", "data-c") or "").split()
    card.locator(".title").click()
    assert not card.locator(".body").is_visible()

    weak.click("#tab-gaps")
    mark = weak.locator(".m.issues").first
    mark.click()
    opened = weak.locator(".card.open")
    assert opened.count() == 1
    assert (opened.get_attribute("id") or "")[1:] in (mark.get_attribute("data-c") or "").split()
    assert weak.get_attribute("#tab-issues", "aria-selected") == "true"


def test_keys_go_through_cards_and_back_from_the_text(weak: Page) -> None:
    weak.keyboard.press("2")
    assert weak.get_attribute("#tab-issues", "aria-selected") == "true"
    weak.keyboard.press("j")
    first = focused(weak)["at"]
    weak.keyboard.press("j")
    second = focused(weak)["at"]
    assert -1 not in (first, second) and first != second
    weak.keyboard.press("k")
    assert focused(weak)["at"] == first
    weak.keyboard.press("ArrowDown")
    assert focused(weak)["at"] == second
    weak.keyboard.press("Enter")
    assert weak.get_attribute(f"#c{second} .title", "aria-expanded") == "true"
    assert in_view(weak, ".m.flash", "#text")

    weak.locator(f".m[data-c~='{second}']").first.focus()
    weak.keyboard.press("ArrowRight")
    assert "m " in focused(weak)["css"] + " "
    places = weak.evaluate("document.activeElement.dataset.c").split()
    weak.keyboard.press("Enter")
    assert str(focused(weak)["at"]) in places
    weak.keyboard.press("Escape")
    assert weak.locator(".card.open").count() == 0 or weak.locator("#chooser").is_hidden()


def test_enter_goes_on_to_the_next_passage_of_a_card(weak: Page) -> None:
    weak.click("#tab-figures")
    card = weak.locator("#sheet-figures .card:not([hidden])", has=weak.locator(".number")).first
    card.locator(".title").focus()
    weak.keyboard.press("Enter")
    first = weak.evaluate("Array.from(document.querySelectorAll('[data-c]')).indexOf(document.querySelector('.flash'))")
    weak.evaluate("document.querySelectorAll('.flash').forEach((n) => n.classList.remove('flash'))")
    weak.keyboard.press("Enter")
    second = weak.evaluate("Array.from(document.querySelectorAll('[data-c]')).indexOf(document.querySelector('.flash'))")
    assert -1 not in (first, second) and first != second


def test_several_cards_on_the_same_words_can_be_chosen_from(weak: Page) -> None:
    weak.click(".level[data-level=info]")
    weak.evaluate(
        """() => Array.from(document.querySelectorAll(".m")).find((node) =>
             node.dataset.c.split(" ").filter((at) => !document.getElementById("c" + at).closest("#sheet-passed")).length > 1).click()"""
    )
    buttons = weak.locator("#chooser button")
    assert buttons.count() > 1
    name = buttons.nth(1).inner_text().split(" ", 1)[-1]
    buttons.nth(1).click()
    assert weak.inner_text(".card.open .name") == name


def test_the_note_under_a_heading_leads_to_what_is_missing_there(weak: Page) -> None:
    note = weak.locator(".chip.here").last
    places = (note.get_attribute("data-c") or "").split()
    assert str(len(places)) in note.inner_text()
    note.click()
    assert (weak.get_attribute(".card.open", "id") or "")[1:] in places


def test_gains_on_top_lead_to_their_cards(weak: Page) -> None:
    chip = weak.locator(".gains .chip").last
    name = chip.locator("span").inner_text()
    chip.click()
    assert weak.inner_text(".card.open .name") == name
    assert in_view(weak, ".card.open", "#side")


def test_severities_and_search_decide_what_is_shown(weak: Page) -> None:
    both = len(shown(weak))
    weak.click(".level[data-level=warning]")
    high = len(shown(weak))
    assert 0 < high < both
    assert weak.inner_text("#tab-gaps .n") == str(high)
    assert weak.locator("#sheet-gaps .card:not([hidden])").evaluate_all("(all) => all.every((n) => n.dataset.s === 'error')")
    weak.click("#sheet-gaps [data-act=all]")
    assert len(shown(weak)) > both
    weak.keyboard.press("/")
    weak.keyboard.type("行政复议")
    titles = shown(weak)
    assert 0 < len(titles) < both
    weak.keyboard.press("Escape")
    assert len(shown(weak)) > both
    weak.fill("#search", "查无此语")
    assert shown(weak) == []
    assert weak.locator("#sheet-gaps .filtered").is_visible()


def test_more_than_ten_claims_come_on_demand(weak: Page) -> None:
    weak.click("#tab-issues")
    weak.click(".level[data-level=info]")
    claims = weak.locator("[data-g=issues-claims]")
    assert claims.locator(".card:not([hidden])").count() == 10
    claims.locator(".more").click()
    assert claims.locator(".card:not([hidden])").count() > 10
    assert claims.locator(".more").is_hidden()


def test_tabs_by_arrow_keys_and_marks_of_what_passed_only_there(weak: Page) -> None:
    weak.focus("#tab-gaps")
    weak.keyboard.press("ArrowLeft")
    assert focused(weak)["id"] == "tab-passed"
    assert weak.locator(".m.passed:not(.off)").count() > 0
    weak.keyboard.press("ArrowRight")
    assert weak.get_attribute("#tab-gaps", "aria-selected") == "true"
    assert weak.locator(".m.passed:not(.off):not(.dim)").count() == 0


def test_waived_and_taken_back_with_the_place_kept(weak: Page) -> None:
    weak.click("#tab-issues")
    weak.click("#tab-gaps")
    weak.locator("#sheet-gaps .card:not([hidden]) .title").nth(1).click()
    key = weak.get_attribute(".card.open", "data-k")
    weak.keyboard.press("i")
    weak.keyboard.type("本县无此类事项")
    weak.evaluate("document.querySelector('#side').scrollTop = 120")
    weak.keyboard.press("Enter")
    waived = weak.locator(f"[data-agreed] .card[data-k='{key}']")
    waived.wait_for(state="attached")
    assert weak.get_attribute("#tab-gaps", "aria-selected") == "true"
    assert focused(weak)["card"] not in ("", key)
    assert "豁免" in weak.inner_text("#toast")
    weak.click("[data-agreed] summary >> visible=true")
    waived.locator(".title").click()
    assert "本县无此类事项" in waived.inner_text()
    waived.get_by_text("撤销豁免").click()
    weak.locator(f".shelf:not([data-agreed]) .card[data-k='{key}']").wait_for(state="attached")
    assert weak.locator("[data-agreed]").count() == 0


def test_tab_filter_open_card_and_scroll_outlive_a_new_check(weak: Page) -> None:
    weak.click("#tab-issues")
    weak.click(".level[data-level=info]")
    weak.locator("#sheet-issues .card:not([hidden]) .title").nth(3).click()
    key = weak.get_attribute(".card.open", "data-k")
    weak.evaluate("document.querySelector('#side').scrollTop = 90")
    text = weak.evaluate("document.querySelector('#text').scrollTop = 300, document.querySelector('#text').scrollTop")
    before = weak.get_attribute("#desk", "data-revision")
    weak.focus("#choose-stage")
    weak.select_option("#choose-stage", "submitted")
    weak.wait_for_selector(f"#desk:not([data-revision='{before}'])")
    assert weak.get_attribute("#tab-issues", "aria-selected") == "true"
    assert weak.get_attribute(".level[data-level=info]", "aria-pressed") == "true"
    assert weak.get_attribute(".card.open", "data-k") == key
    assert weak.evaluate("document.querySelector('#side').scrollTop") == 90
    assert weak.evaluate("document.querySelector('#text').scrollTop") == text
    assert focused(weak)["id"] == "choose-stage"
    assert "重新检查" in weak.inner_text("#toast")


def test_clear_forgets_and_says_so(weak: Page) -> None:
    weak.click("#clear")
    weak.wait_for_selector("#desk.start")
    assert "白石县2023" not in weak.inner_text("#desk").replace("白石县2023年法治政府建设工作情况报告\n", "")
    weak.reload()
    assert weak.locator("#desk.start").count() == 1


def test_language_is_switched_with_everything_left_in_place(weak: Page) -> None:
    weak.click("#tab-figures")
    weak.click("#language")
    weak.wait_for_selector("#desk[lang=en]")
    assert weak.get_attribute("html", "lang") == "en"
    assert weak.get_attribute("#tab-figures", "aria-selected") == "true"
    assert "Gaps" in weak.inner_text("#tab-gaps")
    chrome = weak.evaluate(
        """() => { const copy = document.querySelector("#desk").cloneNode(true);
          copy.querySelectorAll("#text, .file, .who, .quote, .gist, .sum, #language, .card .body, .name, #help").forEach((n) => n.remove()); return copy.innerText; }"""
    )
    assert re.findall(r"[\u4e00-\u9fff]+", chrome) == []
    weak.click("#language")
    weak.wait_for_selector("#desk[lang=zh-CN]")


def test_an_earlier_draft_and_last_years_report_are_dropped_beside(weak: Page) -> None:
    draft = PLAIN.replace("全县上下深入学习", "全县上下持续学习").encode()
    drop(weak, "第一稿.md", draft, on="[data-slot=against].slot")
    weak.wait_for_selector("#compared")
    assert "第一稿.md" in weak.inner_text("#compared")
    assert "得分" in weak.inner_text("#compared summary")
    drop(weak, "上年报告.md", PLAIN.replace("2023", "2022").encode(), on="[data-slot=previous].slot")
    weak.wait_for_selector("#compared >> text=上年报告.md")
    assert weak.inner_text("h1.file") == WEAK
    weak.click("#menu-beside summary")
    weak.click("#drop-against")
    weak.wait_for_selector("#compared:not(:has-text('第一稿'))")


def test_a_file_that_cannot_be_judged_says_what_to_do(visit: Visit) -> None:
    page = visit()
    drop(page, "照片.png", b"\x89PNG\r\n\x1a\n" + bytes(200), on=".drop")
    page.wait_for_selector(".trouble")
    assert "照片.png" in page.inner_text(".trouble")
    assert len(page.inner_text(".trouble .next")) > 8
    drop(page, "通知.txt", ("关于召开工作会议的通知\n各科室：\n" + "定于下周三召开会议，请准时参加。\n" * 30).encode(), on=".drop")
    page.wait_for_selector(".trouble:has-text('通知.txt') button")
    page.click(".trouble button")
    found(page, "通知.txt")


def test_what_the_server_refuses_is_told_and_goes_away(visit: Visit) -> None:
    page = visit(refused=(413, 422))
    lay(page, EXAMPLES / WEAK)
    page.locator("#sheet-gaps .card:not([hidden]) .title").first.click()
    page.keyboard.press("i")
    page.fill(".waive [name=reason]", " ")
    page.press(".waive [name=reason]", "Enter")
    page.wait_for_selector("#alert [role=alert]")
    assert len(page.inner_text("#alert")) > 6
    page.click("#alert")
    assert page.inner_text("#alert") == ""


def test_the_help_of_keys_opens_and_closes(weak: Page) -> None:
    weak.keyboard.press("?")
    assert weak.locator("#help").is_visible()
    weak.keyboard.press("Escape")
    assert weak.locator("#help").is_hidden()


def test_nothing_is_written_by_the_server(weak: Page, server: Serving) -> None:
    """The folder it runs in, the home and the temporary folder of its user are as empty as before."""
    weak.click("#tab-issues")
    left = sorted(str(Path(folder, name).relative_to(server.home)) for folder, _, names in os.walk(server.home) for name in names)
    assert left == []


def test_a_second_file_shows_where_it_can_go(weak: Page) -> None:
    transfer = weak.evaluate_handle("() => { const t = new DataTransfer(); t.items.add(new File(['x'], 'x.txt')); return t; }")
    weak.dispatch_event("#text", "dragenter", {"dataTransfer": transfer})
    assert weak.locator("#slots").is_visible()
    assert weak.locator(".slot").all_inner_texts()[1].startswith("作为上年报告")
    weak.dispatch_event("#text", "dragleave", {"dataTransfer": transfer, "clientX": 0, "clientY": 0})
    assert weak.locator("#slots").is_hidden()
