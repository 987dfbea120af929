"""Whatever is wrong on disk, the result is the one without a cache."""

import os
import random
import sqlite3
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from linter.cli.inputs import Input
from linter.model.result import Run
from linter.results import store
from linter.results.later import LaterReport
from linter.results.store import Store, opened, sealed
from tests.results.conftest import Judge

ROOT = Path(__file__).resolve().parents[2]
TOWN = Input(str(ROOT / "examples" / "柳溪镇2024年法治政府建设工作报告.md"), True)
COUNTY = Input(str(ROOT / "examples" / "白石县2023年法治政府建设工作情况报告.md"), True)
BOTH = [TOWN, COUNTY]
posix = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


def kept(run: Run) -> list[bool]:
    return [isinstance(report, LaterReport) for report in run.reports]


def test_folder_and_file_are_the_user_s_alone(judge: Judge, folder: Path) -> None:
    judge(BOTH)
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / store.FILE).stat().st_mode) == 0o600
    assert kept(judge(BOTH)) == [True, True]


def test_without_cache_nothing_is_read_or_written(judge: Judge, folder: Path) -> None:
    judge(BOTH, use_cache=False)
    assert not folder.exists()
    judge(BOTH)
    before = (folder / store.FILE).read_bytes()
    assert kept(judge(BOTH, use_cache=False)) == [False, False]
    assert (folder / store.FILE).read_bytes() == before


def _garbage(path: Path) -> None:
    path.write_bytes("不是数据库".encode() * 500)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _half(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def _another_layout(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE result (other TEXT)")
        base.execute("PRAGMA user_version = 99")
    base.close()
    path.chmod(0o600)


def _same_layout_other_table(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("DROP TABLE result")
    base.close()


@pytest.mark.parametrize("spoil", [_garbage, _empty, _half, _header, _another_layout, _same_layout_other_table])
def test_a_spoilt_file_is_replaced(judge: Judge, folder: Path, shown: Callable[[Run], list[str]], spoil: Callable[[Path], None]) -> None:
    expected = shown(judge(BOTH))
    spoil(folder / store.FILE)
    assert shown(judge(BOTH)) == expected
    assert shown(judge(BOTH)) == expected
    assert kept(judge(BOTH)) == [True, True]


def test_flipped_bytes_never_change_a_result(judge: Judge, folder: Path, shown: Callable[[Run], list[str]]) -> None:
    expected = shown(judge([TOWN]))
    whole = (folder / store.FILE).read_bytes()
    chance = random.Random(4)
    for _ in range(25):
        spoilt = bytearray(whole)
        for _ in range(chance.choice((1, 1, 3, 200))):
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        (folder / store.FILE).write_bytes(bytes(spoilt))
        assert shown(judge([TOWN])) == expected


def test_an_entry_under_another_key_is_none(judge: Judge, folder: Path, shown: Callable[[Run], list[str]]) -> None:
    expected = shown(judge(BOTH))
    with sqlite3.connect(folder / store.FILE) as base:
        (first, one), (second, two) = base.execute("SELECT key, data FROM result").fetchall()
        base.execute("UPDATE result SET data = ? WHERE key = ?", (two, first))
        base.execute("UPDATE result SET data = ? WHERE key = ?", (one, second))
    base.close()
    run = judge(BOTH)
    assert kept(run) == [False, False]
    assert shown(run) == expected


def test_seal() -> None:
    entry = sealed(b"key", (1, "a", None))
    assert opened(b"key", entry) == (1, "a", None)
    assert opened(b"yek", entry) is None
    assert opened(b"key", entry[:-1]) is None
    assert opened(b"key", "text") is None
    for at in range(len(entry)):
        assert opened(b"key", entry[:at] + bytes([entry[at] ^ 1]) + entry[at + 1 :]) is None


@posix
def test_what_others_can_write_is_not_used(judge: Judge, folder: Path) -> None:
    judge(BOTH)
    folder.chmod(0o777)
    assert kept(judge(BOTH)) == [False, False]
    folder.chmod(0o700)
    (folder / store.FILE).chmod(0o666)
    assert kept(judge(BOTH)) == [False, False]
    (folder / store.FILE).chmod(0o600)
    assert kept(judge(BOTH)) == [True, True]


@posix
def test_a_link_is_not_followed(judge: Judge, folder: Path, tmp_path: Path) -> None:
    judge(BOTH)
    (folder / store.FILE).rename(tmp_path / "elsewhere")
    (folder / store.FILE).symlink_to(tmp_path / "elsewhere")
    assert kept(judge(BOTH)) == [False, False]


def test_a_folder_that_cannot_be_made_is_no_error(judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands in the way")
    assert kept(judge(BOTH)) == [False, False]
    assert kept(judge(BOTH)) == [False, False]


def test_a_locked_store_is_left_alone(judge: Judge, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judge([TOWN])
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, timeout=0: connect(path, timeout=0.05))
    other = connect(folder / store.FILE)
    other.execute("BEGIN EXCLUSIVE")
    run = judge(BOTH)
    other.rollback()
    other.close()
    assert len(run.reports) == 2
    assert kept(judge([TOWN])) == [True]


def test_without_sqlite_nothing_is_kept(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    judge(BOTH)
    assert kept(judge(BOTH)) == [False, False]


def test_the_oldest_go_first(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "of" / store.FILE
    keys = [bytes([n]) * 16 for n in range(60)]
    for key in keys:
        base = Store(str(path), limit=200_000)
        base.put(key, (os.urandom(5000),))
        base.close()
    assert path.stat().st_size < 300_000
    base = Store(str(path), limit=200_000)
    held = [base.get(key) is not None for key in keys]
    base.close()
    assert held == sorted(held)
    assert 20 < sum(held) < 45


def test_a_very_large_entry_is_not_kept(tmp_path: Path) -> None:
    base = Store(str(tmp_path / "cache" / store.FILE))
    base.put(b"k", (bytes(store.ENTRY),))
    base.close()
    base = Store(str(tmp_path / "cache" / store.FILE))
    assert base.get(b"k") is None
    base.close()
