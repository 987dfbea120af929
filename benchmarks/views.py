"""Views of a store with many reports: the best and the middle of several runs, of the query with its table, and with the page written.

python benchmarks/views.py          10,000 reports of one year, and as many of the year before for the change
python benchmarks/views.py 100000   100,000

The rows are invented and put straight into the tables: the rules are those of the rulebook, statuses and scores are drawn by chance from a seed.
"""

import argparse
import gc
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cost import ROOT
from sqlalchemy import Connection, Engine, insert

from linter.engine import Options, load
from linter.output.catalogue import Catalogue, catalogue
from linter.output.tables import composed
from linter.portfolio.identity import report_id, unit_id
from linter.portfolio.packing import packed
from linter.portfolio.scope import Scope
from linter.portfolio.settling import described
from linter.portfolio.store import opened, writing
from linter.portfolio.table import Table
from linter.portfolio.tables import dimension, report, unit
from linter.portfolio.views.gaps import gaps
from linter.portfolio.views.heatmap import heatmap
from linter.portfolio.views.missing import missing
from linter.portfolio.views.ranking import rank
from linter.portfolio.views.standing import standing
from linter.portfolio.views.trend import trend
from linter.portfolio.views.waivers import waivers

BOOK, YEAR, RUNS = 7, 2024, 7
_DRAWN = ("evidenced",) * 5 + ("mentioned",) * 2 + ("absent",) * 3 + ("planned", "review", "not-applicable", "not-applicable")


def filled(store: Engine, number: int) -> int:
    """Puts `number` units with a report for each of two years into a store; gives the id of one unit."""
    chance = random.Random(20246)
    book = load()
    units, reports, dimensions = [], [], []
    with writing(store) as connection:
        described(connection, BOOK, book, Options())
        rules = len(book.rules)
        names = sorted({d.id for weighting in book.weightings.values() for d in weighting.dimensions})
        for at in range(number):
            city, name = f"东江省第{at // 100}市", f"第{at}县"
            own = unit_id(name, city)
            units.append(
                {"id": own, "name": name, "level": "county", "region": city + name, "parent": city, "traits": "", "must_submit": True, "origin": "roster"}
            )
            for year in (YEAR - 1, YEAR):
                id = report_id(BOOK, f"{at}-{year}")
                score = chance.randrange(200, 1000)
                statuses = packed([(rule, chance.choice(_DRAWN)) for rule in range(rules)], rules)
                reports.append(
                    {
                        "id": id, "rulebook_id": BOOK, "unit_id": own, "matched": "name", "counts": True, "chosen": False, "sha256": f"{at:032x}{year:032x}",
                        "path": f"{at}.md", "options": "{}", "format": "md", "added": "2025-03-01", "issuer": name, "place": name, "named": b"", "year": year,
                        "level": "county", "stage": "submitted", "signed": f"{year + 1}-02-01", "issued": None, "published": None, "traits": "", "characters": 4000,
                        "weighting": "county", "score": score, "score_with_waivers": score, "grade": "fair", "unscored": "", "whole": 1000, "statuses": statuses,
                    }
                )  # fmt: skip
                dimensions += [
                    {"report_id": id, "dimension": d, "points": chance.randrange(90), "maximum": 90, "applicable": 9, "not_applicable": 1} for d in names
                ]
        for table, rows in ((unit, units), (report, reports), (dimension, dimensions)):
            for at in range(0, len(rows), 20_000):
                connection.execute(insert(table), rows[at : at + 20_000])
    return int(str(units[number // 2]["id"]))


def measured(view: Callable[[], list[Table]]) -> tuple[float, float, float, list[Table]]:
    """(best on the clock, middle on the clock, best of the processor) milliseconds of RUNS runs, and the tables."""
    times, used = [], []
    for _ in range(RUNS):
        begin, own = time.perf_counter(), time.process_time()
        tables = view()
        used.append(1000 * (time.process_time() - own))
        times.append(1000 * (time.perf_counter() - begin))
    return min(times), sorted(times)[RUNS // 2], min(used), tables


def views(connection: Connection, one: int, words: Catalogue) -> list[tuple[str, Callable[[], list[Table]]]]:
    """What is measured."""
    year, years = Scope(BOOK, (YEAR,)), Scope(BOOK)
    return [
        ("rank", lambda: rank(connection, year, words)),
        ("heat map by dimension, regions", lambda: [heatmap(connection, year, words)]),
        ("heat map by dimension, all units", lambda: [heatmap(connection, year, words, rows="unit")]),
        ("heat map by duty, regions", lambda: [heatmap(connection, year, words, by="duty")]),
        ("heat map by duty, all units", lambda: [heatmap(connection, year, words, by="duty", rows="unit")]),
        ("unit", lambda: standing(connection, Scope(BOOK, (YEAR,), units=(one,)), words)),
        ("trend", lambda: trend(connection, years, words)),
        ("gaps by region", lambda: [gaps(connection, year, words, by="region")]),
        ("missing", lambda: missing(connection, year, words)),
        ("waivers", lambda: waivers(connection, years, words)),
    ]


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", nargs="?", type=int, default=10_000)
    given = parser.parse_args()
    words = catalogue("zh", "portfolio", "views")
    with tempfile.TemporaryDirectory() as folder, opened(str(Path(folder) / "views.db"), words, make=True) as store:
        begin = time.perf_counter()
        one = filled(store, given.number)
        print(f"{given.number} reports of {YEAR}, as many of {YEAR - 1}, put into the store in {time.perf_counter() - begin:.1f} s ({ROOT.name})\n")
        print(f"{'':34}{'best ms':>9}{'middle ms':>11}{'CPU ms':>8}{'rows':>8}{'columns':>9}{'html ms':>10}{'html MB':>9}")
        gc.collect()
        gc.freeze()  # the rules that made the rows are no part of a command that shows a view
        with store.connect() as connection:
            for name, view in views(connection, one, words):
                best, middle, used, tables = measured(view)
                begin = time.perf_counter()
                page = composed(tables, "html", "zh")
                took = 1000 * (time.perf_counter() - begin)
                rows, columns = max(len(t.rows) for t in tables), max(len(t.columns) for t in tables)
                print(f"{name:34}{best:9.0f}{middle:11.0f}{used:8.0f}{rows:8}{columns:9}{took:10.0f}{len(page) / 1e6:9.1f}", flush=True)
    print(f"\n{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
