"""What comments say: every open finding once, on its words; the worst where there are too many; in words fit to read."""

import re
from functools import cache
from pathlib import Path

import pytest

from linter.annotation import Remark, annotated, remarks_of
from linter.annotation.remarks import LIMIT
from linter.batch import judge_all
from linter.cli.inputs import Input
from linter.engine import Engine, Options, load
from linter.model.result import Report, Run
from linter.model.rule import SEVERITIES
from linter.output.catalogue import catalogue
from linter.output.digest import digest, statutory
from linter.output.finding import is_homeless, rule_title
from tests.annotation.reading import enclosed, parts
from tests.kit.builder import package, paragraph

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = sorted(EXAMPLES.glob("*.docx"))
FORBIDDEN = re.compile("不合格|错误|造假")  # 违法 and 没有 stand in names of offences and in quoted advice


@cache
def judged(path: Path, lang: str = "zh") -> Run:
    engine = Engine(load(), Options(None, None, None, "all", (), (), None, False, lang))
    return judge_all(engine, [Input(str(path), True)], max_size=5_000_000, skip_other=False, as_of="2025-03-10")


def review(path: Path, lang: str = "zh", **options: object) -> tuple[Run, Report, tuple[Remark, ...]]:
    run = judged(path, lang)
    return run, run.reports[0], remarks_of(run, run.reports[0], load(), catalogue(lang), **options)  # type: ignore[arg-type]


def said(remark: Remark) -> str:
    return "\n".join(line.text for line in remark.lines)


def test_there_are_examples() -> None:
    assert len(FILES) == 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_open_finding_is_told_on_its_words(path: Path) -> None:
    run, report, remarks = review(path, limit=0)
    words = catalogue("zh")
    each = digest(run, report, load(), words)
    by_span: dict[tuple[int, int], str] = {}
    for remark in remarks[1:]:
        assert (remark.start, remark.end) not in by_span, "one comment for the same words"
        by_span[remark.start, remark.end] = said(remark)
    for finding in report.findings:
        span = (finding.start, finding.end)
        told = by_span[span] if finding.start is not None else said(remarks[0])  # type: ignore[index]
        if not is_homeless(finding, each):
            assert f"规则：{finding.rule}" in told and finding.advice in told
        elif rule_title(finding.rule, each, words) not in told:
            assert re.search(r"另有 \d+ 项", told)  # a long list counts its end
    assert len(remarks) == 1 + len({(f.start, f.end) for f in report.findings if f.start is not None})


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_comments_can_be_borne(path: Path, lang: str) -> None:
    _, _, remarks = review(path, lang)
    assert len(remarks) <= LIMIT
    texts = [said(remark) for remark in remarks]
    assert all(0 < len(text) < (2500 if lang == "zh" else 7000) for text in texts)
    assert not any(FORBIDDEN.search(text) for text in texts)
    assert all(line.text.strip() and "{" not in line.text for remark in remarks for line in remark.lines)
    assert all(remark.lines[0].is_headline for remark in remarks)
    assert not any("建议：建议" in text for text in texts)


def test_the_worst_are_kept() -> None:
    _, report, every = review(FILES[1], limit=0)
    assert "白石县" in FILES[1].name
    order = {severity: at for at, severity in enumerate(SEVERITIES)}
    strength: dict[tuple[int | None, int | None], tuple[bool, int, int]] = {}
    for finding in report.findings:
        span = (finding.start, finding.end)
        strength[span] = min(strength.get(span, (True, 9, 0)), (not statutory(finding), order[finding.severity], finding.rank))
    for limit in (1, 2, 5, 40, len(every)):
        kept = review(FILES[1], limit=limit)[2]
        assert len(kept) == limit
        assert [each.start for each in kept[1:]] == sorted(each.start for each in kept[1:])
        held = {(each.start, each.end) for each in kept[1:]}
        left = [span for span in strength if span[0] is not None and span not in held]
        assert not left or max((strength[span] for span in held), default=(False, -1, 0)) < min(strength[span] for span in left)
        assert f"另有 {len(every) - limit} 条" in said(kept[0]) or limit == len(every)
    assert len(review(FILES[1], limit=0, min_severity="error")[2]) < 6


def test_waived_and_known_findings_are_only_counted() -> None:
    run, report, every = review(FILES[1], limit=0)
    last = report.findings[-1]
    for change, word in (({"waiver": "已另文说明"}, "已豁免"), ({"known_since": "2025-01-01"}, "基线中已有")):
        other = report._replace(findings=(*(f._replace(**change) for f in report.findings[:-1]), last))
        remarks = remarks_of(run, other, load(), catalogue("zh"))
        assert [(each.start, each.end) for each in remarks[1:]] == [(last.start, last.end)]
        assert f"另有 {len(report.findings) - 1} 项{word}" in said(remarks[0])
    assert len(every) > 2


def test_a_report_without_title_or_score() -> None:
    run, report, _ = review(FILES[0])
    bare = report._replace(score=None, unscored="有 1 处未能读取", profile=report.profile._replace(sources={}))
    summary = remarks_of(run, bare, load(), catalogue("zh"))[0]
    block = report.document.blocks[0]
    assert (summary.start, summary.end) == (block.start, block.end)
    assert summary.lines[0].text == "内容检查结果：未评分：有 1 处未能读取"
    assert "提高" not in said(summary)


def test_personal_data_is_not_repeated_in_the_margin() -> None:
    engine = Engine(load(), Options(None, None, None, "all", (), (), None, True, "zh"))
    data = package(paragraph("柳溪镇2024年法治政府建设年度报告") + paragraph("一、主要工作") + paragraph("联系人王某，手机号码13912345678，办理案件12件。"))
    run = judge_all(engine, [Input("a.docx", True, data, "a.docx")], max_size=5_000_000, skip_other=False, as_of="2025-03-10")
    report = run.reports[0]
    (found,) = (finding for finding in report.findings if finding.kind == "privacy")
    told = report._replace(findings=(found._replace(message="手机号码13912345678疑为个人信息。"),))  # as a rule of one's own may say it
    text = "\n".join(map(said, remarks_of(run, told, load(), catalogue("zh"), limit=0)))
    assert "13912345678" not in text and "手机号码139******78" in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_examples_bear_their_comments(path: Path) -> None:
    _, report, remarks = review(path)
    copy = parts(annotated(path.read_bytes(), remarks, author="合规检查", initials="检", date="2025-03-10"))
    ranges = enclosed(copy["word/document.xml"], {str(number) for number in range(len(remarks))})
    for number, remark in enumerate(remarks):
        quote = "".join(report.document.text[remark.start : remark.end].split())
        assert quote.endswith(ranges[str(number)][0]) and ranges[str(number)][0]


def test_every_word_of_the_shelf_is_said_somewhere() -> None:
    root = EXAMPLES.parent / "linter"
    sources = "\n".join(path.read_text("utf-8") for folder in ("annotation", "cli") for path in (root / folder).glob("*.py"))
    from linter.output.catalogue.review_zh import MESSAGES

    assert [key for key in MESSAGES if f'"{key}"' not in sources] == []
    asked = set(re.findall(r'words\("((?:remark|annotated)[\w.]*)"', sources))
    assert asked and asked <= set(MESSAGES)
