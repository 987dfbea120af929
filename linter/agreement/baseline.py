"""A baseline: the findings that are known and owed, so that only new ones fail. One line an entry, no word of a document.

Findings are the same by path, rule and fingerprint, as often as they are written down: of two alike, one entry knows one.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from linter.model.failure import UsageFailure
from linter.model.result import Backlog, Report, Run
from linter.model.rule import SEVERITIES
from linter.paths import relative

SCHEMA = "fazhi-lint/baseline/1"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Judged = Callable[[str, str], bool]  # whether, in the report at a path, the rule of an id was judged


class Entry(NamedTuple):
    """A finding that is known since an ISO date. `path` is seen from the folder of the baseline file."""

    path: str
    rule: str
    fingerprint: str
    since: str
    severity: str


class Renewal(NamedTuple):
    """A baseline brought up to date: what it holds now, and what was done."""

    entries: tuple[Entry, ...]
    kept: int
    removed: int
    added: int
    refused: int  # new findings that were not taken in


def read_baseline(file: str) -> tuple[Entry, ...]:
    """The entries of a file. UsageFailure where there is none or it is damaged: a baseline read in part would fail or pass at random."""
    try:
        with open(file, encoding="utf-8-sig") as stream:
            data = json.load(stream)
    except FileNotFoundError:
        raise UsageFailure(f"找不到基线文件 {file}；要建立基线，请运行 fazhi-lint baseline write {file} 报告或文件夹") from None
    except OSError as error:
        raise UsageFailure(f"无法读取基线文件 {file}：{error.strerror}") from None
    except (ValueError, RecursionError):
        raise _damaged(file, "不是 JSON") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("entries"), list):
        raise _damaged(file, f"应写明 schema {SCHEMA} 和 entries")
    return tuple(sorted(_entry(file, number, each) for number, each in enumerate(data["entries"], 1)))


def _entry(file: str, number: int, data: Any) -> Entry:
    if not isinstance(data, dict) or set(data) != set(Entry._fields) or not all(isinstance(value, str) and value for value in data.values()):
        raise _damaged(file, f"第 {number} 条应有 {'、'.join(Entry._fields)}")
    if data["severity"] not in SEVERITIES or not _is_day(data["since"]):
        raise _damaged(file, f"第 {number} 条的 since 或 severity 写法不对")
    return Entry(**data)


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _damaged(file: str, why: str) -> UsageFailure:
    return UsageFailure(f"基线文件 {file} 已损坏（{why}）；请从版本库恢复，或删去后用 fazhi-lint baseline write 重建")


def text_of(entries: Iterable[Entry]) -> str:
    """The file: sorted, one line an entry, so that a change shows what came and went."""
    lines = [json.dumps(entry._asdict(), ensure_ascii=False) for entry in sorted(entries)]
    return f'{{"schema": "{SCHEMA}", "entries": [\n' + ",\n".join(lines) + ("\n" if lines else "") + "]}\n"


def with_baseline(run: Run, entries: Sequence[Entry], file: str, judged: Judged, max_age: int | None = None) -> Run:
    """The run with the findings that the baseline of `file` knows marked as known, and how many are new, known and fixed.

    What has been known for more than `max_age` days counts again. Waived findings stay waived.
    """
    sorted_out = _Sorted(run, entries, file, judged)
    today = date.fromisoformat(run.as_of)
    known = new = aged = 0
    oldest = ""
    reports = []
    for report, matched in zip(run.reports, sorted_out.matched, strict=True):
        findings = list(report.findings)
        for at, finding in enumerate(findings):
            entry = matched.get(at)
            if not finding.is_open:
                continue
            old = entry is not None and max_age is not None and (today - date.fromisoformat(entry.since)).days > max_age
            aged += old
            if entry is None or old:
                new += 1
            else:
                known += 1
                oldest = min(filter(None, (oldest, entry.since)))
                findings[at] = finding._replace(known_since=entry.since)
        reports.append(report._replace(findings=tuple(findings)) if matched else report)
    return run._replace(reports=tuple(reports), baseline=Backlog(known, new, len(sorted_out.fixed), aged, oldest))


def renewed(run: Run, entries: Sequence[Entry], file: str, judged: Judged, *, grow: bool) -> Renewal:
    """The baseline of `file` after a run: what is fixed is dropped, what is still there keeps its date, new findings are taken in with `grow`.

    Entries of reports that were not checked, or could not be, stay. Waived findings are not taken in.
    """
    sorted_out = _Sorted(run, entries, file, judged)
    fixed = list(sorted_out.fixed)
    kept = [entry for entry in entries if not _take(entry, fixed)]
    added = [
        Entry(path, finding.rule, finding.fingerprint, run.as_of, finding.severity)
        for path, report, matched in zip(sorted_out.paths, run.reports, sorted_out.matched, strict=True)
        for at, finding in enumerate(report.findings)
        if at not in matched and finding.waiver is None and finding.kind != "waiver"
    ]
    now = sorted([*kept, *(added if grow else ())])
    return Renewal(tuple(now), len(kept), len(entries) - len(kept), len(added) if grow else 0, 0 if grow else len(added))


def _take(entry: Entry, rest: list[Entry]) -> bool:
    """Takes one like `entry` out of `rest`; False where there is none."""
    if entry in rest:
        rest.remove(entry)
        return True
    return False


class _Sorted:
    """The findings of a run beside the entries of a baseline: which entry knows which finding, and which entries are fixed."""

    def __init__(self, run: Run, entries: Sequence[Entry], file: str, judged: Judged) -> None:
        folder = os.path.dirname(file)
        self.paths = [relative(report.document.path, folder) for report in run.reports]
        waiting: dict[tuple[str, str, str], list[Entry]] = {}
        for entry in sorted(entries, key=lambda e: (e.since, e)):
            waiting.setdefault(entry[:3], []).append(entry)
        self.matched = [_matched(path, report, waiting) for path, report in zip(self.paths, run.reports, strict=True)]
        checked = {path: report.document.path for path, report in zip(self.paths, run.reports, strict=True)}
        unread = {relative(problem.path, folder) for problem in (*run.errors, *run.skipped)}
        self.fixed = tuple(
            entry
            for rest in waiting.values()
            for entry in rest
            if (entry.path in checked and judged(checked[entry.path], entry.rule))
            or (entry.path not in checked and entry.path not in unread and not os.path.lexists(os.path.join(folder, entry.path)))
        )


def _matched(path: str, report: Report, waiting: dict[tuple[str, str, str], list[Entry]]) -> dict[int, Entry]:
    """Place of a finding → the oldest entry that knows it, taken out of `waiting`."""
    found = {}
    for at, finding in enumerate(report.findings):
        rest = waiting.get((path, finding.rule, finding.fingerprint))
        if rest and finding.kind != "waiver":
            found[at] = rest.pop(0)
    return found
