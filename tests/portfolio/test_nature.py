"""What the roster says a unit is decides how its reports are judged, whenever it says so."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine as Database
from sqlalchemy import select, update

from linter.engine import Options
from linter.engines import Engines, Task
from linter.portfolio.nature import Nature, differs, enrolled, judged_as, outdated, traits_of
from linter.portfolio.roster import Entry, enrol
from linter.portfolio.tables import report, result, unit, verdict_review
from tests.portfolio.conftest import Add
from tests.portfolio.samples import dump, text, written

OFFICE = "青岚县档案局"


def roster(level: str | None, *traits: str, name: str = OFFICE) -> list[Entry]:
    return [Entry(name, (), level, traits, "", "青岚县", True)]


def judged(store: Database) -> tuple[Any, ...]:
    with store.connect() as connection:
        return tuple(connection.execute(select(report.c.level, report.c.traits)).one())


def test_what_a_roster_says() -> None:
    assert enrolled("county", "") == Nature("county", None)
    assert enrolled(None, "reviews enforces") == Nature(None, ("enforces", "litigates", "reviews"))
    assert not differs(Nature(), None, "enforces? litigates")
    assert not differs(enrolled("department", "enforces"), "department", "enforces litigates")
    assert differs(enrolled("department", "enforces"), "department", "enforces? litigates")
    assert differs(enrolled("department", ""), None, "")
    assert traits_of("enforces litigates") == ("enforces", "litigates")
    assert traits_of("enforces? litigates") is None


def test_traits_are_kept_as_they_were_judged(engines: Engines, add: Add, store: Database, tmp_path: Path) -> None:
    (given,) = written(tmp_path, OFFICE)
    add(given)
    own = engines.judged(Task(given.path, given.path, Path(given.path).read_bytes(), engines.options)).profile
    assert judged(store) == (own.level, judged_as(own))
    assert own.level == "department"


def test_a_roster_that_comes_first_is_followed_at_once(add: Add, store: Database, tmp_path: Path) -> None:
    enrol(store, roster("department", "reviews"))
    assert add(*written(tmp_path, OFFICE)).added == 1
    assert judged(store) == ("department", "litigates reviews")
    with store.connect() as connection:
        assert outdated(connection) == {}


def test_one_that_comes_later_is_followed_when_the_reports_are_added_again(add: Add, store: Database, tmp_path: Path) -> None:
    given = written(tmp_path, OFFICE)
    add(*given)
    before = judged(store)
    done = enrol(store, roster("department", "reviews"))
    assert done.outdated == 1
    again = add(*given)
    assert (again.added, again.replaced, again.known) == (1, 1, 0)
    assert judged(store) == ("department", "litigates reviews") != before
    once = dump(store)
    assert add(*given).known == 1
    assert dump(store) == once
    assert enrol(store, roster("department", "reviews")).outdated == 0


def test_both_ways_lead_to_one_store(add: Add, store: Database, tmp_path: Path) -> None:
    given = written(tmp_path, OFFICE)
    add(*given)
    enrol(store, roster("township"))
    add(*given)
    late = dump(store)
    with store.begin() as connection:
        connection.execute(report.delete())
    add(*given)
    assert dump(store) == late
    assert judged(store)[0] == "township"


def test_what_the_user_says_of_the_level_stands(add: Add, store: Database, tmp_path: Path) -> None:
    given = written(tmp_path, OFFICE)
    add(*given, options=Options(level="county"))
    assert enrol(store, roster("department", "reviews")).outdated == 0
    assert add(*given, options=Options(level="county")).known == 1
    assert judged(store)[0] == "county"


def test_a_duty_that_the_traits_take_away_is_not_asked_for(add: Add, store: Database, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text(OFFICE), "utf-8")
    enrol(store, roster("department", "enforces"))
    add(*written(tmp_path, OFFICE))
    with store.connect() as connection:
        enforcing = {row.rule_id: row.status for row in connection.execute(select(result))}
    enrol(store, roster("department", "reviews"))
    add(*written(tmp_path, OFFICE))
    with store.connect() as connection:
        reviewing = {row.rule_id: row.status for row in connection.execute(select(result))}
    changed = {(enforcing[rule], reviewing[rule]) for rule in enforcing if enforcing[rule] != reviewing[rule]}
    assert ("absent", "not-applicable") in changed


def test_reviews_stay_where_a_report_is_judged_again(add: Add, store: Database, tmp_path: Path) -> None:
    given = written(tmp_path, OFFICE)
    add(*given)
    with store.begin() as connection:
        id, rule = connection.execute(select(result.c.report_id, result.c.rule_id).limit(1)).one()
        row = {"report_id": id, "rule_id": rule, "reviewer": "张某", "machine": "absent", "reviewed": "mentioned", "reason": "见第三部分", "reviewed_at": "2025-03-01"}
        connection.execute(verdict_review.insert(), row)
    enrol(store, roster("department", "reviews"))
    add(*given)
    with store.begin() as connection:
        assert connection.execute(select(verdict_review.c.reviewer)).scalars().all() == ["张某"]
        connection.execute(update(unit).values(origin="reports"))
        assert outdated(connection) == {}  # what reports say of a unit does not judge reports
