"""Why a duty was judged as it was."""

from collections.abc import Callable

import pytest

from linter import explanation
from linter.engine import Engine, Judgement
from linter.model.rule import Rule, Rulebook
from tests.checks.toy import Bench, Toys, report
from tests.engine.forms import NAMES, source

SOURCE = """
a: {mention: {any: [公示…条, {all: [执法, {any: [公开, 晒出]}]}, {regex: '执法信息[0-9]{1,4}'}, {in: other, match: 公示}, {words: 听证}], except: [公示栏]}, weak: [公开透明]}
b: {check: section, part: causes, own: [主要原因], inside: [缺乏…人员]}
c: {mention: {any: [行政执法案卷评查]}}
"""


@pytest.fixture(scope="module")
def bench(toys: Toys) -> Bench:
    return toys(SOURCE)


def rule(bench: Bench, name: str) -> Rule:
    return next(r for r in (*bench.engine.coverage_rules, *bench.engine.other_rules) if r.id == f"enforcement.{name}")


def test_the_rule_in_words(bench: Bench) -> None:
    told = explanation.of_rule(rule(bench, "a"), bench.engine)
    assert told["title"] == {"zh": "事项a", "en": "Duty a"}
    assert (told["check"], told["severity"], told["weight"], told["more_terms"]) == ("coverage", "warning", 3, 0)
    assert told["terms"] == ["公示…条", "执法 + 公开 / 晒出", "执法信息[0-9]{1,4}", "公示", "听证"]
    assert told["advice"] == "建议补充。"
    assert "第（十五）项" in told["basis"]
    assert explanation.of_rule(rule(bench, "b"), bench.engine)["terms"] == ["主要原因", "缺乏…人员"]


def test_shipped_rules_come_with_their_examples(engine: Engine, book: Rulebook) -> None:
    told = explanation.of_rule(next(r for r in book.rules if r.id == "enforcement.three-systems.disclosure"), engine)
    assert len(told["examples"]["evidenced"]) >= 3
    assert len(told["terms"]) <= 12
    assert told["more_terms"] >= 0


def document(bench: Bench, name: str, text: str) -> dict[str, object]:
    return explanation.of_document(rule(bench, name), bench.judge(text).judgement, bench.engine)


def test_a_duty_that_is_there(bench: Bench) -> None:
    told = document(bench, "a", report("强化统筹。", "公示信息12条。", "推进公开透明。"))
    assert (told["status"], told["reason"], told["weight"], told["nearest"]) == ("evidenced", "evidence", 3, None)
    assert told["passages"] == [
        {"line": 6, "place": "一3.", "role": "achievements", "text": "3.公示信息12条", "evidence": [{"kind": "figure", "text": "12条"}]},
        {"line": 7, "place": "一4.", "role": "achievements", "text": "4.推进公开透明", "evidence": []},
    ]


def test_the_nearest_miss_is_the_clause_with_its_reason(bench: Bench) -> None:
    told = document(bench, "a", report("强化统筹，尚未公示信息12条，抓紧推进。"))
    assert told["status"] == "absent"
    assert told["nearest"] == {"line": 5, "text": "尚未公示信息12条，", "why": "negated"}


def test_without_a_hit_it_is_the_clause_that_shares_most_words(bench: Bench) -> None:
    told = document(bench, "c", report("开展行政复议案件评查。", "对行政执法案件的卷宗开展评查，一案一评。", shortcomings=("行政执法案卷质量不高，评查偏少。", "人手紧张。")))
    assert told["status"] == "absent"
    assert told["nearest"] == {"line": 6, "text": "3.对行政执法案件的卷宗开展评查，", "why": "kindred"}
    assert document(bench, "c", report("强化统筹。"))["nearest"] is None


def test_a_promise_shows_what_is_near_among_the_results(bench: Bench) -> None:
    told = document(bench, "c", report("对行政执法案件的卷宗开展评查。", plan=("开展行政执法案卷评查。", "再接再厉。")))
    assert told["status"] == "planned"
    assert told["nearest"] == {"line": 5, "text": "2.对行政执法案件的卷宗开展评查。", "why": "kindred"}


def test_parts_have_no_kindred(bench: Bench) -> None:
    told = document(bench, "b", report("强化统筹。"))
    assert (told["status"], told["nearest"]) == ("absent", None)


def test_a_rule_that_was_not_run(bench: Bench, toys: Toys) -> None:
    judgement = toys("z: {mention: {any: [公示]}}").items("公示12条。").judgement
    told = explanation.of_document(rule(bench, "a"), judgement, bench.engine)
    assert (told["status"], told["reason"], told["passages"]) == ("not-applicable", "not-selected", [])


def test_unclaimed(bench: Bench) -> None:
    judgement = bench.judge(report("公示信息12条。", "走访企业30家，印发《青岚县走访办法》，9月12日，召开座谈会。")).judgement
    assert explanation.unclaimed(judgement) == [
        {"kind": "figure", "line": 6, "text": "30家"},
        {"kind": "document", "line": 6, "text": "《青岚县走访办法》"},
        {"kind": "event", "line": 6, "text": "9月12日，召开座谈会"},
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_verdict_of_the_examples_can_be_explained(name: str, judgement: Callable[..., Judgement], engine: Engine) -> None:
    found = judgement(source(name), f"{name}.md")
    text = found.report.document.text
    for verdict in found.report.verdicts[::7]:
        told = explanation.of_document(verdict.rule, found, engine)
        assert told["status"] == verdict.status
        for passage in told["passages"]:
            assert passage["text"] in text
        if told["nearest"]:
            assert told["nearest"]["text"] in text
            assert told["nearest"]["why"]
