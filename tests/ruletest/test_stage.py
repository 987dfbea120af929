"""An example as a whole report."""

import pytest

from linter.checks.context import Entry
from linter.engine import Options
from linter.model.rule import LEVELS
from linter.ruletest.stage import Example, examples_of
from tests.checks.toy import Toys, judged

OPTIONS = Options(lang="en")


def staged(toys: Toys, entry: object, keys: str = "") -> Example:
    rule = toys(f"a: {{mention: {{any: [公示]}}{keys}}}").engine.coverage_rules[0]
    (example,) = examples_of(rule, {"evidenced": [entry]}, OPTIONS)
    return example


def test_a_string_is_one_item_of_the_results(toys: Toys) -> None:
    example = staged(toys, "公示 12 条。")
    assert example[:2] == ("evidenced", 0)
    lines = example.text.split("\n")
    assert lines[0] == "青岚县人民政府2023年法治政府建设年度报告"
    assert lines[2:4] == ["一、主要举措和成效", "1.公示 12 条。"]
    assert example.options == OPTIONS._replace(level="county", year=2023, stage="draft", assume_report=True)


def test_every_place_becomes_a_part_of_its_own(toys: Toys) -> None:
    entry = {"text": "甲。", "shortcomings": "乙。", "first": "丙。", "plan": "丁。", "other": "戊。", "preamble": "己。"}
    example = staged(toys, entry)
    engine = toys("a: {mention: {any: [公示]}}").engine
    report = judged(engine, example.text, level="county", year=2023, assume_report=True).report
    roles = [role for section in report.outline.sections for role in section.roles]
    assert roles == ["preamble", "achievements", "shortcomings", "first-responsible", "plan", "other"]
    for place in "甲乙丙丁戊己":
        assert f"{place}。" in example.text


@pytest.mark.parametrize("level", LEVELS)
def test_the_issuer_suits_the_level(toys: Toys, level: str) -> None:
    example = staged(toys, {"text": "甲。", "level": level})
    assert example.options.level == level
    engine = toys("a: {mention: {any: [公示]}}").engine
    report = judged(engine, example.text, assume_report=True).report
    assert report.profile.issuers[0].name == example.text.split("2023年")[0]
    assert report.profile.level in (level, None)


def test_the_profile_of_an_example(toys: Toys) -> None:
    assert staged(toys, "甲。", ", applies: {levels: [city, township]}").options.level == "city"
    assert staged(toys, "甲。", ", applies: {years: [2024, null]}").options.year == 2024
    assert staged(toys, "甲。", ", applies: {years: [null, 2019]}").options.year == 2019
    assert staged(toys, "甲。", ", applies: {stages: [published]}").options.stage == "submitted"
    own = staged(toys, {"text": "甲。", "level": "none", "year": 2020, "stage": "published", "issuer": "云泽市司法局", "traits": ["enforces"]})
    assert (own.options.level, own.options.year, own.options.stage) == (None, 2020, "published")
    assert own.text.startswith("云泽市司法局2020年")


def test_a_whole_text_is_taken_as_it_is(toys: Toys) -> None:
    assert staged(toys, {"doc": "甲。\n乙。\n"}).text == "甲。\n乙。\n"


def test_neutral_prose_of_a_given_length(toys: Toys) -> None:
    assert len(staged(toys, {"doc": "{{1600}}"}).text) == 1600
    assert len(staged(toys, {"doc": "甲{{7}}乙{{0}}"}).text) == 9


def test_an_unknown_place_is_refused(toys: Toys) -> None:
    with pytest.raises(ValueError, match="planned"):
        staged(toys, {"planned": "甲。"})


def test_marks_are_taken_out_and_remembered(toys: Toys) -> None:
    example = staged(toys, {"text": "开展{{法制宣传}}，{{二是}}部署。", "shortcomings": "{{人手}}偏紧。"})
    assert "{{" not in example.text
    assert [example.text[start:end] for start, end in example.marks] == ["法制宣传", "二是", "人手"]
    assert staged(toys, "公示 12 条。").marks == ()


def test_filler_is_no_mark(toys: Toys) -> None:
    example = staged(toys, {"doc": "{{12}}{{公示}}{{3}}"})
    assert [example.text[start:end] for start, end in example.marks] == ["公示"]
    assert len(example.text) == 12 + 2 + 3


def test_a_mark_may_run_over_a_line(toys: Toys) -> None:
    example = staged(toys, {"doc": "甲{{乙\n丙}}丁。"})
    assert [example.text[start:end] for start, end in example.marks] == ["乙\n丙"]


def test_last_years_report_is_staged_for_the_year_before(toys: Toys) -> None:
    example = staged(toys, {"text": "甲。", "year": 2024, "level": "city", "previous": "乙{{丙}}。"})
    assert example.previous.split("\n")[0] == "云泽市人民政府2023年法治政府建设年度报告"
    assert "乙丙。" in example.previous
    assert example.marks == ()
    whole = staged(toys, {"text": "甲。", "previous": {"plan": "乙。", "year": 2020}})
    assert whole.previous.startswith("青岚县人民政府2020年") and "下一年度主要安排" in whole.previous
    assert staged(toys, {"text": "甲。", "previous": {"doc": "上年全文。"}}).previous == "上年全文。"
    assert staged(toys, "甲。").previous == ""


def test_rows_of_a_ledger_are_numbered(toys: Toys) -> None:
    rows = [{"indicator": "走访企业", "value": 30, "unit": "家", "source": "工信局"}, {"indicator": "成功率", "value": "96.8%"}]
    assert staged(toys, {"text": "甲。", "ledger": rows}).ledger == (Entry("走访企业", "30", "家", "工信局", 1), Entry("成功率", "96.8%", "", "", 2))
    assert staged(toys, "甲。").ledger == ()
