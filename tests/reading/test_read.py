"""The front door: formats by first bytes and suffix, names, limits, what importing costs."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from linter.model.failure import ReadFailure
from linter.reading import CONVERTED, read, suffixes, walked
from linter.reading.formats import FORMATS, suffix_of
from linter.reading.messages import FAILURES
from tests.kit import builder
from tests.kit.drawing import Mark, pdf
from tests.kit.lexicon import shipped_words
from tests.kit.ofd import ofd_of
from tests.kit.reports import DISTRICT

TEXT = "一、主要做法\n办理案件12件。"


def kind(name: str, data: bytes, max_size: int = 5_000_000) -> str:
    with pytest.raises(ReadFailure) as caught:
        read(name, data=data, residue=shipped_words(), max_size=max_size)
    return caught.value.kind


def test_the_content_decides_where_it_is_plain() -> None:
    word = builder.docx(DISTRICT)
    for name in ("r.docx", "r.doc", "r.txt", "r", "r.DOCX", "r.wps"):
        assert read(name, data=word, residue=shipped_words()).format == "docx"
    printed = pdf([[Mark(80, 700, "办理案件十二件。")]])
    assert read("r.txt", data=printed, residue=shipped_words()).format == "pdf"
    page = ofd_of(DISTRICT)
    for name in ("r.ofd", "r.docx", "r.pdf", "r.doc", "r"):
        assert read(name, data=page, residue=shipped_words()).format == "ofd"
    # a Word document that holds such a file is none
    assert read("r.docx", data=builder.package(builder.paragraph("办理案件。"), {"OFD": "<x/>"}), residue=shipped_words()).format == "docx"
    assert read("r.ofd", data=word, residue=shipped_words()).format == "docx"


@pytest.mark.parametrize(("name", "format"), [("r.txt", "txt"), ("r.TEXT", "txt"), ("r", "txt"), ("r.md", "md"), ("a.b.markdown", "md"), ("r.HTM", "html")])
def test_text_formats_by_suffix(name: str, format: str) -> None:
    assert read(name, data=TEXT.encode(), residue=shipped_words()).format == format


@pytest.mark.parametrize("name", ["r.doc", "r.wps", "r.rtf", "r.ceb", "r.sep", "r.xlsx", "r.jpg", "r.py"])
def test_formats_that_are_not_read(name: str) -> None:
    assert kind(name, TEXT.encode()) == "unreadable"


def test_every_format_can_be_loaded_and_is_registered_once() -> None:
    assert len(suffixes()) == len(set(suffixes())) == sum(len(f.suffixes) for f in FORMATS)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes())
    assert set(suffixes()) < set(walked()), "formats that can only be named are picked up too"
    assert {format.name for format in FORMATS} > CONVERTED


@pytest.mark.parametrize(("name", "suffix"), [("a/b.TXT", ".txt"), ("a.b/c", ""), (".hidden", ""), ("a\\b.md", ".md"), ("-", "")])
def test_suffixes_of_names(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


def test_a_file_on_disk(tmp_path: Path) -> None:
    file = tmp_path / "青岚县.txt"
    file.write_bytes(TEXT.encode())
    document = read(str(file), residue=shipped_words())
    assert (document.path, document.text) == (str(file), TEXT)
    assert document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_missing_file_is_the_callers_matter(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(str(tmp_path / "nowhere.txt"), residue=shipped_words())


def test_the_size_limit_counts_bytes_of_text() -> None:
    data = ("办理案件。" * 20).encode()
    assert read("r.txt", data=data, max_size=len(data), residue=shipped_words()).text
    assert kind("r.txt", data, max_size=len(data) - 1) == "too-large"
    # pictures do not count: of a Word document only the text does
    word = builder.docx(DISTRICT)
    assert read("r.docx", data=word, max_size=2_500, residue=shipped_words()).text
    assert kind("r.docx", word, max_size=500) == "too-large"


def test_messages_name_no_document_text_and_say_what_to_do() -> None:
    kinds = {"empty", "binary", "encrypted", "truncated", "too-large", "no-text-layer", "unreadable", "timeout"}
    for name, (what, sentence) in FAILURES.items():
        assert what in kinds, name
        assert sentence.endswith("。"), name
        assert "请" in sentence or "支持" in sentence, name


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def test_importing_reading_is_cheap() -> None:
    heavy = ["xml", "zipfile", "selectolax", "pypdfium2", "charset_normalizer", "defusedxml", "hashlib", "dataclasses", "pathlib", "yaml", "unicodedata", "subprocess", "tempfile"]
    assert run(f"import sys, linter.reading; print([m for m in {heavy!r} if m in sys.modules])") == "[]"


@pytest.mark.parametrize("name", ["txt", "md", "docx"])
def test_base_formats_need_no_optional_library(name: str, tmp_path: Path) -> None:
    data = builder.docx(DISTRICT) if name == "docx" else TEXT.encode()
    (tmp_path / f"r.{name}").write_bytes(data)
    code = f"""
import sys
for missing in ("pypdfium2", "selectolax", "charset_normalizer"):
    sys.modules[missing] = None
from tests.kit.lexicon import shipped_words
from linter.reading import read
print(len(read({str(tmp_path / f"r.{name}")!r}, residue=shipped_words()).blocks) > 1)
"""
    assert run(code) == "True"


@pytest.mark.parametrize(("name", "data"), [("r.html", b"<p>a</p>"), ("r.pdf", b"%PDF-1.7")])
def test_a_missing_library_is_named(name: str, data: bytes) -> None:
    code = f"""
import sys
for missing in ("pypdfium2", "selectolax"):
    sys.modules[missing] = None
from tests.kit.lexicon import shipped_words
from linter.model.failure import ReadFailure
from linter.reading import read
try:
    read({name!r}, data={data!r}, residue=shipped_words())
except ReadFailure as failure:
    print(failure.kind, "pypdfium2" in failure.message or "selectolax" in failure.message)
"""
    assert run(code) == "unreadable True"
