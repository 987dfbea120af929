"""What a result is found by: content, name, options, rules, program; no time and no folder."""

import os
import shutil
from pathlib import Path

import pytest

import linter
from linter.cli.inputs import Input
from linter.engine import Options
from linter.results import key
from linter.results.key import Keys
from linter.results.later import LaterReport
from linter.rulebook import folder as folders
from tests.results.conftest import Judge

ROOT = Path(__file__).resolve().parents[2]
TOWN = ROOT / "examples" / "柳溪镇2024年法治政府建设工作报告.md"
OTHERS = [
    Options(level="city"), Options(year=2023), Options(stage="published"), Options(pack="core"), Options(select=("claims",)), Options(ignore=("claims",)),
    Options(profile="township"), Options(assume_report=True), Options(lang="en"), Options(traits=("reviews",)),
]  # fmt: skip


def test_every_option_counts() -> None:
    keys = Keys("rules", 1000)
    made = {keys.key("a" * 64, "x.md", b"", options) for options in [Options(), *OTHERS]}
    assert len(made) == len(OTHERS) + 1 == len(Options._fields) + 1
    made |= {Keys("other rules", 1000).key("a" * 64, "x.md", b"", Options()), Keys("rules", 999).key("a" * 64, "x.md", b"", Options())}
    made |= {keys.key("b" * 64, "x.md", b"", Options()), keys.key("a" * 64, "x.txt", b"", Options()), keys.key("a" * 64, "y.md", b"", Options())}
    assert len(made) == len(OTHERS) + 6
    assert keys.key("a" * 64, "one/x.md", b"", Options()) == keys.key("a" * 64, "two\\x.md", b"", Options())


def test_a_change_of_the_program_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key.program()
    copy = tmp_path / "linter"
    shutil.copytree(Path(linter.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(folders, "package", lambda: str(copy))
    os.utime(copy / "engine.py", (1, 1))
    assert key.program() == before  # another checkout of the same program: CI
    with (copy / "checks" / "evidence.py").open("a") as file:
        file.write("\n")
    assert key.program() != before


def test_the_version_of_a_library_counts_where_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keys("rules", 1000)
    monkeypatch.setattr(key, "_version", lambda distribution: "1")
    files = [("x.pdf", b"%PDF-1.7"), ("x.html", b"<p>"), ("x.txt", b"\xb0\xb2\xb0\xb2"), ("x.md", b"text"), ("x.docx", b"PK\x03\x04")]
    before = [keys.key("a" * 64, name, data, Options()) for name, data in files]
    monkeypatch.setattr(key, "_version", lambda distribution: "2")
    after = [keys.key("a" * 64, name, data, Options()) for name, data in files]
    assert [a == b for a, b in zip(before, after, strict=True)] == [False, False, False, True, True]


def test_a_moved_and_touched_file_is_known_and_a_changed_one_is_not(judge: Judge, tmp_path: Path) -> None:
    first = tmp_path / "一" / TOWN.name
    second = tmp_path / "二" / TOWN.name
    for path in (first, second):
        path.parent.mkdir()
        shutil.copyfile(TOWN, path)
    judge([Input(str(first), True)])
    os.utime(second, (1, 1))
    (report,) = judge([Input(str(second), True)]).reports
    assert isinstance(report, LaterReport)
    assert report.document.path == str(second)
    state = second.stat()
    data = second.read_bytes()
    second.write_bytes(data.replace("柳溪".encode(), "松溪".encode()))
    os.utime(second, ns=(state.st_atime_ns, state.st_mtime_ns))  # same size, same time
    (report,) = judge([Input(str(second), True)]).reports
    assert not isinstance(report, LaterReport)


@pytest.mark.parametrize("options", OTHERS)
def test_results_of_other_options_are_not_taken(judge: Judge, options: Options) -> None:
    item = Input(str(TOWN), True)
    judge([item])
    (mixed,) = judge([item._replace(options=options)], options=Options(lang=options.lang)).reports
    (alone,) = judge([item], options=options, use_cache=False).reports
    assert not isinstance(mixed, LaterReport)
    assert mixed == alone._replace(document=mixed.document)
