"""What becomes of relations: rules that own them, remarks, order, one remark a fault, two suspicions a report."""

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.checks import relation
from linter.checks.context import Found
from linter.checks.relations import calendar, periods
from linter.engine import Engine, Options
from linter.model.lexicon import Lexicon
from linter.model.result import Report
from linter.model.rule import Rulebook
from linter.reading import read as reading
from linter.reading import residue_words
from tests.checks.relations.conftest import score_recomputes
from tests.checks.toy import judged, report
from tests.kit.patience import patience

MODULES = Path(relation.__file__).parent / "relations"


@pytest.fixture(scope="module")
def figures(book: Rulebook) -> Engine:
    return Engine(book._replace(rules=tuple(r for r in book.rules if r.check == "relation")))


@pytest.fixture(scope="module")
def read(figures: Engine) -> Callable[..., Report]:
    return lambda text, **options: judged(figures, text, **{"assume_report": True, **options}).report


@pytest.fixture(scope="module", autouse=True)
def _keep(read: Callable[..., Report]) -> None:
    _READ.append(read)


_READ: list[Callable[..., Report]] = []


def test_a_fault_is_a_finding_that_shows_its_calculation(read: Callable[..., Report]) -> None:
    found = read(report("受理法律援助申请318件，其中民事205件、刑事61件、其他40件。")).findings
    (finding,) = found
    assert (finding.rule, finding.status, finding.severity, finding.quote) == ("figures.sum-check", "inconsistent", "warning", "318件")
    assert finding.message == "分项之和与总数不符，205+61+40=306≠318，相差12。请核对总数，或补上漏列的分项。"


def test_what_holds_is_no_finding(read: Callable[..., Report]) -> None:
    done = read(report("受理法律援助申请318件，其中民事205件、刑事61件、其他52件。"))
    assert done.findings == ()
    assert [r.verdict for r in done.relations] == ["consistent"]


def test_a_rate_points_at_itself_and_cut_digits_weigh_less(read: Callable[..., Report]) -> None:
    cut = read(report("应出庭12件，出庭8件，出庭率66%。")).findings
    wrong = read(report("应出庭12件，出庭8件，出庭率76%。")).findings
    assert [(f.quote, f.severity) for f in cut] == [("66%", "info")]
    assert [(f.quote, f.severity) for f in wrong] == [("76%", "warning")]


def test_suspicions_are_hints_and_at_most_two(read: Callable[..., Report]) -> None:
    items = [f"{place}评查案卷{n}卷，其中行政处罚{n - 40}卷、行政许可{30}卷。" for place, n in (("甲镇", 150), ("乙镇", 160), ("丙镇", 170))]
    done = read(report(*items))
    assert [r.verdict for r in done.relations if r.kind == "sum"] == ["cannot-tell"] * 3
    assert sum(r.suspicious for r in done.relations) == 2
    assert [(f.status, f.severity) for f in done.findings] == [("suspicious", "info")] * 2


def test_the_more_urgent_suspicions_stay(read: Callable[..., Report]) -> None:
    done = read(
        report(
            "在7个行政村14个社区设立工作室20个。",
            "评查案卷150卷，其中行政处罚96卷、行政许可48卷。",
            "制定1件行政规范性文件，修改2件，废止1件，其中1件已备案，另外1件正在办理。",
        )
    )
    assert [r.parts[0].value for r in done.relations if r.suspicious] == ["150", "1"]


def test_one_fault_is_told_once(read: Callable[..., Report]) -> None:
    # more than the whole, and a rate that does not follow from it
    done = read(report("应出庭18件，出庭22件，出庭率100%。"))
    assert len([f for f in done.findings if f.status == "inconsistent"]) == 1


