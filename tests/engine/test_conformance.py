"""What a report is told does not depend on the form it comes in, nor on where its lines break.

Where a form still changes a verdict, the rules concerned stand in a table here with the reason: the tests fail
for every other one, and need no change when one of these is mended.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from linter.model.result import Report
from tests.engine.forms import NAMES, ROOT, pieces, printed, source
from tests.kit import builder
from tests.kit.reports import REPORTS
from tests.reading.wrapping import Measure, characters, columns, terminal_columns, wrapped

Judge = Callable[..., Report]
Changes = dict[str, tuple[str, str]]

CITY, BUREAU = "云泽市2024年法治政府建设年度报告", "云泽市生态环境局2024年法治政府建设年度报告"
# a table printed in narrow cells falls apart into single words; a full stop hanging over the margin is lost
# the heads of narrow columns are broken over several lines in print: what they name is lost
PDF_CHANGES = {CITY: {"reconsideration.caseload", "litigation.caseload"}, BUREAU: {"litigation.judgment"}}
# a table has rows: on one line its figures stand in a clause of prose, and count
ONE_LINE_CHANGES = {CITY: {"reconsideration.caseload", "litigation.caseload"}}
# an addressee is a line: it is none on a line with the body, nor where it fills the width of the lines
LINE_RULES = {"structure.addressee"}
# a last line of two characters is taken for a block of its own
WRAP_CHANGES = {(BUREAU, 31): {"structure.problems.specific"}}


def statuses(report: Report) -> dict[str, str]:
    assert report.genre.kind == "annual-report"
    return {verdict.rule.id: verdict.status for verdict in report.verdicts}


def changes(first: Report, second: Report) -> Changes:
    """Rule → its two statuses, where they differ."""
    before, after = statuses(first), statuses(second)
    assert set(before) == set(after)
    return {rule: (before[rule], after[rule]) for rule in before if before[rule] != after[rule]}


@pytest.fixture(scope="module")
def original(judge: Judge) -> Callable[[str], Report]:
    """An example as its Markdown is judged. The stage is given: it would follow from the format."""
    kept: dict[str, Report] = {}

    def get(name: str) -> Report:
        if name not in kept:
            kept[name] = judge(source(name), f"{name}.md", stage="submitted")
        return kept[name]

    return get


@pytest.fixture(scope="module")
def prints() -> dict[str, bytes]:
    return printed(NAMES)


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "docx"])
@pytest.mark.parametrize("name", NAMES)
def test_every_format_says_the_same(name: str, suffix: str, judge: Judge, original: Callable[[str], Report]) -> None:
    build = {"txt": builder.txt, "md": builder.md, "html": builder.page, "docx": builder.docx}[suffix]
    other = judge(build(pieces(source(name))), f"{name}.{suffix}", stage="submitted")
    assert other.document.format == suffix
    assert changes(original(name), other) == {}
    assert other.score == original(name).score


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.docx")), ids=lambda path: path.stem)
def test_the_word_examples_say_what_their_sources_say(path: Path, judge: Judge, original: Callable[[str], Report]) -> None:
    """Automatic numbering, a tracked insertion beside a tracked deletion, a table."""
    other = judge(path.read_bytes(), path.name, stage="submitted")
    assert changes(original(path.stem), other) == {}
    assert other.score == original(path.stem).score


@pytest.mark.parametrize("name", NAMES)
def test_a_print_says_the_same(name: str, judge: Judge, original: Callable[[str], Report], prints: dict[str, bytes]) -> None:
    if name not in prints:
        pytest.skip("LibreOffice is not installed; the kept PDF below stands in")
    other = judge(prints[name], f"{name}.pdf", stage="submitted")
    found = changes(original(name), other)
    assert set(found) <= PDF_CHANGES.get(name, set()), found


def test_the_kept_print_says_the_same(judge: Judge) -> None:
    plain = judge(builder.txt(REPORTS["district"]), "district.txt", stage="submitted", assume_report=True)
    kept = judge((builder.FIXTURES / "district.pdf").read_bytes(), "district.pdf", stage="submitted", assume_report=True)
    assert changes(plain, kept) == {}


@pytest.mark.parametrize("measure", [characters, columns, terminal_columns])
@pytest.mark.parametrize("name", NAMES)
def test_hard_wraps_change_nothing(name: str, measure: Measure, judge: Judge, original: Callable[[str], Report]) -> None:
    lines = builder.txt(pieces(source(name))).decode().split("\n")
    found: dict[tuple[int, bool], Changes] = {}
    for width in range(10, 81, 7):
        for kinsoku in (False, True):
            text = "\n".join(part for line in lines for part in wrapped(line, width, measure, kinsoku=kinsoku))
            other = changes(original(name), judge(text, stage="submitted"))
            for rule in WRAP_CHANGES.get((name, width), set()) | LINE_RULES:
                other.pop(rule, None)
            if other:
                found[width, kinsoku] = other
    assert found == {}


@pytest.mark.parametrize("between", ["", " ", "　　"])
@pytest.mark.parametrize("name", NAMES)
def test_the_whole_body_on_one_line_changes_nothing(name: str, between: str, judge: Judge, original: Callable[[str], Report]) -> None:
    title, *body = builder.txt(pieces(source(name))).decode().split("\n")
    other = judge(f"{title}\n{between.join(body)}\n", stage="submitted")
    found = changes(original(name), other)
    assert set(found) <= ONE_LINE_CHANGES.get(name, set()) | LINE_RULES, found
