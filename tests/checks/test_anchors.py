"""Where a missing title, addressee, signature or date belongs."""

from hypothesis import given
from hypothesis import strategies as st

from tests.checks.toy import Bench, Toys

RULES = """
structure.title.present: {check: section, part: title, need: {year: report}, severity: error}
structure.addressee: {check: section, part: addressee}
structure.signoff.issuer: {check: section, part: signature}
structure.signoff.date: {check: date, of: signed, present: true}
"""


def places(bench: Bench, text: str) -> dict[str, str | None]:
    """Rule → what its finding points to."""
    outcome = bench.judge(text)
    return {f.rule.removeprefix("structure."): f.quote if f.start is not None else None for f in outcome.report.findings}


BODY = "一、工作情况\n办件9件，好评如潮。\n二、打算\n推进各项工作，务求实效。\n"


def test_places(toys: Toys) -> None:
    bench = toys(RULES)
    missing = places(bench, "2024年，全县依法履职，现将情况报告如下。\n" + BODY)
    assert missing == {
        "title.present": "2024年",
        "addressee": "现将情况报告如下",
        "signoff.issuer": "推进各项工作，务求实效",
        "signoff.date": "推进各项工作，务求实效",
    }
    title = "青岚县人民政府2024年法治政府建设年度报告\n"
    assert places(bench, title + "云泽市人民政府：\n" + BODY + "青岚县人民政府\n2025年1月8日\n") == {}
    assert places(bench, title + BODY + "特此报告。\n青岚县人民政府\n2025年1月8日\n") == {"addressee": "特此报告"}
    assert places(bench, title + BODY + "2025年1月8日\n")["signoff.issuer"] == "推进各项工作，务求实效"
    assert places(bench, title + BODY)["addressee"] is None


def test_a_long_sentence_is_pointed_to_by_its_last_clauses(toys: Toys) -> None:
    clause = "持续推进法治政府建设各项任务落地见效"
    text = "青岚县2024年法治政府建设年度报告\n一、工作情况\n办件9件。\n二、打算\n" + "，".join(f"{n}{clause}" for n in "甲乙丙丁戊己") + "。\n"
    quote = places(toys(RULES), text)["signoff.issuer"]
    assert quote is not None
    assert quote.startswith(("甲", "乙", "丙", "丁", "戊"))
    assert quote.endswith(f"己{clause}")
    assert len(quote) <= 80
    endless = "青岚县2024年法治政府建设年度报告\n一、工作情况\n办件9件。\n二、打算\n" + "推进" * 90 + "\n"
    assert places(toys(RULES), endless)["signoff.issuer"] == "推进" * 40


def test_a_formula_far_below_is_none_of_the_opening(toys: Toys) -> None:
    text = "青岚县2024年法治政府建设年度报告\n一、工作情况\n" + "办件。" * 300 + "现将情况报告如下。\n" + "办件。" * 300 + "\n二、打算\n推进。\n"
    assert places(toys(RULES), text)["addressee"] is None


@given(st.text(alphabet="一、二（）。，\n青岚县报告2024年", max_size=60))
def test_places_are_literal_in_any_text(toys: Toys, text: str) -> None:
    outcome = toys(RULES).judge(text + "。")
    for finding in outcome.report.findings:
        if finding.start is not None:
            assert outcome.text[finding.start : finding.end] == finding.quote != ""
