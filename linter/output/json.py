"""The result as JSON, exactly as contract.md fixes it and schema/result.schema.json checks it. One document a line, so that two runs can be compared."""

import json
import re
from collections import Counter
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from linter import __dist__, __version__
from linter.model.outline import Profile
from linter.model.position import Lines
from linter.model.result import Problem, Report, Run
from linter.model.rule import SEVERITIES, Basis, Rule, Rulebook, Weighting
from linter.model.scorecard import Scorecard
from linter.model.verdict import Finding, Passage
from linter.output import agreed, comparison
from linter.output.catalogue import Catalogue, catalogue
from linter.output.digest import STATUSES, dimension_of, listed, obligations, weighting
from linter.output.glyphs import COMMAND
from linter.output.law import citations
from linter.output.presentation import Presentation
from linter.output.rounding import decimal

SCHEMA = "fazhi-lint/result/1"
# json escapes C0 only; these would still be obeyed by a terminal, or are no UTF-8 at all
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_quote = json.encoder.encode_basestring  # one string, without setting up an encoder: there are a thousand in a report

Frame = tuple[str, str]  # what every report says of a rule, before and after what is decided about it


def shielded(text: str) -> str:
    """JSON text in which nothing is left that a terminal or the log of a CI system obeys; as data it stays the same."""
    if "##" in text:
        text = COMMAND.sub(r"\\u0023", text)
    return _OBEYED.sub(lambda m: f"\\u{ord(m.group()):04x}", text) if _OBEYED.search(text) else text


class Parts(NamedTuple):
    """The members of the result, each as JSON text without a line end."""

    tool: str
    documents: list[str]
    errors: list[str]
    skipped: list[str]
    summary: str


def compose(run: Run, options: Presentation, rulebook: Rulebook) -> str:
    """The JSON text of a run. `options` chooses language and least severity of the findings; nothing else."""
    parts = parts_of(run, options, rulebook)
    documents = ",\n".join(parts.documents)
    return shielded(
        f'{{"schema":"{SCHEMA}",\n"tool":{parts.tool},\n"documents":[\n{documents}\n],\n'
        f'"errors":[{",".join(parts.errors)}],\n"skipped":[{",".join(parts.skipped)}],\n"summary":{parts.summary}}}\n'
    )


def parts_of(run: Run, options: Presentation, rulebook: Rulebook) -> Parts:
    """What the JSON of a run consists of; not shielded yet."""
    words = catalogue(options.lang)
    rules = {rule.id: rule for rule in rulebook.rules}
    frames: dict[tuple[str, str, tuple[Basis, ...]], Frame] = {}

    @cache
    def law(id: str) -> str:
        return citations(rules[id], rulebook, words) if id in rules else ""

    documents, findings = [], []
    for report in run.reports:
        lines = Lines(report.document.text)
        listing = listed(report, options.min_severity)
        findings += listing
        entries = [_finding(f, f.basis or law(f.rule), report.document.text, lines) for f in listing]
        duties = _obligations(report, weighting(run, report, rulebook), lines, frames, words)
        documents.append(_document(report, duties, entries, lines, words))
    tool = {
        "name": __dist__,
        "version": __version__,
        "as_of": run.as_of,
        "rulebook": {key: run.rulebook.get(key) for key in ("profile", "pack", "version", "sha256")},
    }
    errors, skipped = ([_encode(_problem(p)) for p in problems] for problems in (run.errors, run.skipped))
    return Parts(_encode(tool), documents, errors, skipped, _encode(_summary(run, findings, options, words)))


def _problem(problem: Problem) -> dict[str, str]:
    return {"path": problem.path, "kind": problem.kind, "message": problem.message}


