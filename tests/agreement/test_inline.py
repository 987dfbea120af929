"""Waivers in the document: what is read of them, and what they cover."""

import io

import docx
import pytest

from linter.agreement.effect import with_waivers
from linter.agreement.inline import inline_waivers
from linter.agreement.naming import Names
from linter.agreement.selection import Selection
from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.model.text import Comment, Document
from linter.reading import ResidueWords, read
from tests.agreement.conftest import Judged

PHONE = "privacy.phone"


@pytest.mark.parametrize(
    ("comment", "rule", "reason", "expires"),
    [
        ("fazhi-lint: ignore decision 本年度未作决策", "decision", "本年度未作决策", ""),
        ("fazhi-lint：ignore decision：本年度未作决策 [至 2026-03-01]", "decision", "本年度未作决策", "2026-03-01"),
        ("fazhi-lint: ignore 行政执法公示制度 由市局统一公布，至2026年3月1日。", "enforcement.three-systems.disclosure", "由市局统一公布", "2026-03-01"),
    ],
)
def test_what_a_markdown_comment_says(names: Names, residue: ResidueWords, comment: str, rule: str, reason: str, expires: str) -> None:
    (found,) = inline_waivers(page(f"<!-- {comment} -->\n\n正文。\n", residue), names)
    assert (found.rule, found.reason, found.expires, found.fault, found.line) == (rule, reason, expires, "", 1)


def page(text: str, residue: ResidueWords) -> Document:
    return read("a.md", data=text.encode(), residue=residue)


def test_several_rules_in_one_comment(names: Names, residue: ResidueWords) -> None:
    found = inline_waivers(page("<!-- fazhi-lint: ignore decision, 存在的不足、privacy 由市里统一写明 -->\n\n正文。", residue), names)
    assert [each.rule for each in found] == ["decision", "structure.section.problems", "privacy"]
    assert {each.reason for each in found} == {"由市里统一写明"}


@pytest.mark.parametrize(
    ("comment", "fault"),
    [
        ("ignore decision", "要说清为什么"),
        ("ignore decision 已知", "要说清为什么"),
        ("ignore decisions 由市里统一写明", "是否指“decision”"),
        ("ignore decision 由市里统一写明 至 2026-02-30", "不是日期"),
        ("ignore", "“rule”"),
        ("ignore waiver.expired 到期的以后再清理", "不能豁免"),
    ],
)
def test_what_is_wrong_with_one(names: Names, residue: ResidueWords, comment: str, fault: str) -> None:
    (found,) = inline_waivers(page(f"<!-- fazhi-lint: {comment} -->\n\n正文。", residue), names)
    assert fault in found.fault


def test_other_comments_and_other_formats_say_nothing(names: Names, residue: ResidueWords) -> None:
    assert inline_waivers(page("<!-- 请核对 -->\n\n正文。<!-- 忽略 decision：理由在此 -->", residue), names) == ()
    text = "<!-- fazhi-lint: ignore decision 本年度未作决策 -->\n正文。"
    assert inline_waivers(read("a.txt", data=text.encode(), residue=residue), names) == ()
    html = f"<html><body><p>{text}</p></body></html>"
    assert inline_waivers(read("a.html", data=html.encode(), residue=residue), names) == ()


@pytest.mark.parametrize("unit", ["<!-- fazhi-lint: ignore decision 由市里统一写明 -->\n", "甲<!-- fazhi-lint: ignore decision 由市里统一写明 -->", "<!-- -->\n\n"])
def test_thousands_of_comments_are_no_attack(names: Names, residue: ResidueWords, unit: str) -> None:
    found = inline_waivers(page(unit * 5000 + "\n\n正文。", residue), names)
    assert len(found) == (300 if "ignore" in unit else 0)


def test_a_comment_without_end_is_read_in_part(names: Names, residue: ResidueWords) -> None:
    (found,) = inline_waivers(page("正文。\n\n<!-- fazhi-lint: ignore decision 由市里统一写明" + "，" * 1_000_000, residue), names)
    assert found.reason.startswith("由市里统一写明") and len(found.reason) < 2000


@pytest.mark.parametrize(("start", "end", "blocks"), [(0, 0, 1), (0, 1, 1), (2, 5, 1), (2, 3, 1), (3, 5, 1), (1, 7, 3), (5, 5, 1), (8, 8, 1)])
def test_word_comments_cover_the_blocks_they_touch(names: Names, residue: ResidueWords, start: int, end: int, blocks: int) -> None:
    document = read("a.txt", data="甲。\n乙。\n丙。".encode(), residue=residue)
    document.format, document.comments = "docx", (Comment("忽略 decision：由市里统一写明", "", start, end),)
    (found,) = inline_waivers(document, names)
    assert found.covers is not None
    assert sum(b.start < found.covers[1] and found.covers[0] < b.end for b in document.blocks) == blocks


