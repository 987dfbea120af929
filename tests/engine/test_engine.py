"""The order of work: profiles of weights, stages, notices, what is not scored."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from linter.engine import Engine, Options, chosen, stage_of
from linter.model.result import Report
from linter.model.rule import Rulebook
from linter.model.text import Clue
from tests.checks.toy import Toys, judged, report
from tests.engine.forms import NAMES, source

Judge = Callable[..., Report]


@pytest.mark.parametrize(("rule", "prefix", "expected"), [("a.b", "a", True), ("a.b", "a.b", True), ("ab.c", "a", False), ("a", "a.b", False)])
def test_prefixes_are_whole_segments(rule: str, prefix: str, expected: bool) -> None:
    assert chosen(rule, (prefix,)) is expected
    assert not chosen(rule, ())


def notices(judge: Judge, **options: object) -> tuple[str, ...]:
    return judge(source(NAMES[-1]), **options).notices


def test_from_2026_the_outline_has_lapsed(judge: Judge) -> None:
    assert notices(judge, year=2025) == ()
    for year in (2026, 2027):
        (notice,) = notices(judge, year=year)
        assert notice == "该纲要规划期已届满，请核对是否有新纲要。"


def test_after_2025_the_last_outline_goes_on_being_the_basis(judge: Judge, book: Rulebook) -> None:
    early, late = "outline-2015-2020", "outline-2021-2025"
    both = {r.id for r in book.rules if {early, late} <= {b.source for b in r.basis}}
    assert len(both) > 5
    for year, there, gone in ((2019, early, late), (2024, late, early), (2026, late, early)):
        for verdict in judge(source(NAMES[-1]), year=year).verdicts:
            if verdict.rule.id in both:
                sources = {b.source for b in verdict.rule.basis}
                assert there in sources
                assert gone not in sources


def test_what_is_unknown_is_said(judge: Judge) -> None:
    got = judge(report("强化统筹。", title="法治政府建设年度报告"), assume_report=True)
    assert (got.profile.level, got.profile.year) == (None, None)
    assert len(got.notices) == 2
    assert any("--level" in notice for notice in got.notices)
    assert any("--year" in notice for notice in got.notices)
    assert {v.status for v in got.verdicts if v.reason == "level-unknown"} == {"review"}


def test_another_genre_is_not_scored(judge: Judge) -> None:
    got = judge("青岚县人民政府关于加强法治宣传的通知\n各乡镇：\n现将有关事项通知如下。请认真组织。\n", assume_report=False)
    assert got.genre.kind == "other"
    assert got.score is None
    assert got.unscored == "不是法治政府建设年度报告，不评分。"
    assumed = judge("青岚县人民政府关于加强法治宣传的通知\n各乡镇：\n现将有关事项通知如下。请认真组织。\n", assume_report=True)
    assert assumed.genre == ("annual-report", "assumed")
    assert assumed.score is not None


def test_what_was_not_read_whole_is_judged_and_not_scored(engine: Engine) -> None:
    from linter.reading import read, residue_words

    document = read("r.md", data=source(NAMES[-1]).encode(), residue=residue_words(engine.lexicon))
    document.receipt = document.receipt._replace(unread=("第3页",))
    got = engine.judge(document).report
    assert got.score is None
    assert got.unscored == "文件未能读全，不评分。"
    assert sum(v.status == "evidenced" for v in got.verdicts) > 50


def test_options_override_the_text(judge: Judge) -> None:
    text = source(NAMES[-1])
    got = judge(text, level="city", year=2022, stage="published")
    assert (got.profile.level, got.profile.year, got.stage) == ("city", 2022, "published")
    assert {got.profile.sources[field].origin for field in ("level", "year")} == {"option"}


def test_stages_follow_the_format(judge: Judge) -> None:
    assert judge(source(NAMES[-1]), "r.md").stage == "draft"
    page = judge(f"<html><body><p>{source(NAMES[-1])}</p></body></html>", "r.html")
    assert page.stage == "published"
    document = judge(source(NAMES[-1]), "r.md").document
    document.clues = (*document.clues, Clue("published", "2025-03-20", None, None))
    assert stage_of(document) == "published"


def test_the_profile_of_weights_follows_the_level(engine: Engine, book: Rulebook) -> None:
    assert engine.weighting("county").id == "county"
    assert engine.weighting(None).id == "default"
    assert engine.weighting("no-such-level").id == "default"
    named = Engine(book, Options(profile="township"))
    assert named.weighting("county").id == named.weighting(None).id == "township"


def test_a_profile_weighs_rules_its_own_way(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [公示]}, weight: 1}\nb: {mention: {any: [培训]}, weight: 1}")
    weightings = {"default": bench.engine.rulebook.weightings["default"]._replace(weights={"enforcement.a": 3})}
    heavy = Engine(bench.engine.rulebook._replace(weightings=weightings))
    got = judged(heavy, report("公示12条。"), level="county", year=2024, assume_report=True).report
    assert {v.rule.id: v.weight for v in got.verdicts} == {"enforcement.a": 3, "enforcement.b": 1}
    assert got.score is not None
    assert got.score.total == 75
    assert bench.items("公示12条。").report.score is not None
    # what weighs nothing here weighs nothing there
    outside = judged(heavy, report("公示12条。"), level="county", year=2024, assume_report=True)
    assert outside.report.verdicts[0].weight == 3


def test_rules_can_be_laid_over_the_shipped_ones(tmp_path: object) -> None:
    """A rule written as YAML and loaded is the rule that these tests make in memory."""
    from pathlib import Path

    import yaml

    from linter.engine import load

    folder = Path(str(tmp_path)) / "enforcement"
    folder.mkdir()
    keys = {
        "title": {"zh": "事项toy", "en": "Duty toy"},
        "pack": "core",
        "stability": "stable",
        "basis": [{"source": "outline-2021-2025", "item": 15}],
        "severity": "warning",
        "weight": 3,
        "check": "coverage",
        "mention": {"any": ["公示…处罚", {"all": ["公示", "许可"], "within": "item"}], "except": ["公示栏"]},
        "evidence": {"any": [{"figure": {"units": ["条"]}}, {"document": "own"}]},
        "advice": {"zh": "建议补充。", "en": "Say more."},
        "examples": {"evidenced": ["公示处罚12条。"], "absent": ["更新公示栏。"]},
    }
    (folder / "toy.yaml").write_text(yaml.safe_dump(keys, allow_unicode=True), "utf-8")
    book = load((str(tmp_path),), use_cache=False)
    (loaded,) = [r for r in book.rules if r.id == "enforcement.toy"]
    made = Toys(book).rule("toy", {"mention": keys["mention"], "evidence": keys["evidence"]})
    assert loaded == made._replace(basis=loaded.basis)
    got = judged(Engine(book), report("公示处罚12条。"), level="county", year=2024, assume_report=True).report
    assert {v.rule.id: v.status for v in got.verdicts}["enforcement.toy"] == "evidenced"


def test_a_score_recomputed_from_verdicts_alone(judge: Judge) -> None:
    """Every example's total by the formula of the contract, in fractions, from its verdicts and deductions."""
    share = {"evidenced": Fraction(1), "mentioned": Fraction(3, 5), "planned": Fraction(0), "absent": Fraction(0)}
    for name in NAMES:
        got = judge(source(name), f"{name}.md")
        assert got.score is not None
        homes = set(got.score.obligations)
        counted = [v for v in got.verdicts if v.status in share and v.rule.id in homes]
        whole = sum(v.weight for v in counted)
        exact = sum((100 * v.weight * share[v.status] / whole for v in counted), Fraction(0))
        exact = max(exact - sum((d.points for d in got.score.deductions), Fraction(0)), Fraction(0))
        assert got.score.total == Fraction(int(exact * 10 + Fraction(1, 2)), 10)
