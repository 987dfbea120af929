"""The legal basis in words, as it stood in the report year."""

from typing import Any

import pytest

from linter.model.rule import Basis, Rule, Source
from linter.scoring.basis import bases_of, basis_text, chinese_number

WORDS: dict[str, Any] = {"basis": {"item": "{name}第（{number}）项", "article": "{name}第{number}条", "recalled": "{name}（条款待核）", "join": "；"}}
SOURCES = {
    "outline-2015-2020": Source("outline-2015-2020", "前一份纲要", (), "", "party", "2015-12-27", "2020-12-31", "", "verified", {}),
    "outline-2021-2025": Source("outline-2021-2025", "后一份纲要", (), "", "party", "2021-08-02", "2025-12-31", "", "verified", {}),
    "law": Source("law", "示例法", (), "", "law", "2021-07-15", "", "", "verified", {}),
    "old": Source("old", "旧办法", (), "", "regulation", "", "2018-06-30", "", "recalled", {}),
}


def rule(*basis: Basis) -> Rule:
    return Rule("a.b", "甲", "A", "core", "stable", "", basis, (), (None, None), (), (), "warning", 3, "coverage", {}, "", "", "", "", "")


EARLY, LATE = Basis("outline-2015-2020", "12", "", "verified"), Basis("outline-2021-2025", "15", "", "verified")
LAW, OLD = Basis("law", "", "39", "verified"), Basis("old", "", "7", "recalled")


@pytest.mark.parametrize(
    ("year", "kept"),
    [(2014, (OLD,)), (2018, (EARLY, OLD)), (2019, (EARLY,)), (2020, (EARLY,)), (2021, (LATE, LAW)), (2025, (LATE, LAW)), (2026, (LATE, LAW)), (None, (EARLY, LATE, LAW, OLD))],
)
def test_only_what_was_in_force(year: int | None, kept: tuple[Basis, ...]) -> None:
    assert bases_of(rule(EARLY, LATE, LAW, OLD), SOURCES, year) == kept


def test_where_nothing_was_in_force_all_are_kept() -> None:
    assert bases_of(rule(LAW), SOURCES, 2010) == (LAW,)
    assert bases_of(rule(OLD), SOURCES, 2024) == (OLD,)


def test_a_source_nobody_knows_is_kept() -> None:
    assert bases_of(rule(Basis("gone", "1", "", "verified")), SOURCES, 2024) == (Basis("gone", "1", "", "verified"),)


def test_words() -> None:
    assert basis_text(rule(LATE, LAW), SOURCES, WORDS) == "《后一份纲要》第（十五）项；《示例法》第三十九条"
    assert basis_text(rule(Basis("law", "", "", "verified")), SOURCES, WORDS) == "《示例法》"
    assert basis_text(rule(Basis("gone", "1", "", "verified")), SOURCES, WORDS) == "gone第（一）项"


@pytest.mark.parametrize("basis", [OLD, Basis("law", "", "39", "recalled"), Basis("outline-2021-2025", "15", "", "recalled")])
def test_what_is_recalled_shows_no_number(basis: Basis) -> None:
    text = basis_text(rule(basis), SOURCES, WORDS)
    assert text == f"《{SOURCES[basis.source].name}》（条款待核）"


def test_the_same_words_once() -> None:
    assert basis_text(rule(OLD, Basis("old", "", "8", "recalled")), SOURCES, WORDS) == "《旧办法》（条款待核）"


@pytest.mark.parametrize(
    ("number", "text"),
    [("1", "一"), ("10", "十"), ("15", "十五"), ("20", "二十"), ("39", "三十九"), ("100", "一百"), ("101", "一百零一"), ("110", "一百一十"), ("199", "一百九十九"), ("200", "200"), ("0", "0"), ("二十五", "二十五"), ("", "")],
)
def test_chinese_numbers(number: str, text: str) -> None:
    assert chinese_number(number) == text
