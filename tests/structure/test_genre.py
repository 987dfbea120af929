"""What is an annual report on law-based government, and what only speaks about one."""

from functools import cache
from pathlib import Path

import pytest

from linter import engine
from linter.model.result import Genre
from linter.reading import read, residue_words
from linter.structure import genre_of
from tests.structure.parsed import REPORTS, ROOT, lexicon, parsed

PARTS = (
    "一、主要举措和成效\n"
    + "".join(f"（{n}）{w}。全县检查企业62家，纠正问题5个，评查案卷120卷，培训人员46名，办理许可126件。\n" for n, w in zip("一二三四五六", ["规范执法", "优化服务", "科学决策", "化解纠纷", "公开政务", "开展普法"], strict=True))
    + "二、存在的问题\n部分乡镇人手不足，培训不够，案卷质量有高有低，少数单位公示不及时。\n三、下一步工作打算\n组织轮训2期，补充人员12名，评查案卷160卷，通报4次。\n"
)
TEXT = "全县检查企业62家，纠正问题5个，评查案卷120卷，培训执法人员46名，办理行政许可126件，调解纠纷320件，公开信息415条。" * 12


def genre(text: str, duties: int = 20) -> Genre:
    report = parsed(text)
    return genre_of(report.document, report.outline, report.profile, lexicon(), duties)


@cache
def judge() -> engine.Engine:
    return engine.Engine(engine.load())


def judged(path: Path) -> Genre:
    document = read(path.name, data=path.read_bytes(), residue=residue_words(lexicon()))
    return judge().judge(document).report.genre


@pytest.mark.parametrize("path", sorted((REPORTS / "other").glob("*.txt")), ids=lambda p: p.stem)
def test_neighbouring_genres_are_refused(path: Path) -> None:
    assert judged(path).kind == "other"


@pytest.mark.parametrize(
    "path",
    [*sorted((REPORTS / "short").glob("*.txt")), *sorted((ROOT / "examples").glob("*年*.md")), *sorted((REPORTS / "structure").glob("[dnr]*.txt"))],
    ids=lambda p: p.stem,
)
def test_reports_are_accepted(path: Path) -> None:
    assert judged(path).kind == "annual-report"


@pytest.mark.parametrize(
    "title",
    [
        "关于报送2024年法治政府建设年度报告的通知",
        "青岚县2025年法治政府建设工作要点",
        "青岚县2025年度法治政府建设工作计划",
        "法治政府建设实施纲要解读",
        "我县发布2024年法治政府建设年度报告",
        "青岚县司法局局长就法治政府建设年度报告答记者问",
        "关于青岚县法治政府建设情况的调研报告",
        "青岚县2024年法治政府建设督察报告",
        "青岚县依法行政考核办法",
        "青岚县人民法院工作报告",
        "云泽市2024年国民经济和社会发展计划执行情况的报告",
        "青岚县2024年政府信息公开工作年度报告",
        "青岚县法治政府建设规划（2021—2025年）",
        "在全县依法行政工作会议上的讲话",
        "青岚县行政处罚决定书一案",
    ],
)
def test_titles_of_other_papers(title: str) -> None:
    """Whatever stands below them; few duties, since a cover note above a whole report is told by its breadth."""
    assert genre(f"{title}\n2024年，青岚县推进依法行政。\n{PARTS}", duties=8).kind == "other"


def test_news_that_quotes_a_report_has_no_parts() -> None:
    assert genre(f"青岚县2024年法治政府建设年度报告\n{TEXT}", duties=5) == Genre("other", "no-structure")


def test_a_short_note_is_refused() -> None:
    assert genre("青岚县2024年法治政府建设年度报告\n一、主要举措\n检查62家。") == Genre("other", "too-short")


def test_a_regulation_is_refused_by_its_articles() -> None:
    articles = "\n".join(f"第{n}条　各级行政机关应当依法行政，公开行政执法的依据、程序和结果，接受社会监督，并按照本规定建立健全有关制度。" for n in "一二三四五六七八九")
    assert genre(f"依法行政若干事项\n{articles}").reason in ("articles", "content")
    assert genre(f"青岚县2024年法治政府建设情况\n{articles}") == Genre("other", "articles")


def test_a_department_summary_of_other_work_is_refused() -> None:
    assert genre(f"青岚县水利局2024年工作总结\n2024年，县水利局推进供水保障。\n{PARTS}") == Genre("other", "other-title")


def test_a_cover_note_above_the_whole_report() -> None:
    text = f"关于公布青岚县2024年法治政府建设年度报告的公告\n2024年，青岚县推进依法行政。\n{PARTS}"
    assert genre(text, duties=20) == Genre("annual-report", "content")
    assert genre(text, duties=5) == Genre("other", "other-title")


def test_a_report_without_title_is_told_by_its_content() -> None:
    text = f"2024年，青岚县以法治政府建设为目标，推进依法行政，现将情况报告如下。\n{PARTS}"
    assert genre(text, duties=20) == Genre("annual-report", "content")
    assert genre(text, duties=5) == Genre("other", "content")


def test_without_a_word_of_the_genre_nothing_is_a_report() -> None:
    assert genre(f"2024年，青岚县推进各项工作，现将情况总结如下。\n{PARTS}") == Genre("other", "content")


@pytest.mark.parametrize("title", ["青岚县2024年法治政府建设年度报告", "云泽市司法局关于2024年依法行政工作情况的报告", "柳溪镇2024年法治政府建设工作总结（送审稿）"])
def test_titles_of_the_genre(title: str) -> None:
    assert genre(f"{title}\n2024年，各项工作取得进展。\n{PARTS}", duties=0) == Genre("annual-report", "title")
