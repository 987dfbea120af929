"""The terminal page: order, words, alignment, nothing hidden in silence, nothing a terminal would obey."""

import re
from typing import Any

import pytest

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render
from linter.output.glyphs import width

DISCLAIMER = "本评分只反映报告文本对法定内容和任务事项的呈现情况，不代表法治政府建设工作成效；结果供人工审核参考。"


def page(run: Run, rulebook: Rulebook, **wishes: Any) -> str:
    return render(run, "text", options=Presentation(**wishes), rulebook=rulebook)


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 160])
@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(many: Run, whole: Run, rulebook: Rulebook, columns: int, verbose: bool, lang: str) -> None:
    for run in (many, whole):
        for line in page(run, rulebook, width=columns, verbose=verbose, lang=lang).splitlines():
            assert width(line) <= columns
            assert line == line.rstrip()


def test_statutory_gaps_come_first_then_other_high_ones_then_gains(one: Run, rulebook: Rulebook) -> None:
    text = page(one, rulebook)
    order = [
        text.index(words)
        for words in ("法定内容缺项（2）", "其他高等级事项（1）", "补充后提分最多的事项（10）", "另有", "各维度得分")
    ]
    assert order == sorted(order)
    first = text.index("第一责任人履职情况 · 未检出 · 补充后可提高 5.5 分")
    assert order[0] < first < order[1] < text.index("常务会议研究法治政府建设 · 未检出") < order[2]


def test_gains_are_listed_by_what_they_gain(one: Run, rulebook: Rulebook) -> None:
    part = page(one, rulebook).partition("补充后提分最多的事项")[2].partition("另有")[0]
    gains = [float(g) for g in re.findall(r"补充后可提高 ([\d.]+) 分", part)]
    assert len(gains) == 10
    assert gains == sorted(gains, reverse=True)


def test_every_finding_is_printed_or_counted(one: Run, rulebook: Rulebook) -> None:
    text = page(one, rulebook)
    printed = len(re.findall(r"^ +规则  ", text, re.M))
    hidden = sum(map(int, re.findall(r"(\d+) 项(?:高等级|中等级|提示性)发现", text)))
    waived = sum(map(int, re.findall(r"另有 (\d+) 项已豁免", text)))
    assert (printed, hidden, waived) == (13, 1, 1)
    assert printed + hidden + waived == len(one.reports[0].findings)


def test_verbose_prints_all_findings_and_all_obligations(one: Run, rulebook: Rulebook) -> None:
    text = page(one, rulebook, verbose=True, width=160)
    report = one.reports[0]
    assert all(re.search(rf"规则  {re.escape(f.rule)}$", text, re.M) for f in report.findings)
    assert all(f"[{v.rule.id}]" in text for v in report.verdicts)
    assert "第 8 行：县司法局归集公示行政处罚决定 1,260 条——佐证：1,260 条" in text
    assert "豁免  由县档案馆统一报送" in text
    assert "--verbose" not in text


def test_head_receipt_and_disclaimer_are_always_there(one: Run, many: Run, rulebook: Rulebook) -> None:
    for run in (one, many):
        text = flat(page(run, rulebook))
        assert flat("读取 558 字符、16 段；网页残留等 2 处不参与评判（面包屑导航 1、页面工具 1）") in text
        assert text.endswith(DISCLAIMER)
    assert flat("得分 59.8 分 · 较完备（计入豁免 61.3 分）") in flat(page(one, rulebook))


def test_a_report_that_was_not_read_whole_says_so_and_has_no_score(many: Run, rulebook: Rulebook) -> None:
    part = page(many, rulebook).partition("白石县.txt")[2].partition("未能检查的文件")[0]
    assert "有 1 处未能读取，不评分" in part and "未能读取：第 3 页无文字层" in part and "未评分：有 1 页未能读取" in part
    assert "得分" not in part


