"""Several stores in one: as if one machine had done all."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, update

from linter.engine import Options
from linter.model.failure import UsageFailure
from linter.output.catalogue import Catalogue
from linter.portfolio.deciding import assign, choose
from linter.portfolio.merging import merge
from linter.portfolio.roster import Entry, enrol
from linter.portfolio.store import opened, writing
from linter.portfolio.tables import report, result, unit, verdict_review
from tests.portfolio.conftest import Add
from tests.portfolio.samples import AS_OF, Given, dump, written

NAMES = ("青岚县", "白石县", "柳溪镇", "云泽市生态环境局", "河湾县", "东塘县", "石桥镇")
ROSTER = [Entry(name, (), None, (), "", "云泽市", True) for name in NAMES[:5]]


@pytest.mark.parametrize("roster", [False, True])
def test_shards_merged_are_the_whole(add: Add, store: Engine, tmp_path: Path, words: Catalogue, roster: bool) -> None:
    given = [*written(tmp_path / "来件", *NAMES), *written(tmp_path / "抄", "青岚县"), *written(tmp_path / "去年", *NAMES[:3], year=2023)]
    (tmp_path / "坏.txt").write_bytes(b"")
    given.append(Given(str(tmp_path / "坏.txt"), named=True))
    if roster:
        enrol(store, ROSTER)
    add(*given)
    paths = []
    for number in (1, 2, 3):
        paths.append(str(tmp_path / f"{number}.db"))
        with opened(paths[-1], words, make=True) as other:
            if roster:
                enrol(other, ROSTER)
            add(*given, into=other, shard=(number, 3))
    whole = dump(store)
    with opened(str(tmp_path / "merged.db"), words, make=True) as target:
        done = merge(target, paths[::-1], words)
        assert (done.added, done.known, done.conflicts) == (10, 0, ())
        assert dump(target) == whole
        again = merge(target, [*paths, str(tmp_path / "store.db")], words)
        assert (again.added, again.known, again.conflicts) == (0, 20, ())
        assert dump(target) == whole


def test_stores_of_several_rulebooks_lie_in_one(add: Add, store: Engine, tmp_path: Path, words: Catalogue) -> None:
    given = written(tmp_path / "来件", "青岚县")
    add(*given)
    with opened(str(tmp_path / "core.db"), words, make=True) as other:
        add(*given, into=other, options=Options(pack="core"))
    assert merge(store, [str(tmp_path / "core.db")], words).added == 1
    with store.connect() as connection:
        assert len(set(connection.execute(select(report.c.rulebook_id)).scalars())) == 2
        assert len(connection.execute(select(unit.c.id)).all()) == 1


def test_what_persons_said_is_taken_over_and_told_where_it_differs(add: Add, store: Engine, tmp_path: Path, words: Catalogue) -> None:
    given = written(tmp_path / "来件", "青岚县", "白石县")
    path = str(tmp_path / "other.db")
    with opened(path, words, make=True) as other:
        for database in (store, other):
            enrol(database, ROSTER)
            add(*given, into=database)
        with store.connect() as connection:
            content = {row.issuer: row.sha256 for row in connection.execute(select(report))}
            units = {row.name: row.id for row in connection.execute(select(unit))}
            id, number = connection.execute(select(result.c.report_id, result.c.rule_id)).first() or (0, 0)
        review = {"report_id": id, "rule_id": number, "machine": "absent", "reason": "", "reviewer": "张某", "reviewed_at": AS_OF}
        with writing(store) as connection:
            assign(connection, content["青岚县"], units["柳溪镇"])
            connection.execute(insert(verdict_review), review | {"reviewed": "evidenced"})
        with writing(other) as connection:
            assign(connection, content["青岚县"], units["河湾县"])
            assign(connection, content["白石县"], units["白石县"])
            choose(connection, content["白石县"])
            connection.execute(insert(verdict_review), review | {"reviewed": "mentioned"})
            connection.execute(update(unit).where(unit.c.name == "柳溪镇").values(level="township"))
    done = merge(store, [path], words)
    assert sorted(conflict.what for conflict in done.conflicts) == ["assigned", "review", "unit"]
    with store.connect() as connection:
        rows = {row.issuer: row for row in connection.execute(select(report))}
        assert connection.execute(select(verdict_review.c.reviewed)).scalars().all() == ["evidenced"]
    assert rows["青岚县"].unit_id == units["柳溪镇"]
    assert (rows["白石县"].matched, rows["白石县"].chosen) == ("assigned", True)


def test_what_is_no_store_is_not_merged(store: Engine, tmp_path: Path, words: Catalogue) -> None:
    (tmp_path / "a.db").write_text("名称,级别\n")
    with pytest.raises(UsageFailure, match="不是 fazhi-lint 的库"):
        merge(store, [str(tmp_path / "a.db")], words)
