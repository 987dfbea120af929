"""What the screens are given: law in words, decimals, dimensions, ranks, positions."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.position import Lines
from linter.model.rule import Basis, Rulebook, Source, Weighting
from linter.output.catalogue import catalogue
from linter.output.digest import digest, dimension_of, listed, unit_of, weighting
from linter.output.law import citation, citations, numeral
from linter.output.rounding import decimal, share, shown

ZH, EN = catalogue("zh"), catalogue("en")


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (15, "十五"), (20, "二十"), (35, "三十五"), (100, "一百"), (105, "一百零五"), (110, "一百一十"), (115, "一百一十五"), (1002, "一千零二"), (1260, "一千二百六十")],
)  # fmt: skip
def test_numbers_of_articles(number: int, words: str) -> None:
    assert numeral(number, ZH) == words
    assert numeral(number, EN) == str(number)


def test_citations(rulebook: Rulebook) -> None:
    def cite(*basis: str, words: Any = ZH) -> str:
        return citation(Basis(*basis), rulebook, words)

    assert cite("outline", "15", "", "verified") == "《法治政府建设实施纲要（2021—2025年）》第（十五）项"
    assert cite("penalty", "", "39", "verified") == "《中华人民共和国行政处罚法》第三十九条"
    assert cite("penalty", "", "39", "recalled") == "《中华人民共和国行政处罚法》（条款待核）"
    assert cite("penalty", "", "", "verified") == "《中华人民共和国行政处罚法》"
    assert cite("penalty", "", "39之一", "verified") == "《中华人民共和国行政处罚法》第39之一条"
    assert cite("penalty", "", "39", "verified", words=EN) == "《中华人民共和国行政处罚法》 article 39"
    assert cite("unlisted", "", "", "recalled") == "《unlisted》（条款待核）"


def test_a_name_that_has_its_marks_gets_no_second_pair(rulebook: Rulebook) -> None:
    source = Source("x", "《青岚县办法》（试行）", (), "", "local", "", "", "", "verified", {})
    book = rulebook._replace(sources={"x": source})
    assert citation(Basis("x", "", "3", "verified"), book, ZH) == "《青岚县办法》（试行）第三条"


def test_the_same_document_is_cited_once(rulebook: Rulebook) -> None:
    basis = (Basis("first", "", "5", "recalled"), Basis("first", "", "6", "recalled"))
    rule = rulebook.rules[0]._replace(basis=basis)
    assert citations(rule, rulebook, ZH) == "《党政主要负责人履行推进法治建设第一责任人职责规定》（条款待核）"


@given(st.fractions(0, 100), st.integers(0, 3))
def test_rounding_is_half_up_and_once(value: Fraction, places: int) -> None:
    got = Fraction(str(decimal(value, places)))
    assert -Fraction(1, 2 * 10**places) < got - value <= Fraction(1, 2 * 10**places)
    assert len(shown(value, places).partition(".")[2]) == places


def test_halves_go_up() -> None:
    assert [decimal(Fraction(n, 100)) for n in (5, 15, 25, 8445)] == [0.1, 0.2, 0.3, 84.5]


def test_share_stays_within_bounds() -> None:
    assert [share(Fraction(a), Fraction(b)) for a, b in ((1, 2), (3, 2), (1, 0))] == [Fraction(1, 2), Fraction(1), Fraction(0)]


@given(st.text("ab\r\n", max_size=60), st.data())
def test_lines_agree_with_splitting(text: str, data: Any) -> None:
    lines = Lines(text)
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset].split("\n")
    assert (lines.line(offset), lines.column(offset)) == (len(before), len(before[-1]) + 1)


def test_dimensions_go_by_whole_segments_and_the_longest(rulebook: Rulebook) -> None:
    scheme = rulebook.weightings["default"]
    first = scheme.dimensions[0]
    special = scheme._replace(dimensions=(*scheme.dimensions, first._replace(id="special", prefixes=("enforcement.three-systems",))))
    assert dimension_of("enforcement.three-systems.disclosure", special) == "special"
    assert dimension_of("enforcement.three-systems", special) == "special"
    assert dimension_of("enforcement.three-systems-x", special) == "enforcement"
    assert dimension_of("enforcementx.y", special) == "enforcementx"
    assert dimension_of("figures.sum", None) == "figures"


def test_the_profile_of_weights_is_the_named_one_or_the_one_for_the_level(one: Any, rulebook: Rulebook) -> None:
    default = rulebook.weightings["default"]
    county: Weighting = default._replace(id="county", levels=("county",))
    city: Weighting = default._replace(id="city", levels=("city",))
    book = rulebook._replace(weightings={"default": default, "city": city, "county": county})
    report = one.reports[0]

    def chosen(name: str) -> str:
        found = weighting(one._replace(rulebook={"profile": name}), report, book)
        return found.id if found else ""

    assert [chosen(name) for name in ("default", "county", "city", "auto")] == ["default", "county", "county", "county"]
    assert weighting(one, report, rulebook._replace(weightings={})) is None


def test_findings_are_listed_gravest_first(one: Any) -> None:
    found = listed(one.reports[0], "info")
    order = ["error", "warning", "info"]
    keys = [(order.index(f.severity), f.rank) for f in found]
    assert keys == sorted(keys)
    assert len(found) == len(one.reports[0].findings)


def test_digest_counts_and_sums(one: Any, rulebook: Rulebook) -> None:
    each = digest(one, one.reports[0], rulebook, ZH)
    assert each.statuses == {"evidenced": 15, "mentioned": 3, "planned": 3, "absent": 8, "review": 1, "not-applicable": 1}
    assert each.weight == 91
    entries = [entry for chapter in each.chapters for entry in chapter.entries]
    assert sum((e.maximum for e in entries if e.maximum is not None), Fraction(0)) == 100
    assert all(e.points + e.gain == e.maximum for e in entries if e.maximum is not None and e.points is not None and e.gain is not None)
    assert each.severities == {"error": 2, "warning": 8, "info": 4} and each.waived == 1


def test_the_unit_falls_back_to_the_place_and_then_to_undecided(one: Any) -> None:
    report = one.reports[0]
    nameless = report._replace(profile=report.profile._replace(issuers=()))
    placeless = nameless._replace(profile=nameless.profile._replace(place=None))
    assert [unit_of(r, ZH) for r in (report, nameless, placeless)] == ["青岚县人民政府", "青岚县", "未能判定"]
