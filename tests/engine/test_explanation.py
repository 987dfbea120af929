"""Why a duty was judged as it was."""

from collections.abc import Callable
from typing import Any

import pytest

from linter import explanation
from linter.checks.context import Companions, Entry
from linter.engine import Engine, Judgement
from linter.model.rule import Rule, Rulebook
from linter.output.explanation import compose
from linter.reading import read, residue_words
from tests.checks.finders import Finders, finder
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


# rules that find things

OLD = finder("basis.old", "term", words=["法制宣传"])
SUM = finder("figures.sum", "relation")
PLAIN = finder("claims.plain", "claim")
ITEMS = ("开展法制宣传。", "核查1+2=4，走访3+4=7，回访5+5=0。", "环境显著改善，部分成效显著，显著提升12项。")


def told(finders: Finders, rule: Rule, *items: str, lang: str = "zh", **options: Any) -> dict[str, Any]:
    bench = finders(OLD, SUM, PLAIN, lang=lang)
    return explanation.of_document(rule, bench.items(*items, **options).judgement, bench.engine)


def test_a_remark_is_told_with_its_place(finders: Finders) -> None:
    answer = told(finders, OLD, *ITEMS)
    assert (answer["status"], answer["looked"]) == ("found", {"at": "terms", "count": 1})
    assert answer["findings"] == [
        {"status": "found", "severity": "warning", "message": "“法制宣传”见第1处。", "line": 5, "place": "一2.", "text": "法制宣传"}
    ]
    assert answer["relations"] == answer["claims"] == answer["passages"] == []


def test_nothing_found_says_how_much_was_looked_at(finders: Finders) -> None:
    answer = told(finders, OLD, "开展法治宣传。")
    assert (answer["status"], answer["findings"], answer["looked"]["at"]) == ("clean", [], "clauses")
    assert answer["looked"]["count"] > 3
    assert told(finders, SUM, "走访3+4=7。")["looked"] == {"at": "relations", "count": 1}
    assert told(finders, PLAIN, "显著提升12项，更加显著9项。")["looked"] == {"at": "claims", "count": 2}


def test_relations_are_told_with_figures_and_calculation(finders: Finders) -> None:
    answer = told(finders, SUM, *ITEMS)
    assert [(r["verdict"], r["calculation"]) for r in answer["relations"]] == [("inconsistent", "1 + 2 = 3"), ("consistent", "3 + 4 = 7"), ("suspicious", "5 + 5 = 10")]
    assert answer["relations"][0]["parts"][2] == {"line": 6, "place": "一3.", "text": "4", "role": "total", "value": "4"}
    assert [f["status"] for f in answer["findings"]] == ["inconsistent", "suspicious"]


def test_claims_are_told_with_their_reason_in_words(finders: Finders) -> None:
    answer = told(finders, PLAIN, *ITEMS)
    assert [(c["rank"], c["support"], c["why"]) for c in answer["claims"]] == [
        (1, "unsupported", "同一分句内未见数据。"), (2, "partial", "“显著”只有一部分佐证。"), (3, "supported", "有数据。"),
    ]  # fmt: skip
    assert answer["claims"][1]["reason"] == "part"
    assert (answer["status"], answer["looked"]) == ("found", {"at": "claims", "count": 3})


def test_a_claim_that_a_duty_speaks_for_counts_as_found(toys: Toys, finders: Finders) -> None:
    bench = finders(toys("a: {mention: {any: [公示]}}").engine.coverage_rules[0], PLAIN)
    answer = explanation.of_document(PLAIN, bench.items("公示成效显著。").judgement, bench.engine)
    assert (answer["status"], answer["findings"], len(answer["claims"])) == ("found", [], 1)
    answer = explanation.of_document(PLAIN, bench.items("公示部分成效显著。").judgement, bench.engine)
    assert (answer["findings"], answer["claims"][0]["why"]) == ([], "")  # the sentence of its reason has a blank that only the finding fills


@pytest.mark.parametrize(
    ("changes", "options", "said"),
    [
        ({"years": (2021, None)}, {"year": 2020}, ("not-applicable", "year")),
        ({"levels": ("city",)}, {}, ("not-applicable", "level")),
        ({"levels": ("city",)}, {"level": None}, ("not-applicable", "level")),
        ({"stages": ("published",)}, {}, ("not-applicable", "stage")),
        ({"traits": ("legislates",)}, {}, ("not-applicable", "trait")),
    ],
)
def test_a_rule_that_was_not_asked_says_why(finders: Finders, changes: dict[str, Any], options: dict[str, Any], said: tuple[str, str]) -> None:
    rule = finder("basis.old", "term", words=["法制宣传"], **changes)
    bench = finders(rule)
    answer = explanation.of_document(rule, bench.items("开展法制宣传。", **options).judgement, bench.engine)
    assert (answer["status"], answer["reason"], answer["looked"], answer["findings"]) == (*said, None, [])


def test_a_rule_that_was_not_selected(finders: Finders) -> None:
    bench = finders(OLD, SUM, ignore=("basis",))
    answer = explanation.of_document(OLD, bench.items(*ITEMS).judgement, bench.engine)
    assert (answer["status"], answer["reason"]) == ("not-applicable", "not-selected")


