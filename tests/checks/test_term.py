"""Check kind `term` on invented reports: tables of wording, fixed names, formulas, meetings, abbreviations."""

from collections.abc import Callable
from typing import Any

import pytest

from linter.checks import term
from linter.checks.sources import abbreviations, formulas, variants, wordings
from linter.engine import Engine
from linter.model.lexicon import Lexicon
from tests.checks.toy import Bench, Outcome, Toys, judged, report


def told(outcome: Outcome) -> list[tuple[str, str]]:
    """(reason, words pointed to) of every remark."""
    return [(r.reason, outcome.text[r.start : r.end] if r.start is not None else "") for r in outcome.judgement.remarks]


def spots(outcome: Outcome) -> list[str]:
    return [words for _, words in told(outcome)]


Made = Callable[..., Bench]


@pytest.fixture
def table(toys: Toys) -> Made:
    """table({wording: entry}, more keys of the rule) → bench of one rule with that table."""

    def make(words: dict[str, Any], more: str = "") -> Bench:
        return toys(f"a: {{check: term, words: [$own.words]{more}}}", lexicon={"own.words": words})

    return make


# ---- tables


def test_a_wrong_wording_and_its_correction(table: Made) -> None:
    outcome = table({"布署": "部署"}).items("周密布署，层层布署。")
    assert told(outcome) == [("word", "布署"), ("word", "布署")]
    assert outcome.judgement.remarks[0].values == {"quote": "布署", "use": "部署", "times": 1}


def test_a_group_stands_for_each_of_its_words(table: Made) -> None:
    outcome = table({"权利(运行|下放)": "权力(*)"}).items("规范权利运行，推进权利下放和权利保护。")
    assert [(spot, r.values["use"]) for spot, r in zip(spots(outcome), outcome.judgement.remarks, strict=True)] == [("权利运行", "权力运行"), ("权利下放", "权力下放")]


@pytest.mark.parametrize(
    ("entry", "item", "found"),
    [
        ({"except": ["程序公证处"]}, "程序公证处，程序公证。", ["程序公证"]),
        ({"near": ["执法"]}, "程序公证；保障执法程序公证。", ["程序公证"]),
        ({"near": ["执法"], "within": "sentence"}, "程序公证，规范执法。", ["程序公证"]),
        ({"unless": ["公证机构"]}, "公证机构程序公证；程序公证。", ["程序公证"]),
        ({"before": ["保障"]}, "保障程序公证，办理程序公证。", ["程序公证"]),
        ({"not-before": ["办理"]}, "保障程序公证，办理程序公证。", ["程序公证"]),
        ({"after": ["，"]}, "保障程序公证，办理程序公证。", ["程序公证"]),
        ({"not-after": ["，"]}, "保障程序公证，办理程序公证。", ["程序公证"]),
    ],
)
def test_what_stands_around(table: Made, entry: dict[str, Any], item: str, found: list[str]) -> None:
    assert spots(table({"程序公证": {"use": "程序公正", **entry}}).items(item)) == found


@pytest.mark.parametrize(("year", "count"), [(2019, 0), (2020, 1), (2023, 1), (2024, 0), (None, 0)])
def test_years(table: Made, year: int | None, count: int) -> None:
    bench = table({"国土局": {"use": "自然资源局", "from": 2020, "to": 2023}})
    text = report("国土局发证。") if year else "主要举措和成效\n国土局发证。\n"
    assert len(spots(bench.judge(text, year=year))) == count


def test_doubt_and_severity(table: Made) -> None:
    outcome = table({"审察": {"use": "审查", "doubt": True, "severity": "error"}}).items("开展审察。")
    assert [(r.reason, r.severity) for r in outcome.judgement.remarks] == [("doubt", "error")]


def test_once(table: Made) -> None:
    outcome = table({"法制(宣传|教育)": "法治", "布署": "部署"}, ", once: true, says: legacy").items("法制宣传，法制教育，布署。")
    assert told(outcome) == [("legacy.more", "法制宣传"), ("legacy", "布署")]
    assert outcome.judgement.remarks[0].values["times"] == 2


def test_titles_keep_their_names_unless_a_rule_says_so(table: Made) -> None:
    item = "印发《青岚县布署方案》，布署工作。"
    assert len(spots(table({"布署": "部署"}).items(item))) == 1
    assert len(spots(table({"布署": "部署"}, ", titles: true").items(item))) == 2


def test_excuses_of_the_rule(table: Made) -> None:
    bench = table({"国土局": "自然资源局"}, ", except-before: [原], except-near: [更名]")
    assert spots(bench.items("原国土局移交，国土局更名后，国土局查处。")) == ["国土局"]


