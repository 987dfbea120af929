"""The store's file: its settings, and a clear sentence for every file that is none."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from linter.engine import Options
from linter.model.failure import UsageFailure
from linter.output.catalogue import Catalogue
from linter.portfolio import store as opening
from linter.portfolio.extra import required
from linter.portfolio.identity import report_id, rule_id, rulebook_id, unit_id
from linter.portfolio.naming import rulebook_named
from linter.portfolio.scope import Scope, left_out, rulebooks
from linter.portfolio.store import opened, writing
from linter.portfolio.tables import meta, report
from linter.portfolio.values import STATUSES, Word
from tests.portfolio.conftest import Add
from tests.portfolio.samples import dump, written


def test_the_settings_that_a_kill_and_a_removal_need(store: Engine, tmp_path: Path) -> None:
    with store.connect() as connection:

        def setting(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

        assert (setting("journal_mode"), setting("synchronous"), setting("foreign_keys"), setting("secure_delete")) == ("wal", 1, 1, 1)
        assert setting("busy_timeout") == opening.BUSY * 1000
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("store.db*")} == {0o600}


@pytest.mark.parametrize(
    ("data", "key"),
    [("名称,级别\n".encode(), "store.foreign"), (b"SQLite format 3\0" + b"\xff" * 2000, "store.foreign"), (b"", "store.foreign")],
)
def test_a_file_that_is_no_store_is_left_as_it_is(tmp_path: Path, words: Catalogue, data: bytes, key: str) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(data)
    with pytest.raises(UsageFailure) as refused, opened(str(path), words):
        pass
    assert str(refused.value) == words(key, path=str(path))
    assert path.read_bytes() == data


def test_one_that_is_damaged(store: Engine, tmp_path: Path, words: Catalogue) -> None:
    store.dispose()
    path = tmp_path / "store.db"
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 9000)
    for beside in tmp_path.glob("store.db-*"):
        beside.unlink()
    with pytest.raises(UsageFailure) as refused, opened(str(path), words):
        pass
    assert str(refused.value) == words("store.broken", path=str(path))


def test_a_database_of_somebody_else_is_left_as_it_is(tmp_path: Path, words: Catalogue) -> None:
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE report (x)")
    before = path.read_bytes()
    with pytest.raises(UsageFailure, match="不是 fazhi-lint 的库"), opened(str(path), words, make=True):
        pass
    assert path.read_bytes() == before
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("report",)]


def test_one_that_is_not_there_or_a_folder(tmp_path: Path, words: Catalogue) -> None:
    for path, key in ((tmp_path / "无.db", "store.missing"), (tmp_path, "store.folder"), (tmp_path / "无" / "a.db", "store.missing")):
        with pytest.raises(UsageFailure) as refused, opened(str(path), words):
            pass
        assert str(refused.value) == words(key, path=str(path))
    with pytest.raises(UsageFailure) as refused, opened(str(tmp_path / "无" / "a.db"), words, make=True):
        pass
    assert str(refused.value) == words("store.unwritable", path=str(tmp_path / "无" / "a.db"))
    assert not list(tmp_path.iterdir())


def test_one_of_a_newer_program(store: Engine, tmp_path: Path, words: Catalogue) -> None:
    with writing(store) as connection:
        connection.execute(update(meta).where(meta.c.key == "schema").values(value="999"))
    with pytest.raises(UsageFailure) as refused, opened(str(tmp_path / "store.db"), words):
        pass
    assert str(refused.value) == words("store.newer", path=str(tmp_path / "store.db"))


def test_one_that_another_process_is_writing(store: Engine, tmp_path: Path, words: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY", 0.1)
    path = str(tmp_path / "store.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(UsageFailure) as refused, opened(path, words) as own, writing(own):
        pass
    assert str(refused.value) == words("store.locked", path=path)
    other.execute("ROLLBACK")
    other.close()


def test_a_batch_is_kept_whole_or_not_at_all(store: Engine) -> None:
    before = dump(store)
    with pytest.raises(RuntimeError), writing(store) as connection:
        connection.execute(meta.insert(), {"key": "a", "value": "b"})
        raise RuntimeError
    assert dump(store) == before


def test_ids_are_those_of_every_machine() -> None:
    # written into stores: never other ones
    assert rule_id("structure.section.plan") == 958345322
    assert unit_id("青岚县", "云泽市") == 1268055636065492
    assert report_id(1, "00") == 3703763499995460
    assert rulebook_id("1", "2", "3", "auto", "all", "", "") == 4934992338110844
    assert STATUSES[:6] == ("evidenced", "mentioned", "planned", "absent", "review", "not-applicable")
    assert [Word(STATUSES).process_bind_param(status, None) for status in STATUSES] == list(range(len(STATUSES)))


def test_a_missing_library_is_said_with_its_install(words: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.portfolio.extra.find_spec", lambda name: None if name == "numpy" else name)
    with pytest.raises(UsageFailure, match=r"numpy.*fazhi-lint\[portfolio\]"):
        required(lambda name: words("extra.missing", name=name))


def test_what_a_scope_leaves_out_is_counted(add: Add, store: Engine, tmp_path: Path, words: Catalogue) -> None:
    one, two = written(tmp_path / "来件", "青岚县", "白石县")
    add(one, two, *written(tmp_path / "另稿", "青岚县", above="云泽市委"))
    with store.connect() as connection:
        book = rulebooks(connection)[0].id
        assert left_out(connection, Scope(book, (2024,))) == (0, 0, 1, 0)
        assert left_out(connection, Scope(book, (2020,))) == (0, 0, 0, 0)
    add(one, options=Options(pack="core"), as_of="2025-04-01")
    with store.connect() as connection:
        core = rulebooks(connection)[0].id
        assert core != book
        assert left_out(connection, Scope(core)) == (2, 0, 0, 0)
        sha256 = connection.execute(select(report.c.sha256)).scalars().first()
        assert sha256
        with pytest.raises(UsageFailure, match="几套规则都符合"):
            rulebook_named(connection, rulebooks(connection)[0].sha256[:8], words)
        with pytest.raises(UsageFailure, match="找不到这套规则"):
            rulebook_named(connection, "0", words)
        assert rulebook_named(connection, str(book), words) == book
        assert rulebook_named(connection, None, words) == core
