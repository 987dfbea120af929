"""kill -9 in the middle of an add: what is there is whole, and the next run makes the store of an undisturbed one."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from linter.engines import Engines
from linter.output.catalogue import Catalogue
from linter.portfolio.intake import Terms, take_in
from linter.portfolio.store import opened
from tests.portfolio.samples import AS_OF, Given, dump, written

ROOT = Path(__file__).resolve().parents[2]
UNITS = tuple(f"{name}{kind}" for name in ("青岚", "白石", "河湾", "东塘", "石桥", "古渡") for kind in ("县", "县司法局"))
CHILD = """
import sys
from linter.engine import load
from linter.engines import Engines
from linter.output.catalogue import catalogue
from linter.portfolio.intake import Terms, take_in
from linter.portfolio.store import opened
from tests.portfolio.samples import AS_OF, Given
def told(done):
    print(done, flush=True)
with opened(sys.argv[1], catalogue("zh", "portfolio"), make=True) as store:
    take_in(store, Engines(load()), [Given(path) for path in sys.argv[2:]], Terms(AS_OF, jobs=2, timeout=60.0, batch=3), told)
"""


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="POSIX only")
def test_ten_kills_leave_no_trace(tmp_path: Path, engines: Engines, words: Catalogue) -> None:
    given = [*written(tmp_path / "来件", *UNITS), *written(tmp_path / "去年", *UNITS, year=2023)]
    (tmp_path / "坏.txt").write_bytes(b"")
    given.append(Given(str(tmp_path / "坏.txt")))
    with opened(str(tmp_path / "whole.db"), words, make=True) as store:
        take_in(store, engines, given, Terms(AS_OF, jobs=1))
        whole = dump(store)
    assert len(whole["report"]) == 24
    chance = random.Random(time.time_ns())
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    partial = 0
    for number in range(10):
        path = tmp_path / f"{number}.db"
        after, pause = chance.randrange(0, 24), chance.random() * 0.05
        run = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path), *(each.path for each in given)], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert run.stdout is not None
        for line in run.stdout:
            if int(line) >= after:
                break
        time.sleep(pause)
        workers = _children(run.pid)
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        with opened(str(path), words, make=True) as store:
            kept = dump(store)
            partial += 0 < len(kept["report"]) < 24
            owned = {row[0] for row in kept["result"]}
            assert owned == {row[0] for row in kept["report"]}, (after, pause)
            take_in(store, engines, given, Terms(AS_OF, jobs=1))
            assert dump(store) == whole, (after, pause)
        limit = time.monotonic() + 20
        while any(os.path.exists(f"/proc/{worker}") for worker in workers) and time.monotonic() < limit:
            time.sleep(0.05)
        assert not any(os.path.exists(f"/proc/{worker}") for worker in workers)
    assert partial  # else nothing was tried