def test_comparisons_want_something_to_compare_with(finders: Finders) -> None:
    ledger, previous = finder("ledger.value", "ledger"), finder("previous.copied", "previous")
    bench = finders(ledger, previous)
    judgement = bench.items("走访企业20家。").judgement
    for rule, reason in ((ledger, "no-ledger"), (previous, "no-previous")):
        answer = explanation.of_document(rule, judgement, bench.engine)
        assert (answer["status"], answer["reason"]) == ("not-applicable", reason)
    document = read("a.txt", data=report("走访企业20家。").encode(), name="a.txt", residue=residue_words(bench.engine.lexicon))
    options = bench.engine.options._replace(level="county", year=2024, assume_report=True)
    judgement = bench.engine.judge(document, options, Companions(None, (Entry("走访", "30", "家", "", 1),)))
    (finding,) = explanation.of_document(ledger, judgement, bench.engine)["findings"]
    assert finding == {"status": "inconsistent", "severity": "warning", "message": "台账为30。"}


def of_rule(finders: Finders, monkeypatch: pytest.MonkeyPatch, keys: dict[str, Any], examples: dict[str, Any], lang: str = "zh") -> dict[str, Any]:
    """A rule as its file would tell it."""
    from linter import rulebook

    monkeypatch.setattr(rulebook, "examples", lambda root=None, extra=(): {OLD.id: {"examples": examples, "also": {}, "keys": keys}})
    return explanation.of_rule(OLD, finders(OLD, lang=lang).engine)


def test_options_are_told_with_their_word_lists(finders: Finders, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {"any": ["甲", "$enforcement.fines"], "open": True, "unless": {"any": "$enforcement.fines", "within": 3}, "name": "$nowhere.at-all"}
    answer = of_rule(finders, monkeypatch, keys, {})
    fines = answer["options"]["any"][1:]
    assert len(fines) > 3 and all(isinstance(word, str) and not word.startswith("$") for word in fines)
    assert answer["options"]["unless"] == {"any": fines, "within": 3}
    assert (answer["options"]["name"], answer["terms"]) == ("$nowhere.at-all", [])
    text = compose(answer, "zh")
    assert "any：甲、" in text and "open：是" in text and "；within：3" in text and "等（另有" in text


def test_options_that_list_mappings_take_a_line_each(finders: Finders, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = {"claim": ["甲", "乙", "丙", "丁", "戊"], "strict": False}
    lines = compose(of_rule(finders, monkeypatch, {"zeros": [pair] * 6, "few": [{"a": 1}]}, {}), "zh").splitlines()
    at = lines.index("zeros：")
    assert lines[at + 1 : at + 5] == ["  claim：甲、乙、丙、丁 等（另有 1 个）；strict：否"] * 4
    assert lines[at + 5 : at + 8] == ["  等（另有 2 个）", "few：", "  a：1"]


def test_marks_of_examples_are_shown(finders: Finders, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = {"finding": ["开展{{法制宣传}}，{{12}}。", {"doc": "一" * 300 + "\n{{法制宣传}}" + "二" * 200}], "clean": ["开展法治宣传。"]}
    text = compose(of_rule(finders, monkeypatch, {}, examples), "zh")
    assert "示例（应指出）：开展【法制宣传】，{{12}}。" in text
    assert "示例（不应指出）：开展法治宣传。" in text
    (long,) = [line for line in text.splitlines() if "一一一" in line]
    assert "【法制宣传】" in long and long.endswith("…") and len(long) < 150


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_answer_can_be_written(finders: Finders, lang: str) -> None:
    bench = finders(OLD, SUM, PLAIN, lang=lang) if lang == "zh" else finders(OLD, lang=lang)
    rules = (OLD, SUM, PLAIN) if lang == "zh" else (OLD,)
    for rule in rules:
        for items in (ITEMS, ("强化统筹。",)):
            answer = explanation.of_rule(rule, bench.engine)
            answer["file"] = explanation.of_document(rule, bench.items(*items).judgement, bench.engine)
            assert compose(answer, lang).count("report.txt") == 1


def test_the_answer_in_words(finders: Finders) -> None:
    bench = finders(OLD, SUM, PLAIN)
    judgement = bench.items(*ITEMS).judgement

    def text(rule: Rule) -> list[str]:
        answer = explanation.of_rule(rule, bench.engine)
        answer["file"] = explanation.of_document(rule, judgement, bench.engine)
        return compose(answer, "zh").partition("\n\n")[2].splitlines()

    assert text(OLD) == ["report.txt：检出 1 处（查看了 1 处有关用语）", "  第 5 行 一2. 法制宣传", "      中：“法制宣传”见第1处。"]
    assert text(SUM)[:7] == [
        "report.txt：检出 2 处（核对了 3 组数字）", "  第 6 行 一3. 1+2=4", "      中：和为3。", "  第 6 行 一3. 5+5=0", "      提示：和为10。",
        "  分项与合计 · 数据待核：1 + 2 = 3", "      分项 第 6 行 1",
    ]  # fmt: skip
    assert "      一般成效 · 有佐证：有数据。" in text(PLAIN)
    assert "      一般成效 · 未见佐证（通常有数据或文件可补）：同一分句内未见数据。" in text(PLAIN)


def test_long_lists_are_cut_and_counted(finders: Finders) -> None:
    bench = finders(OLD)
    answer = explanation.of_rule(OLD, bench.engine)
    answer["file"] = explanation.of_document(OLD, bench.items(*("法制宣传。",) * 20).judgement, bench.engine)
    text = compose(answer, "zh")
    assert text.count("      中：") == 12 and text.endswith("  其余 8 处略，--json 列出全部。\n")


def test_personal_data_is_not_shown_in_full(finders: Finders) -> None:
    bench = finders(OLD)
    answer = explanation.of_rule(OLD, bench.engine) | {"check": "privacy"}
    answer["file"] = explanation.of_document(OLD, bench.items("开展法制宣传。").judgement, bench.engine)
    answer["file"]["findings"][0]["text"] = "13000000000"
    assert "130******00" in compose(answer, "zh")
