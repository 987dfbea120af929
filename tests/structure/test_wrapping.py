"""The same report on one line, on one line a paragraph, and hard-wrapped at any width is the same report."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.wrapping import Measure, characters, columns, wrapped
from tests.structure.parsed import REPORTS, Parsed, parsed

# the reports whose own lines are paragraphs
NAMES = sorted(p.stem for p in (REPORTS / "structure").glob("*.txt") if p.stem not in ("broken-enumerators", "one-line", "web-residue"))
# a heading without mark that fills its line exactly cannot be told from the paragraph below it, nor can a line that ends in ；
UNDECIDABLE = {("unnumbered-tail", 17), ("skipped-number", 38)}


def paragraphs(name: str) -> list[str]:
    return [line for line in (REPORTS / "structure" / f"{name}.txt").read_text(encoding="utf-8").split("\n") if line.strip()]


def units(report: Parsed) -> list[str]:
    return [unit.replace("\n", "") for unit in report.leaves()]


def wrapped_report(name: str, width: int, *, wide: bool) -> Parsed:
    """Wrapped by characters, or by columns with the rule that marks may not open a line."""
    measure: Measure = columns if wide else characters
    size = 2 * width if wide else width
    return parsed("\n".join(line for p in paragraphs(name) for line in wrapped(p, size, measure, kinsoku=wide)))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), st.integers(16, 80), st.booleans())
def test_wrapping_changes_neither_roles_nor_units(name: str, width: int, wide: bool) -> None:
    if (name, width) in UNDECIDABLE:
        return
    whole = parsed("\n".join(paragraphs(name)))
    report = wrapped_report(name, width, wide=wide)
    assert report.roles() == whole.roles()
    assert units(report) == units(whole)
    assert report.profile.title == whole.profile.title
    assert report.profile[1:8] == whole.profile[1:8]  # level, traits, year, outline, dates


@pytest.mark.parametrize("name", NAMES)
def test_on_one_line(name: str) -> None:
    whole, report = parsed("\n".join(paragraphs(name))), parsed("".join(paragraphs(name)))
    assert report.profile.title == whole.profile.title
    assert report.profile[1:8] == whole.profile[1:8]
    assert [roles for roles, _ in report.roles()] == [roles for roles, _ in whole.roles()]
    assert len(report.leaves()) == len(whole.leaves())
    if name != "unnumbered-tail":
        # headings of that report have no mark and no words of their own: where they end cannot be told
        assert [h for _, h in report.roles()] == [h for _, h in whole.roles()]


def test_on_one_line_the_units_are_the_same_text() -> None:
    """Where headings close with 。 and their text runs on, layout makes no difference at all."""
    for name in ("department", "lost-shi", "no-title", "plain-points", "repeated-number", "skipped-number"):
        assert parsed("".join(paragraphs(name))).leaves() == parsed("\n".join(paragraphs(name))).leaves()


def test_a_sentence_that_breaks_off_goes_on_in_the_next_line() -> None:
    lines = ["一、主要举措和成效", "（一）规范执法。一是检查企业62家，纠正问题", "5个，办结5个。二是培训", "人员46名。", "（二）公开信息126条，答复申请", "3件。"]
    units = [u.replace("\n", "") for u in parsed("\n".join(lines)).leaves()]
    assert units == ["一是检查企业62家,纠正问题5个,办结5个。", "二是培训人员46名。", "(二)公开信息126条,答复申请3件。"]


def test_in_a_word_document_every_paragraph_is_one() -> None:
    """There a paragraph without full stop is an author's slip, not a broken line."""
    from tests.kit.builder import docx
    from tests.kit.reports import Piece

    texts = ["一、主要举措和成效", "（一）检查企业62家，纠正问题5个", "全年公开信息126条。", "（二）培训人员46名。"]
    report = parsed(docx([Piece("paragraph", text) for text in texts]), "r.docx")
    assert "全年公开信息126条。" in report.leaves()


@pytest.mark.parametrize("pair", ["一⏎是⏎", "一是⏎", "⏎一⏎是"])
def test_enumerators_may_break(pair: str) -> None:
    text = f"一、主要举措和成效\n（一）规范执法。{pair.replace('⏎', chr(10))}检查企业62家，纠正问题5个。二是培训人员46名。"
    assert parsed(text).leaves() == ["一是检查企业62家,纠正问题5个。", "二是培训人员46名。"]
