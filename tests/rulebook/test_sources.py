"""Sources of law: marks of basis, aliases by year, dates, outlines."""

import pytest

from linter.model.rule import Basis, Source
from linter.rulebook import load


@pytest.mark.parametrize(
    ("entry", "basis"),
    [
        ("{source: outline, item: 2}", Basis("outline", "2", "", "verified")),
        ("{source: outline, item: 1}", Basis("outline", "1", "", "recalled")),
        ("{source: outline, item: 1, text: verified}", Basis("outline", "1", "", "verified")),
        ("{source: law}", Basis("law", "", "", "verified")),
        ("{source: law, article: 3}", Basis("law", "", "3", "verified")),
        ("{source: law, article: '3.2'}", Basis("law", "", "3.2", "verified")),
        ("{source: law, article: 5}", Basis("law", "", "5", "recalled")),
        ("{source: law, article: 44}", Basis("law", "", "44", "recalled")),
        ("{source: law, article: 3, text: recalled}", Basis("law", "", "3", "recalled")),
        ("{source: memo}", Basis("memo", "", "", "recalled")),
        ("{source: memo, text: verified}", Basis("memo", "", "", "verified")),
    ],
)
def test_mark_of_a_basis(rules, registry, entry: str, basis: Basis) -> None:  # type: ignore[no-untyped-def]
    rules.rule("enforcement/disclosure.yaml", ("{source: outline, item: 2}", entry))
    assert load(registry, root=rules.root, use_cache=False).rules[0].basis == (basis,)


def test_fields(rules, registry) -> None:  # type: ignore[no-untyped-def]
    book = load(registry, root=rules.root, use_cache=False)
    marks = {"3": "verified", "5": "recalled"}
    assert book.sources["law"] == Source(
        "law", "示例法", ("中华人民共和国示例法",), "", "law", "2021-07-15", "", "", "verified", marks,
        spelt=("示例法", "中华人民共和国示例法"), bare=("示例法", "中华人民共和国示例法"),
    )  # fmt: skip
    assert book.outlines == (
        {"id": "2021-2025", "source": "outline", "years": [2021, 2025], "confirmed": True, "titles": {"1": "甲事项", "2": "乙事项"}},
    )


def test_two_sources_share_an_alias_in_different_years(rules, faults, registry) -> None:  # type: ignore[no-untyped-def]
    entry = "  {key}:\n    name: 规划{key}\n    kind: plan\n    text: recalled\n    aliases: [{{name: 规划, years: {years}}}]\n"
    sources = (rules.path / "sources.yaml").read_text()
    rules.put("sources.yaml", sources + entry.format(key="one", years="[null, 2020]") + entry.format(key="two", years="[2021, null]"))
    assert faults() == []
    assert load(registry, root=rules.root, use_cache=False).sources["two"].aliases == ("规划",)
    rules.put("sources.yaml", sources + entry.format(key="one", years="[null, 2021]") + entry.format(key="two", years="[2021, null]"))
    assert len(faults()) == 1
    assert "“规划”已是“one”" in faults()[0]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("from: 2021-07-15", "from: 2021-7-15", "“2021-7-15”不是日期"),
        ("from: 2021-07-15", "from: 2021-07-15\n    to: 2020-01-01", "晚于"),
        ("from: 2021-07-15", "from: 2021-07-15\n    published: 2021-08-01", "晚于"),
        ("from: 2021-07-15", "from: 2021-07-15\n    since: 2022-08-01", "晚于"),
        ("from: 2021-07-15", "from: 2021-07-15\n    since: 1996-1-1", "“1996-1-1”不是日期"),
        ("from: 2021-07-15", "from: 2021-07-15\n    moved: [{was: 3, about: [听证]}]", "now"),
        ("from: 2021-07-15", "superseded_by: memmo", "是否想写“memo”"),
        ("items: {2: verified}", "items: {3: verified}", "第 3 项没有标题"),
        ("items: {2: verified}", "items: {2: verified}\n    articles: {1: verified}", "不能既有"),
        ("text: recalled", "text: sure", "“sure”"),
        ("kind: opinion", "knd: opinion", "是否想写“kind”"),
        ("name: 示例通知", "name: 示例法", "“示例法”已是“law”"),
        ("source: outline,", "source: outlin,", "是否想写“outline”"),
        ("confirmed: true}", "confirmed: false}", "必须写 notice"),
        ("confirmed: true}", "confirmed: true}\n  - {id: b, source: outline, years: [2025, null], confirmed: true}", "年份重叠"),
        ("confirmed: true}", "confirmed: true}\n  - {id: b, source: outline, years: [null, 2021], confirmed: true}", "年份重叠"),
    ],
)
def test_refused(rules, faults, old: str, new: str, words: str) -> None:  # type: ignore[no-untyped-def]
    text = (rules.path / "sources.yaml").read_text()
    assert old in text
    rules.put("sources.yaml", text.replace(old, new))
    found = [fault for fault in faults() if "sources.yaml:" in fault]
    assert len(found) == 1, found
    assert words in found[0]


