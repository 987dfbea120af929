"""`portfolio add`: reports a second, processor time, memory of all processes, size of the store, and how it grows.

python benchmarks/portfolio.py           1,000 reports, and a tenth of them for the growth
python benchmarks/portfolio.py 10000     10,000, and 1,000
python benchmarks/portfolio.py 1000 -j 3 with this number of processes

The reports are invented and short (about 1,200 characters): paragraphs of the examples, drawn by chance from a seed, with
other places and figures. Judging costs most, and grows with the length of the text: see benchmarks/speed.py.
"""

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

from cost import EXAMPLES, alone, growth

MAIN = "from linter.cli import main; main()"
PLACES = ("青岚", "白石", "云泽", "澄禾", "柳溪")
OTHERS = ("松岗", "林前", "河湾", "南坪", "东塘", "北渡", "石桥", "清源", "古渡", "新河")
LENGTH = 1200  # characters, about
_FIGURE = re.compile(r"(?<![\d.年第—-])(\d{2,4})(?=[件次场人名个份项家户条])")


class Measured(NamedTuple):
    """One run: seconds on the clock and of the processors, peak memory of all its processes in MB, size of the store in MB."""

    seconds: float
    cpu: float
    memory: float
    store: float


def made(folder: Path, number: int) -> float:
    """Writes `number` reports, the same ones each time; gives their mean length in characters."""
    chance = random.Random(20246)
    sources = [path.read_text("utf-8").split("\n\n") for path in sorted(EXAMPLES.glob("*年*.md"))]
    total = 0
    for at in range(number):
        whole = sources[at % len(sources)]
        share = LENGTH / sum(map(len, whole))
        kept = [part for n, part in enumerate(whole) if n == 0 or part.startswith("#") or chance.random() < share]
        text = _FIGURE.sub(lambda match: str(int(match[1]) + chance.randrange(90)), "\n\n".join(kept))
        name = chance.choice(OTHERS)
        for place in PLACES:
            text = text.replace(place, name)
        text += f"\n\n附注：第{at}号。\n"
        total += len(text)
        (folder / f"{at:06}.md").write_text(text, "utf-8")
    return total / number


def add(folder: Path, store: Path, jobs: int | None, environment: dict[str, str]) -> Measured:
    """One run of the command from start to end."""
    options = ["-j", str(jobs)] if jobs else []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    command = [sys.executable, "-P", "-c", MAIN, "portfolio", "add", str(folder), "--db", str(store), "--as-of", "2025-03-01", *options]
    run = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    peak = [0.0]
    watch = threading.Thread(target=_watch, args=(run, peak), daemon=True)
    watch.start()
    if run.wait() not in (0, 3):
        raise SystemExit(f"exit code {run.returncode}, nothing measured")
    seconds = time.perf_counter() - begin
    watch.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(seconds, cpu, peak[0], store.stat().st_size / 1e6)


def _watch(run: "subprocess.Popen[bytes]", peak: list[float]) -> None:
    """The most memory that the process and its children held at once: proportional sets, so that what they share counts once."""
    while run.poll() is None:
        peak[0] = max(peak[0], sum(map(_held, _tree(run.pid))) / 1000)
        time.sleep(0.2)


def _tree(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        try:
            found += map(int, Path(f"/proc/{each}/task/{each}/children").read_text().split())
        except OSError:
            continue
    return found


def _held(pid: int) -> int:
    """Kilobytes; 0 where the process is gone."""
    try:
        return sum(int(line.split()[1]) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines() if line.startswith("Pss:"))
    except OSError:
        return 0


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", nargs="?", type=int, default=1000)
    parser.add_argument("-j", "--jobs", type=int)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        environment = alone(work)
        results = []
        print(f"{'':30}{'s':>8}{'reports/s':>11}{'CPU ms each':>13}{'memory MB':>11}{'store MB':>10}")
        for number in (max(10, given.number // 10), given.number):
            folder = work / f"reports{number}"
            folder.mkdir()
            mean = made(folder, number)
            if not results:  # rules compiled, bytecode written
                add(EXAMPLES / "对照", work / "start.db", 1, environment)
            store = work / f"{number}.db"
            got = add(folder, store, given.jobs, environment)
            results.append(got)
            row(f"add {number}, {mean:.0f} characters", number, got)
            row(f"again {number}", number, add(folder, store, given.jobs, environment))
        growth(*((each.seconds, each.memory) for each in results))
    return 0


def row(label: str, number: int, got: Measured) -> None:
    """A line of the table."""
    print(f"{label:30}{got.seconds:8.1f}{number / got.seconds:11.0f}{1000 * got.cpu / number:13.1f}{got.memory:11.0f}{got.store:10.1f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
