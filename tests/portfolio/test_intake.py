"""Reports into a store: once, whatever happens on the way."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select, update

from linter.engine import Options
from linter.engines import Engines, Task
from linter.output.catalogue import Catalogue
from linter.portfolio.deciding import assign, choose
from linter.portfolio.intake import Terms, take_in
from linter.portfolio.packing import unpacked
from linter.portfolio.store import opened, writing
from linter.portfolio.tables import dimension, failure, finding, meta, paragraph, report, result, rule, source, unit, verdict_review
from tests.portfolio.conftest import Add
from tests.portfolio.samples import AS_OF, Given, dump, text, written

NAMES = ("青岚县", "白石县", "柳溪镇", "云泽市生态环境局")


def test_what_is_kept_is_what_was_decided(add: Add, store: Engine, engines: Engines, tmp_path: Path) -> None:
    (given,) = written(tmp_path / "来件", "青岚县")
    tally = add(given)
    assert (tally.added, tally.known, tally.failures, tally.files) == (1, 0, (), 1)
    own = engines.judged(Task(given.path, given.path, Path(given.path).read_bytes(), engines.options))
    assert own.score is not None
    with store.connect() as connection:
        row = connection.execute(select(report)).one()
        names = {row.id: row.name for row in connection.execute(select(rule.c.id, rule.c.name))}
        results = connection.execute(select(result)).all()
        findings = connection.execute(select(finding).order_by(finding.c.number)).all()
        dimensions = connection.execute(select(func.sum(dimension.c.points), func.sum(dimension.c.maximum))).one()
    assert (row.issuer, row.year, row.level, row.signed, row.stage) == ("青岚县", 2024, "county", "2025-01-20", own.stage)
    assert row.score == own.score.total * 10
    assert row.grade == own.score.grade
    assert {(names[r.rule_id], r.status, r.weight) for r in results} == {(v.rule.id, v.status, v.weight) for v in own.verdicts}
    with store.connect() as connection:
        order = list(connection.execute(select(rule.c.id).order_by(rule.c.number)).scalars())
    assert {order[number]: status for number, status in enumerate(unpacked(row.statuses)) if status} == {r.rule_id: r.status for r in results}
    exact = {names[r.rule_id]: r.points for r in results}
    assert all(exact[id] == each.points * row.whole for id, each in own.score.obligations.items())
    assert [(names[f.rule_id], f.kind, f.status, f.severity, f.start, f.end, f.line, f.fingerprint) for f in findings] == [
        (f.rule, f.kind, f.status, f.severity, f.start, f.end, f.line, f.fingerprint) for f in own.findings
    ]
    assert tuple(dimensions) == (sum(d.points for d in own.score.dimensions) * 10, 1000)


def test_no_text_is_kept_unless_asked_for(add: Add, store: Engine, tmp_path: Path, words: Catalogue) -> None:
    (given,) = written(tmp_path / "来件", "青岚县")
    add(given)
    phrases = ("执法力量偏弱", "排查矛盾纠纷", "现将情况报告如下")

    def bytes_of(name: str) -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.glob(name + "*"))

    assert not any(phrase.encode() in bytes_of("store.db") for phrase in phrases)
    with opened(str(tmp_path / "text.db"), words, make=True) as other:
        add(given, into=other, keep_text=True)
        with other.connect() as connection:
            kept = "".join(connection.execute(select(paragraph.c.text)).scalars())
            assert connection.execute(select(func.count()).select_from(finding).where(finding.c.message.is_(None))).scalar_one() == 0
    assert all(phrase in kept for phrase in phrases)
    assert all(phrase.encode() in bytes_of("text.db") for phrase in phrases)


def test_the_same_again_is_nothing_to_do(add: Add, store: Engine, tmp_path: Path) -> None:
    given = written(tmp_path / "来件", *NAMES)
    assert add(*given).added == 4
    before = dump(store)
    tally = add(*given)
    assert (tally.added, tally.known, tally.repeated) == (0, 4, 0)
    assert dump(store) == before


def test_the_same_bytes_twice_are_one_report_with_two_paths(add: Add, store: Engine, tmp_path: Path) -> None:
    (first,) = written(tmp_path / "乙", "青岚县")
    (second,) = written(tmp_path / "甲", "青岚县")
    tally = add(first, second)
    assert (tally.added, tally.known, tally.repeated) == (1, 1, 1)
    with store.connect() as connection:
        assert set(connection.execute(select(source.c.path)).scalars()) == {first.path, second.path}
        assert connection.execute(select(report.c.path)).scalar_one() == min(first.path, second.path)


@pytest.mark.parametrize("options", [Options(profile="county"), Options(pack="core"), Options(ignore=("form",))])
def test_other_rules_are_a_further_scoring(add: Add, store: Engine, tmp_path: Path, options: Options) -> None:
    (given,) = written(tmp_path / "来件", "青岚县")
    add(given)
    assert add(given, options=options).added == 1
    with store.connect() as connection:
        rows = connection.execute(select(report.c.id, report.c.rulebook_id, report.c.sha256, report.c.options)).all()
    assert len(rows) == 2
    assert len({row.sha256 for row in rows}) == 1
    assert len({row.rulebook_id for row in rows}) == 2
    assert add(given, options=options).known == 1
    assert add(given).known == 1


@pytest.mark.parametrize(("options", "terms"), [(Options(level="city"), {}), (Options(year=2023), {}), (None, {"keep_text": True}), (None, {"use_waivers": False})])
def test_what_else_is_said_of_a_report_replaces_its_scoring_and_no_decision(
    add: Add, store: Engine, tmp_path: Path, options: Options | None, terms: dict[str, bool]
) -> None:
    given = written(tmp_path / "来件", "青岚县", "白石县")
    add(*given)
    with writing(store) as connection:
        content, owner = connection.execute(select(report.c.sha256, report.c.unit_id).where(report.c.issuer == "青岚县")).one()
        id, number = connection.execute(select(result.c.report_id, result.c.rule_id).join(report).where(report.c.sha256 == content)).first() or (0, 0)
        decision = {"report_id": id, "rule_id": number, "machine": "absent", "reviewed": "evidenced", "reason": "见附件", "reviewer": "张某", "reviewed_at": AS_OF}
        connection.execute(insert(verdict_review), decision)
        assign(connection, content, owner)
        choose(connection, content)
    before = dump(store)
    tally = add(given[0], options=options, **terms)
    assert (tally.added, tally.replaced) == (1, 1)
    with store.connect() as connection:
        row = connection.execute(select(report).where(report.c.sha256 == content)).one()
        assert connection.execute(select(verdict_review.c.reviewed)).scalar_one() == "evidenced"
    assert (row.unit_id, row.matched, row.chosen) == (owner, "assigned", True)
    assert [len(rows) for rows in dump(store).values()].count(0) == [len(rows) for rows in before.values()].count(0)
    assert add(given[0], options=options, **terms).known == 1
    add(given[0])
    assert dump(store) == before


def test_a_failure_is_one_row_and_goes_when_the_file_can_be_read(add: Add, store: Engine, tmp_path: Path) -> None:
    broken = tmp_path / "青岚县2024.txt"
    broken.write_bytes(bytes(range(256)) * 40)
    gone = Given(str(tmp_path / "不在.txt"))
    walk = Given(str(tmp_path / "锁着"), problem="文件夹无法读取，请检查权限。")
    for _ in range(2):
        tally = add(Given(str(broken)), gone, walk)
        assert sorted(problem.kind for problem in tally.failures) == ["binary", "unreadable", "unreadable"]
        with store.connect() as connection:
            rows = connection.execute(select(failure)).all()
        assert len(rows) == 3
        assert all(row.message for row in rows)
    broken.write_text(text("青岚县"), "utf-8")
    assert add(Given(str(broken))).added == 1
    with store.connect() as connection:
        assert str(broken) not in set(connection.execute(select(failure.c.path)).scalars())
    whole = broken.read_bytes()
    broken.write_bytes(b"")
    assert [problem.kind for problem in add(Given(str(broken))).failures] == ["empty"]
    broken.write_bytes(whole)
    assert add(Given(str(broken))).known == 1
    with store.connect() as connection:
        assert str(broken) not in set(connection.execute(select(failure.c.path)).scalars())


def test_another_genre_is_passed_over_where_a_walk_found_it(add: Add, store: Engine, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("青岚县人民政府关于加强法治宣传的通知\n各乡镇：\n现将有关事项通知如下。请认真组织。\n", "utf-8")
    for _ in range(2):  # the second time it is known to be none
        tally = add(Given(str(path)))
        assert (tally.passed_over, tally.failures) == (1, ())
    tally = add(Given(str(path), named=True))
    assert [problem.kind for problem in tally.failures] == ["not-a-report"]
    with store.connect() as connection:
        assert connection.execute(select(failure.c.kind, failure.c.named)).all() == [("not-a-report", False)]


def test_processes_find_what_one_finds(add: Add, store: Engine, engines: Engines, tmp_path: Path, words: Catalogue) -> None:
    given = [*written(tmp_path / "来件", *NAMES), *written(tmp_path / "去年", *NAMES, year=2023)]
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04" + b"\0" * 200)
    given.append(Given(str(broken)))
    add(*given)
    with opened(str(tmp_path / "two.db"), words, make=True) as other:
        take_in(other, engines, given, Terms(AS_OF, jobs=2, timeout=60.0, batch=3))
        assert dump(other) == dump(store)


def test_shards_part_the_files_and_together_are_all(add: Add, tmp_path: Path, words: Catalogue) -> None:
    given = written(tmp_path / "来件", *NAMES, "河湾县", "东塘县", "石桥镇")
    whole = add(*given)
    parts = []
    for number in (1, 2, 3):
        with opened(str(tmp_path / f"{number}.db"), words, make=True) as other:
            tally = add(*given, into=other, shard=(number, 3))
            assert tally.added + tally.elsewhere == whole.added == 7
            with other.connect() as connection:
                parts.append(set(connection.execute(select(report.c.sha256)).scalars()))
    assert sum(map(len, parts)) == len(set.union(*parts)) == 7


def test_a_run_that_was_cut_off_is_settled_when_the_store_is_opened(add: Add, store: Engine, engines: Engines, tmp_path: Path, words: Catalogue) -> None:
    given = written(tmp_path / "来件", *NAMES)
    add(*given)
    whole = dump(store)
    with writing(store) as connection:  # as a kill between the last batch and the matching leaves it
        connection.execute(update(report).values(unit_id=None, counts=False, matched="none"))
        connection.execute(unit.delete())
        connection.execute(insert(meta), {"key": "unsettled", "value": "1"})
    with opened(str(tmp_path / "store.db"), words) as again:
        assert dump(again) == whole


def test_a_time_limit_is_a_failure_of_its_file_alone(add: Add, tmp_path: Path) -> None:
    given = written(tmp_path / "来件", "青岚县")
    slow = tmp_path / "长.txt"
    slow.write_text(text("白石县") + "（一）办理行政处罚案件3件，罚款5万元。" * 40_000, "utf-8")
    tally = add(*given, Given(str(slow)), timeout=2.0)
    assert [(problem.path, problem.kind) for problem in tally.failures] == [(str(slow), "timeout")]
    assert tally.added == 1


def test_waivers_of_a_file_are_kept_with_their_reason(add: Add, store: Engine, engines: Engines, tmp_path: Path) -> None:
    (given,) = written(tmp_path / "来件", "青岚县")
    add(given)
    with store.connect() as connection:
        names = {row.id: row.name for row in connection.execute(select(rule.c.id, rule.c.name))}
        first = connection.execute(select(finding).order_by(finding.c.number)).first()
        total, with_waivers = connection.execute(select(report.c.score, report.c.score_with_waivers)).one()
    assert first is not None
    assert total == with_waivers
    waivers = tmp_path / "豁免.yaml"
    waivers.write_text(f"- rule: {names[first.rule_id]}\n  path: 来件/*\n  reason: 本县无此事项\n  expires: 2030-01-01\n", "utf-8")
    add(given, waivers=(str(waivers),))
    with store.connect() as connection:
        reasons = set(connection.execute(select(finding.c.waiver).where(finding.c.waiver.is_not(None))).scalars())
    assert reasons == {"本县无此事项"}


def test_two_intakes_at_once_make_one_store(add: Add, store: Engine, tmp_path: Path, words: Catalogue) -> None:
    given = [*written(tmp_path / "来件", *NAMES), *written(tmp_path / "去年", *NAMES, year=2023)]
    add(*given)
    path = str(tmp_path / "two.db")
    with opened(path, words, make=True):
        pass
    code = (
        "import sys; from linter.engine import load; from linter.engines import Engines; from linter.output.catalogue import catalogue;"
        "from linter.portfolio.intake import Terms, take_in; from linter.portfolio.store import opened; from tests.portfolio.samples import AS_OF, Given\n"
        "with opened(sys.argv[1], catalogue('zh', 'portfolio')) as store: take_in(store, Engines(load()), [Given(p) for p in sys.argv[2:]], Terms(AS_OF, jobs=1, batch=2))"
    )
    root = Path(__file__).resolve().parents[2]
    runs = [
        subprocess.Popen([sys.executable, "-c", code, path, *(each.path for each in order)], cwd=root, env=os.environ | {"PYTHONPATH": str(root)})
        for order in (given, given[::-1])
    ]
    assert [run.wait() for run in runs] == [0, 0]
    with opened(path, words) as other:
        assert dump(other) == dump(store)


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_interrupted_it_keeps_and_settles_what_is_judged(tmp_path: Path, words: Catalogue, cache_home: Path) -> None:
    given = written(tmp_path / "来件", *(f"{name}{kind}" for name in ("青岚", "白石", "河湾", "东塘", "石桥") for kind in ("县", "镇", "县司法局", "县水利局")))
    root = Path(__file__).resolve().parents[2]
    path = str(tmp_path / "库.db")
    command = [sys.executable, "-c", "from linter.cli import main; main()", "portfolio", "add", "--db", path, "-j", "2", "--as-of", AS_OF]
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [*command, *(each.path for each in given)], cwd=root, env=os.environ | {"PYTHONPATH": str(root), "XDG_CACHE_HOME": str(cache_home)},
        stdout=subprocess.PIPE, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    assert os.read(ours, 10)  # the first progress: something is judged
    run.send_signal(signal.SIGINT)
    assert run.wait(30) == 130
    os.close(ours)
    with opened(path, words) as store, store.connect() as connection:
        rows = connection.execute(select(report.c.counts, report.c.unit_id)).all()
        assert rows
        assert all(row.counts and row.unit_id for row in rows)
        assert connection.execute(select(meta.c.key)).scalars().all() == ["schema"]
