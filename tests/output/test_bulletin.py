"""The formal report in Word: nothing lost, nothing twice, figures that add up, the typography of an office."""

import io
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest
from defusedxml import ElementTree
from docx import Document
from docx.shared import Mm

import linter.output
from linter.model.failure import UsageFailure
from linter.model.result import Report, Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render
from linter.output.catalogue import catalogue
from linter.output.digest import digest, listed
from linter.output.finding import rule_title
from linter.output.rounding import shown
from linter.output.topics import topics
from tests.output.office import W, elements, paragraphs, parts, tables, words_of

WORDS = catalogue("zh", "bulletin")
Maker = Callable[..., Report]
Runs = Callable[..., Run]


def made(run: Run, rulebook: Rulebook, **wishes: object) -> bytes:
    data = render(run, "docx", options=Presentation(**wishes), rulebook=rulebook)  # type: ignore[arg-type]
    assert isinstance(data, bytes)
    return data


def numbered(data: bytes) -> list[list[str]]:
    """The rows of all findings: those with a number in the first of three or four columns, below a head that says so."""
    found = []
    for table in tables(data):
        if table[0][0] in ("序号", "No.") and table[0][1] not in ("名称", "Name"):
            found += [row for row in table[1:] if len(row) > 1]
    return found


@pytest.mark.parametrize("severity", ["info", "warning", "error"])
def test_every_open_finding_stands_once(whole: Run, rulebook: Rulebook, severity: str) -> None:
    each = digest(whole, whole.reports[0], rulebook, WORDS)
    live = [f for f in listed(whole.reports[0], severity) if f.is_open]
    rows = numbered(made(whole, rulebook, min_severity=severity))
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(live) + 1)]
    titles = sorted(rule_title(f.rule, each, WORDS) for f in live)
    assert sorted((row[2] if len(row) == 4 else row[1]).split("\n")[0] for row in rows) == titles


def test_waived_findings_stand_apart_with_their_reason(whole: Run, rulebook: Rulebook) -> None:
    waived = [f for f in whole.reports[0].findings if f.waiver is not None]
    assert waived
    table = next(t for t in tables(made(whole, rulebook)) if t[0][-1] == "豁免理由")
    assert [row[-1] for row in table[1:]] == [f.waiver for f in waived]


