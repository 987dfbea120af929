"""What holds for the outline of any text whatever, and how long it may take."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.structure import genre_of
from tests.kit.patience import patience
from tests.structure.parsed import REPORTS, ROOT, Parsed, document_of, lexicon, parsed, structured

# what structure looks for, in any order: more of its branches than st.text alone ever meets
PIECES = st.sampled_from(
    [
        "一、", "二、", "三、", "（一）", "（二）", "1.", "2.", "（1）", "①", "②", "一是", "二是", "三加强", "第一部分", "第二部分", "第一，",
        "主要举措和成效", "存在的问题", "下一步打算", "2025年工作安排", "原因分析", "党政主要负责人履行第一责任人职责情况", "其他需要报告的情况",
        "存在问题及下一步打算", "下一步，", "但还存在不足", "青岚县人民政府", "2025年1月8日", "二〇二五年一月八日", "特此报告。", "抄送：县委。",
        "青岚县2024年法治政府建设年度报告", "2024年，", "县政府：", "办理案件35件，", "制定《青岚县办法》。", "加强领导。", "规范执法。印发文件。",
        "。", "，", "；", "：", "\n", "\n\n", "重点做好以下工作：", "部分乡镇", "全县",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))
BLOCKS = st.lists(
    st.tuples(st.sampled_from(["heading", "paragraph", "list-item", "table-row", "note"]), TEXTS.map(lambda t: t.replace("\n", "")), st.integers(0, 4)),
    max_size=12,
)


def sound(report: Parsed) -> None:
    """The invariants of an outline."""
    view, outline = report.view, report.outline
    size = len(view)
    body = outline.title[1] if outline.title else 0
    edge = body
    for section in outline.sections:
        assert section.start == edge < section.end
        assert section.start <= section.heading_start <= section.heading_end <= section.end or section.source == "turn"
        assert section.roles
        edge = section.end
    assert edge == size or not outline.sections
    edge = body
    for number, item in enumerate(outline.items):
        section = outline.sections[item.section]
        assert section.start <= item.start < item.head_end <= item.end <= section.end
        # nothing but line ends between items
        assert edge <= item.start and not view[edge : item.start].strip("\n")
        assert -1 <= item.parent < number
        edge = item.end
    assert not view[edge:].strip("\n") or not outline.items
    edge = -1
    for number, sentence in enumerate(outline.sentences):
        clauses = outline.clauses[sentence.first_clause : sentence.last_clause]
        assert clauses and all(c.sentence == number for c in clauses)
        assert (clauses[0].start, clauses[-1].end) == (sentence.start, sentence.end)
        assert all(a.end == b.start for a, b in itertools.pairwise(clauses))
        item = outline.items[sentence.item]
        assert item.start <= sentence.start < sentence.end <= item.end
        # sentences tile their item
        assert sentence.start == (item.start if sentence.item != edge else outline.sentences[number - 1].end)
        edge = sentence.item
    assert {s.item for s in outline.sentences} == set(range(len(outline.items)))
    assert outline.clause_starts == tuple(c.start for c in outline.clauses)
    for source in report.profile.sources.values():
        if source.start is not None and source.end is not None:
            assert 0 <= source.start <= source.end <= len(report.document.text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_as_one_block_a_line(text: str) -> None:
    report = structured(document_of(*text.replace("\r", "\n").split("\n")))
    sound(report)
    assert genre_of(report.document, report.outline, report.profile, lexicon(), 0).kind in ("annual-report", "other")


@settings(max_examples=200, deadline=None)
@given(BLOCKS)
def test_any_blocks(blocks: list[tuple[str, str, int]]) -> None:
    sound(structured(document_of(*blocks)))


@pytest.mark.parametrize("path", [*sorted(REPORTS.glob("*/*.txt")), *sorted((ROOT / "examples").glob("*年*.md"))], ids=lambda p: p.stem)
def test_our_own_reports(path: Path) -> None:
    sound(parsed(path.read_bytes(), path.name))


def test_an_empty_view() -> None:
    report = structured(document_of())
    assert report.outline.sections == report.outline.items == report.outline.clauses == ()
    assert report.profile.title is None


def test_a_text_without_structure_is_one_section_of_results() -> None:
    report = parsed("今年县里修了两条路，群众都说好。大家很满意，来年还要修三条。" * 5)
    assert [s.roles for s in report.outline.sections] == [("achievements",)]


HOSTILE = [
    "（一）", "一、", "一是", "1.", "①", "第一部分", "。一、", "。第一部分", "\n一、问题", "一是五是", "一是。三", "一是二是三是", "（一）（二）（三）",
    "1.2.3.", "存在的问题。", "下一步，。", "\n下一步打算", "问题", "《", "《》", ",", "。", "\n", "全县", "2024年", "（一）存在问题。", "短行\n",
    "青岚县2024年法治政府建设年度报告", "2025年1月8日", "政府：", "第一条",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_repetition_is_linear(piece: str) -> None:
    """100 KB of one thing: what looks back at all that came before, at every piece, does not end in this time."""
    document = document_of(*(piece * (100_000 // len(piece))).split("\n"))
    with patience(40):
        report = structured(document)
        assert genre_of(document, report.outline, report.profile, lexicon(), 0).kind in ("annual-report", "other")
