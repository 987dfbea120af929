"""Statutory parts: by themselves, only inside another, or not at all."""

import pytest

from tests.checks.toy import NEUTRAL, Bench, Toys, report

FILLER = NEUTRAL * 6


def section(toys: Toys, keys: str) -> Bench:
    return toys(f"a: {{check: section, {keys}}}")


def test_a_part_of_its_own(toys: Toys) -> None:
    bench = section(toys, "part: shortcomings")
    outcome = bench.judge(report("强化统筹。", shortcomings=("乡镇执法力量偏弱。", "人手紧张。")))
    assert outcome.said() == ("evidenced", "own-section")
    assert outcome.passages() == ["存在的不足"]
    assert bench.items("强化统筹。").said() == ("absent", "none")


def test_an_optional_part_may_be_missing(toys: Toys) -> None:
    bench = section(toys, "part: other, optional: true")
    assert bench.items("强化统筹。").said() == ("not-applicable", "optional")
    assert bench.judge(report("强化统筹。", other="无其他情况。")).said() == ("evidenced", "own-section")


def test_a_part_told_inside_another(toys: Toys) -> None:
    bench = section(toys, "part: first-responsible, inside: [县长…主持召开, 主要负责人]")
    outcome = bench.judge(report("县长多次主持召开专题会。强化统筹。", plan=("主要负责人带头述法。", "再接再厉。")))
    assert outcome.said() == ("mentioned", "only-inside")
    assert [p.rstrip("。") for p in outcome.passages()] == ["2.县长多次主持召开专题会"]
    # twice in one clause is one place
    assert len(bench.items("主要负责人约谈主要负责人。").passages()) == 1


def test_a_turn_without_heading_is_only_inside(toys: Toys) -> None:
    bench = section(toys, "part: plan")
    text = f"青岚县人民政府2024年法治政府建设年度报告\n一、主要举措和成效\n{FILLER}\n二、队伍建设情况\n{FILLER}\n下一步，将深化改革。\n"
    outcome = bench.judge(text)
    assert outcome.said() == ("mentioned", "only-inside")
    assert [p.rstrip("，") for p in outcome.passages()] == ["下一步"]


def test_a_second_level_heading_is_no_part_of_its_own_for_the_first_responsible(toys: Toys) -> None:
    bench = section(toys, "part: first-responsible")
    heading = "党政主要负责人履行推进法治建设第一责任人职责情况"
    text = f"青岚县人民政府2024年法治政府建设年度报告\n一、主要举措和成效\n（一）强化统筹\n{FILLER}\n（二）{heading}\n带头述法。\n"
    outcome = bench.judge(text)
    assert outcome.said() == ("mentioned", "only-inside")
    assert outcome.passages() == [heading]
    assert bench.judge(text.replace("（二）", "二、")).said() == ("evidenced", "own-section")


SHARE = "part: achievements, need: {min_share: 0.5, min_figures: 2}"


def test_results_are_the_main_part_and_carry_figures(toys: Toys) -> None:
    bench = section(toys, SHARE)
    assert bench.items("公示12条、检查30次。").said() == ("evidenced", "own-section")
    assert bench.items("公示12条。").said() == ("mentioned", "figures")
    assert bench.judge(report("公示12条、检查30次。", shortcomings=(FILLER, FILLER))).said() == ("mentioned", "share")
    # a figure elsewhere is none of this part
    assert bench.judge(report("公示12条，强化统筹。", other="检查30次。")).said() == ("mentioned", "figures")


def test_results_without_any_heading(toys: Toys) -> None:
    bench = section(toys, SHARE)
    plain = f"青岚县人民政府2024年法治政府建设年度报告\n全县公示12条、检查30次。{FILLER}\n{FILLER}\n"
    assert bench.judge(plain).said() == ("evidenced", "own-section")
    assert bench.judge(plain.replace("12条", "多条")).said() == ("mentioned", "figures")


