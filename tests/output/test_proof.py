"""The proof: the whole text, every card in one place, personal data starred."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.batch import judge_all
from linter.cli.inputs import Input
from linter.engine import Engine, Options
from linter.model.result import Report, Run
from linter.model.rule import Rulebook
from linter.model.text import Residue
from linter.output.cards import Card, Passage, cards
from linter.output.catalogue import catalogue
from linter.output.proof import Line, proof
from tests.kit import builder
from tests.kit.reports import REPORTS

FORMATS = ("txt", "md", "docx", "html", "pdf")
ZH = catalogue("zh")


@pytest.fixture(scope="module")
def judged(book: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """The kit's district in every format, and its county as Markdown with a table, judged by the shipped rules."""
    folder = tmp_path_factory.mktemp("judged")
    pieces = REPORTS["district"]
    made = {
        "txt": builder.txt(pieces), "md": builder.md(pieces), "docx": builder.docx(pieces), "html": builder.page(pieces),
        "pdf": (builder.FIXTURES / "district.pdf").read_bytes(),
    }  # fmt: skip
    files = {f"{name}.{name}": data for name, data in made.items()} | {"county.md": builder.md(REPORTS["county"])}
    engine = Engine(book, Options(assume_report=True))
    runs = {}
    for name, data in files.items():
        path: Path = folder / name
        path.write_bytes(data)
        runs[name.partition(".")[0]] = judge_all(engine, [Input(str(path), True)], max_size=5_000_000, skip_other=False, as_of="2025-03-10")
    return runs


def said(lines: tuple[Line, ...]) -> str:
    return "".join("".join(stretch.text for line in lines for stretch in line.stretches).split())


def check(report: Report, told: tuple[Card, ...] | list[Card], lines: tuple[Line, ...]) -> None:
    """What holds of every proof: text in order, cards over their passages, each card opened or targeted once."""
    text = report.document.text
    for line in lines:
        for stretch in line.stretches:
            over = {at for at, card in enumerate(told) if any(p.start <= stretch.start < p.end for p in card.passages)}
            assert set(stretch.cards) == over and set(stretch.opens) <= over
            assert text[stretch.start :].lstrip().startswith(stretch.text.strip()[:1])
            assert [told[at].number for at in stretch.opens] == sorted(told[at].number for at in stretch.opens)
    starts = [stretch.start for line in lines for stretch in line.stretches]
    assert starts == sorted(starts)
    opened = Counter(at for line in lines for stretch in line.stretches for at in stretch.opens)
    aimed = Counter(at for line in lines for at in line.targets)
    seen = {at for line in lines for stretch in line.stretches for at in stretch.cards}
    assert set(opened) == seen and set((opened + aimed).values()) <= {1}
    homeless = {at for at, card in enumerate(told) if at not in seen and (card.passages or card.target is not None)}
    assert set(aimed) == homeless


@pytest.mark.parametrize("name", [*FORMATS, "county"])
def test_the_text_is_whole_and_every_card_has_one_place(judged: dict[str, Run], book: Rulebook, name: str) -> None:
    run = judged[name]
    (report,) = run.reports
    told = cards(run, report, book, ZH)
    lines = proof(report, told)
    check(report, told, lines)
    document = report.document
    whole = "".join(document.text.split())
    if document.format == "md":  # what marks headings and borders of tables stands outside the words
        whole = "".join("".join(document.text[b.start : b.end].lstrip("#").split()) for b in document.blocks)
    assert said(lines) == whole
    assert sum(bool(card.fingerprint) for card in told) == len(report.findings) > 20
    assert [line.number for line in lines] == [document.text.count("\n", 0, line.stretches[0].start) + 1 for line in lines]


@pytest.mark.parametrize("name", FORMATS)
def test_headings_are_headings_in_every_format(judged: dict[str, Run], book: Rulebook, name: str) -> None:
    (report,) = judged[name].reports
    lines = proof(report, ())
    wanted = [piece.text for piece in REPORTS["district"] if piece.kind == "heading"]
    found = ["".join(stretch.text for stretch in line.stretches).strip() for line in lines if line.kind == "heading"]
    # in the PDF the last heading stands in one block with the paragraph below it
    assert [text for text in found if text in wanted] == (wanted[:-1] if name == "pdf" else wanted)
    assert all(stretch.heading for line in lines if line.kind == "heading" for stretch in line.stretches)


def test_a_heading_that_runs_into_its_paragraph_is_told_apart(book: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "city.txt"
    text = builder.txt(REPORTS["city"]).decode()
    for plain, numbered in (("提升。建成", "提升。一是建成"), ("万条。开展", "万条。二是开展"), ("治理,查办", "治理。三是查办")):
        text = text.replace(plain, numbered)
    path.write_text(text, "utf-8")
    run = judge_all(Engine(book, Options(assume_report=True)), [Input(str(path), True)], max_size=5_000_000, skip_other=False, as_of="2025-03-10")
    line = next(line for line in proof(run.reports[0], ()) if line.stretches[0].text.startswith("(四)"))
    assert line.kind == "paragraph" and line.stretches[0].heading and not line.stretches[1].heading
    assert line.stretches[0].text.startswith("(四)执法规范化水平持续提升")


spans = st.tuples(st.integers(-2, 1400), st.integers(0, 60)).map(lambda pair: Passage(max(pair[0], 0), max(pair[0], 0) + pair[1]))


@given(data=st.data())
def test_any_passages_find_their_place(whole: Run, data: st.DataObject) -> None:
    report = whole.reports[0]
    size = len(report.document.text)
    some = data.draw(st.lists(st.tuples(st.lists(spans, max_size=3), st.none() | st.integers(0, size)), max_size=12))
    model = Card("k", 0, "gaps", "", "", "info", "", "", "", "", "", "", "", "", "", "", None, "", (), None, "f", None, None)
    told = [model._replace(passages=tuple(passages), target=target) for passages, target in some]
    holes = tuple(sorted(Residue(at, at + 3, "page-number") for at in data.draw(st.sets(st.integers(3, 80).map(lambda n: n * 8), max_size=3))))
    receipt = report.document.receipt
    kept, report.document.receipt = receipt, receipt._replace(residue=(*receipt.residue[:1], *holes, *receipt.residue[1:]))
    try:
        lines = proof(report, told)
    finally:
        report.document.receipt = kept
    check(report, told, lines)
    assert said(lines) == "".join(report.document.text.split())


def test_personal_data_is_starred_only_where_that_is_asked(whole: Run, rulebook: Rulebook) -> None:
    report = whole.reports[0]
    told = cards(whole, report, rulebook, ZH)
    assert "13000000000" in said(proof(report, told)) and "13000000000" not in said(proof(report, told, veil=True))
    assert "130******00" in said(proof(report, told, veil=True))
    assert [line.number for line in proof(report, told)] == [line.number for line in proof(report, told, veil=True)]


def test_residue_and_the_roles_of_sections_are_named(whole: Run, rulebook: Rulebook) -> None:
    lines = proof(whole.reports[0], ())
    assert [line.number for line in lines if line.kind == "residue"] == [1, len(lines)]
    roles: dict[str, Any] = {line.stretches[0].text: line.roles for line in lines if line.roles}
    assert roles == {"一、主要举措和成效": ("achievements",), "二、存在的不足": ("shortcomings", "causes"), "三、下一年度工作安排": ("plan",)}
