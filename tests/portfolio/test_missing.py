"""Who has not submitted, and who was late."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from sqlalchemy import Engine as Database
from sqlalchemy import insert

from linter.output.catalogue import catalogue
from linter.portfolio.scope import Scope
from linter.portfolio.store import writing
from linter.portfolio.tables import failure
from linter.portfolio.views.missing import DEADLINES, deadline, missing
from tests.portfolio.shelf import BOOK, OTHER, Filed, column, filled
from tests.portfolio.surveyed import command

WORDS = catalogue("zh", "portfolio", "views")
RULES = Path(__file__).resolve().parents[2] / "rules" / "structure" / "date"


def test_the_deadlines_are_those_of_the_rules() -> None:
    for what, name in (("signed", "report-deadline"), ("published", "publish-deadline")):
        rule = yaml.safe_load((RULES / f"{name}.yaml").read_text("utf-8"))
        assert DEADLINES[what] == tuple((by["years"][0], (by["month"], by["day"])) for by in rule["by"])
        assert rule["of"] == what
        if "levels" in rule["applies"]:
            assert "province" not in rule["applies"]["levels"]


@pytest.mark.parametrize(
    ("what", "year", "level", "day"),
    [
        ("signed", 2024, "county", date(2025, 3, 1)), ("published", 2024, None, date(2025, 4, 1)), ("signed", 2017, "city", date(2018, 3, 31)), ("signed", 2024, "province", None),
        ("published", 2024, "province", date(2025, 4, 1)), ("signed", 2014, "county", None),
    ],
)  # fmt: skip
def test_the_day_in_time(what: str, year: int, level: str | None, day: date | None) -> None:
    assert deadline(what, year, level) == day


def test_missing_and_late(store: Database) -> None:
    filled(
        store,
        [
            Filed("青岚县", 2024, 500, signed="2025-03-01", published="2025-04-01"), Filed("白石县", 2024, 500, signed="2025-03-02", published="2025-04-12"),
            Filed("河湾县", 2024, 500, book=OTHER, signed="2025-02-01"), Filed("松岗县", 2023, 500), Filed("南坪县", 2024, 500, signed="2025-05-01"),
            Filed("南坪县", 2024, 500, signed="2025-02-01", added="2025-03-05"),
        ],
        [("档案馆", "云泽市", "department", False)],
    )  # fmt: skip
    with writing(store) as connection:
        connection.execute(insert(failure), [{"path": str(at), "sha256": "", "kind": kind, "message": "", "judged_by": None, "named": False, "added": ""} for at, kind in enumerate(("empty", "not-a-report"))])
    with store.connect() as connection:
        absent, late = missing(connection, Scope(BOOK, (2024,)), WORDS)
        assert column(absent, "unit") == ["松岗县"]
        assert WORDS("missing.failed", number=1) in absent.notes
        assert "应报送单位 5 个" in absent.notes[0]
        assert list(zip(column(late, "unit"), column(late, "date"), column(late, "days"), strict=True)) == [("白石县", "2025-03-02", 1), ("白石县", "2025-04-12", 11)]
        assert [cell.id for cell in column(late, "late")] == ["signed", "published"]
        absent, late = missing(connection, Scope(BOOK, (2023, 2024)), WORDS)
        assert len(absent.rows) == 5
        absent, _ = missing(connection, Scope(BOOK, (2024,), ("city",)), WORDS)
        assert absent.rows == () and absent.notes == (WORDS("missing.nobody"),)  # there is a roster: nobody of it is asked for


def test_a_store_of_a_roster_alone_is_asked_of_a_year(tmp_path: Path) -> None:
    """There is no last year of its reports; year 0 would be none."""
    (tmp_path / "名册.csv").write_text("名称,上级\n青岚县,云泽市\n", "utf-8")
    path = str(tmp_path / "store.db")
    assert command("roster", str(tmp_path / "名册.csv"), "--db", path).returncode == 0
    done = command("missing", "--db", path)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (2, "", WORDS("missing.no-year"))
    told = command("missing", "--db", path, "--year", "2024")
    assert told.returncode == 0 and "2024年度未见报告的单位" in told.stdout and "青岚县" in told.stdout


def test_without_a_roster_nobody_is_missing(store: Database) -> None:
    filled(store, [Filed("青岚县", 2024, 500), Filed("白石县", 2023, 500)], origin="reports")
    with store.connect() as connection:
        absent, _ = missing(connection, Scope(BOOK, (2024,)), WORDS)
    assert absent.rows == () and "portfolio roster" in absent.notes[0]
