"""The trace of a Word document: every character of its canonical text leads to the element that says it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.reading.docx import main_part, read_docx, trace_docx
from linter.reading.docx_trace import Trace
from linter.reading.ooxml import local
from linter.reading.package import Package
from tests.annotation.documents import HELD, NUMBERS, PREFIXES, Prefix, bodies, file
from tests.kit.builder import W, package, paragraph
from tests.kit.lexicon import shipped_words


def traced(data: bytes) -> Trace:
    opened = Package(data)
    root = opened.xml(main := main_part(opened))
    assert root is not None
    return trace_docx(opened, main, root, shipped_words())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(bodies, st.sampled_from(PREFIXES))
def test_every_character_comes_from_where_it_is_written(body: str, prefix: Prefix) -> None:
    data = file(body, prefix)
    trace = traced(data)
    read = read_docx(data, shipped_words())
    assert trace.text == read.text
    known = 0
    for stretch in trace.stretches:
        text = trace.text[stretch.start : stretch.end]
        assert "".join(text.split()) == "".join(stretch.origin.said.split()) and text == text.strip()
        assert stretch.start >= known
        known = stretch.end
        element = stretch.origin.element
        assert (element.text == stretch.origin.said) == (local(element) == "t")
    covered = {at for stretch in trace.stretches for at in range(stretch.start, stretch.end)}
    rest = {letter for at, letter in enumerate(trace.text) if at not in covered and not letter.isspace()}
    assert rest <= {*NUMBERS, "|"}  # what Word prints by itself, and what parts cells
    assert not any(set(HELD) & set(s.origin.said) and local(s.origin.element) == "t" for s in trace.stretches)


def test_slices_are_the_characters_asked_for() -> None:
    trace = traced(package(paragraph("　甲 乙 丙") + paragraph("丁")))
    assert trace.text == "甲 乙 丙\n丁"
    assert [(each.origin.said, each.first, each.last) for each in trace.slices(2, 7)] == [("　甲 乙 丙", 3, 6), ("丁", 0, 1)]


def test_what_nobody_wrote_leads_to_what_is_near() -> None:
    numbers = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
    <w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
    trace = traced(package(paragraph("甲 乙") + paragraph("丙", '<w:numPr><w:numId w:val="1"/></w:numPr>'), {"numbering": numbers}))
    assert trace.text == "甲 乙\n1. 丙"

    def words(start: int, end: int) -> list[str]:
        return [each.origin.said[each.first : each.last] for each in trace.slices(start, end)]

    assert words(4, 6) == words(4, 4) == ["丙"]  # a number → its paragraph
    assert words(3, 4) == ["乙"]  # the end of a line → its last character
    assert words(1, 1) == ["乙"]  # a blank → what follows in the line
    assert words(2, 2) == ["乙"]
    assert words(7, 9) == words(99, 99) == ["丙"]
    assert Trace("", []).slices(0, 1) == []
