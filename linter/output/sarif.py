"""SARIF 2.1.0 for code scanning: a place for every result, a fingerprint that outlives edits, the law in the help of the rule.

Limits are those of GitHub (docs.github.com, “SARIF support for code scanning”); what they leave out is said in the file.
"""

import json
import zlib
from collections import Counter
from collections.abc import Callable
from typing import Any

from linter import __dist__, __version__
from linter.model.result import Run
from linter.model.rule import SEVERITIES, Rule, Rulebook
from linter.model.verdict import Finding
from linter.output.address import is_absolute, located, uri
from linter.output.advice import details, headline, shortened
from linter.output.catalogue import Catalogue, catalogue
from linter.output.digest import Digest, digest, dimension_of, listed, weighting
from linter.output.gfm import escaped
from linter.output.glyphs import harmless
from linter.output.json import shielded
from linter.output.law import citations
from linter.output.presentation import Presentation
from linter.output.spot import spot, veil

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
RESULTS, KEPT, BYTES = 25_000, 5_000, 10_000_000  # refused above; shown at most; gzipped
TEXT, NAME, TAGS = 1024, 255, 20
ROOT = "%SRCROOT%"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEM = {"error": "error", "warning": "warning", "info": "recommendation"}
# how far a finding of this kind can be relied on: arithmetic and names, then judged wording, then hints for a person
_PRECISION = {"relation": "very-high", "ledger": "very-high", "claim": "medium", "coherence": "medium", "previous": "medium"}

Rows = list[dict[str, Any]]


