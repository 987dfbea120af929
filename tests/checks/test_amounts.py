"""Figures as amounts: exact values, what they may stand for, whose year they are of."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.checks.comparing.amounts import Amount, amounts_of, plain_unit, scaled
from linter.checks.context import Context
from linter.engine import Engine, Options
from linter.model.fact import Quantity
from linter.model.rule import Rulebook
from tests.checks.toy import judged, report


@pytest.fixture(scope="module")
def alone(book: Rulebook) -> Engine:
    return Engine(book, Options(select=("ledger",), assume_report=True))


def context_of(alone: Engine, item: str, **parts: object) -> Context:
    return judged(alone, report(item, **parts)).context  # type: ignore[arg-type]


def one(alone: Engine, item: str) -> Amount:
    (amount,) = amounts_of(context_of(alone, item))
    return amount


@pytest.mark.parametrize(
    ("item", "value", "unit"),
    [
        ("办理复议 136 件。", 136, "件"),
        ("公开信息 1,204 条。", 1204, "条"),
        ("减免罚款 96.4 万元。", 964_000, "元"),
        ("播放 37 万次。", 370_000, "次"),
        ("合格率 98.5%。", Fraction(197, 2), "%"),
        ("召开会议三次。", 3, "次"),
    ],
)
def test_values(alone: Engine, item: str, value: object, unit: str) -> None:
    amount = one(alone, item)
    assert (amount.value, amount.unit) == (value, unit)


@pytest.mark.parametrize("item", ["提高 3.2 个百分点。", "抽查 10-20 家。", "复议诉讼之比为 2.2∶1。", "三项制度落地。"])
def test_no_amounts(alone: Engine, item: str) -> None:
    assert amounts_of(context_of(alone, item)) == []


@pytest.mark.parametrize(
    ("item", "fits", "not_"),
    [
        ("办件 136 件。", [136], [135, 137]),
        ("办件 1.2 万件。", [11_500, 12_345, 12_500], [11_499, 12_501]),
        ("合格率 98.5%。", ["98.45", "98.54"], ["98.4", "98.6"]),
        ("培训 30 余场。", [30, 37, 40], [29, 41]),
        ("发放 1 万余份。", [10_000, 19_000], [9_999, 20_001]),
        ("发布近 40 篇。", [38, 40], [35, 45]),
    ],
)
def test_what_a_figure_may_stand_for(alone: Engine, item: str, fits: list[object], not_: list[object]) -> None:
    amount = one(alone, item)
    assert [v for v in fits if not amount.agrees(Fraction(v))] == []  # type: ignore[arg-type]
    assert [v for v in not_ if amount.agrees(Fraction(v))] == []  # type: ignore[arg-type]


@given(st.integers(0, 10**7), st.integers(1, 4), st.integers(0, 10**12))
def test_a_number_rounded_to_what_is_printed_agrees(alone: Engine, whole: int, decimals: int, part: int) -> None:
    """Whatever number is printed with so many decimals, half up, the printed figure may stand for it."""
    exact = Fraction(whole) + Fraction(part, 10**12 + 1)
    scale = 10**decimals
    printed = Fraction(int(exact * scale + Fraction(1, 2)), scale)
    digits = f"{int(printed)}.{int((printed - int(printed)) * scale):0{decimals}d}"
    assert one(alone, f"合格率 {digits}%。").agrees(exact)


def test_only_parts_and_sentences_asked_for(alone: Engine) -> None:
    context = context_of(alone, "办件 5 件。调解 6 件。", plan=("办件 7 件。", "再接再厉。"), shortcomings=("仅办 8 件。", "其余较好。"))
    assert [a.value for a in amounts_of(context)] == [5, 6]
    assert [a.value for a in amounts_of(context, frozenset({"plan"}))] == [7]
    second = context.outline.clauses[amounts_of(context)[1].clause].sentence
    assert [a.value for a in amounts_of(context, sentences={second})] == [6]


def test_quantities_say_what_is_no_amount_and_whose_year(alone: Engine) -> None:
    context = context_of(alone, "第6次会议。办件 5 件，调解 7 件。")
    facts = [f for f in context.facts if f.kind == "figure"]
    made = [
        Quantity(f.start, f.end, Fraction(n), Fraction(9) if n == 7 else None, Fraction(1), "件", "count", False, "", 0, 0, "cumulative", 0)
        for n, f in zip((5, 7), facts[-2:], strict=True)
    ]
    (amount,) = amounts_of(context._replace(quantities=tuple(made)))
    assert (amount.value, amount.period) == (5, "cumulative")


def test_units() -> None:
    assert [plain_unit(u) for u in ("万元", "亿元", "元", "件", "人次")] == ["元", "元", "元", "件", "人次"]
    assert scaled(Fraction(3), "万元") == (30_000, "元")
    assert scaled(Fraction(3), "万") == (30_000, "")
    assert scaled(Fraction(3), "件") == (3, "件")
