"""Takes the picture of the dashboard for the README, over the invented province: `python scripts/dashboard_picture.py OUT.png [BROWSER]`."""

import os
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
AS_OF = "2025-04-20"


def main(out: str, browser: str) -> None:
    """Makes the sample, a store and its page, and photographs the top of it."""
    with tempfile.TemporaryDirectory() as folder:
        sample, store, page_file = (os.path.join(folder, name) for name in ("sample", "sample.db", "dashboard.html"))
        command = [os.path.join(os.path.dirname(sys.executable), "fazhi-lint"), "portfolio"]
        run([sys.executable, os.path.join(ROOT, "examples", "portfolio", "make.py"), "-o", sample])
        added = [*command, "add", os.path.join(sample, "reports"), "--roster", os.path.join(sample, "roster.csv"), "--db", store, "--as-of", AS_OF, "-q"]
        subprocess.run(added, stdout=subprocess.DEVNULL)  # two of its files cannot be read, on purpose
        run([*command, "dashboard", "-o", page_file, "--db", store, "--as-of", AS_OF])
        with sync_playwright() as driver:
            # the sandbox does not work for root, and the page is our own
            chromium = driver.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"] if os.geteuid() == 0 else ["--disable-gpu"])
            page = chromium.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
            page.goto("file://" + page_file)
            page.screenshot(path=out)
            chromium.close()


def run(command: list[str]) -> None:
    """Runs a command that must succeed, silently."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "/usr/bin/chromium")