def _document(report: Report, duties: str, findings: list[dict[str, Any]], lines: Lines, words: Catalogue) -> str:
    document = report.document
    receipt = document.receipt
    before = {
        "path": document.path,
        "format": document.format,
        "sha256": document.sha256,
        "stage": report.stage,
        "receipt": {
            "characters": receipt.characters,
            "blocks": receipt.blocks,
            "residue": [{"start": r.start, "end": r.end, "kind": r.kind} for r in receipt.residue],
            "ignored": list(receipt.ignored),
            "unread": list(receipt.unread),
            "complete": receipt.complete,
        },
        "genre": {"kind": report.genre.kind, "reason": report.genre.reason},
        "profile": _profile(report.profile),
        "sections": _sections(report),
    }
    after = {"relations": _relations(report), "claims": _claims(report, lines), "findings": findings, "score": _score(report.score, words) if report.score else None}
    return f'{_encode(before)[:-1]},"obligations":[{duties}],{_encode(after)[1:]}'


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "issuers": [{"name": i.name, "kind": i.kind} for i in profile.issuers],
        "level": profile.level,
        "traits": sorted(profile.traits),
        "year": profile.year,
        "outline": profile.outline,
        "signed": profile.signed,
        "issued": profile.issued,
        "published": profile.published,
        "source": {
            field: {"from": s.origin, "span": None if s.start is None or s.end is None else {"start": s.start, "end": s.end}}
            for field, s in sorted(profile.sources.items())
        },
    }


def _sections(report: Report) -> list[dict[str, Any]]:
    text = report.document.text
    return [
        {"role": role, "heading": text[slice(*part.heading)] if part.heading else None, "start": part.start, "end": part.end, "level": part.level}
        for part in report.parts
        for role in part.roles
    ]


def _frame(rule: Rule, dimension: str, words: Catalogue) -> Frame:
    basis = []
    for each in rule.basis:
        entry = {"source": each.source}
        if each.text == "verified":  # a recalled number may be wrong, so nobody downstream gets it either
            if each.item:
                entry["item"] = each.item
            if each.article:
                entry["article"] = each.article
        entry["text"] = each.text
        basis.append(entry)
    title = words.pick(rule.title_zh, rule.title_en)
    head = {"id": rule.id, "title": title, "dimension": dimension, "severity": rule.severity, "parent": rule.requires or None}
    return _encode(head)[:-1] + ",", f',"basis":{_encode(basis)}}}'


def _obligations(report: Report, scheme: Weighting | None, lines: Lines, frames: dict[tuple[str, str, tuple[Basis, ...]], Frame], words: Catalogue) -> str:
    """The obligations as JSON. Their larger part is the same in every report, so it is encoded once a run and kept in `frames`."""
    text = report.document.text
    scores = report.score.obligations if report.score else {}
    encoded = []
    for verdict in obligations(report):
        # the bases of a rule differ with the report year
        key = (scheme.id if scheme else "", verdict.rule.id, verdict.rule.basis)
        frame = frames.get(key)
        if frame is None:
            frame = frames[key] = _frame(verdict.rule, dimension_of(verdict.rule.id, scheme), words)
        score = scores.get(verdict.rule.id)
        points, gain = (decimal(score.points, 2), decimal(score.gain, 2)) if score else ("null", "null")
        nearest = _near(verdict.nearest, text, lines) if verdict.nearest else "null"
        passages = ",".join([_passage(p, text, lines) for p in verdict.passages[:5]])
        encoded.append(
            f'{frame[0]}"status":"{verdict.status}","reason":{_quote(verdict.reason)},"weight":{verdict.weight},'
            f'"points":{points},"gain":{gain},"nearest":{nearest},"passages":[{passages}]{frame[1]}'
        )
    return ",".join(encoded)


def _passage(passage: Passage, text: str, lines: Lines) -> str:
    start, end = passage.start, passage.end
    evidence = ",".join(
        [f'{{"kind":"{e.kind}","start":{e.start},"end":{e.end},"text":{_quote(text[e.start : e.end])}}}' for e in passage.evidence]
    )
    return (
        f'{{"start":{start},"end":{end},"line":{lines.line(start)},"text":{_quote(text[start:end])},'
        f'"role":"{passage.role}","evidence":[{evidence}]}}'
    )