def test_the_longest_of_overlapping_wordings(table: Made) -> None:
    assert spots(table({"法治督查": "x", "开展法治督查": "y"}).items("开展法治督查。")) == ["开展法治督查"]


def test_words_that_meet_are_no_wording(table: Made) -> None:
    assert spots(table({"共献": "贡献"}).items("公共献血，作出共献。")) == ["共献"]


def test_characters_that_never_meet_by_chance_are_told_without_the_dictionary(table: Made) -> None:
    assert spots(table({"台帐": {"use": "台账", "sure": True}}).items("建立工作台帐。")) == ["台帐"]
    assert spots(table({"台帐": "台账"}).items("建立工作台帐。")) == []  # 工作台|帐


def test_a_name_in_quotation_marks_and_its_word_are_no_repetition(table: Made) -> None:
    assert spots(table({"制度制度": "制度"}).items("“三项制度”制度化，健全制度制度。")) == ["制度制度"]
    assert spots(table({"坚定四个意识": "增强四个意识"}).items("坚定“四个意识”。")) == ["坚定“四个意识"]


def test_without_a_segmenter_nothing_crosses(table: Made) -> None:
    outcome = table({"共献": "贡献"}).items("公共献血。")
    context = outcome.judgement.context._replace(segmenter=None)
    rule = next(r for r in table({"共献": "贡献"}).engine.finder_rules)
    assert len(term.judge((rule,), context, None).remarks) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ({"布署": None}, "要写 use"),
        ({"布署": {"use": "部署", "nera": ["x"]}}, "nera"),
        ({"布": "部"}, "过短"),
        ({"布署": "部署", "“布署”": "部署"}, "两次"),
        ({"布署": {"use": "部署", "except": ["部署"]}}, "例外"),
    ],
)
def test_tables_that_make_no_sense(words: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        wordings.prepare(words)


def test_two_tables_do_not_share_a_wording(lexicon: Lexicon) -> None:
    own = Lexicon({"a": {"布署": "部署"}, "b": {"布署": "部署"}})
    with pytest.raises(ValueError, match="布署"):
        term.prepare({"words": ["$a", "$b"]}, own)
    with pytest.raises(ValueError, match="之一"):
        term.prepare({}, own)


# ---- fixed names


def test_forms_made_of_a_name() -> None:
    assert variants.dropped(["中央 全面 依法治国 工作 会议"]) == {
        "中央依法治国工作会议": "中央全面依法治国工作会议",
        "中央全面工作会议": "中央全面依法治国工作会议",
        "中央全面依法治国会议": "中央全面依法治国工作会议",
    }
    assert variants.dropped(["甲 乙 丙"]) == {}  # too short to be known
    assert variants.swapped(["综合 行政执法 改革"]) == {"行政执法综合改革": "综合行政执法改革", "综合改革行政执法": "综合行政执法改革"}
    assert variants.swapped(["甲 乙", "乙 甲"]) == {}
    long = ["中央 全面 依法治国 工作 会议", "中央 依法治国 工作 会议"]
    assert "中央依法治国工作会议" not in variants.dropped(long)


def test_a_name_that_lost_a_word(toys: Toys) -> None:
    bench = toys("a: {check: term, drop: $own.names, swap: $own.names, says: fixed}", lexicon={"own.names": ["中央 全面 依法治国 工作 会议"]})
    outcome = bench.items("贯彻中央依法治国工作会议精神，贯彻中央全面依法治国工作会议精神，贯彻中央依法治国全面工作会议精神。")
    assert told(outcome) == [("fixed", "中央依法治国工作会议"), ("fixed", "中央依法治国全面工作会议")]


def test_patterns(toys: Toys) -> None:
    tables = {
        "own.patterns": {
            "half": {"find": "(20[0-9]{2})([上下]半年)", "use": "{1}年{2}"},
            "strength": {"find": "加强[^,。]{0,20}力度", "do": "改用“加大”", "except": ["加大"], "not-after": ["不"], "not-before": ["要"]},
        }
    }
    bench = toys("a: {check: term, patterns: $own.patterns, says: fixed, titles: true}", lexicon=tables)
    outcome = bench.items("报送2023上半年情况。", "加强执法力度。", "加强监督加大力度。", "加强监督力度不减。", "要加强监督力度。", "2023年上半年。")
    assert [(r.reason, r.values["use"]) for r in outcome.judgement.remarks] == [("fixed", "2023年上半年"), ("do", "改用“加大”")]


# ---- formulas


FORMULAS: dict[str, Any] = {
    "four": {"members": ["四个意识", "四个自信", "两个维护"], "say": "增强……", "gap": 9},
    "law": {"members": ["尊法", "学法", "守法", "用法"], "say": "尊法学法守法用法", "joints": ["、"], "least": 3},
    "whole": {"members": ["法治国家", "法治政府", "法治社会"], "say": "法治国家、法治政府、法治社会", "joints": ["、"], "least": 3, "tails": ["一体建设"]},
    "words": {"members": ["科学", "民主", "依法|依规", "高效"], "say": "科学、民主、依法、高效", "joints": ["、"], "whole": 2, "severity": "info"},
    "tail": {"members": ["严格", "规范", "公正"], "say": "严格规范公正执法", "joints": ["、"], "tails": ["执法"], "tail-only": True},
}


@pytest.fixture(scope="module")
def fixed(toys: Toys) -> Bench:
    return toys("a: {check: term, formulas: $own.formulas}", lexicon={"own.formulas": FORMULAS})


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("增强“四个意识”、坚定“四个自信”、做到“两个维护”。", []),
        ("坚定“四个自信”，增强“四个意识”，做到“两个维护”。", [("permuted", "四个自信”，增强“四个意识”，做到“两个维护")]),
        ("坚定“四个自信”。增强“四个意识”。", []),
        ("坚定“四个自信”，把工作一项一项抓在手上，增强“四个意识”。", []),
        ("增强“四个意识”、坚定“四个自信”，增强“四个意识”。", []),
        ("尊法学法守法用法。", []),
        ("尊法守法学法。", [("permuted", "尊法守法学法")]),
        ("学法、守法、用法。", []),
        ("守法、学法。", []),
        ("尊法学法知法守法。", []),
        ("法治国家、法治政府、法治社会一体建设。", []),
        ("法治国家、法治社会一体建设。", [("truncated", "法治国家、法治社会")]),
        ("法治青岚、法治政府、法治社会一体建设。", []),
        ("法治国家、法治社会。", []),
        ("科学、民主决策。", [("truncated", "科学、民主")]),
        ("科学、民主、公开决策。", []),
        ("民主、依规决策。", []),
        ("依规、科学决策。", [("permuted", "依规、科学")]),
        ("规范严格公正执法。", [("permuted", "规范严格公正")]),
        ("规范严格公正。", []),
        ("严格规范执法。", []),
    ],
)
def test_runs_of_members(fixed: Bench, item: str, found: list[tuple[str, str]]) -> None:
    assert told(fixed.items(item)) == found


