"""Scores after a review are those that linter.scoring gives a report with the same verdicts; shares and samples hold what statistics asks."""

from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from linter.engines import Engines
from linter.model.result import Report
from linter.model.rule import Rulebook
from linter.output.catalogue import Catalogue
from linter.portfolio.identity import rule_id
from linter.portfolio.intake import Terms, take_in
from linter.portfolio.review.conclusions import MACHINE
from linter.portfolio.review.proportions import proportion
from linter.portfolio.review.rescoring import Rescored, rescored
from linter.portfolio.review.selection import Row, sampled, stratum
from linter.portfolio.store import opened
from linter.portfolio.tables import report as reports
from linter.scoring import score
from linter.scoring.deductions import deductions_of
from tests.portfolio.samples import AS_OF, Given, text

QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ODD = "\n\n（五）其他。开展案卷评查200件，其中合格150件，合格率为90%。全县行政机关全部达到全国领先水平，彻底解决了执法难题。依据《中华人民共和国行政处罚法典》开展工作。\n"


class Case(NamedTuple):
    """A report as judged, and its id in the store."""

    id: int
    report: Report


class Held(NamedTuple):
    store: Engine
    cases: tuple[Case, ...]
    book: Rulebook


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, engines: Engines, words: Catalogue, judge: Callable[..., Report]) -> Iterator[Held]:
    folder = tmp_path_factory.mktemp("reviewed")
    texts = {
        "青岚县": text("青岚县", number=2), "云泽市生态环境局": text("云泽市生态环境局", number=4), "柳溪镇": text("柳溪镇", number=6),
        "白石县": text("白石县", number=3).replace("\n\n二、存在", ODD + "\n二、存在"),
    }  # fmt: skip
    given_ = []
    for name, content in texts.items():
        path = folder / f"{name}.txt"
        path.write_text(content, "utf-8")
        given_.append(Given(str(path)))
    with opened(str(folder / "store.db"), words, make=True) as store:
        take_in(store, engines, given_, Terms(AS_OF, jobs=1))
        with store.connect() as connection:
            ids = {Path(row.path).stem: row.id for row in connection.execute(select(reports.c.path, reports.c.id))}
        cases = tuple(Case(ids[name], judge(content, f"{name}.txt")) for name, content in texts.items())
        yield Held(store, cases, engines.rulebook)


def again(held: Held, changes: dict[int, dict[int, str]]) -> dict[int, Rescored]:
    with held.store.connect() as connection:
        rulebook = connection.execute(select(reports.c.rulebook_id).distinct()).scalar_one()
        return rescored(connection, rulebook, changes)


def test_the_samples_have_levels_and_deductions(held: Held) -> None:
    assert len({case.report.profile.level for case in held.cases}) == 3
    assert any(case.report.score is not None and case.report.score.deductions for case in held.cases)


def test_without_a_change_the_score_is_what_it_was(held: Held) -> None:
    for case in held.cases:
        assert case.report.score is not None
        assert again(held, {case.id: {}})[case.id] == Rescored(case.report.score.total, case.report.score.total)


@QUIET
@given(data=st.data())
def test_the_score_after_is_that_of_a_report_with_these_verdicts(held: Held, data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(held.cases))
    verdicts = case.report.verdicts
    changed = data.draw(st.dictionaries(st.sampled_from([v.rule.id for v in verdicts]), st.sampled_from(MACHINE), max_size=len(verdicts)))
    weighting = held.book.weightings[case.report.weighting]
    told = [v._replace(status=changed.get(v.rule.id, v.status)) for v in verdicts]
    expected = score(told, weighting, deductions_of(case.report.findings, weighting)).total
    assert case.report.score is not None
    assert again(held, {case.id: {rule_id(rule): status for rule, status in changed.items()}})[case.id] == Rescored(case.report.score.total, expected)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # Newcombe 1998, table I, method 3, and the closed forms at 0 and 1
    [(81, 263, "0.2553", "0.3662"), (15, 148, "0.0624", "0.1605"), (0, 20, "0", "0.1611"), (1, 29, "0.0061", "0.1718"), (20, 20, "0.8389", "1")],
)
def test_the_interval_is_that_of_wilson(part: int, whole: int, low: str, high: str) -> None:
    found = proportion(part, whole)
    assert (found.low, found.high) == (Fraction(low), Fraction(high))
    assert found.share == Fraction(part, whole)


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_interval_holds_the_share_and_mirrors_itself(pair: tuple[int, int]) -> None:
    part, whole = pair
    found, other = proportion(part, whole), proportion(whole - part, whole)
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert (1 - found.low, 1 - found.high) == (other.high, other.low)


def test_there_is_no_share_of_nothing() -> None:
    for part, whole in ((0, 0), (2, 1), (-1, 3)):
        with pytest.raises(ValueError, match="no share"):
            proportion(part, whole)


LEVELS = st.sampled_from(["province", "city", "county", "township", "department", None])


def row(number: int, level: str | None) -> Row:
    return Row(number, number, f"{number // 7:064x}", f"a.{number % 7}", "", "", number, "absent", "", "", level, 2024, "")


@given(st.lists(LEVELS, max_size=60), st.integers(1, 12), st.integers(-5, 10**6), st.randoms())
def test_a_sample_takes_the_same_rows_of_each_level_however_they_lie(levels: list[str | None], size: int, seed: int, random: object) -> None:
    found = [row(number, level) for number, level in enumerate(levels)]
    drawn = sampled(found, size, seed)
    there = Counter(each.level for each in found)
    assert Counter(each.level for each in drawn) == {level: min(size, number) for level, number in there.items()}
    mixed = list(found)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert sampled(mixed, size, seed) == drawn
    assert set(sampled(found, size + 1, seed)) >= set(drawn)
    # what comes in later pushes rows out, but draws none that would not have been drawn
    more = [*found, *(row(1000 + number, level) for number, level in enumerate(levels))]
    assert set(sampled(more, size, seed)) & set(found) <= set(drawn)


def test_every_row_is_drawn_about_as_often_as_any_other() -> None:
    found = [row(number, "county") for number in range(40)]
    times = Counter(each.number for seed in range(2000) for each in sampled(found, 4, seed))
    # 200 expected, standard deviation 13.4
    assert set(times) == set(range(40))
    assert all(140 < number < 260 for number in times.values())


def test_levels_have_their_order() -> None:
    assert sorted(["township", None, "province", "other"], key=stratum)[:2] == ["province", "township"]