def test_so_many_points_of_some_length(toys: Toys) -> None:
    bench = section(toys, "part: shortcomings, need: {min_items: 2, item_length: 12}")
    text = report("强化统筹。", shortcomings=("乡镇综合执法队伍力量仍显薄弱。", "行政应诉能力与新要求还有距离。"))
    assert bench.judge(text).said() == ("evidenced", "own-section")
    assert bench.judge(text.replace("与新要求还有距离", "不强")).said() == ("mentioned", "items")
    # unnumbered sentences are points too
    text = report("强化统筹。") + "二、存在的不足\n乡镇综合执法队伍力量仍显薄弱。行政应诉能力与新要求还有距离。\n"
    assert bench.judge(text).said() == ("evidenced", "own-section")
    assert bench.judge(text.replace("行政应诉能力与新要求还有距离。", "")).said() == ("mentioned", "items")


def test_points_hold_what_stands_below_them(toys: Toys) -> None:
    bench = section(toys, "part: shortcomings, need: {min_items: 2, item_length: 12}")
    text = report("强化统筹。") + "二、存在的不足\n（一）力量薄弱\n乡镇综合执法队伍仍显薄弱。\n（二）能力不强\n行政应诉与新要求还有距离。\n"
    assert bench.judge(text).said() == ("evidenced", "own-section")


@pytest.mark.parametrize(
    ("heading", "said"),
    [("2025年工作安排", ("evidenced", "own-section")), ("2024年工作安排", ("mentioned", "year")), ("下一年度工作安排", ("evidenced", "own-section"))],
)
def test_the_plan_is_for_the_year_after(toys: Toys, heading: str, said: tuple[str, str]) -> None:
    bench = section(toys, "part: plan, need: {year: next}")
    assert bench.judge(report("强化统筹。") + f"二、{heading}\n深化改革。\n").said() == said


EACH = "part: shortcomings, each: item, specific: [乡镇, 行政…应诉]"


def test_each_point_names_something(toys: Toys) -> None:
    bench = section(toys, EACH)

    def said(*points: str) -> tuple[str, str]:
        return bench.judge(report("强化统筹。", shortcomings=points)).said()

    assert said("乡镇执法力量偏弱。", "行政机关应诉能力不强。") == ("evidenced", "specific")
    assert said("尚有3个部门未达标。", "按时率仅85.5%。") == ("evidenced", "specific")
    assert said("乡镇执法力量偏弱。", "有的工作不够扎实。") == ("mentioned", "not-specific")
    assert said("个别方面有差距。", "有的工作不够扎实。") == ("absent", "not-specific")
    assert bench.items("强化统筹。").said() == ("not-applicable", "no-part")


def test_each_shows_the_points_that_lack_it(toys: Toys) -> None:
    outcome = section(toys, EACH).judge(report("强化统筹。", shortcomings=("乡镇执法力量偏弱。", "有的工作不够扎实。")))
    assert outcome.passages() == ["2.有的工作不够扎实"]


CAUSES = "part: causes, own: [主要原因, 由于], inside: [缺乏…人员]"


@pytest.mark.parametrize(
    ("chapter", "said"),
    [
        ("存在的不足\n执法偏弱，主要原因是编制紧张。", ("evidenced", "own-analysis")),
        ("存在的不足\n乡镇缺乏专业人员。", ("mentioned", "implicit")),
        ("存在的不足\n执法偏弱。", ("absent", "none")),
        ("存在的不足及原因\n执法偏弱。", ("absent", "none")),
        ("存在的不足\n执法偏弱。\n三、原因分析\n编制紧张。", ("evidenced", "own-section")),
        ("存在的不足\n执法偏弱。\n三、下一年度主要安排\n由于任务较重，将强化统筹。", ("absent", "none")),
    ],
)
def test_causes(toys: Toys, chapter: str, said: tuple[str, str]) -> None:
    outcome = section(toys, CAUSES).judge(report("由于措施有力，成效明显。") + f"二、{chapter}\n")
    assert outcome.said() == said
    if said[1] == "own-section":
        assert outcome.passages() == ["原因分析"]


