"""A cost and how it is printed: what the parts of the benchmark share."""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
LARGE = EXAMPLES / "青岚县2024年法治政府建设年度报告.md"  # 7,000 characters, the length of a county's report


class Cost(NamedTuple):
    """Milliseconds on the clock and of the processor."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:9.2f} {self.cpu:9.2f}"


def median(costs: list[Cost]) -> Cost:
    """The median of each figure by itself."""
    return Cost(statistics.median(c.wall for c in costs), statistics.median(c.cpu for c in costs))


def timed(work: Callable[[], object]) -> Cost:
    """One run of `work` in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def repeated(work: Callable[[], object], rounds: int) -> Cost:
    """The median of `rounds` runs after one that does not count."""
    work()
    return median([timed(work) for _ in range(rounds)])


def alone(work: Path) -> dict[str, str]:
    """An environment for commands that are measured: this checkout, with cache and bytecode in the folder `work`."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return own | {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(work / "cache"), "PYTHONPYCACHEPREFIX": str(work / "bytecode")}


def growth(less: tuple[float, float], more: tuple[float, float]) -> None:
    """How (seconds, megabytes) grow for ten times the reports, and how busy the machine is."""
    print(f"\ngrowth: {more[0] / less[0]:.1f} times the time, {more[1] / less[1]:.2f} times the memory, for 10 times the reports")
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")


def heading(title: str) -> None:
    """A line above a block of figures."""
    print(f"\n{title:<58}  wall ms    CPU ms     ratio")


def row(name: str, cost: Cost, base: Cost | None = None) -> None:
    """One figure, and what it is of `base` on the clock."""
    print(f"  {name:<53} {cost}" + (f" {cost.wall / base.wall:8.2f}x" if base else ""))