def test_a_wrong_total_is_told_once_though_sum_and_rate_fail(read: Callable[..., Report]) -> None:
    done = read(report("调解矛盾纠纷3316件，其中人民调解2654件、行政调解562件，其他40件；调解成功3119件，成功率97.0%。应出庭40件，出庭38件，出庭率85%。"))
    wrong = [r for r in done.relations if r.verdict == "inconsistent" or r.suspicious]
    assert len(wrong) >= 2
    assert [f.quote for f in done.findings] == ["85%", "3316件"]


def test_rules_own_what_they_name(book: Rulebook) -> None:
    engine = Engine(book._replace(rules=tuple(r for r in book.rules if r.id == "figures.percent-recompute")))
    done = judged(engine, report("受理申请318件，其中民事205件、刑事61件、其他40件。", "应出庭12件，出庭8件，出庭率76%。"), assume_report=True).report
    assert {(r.kind, r.rule) for r in done.relations} == {("percentage", "figures.percent-recompute")}


def test_a_rule_owns_something(lexicon: Lexicon) -> None:
    with pytest.raises(ValueError, match="of"):
        relation.prepare({"of": []}, lexicon)
    assert relation.prepare({"of": ["sum"]}, lexicon) == {"of": ["sum"]}
    assert relation.literals({"of": ["sum"]}) == []


def test_every_reason_has_its_sentences(lexicon: Lexicon) -> None:
    said = set()
    for module in MODULES.glob("*.py"):
        said |= set(re.findall(r'"((?:sum|subset|part|percent|rate|change|ratio|flow|numerator|cumulative|pool|base|count|product|repeat|order|signed|year|plan-year|period|place|number|term|span|title|event)-[a-z-]+)"', module.read_text("utf-8")))
    said -= {"implied-base", "name-count", "date-order", "first-responsible"}
    calculations = lexicon.table("wording.relation.calculation")
    assert said - {"plan-year-", "year-"} <= set(calculations) | {"plan-year", "year"}
    zh, en = lexicon.table("wording.relation.zh"), lexicon.table("wording.relation.en")
    assert zh.keys() == en.keys()
    told = {reason for reason in calculations if not reason.endswith(("right", "equal", "now", "same", "after")) and reason not in ("flow", "subset", "subset-one", "part-within", "cumulative", "base-shared")}
    assert told <= zh.keys()
    for sentence in (*calculations.values(), *zh.values(), *en.values()):
        assert not re.search("违法|不合格|错误|造假|没有", sentence)


def test_english_findings_are_english(book: Rulebook) -> None:
    engine = Engine(book._replace(rules=tuple(r for r in book.rules if r.check == "relation")), Options(lang="en"))
    (finding,) = judged(engine, report("应出庭12件，出庭8件，出庭率76%。"), assume_report=True).report.findings
    assert finding.message == "8÷12=66.67 %, printed 76 %."


SENTENCES = (
    "受理申请318件，其中民事205件、刑事61件、其他40件。",
    "取消各类证明258项，保留5项，取消比例为98%。",
    "收到复议申请92件，同期诉讼案件40件，复议与诉讼之比为2.4:1。",
    "出台《青岚县养犬管理办法》《青岚县停车管理办法》等2件规范性文件。",
    "实施《三年行动方案（2019—2022年）》，投入1.2万元。",
    "组建7个执法队各核定编制5名，共计36名。",
    "推行公示、全过程记录、法制审核“三项制度”，健全县、乡、村三级网络。",
)
DASHES = ("—", "－", "-", "–", "~", "～")
WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789%:()"} | {ord("."): ord("．")}


def told(done: Report) -> list[tuple[str, str, bool, str, tuple[tuple[str | None, str], ...]]]:
    return [(r.kind, r.verdict, r.suspicious, r.calculation, tuple((p.value, p.role) for p in r.parts)) for r in done.relations]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(SENTENCES), st.sampled_from(DASHES), st.booleans(), st.booleans())
