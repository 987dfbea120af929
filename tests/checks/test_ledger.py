"""The figures of a report against a ledger: what differs, what is not stated, and what is left to a person."""

from collections.abc import Callable

import pytest

from linter.checks import ledger
from linter.checks.context import Companions, Entry, Found
from linter.engine import Engine, Options
from linter.model.rule import Rulebook
from linter.model.verdict import Remark
from linter.reading import read, residue_words
from tests.checks.toy import report

Say = Callable[..., list[Remark]]


@pytest.fixture(scope="module")
def alone(book: Rulebook) -> Engine:
    return Engine(book, Options(level="county", year=2024, stage="draft", assume_report=True, select=("ledger",)))


@pytest.fixture
def say(alone: Engine) -> Say:
    """say(item, indicator, value, unit): the remarks on one row held against one item."""

    def remarks(item: str, indicator: str, value: str, unit: str = "件", *, source: str = "县司法局", **parts: object) -> list[Remark]:
        text = report(item, **parts).encode()  # type: ignore[arg-type]
        document = read("a.txt", data=text, name="a.txt", residue=residue_words(alone.lexicon))
        return list(alone.judge(document, None, Companions(None, (Entry(indicator, value, unit, source, 7),))).remarks)

    return remarks


def test_both_values_the_row_and_the_source(alone: Engine) -> None:
    document = read("a.txt", data=report("收到复议申请 136 件。").encode(), name="a.txt", residue=residue_words(alone.lexicon))
    rows = (Entry("复议申请数", "140", "件", "县司法局", 3), Entry("公证办理数", "12", "件", "", 4))
    found = alone.judge(document, None, Companions(None, rows)).report.findings
    assert [(f.severity, f.status, f.quote, f.message) for f in found] == [
        ("warning", "inconsistent", "136 件", "报告写为136件，台账第3行“复议申请数”为140件（来源：县司法局），请核对。"),
        ("info", "found", "", "台账第4行“公证办理数”（12件）在成效部分未检出。"),
    ]


@pytest.mark.parametrize(
    ("item", "indicator", "value", "unit"),
    [
        ("收到复议申请 136 件。", "复议申请数", "136", "件"),
        ("收到复议申请 136 件。", "复议申请", "136", ""),  # no unit: any figure
        ("收到复议申请 136 件。", "复议申请", "136", "宗"),  # counts the same
        ("减免罚款 96.4 万元。", "减免罚款金额", "964000", "元"),
        ("减免罚款 96.4 万元。", "减免罚款金额", "96.41", "万元"),  # rounded
        ("培训执法人员 30 余场。", "执法人员培训", "36", "场"),
        ("加强应诉。应诉案件 62 件，审结 55 件。", "应诉案件审结数", "55", "件"),  # the subject stands before
        ("涉企检查 3120 户次，比2023年的3860户次少。", "涉企检查", "3120", "户次"),
        ("调解纠纷 90 件，其中人民调解 70 件。", "调解纠纷总数", "90", "件"),
    ],
)
def test_agreed(say: Say, item: str, indicator: str, value: str, unit: str) -> None:
    assert say(item, indicator, value, unit) == []


@pytest.mark.parametrize(
    ("item", "indicator", "value", "unit", "stated"),
    [
        ("收到复议申请 136 件。", "复议申请数", "140", "件", "136件"),
        ("加强应诉。应诉案件 62 件，审结 55 件。", "应诉案件审结数", "58", "件", "55件"),
        ("出庭率 98.5%。", "出庭率", "99", "%", "98.5%"),
        ("减免罚款 96.4 万元。", "减免罚款金额", "98", "万元", "96.4万元"),
        ("涉企检查 3120 户次，比2023年的3860户次少。", "涉企检查", "3860", "户次", "3120户次"),
        ("比上年的 40 件少，纠错 30 件。", "纠错数", "40", "件", "30件"),
    ],
)
def test_differs(say: Say, item: str, indicator: str, value: str, unit: str, stated: str) -> None:
    (found,) = say(item, indicator, value, unit)
    assert (found.rule.id, found.reason, found.values["stated"], found.values["row"]) == ("ledger.differs", "differs", stated, 7)


@pytest.mark.parametrize(
    ("item", "indicator"),
    [
        ("调解纠纷 90 件，其中人民调解 70 件。", "行政调解数"),  # a part of something else
        ("市级办理复议 12 件、县级办理复议 19 件。", "办理复议"),  # which of the two?
        ("办理复议 12 件。", "复议纠错数"),  # only in part
        ("办理复议 12 件。", "数量"),  # no words
        ("办理复议 12 份。", "数"),
    ],
)
def test_what_is_for_a_person(say: Say, item: str, indicator: str) -> None:
    assert [r for r in say(item, indicator, "33") if r.rule.id == "ledger.differs"] == []


@pytest.mark.parametrize(("item", "indicator"), [("办理法律援助 12 件。", "仲裁办结数"), ("办理仲裁 12 人次。", "仲裁办结数"), ("推进仲裁。", "仲裁办结数")])
def test_missing(say: Say, item: str, indicator: str) -> None:
    (found,) = say(item, indicator, "33", source="")
    assert (found.rule.id, found.reason, found.start) == ("ledger.missing", "missing-unsourced", None)


def test_only_results_count(say: Say) -> None:
    (found,) = say("统筹推进。", "仲裁办结数", "33", plan=("办结仲裁 33 件。", "再接再厉。"))
    assert found.rule.id == "ledger.missing"


def test_another_period_of_the_quantities_is_passed_over(alone: Engine) -> None:
    from fractions import Fraction

    from linter.model.fact import Quantity

    document = read("a.txt", data=report("办理复议 12 件。").encode(), name="a.txt", residue=residue_words(alone.lexicon))
    context = alone.read(document)
    (fact,) = [f for f in context.facts if f.kind == "figure"]
    quantity = Quantity(fact.start, fact.end, Fraction(12), None, Fraction(1), "件", "count", False, "", 0, 0, "2022", 0)
    rows = Companions(None, (Entry("办理复议数", "15", "件", "", 1),))
    rules = tuple(r for r in alone.finder_rules if r.id == "ledger.differs")
    assert ledger.judge(rules, context._replace(companions=rows), Found()).remarks
    assert ledger.judge(rules, context._replace(companions=rows, quantities=(quantity,)), Found()).remarks == ()
    assert ledger.judge(rules, context._replace(companions=rows, segmenter=None), Found()).remarks == ()
    assert ledger.judge(rules, context, Found()).remarks == ()
    assert ledger.literals({}) == []