def _near(near: Passage, text: str, lines: Lines) -> str:
    """What came closest; its `role` is the word why it did not count."""
    start, end = near.start, near.end
    return f'{{"start":{start},"end":{end},"line":{lines.line(start)},"text":{_quote(text[start:end])},"why":{_quote(near.role)}}}'


def _relations(report: Report) -> list[dict[str, Any]]:
    text = report.document.text
    return [
        {
            "kind": r.kind,
            "verdict": r.verdict,
            "suspicious": r.suspicious,
            "parts": [{"start": p.start, "end": p.end, "text": text[p.start : p.end], "value": p.value, "role": p.role} for p in r.parts],
            "calculation": r.calculation,
            "rule": r.rule,
        }
        for r in report.relations
    ]


def _claims(report: Report, lines: Lines) -> list[dict[str, Any]]:
    text = report.document.text
    return [
        {
            "start": c.start,
            "end": c.end,
            "line": lines.line(c.start),
            "text": text[c.start : c.end],
            "kind": c.kind,
            "support": c.support,
            "strength": c.strength,
            "reason": c.reason,
            "rule": c.rule,
            "rank": c.rank,
        }
        for c in report.claims
    ]


def _finding(finding: Finding, basis: str, text: str, lines: Lines) -> dict[str, Any]:
    entry = finding._asdict()
    if finding.known_since is None:
        del entry["known_since"]  # only with a baseline
    entry["basis"] = basis
    if finding.start is not None:
        entry["line"], entry["column"] = lines.line(finding.start), lines.column(finding.start)
        entry["quote"] = text[finding.start : finding.end]
    return entry


def _score(score: Scorecard, words: Catalogue) -> dict[str, Any]:
    return {
        "total": decimal(score.total),
        "total_with_waivers": decimal(score.total_with_waivers),
        "grade": score.grade,
        "dimensions": [
            {
                "id": d.id,
                "title": words.pick(d.title_zh, d.title_en),
                "max": decimal(d.max),
                "points": decimal(d.points),
                "applicable": d.applicable,
                "not_applicable": d.not_applicable,
            }
            for d in score.dimensions
        ],
        "deductions": [
            {"group": d.group, "rule": d.rule, "count": d.times, "points": decimal(d.points), "cap": d.cap} for d in score.deductions
        ],
        "gains": [{"rule": g.rule, "points": decimal(g.points), "how": g.how} for g in score.gains],
    }


def _summary(run: Run, findings: list[Finding], options: Presentation, words: Catalogue) -> dict[str, Any]:
    """Counts over what is printed, and what has no place in a document: why there is no score, notices, the disclaimer."""
    statuses = sum((report.tally.statuses for report in run.reports), Counter())
    severities = Counter(f.severity for f in findings if f.is_open)
    scores = [report.score for report in run.reports if report.score]
    mean = sum((s.total for s in scores), Fraction(0)) / len(scores) if scores else None
    waived = sum(f.waiver is not None for f in findings)
    against = {} if run.comparison is None else {"against": comparison.entry(run.comparison, options.min_severity)}
    return {
        "documents": len(run.reports),
        "scored": len(scores),
        "mean": None if mean is None else decimal(mean),
        "obligations": {status: statuses[status] for status in STATUSES},
        "findings": {severity: severities[severity] for severity in SEVERITIES} | {"waived": waived},
        "errors": len(run.errors),
        "skipped": len(run.skipped),
        "unscored": [{"path": r.document.path, "reason": r.unscored} for r in run.reports if r.score is None],
        "notices": [{"path": r.document.path, "notice": notice} for r in run.reports for notice in r.notices],
        "disclaimer": words("disclaimer"),
    } | against | agreed.entries(run)