def test_width_dashes_and_spaces_change_nothing(sentence: str, dash: str, wide: bool, spaced: bool) -> None:
    other = sentence.replace("—", dash)
    if wide:
        other = other.translate(WIDE)
    if spaced:
        other = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)", " ", other)
    plain = sentence.replace("，", ",").replace("（", "(").replace("）", ")")
    expected = told(_READ[0](report(sentence)))
    assert told(_READ[0](report(other))) == expected
    assert told(_READ[0](report(plain))) == expected
    assert expected


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True))
def test_relations_of_one_item_do_not_depend_on_the_others(sentences: list[str]) -> None:
    alone = [t for s in sentences for t in told(_READ[0](report(s))) if not t[2]]
    together = told(_READ[0](report(*sentences)))
    assert all(any(t[:2] == o[:2] and t[3] == o[3] for o in together) for t in alone)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4000), st.lists(st.integers(1, 900), min_size=2, max_size=5), st.booleans())
def test_verdicts_on_sums_follow_from_their_parts(total: int, parts: list[int], closed: bool) -> None:
    names = ("行政许可", "行政处罚", "行政强制", "行政确认", "行政裁决")
    listed = "、".join(f"{name}{n}项" for name, n in zip(names, parts, strict=False))
    done = _READ[0](report(f"公布事项{total}项，{'包括' if closed else '其中'}{listed}。"))
    for r in done.relations:
        assert score_recomputes(r.kind, r.verdict, [(p.role, p.value, done.document.text[p.start : p.end]) for p in r.parts]) is not False
    sums = [r for r in done.relations if r.kind == "sum"]
    if sum(parts) == total:
        assert [r.verdict for r in sums] == ["consistent"]
    else:
        assert "consistent" not in [r.verdict for r in sums]
    if sum(parts) > total:
        assert [r.verdict for r in sums if r.verdict == "inconsistent"] == ["inconsistent"]


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 900), st.integers(1, 899), st.integers(0, 2), st.integers(-3, 3))
def test_verdicts_on_rates_follow_from_their_parts(base: int, part: int, digits: int, off: int) -> None:
    part = min(part, base)
    scale = 10**digits
    value = Fraction((Fraction(100 * part, base) * scale + Fraction(1, 2)) // 1 + off, scale)
    if not 1 < value <= 100:
        return
    printed = f"{float(value):.{digits}f}"
    done = _READ[0](report(f"应出庭案件{base}件，出庭{part}件，出庭率{printed}%。"))
    (rate,) = [r for r in done.relations if r.kind == "percentage"]
    assert score_recomputes(rate.kind, rate.verdict, [(p.role, p.value, done.document.text[p.start : p.end]) for p in rate.parts]) is not False
    assert (rate.verdict == "consistent") == (abs(Fraction(100 * part, base) - value) <= Fraction(1, 2 * scale))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="其中包括共各等率占比%0123456789.,件名项个、，。；：（）《》和一二三四五年月日至-出庭审结受理分别", max_size=120))
def test_any_jumble_is_judged(text: str) -> None:
    done = _READ[0](report(f"完成{text}"))
    for r in done.relations:
        assert all(done.document.text[p.start : p.end] for p in r.parts)
        assert score_recomputes(r.kind, r.verdict, [(p.role, p.value, done.document.text[p.start : p.end]) for p in r.parts]) is not False


PIECES = ("共3件(其中1件(", "1件、2件、3件", "甲和乙分别1件、2件", "收到行政复议申请7件。", "受理3件，办结2件，办结率66%，", "2021年至2025年1月", "《甲》《乙》等2件")


@pytest.mark.parametrize("piece", PIECES)
def test_long_texts_stay_linear(figures: Engine, piece: str) -> None:
    text = "青岚县2023年法治政府建设年度报告\n一、主要举措和成效\n" + piece * (50_000 // len(piece))
    context = figures.read(reading("a.txt", data=text.encode(), name="a.txt", residue=residue_words(figures.lexicon)))
    with patience(60):
        relation.judge(figures.finder_rules, context, Found())


def test_calendar_marks_are_canonical() -> None:
    assert calendar.mark_of is periods.mark_of
