"""`rules diff` as text, Markdown or JSON: which rules differ, which reports are judged otherwise."""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Protocol

from linter.model.verdict import Finding
from linter.output.catalogue import Catalogue
from linter.output.gfm import escaped
from linter.output.glyphs import harmless, wrap
from linter.output.rounding import decimal, shown

_WORDS = 6  # words shown of a list that grew or shrank
SCHEMA = "fazhi-lint/rules-diff/1"


class _Change(Protocol):
    @property
    def field(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def added(self) -> tuple[str, ...]: ...
    @property
    def removed(self) -> tuple[str, ...]: ...


def compose(difference: Any, names: tuple[str, str], words: Catalogue, *, columns: int, markdown: bool = False) -> str:
    """Lines no wider than `columns` (Markdown is not wrapped). `difference` is that of linter.ruletest."""
    lines: list[tuple[int, str]] = [(0, words("diff.title", before=names[0], after=names[1]))]
    counts = {how: sum(rule.how == how for rule in difference.rules) for how in ("added", "removed", "changed")}
    lines.append((0, words("diff.rules", **counts)))
    for rule in difference.rules:
        lines.append((1, f"{words('diff.' + rule.how)} {rule.rule}  {words.pick(rule.title_zh, rule.title_en)}"))
        lines += [(2, _change(change, words)) for change in rule.changes]
    otherwise = [report for report in difference.reports if report.judged_otherwise]
    if difference.reports:
        lines.append((0, words("diff.reports", count=len(difference.reports), otherwise=len(otherwise))))
    for report in difference.reports:
        lines.append((1, f"{report.path}  {_scores(report.score_before, report.score_after, words)}"))
        for rule, before, after in report.verdicts:
            step = words("comparison.step", before=_status(before, words), after=_status(after, words))
            lines.append((2, f"{rule}{words('list.colon')}{step}"))
        for key, findings in (("diff.gone", report.gone), ("diff.come", report.come)):
            lines += [(2, f"{words(key)} {_finding(finding)}") for finding in findings]
        for old, new in report.graver:
            step = words("comparison.step", before=words(f"severity.{old.severity}"), after=words(f"severity.{new.severity}"))
            lines.append((2, f"{_finding(new)}{words('list.colon')}{step}"))
    if markdown:
        return "\n".join(_marked(depth, harmless(text)) for depth, text in lines) + "\n"
    out: list[str] = []
    for depth, text in lines:
        indent = "  " * depth
        rows = wrap(harmless(text), max(columns - len(indent) - 2, 8))
        out += [indent + (row if number == 0 else "  " + row) for number, row in enumerate(rows)]
    return "\n".join(out) + "\n"


def _marked(depth: int, text: str) -> str:
    return f"\n{escaped(text)}\n" if depth == 0 else "  " * (depth - 1) + f"- {escaped(text)}"


def _change(change: _Change, words: Catalogue) -> str:
    field, _, level = change.field.partition(".")
    name = words.term("diff.field", field) + (f" ({words(f'level.{level}')})" if level else "")
    if change.added or change.removed:
        parts = [sign + _few(found, words) for sign, found in (("+ ", change.added), ("- ", change.removed)) if found]
        return f"{name}{words('list.colon')}{words('list.semicolon').join(parts)}"
    if change.before or change.after:
        before, after = (words(f"severity.{value}") if change.field == "severity" else value for value in (change.before, change.after))
        return f"{name}{words('list.colon')}{words('comparison.step', before=before, after=after)}"
    return name


def _few(found: Sequence[str], words: Catalogue) -> str:
    more = words("explain.more", count=len(found)) if len(found) > _WORDS else ""
    return words("list.comma").join(found[:_WORDS]) + more


def _status(status: str, words: Catalogue) -> str:
    return words("diff.none") if status == "none" else words.term("status", status)


def _scores(before: Fraction | None, after: Fraction | None, words: Catalogue) -> str:
    if before is None or after is None:
        return words("comparison.unscored")
    sign = "+" if after >= before else "-"
    return words("comparison.scores", before=shown(before), after=shown(after), difference=sign + shown(abs(after - before)))


def _finding(finding: Finding) -> str:
    place = f":{finding.line}" if finding.line else ""
    return f"{finding.rule}{place}  {finding.message}"


def data(difference: Any, names: tuple[str, str]) -> str:
    """The difference as JSON."""

    def finding(found: Finding) -> dict[str, Any]:
        return {"rule": found.rule, "status": found.status, "severity": found.severity, "line": found.line, "fingerprint": found.fingerprint}

    answer = {
        "schema": SCHEMA,
        "before": names[0],
        "after": names[1],
        "rules": [
            {
                "rule": rule.rule,
                "how": rule.how,
                "title": rule.title_zh,
                "changes": [
                    {key: list(value) if isinstance(value, tuple) else value for key, value in change._asdict().items() if value}
                    for change in rule.changes
                ],
            }
            for rule in difference.rules
        ],
        "reports": [
            {
                "path": report.path,
                "changed": report.judged_otherwise,
                "verdicts": [{"rule": rule, "before": before, "after": after} for rule, before, after in report.verdicts],
                "gone": [finding(found) for found in report.gone],
                "come": [finding(found) for found in report.come],
                "severity": [{"rule": new.rule, "before": old.severity, "after": new.severity} for old, new in report.graver],
                "score": {
                    key: None if value is None else decimal(value)
                    for key, value in (("before", report.score_before), ("after", report.score_after))
                },
            }
            for report in difference.reports
        ],
        "errors": [{"path": problem.path, "kind": problem.kind, "message": problem.message} for problem in difference.errors],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
