"""Words of a report, names of files and reasons of people stay words in every format: no markup, no formula, no command, no escape."""

import csv
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft7Validator
from markdown_it import MarkdownIt

import linter.output
from linter.engine import Engine, Options, load
from linter.model.result import Problem, Report, Run
from linter.output import BINARY, FORMATS, Presentation, render
from linter.output.github import job_summary
from linter.output.glyphs import harmless
from linter.reading import read, residue_words
from tests.output.commands import commands, lines_of
from tests.output.office import book, elements, parts, words_of

FRAGMENTS = (
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"' onmouseover='x", "javascript:alert(1)", "<!--", "-->", "]]>", "<![CDATA[",
    "&lt;b&gt;", "{{7*7}}", "{% raw %}", "::error file=a::b", "::stop-commands::x", "::add-mask::县", "\n::warning::x", "\r::debug::x", "　::error::x",
    "##[error]x", "##[add-path]/x", "##vso[task.setvariable variable=a]b", "##teamcity[buildStatus text='x']", "%0A::error::x", "%25", "%3A%2C", ",line=1,title=x",
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1", "\x1b[31m红\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\", "\x9b31m", "\x00", "\x08",
    "\x7f", "\x85", "\u2028", "\u2029", "\u202e倒\u202c", "\u2066x\u2069", "\u200f", "\ufeff", "\ufffe", "\uffff", "\ud800", "\udc80", "[x](http://x)", "![x](y)",
    "http://x.cn/a", "www.x.cn", "`code`", "| a | b |", "# 题", "- 项", "1. 项", "> 引", "***", "~~x~~", "\\", "\u0000\r\n", "section_start:1:x\r\x1b[0K",
)  # fmt: skip
WORDS = st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8), st.sampled_from(["办理案件 12 件", "《", "》", "，", "。"]))
HOSTILE = st.lists(WORDS, min_size=1, max_size=5).map("".join)

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# characters that no reader lets in, in case one day it does
REFUSED = [*range(0x09), *range(0x0E, 0x20), 0x7F, *range(0xD800, 0xE000)]
MASKS = {code: 0xF0000 + code for code in REFUSED}
BACK = {mask: code for code, mask in MASKS.items()}
ROOM = Path(linter.output.__file__).parent
SCHEMAS = Path(__file__).resolve().parents[1] / "output" / "schemas"
RESULT = Draft7Validator(json.loads((ROOM / "schema" / "result.schema.json").read_text("utf-8")))
SARIF = Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))
GITLAB = Draft7Validator(json.loads((SCHEMAS / "gitlab-codequality.schema.json").read_text("utf-8")))
REPORT = Path(__file__).resolve().parents[2] / "examples" / "白石县2023年法治政府建设工作情况报告.md"
BOOK = load()
# some rules of every kind: enough for every part of a page, few enough for many pages
ENGINE = Engine(BOOK, Options(select=("structure", "enforcement", "figures", "claims", "basis", "format", "privacy", "coherence")))
RESIDUE = residue_words(ENGINE.lexicon)
WISHES = Presentation(verbose=True, folder="/r", root="/r")
IDENTITY = {"profile": "auto", "pack": "all", "version": "1", "sha256": "ab" * 32}


def judged(text: str, path: str) -> Report:
    """The example with `text` in its paragraphs, judged; the formats get a path that no reader would have opened."""
    body = "\n".join(line + (text if at % 4 == 2 else "") for at, line in enumerate(REPORT.read_text("utf-8").split("\n")))
    document = read("报告.txt", data=body.translate(MASKS).encode(), residue=RESIDUE)
    report = ENGINE.judge(document).report
    document.path, document.text = path, document.text.translate(BACK)
    return report


def run_of(text: str, path: str) -> Run:
    """A run with `text` wherever words of a report or of people can come in."""
    report = judged(text, path)
    said = tuple(
        f._replace(message=f.message + text if at % 3 else text + f.message, quote=text, place=f.place + text, advice=text + f.advice, waiver=text if at == 1 else None)
        for at, f in enumerate(report.findings)
    )
    report = report._replace(findings=said, notices=(text,), unscored=text if report.score is None else "")
    problem = Problem(path, "unreadable", text)
    return Run((report,), (problem,), (problem._replace(kind="not-a-report"),), "2025-03-10", IDENTITY, "zh")


def doubled(run: Run) -> Run:
    """The run with a second report, which is not scored: the pages of several reports are others."""
    (report,) = run.reports
    text = run.errors[0].message
    return run._replace(reports=(report, report._replace(score=None, unscored="未评分" + text, findings=report.findings[:5])))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(f"{tag}@{name}" for name, _ in attrs)}
        for name, value in attrs:
            if name in ("href", "src", "action", "xlink:href"):
                assert (value or "").startswith("#"), f"{tag} {name} leads out of the page"

    def handle_comment(self, data: str) -> None:
        self.found.add("<!-- -->")


def _tags(page: str) -> set[str]:
    parser = _Tags()
    parser.feed(page)
    parser.close()
    return parser.found


def html(page: str, plain: str) -> None:
    assert _tags(page) <= _tags(plain)
    assert "script" not in _tags(page)


def junit(page: str, plain: str) -> None:
    known = {"testsuites", "testsuite", "properties", "property", "testcase", "failure", "skipped", "error"}
    assert {element.tag for element in ElementTree.fromstring(page.encode()).iter()} <= known
    assert "<!" not in page and not re.search("[\ufffe\uffff]", page)


