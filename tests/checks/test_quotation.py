"""Passages as findings show them: literal, short, with their line."""

import pytest

from linter.checks.comparing.quotation import Quoter, shown
from linter.engine import Engine, Options
from linter.model.rule import Rulebook
from tests.checks.toy import judged


@pytest.fixture(scope="module")
def alone(book: Rulebook) -> Engine:
    return Engine(book, Options(select=("coherence",), assume_report=True))


TEXT = (
    "青岚县2024年法治政府建设年度报告\n一、主要举措和成效\n一是落实“一基准四清单”制度，办案 12 件。二是" + "统筹" * 60 + "收官。\n3.5 万件办结。\n"
)


def test_marks_and_enumerators_stay_out_and_quotation_marks_in(alone: Engine) -> None:
    context = judged(alone, TEXT).context
    quoter, view = Quoter(context), context.scan.view
    at = view.index("一是落实")
    quote = quoter.quote(at, view.index("办案"))
    assert (quote.text, quote.line) == ("落实“一基准四清单”制度", 3)
    assert TEXT[quote.start : quote.end] == quote.text
    inner = view.index("一基准")
    assert quoter.quote(inner, inner + len("一基准四清单")).text == "“一基准四清单”"


def test_a_figure_is_no_enumerator(alone: Engine) -> None:
    context = judged(alone, TEXT).context
    at = context.scan.view.index("12件")
    assert Quoter(context).quote(at, at + 3).text == "12件"


def test_long_ones_are_cut_around_what_matters(alone: Engine) -> None:
    context = judged(alone, TEXT).context
    quoter, view = Quoter(context), context.scan.view
    start, end = view.index("二是统筹"), view.index("收官") + 2
    assert end - start > 100
    head, tail = quoter.quote(start, end), quoter.quote(start, end, view.index("收官"), end)
    assert head.end - head.start <= 74
    assert TEXT[tail.start : tail.end].endswith("统筹收官")
    assert head.text.endswith("…") and len(head.text) <= 48


def test_a_clause_and_lines(alone: Engine) -> None:
    context = judged(alone, TEXT).context
    quoter = Quoter(context)
    clause = context.scan.clause_at(context.scan.view.index("办案"))
    assert quoter.clause(clause).text == "办案12件"
    assert [quoter.line(at) for at in (0, TEXT.index("一、"), len(TEXT) - 1)] == [1, 2, 4]


def test_shown_is_one_line() -> None:
    assert shown("甲\n 乙") == "甲乙"
    assert len(shown("甲" * 99)) == 48
