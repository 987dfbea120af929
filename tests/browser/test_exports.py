"""Each export: one click, a file, and what the file holds."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import EXAMPLES, WEAK, Visit
from tests.browser.moves import lay

pytestmark = pytest.mark.browser


def _exported(page: Page, kind: str) -> tuple[str, bytes]:
    page.click("#menu-export summary")
    with page.expect_download() as waited:
        page.click(f"[data-export={kind}]")
    return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()


def test_each_export_is_one_click_and_opens(visit: Visit) -> None:
    page = visit()
    lay(page, EXAMPLES / WEAK)
    page.locator("#sheet-gaps .card:not([hidden]) .title").first.click()
    page.keyboard.press("i")
    page.keyboard.type("本县无此类事项")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-agreed]", state="attached")
    kinds = [node.get_attribute("data-export") or "" for node in page.locator("[data-export]").all()]
    assert {"html", "markdown", "json", "waivers"} <= set(kinds)
    for kind in kinds:
        name, data = _exported(page, kind)
        assert name.count(".") >= 1 and len(data) > 200, kind
        CHECKS[kind](data)


def _word(data: bytes) -> None:
    from docx import Document

    text = "\n".join(p.text for p in Document(io.BytesIO(data)).paragraphs)
    assert "白石县" in text


def _annotated(data: bytes) -> None:
    _word(data)
    assert "word/comments.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()


def _workbook(data: bytes) -> None:
    from openpyxl import load_workbook

    rows = [row for sheet in load_workbook(io.BytesIO(data)).worksheets for row in sheet.iter_rows(values_only=True)]
    assert any("未检出" in str(cell) for row in rows for cell in row)


def _html(data: bytes) -> None:
    page = data.decode("utf-8")
    assert page.startswith("<!DOCTYPE html>") and "白石县" in page


def _markdown(data: bytes) -> None:
    assert any(line.startswith("# ") for line in data.decode("utf-8").splitlines())


def _json(data: bytes) -> None:
    assert json.loads(data)["documents"][0]["findings"]


def _waivers(data: bytes) -> None:
    import yaml

    assert "本县无此类事项" in json.dumps(yaml.safe_load(data), ensure_ascii=False)


CHECKS = {
    "annotated": _annotated,
    "bulletin": _word,
    "workbook": _workbook,
    "html": _html,
    "markdown": _markdown,
    "json": _json,
    "waivers": _waivers,
}