def test_what_a_check_of_citations_needs(rules, registry) -> None:  # type: ignore[no-untyped-def]
    text = (rules.path / "sources.yaml").read_text()
    more = """\
    since: 1996-10-01
    published: 2021-01-22
    last_article: 86
    moved: [{was: 38, now: 58, about: [法制审核]}]
    namesakes: true
    recalled: [since]
"""
    alias = "aliases: [中华人民共和国示例法, {name: 新示例法, years: [2021, null]}]"
    rules.put("sources.yaml", text.replace("    from: 2021-07-15\n", "    from: 2021-07-15\n" + more).replace("aliases: [中华人民共和国示例法]", alias))
    source = load(registry, root=rules.root, use_cache=False).sources["law"]
    assert (source.since, source.published, source.last_article, source.namesakes, source.recalled) == ("1996-10-01", "2021-01-22", 86, True, ("since",))
    assert source.moved == ((38, 58, ("法制审核",)),)
    assert source.years == (("新示例法", 2021, 2100),)


def test_laws_of_which_only_the_name_matters(rules, faults, registry) -> None:  # type: ignore[no-untyped-def]
    text = (rules.path / "sources.yaml").read_text()
    rules.put("sources.yaml", text + "laws: {verified: [安宁法], recalled: [示例安宁法]}\n")
    assert faults() == []
    sources = load(registry, root=rules.root, use_cache=False).sources
    assert (sources["安宁法"].name, sources["安宁法"].aliases, sources["安宁法"].text) == ("中华人民共和国安宁法", ("安宁法",), "verified")
    assert sources["示例安宁法"].text == "recalled"
    assert sources["安宁法"].bare == ()  # nothing is known of it that a name without 《》 could be held against
    rules.put("sources.yaml", text + "laws: {verified: [law, 示例法]}\n")
    assert len(faults()) == 3
    assert all(any(words in fault for fault in faults()) for words in ("“law”已由", "“示例法”已是", "“中华人民共和国示例法”已是"))


def test_a_longer_name_is_looked_for_beside_the_one_it_holds(rules, registry) -> None:  # type: ignore[no-untyped-def]
    text = (rules.path / "sources.yaml").read_text()
    rules.put("sources.yaml", text + "laws: {verified: [劳动示例法, 别的法]}\n")
    sources = load(registry, root=rules.root, use_cache=False).sources
    assert sources["劳动示例法"].bare == ("中华人民共和国劳动示例法", "劳动示例法")
    assert sources["别的法"].bare == ()


def test_a_pack_brings_sources_of_its_own(rules, make, registry) -> None:  # type: ignore[no-untyped-def]
    from linter.rulebook import validate

    pack = make("pack")
    pack.put("sources.yaml", "sources:\n  guide: {name: 东江省工作指引, kind: local, text: verified, superseded_by: law}\n")
    assert load(registry, root=rules.root, extra=(pack.root,), use_cache=False).sources["guide"].superseded_by == "law"
    pack.put("sources.yaml", "sources:\n  law: {name: 别法, kind: law, text: verified}\n")
    (fault,) = validate(rules.root, registry, extra=(pack.root,))
    assert "“law”已由 rules/sources.yaml 定义" in fault.message
    pack.put("sources.yaml", "- 1\n")
    assert [fault.file for fault in validate(rules.root, registry, extra=(pack.root,))] == ["pack/sources.yaml"]
