"""The web page: self-contained, well-formed, escaped, readable without colour, complete."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render
from tests.output.conftest import MORE

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


@pytest.fixture(params=["one", "many", "en", "none", "whole", "whole-en", "wholes"])
def page(request: pytest.FixtureRequest, one: Run, many: Run, whole: Run, make_whole: Any, run_of: Any, rulebook: Rulebook) -> str:
    runs = {"one": one, "many": many, "en": one, "none": run_of(errors=many.errors), "whole": whole, "whole-en": whole}
    runs["wholes"] = run_of(make_whole(), make_whole(path="乙.txt", scored=False))
    return html(runs[request.param], rulebook, lang="en" if request.param.endswith("en") else "zh")


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


def test_words_of_a_report_stay_words_wherever_they_are_quoted(make_whole: Any, run_of: Any, rulebook: Rulebook) -> None:
    """The words around a finding come from the document: they pass through excerpts, marks, tables and folded lists."""
    bad = '"><script>x</script><img src=x onerror=y>{{ 7*7 }}</q></details>&lt;b&gt;'
    more = [paragraph.replace("，", bad, 1).replace("率先", bad + "率先").replace("开展法制", bad + "开展法制") for paragraph in MORE]
    more[1] = MORE[1]  # figures of one relation, unbroken
    report = make_whole(more=more)
    relations = tuple(r._replace(calculation=bad, kind=bad) for r in report.relations)
    findings = tuple(f._replace(message=bad, advice=bad, basis=bad, place=bad) for f in report.findings)
    report = report._replace(relations=relations, findings=findings)
    for run in (run_of(report), run_of(report, report)):
        page = html(run, rulebook)
        test_nothing_comes_from_outside_and_nothing_runs(page)
        assert "<script" not in page and "<img" not in page and "{{ 7*7 }}" in page
        assert "&lt;script&gt;x" in page and "&amp;lt;b&amp;gt;" in page


def test_figures_stand_in_a_table_with_sign_word_and_calculation(whole: Run, rulebook: Rulebook) -> None:
    page = html(whole, rulebook)
    table = page.partition('<table class="figures">')[2].partition("</table>")[0]
    assert len(re.findall(r'<tr id="r1-f-\w+"><th scope="row">', table)) == 6
    assert len(re.findall(r'class="shape".*?</svg> (?:数据待核|建议核对)</span>', table)) == 6
    assert '<td class="calculation">400 +<wbr> 350 +<wbr> 410 =<wbr> 1160 ≠<wbr> 1200</td>' in table
    assert "其中婚姻 <mark>400 件</mark>、邻里 <mark>350 件</mark>、劳动 <mark>410 件</mark></q>" in table


def test_what_holds_is_folded_and_counted(whole: Run, rulebook: Rulebook) -> None:
    page = html(whole, rulebook)
    folded = re.findall(r"<details>\s*<summary>(?:<svg[^\n]*?</svg> )?([^<]*)</summary>", page)
    assert folded == ["已核对一致 3 处", "文中信息不足以核对 1 处", "有佐证（2）", "提示性发现（2）"]
    assert "可酌情补充" not in page
    part = page.partition("已核对一致 3 处")[2].partition("</details>")[0]
    assert "956 ÷ 956 = 100%" in Page(part.partition("</summary>")[2]).text and part.count('<tr><th scope="row">') == 3


def test_claims_are_numbered_by_rank_and_folded_after_ten(whole: Run, rulebook: Rulebook) -> None:
    page = html(whole, rulebook)
    part = page.partition('<ol class="claims" start="1">')[2].partition("</ol>")[0]
    assert re.findall(r'<b class="n">(\d)</b>.*?<q>(.*?)</q>', part, re.S) == [
        ("1", "率先建成“一网通管”体系"), ("2", "实现执法监督全覆盖"), ("3", "同类投诉下降 41%"), ("4", "企业满意度明显提升"), ("5", "全县营商环境持续优化"),
    ]  # fmt: skip
    report = whole.reports[0]
    worst = next(f for f in report.findings if f.rule == "claims.superlative")
    many = tuple(worst._replace(start=at, end=at + 2, rank=at) for at in range(13))
    page = html(whole._replace(reports=(report._replace(findings=many),)), rulebook)
    assert "<summary>其余 3 处</summary>" in page and '<ol class="claims" start="11">' in page
    assert page.partition("其余 3 处</summary>")[2].partition("</details>")[0].count("<li>") == 3


def test_the_overview_leads_to_every_topic(whole: Run, rulebook: Rulebook) -> None:
    page = html(whole, rulebook)
    chips = page.partition('<ul class="chips">')[2].partition("</ul>")[0]
    assert re.findall(r'href="#(r1-\w+)">(\S+) <b>(\d+)</b>', chips) == [
        ("r1-figures", "数据核对", "6"), ("r1-claims", "表述与佐证", "5"), ("r1-basis", "依据引用", "2"),
        ("r1-form", "文本规范", "5"), ("r1-coherence", "前后照应", "1"),
    ]  # fmt: skip


def test_figures_and_claims_that_all_hold_are_shown_too(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    held = tuple(r for r in report.relations if r.verdict == "consistent")
    backed = tuple(c for c in report.claims if c.support == "supported")
    run = whole._replace(reports=(report._replace(findings=(), relations=held, claims=backed),))
    text = Page(html(run, rulebook)).text
    assert "数据核对（0）" in text and "未检出需要核对的数字" in text and "已核对一致 3 处" in text
    assert "表述与佐证（0）" in text and "各项成效表述均有佐证" in text


def test_the_page_has_every_finding_once(whole: Run, rulebook: Rulebook) -> None:
    text = Page(re.sub(r'<section class="card beside".*?</section>', "", html(whole, rulebook), flags=re.S)).text
    for finding in whole.reports[0].findings:
        if finding.waiver is None and finding.kind not in ("section", "coverage", "date"):
            count = sum(f.message == finding.message for f in whole.reports[0].findings)
            assert text.count(finding.message) == count


def test_an_unscored_report_shows_no_points(make_report: Any, run_of: Any, rulebook: Rulebook) -> None:
    text = Page(html(run_of(make_report(scored=False)), rulebook)).text
    assert "未评分" in text and "有 1 页未能读取" in text and "未能读取：第 3 页无文字层" in text
    assert "满分 100 分" not in text and "得分怎样算出" not in text


def test_forbidden_words_never_appear(many: Run, one: Run, whole: Run, rulebook: Rulebook) -> None:
    assert not re.search("违法|不合格|错误|造假|没有", html(one, rulebook) + html(many, rulebook) + html(whole, rulebook))


def test_claims_without_a_finding_of_their_own_are_folded_and_never_called_backed(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    findings = tuple(f for f in report.findings if f.rule != "claims.plain")
    page = html(whole._replace(reports=(report._replace(findings=findings),)), rulebook)
    part = page.partition("可酌情补充，或已在报告事项中指出 2 处</summary>")[2].partition("</details>")[0]
    assert part.count("<li>") == 2 and "企业满意度明显提升" in part and part.count("未见佐证") == 2
    page = html(whole._replace(reports=(report._replace(findings=()),)), rulebook)
    assert "未检出需要优先补充的表述" in page and "各项成效表述均有佐证" not in page
    assert "可酌情补充，或已在报告事项中指出 5 处</summary>" in page