REPORT = """# 青岚县2024年法治政府建设年度报告

## 一、主要举措和成效

联系人电话13812345678。{inside}

{above}

咨询电话13912345678。

其他电话13712345678。

## 二、存在的不足

执法力量不足，乡镇执法人员仅12名。
"""


def laid(judged: Judged, book: Rulebook, text: str) -> Run:
    run, notes = with_waivers(judged({"a.md": text}), (), book, lambda path: Selection())
    assert notes == ()
    return run


def waived(run: Run, prefix: str) -> list[str]:
    return [f.quote for f in run.reports[0].findings if f.waiver is not None and f.rule.startswith(prefix)]


def test_on_a_line_of_its_own_it_covers_the_next_block(judged: Judged, book: Rulebook) -> None:
    run = laid(judged, book, REPORT.format(inside="", above=f"<!-- fazhi-lint: ignore {PHONE} 电话属公开信息 -->"))
    assert waived(run, PHONE) == ["13912345678"]
    assert len([f for f in run.reports[0].findings if f.rule == PHONE]) == 3


def test_inside_a_paragraph_it_covers_the_paragraph(judged: Judged, book: Rulebook) -> None:
    run = laid(judged, book, REPORT.format(inside=f"<!-- fazhi-lint: ignore {PHONE} 电话属公开信息 -->", above=""))
    assert waived(run, PHONE) == ["13812345678"]


def test_what_is_absent_is_covered_from_a_line_of_its_own_only(judged: Judged, book: Rulebook) -> None:
    rule = "structure.section.first-responsible"
    for place, count in (("above", 1), ("inside", 0)):
        words = {"above": "", "inside": ""} | {place: f"<!-- fazhi-lint: ignore {rule} 另行专题报告 -->"}
        run = laid(judged, book, REPORT.format(**words))
        found = [f for f in run.reports[0].findings if f.rule == rule]
        assert [f.status for f in found] == ["absent"]
        assert sum(f.waiver is not None for f in found) == count
        assert [f.rule for f in run.reports[0].findings if f.kind == "waiver"] == ["waiver.unused"] * (1 - count)


def word(comment: str, on: str) -> bytes:
    """The report as Word, with a comment on the words `on`."""
    file = docx.Document()
    for line in REPORT.format(inside="", above="").replace("#", "").split("\n"):
        if line.strip():
            before, found, after = line.strip().partition(on)
            paragraph = file.add_paragraph(before)
            run = paragraph.add_run(found)
            paragraph.add_run(after)
            if found:
                file.add_comment(run, text=comment, author="李四", initials="L")
    data = io.BytesIO()
    file.save(data)
    return data.getvalue()


def test_in_word_it_covers_the_paragraph_of_its_words(judged: Judged, book: Rulebook) -> None:
    title = next(rule.title_zh for rule in book.rules if rule.id == PHONE)
    data = word(f"忽略 {title}：电话属公开信息", "咨询")
    run, _ = with_waivers(judged({"a.docx": data}), (), book, lambda path: Selection())
    assert waived(run, PHONE) == ["13912345678"]


def test_in_word_what_is_absent_is_covered_from_anywhere(judged: Judged, book: Rulebook, names: Names) -> None:
    rule = next(r for r in book.rules if r.id == "structure.section.first-responsible")
    run = judged({"a.docx": word(f"忽略{rule.title_zh}：另行专题报告", "咨询")})
    (waiver,) = inline_waivers(run.reports[0].document, names)
    assert (waiver.owner, waiver.fault, waiver.line) == ("李四", "", 4)
    after, _ = with_waivers(run, (), book, lambda path: Selection())
    assert [f.waiver for f in after.reports[0].findings if f.rule == rule.id] == ["另行专题报告"]


def test_a_word_comment_without_reason_is_told_where_it_hangs(judged: Judged, book: Rulebook) -> None:
    run, _ = with_waivers(judged({"a.docx": word("忽略 decision", "咨询")}), (), book, lambda path: Selection())
    (told,) = [f for f in run.reports[0].findings if f.kind == "waiver"]
    assert (told.rule, told.severity, told.quote) == ("waiver.invalid", "error", "咨询")
