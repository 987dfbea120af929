"""The text beside its findings on the web page: complete, linked both ways, veiled, small, and good in a real browser."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render
from linter.output.cards import cards
from linter.output.catalogue import catalogue
from linter.output.html_beside import REPORTS_SHOWN, _parts
from linter.output.proof import Stretch
from tests.output import test_html
from tests.output.conftest import MORE
from tests.output.test_html import Page, html


def section(page: str) -> str:
    return re.findall(r'<section class="card beside".*?</section>', page, re.S)[0]


def words_of(part: str) -> str:
    said = re.findall(r'<(p|h\d) class="said">(.*?)</\1>', part, re.S)
    return "".join(Page("".join(re.sub(r'<a class="no".*?</a>', "", words) for _, words in said)).text.split())


def test_the_text_of_the_report_stands_on_the_page_whole(whole: Run, rulebook: Rulebook) -> None:
    text = "".join(whole.reports[0].document.text.split()).replace("13000000000", "130******00")
    assert words_of(section(html(whole, rulebook))) == text


def test_personal_data_is_starred_on_the_whole_page(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    loud = tuple(f._replace(message=f"{f.message}（13000000000）") for f in report.findings)
    page = html(whole._replace(reports=(report._replace(findings=loud),)), rulebook)
    assert "13000000000" not in page and "130******00" in page


def test_notes_and_marks_lead_to_each_other_in_the_order_of_the_text(whole: Run, rulebook: Rulebook) -> None:
    page = html(whole, rulebook)
    part = section(page)
    marks = re.findall(r'<a class="no" id="r1-m(\d+)" href="#r1-n(\d+)"', part)
    notes = re.findall(r'<div class="note (?:error|warning|info)" id="r1-n(\d+)"><p><a class="no" href="#r1-m(\d+)"', part)
    told = cards(whole, whole.reports[0], rulebook, catalogue("zh"))
    count = sum(bool(card.number) for card in told)
    assert marks == notes == [(str(n), str(n)) for n in range(1, count + 1)] and count > 20
    entries = re.findall(r'<div class="note.*?<a class="to" href="#(r1-f-\w+)">', part, re.S)
    assert len(entries) >= count and all(page.count(f'id="{each}"') == 1 for each in entries)


def test_marks_differ_by_kind_and_severity(whole: Run, rulebook: Rulebook) -> None:
    part = section(html(whole, rulebook))
    assert re.search(r'<a class="no"[^>]*>\d+</a><span class="m claim warning">率先建成“一网通管”体系</span>', part)
    assert re.search(r'<span class="m issue error">《中华人民共和国执业医师法》</span>', part)
    assert re.search(r'<span class="m figure warning">400 件</span>', part)
    assert re.search(r'<span class="m gap (?:warning|info)">持续推进行政执法三项制度</span>', part)
    assert re.findall(r'<li><span class="m (\w+)">', part) == ["gap", "figure", "claim", "issue"]


def test_what_is_absent_is_gathered_at_its_heading_and_else_below(whole: Run, rulebook: Rulebook) -> None:
    part = section(html(whole, rulebook))
    row = part.partition(">一、主要举措和成效</h3>")[2].partition('<div class="row')[0]
    assert "此处未检出 1 项" in row and "行政裁量权基准</a>" in row
    below = part.partition("未对应到正文位置")[2]
    told = cards(whole, whole.reports[0], rulebook, catalogue("zh"))
    homeless = [card for card in told if card.fingerprint and card.target is None]
    assert below.count('<a class="to"') == len(homeless) > 4 and all(f">{card.title}</a>" in below for card in homeless)


def test_what_is_in_order_is_counted_and_not_marked(whole: Run, rulebook: Rulebook) -> None:
    part = section(html(whole, rulebook))
    assert "公布权责清单 3,206 项" in part and not re.search(r'class="m [^"]*">公布权责清单', part)
    assert re.search(r'<details class="fine"><summary>有佐证 \d+ 项', part) and "956 ÷ 956 = 100%" in part


def test_places_of_entries_lead_to_the_words(whole: Run, rulebook: Rulebook) -> None:
    page = html(whole, rulebook)
    assert re.search(r'<a class="to" href="#r1-m\d+">一（四） · 第 \d+ 行第 \d+ 列</a>', page)
    assert re.search(r'<a class="to" href="#r1-l\d+">第 \d+ 行</a>', page)


def test_severities_that_are_not_asked_for_have_no_note(whole: Run, rulebook: Rulebook) -> None:
    part = section(html(whole, rulebook, min_severity="error"))
    assert set(re.findall(r'class="note (\w+)"', part)) == {"error"} and "m claim" not in part


def test_several_reports_are_folded_and_many_left_out(make_whole: Any, run_of: Any, rulebook: Rulebook) -> None:
    report = make_whole()
    few, many = (html(run_of(*[report] * count), rulebook) for count in (REPORTS_SHOWN, REPORTS_SHOWN + 1))
    assert few.count('<details class="text">') == REPORTS_SHOWN and "未附各份正文" not in few
    assert 'class="card beside"' not in many and 'href="#r1-text"' not in many and "未附各份正文" in many
    assert 'class="to" href' not in many


def test_long_lines_are_parted_at_sentences_and_nothing_is_lost() -> None:
    text = "本句说明情况，共有二十个字左右，到此为止。" * 30
    parts = _parts([Stretch(text[:300], 0, ()), Stretch(text[300:], 300, (1,), (1,))])
    assert "".join(each.text for part in parts for each in part) == text and len(parts) > 3
    assert all(part[-1].text.endswith("。") for part in parts)
    assert [each.opens for part in parts for each in part if each.opens] == [(1,)]
    assert _parts([Stretch("短句。", 0, ())]) == [[Stretch("短句。", 0, ())]]


def test_the_text_cannot_become_markup(make_whole: Any, run_of: Any, rulebook: Rulebook) -> None:
    bad = '（八）"><script>alert(1)</script><img src=x onerror=y>{{ 7*7 }}</details>\u202e\x1b[2J。'
    page = html(run_of(make_whole(more=[*MORE, bad])), rulebook)
    test_html.test_nothing_comes_from_outside_and_nothing_runs(page)
    assert "&lt;script&gt;alert(1)" in section(page) and "\u202e" not in page and "\x1b" not in page


_SNIPPET = """
import sys
from linter.batch import judge_all
from linter.cli.inputs import Input
from linter.engine import Engine, Options, load
from linter.output import Presentation, render
book = load()
run = judge_all(Engine(book, Options()), [Input(sys.argv[1], True)], max_size=5_000_000, skip_other=False, as_of="2025-03-10")
sys.stdout.buffer.write(render(run, "html", options=Presentation(), rulebook=book).encode())
"""
WEAK = Path(__file__).resolve().parents[2] / "examples" / "白石县2023年法治政府建设工作情况报告.md"


def judged(seed: str, cache: Path) -> bytes:
    surroundings = os.environ | {"PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(WEAK.parents[1])}
    return subprocess.run([sys.executable, "-c", _SNIPPET, str(WEAK)], env=surroundings, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def weak_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the weak example, judged with two hash seeds: the same bytes."""
    folder = tmp_path_factory.mktemp("page")
    first, second = judged("1", folder), judged("77", folder)
    assert first == second
    path = folder / "x.html"
    path.write_bytes(first)
    return path


