"""Zip archives: entry by entry, whatever names and sizes they claim."""

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from linter.model.failure import ReadFailure
from linter.portfolio import archive
from linter.portfolio.archive import entries
from linter.portfolio.tables import failure, report, source
from tests.portfolio.conftest import Add
from tests.portfolio.samples import Given, text

SUFFIXES = (".txt", ".docx")
LIMIT = 5_000_000


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def old(name: bytes, data: bytes, extra: bytes = b"") -> bytes:
    """An archive of one stored entry, as old tools write it: the name in the encoding of the system, no mark which."""
    crc = zlib.crc32(data)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, crc, len(data), len(data), len(name), len(extra)) + name + extra + data
    central = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 33, crc, len(data), len(data), len(name), len(extra), 0, 0, 0, 0, 0) + name + extra
    return local + central + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local), 0)


def names(data: bytes) -> list[str]:
    return [name for name, _ in entries(data, SUFFIXES, LIMIT)]


def kinds(data: bytes) -> list[tuple[str, str]]:
    return [(name, held.kind if isinstance(held, ReadFailure) else "") for name, held in entries(data, SUFFIXES, LIMIT)]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_names_of_old_tools_are_read_as_they_were_written(encoding: str) -> None:
    assert list(entries(old("云泽市/青岚县2024年报告.txt".encode(encoding), b"x"), SUFFIXES, LIMIT)) == [("云泽市/青岚县2024年报告.txt", b"x")]


def test_a_unicode_name_beside_wins_where_it_belongs_to_the_entry() -> None:
    raw = b"QINGLA~1.TXT"
    body = b"\1" + struct.pack("<L", zlib.crc32(raw)) + "青岚县.txt".encode()
    field = struct.pack("<HH", 0x7075, len(body)) + body
    assert names(old(raw, b"x", field)) == ["青岚县.txt"]
    stale = struct.pack("<HH", 0x7075, len(body)) + b"\1" + b"\0\0\0\0" + body[5:]
    assert names(old(raw, b"x", stale)) == ["QINGLA~1.TXT"]


def test_what_is_no_report_by_its_name_is_passed_over() -> None:
    files = {"甲.txt": b"1", "图.png": b"2", "__MACOSX/甲.txt": b"3", ".hidden.txt": b"4", "~$甲.docx": b"5", "夹/": b"", ".git/x.txt": b"6", "乙.DOCX": b"7"}
    assert names(packed(files)) == ["甲.txt", "乙.DOCX"]


@pytest.mark.parametrize("name", ["../../etc/甲.txt", "/abs/甲.txt", "C:\\甲.txt", "a\nb.txt", "\x1b[31m红.txt", "长" * 300 + ".txt", "甲'; DROP TABLE report;--.txt"])
def test_hostile_names_are_only_names(add: Add, store: Engine, tmp_path: Path, name: str) -> None:
    path = tmp_path / "来件.zip"
    path.write_bytes(packed({name: text("青岚县").encode()}))
    before = {each for each in tmp_path.rglob("*") if "store.db" not in each.name}
    assert add(Given(str(path))).added == 1
    assert {each for each in tmp_path.rglob("*") if "store.db" not in each.name} == before
    with store.connect() as connection:
        assert connection.execute(select(source.c.path)).scalar_one().startswith(f"{path}!/")


def test_one_name_twice_is_two_files(add: Add, store: Engine, tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made, pytest.warns(UserWarning):
        made.writestr("甲.txt", text("青岚县"))
        made.writestr("甲.txt", text("白石县"))
    (tmp_path / "来件.zip").write_bytes(out.getvalue())
    assert add(Given(str(tmp_path / "来件.zip"))).added == 2
    with store.connect() as connection:
        assert len(set(connection.execute(select(source.c.path)).scalars())) == 2


def test_archives_inside_archives_are_opened_once_and_no_deeper() -> None:
    inner = packed({"甲.txt": b"1"})
    middle = packed({"内.zip": inner, "乙.txt": b"2"})
    assert kinds(packed({"中.zip": packed({"甲.txt": b"1"}), "丙.txt": b"3"})) == [("中.zip!/甲.txt", ""), ("丙.txt", "")]
    assert kinds(packed({"中.zip": middle})) == [("中.zip!/内.zip", "unreadable"), ("中.zip!/乙.txt", "")]
    assert kinds(packed({"坏.zip": b"PK\x03\x04nonsense"})) == [("坏.zip", "truncated")]


def test_a_bomb_is_told_and_costs_nothing() -> None:
    assert kinds(packed({"大.txt": b"0" * 3_000_000, "小.txt": b"1"})) == [("大.txt", "too-large"), ("小.txt", "")]
    assert kinds(packed({"大.txt": b"\0" * 51_000_000})) == [("大.txt", "too-large")]


def test_many_that_together_are_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "PACKAGE_BYTES", 1_000_000)
    with pytest.raises(ReadFailure) as refused:
        list(entries(packed({f"{n}.txt": b"0" * 900_000 for n in range(20)}), SUFFIXES, LIMIT))
    assert refused.value.kind == "too-large"
    monkeypatch.setattr(archive, "ENTRIES", 3)
    with pytest.raises(ReadFailure) as refused:
        list(entries(packed({f"{n}.txt": b"0" for n in range(4)}), SUFFIXES, LIMIT))
    assert refused.value.kind == "unreadable"


def test_a_size_that_lies_gives_no_more_than_it_says() -> None:
    data = bytearray(packed({"甲.txt": b"a" * 1000}))
    at = data.rindex(b"PK\1\2") + 24
    data[at : at + 4] = struct.pack("<L", 10)
    ((name, held),) = entries(bytes(data), SUFFIXES, LIMIT)
    assert name == "甲.txt"
    assert isinstance(held, ReadFailure)


def test_a_password_is_told_of_the_entry() -> None:
    data = bytearray(packed({"甲.txt": b"a" * 100}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + offset] |= 1
    assert kinds(bytes(data)) == [("甲.txt", "encrypted")]


@given(st.binary(max_size=400), st.integers(0, 3))
def test_no_bytes_do_more_than_fail(noise: bytes, where: int) -> None:
    whole = packed({"甲.txt": b"abc" * 50, "乙.docx": b"def" * 50})
    data = [noise, whole + noise, whole[: max(1, len(whole) - len(noise) % len(whole))], whole[:40] + noise + whole[40 + len(noise) :]][where]
    try:
        for _, held in entries(data, SUFFIXES, LIMIT):
            assert isinstance(held, bytes | ReadFailure)
    except ReadFailure:
        pass


def test_a_broken_archive_is_one_failure_and_what_it_holds_is_judged(add: Add, store: Engine, tmp_path: Path) -> None:
    (tmp_path / "坏.zip").write_bytes(b"not a zip at all")
    (tmp_path / "好.zip").write_bytes(packed({"青岚县.txt": text("青岚县").encode(), "空.txt": b""}))
    tally = add(Given(str(tmp_path / "坏.zip")), Given(str(tmp_path / "好.zip")))
    assert tally.added == 1
    with store.connect() as connection:
        assert set(connection.execute(select(failure.c.path, failure.c.kind)).all()) == {
            (str(tmp_path / "坏.zip"), "truncated"),
            (f"{tmp_path / '好.zip'}!/空.txt", "empty"),
        }
        assert connection.execute(select(report.c.issuer)).scalars().all() == ["青岚县"]