def compose(run: Run, options: Presentation, rulebook: Rulebook) -> str:
    """The SARIF log of a run: one run, all documents. Paths are relative to `options.root`."""
    words = catalogue(options.lang)
    digests = [digest(run, report, rulebook, words) for report in run.reports]
    found = [(each, finding) for each in digests for finding in listed(each.report, options.min_severity)]
    kept = _gravest(found, RESULTS)
    while True:
        text = _log(run, digests, kept, len(found), options, rulebook, words)
        if len(text) * 4 <= BYTES or len(zlib.compress(text.encode("utf-8", "replace"), 6)) <= BYTES or not kept:
            return text
        kept = _gravest(kept, len(kept) * 3 // 4)


def _gravest(found: list[tuple[Digest, Finding]], limit: int) -> list[tuple[Digest, Finding]]:
    """`found` in its order; of more than `limit` the gravest and, among equals, the first."""
    if len(found) <= limit:
        return found
    order = sorted(range(len(found)), key=lambda at: (not found[at][1].is_open, SEVERITIES.index(found[at][1].severity), at))
    return [found[at] for at in sorted(order[:limit])]


def _log(
    run: Run, digests: list[Digest], kept: list[tuple[Digest, Finding]], total: int, options: Presentation, rulebook: Rulebook, words: Catalogue
) -> str:
    known = {id: rule for each in digests for id, rule in each.rules.items()}
    ids = sorted({finding.rule for _, finding in kept})
    index = {id: at for at, id in enumerate(ids)}
    homes = {id: dimension_of(id, weighting(run, run.reports[0], rulebook)) for id in ids} if run.reports else {}
    places = {id(each): _place(each.report.document.path, options) for each in digests}
    veils = {id(each): veil(each.report) for each in digests}
    ordinals: Counter[tuple[str, str]] = Counter()
    results = []
    for each, finding in kept:
        place = places[id(each)]
        key = (place["uri"], finding.fingerprint)
        ordinals[key] += 1
        results.append(_result(finding, each, index[finding.rule], place, ordinals[key], veils[id(each)], rulebook, words))
    notes = _notifications(run, digests, len(kept), total, options, words)
    described = sorted({note["descriptor"]["id"] for note in notes})
    for note in notes:
        note["descriptor"]["index"] = described.index(note["descriptor"]["id"])
    driver = {
        "name": __dist__,
        "fullName": f"{__dist__} {__version__}",
        "version": __version__,
        "semanticVersion": __version__,
        "language": "en" if words.lang == "en" else "zh-CN",
        "shortDescription": {"text": words("title")},
        "rules": [_rule(id, known.get(id), homes[id], rulebook, words) for id in ids],
        "notifications": [{"id": id, "shortDescription": {"text": words.term("problem", id.partition(".")[2])}} for id in described],
    }
    chosen = run.rulebook
    artifacts = {  # each file once, even where stdin bears the name of another
        places[id(each)]["uri"]: {"location": places[id(each)], "roles": ["analysisTarget"], "hashes": {"sha-256": each.report.document.sha256}}
        for each in digests
    }
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "automationDetails": {"id": f"{__dist__}/{chosen.get('profile') or 'auto'}-{chosen.get('pack') or 'all'}/{run.as_of}"},
                "invocations": [{"executionSuccessful": not run.errors, "toolExecutionNotifications": notes}],
                "originalUriBaseIds": {ROOT: {"description": {"text": words("sarif.root")}}},
                "artifacts": list(artifacts.values()),
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return shielded(json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


def _place(path: str, options: Presentation) -> dict[str, Any]:
    place = located(path, options.folder, options.root)
    return {"uri": uri(place)} | ({} if is_absolute(place) else {"uriBaseId": ROOT})


def _result(
    finding: Finding,
    each: Digest,
    index: int,
    place: dict[str, Any],
    ordinal: int,
    veiled: Callable[[str], str],
    rulebook: Rulebook,
    words: Catalogue,
) -> dict[str, Any]:
    at = spot(finding, each.report.document.text, each.lines)
    said = words("list.newline").join([headline(finding, each, words), *details(finding, each, rulebook, words)])
    region: dict[str, Any] = {"startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column}
    if at.text:
        region["snippet"] = {"text": shortened(veiled(at.text), TEXT)}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": place, "region": region}}
    if finding.place:
        location["logicalLocations"] = [{"fullyQualifiedName": harmless(finding.place), "kind": "element"}]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": shortened(veiled(said), TEXT)},
        "locations": [location],
        "partialFingerprints": {"primaryLocationLineHash": f"{finding.fingerprint}:{ordinal}"},
        "properties": {"status": finding.status, "rank": finding.rank},
    }
    if finding.known_since is not None:
        result["baselineState"] = "unchanged"
    if finding.waiver is not None:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": shortened(harmless(finding.waiver), TEXT)}]
    return result


def _rule(id: str, rule: Rule | None, dimension: str, rulebook: Rulebook, words: Catalogue) -> dict[str, Any]:
    """What code scanning shows beside an alert: title, law, advice and how to have the judgement explained."""
    title = words.pick(rule.title_zh, rule.title_en) if rule else id
    severity = rule.severity if rule else "warning"
    kind = rule.check if rule else ""
    basis = citations(rule, rulebook, words) if rule else ""
    advice = words.pick(rule.advice_zh, rule.advice_en) if rule else ""
    lines = [(words("field." + key), text) for key, text in (("advice", advice), ("basis", basis)) if text]
    lines.append((words("field.rule"), words("sarif.explain", rule=id)))
    colon = words("list.colon")
    tags = [tag for tag in (words.term("kind", kind), dimension, kind, rule.pack if rule else "") if tag]
    return {
        "id": id,
        "name": "".join(part[:1].upper() + part[1:] for part in id.replace("-", ".").split("."))[:NAME],
        "shortDescription": {"text": shortened(harmless(title), TEXT)},
        "fullDescription": {"text": shortened(harmless(colon.join(filter(None, (title, advice))) or id), TEXT)},
        "help": {
            "text": shortened("\n".join([title, *(f"{label}{colon}{harmless(text)}" for label, text in lines)]), TEXT),
            "markdown": "\n".join([f"**{escaped(title)}**", "", *(f"- **{label}**{colon}{escaped(text)}" for label, text in lines)]),
        },
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {
            "tags": list(dict.fromkeys(tags))[:TAGS],
            "precision": _PRECISION.get(kind, "high"),
            "problem.severity": _PROBLEM[severity],
        },
    }


def _notifications(run: Run, digests: list[Digest], kept: int, total: int, options: Presentation, words: Catalogue) -> Rows:
    """What is no result: files that could not be read or were passed over, parts unread, results left out."""

    def note(id: str, level: str, text: str, path: str = "") -> dict[str, Any]:
        made: dict[str, Any] = {"descriptor": {"id": id}, "level": level, "message": {"text": shortened(harmless(text), TEXT)}}
        if path:
            made["locations"] = [{"physicalLocation": {"artifactLocation": _place(path, options)}}]
        return made

    notes = [note(f"error.{p.kind}", "error", p.message, p.path) for p in run.errors]
    notes += [note(f"skipped.{p.kind}", "note", p.message, p.path) for p in run.skipped]
    for each in digests:
        path = each.report.document.path
        if each.report.score is None and each.report.unscored:
            notes.append(note("error.unscored", "warning", each.report.unscored, path))
        notes += [note("note.remark", "note", text, path) for text in each.report.notices]
    if kept < total:
        notes.append(note("note.limit", "warning", words("sarif.cut", kept=f"{kept:,}", total=f"{total:,}")))
    elif kept > KEPT:
        notes.append(note("note.limit", "note", words("sarif.many", kept=f"{KEPT:,}", total=f"{total:,}")))
    return notes
