"""A file on disk that is saved while the desk is open."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import EXAMPLES, Serving, Visit

pytestmark = pytest.mark.browser


def test_a_saved_file_is_checked_again_with_the_place_kept(
    visit: Visit, start: Callable[..., Serving], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "白石县初稿.md"
    text = (EXAMPLES / "白石县2023年法治政府建设工作情况报告.md").read_text("utf-8")
    draft.write_text(text, "utf-8")
    page = visit(start(str(draft)), clear=False)
    page.wait_for_selector("#desk.desk")
    if page.get_attribute("#watch", "aria-checked") == "false":
        page.click("#watch")
        page.wait_for_selector("#watch[aria-checked=true]")
    page.click("#tab-figures")
    before = page.get_attribute("#desk", "data-score")
    page.wait_for_timeout(300)  # a file saved in the same instant as it was read shows no later time

    begun = time.monotonic()
    added = "县政府常务会议研究法治议题6次，听取法治政府建设情况汇报2次。出庭应诉案件12件，行政机关负责人出庭12件，出庭率100%。"
    draft.write_text(text.replace("二、", added + "\n\n二、", 1), "utf-8")
    page.wait_for_selector(f"#desk:not([data-score='{before}'])", timeout=15_000)
    took = time.monotonic() - begun
    page.wait_for_selector("#toast.seen")
    assert page.inner_text("#toast").startswith(f"已重新检查：得分 {before} → ")
    assert page.get_attribute("#tab-figures", "aria-selected") == "true"
    assert added[:12] in page.inner_text("#text")
    with capsys.disabled():
        print(f"\n  saved on disk → findings in the browser: {took * 1000:.0f} ms")

    page.click("#watch")
    page.wait_for_selector("#watch[aria-checked=false]")
