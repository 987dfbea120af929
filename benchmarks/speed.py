"""How fast `check` is, measured against the interpreter itself in one run. It prints and never judges.

    python benchmarks/speed.py            everything, under two minutes on two cores
    python benchmarks/speed.py cold warm  only these: cold, memory, warm, growth, formats

How to read the figures: README.md beside this file.
"""

import argparse
import html
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cost import EXAMPLES, LARGE, ROOT, Cost, heading, repeated, row, timed
from processes import cold, memory

sys.path.insert(0, str(ROOT))  # of a checkout, so that its rules and not an installed copy's are measured

from linter.batch import judge_all
from linter.engine import Engine, load
from linter.model.result import Report, Run
from linter.model.text import Document
from linter.output import Presentation, render
from linter.reading import ResidueWords, read, residue_words
from tests.kit.drawing import Mark, pdf

WARM_ROUNDS = 25
LIMIT = 10_000_000  # bytes a document may have here: the largest text of `growth` stands close to the default


class File(NamedTuple):
    """An input as the command line hands it to `judge_all`."""

    path: str
    data: bytes
    name: str
    named: bool = True
    problem: str = ""


class Bench:
    """An engine made ready, as `check` has it after its start."""

    def __init__(self) -> None:
        self.book = load()
        self.engine = Engine(self.book)
        self.residue: ResidueWords = residue_words(self.engine.lexicon)

    def read(self, data: bytes, name: str) -> Document:
        """One file that is in memory already: the disk is not measured."""
        return read(name, data=data, name=name, max_size=LIMIT, residue=self.residue)

    def json(self, report: Report) -> str:
        """The answer of `check --format json` for one report."""
        run = Run((report,), (), (), "2025-01-01", {"pack": "all"}, "zh")
        return render(run, "json", options=Presentation(), rulebook=self.book)

    def whole(self, data: bytes, name: str) -> str:
        """Bytes to JSON."""
        return self.json(self.engine.judge(self.read(data, name)).report)

    def batch(self, files: list[File]) -> str:
        """Many files as one run of `check` has them, to one JSON answer."""
        run = judge_all(self.engine, files, max_size=LIMIT, skip_other=False, as_of="2025-01-01")
        return render(run, "json", options=Presentation(), rulebook=self.book)


def examples(suffixes: tuple[str, ...]) -> list[Path]:
    """The example reports with one of these suffixes."""
    return sorted(p for p in EXAMPLES.iterdir() if p.suffix in suffixes and p.stem != "README")


def warm(bench: Bench) -> None:
    """Reading, judging and writing of a report by an engine that is ready, and how many of them a second takes."""
    data, name = LARGE.read_bytes(), LARGE.name
    document = bench.read(data, name)
    report = bench.engine.judge(document).report
    heading(f"ready engine, {len(document.text)} characters, medians of {WARM_ROUNDS}, ratio to all")
    total = repeated(lambda: bench.whole(data, name), WARM_ROUNDS)
    row("read", repeated(lambda: bench.read(data, name), WARM_ROUNDS), total)
    row("judge", repeated(lambda: bench.engine.judge(document), WARM_ROUNDS), total)
    row("json", repeated(lambda: bench.json(report), WARM_ROUNDS), total)
    row("all", total, total)

    for suffixes in ((".md",), (".docx",)):
        files = [File(p.name, p.read_bytes(), p.name) for p in examples(suffixes)]
        cost = repeated(partial(bench.batch, files), 7)
        # bytes of a Word file say nothing of its length
        size = sum(len(bench.read(f.data, f.path).text) for f in files)
        each = Cost(cost.wall / len(files), cost.cpu / len(files))
        row(f"all, per {suffixes[0]} report ({len(files)} examples, {size // len(files)} characters)", each, total)
        print(f"    {1000 / each.wall:.0f} reports and {size / cost.wall / 1000:.2f} million characters a second in one process")


def growth(bench: Bench) -> None:
    """Time against size: the examples strung together to 50 KB, 500 KB and 5 MB. A ratio of 1 is linear."""
    book = b"\n".join(p.read_bytes() for p in examples((".md",)))
    heading("growth, read + judge + json, ratio of time to ratio of size")
    first: tuple[int, float] | None = None
    for size in (50_000, 500_000, 5_000_000):
        long = book * (size // len(book) + 1)
        data = long[: long.rindex(b"\n", 0, size)]
        work = partial(bench.whole, data, "long.md")
        cost = repeated(work, 5) if size < 1_000_000 else timed(work)
        first = first or (len(data), cost.wall)
        share = (cost.wall / first[1]) / (len(data) / first[0])
        print(f"  {len(data):>9} bytes{'':<38} {cost} {share:8.2f}x")


def formats(bench: Bench) -> None:
    """Reading alone, the same report in every format."""
    source = LARGE.read_bytes()
    text = bench.read(source, LARGE.name).text
    lines = [line.lstrip("# ") for line in text.splitlines() if line.strip()]
    page = "<!DOCTYPE html><meta charset=utf-8><body>" + "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    # 32 characters a line and 22 lines a page, as GB/T 9704 has it within a few
    rows = [line[at : at + 32] for line in lines for at in range(0, len(line), 32)]
    sheets = [[Mark(50, 780 - 32 * y, line) for y, line in enumerate(rows[at : at + 22])] for at in range(0, len(rows), 22)]
    files = {
        "md": source,
        "txt": "\n".join(lines).encode(),
        "html": page.encode(),
        "docx": LARGE.with_suffix(".docx").read_bytes(),
        f"pdf, {len(sheets)} pages": pdf(sheets),
    }
    heading(f"reading, medians of {WARM_ROUNDS}, ratio to md")
    base: Cost | None = None
    for kind, data in files.items():
        name = f"report.{kind.partition(',')[0]}"
        cost = repeated(partial(bench.read, data, name), WARM_ROUNDS)
        base = base or cost
        row(f"{kind} ({len(data) // 1000} KB, {len(bench.read(data, name).text)} characters read)", cost, base)


def main() -> None:
    """Runs the parts that are asked for, all of them by default."""
    alone: dict[str, Callable[[], None]] = {"cold": cold, "memory": memory}
    ready: dict[str, Callable[[Bench], None]] = {"warm": warm, "growth": growth, "formats": formats}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join((*alone, *ready)))
    parts = parser.parse_args().parts or [*alone, *ready]
    unknown = [part for part in parts if part not in (*alone, *ready)]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}")
    version = ".".join(map(str, sys.version_info[:3]))
    shell = "set" if os.environ.get("PYTHONDONTWRITEBYTECODE") else "not set"
    print(f"Python {version}, {os.cpu_count()} processors; PYTHONDONTWRITEBYTECODE is {shell} in this shell (each cold row says what it used)")
    for name, part in alone.items():
        if name in parts:
            part()
    if any(name in parts for name in ready):
        bench = Bench()
        for name, work in ready.items():
            if name in parts:
                work(bench)


if __name__ == "__main__":
    main()
