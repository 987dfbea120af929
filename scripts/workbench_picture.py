"""Takes the picture of the workbench for the README: `python scripts/workbench_picture.py REPORT OUT.png [BROWSER]`."""

import json
import os
import subprocess
import sys

from playwright.sync_api import sync_playwright


def main(report: str, out: str, browser: str) -> None:
    """Opens the report in a real workbench, on the tab of figures with the first card open, and photographs it."""
    command = [os.path.join(os.path.dirname(sys.executable), "fazhi-lint")]
    with subprocess.Popen([*command, "serve", report, "--no-browser", "--format", "json"], stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        try:
            address = json.loads(server.stdout.readline())["url"]
            with sync_playwright() as driver:
                # the sandbox does not work for root, and the page is our own
                chromium = driver.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"] if os.geteuid() == 0 else ["--disable-gpu"])
                page = chromium.new_page(viewport={"width": 1280, "height": 760}, reduced_motion="reduce")
                page.goto(address)
                page.wait_for_selector("[role=tab]")
                for key in ("3", "j", "Enter"):
                    page.keyboard.press(key)
                page.wait_for_timeout(800)
                page.screenshot(path=out)
                chromium.close()
        finally:
            server.terminate()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "/usr/bin/chromium")
