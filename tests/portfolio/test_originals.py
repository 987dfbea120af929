"""The files of reports found again: by their bytes, in folders and archives, each opened once."""

import io
import zipfile
from pathlib import Path

import pytest

from linter.model.digest import sha256_of
from linter.portfolio import archive
from linter.portfolio.originals import Found, Sought, originals

HERE, OTHER = "青岚县 2024 年度报告".encode(), "白石县 2024 年度报告".encode()


def sought(data: bytes, *paths: str) -> Sought:
    return Sought(sha256_of(data), paths)


def zipped(path: Path, entries: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as made:
        for name, data in entries.items():
            made.writestr(name, data)


def test_a_file_is_its_bytes_wherever_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "库").mkdir()
    (tmp_path / "库" / "青岚县.md").write_bytes(HERE)
    monkeypatch.chdir(tmp_path)
    asked = {7: sought(HERE, "不在.md", "青岚县.md")}
    assert list(originals(asked)) == []
    assert list(originals(asked, str(tmp_path / "库"))) == [Found(7, "青岚县.md", HERE)]
    assert list(originals({7: sought(OTHER, "青岚县.md", ".")}, str(tmp_path / "库"))) == []


def test_a_report_at_several_paths_is_given_once_and_two_reports_of_one_path_by_their_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "a.md", tmp_path / "b.md"
    one.write_bytes(HERE)
    two.write_bytes(HERE)
    found = list(originals({1: sought(HERE, str(one), str(two)), 2: sought(OTHER, str(one))}))
    assert found == [Found(1, str(one), HERE)]


def test_of_an_archive_only_what_is_asked_for_is_unpacked_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr("白石县.md", OTHER)
        made.writestr("柳溪镇.md", b"x")
    zipped(tmp_path / "来件.zip", {"县/青岚县.md": HERE, "县/松岗县.md": b"y", "补.zip": inner.getvalue()})
    unpacked: list[str] = []
    bytes_of = archive._bytes

    def counted(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, max_size: int) -> bytes:
        unpacked.append(entry.filename)
        return bytes_of(opened, entry, max_size)

    monkeypatch.setattr(archive, "_bytes", counted)
    whole = str(tmp_path / "来件.zip")
    asked = {1: sought(HERE, f"{whole}!/县/青岚县.md"), 2: sought(OTHER, f"{whole}!/补.zip!/白石县.md"), 3: sought(HERE, f"{whole}!/县/没有.md")}
    assert {(each.id, each.data) for each in originals(asked)} == {(1, HERE), (2, OTHER)}
    assert unpacked == ["县/青岚县.md", "补.zip", "白石县.md"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken"])
def test_a_damaged_archive_has_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "坏.zip").write_bytes(data)
    assert list(originals({1: sought(HERE, f"{tmp_path}/坏.zip!/a.md")})) == []