def test_of_overlapping_members_the_longest_counts(toys: Toys) -> None:
    members = {"own.formulas": {"x": {"members": ["甲乙丙|甲乙", "乙丙", "丁戊"], "say": "甲乙丙丁戊", "joints": ["、"]}}}
    bench = toys("a: {check: term, formulas: $own.formulas}", lexicon=members)
    assert told(bench.items("甲乙丙、丁戊。")) == []
    assert told(bench.items("丁戊、甲乙丙。")) == [("permuted", "丁戊、甲乙丙")]


def test_what_a_broken_formula_says(fixed: Bench) -> None:
    (remark,) = fixed.items("法治国家、法治社会一体建设。").judgement.remarks
    assert (remark.values["left"], remark.severity) == ("法治政府", "info")
    (remark,) = fixed.items("依规、科学决策。").judgement.remarks
    assert remark.severity == "info"


def test_a_formula_has_members() -> None:
    with pytest.raises(ValueError, match="两个成分"):
        formulas.prepare({"x": {"members": ["甲乙"], "say": "甲乙"}})


# ---- meetings and years


def test_a_meeting_that_was_held_later(toys: Toys) -> None:
    bench = toys("a: {check: term, held: $own.held, forward: [迎接]}", lexicon={"own.held": {"党的二十大": "2022-10-16"}})
    assert told(bench.items("贯彻党的二十大精神。", year=2021)) == [("held", "党的二十大")]
    assert told(bench.items("迎接党的二十大召开。", year=2021)) == []
    assert told(bench.items("贯彻党的二十大精神。", year=2022)) == []


def test_what_a_report_of_the_year_speaks_of(toys: Toys) -> None:
    wanted = {"own.wanted": {"x": {"from": 2024, "to": 2024, "any": ["re:二十届[一二三中、]{0,6}三中", "历次全会"], "say": "三中全会"}}}
    bench = toys("a: {check: term, wanted: $own.wanted}", lexicon=wanted)
    outcome = bench.items("贯彻党的二十大精神。", year=2024)
    assert told(outcome) == [("wanted", "")]
    assert outcome.judgement.remarks[0].values == {"name": "三中全会", "year": 2024}
    assert told(bench.items("贯彻二十届二中、三中全会精神。", year=2024)) == []
    assert told(bench.items("贯彻历次全会精神。", year=2024)) == []
    assert told(bench.items("依法行政。", year=2023)) == []


