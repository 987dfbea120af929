"""Processes and kept results on the command line: the same bytes, and a clean end by Ctrl-C."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import AS_OF, ROOT, Command, Process

posix = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")


@pytest.fixture
def folder(tmp_path: Path, weak: Path, town: Path, strong: Path, other: Path) -> Path:
    """Reports, a notice, an empty file and one cut inside a character."""
    place = tmp_path / "报送"
    (place / "乡镇").mkdir(parents=True)
    for number in range(3):
        shutil.copyfile(town, place / "乡镇" / f"{number}.md")
    shutil.copyfile(weak, place / "县.md")
    shutil.copyfile(strong, place / "县.docx")
    shutil.copyfile(other, place / "通知.txt")
    (place / "空.txt").write_bytes(b"")
    (place / "残.txt").write_bytes(("第" * 50).encode()[:-1])
    return place


def test_the_same_bytes_whatever_jobs_cache_and_hash_seed(process: Process, folder: Path, tmp_path: Path) -> None:
    call = ("check", str(folder), "-f", "json", "--as-of", AS_OF)
    cache = str(tmp_path / "own")
    first = process(*call, "--no-cache", PYTHONHASHSEED="1")
    assert first.code == 3
    assert len(first.out) > 1000
    for more, environment in (
        (["--jobs", "1"], {"PYTHONHASHSEED": "2"}),  # fills the cache
        (["--jobs", "2"], {"PYTHONHASHSEED": "3"}),  # warm
        (["--jobs", "3"], {"PYTHONHASHSEED": "4", "XDG_CACHE_HOME": str(tmp_path / "other")}),  # fills another by processes
        ([], {"PYTHONHASHSEED": "5", "XDG_CACHE_HOME": str(tmp_path / "other")}),
    ):
        again = process(*call, *more, **({"XDG_CACHE_HOME": cache} | environment))
        assert (again.code, again.out) == (first.code, first.out), more


def test_a_document_s_own_result_does_not_depend_on_the_order(command: Command, folder: Path) -> None:
    paths = [folder / "县.md", folder / "乡镇" / "1.md", folder / "县.docx"]
    forth = command("check", *paths, "-f", "json", "--as-of", AS_OF).json
    back = command("check", *reversed(paths), "-f", "json", "--as-of", AS_OF).json
    assert forth["documents"] == list(reversed(back["documents"]))
    assert [d["path"] for d in forth["documents"]] == [str(p) for p in paths]


def _children(process: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def _alive(process: int) -> bool:
    """Whether a process runs; one that only waits to be counted does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@posix
@pytest.mark.parametrize(("jobs", "wait", "times"), [(1, 0.6, 1), (2, "children", 1), (2, "workers", 2), (2, 2.5, 3)])
def test_ctrl_c_ends_everything_at_once(tmp_path: Path, cache: Path, town: Path, jobs: int, wait: str | float, times: int) -> None:
    place = tmp_path / "many"
    place.mkdir()
    for number in range(400):
        (place / f"{number:03}.md").write_text(town.read_text("utf-8") + f"\n{number}\n", "utf-8")
    script = Path(sys.executable).with_name("fazhi-lint")
    environment = os.environ | {"XDG_CACHE_HOME": str(cache), "TMPDIR": str(tmp_path / "tmp")}
    (tmp_path / "tmp").mkdir()
    run = subprocess.Popen(
        [script, "check", place, "--jobs", str(jobs), "--quiet"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment, start_new_session=True,
    )  # fmt: skip
    limit = time.monotonic() + 60
    if isinstance(wait, str):
        while len(_children(run.pid)) < (3 if wait == "workers" else 1) and time.monotonic() < limit:
            time.sleep(0.005)
    else:
        time.sleep(wait)
    children = _children(run.pid)
    for _ in range(times):
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does it: to all of them
        time.sleep(0.03)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out, err) == (130, b"", b"")
    while any(map(_alive, children)) and time.monotonic() < limit:
        time.sleep(0.02)
    assert not any(map(_alive, children))
    assert list((tmp_path / "tmp").iterdir()) == []
    assert [p.name for p in (cache / "fazhi-lint").iterdir() if p.name.endswith(("-journal", f".{run.pid}"))] == []


def test_a_time_limit(command: Command, town: Path, tmp_path: Path) -> None:
    long = tmp_path / "长.md"
    long.write_text(town.read_text("utf-8") * 900, "utf-8")
    # every module has run before: coverage takes a lock when it first sees one, and a limit that rings just then would leave it taken
    command("check", town, "--jobs", "1", "--no-cache")
    answer = command("check", long, town, "--timeout", "3", "--jobs", "1", "-f", "json")
    assert answer.code == 3
    assert [(e["path"], e["kind"]) for e in answer.json["errors"]] == [(str(long), "timeout")]
    assert "超过 3 秒" in answer.json["errors"][0]["message"]
    assert [d["path"] for d in answer.json["documents"]] == [str(town)]


def test_the_doctor_shows_place_and_size_of_the_cache(command: Command, town: Path, cache: Path) -> None:
    command("check", town)
    row = next(row for row in command("doctor", "--json").json if row["what"] == "结果缓存")
    assert row["ok"] and row["optional"]
    assert str(cache / "fazhi-lint" / "results.sqlite") in row["detail"]
    assert "MB" in row["detail"]