def test_an_unscored_report_still_says_what_to_add_first(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    text = page(run_of(make_report(scored=False)), rulebook)
    assert "建议优先补充的事项（10）" in text
    assert "补充后可提高" not in text and "各维度得分" not in text


def test_the_table_ranks_scored_reports_and_puts_the_others_last(many: Run, rulebook: Rulebook) -> None:
    rows = page(many, rulebook, width=120).partition("内容完备度排序（4）\n")[2].splitlines()[1:5]
    assert [row.split()[0] for row in rows] == ["1", "2", "–", "–"]
    assert "柳溪镇" in rows[0] and "青岚县" in rows[1] and "云泽市.pdf" in rows[2] and "白石县" in rows[3]


def test_columns_of_bars_and_tables_are_aligned(many: Run, one: Run, rulebook: Rulebook) -> None:
    bars = [line for line in page(one, rulebook).splitlines() if "■" in line or "□" in line]
    assert len(bars) == 10
    assert len({width(line[: re.search("[■□]", line).start()]) for line in bars}) == 1  # type: ignore[union-attr]
    assert len({width(line) for line in bars}) == 1
    heads, *rows = page(many, rulebook, width=120).partition("内容完备度排序（4）\n")[2].splitlines()[:5]
    unit = width(heads[: heads.index("单位")])
    assert {width(row[: row.index("柳溪镇人民政府" if "柳溪镇人" in row else "青岚县人民政府")]) for row in rows[:2]} == {unit}


def test_a_full_bar_is_full_and_an_empty_one_empty(one: Run, rulebook: Rulebook) -> None:
    text = page(one, rulebook)
    assert re.search(r"政府职能与营商环境 +7\.7 / +7\.7  ■+$", text, re.M)
    assert re.search(r"突发事件应对 +0\.0 / +3\.3  □+$", text, re.M)


def test_quiet_gives_one_line_a_finding_and_nothing_when_clean(one: Run, many: Run, rulebook: Rulebook) -> None:
    lines = page(one, rulebook, quiet=True).splitlines()
    assert len(lines) == sum(f.waiver is None for f in one.reports[0].findings)
    assert (
        "青岚县2024年法治政府建设年度报告.txt:9:1: 中 行政执法三项制度：行政执法三项制度提到了，未见佐证。 [enforcement.three-systems]"
        in lines
    )
    clean = one._replace(reports=(one.reports[0]._replace(findings=()),))
    assert page(clean, rulebook, quiet=True) == ""
    told = page(many, rulebook, quiet=True, min_severity="error")
    assert "白石县.txt: 未评分：有 1 页未能读取" in told and "云泽市.pdf: 无文字层：" in told


def test_colour_only_where_it_is_asked_for(one: Run, rulebook: Rulebook) -> None:
    plain, colored = page(one, rulebook), page(one, rulebook, color=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d+m", "", colored) == plain != colored


def test_control_characters_of_a_document_never_reach_the_terminal(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    report = make_report(path="坏\x1b[31m名\n.txt", name="青岚县\x1b]0;标题\x07人民政府\u202e")
    hostile = report.findings[0]._replace(message="清屏\x1b[2J\x9b0m", place="一\r二")
    report = report._replace(findings=(hostile, *report.findings[1:]), notices=("说明\x08\x08",))
    for wishes in ({}, {"quiet": True}, {"verbose": True}):
        text = page(run_of(report, report), rulebook, **wishes)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
        assert "␛[2J" in text or wishes == {}


def test_the_words_of_the_contract_and_none_that_it_forbids(one: Run, many: Run, rulebook: Rulebook) -> None:
    text = page(one, rulebook, verbose=True) + page(many, rulebook)
    for word in ("有佐证", "仅提及", "仅见于下年安排", "未检出", "需人工复核", "不适用", "内容完备度排序"):
        assert word in text
    assert not re.search("违法|不合格|错误|造假|没有", text)


def test_a_recalled_basis_shows_its_document_only(one: Run, rulebook: Rulebook) -> None:
    text = flat(page(one, rulebook, verbose=True))
    assert "《党政主要负责人履行推进法治建设第一责任人职责规定》（条款待核）" in text
    assert "第五条" not in text
    assert "《法治政府建设实施纲要（2021—2025年）》第（十五）项" in text


def test_english_labels(one: Run, rulebook: Rulebook) -> None:
    text = page(one, rulebook, lang="en", width=120)
    assert "Statutory parts missing (2)" in text and "First responsible person · not found · would gain 5.5 points" in text
    assert "(provision to be verified)" in text


def test_a_document_of_another_genre_says_so(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    report = make_report()
    report = report._replace(genre=report.genre._replace(kind="other", reason="other-title"))
    assert "未能确认为法治政府建设年度报告：标题是其他文种" in page(run_of(report), rulebook)


def test_something_absent_names_the_heading_where_it_belongs(one: Run, rulebook: Rulebook) -> None:
    part = page(one, rulebook).partition("行政裁量权基准 · 未检出")[2].partition("规则  enforcement.discretion")[0]
    assert "位置  建议写入“一、主要举措和成效”部分（第 3 行）" in part
    assert "原文" not in part


def test_a_basis_that_the_finding_states_is_shown_as_it_is(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    report = make_report()
    report = report._replace(findings=(report.findings[0]._replace(basis="《青岚县办法》第三条"),))
    assert "依据  《青岚县办法》第三条" in page(run_of(report), rulebook)


def test_the_table_leaves_out_the_folder_that_all_paths_share(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    text = page(run_of(make_report("报告/2024/甲.txt"), make_report("报告/2024/乙.txt")), rulebook)
    rows = text.partition("内容完备度排序")[2].splitlines()[2:4]
    assert [row.split()[-1] for row in rows] == ["乙.txt", "甲.txt"]
