"""Many reports: 1,000 made from the examples, checked cold, into the cache and out of it, beside what else checks Chinese text.

python benchmarks/batch.py            1,000 reports
python benchmarks/batch.py 200        fewer
python benchmarks/batch.py 1000 -j 2  only this number of processes

textlint (with textlint-rule-prh) and autocorrect are run on the same files where they are found: on PATH, or in
the folder that TOOLS names (its node_modules/.bin). They do other work, and less: the ratio says what a run costs.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from cost import EXAMPLES, ROOT

MAIN = "from linter.cli import main; main()"
PLACES = ("青岚", "白石", "云泽", "澄禾", "柳溪")
OTHERS = ("松岗", "林前", "河湾", "南坪", "东塘", "北渡", "石桥", "清源", "古渡", "新河")
_FIGURE = re.compile(r"(?<![\d.年第—-])(\d{2,4})(?=[件次场人名个份项家户条])")
# what prh looks for: the words a proof-reader of this genre would list
PRH = """version: 1
rules:
  - {expected: 账款, pattern: 帐款}
  - {expected: 其他, pattern: 其它}
  - {expected: 行政机关负责人, pattern: 行政首长}
  - {expected: 市场监督管理局, pattern: 工商局}
  - {expected: 法治政府, pattern: 法制政府}
"""


class Measured(NamedTuple):
    """One run from start to end."""

    seconds: float
    code: int


def made(folder: Path, number: int) -> float:
    """Writes `number` reports, the same ones each time; gives their mean length in characters."""
    chance = random.Random(20241)
    sources = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*年*.md"))]
    total = 0
    for at in range(number):
        name = chance.choice(OTHERS)
        text = _FIGURE.sub(lambda match: str(int(match[1]) + chance.randrange(9)), sources[at % len(sources)])
        for place in PLACES:
            text = text.replace(place, name)
        total += len(text)
        (folder / f"{at:05}.md").write_text(text, "utf-8")
    return total / number


def run(arguments: list[str], environment: dict[str, str] | None = None, cwd: Path | None = None) -> Measured:
    """One run of a program. What the shell says of bytecode must not leak into it."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    begin = time.perf_counter()
    done = subprocess.run(arguments, env=inherited | (environment or {}), cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return Measured(time.perf_counter() - begin, done.returncode)


def tool(name: str) -> str | None:
    """The program `name` on PATH or below TOOLS."""
    tools = os.environ.get("TOOLS", "")
    return shutil.which(name) or (shutil.which(name, path=f"{tools}/node_modules/.bin{os.pathsep}{tools}/bin") if tools else None)


def peers(folder: Path, work: Path) -> dict[str, Measured]:
    """textlint and autocorrect on the same files, where they are installed."""
    found = {}
    textlint, tools = tool("textlint"), os.environ.get("TOOLS", "")
    if textlint:
        (work / "prh.yml").write_text(PRH, "utf-8")
        (work / ".textlintrc.json").write_text('{"rules": {"prh": {"rulePaths": ["prh.yml"]}}}', "utf-8")
        extra = ["--rules-base-directory", f"{tools}/node_modules"] if tools else []
        found["textlint + prh"] = run([textlint, *extra, "--config", str(work / ".textlintrc.json"), str(folder)], cwd=work)
    autocorrect = tool("autocorrect")
    if autocorrect:
        found["autocorrect --lint"] = run([autocorrect, "--lint", str(folder)], cwd=work)
    return found


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", nargs="?", type=int, default=1000)
    parser.add_argument("-j", "--jobs", type=int, nargs="*", default=[1, 2])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        folder = work / "reports"
        folder.mkdir()
        mean = made(folder, given.number)
        print(f"{given.number} reports, {mean:.0f} characters in the mean; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
        print(f"{'':34}{'s':>8}{'reports/s':>12}{'of cold':>10}")
        one = next(folder.iterdir())

        def check(label: str, cache: str, *options: str, files: Path = folder) -> Measured:
            environment = {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(work / cache), "PYTHONPYCACHEPREFIX": str(work / "bytecode")}
            got = run([sys.executable, "-P", "-c", MAIN, "check", str(files), *options], environment)
            if got.code not in (0, 1):
                raise SystemExit(f"{label}: exit code {got.code}, nothing measured")
            return got

        def row(label: str, got: Measured, cold: Measured | None) -> None:
            ratio = f"{got.seconds / cold.seconds:10.3f}" if cold else ""
            print(f"{label:34}{got.seconds:8.2f}{given.number / got.seconds:12.0f}{ratio}", flush=True)

        cold = None
        for jobs in given.jobs:
            # rules and patterns compiled, bytecode written, no result kept: cold is what the reports cost
            check("start", f"cache{jobs}", "--quiet", files=one)
            own = (work / f"cache{jobs}" / "fazhi-lint" / "results.sqlite")
            own.unlink()
            got = check(f"cold, {jobs} processes", f"cache{jobs}", "--jobs", str(jobs), "-f", "csv")
            cold = cold or got
            row(f"first run, {jobs} process(es), csv", got, cold)
        last = f"cache{given.jobs[-1]}"
        size = (work / last / "fazhi-lint" / "results.sqlite").stat().st_size
        for label, options in (("csv", ["-f", "csv"]), ("quiet", ["--quiet"]), ("text", []), ("json", ["-f", "json"])):
            row(f"second run, {label}", min(check(label, last, *options) for _ in range(3)), cold)
        row("start alone (one report, kept)", min(check("one", last, "--quiet", files=one) for _ in range(3)), cold)
        print(f"\nkept: {size / given.number / 1000:.1f} kB a report")
        for label, got in peers(folder, work).items():
            row(label, got, cold)
    return 0


if __name__ == "__main__":
    sys.exit(main())
