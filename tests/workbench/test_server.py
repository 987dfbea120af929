"""The server as its page uses it."""

import json
import time
from urllib.parse import unquote

import pytest

from linter.workbench.sitting import EXPORTS

from .conftest import OTHER, REPORT  # noqa: TID252


def test_a_dropped_file_is_judged_and_its_findings_come_back(browser):
    start = time.perf_counter()
    answer = browser.open(REPORT)
    print("first", time.perf_counter() - start)
    start = time.perf_counter()
    answer = browser.open(REPORT)
    print("second", time.perf_counter() - start)
    assert answer.status == 200
    assert answer.text.count('class="card"') > 10
