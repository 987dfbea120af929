"""The web page: self-contained, well-formed, escaped, readable without colour, complete."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render

VOID = {"meta", "br", "wbr", "link", "img", "input", "hr"}
SVG_LEAVES = {"path", "circle", "rect", "polygon"}


class Page(HTMLParser):
    """Checks nesting while it collects tags, texts and headings."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.headings: list[int] = []
        self.feed(text)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SVG_LEAVES
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.stack:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))


def html(run: Run, rulebook: Rulebook, **wishes: Any) -> str:
    return render(run, "html", options=Presentation(**wishes), rulebook=rulebook)


@pytest.fixture(params=["one", "many", "en", "none"])
def page(request: pytest.FixtureRequest, one: Run, many: Run, run_of: Any, rulebook: Rulebook) -> str:
    runs = {"one": one, "many": many, "en": one, "none": run_of(errors=many.errors)}
    return html(runs[request.param], rulebook, lang="en" if request.param == "en" else "zh")


def test_nothing_comes_from_outside_and_nothing_runs(page: str) -> None:
    parsed = Page(page)
    assert not re.search(r"https?:|//[a-z]|@import|url\(|javascript:", page)
    assert not {tag for tag, _ in parsed.tags} & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    for _, attributes in parsed.tags:
        assert not {name for name in attributes if name.startswith("on") or name in ("src", "srcset", "action", "xlink:href", "style")}
        assert (attributes.get("href") or "#").startswith("#")
    policy = next(a for _, a in parsed.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_ids_are_unique_and_references_hold(page: str) -> None:
    parsed = Page(page)
    ids = [a["id"] for _, a in parsed.tags if "id" in a]
    assert len(ids) == len(set(ids))
    wanted = {a["aria-labelledby"] for _, a in parsed.tags if "aria-labelledby" in a}
    wanted |= {(a["href"] or "")[1:] for _, a in parsed.tags if "href" in a}
    assert wanted <= set(ids)


def test_headings_step_down_one_at_a_time(page: str) -> None:
    levels = Page(page).headings
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_drawings_have_a_name_or_are_decoration(page: str) -> None:
    for drawing in re.findall(r"<svg.*?</svg>", page, re.S):
        if 'aria-hidden="true"' in drawing:
            assert 'class="shape"' in drawing
        else:
            assert 'role="img"' in drawing and re.search(r"<title>[^<]+</title>", drawing)
        for leaf in re.findall(r"<(?:path|circle|rect|polygon|text)[^>]*>", drawing):
            assert re.search(r'(?:fill|stroke)="(?:#|none)', leaf)


def test_every_shape_has_its_word_beside_it(page: str) -> None:
    assert all(
        re.match(r"</svg>\s*(?:<span[^>]*>)?\s*\S", page[m.end() - 6 :]) for m in re.finditer(r'<svg class="shape".*?</svg>', page, re.S)
    )


def test_language_is_declared(one: Run, rulebook: Rulebook) -> None:
    assert '<html lang="zh-CN">' in html(one, rulebook)
    assert '<html lang="en">' in html(one, rulebook, lang="en")


def test_the_scorecard_is_complete(one: Run, rulebook: Rulebook) -> None:
    page = html(one, rulebook)
    text = Page(page).text
    report = one.reports[0]
    for words in (
        "青岚县人民政府 2024 年度",
        "59.8",
        "较完备",
        "本评分只反映报告文本",
        "法定内容",
        "各维度得分",
        "待补充内容",
        "全部报告事项",
        "得分怎样算出",
        "读取回执",
    ):
        assert words in text
    for verdict in report.verdicts:
        assert verdict.rule.title_zh in text
        for passage in verdict.passages:
            assert re.sub(r"\s+", " ", report.document.text[passage.start : passage.end]) in text
    assert "适用事项的权重之和为 91，每一份权重合 100÷91＝1.099 分" in text
    assert "首页 > 信息公开" in text and "第五条" not in text
    assert page.count("<details open>") == 10


def test_every_row_can_be_recomputed(one: Run, rulebook: Rulebook) -> None:
    page = html(one, rulebook)
    rows = re.findall(r'<td class="n">(\d+)</td>\s*<td class="n">([\d.]+)</td>\s*' + r'<td class="n">([\d.]+)</td>\s*' * 3, page)
    assert len(rows) == 29
    for weight, credit, maximum, points, gain in rows:
        assert abs(100 * int(weight) / 91 - float(maximum)) <= 0.005
        assert abs(float(maximum) * float(credit) - float(points)) <= 0.01
        assert abs(float(maximum) - float(points) - float(gain)) <= 0.0101


def test_several_reports_begin_with_the_ranking(many: Run, rulebook: Rulebook) -> None:
    page = html(many, rulebook)
    assert page.index('id="ranking"') < page.index('href="#r2"') < page.index('href="#r1"') < page.index('id="r1"') < page.index('id="r3"')
    assert "有 1 页未能读取" in page and "云泽市.pdf" in page and "通知.txt" in page


def test_text_of_a_document_stays_text(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    bad = '"><script>alert(1)</script><img src=x onerror=y>{{ 7*7 }}\x1b[2J'
    report = make_report(path=bad, name=bad)
    finding = report.findings[0]._replace(message=bad, advice=bad, place=bad, waiver=bad, status=bad)
    verdicts = (report.verdicts[2]._replace(reason=bad), *report.verdicts[3:])
    report = report._replace(findings=(finding,), notices=(bad,), unscored=bad, verdicts=verdicts)
    for run in (run_of(report), run_of(report, report, errors=(run_of().errors))):
        page = html(run, rulebook)
        test_nothing_comes_from_outside_and_nothing_runs(page)
        assert "<script" not in page and "<img" not in page and "\x1b" not in page and "{{ 7*7 }}" in page
        assert "&lt;script&gt;alert(1)" in page


def test_an_unscored_report_shows_no_points(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    text = Page(html(run_of(make_report(scored=False)), rulebook)).text
    assert "未评分" in text and "有 1 页未能读取" in text and "未能读取：第 3 页无文字层" in text
    assert "满分 100 分" not in text and "得分怎样算出" not in text


def test_forbidden_words_never_appear(many: Run, one: Run, rulebook: Rulebook) -> None:
    assert not re.search("违法|不合格|错误|造假|没有", html(one, rulebook) + html(many, rulebook))
