"""What the YAML beside a mutable report says of it is true in it."""

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from math import prod

import pytest

from tests.mutation.figures import NUMERALS, number, shown
from tests.mutation.naming import day_of
from tests.mutation.places import FOLDER, MutableReport, Place, reports
from tests.mutation.structure import section_spans

ALL = reports()
EACH = pytest.mark.parametrize("report", ALL, ids=lambda r: r.name)


def _count(words: str) -> int:
    return int(words) if words.isdigit() else NUMERALS.index(words) + 1


HOLDS = {
    "sum": lambda p: sum(number(m) for m in p.all("part")) == number(p.only("total")),
    "rate": lambda p: _rounded(p) == number(p.only("rate")) and number(p.only("numerator")) <= number(p.only("denominator")),
    "bound": lambda p: number(p.only("smaller")) <= number(p.only("larger")),
    "list": lambda p: len(p.all("item")) == _count(p.only("count").text),
    "name-count": lambda p: len(p.all("item")) == _count(p.only("count").text),
    "product": lambda p: prod(number(m) for m in p.all("factor")) == number(p.only("total")),
    "same": lambda p: len(p.marks) >= 2 and len({m.text for m in p.marks}) == 1,
    "cumulative": lambda p: number(p.only("yearly")) < number(p.only("cumulative")),
    "money": lambda p: re.fullmatch(r"[\d.]+[万亿]元", p.only("name").text),
    "source": lambda p: re.fullmatch("《.+》", p.only("name").text),
    "meeting": lambda p: p.only("name").text.endswith(("会", "会议", "委员会")),
    "formula": lambda p: "、" in p.only("name").text,
    "agency": lambda p: p.only("name").text.endswith(("局", "委员会")),
    "plan": lambda p: p.only("name").text.endswith("普法"),
    "document-number": lambda p: re.fullmatch(r".+〔20\d\d〕\d+号", p.only("name").text),
    "bare": lambda p: p.only("here").text == "",
    "section": lambda p: p.expect.startswith("structure.section."),
    "enumeration": lambda p: [m.text for m in p.marks] == [f"{c}是" for c in NUMERALS[: len(p.marks)]],
    "numbering": lambda p: [_count(re.search(rf"\d+|[{NUMERALS}]", m.text)[0]) for m in p.marks] == list(range(1, len(p.marks) + 1)),
    "signed": lambda p: day_of(p.only("date").text),
    "issued": lambda p: day_of(p.only("date").text),
    "title-year": lambda p: p.only("year").text.isdigit(),
    "plan-year": lambda p: p.only("year").text.isdigit(),
}


def _rounded(place: Place) -> Decimal:
    rate = place.only("rate")
    share = number(place.only("numerator")) * 100 / number(place.only("denominator"))
    return Decimal(shown(share.quantize(Decimal(1).scaleb(number(rate).as_tuple().exponent), ROUND_HALF_UP), rate.text).removesuffix("%"))


@EACH
def test_every_place_is_found_and_true(report: MutableReport) -> None:
    for place in report.places:
        for mark in place.marks:
            assert report.text[mark.start : mark.end] == mark.text
        assert HOLDS[place.kind](place), place


@EACH
def test_a_report_is_long_and_varied_enough(report: MutableReport) -> None:
    assert len(report.text) >= 3400
    kinds = Counter(p.kind for p in report.places)
    least = {
        "sum": 10,
        "rate": 8,
        "bound": 5,
        "list": 2,
        "name-count": 1,
        "product": 2,
        "same": 2,
        "cumulative": 1,
        "source": 5,
        "bare": 2,
        "section": 4,
    }
    assert {k: kinds[k] for k in least if kinds[k] < least[k]} == {}


@EACH
def test_dates_and_years_agree(report: MutableReport) -> None:
    signed = day_of(report.of("signed")[0].only("date").text)
    assert signed.year == report.year + 1 and (signed.month, signed.day) <= (3, 1)
    for issued in report.of("issued"):
        assert day_of(issued.only("date").text) >= signed
    assert report.of("title-year")[0].only("year").text == str(report.year)
    for plan in report.of("plan-year"):
        assert plan.only("year").text == str(report.year + 1)


@EACH
def test_closed_sums_say_that_they_are_closed(report: MutableReport) -> None:
    for place in report.of("sum"):
        (span,) = place.spans
        last = max(place.marks, key=lambda m: m.start).role == "total"
        assert place.closed == (last or any(w in report.text[slice(*span)] for w in ("其他", "包括", "分为"))), place


@EACH
def test_bare_items_hold_no_figure_and_no_document(report: MutableReport) -> None:
    for place in report.of("bare"):
        (span,) = place.spans
        item = report.text[slice(*span)]
        # from its own enumerator, label or line on: what stands before it is another item's
        assert re.match(r"\d\. |[一二三四五六七八九]是|\w{6,10}。", item) or report.text[span[0] - 1] == "\n", item
        assert not re.search(r"\d|《", re.sub(r"^\d\. ", "", item)), item


@EACH
def test_sections_follow_each_other(report: MutableReport) -> None:
    spans = [span for _, span in section_spans(report)]
    assert all(start < end for start, end in spans)
    assert all(a[1] == b[0] for a, b in pairwise(spans))


def test_each_text_has_its_places() -> None:
    assert sorted(p.stem for p in FOLDER.glob("*.txt")) == sorted(r.name for r in ALL)
    assert len(ALL) >= 8
    assert {r.level for r in ALL} >= {"city", "county", "township", "department"}
    assert {r.year for r in ALL} == set(range(2019, 2026))
