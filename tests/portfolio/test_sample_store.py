"""The sample of examples/portfolio taken in: its truth is what the store says."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine as Database
from sqlalchemy import func, select

from linter.engines import Engines
from linter.output.catalogue import Catalogue
from linter.portfolio.intake import Terms, take_in
from linter.portfolio.paragraphs import likeness
from linter.portfolio.roster import enrol, read_roster
from linter.portfolio.store import opened
from linter.portfolio.tables import failure, finding, paragraph, report, rule, source, unit
from tests.portfolio.samples import AS_OF, Given
from tests.portfolio.test_sample import make


class Held:
    """The truth of the sample and the store that took it in."""

    def __init__(self, folder: Path, truth: dict[str, Any], store: Database) -> None:
        self.folder = folder
        self.truth = truth
        self.store = store


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, engines: Engines, words: Catalogue) -> Any:
    folder = tmp_path_factory.mktemp("sample")
    make(folder)
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    given = [Given(str(path)) for path in sorted((folder / "reports").rglob("*")) if path.is_file()]
    with opened(str(folder / "store.db"), words, make=True) as store:
        enrol(store, read_roster(str(folder / "roster.csv"), words))
        take_in(store, engines, given, Terms(AS_OF, jobs=2, timeout=60.0, keep_text=True))
        yield Held(folder, truth, store)


def test_every_report_is_its_units_and_years(held: Held) -> None:
    with held.store.connect() as connection:
        rows = connection.execute(select(source.c.path, unit.c.name, unit.c.parent, report.c.year, report.c.level).join(report, report.c.id == source.c.report_id).join(unit))
        found = {Path(row.path).relative_to(held.folder).as_posix(): (f"{row.parent}/{row.name}", row.year, row.level) for row in rows}
    assert found == {each["path"]: (each["unit"], each["year"], each["level"]) for each in held.truth["reports"]}


def test_what_is_open_what_failed_and_what_is_none_is_told(held: Held) -> None:
    with held.store.connect() as connection:
        open_ = connection.execute(select(report.c.issuer, report.c.matched).where(report.c.unit_id.is_(None))).all()
        failed = {Path(row.path).relative_to(held.folder).as_posix(): row.kind for row in connection.execute(select(failure))}
        units = connection.execute(select(func.count()).select_from(unit)).scalar_one()
    assert open_ == [(each["name"], "none") for each in held.truth["unmatched"]]
    assert failed == {each["path"]: each["why"] for each in held.truth["unreadable"]} | dict.fromkeys(held.truth["no_report"], "not-a-report")
    assert units == held.truth["units"]


def test_of_two_in_one_year_one_counts(held: Held) -> None:
    with held.store.connect() as connection:
        rows = connection.execute(select(unit.c.parent, unit.c.name, report.c.year, report.c.counts).join(report)).all()
    number = Counter((f"{row.parent}/{row.name}", row.year) for row in rows)
    assert {place for place, times in number.items() if times > 1} == {(each["unit"], each["year"]) for each in held.truth["two_in_one_year"]}
    assert Counter((f"{row.parent}/{row.name}", row.year) for row in rows if row.counts) == dict.fromkeys(number, 1)


def test_waivers_and_nothing_else_are_waived(held: Held) -> None:
    query = (
        select(unit.c.parent, unit.c.name, report.c.year, rule.c.name.label("rule"), finding.c.waiver)
        .select_from(finding)
        .join(report, report.c.id == finding.c.report_id)
        .join(unit)
        .join(rule, (rule.c.id == finding.c.rule_id) & (rule.c.rulebook_id == report.c.rulebook_id))
        .where(finding.c.waiver.is_not(None))
    )
    with held.store.connect() as connection:
        found = {(f"{row.parent}/{row.name}", row.year, row.rule, row.waiver) for row in connection.execute(query)}
    assert found == {(each["unit"], each["year"], each["rule"], each["reason"]) for each in held.truth["waivers"]}


def test_signatures_tell_near_copies_from_the_rest(held: Held) -> None:
    copies = held.truth["copies"]
    planted = {each[side]["text"] for each in copies for side in ("source", "copy")}
    with held.store.connect() as connection:
        rows = connection.execute(select(paragraph.c.report_id, paragraph.c.text, paragraph.c.exact, paragraph.c.minhash).where(paragraph.c.minhash.is_not(None), paragraph.c.role != "preamble")).all()
    kept = {row.text: row for row in rows}

    def alike(one: Any, other: Any) -> float:
        return float(likeness(sum(a == b for a, b in zip(one.minhash, other.minhash, strict=True))))

    for each in copies:
        one, other = kept[each["source"]["text"]], kept[each["copy"]["text"]]
        assert alike(one, other) > 0.85
        assert (one.exact == other.exact) is (each["kind"] == "exact")
    free = [row for row in rows if row.text not in planted]
    assert len(free) > 1000
    assert max(Counter(row.exact for row in free).values()) == 1
    bands: dict[bytes, list[Any]] = {}
    for row in free:  # of those that agree in some places: whoever is as like as a copy is nearly surely among them
        for at in range(0, len(row.minhash), 8):
            bands.setdefault(bytes([at]) + row.minhash[at : at + 8], []).append(row)
    pairs = [(one, other) for those in bands.values() for one in those for other in those if one.report_id < other.report_id]
    assert pairs
    assert max(alike(one, other) for one, other in pairs) < 0.8