def table(page: str, plain: str) -> None:
    rows = list(csv.reader(io.StringIO(page.removeprefix("\ufeff"))))
    assert [len(row) for row in rows] == [len(row) for row in csv.reader(io.StringIO(plain.removeprefix("\ufeff")))]
    for row in rows:
        for cell in row:
            assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))


MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _kinds(page: str) -> set[str]:
    tokens = [token for block in MARKDOWN.parse(page) for token in (block, *(block.children or ()))]
    return {token.type for token in tokens}


def markdown(page: str, plain: str) -> None:
    found = _kinds(page)
    assert found <= _kinds(plain) | {"text_special"}
    assert not found & {"html_block", "html_inline", "link_open", "image"}


def as_json(page: str, plain: str) -> None:
    RESULT.validate(json.loads(page))


def as_lines(page: str, plain: str) -> None:
    assert [json.loads(line)["type"] for line in page.splitlines()] == ["document", "error", "skipped", "summary"]


def as_sarif(page: str, plain: str) -> None:
    log = json.loads(page)
    SARIF.validate(log)
    for artifact in log["runs"][0]["artifacts"]:
        uri = artifact["location"]["uri"]
        assert re.fullmatch(r"(?:file:///)?[\w.~%/-]+", uri, re.ASCII)
        assert "\n" not in uri and unquote(uri)


def as_gitlab(page: str, plain: str) -> None:
    found = json.loads(page)
    GITLAB.validate([entry for entry in found if not entry["location"]["path"].startswith("/")])


def github(page: str, plain: str) -> None:
    found = commands(page)
    assert len(found) == len(lines_of(page)) - 1, "every line is one command of ours"
    for name, properties, _ in found:
        assert name in {"error", "warning", "notice"}
        assert properties.keys() <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert properties.get("line", "1").isdecimal()


def nothing(page: str, plain: str) -> None:
    """Text is for the eye: what holds for every format is enough."""


def as_word(page: bytes, plain: bytes) -> None:
    assert elements(page) <= elements(plain), "words of a report become no element of a package"
    assert set(parts(page)) == set(parts(plain))
    body = parts(page)["word/document.xml"].decode()
    assert "instrText" not in body and not OBEYED.search(words_of(page))


def as_workbook(page: bytes, plain: bytes) -> None:
    # words that begin or end with a space say so
    assert {name for name in elements(page) if not name.endswith("}space")} <= elements(plain)
    found = book(page)
    assert found.sheetnames == book(plain).sheetnames
    for sheet in found:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "sn" and cell.hyperlink is None, "no formula, no link"
                assert not isinstance(cell.value, str) or not OBEYED.search(cell.value)


BYTES: dict[str, Callable[[bytes, bytes], None]] = {"docx": as_word, "xlsx": as_workbook}
CHECKS: dict[str, Callable[[str, str], None]] = {
    "text": nothing, "json": as_json, "jsonl": as_lines, "markdown": markdown, "csv": table, "html": html,
    "sarif": as_sarif, "github": github, "gitlab": as_gitlab, "junit": junit,
}  # fmt: skip


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    """What the formats give where nobody means harm."""
    run = run_of("案件", "报告.md")
    pages: dict[str, Any] = {}
    for format in FORMATS:
        for runs in (run, doubled(run)):
            pages[f"{format} {len(runs.reports)}"] = render(runs, format, options=WISHES, rulebook=BOOK)
    return pages | {"summary": job_summary(run, Presentation(), BOOK)}


def test_every_format_is_checked() -> None:
    assert CHECKS.keys() | BYTES.keys() == set(FORMATS) and BYTES.keys() == BINARY


def _sound(format: str, page: Any, plain: Any) -> None:
    if format in BYTES:
        BYTES[format](page, plain)
        return
    assert not OBEYED.search(page), f"{format} holds what a terminal obeys"
    page.encode("utf-8")
    if format != "github":
        assert commands(page) == [], f"{format} commands the log of a CI system"
    CHECKS[format](page, plain)


def _all(text: str, path: str, plain: dict[str, Any]) -> None:
    run = run_of(text, path)
    for format in FORMATS:
        _sound(format, render(run, format, options=WISHES, rulebook=BOOK), plain[f"{format} 1"])
    for format in ("text", "markdown", "csv", "html", "github", "junit", "docx", "xlsx"):
        _sound(format, render(doubled(run), format, options=WISHES._replace(verbose=False), rulebook=BOOK), plain[f"{format} 2"])
    quiet = render(run, "text", options=Presentation(quiet=True), rulebook=BOOK)
    assert not OBEYED.search(quiet) and commands(quiet) == []
    page = job_summary(run, Presentation(), BOOK)
    assert not OBEYED.search(page)
    markdown(page, plain["summary"])


@pytest.mark.parametrize("at", range(0, len(FRAGMENTS), 8))
def test_known_tricks(at: int, plain: dict[str, Any]) -> None:
    """Eight at a time, each opening its own line of the report, then all in one."""
    some = FRAGMENTS[at : at + 8]
    _all("\n".join(["", *some]), "报告" + "".join(some).replace("/", "") + ".md", plain)


@settings(max_examples=6, deadline=None)
@given(text=HOSTILE, path=HOSTILE)
def test_any_words(plain: dict[str, Any], text: str, path: str) -> None:
    _all(text, path or "a.md", plain)


@given(text=HOSTILE)
def test_a_line_of_the_screen_is_harmless(text: str) -> None:
    assert not OBEYED.search(harmless(text)) and "\n" not in harmless(text)