def title(toys: Toys, keys: str, text: str, **options: object) -> tuple[str, str]:
    return section(toys, f"part: title, {keys}").judge(report("强化统筹。", title=text), **options).said()


def test_title_with_its_year(toys: Toys) -> None:
    assert title(toys, "need: {year: report}", "青岚县人民政府2024年法治政府建设年度报告") == ("evidenced", "title")
    assert title(toys, "need: {year: report}", "青岚县人民政府2024年法治政府建设年度报告", year=2023) == ("mentioned", "year")
    assert title(toys, "need: {year: report}", "青岚县人民政府法治政府建设年度报告") == ("mentioned", "year")
    bare = report("强化统筹。").partition("\n")[2]
    assert section(toys, "part: title, need: {year: report}").judge(bare).said() == ("absent", "none")


def test_title_by_its_name(toys: Toys) -> None:
    keys = "own: [法治政府建设年度报告], inside: [依法行政]"
    assert title(toys, keys, "青岚县人民政府2024年法治政府建设年度报告") == ("evidenced", "title")
    assert title(toys, keys, "青岚县人民政府2024年依法行政工作情况报告") == ("mentioned", "title")
    assert title(toys, keys, "青岚县人民政府2024年法治建设情况报告") == ("absent", "title")


def test_addressee(toys: Toys) -> None:
    bench = section(toys, "part: addressee")
    outcome = bench.judge(report("强化统筹。", preamble="中共云泽市委、云泽市人民政府：\n现将有关情况报告如下。"))
    assert outcome.said() == ("evidenced", "addressee")
    assert outcome.passages() == ["中共云泽市委、云泽市人民政府："]
    assert bench.items("强化统筹。").said() == ("absent", "none")


@pytest.mark.parametrize(
    ("signature", "said"),
    [("青岚县人民政府", ("evidenced", "signature")), ("青岚县司法局", ("mentioned", "other-name")), ("柳溪镇人民政府", ("mentioned", "other-name"))],
)
def test_signature(toys: Toys, signature: str, said: tuple[str, str]) -> None:
    outcome = section(toys, "part: signature").judge(report("强化统筹。") + f"{signature}\n2025年2月20日\n")
    assert outcome.passages() == [signature]
    assert outcome.said() == said


def test_a_signature_cannot_differ_from_a_title_that_names_nobody(toys: Toys) -> None:
    text = report("强化统筹。", title="2024年法治政府建设年度报告") + "青岚县人民政府\n2025年2月20日\n"
    assert section(toys, "part: signature").judge(text).said() == ("evidenced", "signature")
    assert section(toys, "part: signature").items("强化统筹。").said() == ("absent", "none")


def test_length_by_level(toys: Toys) -> None:
    bench = section(toys, "part: whole, need: {length: {county: [100, 400], default: [1, 50]}}")
    text = report("强化统筹。" * 20)
    outcome = bench.judge(text)
    assert outcome.said() == ("evidenced", "length")
    size = sum(not c.isspace() for c in text)
    assert outcome.verdict().values == {"length": size}
    short, long = bench.items("强化统筹。"), bench.items("强化统筹。" * 100)
    assert short.said() == ("mentioned", "too-short")
    assert long.said() == ("mentioned", "too-long")
    assert long.verdict().values == {"length": size + 400, "low": 100, "high": 400}
    assert bench.judge(text, level="city").said() == ("mentioned", "too-long")
    assert section(toys, "part: whole").judge(text).said() == ("evidenced", "length")


def test_parts_have_levels_and_stages_too(toys: Toys) -> None:
    bench = section(toys, "part: plan, applies: {levels: [city], stages: [submitted]}, weight: 5")
    assert bench.items("强化统筹。").said() == ("not-applicable", "stage")
    assert bench.items("强化统筹。", stage="submitted").said() == ("not-applicable", "level")
    assert bench.items("强化统筹。", stage="submitted", level="city").verdict().weight == 5