# ---- abbreviations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建立“1314”体系。", ["1314"]),
        ("建立“1+28”体系和“三减三提升”机制。", ["1+28", "三减三提升"]),
        ("“三减三提升”与“1+28”。", ["1+28", "三减三提升"]),
        ("落实“三项制度”。", []),
        ("建立“1+3”机制，即一个中心、三支队伍。", []),
        ("实行“一案一卷”。", []),
        ("形成党委领导、政府负责、社会参与的“1+N”格局。", []),
        ("“三书一函”推行；“三书一函”（司法建议书等）。", []),
        ("“放管服”改革，“枫桥经验”。", []),
        ("建立“１＋２８”体系，“三 减三提升”。", ["１＋２８", "三 减三提升"]),
        ("“三书一函”推行。" + "有序推进，" * 10 + "包括其他。", ["三书一函"]),
    ],
)
def test_codes(text: str, found: list[str]) -> None:
    places = abbreviations.unexplained(text, ["三项制度"], ["即", "包括", "("])
    assert [code for _, _, code in places] == found
    assert all(text[start:end] == code for start, end, code in places)


def test_one_finding_lists_them_all(toys: Toys) -> None:
    bench = toys("a: {check: term, codes: {known: $own.known, explaining: $own.explaining}}", lexicon={"own.known": ["三项制度"], "own.explaining": ["即"]})
    outcome = bench.items("建立“三减三提升”机制、“1+28”体系。")
    assert told(outcome) == [("codes", "1+28")]
    assert outcome.judgement.remarks[0].values == {"list": "“1+28”、“三减三提升”"}
    assert told(bench.items("落实“三项制度”。")) == []


# ---- the shipped tables


def test_the_shipped_table_of_typos_is_broad(engine: Engine) -> None:
    rule = next(r for r in engine.finder_rules if r.id == "format.typo")
    assert len(rule.spec["words"]) > 800
    assert all(use and wording not in use.split("（")[0].split("或者") for wording, (use, _) in rule.spec["words"].items())


def test_no_correction_is_itself_told_of(engine: Engine) -> None:
    """Every correction of the table, put into a report, is clean."""
    from tests.checks.toy import judged

    rule = next(r for r in engine.finder_rules if r.id == "format.typo")
    uses = sorted({use.partition("（")[0] for use, _ in rule.spec["words"].values()})
    outcome = judged(engine, report(*(f"{use}。" for use in uses)), assume_report=True, year=2024)
    told_of = {r.values["quote"] for r in outcome.remarks if r.rule.id == "format.typo"}
    assert told_of == set()


@pytest.mark.parametrize(
    ("item", "rule", "quote"),
    [
        ("贯彻二十大二中、三中全会精神。", "basis.meeting-name", "二十大二中、三中全会"),
        ("贯彻党的二十大和二十届二中、三中全会精神。", "basis.meeting-name", ""),
        ("传达中央依法治国会议部署。", "basis.meeting-name", "中央依法治国会议"),
        ("传达全国全面依法治国工作会议部署。", "basis.meeting-name", "全国全面依法治国工作会议"),
        ("传达中央全面依法治国工作会议部署。", "basis.meeting-name", ""),
        ("向县十七届人大第九次常委会报告。", "basis.meeting-name", "十七届人大第九次常委会"),
        ("向县十七届人大常委会第九次会议报告。", "basis.meeting-name", ""),
        ("贯彻中央全面依法治国领导小组要求。", "basis.org.renamed", "中央全面依法治国领导小组"),
        ("县委全面依法治县工作委员会审议3项。", "basis.org.renamed", "依法治县工作委员会"),
        ("县委全面依法治县委员会审议3项。", "basis.org.renamed", ""),
        ("坚持重大问题亲自过问、重要工作亲自部署、重点环节亲自协调。", "basis.politics.formula", "重大问题亲自过问、重要工作亲自部署、重点环节亲自协调"),
        ("坚持重要工作亲自部署、重大问题亲自过问、重点环节亲自协调、重要任务亲自督办。", "basis.politics.formula", ""),
        ("坚持重要工作亲自部署、重大问题亲自过问、重点环节亲自协调、重要案件亲自督办。", "basis.politics.formula", ""),
    ],
)
def test_shipped_names_and_formulas(engine: Engine, item: str, rule: str, quote: str) -> None:
    found = judged(engine, report(item), level="county", year=2024, stage="draft", assume_report=True).report
    assert [found.document.text[f.start : f.end] for f in found.findings if f.rule == rule] == ([quote] if quote else [])
