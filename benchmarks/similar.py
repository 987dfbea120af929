"""`portfolio similar`: seconds and memory of the search for copied text, and how both grow.

python benchmarks/similar.py           1,000 reports, and a tenth of them for the growth
python benchmarks/similar.py 10000     10,000, and 1,000

The reports are those of examples/portfolio, some 17 paragraphs each. They are not judged, which would take most of the time (portfolio.py
measures that): their paragraphs are put into a store as `portfolio add` puts them, without text, so that passages are read from the files again.
The seed is the default one; the more reports the generator makes, the more paragraphs come out alike by chance.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from cost import ROOT, alone, growth

sys.path.insert(0, str(ROOT))
MAIN = "from linter.cli import main; main()"


class Measured(NamedTuple):
    """One run: seconds on the clock and of the processor, peak memory in MB, groups found."""

    seconds: float
    cpu: float
    memory: float
    groups: int


def made(folder: Path, number: int) -> None:
    """Writes the sample of as many units over three years as give `number` reports."""
    command = [sys.executable, str(ROOT / "examples" / "portfolio" / "make.py"), "--units", str(max(40, number // 3)), "-o", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def filled(folder: Path, store: Path) -> int:
    """Puts the paragraphs of the sample into a store; gives the number of reports."""
    from sqlalchemy import insert

    from linter.engine import load
    from linter.model.lexicon import Lexicon
    from linter.model.position import Lines
    from linter.output.catalogue import catalogue
    from linter.portfolio import identity, tables
    from linter.portfolio.paragraphs import fixed_of, paragraphs
    from linter.portfolio.store import opened, writing
    from linter.reading import read, residue_words

    book = load()
    fixed, residue = fixed_of(book.lexicon), residue_words(Lexicon(book.lexicon))
    outline: Any = SimpleNamespace(sections=(), items=(), sentences=())  # the paragraphs of the sample are blocks, none of them long
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    rulebook = identity.rulebook_id("0", "0", "0", "auto", "all", "", "")
    blank = {
        "rulebook_id": rulebook, "matched": "name", "chosen": False, "options": "{}", "format": "md", "added": "2025-04-01", "place": "", "named": b"", "stage": "submitted",
        "traits": "", "characters": 0, "weighting": "", "unscored": "", "whole": 1, "statuses": b"",
    }  # fmt: skip
    units: dict[str, dict[str, Any]] = {}
    reports: dict[int, dict[str, Any]] = {}
    pieces: list[dict[str, Any]] = []
    for each in truth["reports"]:
        path = folder / each["path"]
        document = read(str(path), residue=residue)
        parent, _, name = each["unit"].partition("/")
        unit = identity.unit_id(name, parent)
        units[each["unit"]] = {"id": unit, "name": name, "level": each["level"], "region": "", "parent": parent, "traits": "", "must_submit": True, "origin": "roster"}
        own = identity.report_id(rulebook, document.sha256)
        counts = not each["path"].endswith("（另报）.md")
        reports[own] = blank | {
            "id": own, "unit_id": unit, "counts": counts, "sha256": document.sha256, "path": str(path), "issuer": name, "year": each["year"], "level": each["level"],
            "signed": each["date"],
        }  # fmt: skip
        lines = Lines(document.text)
        pieces += [p._asdict() | {"report_id": own, "line": lines.line(p.start)} for p in paragraphs(document, outline, fixed)]
    with opened(str(store), catalogue("zh", "portfolio"), make=True) as engine, writing(engine) as connection:
        fields = {"id": rulebook, "engine": "0", "version": "0", "sha256": "0" * 64, "profile": "auto", "pack": "all", "select": "", "ignore": ""}
        connection.execute(insert(tables.rulebook), fields)
        connection.execute(insert(tables.unit), list(units.values()))
        connection.execute(insert(tables.report), list(reports.values()))
        connection.execute(insert(tables.source), [{"report_id": id, "path": row["path"]} for id, row in reports.items()])
        for at in range(0, len(pieces), 10_000):
            connection.execute(insert(tables.paragraph), pieces[at : at + 10_000])
    return len(reports)


def search(store: Path, environment: dict[str, str], *options: str) -> Measured:
    """One run of the command from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    # a process between, whose only child is the one that is measured: the peak of all children would be that of another
    code = (
        "import resource, subprocess, sys; r = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE); sys.stdout.buffer.write(r.stdout);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr); sys.exit(r.returncode)"
    )
    command = [sys.executable, "-c", code, sys.executable, "-P", "-c", MAIN, "portfolio", "similar", "--db", str(store), "-f", "json", *options]
    run = subprocess.run(command, env=environment, capture_output=True, check=True)
    seconds = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(seconds, cpu, int(run.stderr.split()[-1]) / 1000, len(json.loads(run.stdout)["tables"][0]["rows"]))


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", nargs="?", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        environment = alone(work)
        results = []
        print(f"{'':44}{'s':>8}{'CPU s':>8}{'memory MB':>11}{'groups':>8}")
        for number in (max(130, given.number // 10), given.number):
            folder, store = work / f"sample{number}", work / f"{number}.db"
            made(folder, number)
            reports = filled(folder, store)
            if not results:
                search(store, environment, "--limit", "1")  # rules compiled, bytecode written
            for label, options in (("places only", ("--places",)), ("with all passages", ()), ("own earlier text", ("--own",)), ("one year", ("--year", "2024", "--limit", "20"))):
                got = search(store, environment, *options)
                print(f"{f'{reports} reports, {label}':44}{got.seconds:8.1f}{got.cpu:8.1f}{got.memory:11.0f}{got.groups:8}", flush=True)
                if label == "with all passages":
                    results.append(got)
        growth(*((each.seconds, each.memory) for each in results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
