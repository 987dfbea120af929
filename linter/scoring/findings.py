"""Verdicts → findings: one each for what is absent, planned, only mentioned or undecided.

Severity: absent and planned the rule's own, mentioned one step lower, review info. A rule whose `requires`
parent is absent is folded into the parent's finding.
"""

from collections.abc import Callable, Sequence
from typing import Any

from linter.model.digest import sha256_of
from linter.model.rule import Rule
from linter.model.text import Document
from linter.model.verdict import Finding, Verdict

_LOWER = {"error": "warning", "warning": "info", "info": "info"}
_ORDER = {"error": 0, "warning": 1, "info": 2}
_STATUS_ORDER = {"absent": 0, "planned": 1, "mentioned": 2, "review": 3}


def severity_of(verdict: Verdict) -> str:
    """error, warning or info, by the rule's severity and the status."""
    own = verdict.rule.severity
    if verdict.status == "mentioned":
        return _LOWER[own]
    return "info" if verdict.status == "review" or verdict.weight == 0 else own


def fold_required(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Marks verdicts whose required parent is not there: their finding is folded into the parent's."""
    status = {v.rule.id: v.status for v in verdicts}
    out = []
    for verdict in verdicts:
        parent = verdict.rule.requires
        if parent and status.get(parent) in ("absent", "planned") and verdict.status in ("absent", "planned", "review"):
            verdict = verdict._replace(folded_into=parent)
        out.append(verdict)
    return out


def findings_of(
    verdicts: Sequence[Verdict],
    document: Document,
    words: dict[str, Any],
    lang: str,
    basis: Callable[[Rule], str],
    anchor: Callable[[str], tuple[int, int] | None],
    place: Callable[[int], str],
    position: Callable[[int], tuple[int, int]],
) -> list[Finding]:
    """Findings of one report, ranked: severity, then status, then weight, then rule id.

    `words` are the message templates of one language; `basis` gives a rule's legal basis in words; `anchor(rule id)` gives the heading where something
    absent belongs, `place(offset)` the heading path in words, `position(offset)` line and column.
    """
    drafts: list[tuple[tuple[Any, ...], Verdict, str]] = []
    folded: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.folded_into:
            folded.setdefault(verdict.folded_into, []).append(verdict)
    for verdict in verdicts:
        if verdict.folded_into or verdict.status not in _STATUS_ORDER or (verdict.weight == 0 and verdict.status != "review"):
            continue
        severity = severity_of(verdict)
        drafts.append(((_ORDER[severity], _STATUS_ORDER[verdict.status], -verdict.weight, verdict.rule.id), verdict, severity))
    out = []
    for rank, (_, verdict, severity) in enumerate(sorted(drafts, key=lambda d: d[0]), 1):
        rule = verdict.rule
        span = _span(verdict) or anchor(rule.id)
        message = _message(verdict, words, lang)
        members = folded.get(rule.id)
        if members:
            message += words["folded"].format(titles="、".join(_title(v, lang) for v in members))
        quote = document.text[span[0] : span[1]] if span else ""
        line, column = position(span[0]) if span else (None, None)
        out.append(
            Finding(
                rule.id,
                rule.check,
                verdict.status,
                severity,
                message,
                rule.advice_en if lang == "en" else rule.advice_zh,
                basis(rule),
                span[0] if span else None,
                span[1] if span else None,
                line,
                column,
                quote,
                place(span[0]) if span else "",
                rank,
                fingerprint(rule.id, "" if verdict.status in ("absent", "review") else quote),
            )
        )
    return out


def _title(verdict: Verdict, lang: str) -> str:
    return verdict.rule.title_en if lang == "en" else verdict.rule.title_zh


def _span(verdict: Verdict) -> tuple[int, int] | None:
    if verdict.passages and verdict.status != "review":
        return verdict.passages[0].start, verdict.passages[0].end
    return None


def _message(verdict: Verdict, words: dict[str, Any], lang: str) -> str:
    """The sentence of status and reason; the more specific template wins."""
    table = words["status"]
    for key in (f"{verdict.rule.check}.{verdict.status}.{verdict.reason}", f"{verdict.status}.{verdict.reason}", verdict.status):
        if key in table:
            return str(table[key]).format(title=_title(verdict, lang), **_named(verdict.values or {}, words))
    raise KeyError(verdict.status)


def _named(values: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    return {key: words["fields"].get(value, value) if isinstance(value, str) else value for key, value in values.items()}


def fingerprint(rule: str, quote: str) -> str:
    """Sixteen hex digits from the rule and the quoted words: unchanged when text is inserted above."""
    folded = "".join(quote.split())
    return sha256_of(f"{rule}\0{folded}".encode("utf-8", "surrogatepass"))[:16]

