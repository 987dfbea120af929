"""Every reader against the kit. A new reader adds its builder to FORMATS and must pass unchanged."""

import pytest

from linter.reading import read, suffixes
from tests.kit import builder
from tests.kit.conformance import conformance, sound
from tests.kit.lexicon import shipped_words
from tests.kit.ofd import ofd_of
from tests.kit.reports import REPORTS

FORMATS = {".txt": builder.txt, ".md": builder.md, ".html": builder.page, ".docx": builder.docx, ".ofd": ofd_of}


def views(name: str) -> list[str]:
    plain = read("report.txt", data=builder.txt(REPORTS[name]), residue=shipped_words())
    return [plain.view.text[a:b] for a, b in plain.view.blocks]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", REPORTS)
def test_the_same_report_reads_the_same(name: str, suffix: str) -> None:
    document = read(f"report{suffix}", data=FORMATS[suffix](REPORTS[name]), residue=shipped_words())
    assert len(views(name)) == len(REPORTS[name])
    conformance(document, views(name), REPORTS[name])


@pytest.mark.parametrize("name", REPORTS)
def test_a_printed_report_reads_the_same(name: str) -> None:
    if builder.soffice() is None and not (builder.FIXTURES / f"{name}.pdf").exists():
        pytest.skip("LibreOffice is not installed")
    document = read("report.pdf", data=builder.pdf(name, REPORTS[name]), residue=shipped_words())
    conformance(document, views(name), REPORTS[name])


def test_the_kept_pdf_reads_the_same() -> None:
    document = read(str(builder.FIXTURES / "district.pdf"), residue=shipped_words())
    conformance(document, views("district"), REPORTS["district"])


def test_every_suffix_is_in_the_kit() -> None:
    # those of old Word are held in tests/reading/test_office.py
    known = {*FORMATS, ".doc", ".dot", ".wps", ".wpt", ".rtf", ".pdf", ".text", ".markdown", ".htm", ".shtml", ".xhtml", ".docm"}
    assert set(suffixes()) == known


@pytest.mark.parametrize("suffix", FORMATS)
def test_reading_twice_gives_the_same(suffix: str) -> None:
    data = FORMATS[suffix](REPORTS["county"])
    first, second = (read(f"r{suffix}", data=data, residue=shipped_words()) for _ in range(2))
    assert (first.text, first.blocks, first.receipt, first.clues, first.sha256) == (second.text, second.blocks, second.receipt, second.clues, second.sha256)
    sound(first)
