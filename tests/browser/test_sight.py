"""What the screens are for those who see little, work at a small screen or with keys only."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import EXAMPLES, GOOD, WEAK, Visit
from tests.browser.moves import drop, lay

pytestmark = pytest.mark.browser

TABS = ("gaps", "issues", "figures", "passed")


def _grave(page: Page) -> list[Any]:
    """Violations of axe that are serious or critical."""
    found = Axe().run(page).response["violations"]
    return [(v["id"], [n["html"][:160] for n in v["nodes"][:4]]) for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing_grave(visit: Visit, scheme: str, width: int) -> None:
    # axe is put into the page by the test, which the policy of the page forbids
    page = visit(color_scheme=scheme, viewport={"width": width, "height": 768}, bypass_csp=True)
    assert _grave(page) == []
    drop(page, "照片.png", b"\x89PNG\r\n\x1a\n" + bytes(200), on=".drop")
    page.wait_for_selector(".trouble")
    assert _grave(page) == []
    lay(page, EXAMPLES / WEAK)
    for tab in TABS:
        page.click(f"#tab-{tab}")
        page.locator(f"#sheet-{tab} .card:not([hidden]) .title >> visible=true").first.click()
        assert _grave(page) == [], tab
    if width == 390:
        page.click("[data-show=text]")
        assert _grave(page) == []


def test_axe_finds_nothing_grave_in_english_and_with_menus_open(visit: Visit) -> None:
    page = visit(bypass_csp=True)
    page.click("#language")
    page.wait_for_selector("#desk[lang=en]")
    lay(page, EXAMPLES / GOOD)
    for menu in ("#menu-export", "#menu-beside", "#menu-score"):
        page.click(f"{menu} > summary")
        assert _grave(page) == [], menu
        page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert _grave(page) == []


def test_the_switch_of_light_and_dark_overrides_the_system(visit: Visit) -> None:
    page = visit(color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.click("#theme")
    light = page.evaluate(paper)
    page.click("#theme")
    assert page.evaluate(paper) == dark != light


WIDE = """() => Array.from(document.querySelectorAll("body *")).filter((n) => {
  const box = n.getBoundingClientRect(), style = getComputedStyle(n);
  return box.width > 1 && box.right > document.documentElement.clientWidth + 1 && style.position !== "fixed" && !n.closest(".unseen, .symbols, .pick");
}).map((n) => n.outerHTML.slice(0, 120))"""
CLIPPED = """() => Array.from(document.querySelectorAll("button, .title, summary, h1, h2, h3, .status, .sev, label")).filter((n) => {
  const style = getComputedStyle(n);
  return n.offsetParent && n.scrollWidth > n.clientWidth + 2 && style.overflow !== "visible" && style.textOverflow !== "ellipsis" && !n.closest(".unseen");
}).map((n) => n.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(("width", "height"), [(390, 844), (683, 384), (1024, 768)])
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_nothing_runs_out_of_a_narrow_or_zoomed_window(visit: Visit, width: int, height: int, lang: str) -> None:
    """A window of 1366×768 at 200 % is laid out as one of 683×384."""
    page = visit(viewport={"width": width, "height": height}, device_scale_factor=2)
    if lang == "en":
        page.click("#language")
        page.wait_for_selector("#desk[lang=en]")
    assert page.evaluate(WIDE) == []
    lay(page, EXAMPLES / WEAK)
    for tab in TABS:
        page.click(f"#tab-{tab}")
        page.locator(f"#sheet-{tab} .card:not([hidden]) .title >> visible=true").first.click()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert page.evaluate(WIDE) == [], tab
        assert page.evaluate(CLIPPED) == [], tab
    if page.locator("[data-show=text]").is_visible():
        page.click("[data-show=text]")
        assert page.locator("#text").is_visible() and page.locator("#side").is_hidden()
        assert page.evaluate(WIDE) == []
        page.locator(".m:not(.off)").first.click()
        assert page.locator(".card.open").is_visible()


def test_targets_are_large_enough(visit: Visit) -> None:
    page = visit()
    lay(page, EXAMPLES / WEAK)
    small = page.evaluate(
        """() => Array.from(document.querySelectorAll("button:not(.m), summary, select, label.as-button, a, #search")).filter((n) => n.offsetParent)
             .map((n) => [n.getBoundingClientRect().height, n.outerHTML.slice(0, 100)]).filter(([h]) => h < 39.5)"""
    )
    assert small == []


def test_focus_can_be_seen_on_everything_that_takes_it(visit: Visit) -> None:
    page = visit()
    lay(page, EXAMPLES / WEAK)
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        outline, node = page.evaluate(
            """() => { const n = document.activeElement, shown = n.matches(".pick") ? n.nextElementSibling : n;
                 return [getComputedStyle(shown).outlineStyle, n.outerHTML.slice(0, 100)]; }"""
        )
        if outline == "none" and "<body" not in node:
            unseen.append(node)
    assert unseen == []


def test_a_printed_desk_has_text_and_cards_but_no_buttons(visit: Visit) -> None:
    page = visit()
    lay(page, EXAMPLES / WEAK)
    page.emulate_media(media="print")
    assert page.locator(".tools").is_hidden() and page.locator(".bar-of-tabs").is_hidden()
    assert page.locator("#text").is_visible() and page.locator("#sheet-passed").is_visible()
