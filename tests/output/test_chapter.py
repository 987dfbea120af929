"""The chapters on figures, claims, citations, form and coherence on a terminal: short, complete, nothing said twice."""

import re
from typing import Any

import pytest

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.model.verdict import Claim
from linter.output import Presentation, render

CHAPTERS = ("数据核对（6）", "表述与佐证（5）", "依据引用（2）", "文本规范（5）", "前后照应（1）")


def page(run: Run, rulebook: Rulebook, **wishes: Any) -> str:
    return render(run, "text", options=Presentation(**({"width": 100} | wishes)), rulebook=rulebook)


def chapter(text: str, title: str) -> str:
    """The lines of a chapter, its title left out."""
    return text.partition(f"\n{title}\n")[2].partition("\n\n")[0]


def test_chapters_follow_the_high_gaps_and_come_before_the_gains(whole: Run, rulebook: Rulebook) -> None:
    text = page(whole, rulebook)
    order = ["法定内容缺项（2）", "其他高等级事项（1）", *CHAPTERS, "补充后提分最多的事项（10）", "各维度得分", "扣分"]
    places = [text.index(f"\n{title}\n") for title in order]
    assert places == sorted(places)


def test_a_contradiction_shows_words_calculation_sentence_and_advice(whole: Run, rulebook: Rulebook) -> None:
    told = chapter(page(whole, rulebook), CHAPTERS[0])
    assert told.splitlines()[:5] == [
        "  中  分项合计 · 数据待核 [figures.sum-check]",
        "      原文  一（七） 第 13 行：全年调解矛盾纠纷 1,200 件，其中婚姻 400 件、邻里 350 件、劳动 410 件",
        "      算式  400 + 350 + 410 = 1160 ≠ 1200",
        "      说明  三个分项相加比合计少 40 件。",
        "      建议  建议补充分项合计的数据、文件或事例，写明口径。",
    ]
    assert re.findall(r"^  \S+  .*?(?= \[)", told, re.M) == [
        "  中  分项合计 · 数据待核", "  中  百分比复算 · 数据待核", "  中  与台账一致 · 数据待核", "  中  数据带单位", "  提示  列举与件数 · 建议核对",
    ]  # fmt: skip
    assert told.splitlines()[-1] == "  其余 1 处见 --verbose。"


@pytest.mark.parametrize("columns", [80, 100, 160])
def test_no_finding_takes_more_than_six_lines(whole: Run, rulebook: Rulebook, columns: int) -> None:
    text = page(whole, rulebook, width=columns)
    for title in (CHAPTERS[0], *CHAPTERS[2:]):
        findings = re.split(r"^  (?=\S)", chapter(text, title), flags=re.M)[1:]
        findings = [each for each in findings if not each.startswith("其余")]
        assert findings and all(len(each.splitlines()) <= (5 if columns == 160 else 6) for each in findings)
    claims = re.split(r"^  (?=\d)", chapter(text, CHAPTERS[1]).partition("  建议")[0], flags=re.M)[1:]
    assert [len(each.splitlines()) for each in claims] == [2, 2, 2, 2, 1]


def test_claims_stand_by_rank_and_their_advice_once(whole: Run, rulebook: Rulebook) -> None:
    told = chapter(page(whole, rulebook), CHAPTERS[1])
    assert re.findall(r"^  (\d)  (\S+) +(.*)$", told, re.M) == [
        ("1", "中", "一（七） 第 12 行：率先建成“一网通管”体系"),
        ("2", "中", "一（七） 第 12 行：实现执法监督全覆盖"),
        ("3", "中", "一（七） 第 14 行：同类投诉下降 41%"),
        ("4", "提示", "一（七） 第 12 行：企业满意度明显提升"),
        ("5", "提示", "一（七） 第 12 行：全县营商环境持续优化（理由同上）"),
    ]
    assert re.findall(r"\[(.*)\]", told) == ["claims.superlative", "claims.absolute", "figures.rate-denominator", "claims.plain"]


