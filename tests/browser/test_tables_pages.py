"""Views of many reports as pages from a file, in a real Chromium: for those who see little, on small screens, on paper."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_store_pages import grave
from tests.workbench.samplestore import Province, command, province

pytestmark = pytest.mark.browser

VIEWS = {
    "rank": ("rank",), "heatmap": ("heatmap",), "duties": ("heatmap", "--by", "duty", "--level", "county"), "places": ("heatmap", "--by", "duty", "--rows", "region"),
    "gaps": ("gaps", "--by", "level"), "trend": ("trend",), "missing": ("missing",), "similar": ("similar", "--limit", "5"), "units": ("units",), "info": ("info",),
}  # fmt: skip
_OUT = """() => Array.from(document.querySelectorAll("body *")).filter((n) => n.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !n.closest(".scroll"))
  .map((n) => n.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file for each view of the sample."""
    sample: Province = province(tmp_path_factory.mktemp("province"))
    out = {}
    for name, asked in VIEWS.items():
        done = command("portfolio", *asked, "--db", str(sample.kept), "-o", f"{name}.html", folder=sample.folder)
        assert done.returncode == 0, done.stderr
        out[name] = sample.folder / f"{name}.html"
    return out


@pytest.fixture
def look(chromium: Browser) -> Iterator[Any]:
    """Opens a page from its file; afterwards nothing may stand on the console, and nothing but the file been asked for."""
    faults: list[str] = []
    contexts = []

    def make(path: Path, **options: Any) -> Page:
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 800}} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.append(request.url) if request.url != path.as_uri() else None)
        page.goto(path.as_uri())
        return page

    yield make
    assert faults == []
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_nothing_grave_and_nothing_runs_out(look: Any, pages: dict[str, Path], name: str, scheme: str) -> None:
    # axe is put into the page by the test, which the policy of the page forbids
    page = look(pages[name], color_scheme=scheme, bypass_csp=True)
    for each in page.locator("details").all():
        each.evaluate("n => n.open = true")
    assert grave(page) == []
    for width in (1280, 768, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_OUT) == [], width


def test_pages_speak_of_no_command(pages: dict[str, Path]) -> None:
    for name, path in pages.items():
        words = re.sub(r"<style>.*?</style>|<[^>]+>", " ", path.read_text("utf-8"), flags=re.DOTALL)
        assert re.findall(r"--[a-z]+|portfolio [a-z]+", words) == [], name


@pytest.mark.parametrize("name", ["rank", "heatmap", "duties", "gaps", "missing"])
def test_on_paper_a_title_stands_with_its_table_and_no_page_is_blank(look: Any, pages: dict[str, Path], tmp_path: Path, name: str) -> None:
    file = tmp_path / f"{name}.pdf"
    page = look(pages[name])
    rows = page.locator("table").first.locator("tbody tr").count()
    page.pdf(path=str(file), prefer_css_page_size=True, print_background=True)
    told = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout.rstrip("\f").split("\f")
    assert len(told) <= 2 + rows // 12
    assert all(len(page.split()) > 5 for page in told)
    subprocess.run(["pdftoppm", "-r", "20", "-gray", str(file), str(tmp_path / "page")], check=True)
    drawn = sorted(tmp_path.glob("page-*.pgm"))
    assert len(drawn) == len(told) and all(min(each.read_bytes()[16:]) < 160 for each in drawn)
    assert "年度" in told[0] and len(told[0].splitlines()) > 8  # not the title alone
    if name == "duties":  # the numbers above the marks are told on paper too
        assert "法治政府建设年度工作计划" in "".join("".join(told).split())
