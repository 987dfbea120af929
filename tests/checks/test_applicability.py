"""To whom and when a duty applies, and what is left undecided."""

from typing import Any

import pytest

from tests.checks.toy import Toys, report

SAYING, SILENCE = "公示处罚决定12条。", "强化统筹。"


def test_levels(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示]}, applies: {levels: [city, county]}}")
    assert bench.items(SAYING, level="county").status() == "evidenced"
    # outside its levels it is not asked for; where the report speaks of it all the same, that is recognised and weighs nothing
    assert bench.items(SILENCE, level="township").said() == ("not-applicable", "level")
    verdict = bench.items(SAYING, level="township").verdict()
    assert (verdict.status, verdict.weight) == ("evidenced", 0)
    assert bench.items("做好公示。", level="township").report.findings == ()


def test_an_unknown_level_is_reviewed_unless_the_report_speaks(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示]}, applies: {levels: [city, county]}}\nb: {mention: {any: [公示]}}")
    text = report(SILENCE, title="2024年法治政府建设年度报告")
    outcome = bench.judge(text, level=None)
    assert outcome.report.profile.level is None
    assert outcome.said("a") == ("review", "level-unknown")
    assert outcome.said("b") == ("absent", "none")
    assert bench.judge(text.replace(SILENCE, SAYING), level=None).said("a") == ("evidenced", "evidence")


def test_traits(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示]}, applies: {traits: [legislates]}}\nb: {mention: {any: [公示]}, applies: {traits: [enforces]}}")
    city = "云泽市人民政府2024年法治政府建设年度报告"
    assert bench.judge(report(SILENCE, title=city), level="city").said("a") == ("absent", "none")
    # a county makes no rules, whatever it says of them
    assert bench.items(SILENCE, level="county").said("a") == ("not-applicable", "trait")
    assert bench.items(SAYING, level="county").said("a") == ("not-applicable", "trait")
    # a department drafts them for others: recognised, not scored
    bureau = report(SAYING, title="青岚县交通运输局2024年法治政府建设年度报告")
    verdict = bench.judge(bureau, level="department").verdict("a")
    assert (verdict.status, verdict.weight) == ("evidenced", 0)
    # nothing tells whether a department of this name enforces
    unknown = report(SILENCE, title="青岚县归档服务局2024年法治政府建设年度报告")
    assert bench.judge(unknown, level="department").said("b") == ("review", "trait-unknown")
    assert bench.judge(unknown.replace(SILENCE, SAYING), level="department").said("b") == ("evidenced", "evidence")


YEARS = "a: {mention: {any: [公示]}, applies: {years: [2021, 2024]}, weight: 4}"


@pytest.mark.parametrize("year", [2020, 2025])
def test_outside_its_years_silence_is_nothing_and_speech_weighs_nothing(toys: Toys, year: int) -> None:
    bench = toys(YEARS)
    assert bench.items(SILENCE, year=year).said() == ("not-applicable", "year")
    verdict = bench.items(SAYING, year=year).verdict()
    assert (verdict.status, verdict.weight) == ("evidenced", 0)
    verdict = bench.items("做好公示。", year=year).verdict()
    assert (verdict.status, verdict.weight) == ("mentioned", 0)
    outcome = bench.judge(report(SILENCE, plan=(SAYING, "再接再厉。")), year=year)
    assert (outcome.verdict().status, outcome.verdict().weight) == ("planned", 0)
    assert outcome.report.findings == ()
    # an admission or a negation is no speech
    assert bench.items("尚未公示。", year=year).said() == ("not-applicable", "year")


@pytest.mark.parametrize("year", [2021, 2024])
def test_its_first_and_last_year_are_inside(toys: Toys, year: int) -> None:
    verdict = toys(YEARS).items(SILENCE, year=year).verdict()
    assert (verdict.status, verdict.weight) == ("absent", 4)


def test_open_years(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示]}, applies: {years: [2021, null]}}\nb: {mention: {any: [公示]}, applies: {years: [null, 2021]}}")
    assert bench.items(SILENCE, year=2030).statuses() == {"a": "absent", "b": "not-applicable"}
    assert bench.items(SILENCE, year=2015).statuses() == {"a": "not-applicable", "b": "absent"}


def test_an_unknown_year_is_inside(toys: Toys) -> None:
    outcome = toys(YEARS).judge(report(SILENCE, title="青岚县人民政府法治政府建设年度报告"), year=None)
    assert outcome.report.profile.year is None
    assert outcome.status() == "absent"


def test_stages(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示]}, applies: {stages: [published]}}")
    assert bench.items(SAYING, stage="draft").said() == ("not-applicable", "stage")
    assert bench.items(SAYING, stage="published").status() == "evidenced"


def test_a_duty_that_arises_only_where_something_is_done(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示]}, applies: {when: [罚没, 收取…费用]}}")
    assert bench.items(SILENCE).said() == ("not-applicable", "when")
    assert bench.items("罚没款物全部上缴。").said() == ("absent", "none")
    assert bench.items("收取停车等费用。").said() == ("absent", "none")
    # among the results, not in the plan
    assert bench.judge(report(SILENCE, plan=("规范罚没管理。", "再接再厉。"))).said() == ("not-applicable", "when")


def test_deprecated_rules_are_not_judged(toys: Toys) -> None:
    outcome = toys("a: {mention: {any: [公示]}}\nb: {mention: {any: [公示]}, stability: deprecated}").items(SAYING)
    assert outcome.statuses() == {"a": "evidenced"}


PACKS = "core.a: {mention: {any: [公示]}}\ncore.b: {mention: {any: [公示]}, pack: extension}\ncorex.c: {mention: {any: [公示]}}"


@pytest.mark.parametrize(
    ("options", "judged"),
    [
        ({}, {"core.a", "core.b", "corex.c"}),
        ({"pack": "core"}, {"core.a", "corex.c"}),
        ({"select": ("core",)}, {"core.a", "core.b"}),
        # what is selected by name need not be in the pack
        ({"pack": "core", "select": ("core.b",)}, {"core.b"}),
        ({"ignore": ("core",)}, {"corex.c"}),
        ({"select": ("core",), "ignore": ("core.a",)}, {"core.b"}),
    ],
)
def test_which_rules_run(toys: Toys, options: dict[str, Any], judged: set[str]) -> None:
    assert set(toys(PACKS, **options).items(SAYING).statuses()) == judged