def test_ten_claims_are_shown_and_the_rest_counted(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    worst = next(f for f in report.findings if f.rule == "claims.superlative")
    many = tuple(worst._replace(rule="claims.plain", start=at, end=at + 2, rank=100 + at, fingerprint=f"{at:016x}") for at in range(13))
    claims = tuple(Claim(at, at + 2, "plain", "unsupported", "weak", "", "claims.plain", 13 - at) for at in range(13))
    run = whole._replace(reports=(report._replace(findings=many, claims=claims),))
    told = chapter(page(run, rulebook), "表述与佐证（13）")
    assert len(re.findall(r"^ +\d+  中", told, re.M)) == 10
    assert told.splitlines()[-1] == "  其余 3 处见 --verbose。"
    text = report.document.text
    assert text[12:14].strip() in told.splitlines()[0]  # the claim of rank 1, whatever its finding's rank
    full = chapter(page(run, rulebook, verbose=True), "表述与佐证（13）")
    assert len(re.findall(r"^ +\d+  中", full, re.M)) == 13 and "--verbose" not in full


def test_many_places_of_one_rule_share_title_and_advice(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    mark = next(f for f in report.findings if f.rule == "format.punctuation")
    text = report.document.text
    starts = [at for at, char in enumerate(text) if char == "件"][:8]
    many = tuple(mark._replace(start=at, end=at + 1, quote=text[at], rank=rank, fingerprint=f"{rank:016x}") for rank, at in enumerate(starts))
    told = chapter(page(whole._replace(reports=(report._replace(findings=many),)), rulebook), "文本规范（8）")
    assert told.splitlines()[0] == "  中  标点成对（5） [format.punctuation]"
    assert (told.count("原文"), told.count("建议  "), told.splitlines()[-1]) == (5, 1, "  其余 3 处见 --verbose。")


def test_hints_are_counted_where_nothing_else_is(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    hints = tuple(f for f in report.findings if f.rule in ("format.typo", "structure.residue"))
    run = whole._replace(reports=(report._replace(findings=hints),))
    assert chapter(page(run, rulebook), "文本规范（2）") == "  2 处均为提示，见 --verbose。"
    assert "[format.typo]" in page(run, rulebook, verbose=True)


def test_every_finding_is_printed_or_counted(whole: Run, rulebook: Rulebook) -> None:
    text = page(whole, rulebook)
    for title in CHAPTERS:
        told = chapter(text, title)
        count = int(re.findall(r"（(\d+)）", title)[0])
        printed = len(re.findall(r"^  \S+ .*\[[a-z.-]+\]$", told.partition("  建议  ")[0] if "表述" in title else told, re.M))
        printed = len(re.findall(r"^  \d  ", told, re.M)) if "表述" in title else printed
        left = sum(int(n) for n in re.findall(r"其余 (\d+) 处", told))
        assert printed + left == count


def test_verbose_shows_every_finding_with_its_basis(whole: Run, rulebook: Rulebook) -> None:
    text = page(whole, rulebook, verbose=True, width=160)
    for finding in whole.reports[0].findings:
        assert finding.message in text
    assert text.count("--verbose") == 0
    assert "依据  《中华人民共和国统计法》（条款待核）" in chapter(text, CHAPTERS[0])
    assert "中等级事项（" in text and "中等级发现" not in text


def test_words_that_the_message_quotes_are_not_printed_again(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    findings = tuple(f._replace(message=f"此处称“{f.quote}”，请核对。") if f.kind == "coherence" else f for f in report.findings)
    told = chapter(page(whole._replace(reports=(report._replace(findings=findings),)), rulebook), CHAPTERS[4])
    assert "      位置  一（七） · 第 19 行\n      说明  此处称“行政复议主渠道作用日益彰显”，请核对。" in told
    assert "原文" not in told


def test_a_title_is_not_said_again_by_the_message(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    findings = tuple(f._replace(message="“旧称”：该机构已更名。") if f.rule == "basis.term.legacy" else f for f in report.findings)
    run = whole._replace(reports=(report._replace(findings=findings),))
    assert "      说明  该机构已更名。\n" in page(run, rulebook)
    assert "旧称：该机构已更名。 [basis.term.legacy]" in page(run, rulebook, quiet=True)
    english = tuple(f._replace(message="Old name: the agency was renamed.") if f.rule == "basis.term.legacy" else f for f in report.findings)
    assert "Finding      The agency was renamed.\n" in page(whole._replace(reports=(report._replace(findings=english),)), rulebook, lang="en")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("数据待核：分项之和与总数不符，{c}。请核对总数。", "分项之和与总数不符。请核对总数。"),
        ("分项之和与总数不符（{c}），请核对。", "分项之和与总数不符，请核对。"),
        ("分项之和与总数不符：{c}。", "分项之和与总数不符。"),
        ("“分项合计”：数据待核：分项不符。", "分项不符。"),
        ("分项不符。", "分项不符。"),
    ],
)
def test_status_and_calculation_are_not_said_again_by_the_message(whole: Run, rulebook: Rulebook, message: str, said: str) -> None:
    report = whole.reports[0]
    calculation = "400 + 350 + 410 = 1160 ≠ 1200"
    findings = tuple(f._replace(message=message.format(c=calculation)) if f.rule == "figures.sum-check" else f for f in report.findings)
    run = whole._replace(reports=(report._replace(findings=findings),))
    told = chapter(page(run, rulebook), CHAPTERS[0])
    assert f"      算式  {calculation}\n      说明  {said}\n" in told
    for format in ("markdown", "html"):
        text = render(run, format, options=Presentation(), rulebook=rulebook)
        assert said in text and "数据待核：" not in text
    assert message.format(c=calculation).rpartition("数据待核：")[2] in page(run, rulebook, quiet=True)


def test_relations_that_a_duty_speaks_for_are_counted_as_such(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    dates = report.relations[0]._replace(kind="date-order", rule="figures.date-order", calculation="2025-02-20早于2025-03-01")
    run = whole._replace(reports=(report._replace(relations=(*report.relations, dates)),))
    assert "数据待核 3 · 建议核对 1 · 文中不足以核对 1（1 处在报告事项中指出）" in page(run, rulebook)
    for format, title in (("markdown", "#### 已在报告事项中指出 1 处"), ("html", "已在报告事项中指出 1 处</summary>")):
        text = render(run, format, options=Presentation(), rulebook=rulebook)
        assert title in text and "早于" in text


def test_the_head_tells_what_was_looked_at(whole: Run, one: Run, rulebook: Rulebook) -> None:
    text = page(whole, rulebook)
    assert "  数据关系：核对一致 3 · 数据待核 2 · 建议核对 1 · 文中不足以核对 1\n  成效表述：有佐证 2 · 佐证不全 1 · 未见佐证 4\n" in text
    assert "数据关系" not in page(one, rulebook) and "成效表述：" not in page(one, rulebook)


def test_claims_that_no_finding_tells_of_are_counted_as_such(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    findings = tuple(f for f in report.findings if f.rule != "claims.plain")
    text = page(whole._replace(reports=(report._replace(findings=findings),)), rulebook)
    assert "  成效表述：有佐证 2 · 佐证不全 1 · 未见佐证 4（2 处可酌情补充，或已在报告事项中指出）\n" in text


def test_several_reports_give_counts_only(make_whole: Any, run_of: Any, rulebook: Rulebook) -> None:
    text = page(run_of(make_whole(), make_whole(path="乙.txt")), rulebook)
    assert text.count("  数据核对 6 · 表述与佐证 5 · 依据引用 2 · 文本规范 5 · 前后照应 1\n") == 2
    assert "算式" not in text


def test_the_least_severity_holds_for_chapters_too(whole: Run, rulebook: Rulebook) -> None:
    text = page(whole, rulebook, min_severity="error")
    assert "依据引用（1）" in text and "文本规范（1）" in text and "前后照应（" not in text


def test_personal_data_stays_in_the_report(whole: Run, rulebook: Rulebook) -> None:
    for format in ("text", "markdown", "html"):
        told = render(whole, format, options=Presentation(verbose=True), rulebook=rulebook)
        assert "13000000000" not in told and "130" in told


def test_nothing_of_a_report_reaches_the_terminal_as_a_command(make_whole: Any, run_of: Any, rulebook: Rulebook) -> None:
    bad = "\x1b[2J\x9b31m\u202e\r\n坏"
    report = make_whole()
    findings = tuple(f._replace(message=bad, place=bad, advice=bad, basis=bad, status=bad if f.kind == "marks" else f.status) for f in report.findings)
    relations = tuple(r._replace(calculation=bad) for r in report.relations)
    for wishes in ({}, {"verbose": True}, {"quiet": True}, {"lang": "en"}):
        text = page(run_of(report._replace(findings=findings, relations=relations)), rulebook, **wishes)
        assert not set(text) & set("\x1b\x9b\u202e\r")