def test_known_findings_stand_apart_with_their_day(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    old = tuple(f._replace(known_since="2024-12-01") if at == 2 else f for at, f in enumerate(report.findings))
    data = made(whole._replace(reports=(report._replace(findings=old),)), rulebook)
    table = next(t for t in tables(data) if t[0][-1] == "登记日期")
    assert [row[-1] for row in table[1:]] == ["2024-12-01"]
    assert len(numbered(data)) == len(numbered(made(whole, rulebook))) - 1


def test_figures_show_their_calculation_and_where_they_stand(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    notes = [n for topic in topics(report, report.findings) for n in topic.notes if n.relation is not None and n.finding.is_open]
    assert notes
    rows = ["\n".join(row) for row in numbered(made(whole, rulebook))]
    for note in notes:
        assert note.relation is not None
        assert sum(note.relation.calculation in row for row in rows) == 1
        row = next(row for row in rows if note.relation.calculation in row)
        assert all(report.document.text[p.start : p.end] in row for p in note.relation.parts)


def test_the_score_adds_up(whole: Run, rulebook: Rulebook) -> None:
    score = whole.reports[0].score
    assert score is not None
    data = made(whole, rulebook)
    dimensions, deductions = tables(data)[:2]
    assert [row[:3] for row in dimensions[1:-1]] == [[d.title_zh, shown(d.max), shown(d.points)] for d in score.dimensions]
    assert dimensions[-1][:2] == ["合计", "100.0"]
    assert sum(Fraction(row[2]) for row in dimensions[1:-1]) == Fraction(dimensions[-1][2])
    rules = [row for row in deductions[1:-1] if not row[3]]
    groups = [row for row in deductions[1:-1] if row[3]]
    assert len(rules) == len(score.deductions)
    taken = sum(Fraction(row[2]) for row in rules)
    assert taken == sum(Fraction(row[2]) for row in groups) == Fraction(deductions[-1][2])
    total = Fraction(dimensions[-1][2]) - taken
    text = words_of(data)
    assert f"得{shown(score.total)}分" in text and shown(total) == shown(score.total)
    assert WORDS("disclaimer") in text


def test_counts_of_the_assessment_are_those_of_the_report(whole: Run, rulebook: Rulebook) -> None:
    each = digest(whole, whole.reports[0], rulebook, WORDS)
    text = words_of(made(whole, rulebook))
    said = re.search(r"问题数量。共(\d+)项：高 (\d+)、中 (\d+)、提示 (\d+)", text)
    assert said
    assert [int(n) for n in said.groups()] == [sum(each.severities.values()), *each.severities.values()]
    assert f"报告事项。共核对{sum(each.statuses.values())}项：有佐证 {each.statuses['evidenced']}、" in text
    assert "未检出2项（不足的原因、第一责任人履职情况）" in text


def test_a_report_without_score_says_why(run_of: Runs, make_report: Maker, rulebook: Rulebook) -> None:
    data = made(run_of(make_report(scored=False)), rulebook)
    text = words_of(data)
    assert text.count("本报告未评分：有 1 页未能读取。") == 2 and "满分100分" not in text
    assert "未能读取：第 3 页无文字层" in text
    assert [t[0][0] for t in tables(data)].count("维度") == 0


def test_nothing_found_is_said(run_of: Runs, make_report: Maker, rulebook: Rulebook) -> None:
    text = words_of(made(run_of(make_report()._replace(findings=())), rulebook))
    assert "未检出需要补充的内容。" in text


def test_laws_stand_once_with_articles_only_where_verified(whole: Run, rulebook: Rulebook) -> None:
    table = next(t for t in tables(made(whole, rulebook)) if t[0][1] == "名称")
    names = [row[1] for row in table[1:]]
    assert len(names) == len(set(names)) > 5
    by_name = {row[1]: row[3] for row in table[1:]}
    recalled = {b.source for r in rulebook.rules for b in r.basis if b.text != "verified"}
    verified = {b.source for r in rulebook.rules for b in r.basis if b.text == "verified"}
    for key in recalled - verified:
        assert by_name.get(f"《{rulebook.sources[key].name}》", "（条款待核）") == "（条款待核）"
    assert "第二十五条" in "".join(by_name.values())
    assert sorted(set(re.findall("《[^》]+》", "".join(names)))) == sorted(names), "full names, nothing else"


def test_what_was_not_judged_is_told(whole: Run, rulebook: Rulebook) -> None:
    text = words_of(made(whole, rulebook))
    remarks = text[text.index("五、说明") :]
    for verdict in whole.reports[0].verdicts:
        if verdict.status in ("review", "not-applicable"):
            assert verdict.rule.title_zh in remarks
    assert whole.reports[0].notices[0].rstrip("。") in remarks


def test_several_reports_begin_with_a_summary_and_pages_of_their_own(many: Run, rulebook: Rulebook) -> None:
    data = made(many, rulebook)
    titles = [text for style, text in paragraphs(data) if style == "Title"]
    assert titles[0] == "法治政府建设年度报告检查情况汇总"
    assert [title.split("\n")[0] for title in titles[1:]] == ["青岚县人民政府2024年度", "柳溪镇人民政府2024年度", "白石县人民政府2024年度"]
    ranked, rest = tables(data)[:2]
    assert [row[1] for row in ranked[1:]] == ["柳溪镇人民政府", "青岚县人民政府"]
    assert [row[1] for row in rest[1:]] == ["云泽市.pdf", "白石县.txt", "通知.txt"] and all(row[2] for row in rest[1:])
    body = Document(io.BytesIO(data)).element.body
    breaks = [p.find(f"{W}pPr/{W}pageBreakBefore") is not None for p in body.findall(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Title"]
    assert breaks == [False, True, True, True]


def test_one_report_has_no_summary(one: Run, rulebook: Rulebook) -> None:
    assert [text for style, text in paragraphs(made(one, rulebook)) if style == "Title"] == ["青岚县人民政府2024年度\n法治政府建设年度报告检查报告"]
    headings = [text for style, text in paragraphs(made(one, rulebook)) if style == "Heading 1"]
    assert headings == ["一、总体评价", "二、得分明细", "三、问题清单", "四、检查依据", "五、说明"]


def test_the_typography_of_an_office(whole: Run, rulebook: Rulebook) -> None:
    data = made(whole, rulebook)
    document = Document(io.BytesIO(data))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    near = [round(side.mm) for side in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)]
    assert near == [37, 35, 28, 26]
    styles = ElementTree.fromstring(parts(data)["word/styles.xml"])
    faces = {}
    for style in styles.iter(f"{W}style"):
        if style.get(f"{W}type") == "paragraph":
            fonts = style.find(f"{W}rPr/{W}rFonts")
            faces[style.get(f"{W}styleId")] = (fonts.get(f"{W}eastAsia"), style.find(f"{W}rPr/{W}sz").get(f"{W}val"))
            assert fonts.get(f"{W}eastAsia") == fonts.get(f"{W}hAnsi"), "quotation marks are set in the Chinese font"
    assert faces["Title"] == ("方正小标宋简体", "44") and faces["Heading1"] == ("黑体", "32")
    assert faces["Heading2"] == ("楷体_GB2312", "32") and faces["BodyText"] == ("仿宋_GB2312", "32")
    fallback = parts(data)["word/fontTable.xml"].decode()
    assert all(f'w:name="{face}"><w:altName' in fallback for face, _ in faces.values() if face != "宋体")
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (line,) = footer.paragraphs
        assert line.text == "— 1 —" and " PAGE " in line._p.xml and f'w:jc w:val="{side}"' in line._p.xml
    assert document.settings.odd_and_even_pages_header_footer


def test_tables_hold_together(whole: Run, rulebook: Rulebook) -> None:
    document = Document(io.BytesIO(made(whole, rulebook)))
    room = document.sections[0].page_width - document.sections[0].left_margin - document.sections[0].right_margin
    for table in document.tables:
        rows = table._tbl.tr_lst
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert sum(column.width for column in table.columns) <= room + Mm(1)
        assert all(sum(int(cell.find(f"{W}tcPr/{W}gridSpan").get(f"{W}val")) if cell.find(f"{W}tcPr/{W}gridSpan") is not None else 1 for cell in row.tc_lst) == len(table.columns) for row in rows)


# ECMA-376, part 1: Word refuses a file whose elements stand in another order; only what we use is listed
ORDER = {
    "pPr": "pStyle keepNext pageBreakBefore spacing ind jc outlineLvl", "rPr": "rFonts b bCs sz szCs lang", "tblPr": "tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan shd vAlign", "trPr": "cantSplit trHeight tblHeader", "tbl": "tblPr tblGrid tr", "tr": "trPr tc", "tc": "tcPr p", "p": "pPr r", "r": "rPr t br fldChar instrText",
    "style": "name basedOn qFormat pPr rPr tblPr", "styles": "docDefaults style", "tblBorders": "top left bottom right insideH insideV", "tblCellMar": "top left bottom right",
    "font": "altName charset family pitch", "sectPr": "footerReference pgSz pgMar cols docGrid", "docDefaults": "rPrDefault pPrDefault",
}  # fmt: skip


def test_elements_stand_in_the_order_of_the_standard(whole: Run, rulebook: Rulebook) -> None:
    found = parts(made(whole, rulebook))
    seen = set()
    for name in ("document", "styles", "fontTable", "footer1", "footer2"):
        for element in ElementTree.fromstring(found[f"word/{name}.xml"]).iter():
            order = ORDER.get(element.tag.removeprefix(W))
            if order is not None:
                places = [order.split().index(child.tag.removeprefix(W)) for child in element]
                assert places == sorted(places), (element.tag, [child.tag for child in element])
                seen.add(element.tag.removeprefix(W))
    assert seen == set(ORDER)
    *_, last, end = list(ElementTree.fromstring(found["word/document.xml"]).find(f"{W}body"))
    assert (last.tag, end.tag) == (f"{W}p", f"{W}sectPr"), "a table is never the last thing"


def test_the_same_run_gives_the_same_bytes_and_only_its_own_day(whole: Run, rulebook: Rulebook) -> None:
    data = made(whole, rulebook)
    assert made(whole, rulebook) == data
    core = Document(io.BytesIO(data)).core_properties
    assert core.created == core.modified == datetime.fromisoformat("2025-03-10T00:00:00+00:00")
    assert core.title == "青岚县人民政府2024年度法治政府建设年度报告检查报告"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name or "custom" in name]


def test_english(whole: Run, rulebook: Rulebook) -> None:
    data = made(whole, rulebook, lang="en")
    headings = [text for style, text in paragraphs(data) if style in ("Heading 1", "Heading 2", "Caption")]
    assert headings[0] == "1. General assessment" and all(text.isascii() for text in headings)
    assert len(numbered(data)) == len(numbered(made(whole, rulebook)))


def test_words_stay_words(whole: Run, rulebook: Rulebook) -> None:
    """No field, link, markup or control character comes in with the words of a report."""
    tricks = '<w:p/>&amp; ]]> {{x}} =cmd|A1 \x00\x08\x1b[31m \u202e \ud800 \uffff "quoted" http://x.cn'
    report = whole.reports[0]
    hostile = tuple(f._replace(message=tricks + f.message, advice=tricks, basis=tricks, place=tricks, waiver=f.waiver and tricks) for f in report.findings)
    report = report._replace(findings=hostile, notices=(tricks,))
    report.document.path, before = f"{tricks}.docx", report.document.path
    try:
        data = made(whole._replace(reports=(report,)), rulebook)
    finally:
        report.document.path = before
    assert elements(data) <= elements(made(whole, rulebook))
    assert "<w:p/>&amp; ]]> {{x}} =cmd|A1" in words_of(data)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ud800-\udfff\ufffe\uffff]", words_of(data))
    assert not re.search(b'TargetMode="External"|instrText', parts(data)["word/document.xml"] + parts(data)["word/_rels/document.xml.rels"])


def test_personal_data_is_starred(run_of: Runs, make_whole: Maker, rulebook: Rulebook) -> None:
    report = make_whole()
    found = [f for f in report.findings if f.kind == "privacy"]
    assert found
    # another rule may quote the number too, and so may the reason of a waiver
    told = tuple(f._replace(message=f.message + found[0].quote, waiver=f.waiver and f.waiver + found[0].quote) for f in report.findings)
    text = words_of(made(run_of(report._replace(findings=told)), rulebook))
    for finding in found:
        assert finding.quote not in text and finding.quote[:3] + "*" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_python_docx_it_says_what_to_install(whole: Run, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageFailure, match=r"python-docx.*fazhi-lint\[office\]"):
        made(whole, rulebook, lang=lang)


def test_no_message_of_the_shelf_is_left_over() -> None:
    from linter.output.catalogue.bulletin_zh import MESSAGES

    room = Path(linter.output.__file__).parent
    sources = "\n".join(p.read_text("utf-8") for p in room.glob("*.py"))
    filled = {"statutory", "error", "warning", "figures", "info", "review", "not-applicable", "waiver", "known_since", "waivers", "known"}  # by the result

    def used(key: str) -> bool:
        if f'"{key}"' in sources:
            return True
        words = key.split(".")
        for at in range(1, len(words)):  # an f-string has the group, what fills it stands elsewhere
            if f'"{".".join(words[:at])}.{{' in sources and (f'"{".".join(words[at:])}"' in sources or words[at] in filled):
                return True
        return False

    left = {key for key in MESSAGES if not used(key)}
    assert left == set()
    assert [m for m in MESSAGES.values() if re.search("违法|不合格|错误|造假|没有", m)] == []
