"""Exit codes over random command lines, against a second, simpler account of what contract.md says."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import AS_OF, ROOT, Command

ORDER = {"error": 0, "warning": 1, "info": 2}
WEAK, STRONG = "白石县2023年法治政府建设工作情况报告.md", "柳溪镇2024年法治政府建设工作报告.md"
OTHER = "青岚县某局2024年工作要点\n一、抓好收费窗口的轮值安排\n二、办好食堂\n三、做好车辆年检\n" * 3


class Known(NamedTuple):
    """What is known of a file beforehand: severities of its findings, its score; a problem instead where it has one."""

    severities: tuple[str, ...] = ()
    score: float | None = None
    problem: str = ""


class Desk(NamedTuple):
    folder: Path
    known: dict[str, Known]
    command: Command


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for name, to in ((WEAK, "弱 稿.md"), (STRONG, "强稿.md")):
        (folder / to).write_bytes((ROOT / "examples" / name).read_bytes())
    (folder / "别的.txt").write_text(OTHER, "utf-8")
    (folder / "空.txt").write_bytes(b"")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    return folder


@pytest.fixture
def desk(files: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(files)
    monkeypatch.delenv("FAZHI_LINT_CONFIG", raising=False)
    known: dict[str, Known] = {}
    for path in sorted(files.iterdir()):
        found = command("check", path.name, "--format", "json", "--as-of", AS_OF).json
        if found["errors"]:
            known[path.name] = Known(problem=found["errors"][0]["kind"])
        else:
            report = found["documents"][0]
            known[path.name] = Known(tuple(f["severity"] for f in report["findings"]), report["score"]["total"])
    assert {k.problem for k in known.values()} == {"", "not-a-report", "empty", "truncated"}
    return Desk(files, known, command)


GOOD = {
    "--fail-on": ["error", "warning", "info", "never"],
    "--fail-under": ["0", "60", "99.9", "100"],
    "--format": ["json", "text", "markdown", "csv", "html"],
    "--stage": ["draft", "submitted"],
    "--min-severity": ["error", "info"],
    "--pack": ["all"],
    "--lang": ["zh", "en"],
    "--profile": ["default"],
    "--year": ["2024"],
    "--max-size": ["5000000"],
}
BAD = [
    ["--fail-on", "高"], ["--fail-on", "Error"], ["--fail-on", ""], ["--fail-under", "六十"], ["--fail-under", ""], ["--format", "jsn"],
    ["--format", "text,json"], ["--format", "docx"], ["--format", "xlsx"], ["--stage", "final"], ["--min-severity", "never"], ["--pack", "ext"], ["--lang", "fr"], ["--profile", "nosuch"],
    ["--year", "1999"], ["--max-size", "1"], ["--as-of", "2025-13-01"], ["--as-of", "昨天"], ["--rules", "无此文件夹"], ["--select", "nosuch"],
    ["--config", "无.yaml"], ["--wrong"], ["--output"], ["--output-file", "json"], ["无.md"],
]  # fmt: skip
PATHS = st.lists(st.sampled_from(["弱 稿.md", "强稿.md", "别的.txt", "空.txt", "坏.docx", ".", "./弱 稿.md"]), min_size=1, max_size=3)
OPTIONS = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in GOOD.items()})
SWITCHES = st.lists(
    st.sampled_from(["--quiet", "--verbose", "--no-cache", "--isolated", "--no-waivers", "--skip-other", "--no-quiet"]), max_size=2, unique=True
)


def account(desk: Desk, paths: list[str], fail_on: str, under: float | None, skip: bool) -> int:
    """The exit code by contract.md, of a call whose options hold."""
    named = {p.removeprefix("./") for p in paths if p != "."}
    every = named | (set(desk.known) if "." in paths else set())
    codes = {0}
    for name in every:
        file = desk.known[name]
        if file.problem == "not-a-report":
            codes |= {3} if name in named and not skip else set()
        elif file.problem:
            codes.add(3)
        else:
            if fail_on != "never" and any(ORDER[s] <= ORDER[fail_on] for s in file.severities):
                codes.add(1)
            if under is not None and file.score is not None and file.score < under:
                codes.add(1)
    return max(codes)


@given(paths=PATHS, options=OPTIONS, switches=SWITCHES, wrong=st.one_of(st.none(), st.none(), st.sampled_from(BAD)), order=st.randoms())
@settings(max_examples=80, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_exit_codes(desk: Desk, paths: list[str], options: dict[str, str], switches: list[str], wrong: list[str] | None, order: Any) -> None:
    if wrong:
        options.pop(wrong[0], None)  # of an option given twice the last one holds
    parts = [*([name, value] for name, value in options.items()), *([s] for s in switches), *([p] for p in paths)]
    parts += [wrong] if wrong and len(wrong) > 1 else []
    order.shuffle(parts)
    last = wrong if wrong and len(wrong) == 1 else []  # an option without its value
    answer = desk.command("check", "--as-of", AS_OF, *[word for part in parts for word in part], *last)
    assert "Traceback" not in answer.err
    if wrong:
        assert answer.code == 2
    elif {"--stage", "--year", "--profile"}.isdisjoint(options):
        under = float(options["--fail-under"]) if "--fail-under" in options else None
        assert answer.code == account(desk, paths, options.get("--fail-on", "error"), under, "--skip-other" in switches)
    else:  # what is asked of a report is another thing then: its findings are not known beforehand
        assert answer.code in (0, 1, 3)
    event(f"exit code {answer.code}")
    if answer.code == 2:
        assert answer.out == ""
        assert answer.err.strip()
    elif options.get("--format") == "json":
        found = json.loads(answer.out)
        assert (answer.code == 3) == bool(found["errors"])


@given(st.lists(st.one_of(
    st.sampled_from(["check", "explain", "text", "rules", "list", "checklist", "config", "弱 稿.md", "structure.title", "--help", "-f", "json", "-", "--json", "--level", "county", "\u202e", "=", "--output-file", "x=y"]),
    st.text(alphabet="-甲a=.*", max_size=4),
), max_size=5))  # fmt: skip
@settings(max_examples=120, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_words_end_with_a_code_of_the_contract(desk: Desk, words: list[str]) -> None:
    answer = desk.command(*words)
    assert answer.code in (0, 1, 2, 3)
    assert "Traceback" not in answer.err
    # what was refused said why, and gave nothing that could be taken for a result
    if answer.code == 2:
        assert answer.err.strip()
