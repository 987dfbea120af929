"""What a user does at the desk, and what there is to see of it."""

import base64
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_FILE = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  return transfer;
}"""


def drop(page: Page, name: str, data: bytes, *, on: str = "body") -> None:
    """Lets a file go over an element, with the events that a browser sends."""
    transfer = page.evaluate_handle(_FILE, [name, base64.b64encode(data).decode()])
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event(on, event, {"dataTransfer": transfer})


def lay(page: Page, path: Path) -> None:
    """Drops a file and waits for its findings."""
    drop(page, path.name, path.read_bytes())
    found(page, path.name)


def found(page: Page, name: str) -> None:
    """Waits until the findings of a file stand there."""
    page.wait_for_selector(f'#desk.desk[data-name="{name}"] .card', state="attached", timeout=30_000)


def shown(page: Page) -> list[str]:
    """The titles of the cards to be seen in the tab in front, folded groups included."""
    titles: list[str] = page.evaluate("""() => Array.from(document.querySelectorAll("[role=tabpanel]:not([hidden]) .card:not([hidden]) .name")).map((n) => n.textContent)""")
    return titles


def in_view(page: Page, selector: str, pane: str) -> bool:
    """Whether the first such element lies inside what is seen of a pane."""
    inside: bool = page.evaluate(
        """([selector, pane]) => {
          const a = document.querySelector(selector).getBoundingClientRect(), b = document.querySelector(pane).getBoundingClientRect();
          return a.bottom > b.top && a.top < Math.min(b.bottom, innerHeight);
        }""",
        [selector, pane],
    )
    return inside


def focused(page: Page) -> Any:
    """The classes, id and card of what has the focus."""
    return page.evaluate(
        """() => {
          const node = document.activeElement, card = node.closest(".card");
          return { id: node.id, css: node.className, card: card ? card.dataset.k : "", at: card ? Number(card.id.slice(1)) : -1 };
        }"""
    )
