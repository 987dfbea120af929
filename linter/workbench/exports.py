"""What the desk hands out: the report with comments, the bulletin, the list of findings, pages, data, the waivers given here."""

import datetime
import os
from collections.abc import Collection
from importlib.util import find_spec

from linter.annotation import annotated, remarks_of
from linter.model.lexicon import Lexicon
from linter.model.result import Report, Run
from linter.model.rule import Rulebook
from linter.output import Presentation, render
from linter.output.catalogue import catalogue
from linter.reading import residue_words
from linter.workbench.sitting import EXPORTS, Export

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = {  # kind → (format of output, suffix, media type)
    "annotated": ("", ".docx", _WORD),
    "bulletin": ("docx", ".docx", _WORD),
    "workbook": ("xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "html": ("html", ".html", "text/html; charset=utf-8"),
    "markdown": ("markdown", ".md", "text/markdown; charset=utf-8"),
    "json": ("json", ".json", "application/json"),
    "waivers": ("", ".yaml", "application/yaml"),
}
_NEEDS = {"bulletin": "docx", "workbook": "xlsxwriter"}  # libraries of the extra `office`


def offered(report: Report | None, given: Collection[str]) -> tuple[str, ...]:
    """Those of EXPORTS that can be made of this report by this installation. `given` are the fingerprints waived at the desk."""
    if report is None:
        return ()
    return tuple(kind for kind in EXPORTS if _possible(kind, report, given))


def _possible(kind: str, report: Report, given: Collection[str]) -> bool:
    if kind in _NEEDS and find_spec(_NEEDS[kind]) is None:
        return False
    if kind == "annotated":
        return report.document.format == "docx"
    if kind == "waivers":
        return any(f.fingerprint in given for f in report.findings)
    return True


def made(kind: str, run: Run, data: bytes, rulebook: Rulebook, given: Collection[str]) -> Export:
    """A file of one of the kinds that are `offered`; `data` are the bytes of the report."""
    report = run.reports[0]
    format, suffix, media = _KINDS[kind]
    words = catalogue(run.lang, "serve")
    stem = os.path.splitext(report.document.path)[0]
    name = words("export." + kind, stem=stem) + suffix
    if kind == "annotated":
        content: bytes | str = _annotated(run, report, data, rulebook)
    elif kind == "waivers":
        content = _waiver_file(run, report, given, words("export.waivers.head"))
    else:
        content = render(run, format, options=Presentation(lang=run.lang), rulebook=rulebook)
    return Export(name, media, content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content)


def _annotated(run: Run, report: Report, data: bytes, rulebook: Rulebook) -> bytes:
    words = catalogue(run.lang, "review")
    remarks = remarks_of(run, report, rulebook, words)
    residue = residue_words(Lexicon(rulebook.lexicon))
    return annotated(data, remarks, author=words("remark.author"), initials=words("remark.initials"), date=run.as_of, residue=residue)


def _waiver_file(run: Run, report: Report, given: Collection[str], head: str) -> str:
    """The waivers of this report as `check --waivers` takes them, each for a year from today."""
    import yaml

    today = datetime.date.fromisoformat(run.as_of)
    until = (today + datetime.timedelta(days=365)).isoformat()
    path = _pattern(report.document.path)
    entries = [
        {"rule": f.rule, "path": path, "fingerprint": f.fingerprint, "reason": f.waiver, "expires": until}
        for f in report.findings
        if f.fingerprint in given and f.waiver is not None
    ]
    return head + "\n" + yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=10_000)


def _pattern(name: str) -> str:
    """The name of a file as a pattern that means it and no other."""
    return "".join("\\" + c if c in "\\*?[]!#" else c for c in name)
