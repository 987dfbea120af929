"""What is removed leaves no byte behind."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select

from linter.engine import Options
from linter.output.catalogue import Catalogue
from linter.portfolio import store as opening
from linter.portfolio.merging import merge
from linter.portfolio.naming import content_named, unit_named
from linter.portfolio.places import named
from linter.portfolio.removal import remove_report, remove_unit
from linter.portfolio.roster import Entry, enrol
from linter.portfolio.store import opened, writing
from linter.portfolio.tables import metadata, report, result, unit, verdict_review
from tests.portfolio.conftest import Add
from tests.portfolio.samples import AS_OF, Given, dump, text, written


def raw(folder: Path) -> bytes:
    """Every byte of store, journal and what lies beside."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("store.db*")))


def filled(add: Add, store: Engine, tmp_path: Path) -> None:
    """Two units with text and a review, a failure, and a town that calls the first its superior."""
    enrol(
        store,
        [
            Entry("望川县", ("望川县人民政府", "望川"), "county", ("enforces",), "云泽地区", "云泽市", True),
            Entry("白石县", (), "county", (), "云泽地区", "云泽市", True),
            Entry("柳溪镇", (), "township", (), "望川县", "望川县", True),
        ],
    )
    given = [*written(tmp_path / "来件", "望川县", "白石县"), *written(tmp_path / "去年", "望川县", year=2023)]
    broken = tmp_path / "望川县补充材料.txt"
    broken.write_bytes(b"")
    add(*given, Given(str(broken)), keep_text=True)
    with writing(store) as connection:
        id, number = connection.execute(select(result.c.report_id, result.c.rule_id).join(report).where(report.c.issuer == "望川县")).first() or (0, 0)
        review = {"report_id": id, "rule_id": number, "machine": "absent", "reviewed": "evidenced", "reason": "望川县另附说明", "reviewer": "李某", "reviewed_at": AS_OF}
        connection.execute(insert(verdict_review), review)


def test_a_unit_goes_with_every_trace(add: Add, store: Engine, tmp_path: Path, words: Catalogue) -> None:
    filled(add, store, tmp_path)
    told = "望川".encode()
    assert raw(tmp_path).count(told) > 20
    with store.connect() as connection:
        owner = unit_named(connection, "望川", words)
        contents = list(connection.execute(select(report.c.sha256).where(report.c.unit_id == owner)).scalars())
        prints = list(connection.execute(select(report.c.named).where(report.c.unit_id == owner)).scalars())
    done = remove_unit(store, owner)
    assert (done.reports, done.units, done.failures, done.swept) == (2, 1, 1, True)
    left = raw(tmp_path)
    assert told not in left
    assert "李某".encode() not in left
    assert not any(content.encode() in left for content in contents)
    assert all(each not in left for each in prints)
    assert named("望川县")[:4] not in left
    assert "白石县".encode() in left
    with store.connect() as connection:
        assert set(connection.execute(select(unit.c.name)).scalars()) == {"白石县", "柳溪镇"}
        assert connection.execute(select(func.count()).select_from(report)).scalar_one() == 1
        for table in metadata.sorted_tables:
            if "report_id" in table.c:
                assert set(connection.execute(select(table.c.report_id)).scalars()) <= set(connection.execute(select(report.c.id)).scalars())


def test_a_report_goes_with_all_its_scorings(add: Add, store: Engine, tmp_path: Path, words: Catalogue) -> None:
    path = tmp_path / "甲.txt"
    path.write_text(text("望川县").replace("执法力量偏弱", "独此一句望远"), "utf-8")
    add(Given(str(path)), keep_text=True)
    add(Given(str(path)), options=Options(pack="core"), keep_text=True)
    (other,) = written(tmp_path / "来件", "白石县")
    add(other)
    before = raw(tmp_path)
    assert "独此一句望远".encode() in before
    with store.connect() as connection:
        content = content_named(connection, str(path), words)
    assert remove_report(store, content) == (1, 0, 0, True)
    assert not any(word.encode() in raw(tmp_path) for word in ("独此一句望远", "望川", "甲.txt", content))
    with opened(str(tmp_path / "other.db"), words, make=True) as fresh:
        add(other, into=fresh)
        assert dump(fresh) == dump(store)


def test_while_another_reads_it_is_said_that_traces_are_left(add: Add, store: Engine, tmp_path: Path, words: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(add, store, tmp_path)
    monkeypatch.setattr(opening, "BUSY", 0.2)
    with opened(str(tmp_path / "store.db"), words) as own, opened(str(tmp_path / "store.db"), words) as other, other.connect() as connection:
        connection.execute(select(report)).all()
        owner = unit_named(connection, "望川", words)
        assert remove_unit(own, owner).swept is False


def test_removed_from_one_store_it_is_not_in_what_is_merged(add: Add, store: Engine, tmp_path: Path, words: Catalogue) -> None:
    filled(add, store, tmp_path)
    with store.connect() as connection:
        owner = unit_named(connection, "望川", words)
    remove_unit(store, owner)
    with opened(str(tmp_path / "merged.db"), words, make=True) as target:
        merge(target, [str(tmp_path / "store.db")], words)
        assert dump(target) == dump(store)
