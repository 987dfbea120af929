"""What a process of its own costs: a whole `check` from start to end, on the clock and in memory."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from cost import LARGE, ROOT, Cost, heading, median, row

COLD_ROUNDS = 11
MAIN = "from linter.cli import main; main()"
SANE = (0, 1)  # exit codes of a check that read its file; any other would be the speed of a refusal


class Command(NamedTuple):
    """A program to start: its arguments and what its environment has of its own."""

    name: str
    arguments: list[str]
    environment: dict[str, str]


def launched(command: Command) -> Cost:
    """One run of a program from start to end. SystemExit where it failed: the time of a failure means nothing."""
    # what the shell says of bytecode must not leak into either side of the comparison
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-P", *command.arguments], env=inherited | command.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in SANE:
        raise SystemExit(f"{command.name}: exit code {process.returncode}, nothing measured")
    return Cost(wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000)


@contextmanager
def checkout(**variables: str) -> Iterator[dict[str, str]]:
    """The environment of a program that runs on a fresh copy of package and rules, with a cache folder of its own.

    A copy, because whether compiled modules lie beside the sources is what is measured, and must not change the checkout.
    """
    with tempfile.TemporaryDirectory() as folder:
        for part in ("linter", "rules"):
            shutil.copytree(ROOT / part, Path(folder) / part, ignore=shutil.ignore_patterns("__pycache__"))
        yield {"PYTHONPATH": folder, "XDG_CACHE_HOME": str(Path(folder) / "cache"), **variables}


def cold() -> None:
    """A whole `check` of one report against an interpreter that does nothing; runs of all kinds take turns."""
    arguments = ["check", "--format", "json", str(LARGE)]
    with checkout() as kept, checkout(PYTHONDONTWRITEBYTECODE="1") as bare:
        commands = [
            Command("python -c pass", ["-c", "pass"], {}),
            Command("import linter.cli", ["-c", "import linter.cli.app"], kept),
            Command("check, modules compiled", ["-c", MAIN, *arguments], kept),
            Command("check, PYTHONDONTWRITEBYTECODE=1, no compiled modules", ["-c", MAIN, *arguments], bare),
        ]
        for command in commands:
            launched(command)  # writes compiled modules and the compiled rulebook, where they may be written
        costs: list[list[Cost]] = [[] for _ in commands]
        for _ in range(COLD_ROUNDS):
            for at, command in enumerate(commands):
                costs[at].append(launched(command))
        heading(f"cold start, medians of {COLD_ROUNDS}, ratio to python -c pass")
        base = median(costs[0])
        for command, found in zip(commands, costs, strict=True):
            row(command.name, median(found), base)
        rules = Command("check, rules read from YAML (--no-cache)", ["-c", MAIN, *arguments, "--no-cache"], kept)
        row(f"{rules.name}, n=3", median([launched(rules) for _ in range(3)]), base)


_PEAK = """
import resource, sys
if sys.argv[1:]:
    from linter.cli import main
    try:
        main()
    except SystemExit as end:
        if end.code not in (0, 1):
            raise
unit = 2**20 if sys.platform == "darwin" else 2**10
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, "jieba" in sys.modules, file=sys.stderr)
"""


def memory() -> None:
    """Peak resident memory of one check in a process of its own."""
    print(f"\n{'peak memory of one process':<58}       MB     ratio")
    word = LARGE.with_suffix(".docx")
    with checkout() as kept:
        # Linux counts what the parent held at the fork among the child's peak: a shell in between holds next to nothing
        shell = ["/bin/sh", "-c", '"$@"; :', "sh", sys.executable, "-P", "-c", _PEAK]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | kept
        launched(Command("check", ["-c", MAIN, "check", str(LARGE)], kept))  # keeps the compiled rulebook: compiling takes memory of its own
        base = 0.0
        for name, arguments in (
            ("python with nothing of ours", []),
            (f"check {LARGE.suffix}", ["check", "--format", "json", str(LARGE)]),
            (f"check {word.suffix}", ["check", "--format", "json", str(word)]),
        ):
            done = subprocess.run([*shell, *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
            peak, loaded = done.stderr.split()[-2:]
            base = base or float(peak)
            words = "  jieba was loaded" if loaded == "True" else "  without jieba" if arguments else ""
            print(f"  {name:<53} {float(peak):9.1f} {float(peak) / base:8.2f}x{words}")
