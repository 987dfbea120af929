"""The pages over a store, in a real Chromium: sorting, narrowing, from a cell to the sentence, keys, both schemes, small screens."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sqlalchemy import insert, select

from linter.output.catalogue import catalogue
from linter.portfolio.store import opened
from linter.portfolio.tables import alias, report, unit
from tests.browser.conftest import Serving, watched
from tests.browser.test_sight import CLIPPED
from tests.workbench.samplestore import Province, province

pytestmark = pytest.mark.browser

PAGES = ("rank", "heatmap", "heatmap?by=duty", "trend", "gaps?by=level", "missing", "waivers", "similar", "units", "store")
Look = Callable[..., Page]
_WIDE = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
_SMALL = """() => Array.from(document.querySelectorAll("button, select, main a, .views a, .tools a, input:not([type=hidden])")).filter((n) => n.offsetParent && !n.closest(".kept"))
  .map((n) => [n.getBoundingClientRect().height, n.outerHTML.slice(0, 100)]).filter(([h]) => h < 39.5)"""


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Province:
    made = province(tmp_path_factory.mktemp("province"))
    _crowded(made.kept)
    return made


def _crowded(path: Path) -> None:
    """Another 450 townships of the same reports, so that there are pages to turn."""
    with opened(str(path), catalogue("zh", "portfolio")) as store, store.begin() as connection:
        rows = connection.execute(select(report).where(report.c.year == 2023, report.c.level == "township").order_by(report.c.id)).mappings().all()
        for number in range(450):
            row = dict(rows[number % len(rows)])
            id = 9_000_000 + number
            name = f"柳溪{number:03}乡"
            connection.execute(insert(unit), {"id": id, "name": name, "level": "township", "region": "青岚县", "parent": "青岚县", "traits": "", "must_submit": False, "origin": "reports"})
            connection.execute(insert(alias), {"unit_id": id, "key": name, "name": name})
            connection.execute(insert(report), row | {"id": id, "unit_id": id, "counts": True, "sha256": f"{number:064x}", "path": f"{number}.md", "score": 100 + number})


@pytest.fixture(scope="session")
def stacks(start: Callable[..., Serving], sample: Province) -> Serving:
    """A server over the store, started in the folder that the paths of the store begin at."""
    before = Path.cwd()
    os.chdir(sample.folder)
    try:
        return start("--db", str(sample.kept))
    finally:
        os.chdir(before)


@pytest.fixture
def look(chromium: Browser, stacks: Serving) -> Iterator[Look]:
    """Opens a page of the stacks; afterwards nothing may stand on the console, and nothing may have been asked of others."""

    def make(path: str, **options: Any) -> Page:
        page = opening(stacks, **options)
        page.goto(f"{stacks.address}/stacks/{path}")
        return page

    with watched(chromium) as opening:
        yield make


def column(page: Page, name: str, number: int) -> list[str]:
    texts: list[str] = page.locator(f"#t-{name} tbody tr > :nth-child({number})").all_inner_texts()
    return [text.strip() for text in texts]


def grave(page: Page) -> list[Any]:
    found = Axe().run(page).response["violations"]
    return [(v["id"], [n["html"][:160] for n in v["nodes"][:4]]) for v in found if v["impact"] in ("serious", "critical")]


def test_a_click_on_a_heading_sorts_and_the_way_back_is_the_browsers(look: Look) -> None:
    page = look("rank?year=2024")
    scores = column(page, "rank", 6)
    assert scores == sorted(scores, key=float, reverse=True) and len(scores) > 40
    page.click("#t-rank th a[data-key=score]")
    page.click("#t-rank th a[data-key=score]")
    assert page.locator("#t-rank th[aria-sort=ascending]").inner_text() == "得分"
    assert column(page, "rank", 6) == sorted(scores, key=float)
    page.click("#t-rank th a[data-key=unit]")
    assert column(page, "rank", 4) == sorted(column(page, "rank", 4))
    page.go_back()
    assert column(page, "rank", 6) == sorted(scores, key=float)


def test_a_choice_narrows_at_once_and_goes_along_to_other_views(look: Look) -> None:
    page = look("rank?year=2024")
    everybody = len(column(page, "rank", 4))
    page.select_option("#choose-level", "county")
    page.wait_for_url("**level=county**")
    counties = column(page, "rank", 4)
    assert 0 < len(counties) < everybody and set(column(page, "rank", 5)) == {"县级"}
    page.click(".views a:has-text('热力图')")
    assert page.locator("#choose-level").input_value() == "county"
    assert sorted(column(page, "heatmap", 1)) == sorted(counties)
    page.fill("#find", counties[0])
    page.keyboard.press("Enter")
    page.wait_for_url("**find=**")
    assert column(page, "heatmap", 1) == [counties[0]]
    page.click("text=取消筛选")
    assert len(column(page, "heatmap", 1)) > len(counties)


def test_two_hundred_rows_a_page(look: Look) -> None:
    page = look("rank?year=2023&level=township&sort=score")
    assert len(column(page, "rank", 4)) == 200 and "第 1 / 3 页" in page.locator(".leaves").inner_text()
    first = column(page, "rank", 4)
    page.click("a[rel=next]")
    page.wait_for_url("**page=2**")  # and for its script: keys pressed before are nobody's
    second = column(page, "rank", 4)
    page.keyboard.press("n")
    page.wait_for_url("**page=3**")
    third = column(page, "rank", 4)
    assert len(second) == 200 and 50 <= len(third) < 200 and page.locator("a[rel=next]").count() == 0
    assert len({*first, *second, *third}) == len(first) + len(second) + len(third)
    page.keyboard.press("p")
    page.wait_for_url("**page=2**")
    assert column(page, "rank", 4) == second


def test_from_a_cell_of_the_heat_map_to_the_sentence_and_back(look: Look) -> None:
    page = look("heatmap?by=duty&year=2024&level=county")
    cell = page.locator("#t-heatmap tbody tr").nth(1).locator("a.g-evidenced").nth(14)
    unit_ = page.locator("#t-heatmap tbody tr").nth(1).locator("th").inner_text().rpartition("/")[2]
    cell.hover()
    assert unit_ in page.locator("#hint").inner_text() and "有佐证" in page.locator("#hint").inner_text()
    cell.click()
    asked = page.locator(".duties li.asked")
    assert unit_ in page.locator("h1").inner_text() and "有佐证" in asked.inner_text()
    duty = asked.locator(".name").inner_text()
    assert asked.evaluate("n => { const b = n.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }")
    asked.locator("a").click()
    page.wait_for_selector("#desk[data-fixed] .card.open")
    assert page.locator(".card.open .name").inner_text() == duty
    page.wait_for_selector(".m.now")
    assert page.locator(".m.now").first.evaluate(
        "n => { const a = n.getBoundingClientRect(), b = document.querySelector('#text').getBoundingClientRect(); return a.top >= b.top && a.bottom <= b.bottom; }"
    )
    assert page.locator("[data-act=waive], #clear, #open, #menu-export").count() == 0
    page.click("#home")
    assert page.locator(".duties li.asked .name").inner_text() == duty


def test_from_a_row_to_the_unit_its_report_and_the_text(look: Look) -> None:
    page = look("rank?year=2024")
    name = column(page, "rank", 4)[2]
    page.click(f"#t-rank th a:text-is('{name}')")
    assert page.locator("h1").inner_text() == name
    score = page.locator(".issues .here .score").inner_text()
    page.click(".issues .here a.open")
    assert score in str(page.locator(".ring").text_content())
    page.click(".ways a:has-text('看原文')")
    page.wait_for_selector("#desk[data-fixed] .card", state="attached")
    assert score in str(page.locator("#menu-score").text_content())


def test_a_dropped_file_does_not_take_the_place_of_a_report_of_the_store(look: Look) -> None:
    from tests.browser.moves import drop

    page = look("rank?year=2024")
    page.click("#t-rank tbody td.number a")
    page.click(".ways a:has-text('看原文')")
    name = page.locator("#desk").get_attribute("data-name")
    drop(page, "别的.md", "# 别的".encode())
    page.wait_for_timeout(300)
    assert page.locator("#desk").get_attribute("data-name") == name and page.locator("#slots").is_hidden()


def test_without_the_file_the_kept_paragraphs_are_shown_with_their_findings(look: Look, sample: Province) -> None:
    page = look("rank?year=2024")
    page.click("#t-rank tbody tr:nth-child(30) td.number a")
    path = sample.folder / page.locator(".path").inner_text().split("；")[0]
    data = path.read_bytes()
    path.write_bytes(data + b" ")
    try:
        page.reload()
        assert "已移走或改动" in page.locator("#state").inner_text()
        page.click(".duties li:has(.t-mentioned) a")
        assert page.locator(".kept .line").count() > 5
        mark = page.locator(".m.asked").first
        assert mark.evaluate("n => { const b = n.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }")
        mark.click()
        assert re.search(r"#f-\d+$", page.url) and page.locator(".findings li:target").is_visible()
    finally:
        path.write_bytes(data)


def test_copied_text_marks_what_differs_and_leads_to_the_line(look: Look) -> None:
    page = look("similar")
    assert page.locator(".copies").count() == 20 and page.locator(".pair mark").count() > 0
    figures = page.locator(".pair:has(mark) blockquote").all_inner_texts()[:2]
    assert figures[0] != figures[1]
    page.locator(".places a").first.click()
    page.wait_for_selector("#desk[data-fixed] .line.here")
    assert page.locator(".line.here").evaluate("n => { const b = n.getBoundingClientRect(); return b.top < innerHeight && b.bottom > 0; }")


def test_keys_move_through_rows_and_cells(look: Look) -> None:
    page = look("rank?year=2024")
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent") == column(page, "rank", 4)[0]
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("j?")
    assert page.locator("#find").input_value() == "j?" and not page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    page.goto(page.url.replace("/rank", "/heatmap"))
    assert page.locator(".heat td.cell a[tabindex='0']").count() == 1
    page.locator(".heat td.cell a[tabindex='0']").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.dataset.at") == "1,1" and page.locator(".heat td.cell a[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/stacks/report/**")


def test_the_switches_hold_on_the_pages_that_follow(look: Look) -> None:
    page = look("rank", color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    with page.expect_response("**/stacks/theme/dark"):
        page.click("#theme")
    dark = page.evaluate(paper)
    page.click(".views a:has-text('走势')")
    page.wait_for_url("**/stacks/trend*")
    page.wait_for_load_state("load")  # styles are there
    assert page.evaluate(paper) == dark != light
    page.click("#t-trend td.number a")
    page.click(".ways a:has-text('看原文')")
    page.wait_for_selector("#desk[data-fixed]")
    page.wait_for_load_state("load")
    assert page.evaluate(paper) == dark
    page.go_back()
    with page.expect_response("**/stacks/theme/light"):
        page.click("#theme")
    with page.expect_navigation():
        page.click("#language")
    assert page.locator("html").get_attribute("lang") == "en" and page.locator("text=Its unit").is_visible()
    page.click(".ways a:has-text('Read the report')")
    with page.expect_navigation():
        page.click("#language")
    page.wait_for_selector("#desk[lang=zh-CN][data-fixed]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing_grave_and_nothing_runs_out(look: Look, scheme: str, width: int) -> None:
    page = look("rank?year=2024", color_scheme=scheme, viewport={"width": width, "height": 768}, bypass_csp=True)
    base = page.url.partition("/rank")[0]
    unit_, score = (page.locator(f"#t-rank tbody {each} a").nth(30).get_attribute("href") for each in ("th", "td.number"))
    # the large heat map narrowed: axe looks at every cell
    narrowed = [name + ("&level=county&part=structure" if "duty" in name else "") for name in PAGES]
    for path in (*(f"{base}/{name}" for name in narrowed), page.url.partition("/stacks")[0] + str(unit_), page.url.partition("/stacks")[0] + str(score)):
        page.goto(path)
        assert grave(page) == [], path
        assert page.evaluate(_WIDE), path
        assert page.evaluate(CLIPPED.replace("button, ", "button:not(:disabled), ")) == [], path
        assert page.evaluate(_SMALL) == [], path
    page.keyboard.press("?")
    assert grave(page) == []


@pytest.mark.parametrize("width", [390, 683])
def test_english_fits_a_narrow_window(look: Look, width: int) -> None:
    page = look("rank", viewport={"width": width, "height": 844})
    with page.expect_navigation():
        page.click("#language")
    try:
        for name in PAGES:
            page.goto(page.url.partition("/stacks")[0] + "/stacks/" + name)
            assert page.evaluate(_WIDE), name
    finally:
        with page.expect_navigation():
            page.click("#language")
