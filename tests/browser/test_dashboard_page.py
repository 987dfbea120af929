"""The page over a year in a real Chromium: sorted, filtered, without its script, on paper, in both schemes."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from linter.engine import Engine
from linter.output.survey_page import UNITS, compose
from tests.portfolio.surveyed import gathered, made
from tests.portfolio.test_dashboard import many

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> str:
    return compose(gathered(made(tmp_path_factory.mktemp("surveyed"), engine)), "zh")


@pytest.fixture
def look(chromium: Browser, tmp_path: Path) -> Iterator[Any]:
    """Opens a page from a file; afterwards nothing may have stood on the console, and nothing but the file been asked for."""
    faults: list[str] = []
    contexts = []

    def make(text: str, **options: Any) -> Page:
        file = tmp_path / "看板.html"
        file.write_text(text, "utf-8")
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 800}} | options))
        contexts.append(context)
        opened = context.new_page()
        opened.on("console", lambda message: faults.append(message.text))
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("dialog", lambda dialog: faults.append(dialog.message))
        opened.on("request", lambda request: faults.append(request.url) if request.url != file.as_uri() else None)
        opened.goto(file.as_uri())
        return opened

    yield make
    assert faults == []
    for context in contexts:
        context.close()


def names(page: Page) -> list[str]:
    return page.locator("#t-rank tbody tr:visible th").all_inner_texts()


def test_a_click_sorts_and_words_filter(look: Any) -> None:
    page = look(compose(many(30), "zh"))
    assert names(page)[:2] == ["第1县", "第2县"]
    button = page.locator("#t-rank thead button", has_text="位次")
    button.click()
    assert names(page)[0] == "第30县" and page.locator("#t-rank th[aria-sort=descending]").count() == 1
    button.click()
    assert names(page)[0] == "第1县" and page.locator("#t-rank th[aria-sort=ascending]").count() == 1
    page.locator("#t-rank thead button", has_text="单位").click()
    assert names(page)[:3] == ["第1县", "第2县", "第3县"]  # figures within names count as figures
    page.locator("#t-rank input").fill("第2")
    assert len(names(page)) == 11
    page.locator("#t-rank input").fill("白石")
    assert names(page) == [] and page.locator("#t-rank [role=status]").inner_text() == "无。"


def test_many_rows_are_paged_and_sorted_as_a_whole(look: Any) -> None:
    page = look(compose(many(UNITS + 45), "zh"))
    assert len(names(page)) == 100 and page.locator("details").count() == 0
    page.locator("#t-rank button", has_text="下一页").click()
    assert names(page)[0] == "第101县"
    page.locator("#t-rank thead button", has_text="位次").click()
    assert names(page)[0] == f"第{UNITS + 45}县"
    page.emulate_media(media="print")
    assert len(names(page)) == UNITS + 45  # all of it on paper


def test_every_printed_page_has_its_headings_and_none_is_blank(look: Any, tmp_path: Path) -> None:
    """Buttons of the script would not be repeated by the browser."""
    file = tmp_path / "看板.pdf"
    look(compose(many(UNITS), "zh")).pdf(path=str(file), prefer_css_page_size=True)
    told = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout.rstrip("\f").split("\f")
    assert 4 < len(told) < 16 and all(len(page.split()) > 3 for page in told)
    ranked = [page for page in told if "县级" in page and "第" in page]
    assert len(ranked) > 3 and all("位次" in page and "单位" in page for page in ranked)
    assert not any("↕" in page or "筛选" in page for page in told)
    sizes = subprocess.run(["pdfinfo", "-l", "-1", str(file)], capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"size:\s+([\d.]+) x ([\d.]+)", sizes)) == {("594.96", "841.92")}
    subprocess.run(["pdftoppm", "-r", "20", "-gray", str(file), str(tmp_path / "page")], check=True)
    drawn = sorted(tmp_path.glob("page-*.pgm"))
    assert len(drawn) == len(told) and all(min(each.read_bytes()[16:]) < 160 for each in drawn)


def test_all_is_readable_without_the_script(look: Any) -> None:
    page = look(compose(many(UNITS + 5), "zh"), java_script_enabled=False)
    assert page.locator("#t-rank tbody tr:visible").count() == UNITS
    page.locator("summary").click()
    assert page.locator("#t-rank tbody tr:visible").count() == UNITS + 5 and page.locator("button").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_grave(look: Any, page: str, scheme: str, width: int) -> None:
    # axe is put into the page by the test, which the policy of the page forbids
    opened = look(page, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    found = Axe().run(opened).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in found if v["impact"] in ("serious", "critical")] == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