def test_the_page_is_the_same_under_any_hash_seed(weak_page: Path) -> None:
    assert b'class="card beside"' in weak_page.read_bytes()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(chromium: Browser, weak_page: Path, scheme: Any) -> None:
    view = chromium.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    view.goto(weak_page.as_uri())
    view.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(view).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")] == []
    view.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 768, 390])
def test_notes_stand_beside_their_line_and_below_it_on_a_phone(chromium: Browser, weak_page: Path, width: int) -> None:
    view = chromium.new_page(viewport={"width": width, "height": 900})
    view.goto(weak_page.as_uri())
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    said, side = view.locator("#r1-m1").bounding_box(), view.locator("#r1-n1").bounding_box()
    assert said and side
    if width > 760:
        assert side["x"] > said["x"] and abs(side["y"] - said["y"]) < 400
    else:
        assert side["y"] > said["y"] and side["x"] + side["width"] <= width
    view.locator("#r1-m1").click()
    assert view.url.endswith("#r1-n1") and view.locator("#r1-n1").is_visible()
    view.locator("#r1-n1 a.no").click()
    assert view.url.endswith("#r1-m1")
    view.close()


@pytest.mark.browser
def test_a_place_opens_the_folded_text_of_its_report(chromium: Browser, make_whole: Any, run_of: Any, rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "two.html"
    path.write_text(render(run_of(make_whole(), make_whole(path="乙.txt")), "html", options=Presentation(), rulebook=rulebook), "utf-8")
    view = chromium.new_page()
    view.goto(path.as_uri())
    assert not view.locator("#r2-m1").is_visible()
    view.locator('a.to[href="#r2-m1"]').first.click()
    assert view.locator("#r2-m1").is_visible()
    view.close()
