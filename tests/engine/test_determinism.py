"""The same report gives the same bytes: over hash seeds, over the order of files, over what was judged before."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from linter.engine import Engine
from linter.model.result import Report
from linter.output import FORMATS
from tests.engine.forms import EXAMPLES, NAMES, ROOT, source

CHECK = "import sys; from linter.cli import main; sys.exit(main())"


def check(*arguments: str, seed: str = "0", cache: Path) -> bytes:
    """What `fazhi-lint check` prints in a process of its own."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache)}
    command = [sys.executable, "-c", CHECK, "check", *arguments, "--as-of", "2025-03-10"]
    done = subprocess.run(command, capture_output=True, env=environment, cwd=ROOT, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout


def test_hash_seeds_change_no_byte(tmp_path: Path) -> None:
    """Every format, all of a run at once."""
    paths = [str(p.relative_to(ROOT)) for p in EXAMPLES]
    found: list[dict[str, bytes]] = []
    for seed in ("1", "4242"):
        files = {format: tmp_path / seed / format for format in FORMATS}
        (tmp_path / seed).mkdir()
        words = [word for format, file in files.items() for word in ("--output-file", f"{format}={file}")]
        text = check(*paths, *words, seed=seed, cache=tmp_path)
        found.append({"stdout": text} | {format: file.read_bytes() for format, file in files.items()})
    assert found[0] == found[1]
    assert min(map(len, found[0].values())) > 1_000 and len(found[0]["json"]) > 10_000


def test_the_order_of_files_changes_no_document(tmp_path: Path) -> None:
    paths = [str(p.relative_to(ROOT)) for p in EXAMPLES]
    there, back = (json.loads(check(*order, "--format", "json", cache=tmp_path)) for order in (paths, paths[::-1]))
    assert [d["path"] for d in back["documents"]] == [d["path"] for d in there["documents"]][::-1]
    assert sorted(there["documents"], key=lambda d: d["path"]) == sorted(back["documents"], key=lambda d: d["path"])
    assert there["summary"]["obligations"] == back["summary"]["obligations"]


def test_the_order_of_files_changes_no_verdict(engine: Engine, judge: Callable[..., Report]) -> None:
    forth = {name: judge(source(name), f"{name}.md") for name in NAMES}
    back = {name: judge(source(name), f"{name}.md") for name in reversed(NAMES)}
    for name in NAMES:
        assert forth[name].verdicts == back[name].verdicts
        assert forth[name].findings == back[name].findings


def test_an_engine_remembers_no_document(engine: Engine, judge: Callable[..., Report]) -> None:
    """The first judgement of a fresh engine and the tenth of a used one are equal."""
    from tests.checks.toy import judged

    for name in NAMES[:2]:
        fresh = judged(Engine(engine.rulebook), source(name), f"{name}.md").report
        used = judge(source(name), f"{name}.md")
        assert fresh.verdicts == used.verdicts
        assert fresh.findings == used.findings
        assert fresh.score == used.score
