"""What the web page shows of figures, claims, citations, form and coherence: plain data for topics.html.j2."""

from typing import Any

from linter.model.rule import Rulebook
from linter.model.verdict import Claim, Finding, Relation
from linter.output.catalogue import Catalogue
from linter.output.digest import Digest
from linter.output.excerpt import Excerpt, quoted
from linter.output.finding import basis_of, rule_title, sentence_of
from linter.output.html_beside import Anchors
from linter.output.topics import CLAIMS_SHOWN, TOPICS, Cluster, Note, Topic, clusters, placed, repeated, settled, topics, unmarked


def cards(each: Digest, findings: list[Finding], anchors: Anchors, rulebook: Rulebook, words: Catalogue) -> list[dict[str, Any]]:
    """One card a topic. Figures and claims have one wherever something was looked at, so that what holds is shown too."""
    found = {topic.id: topic for topic in topics(each.report, findings)}
    if each.report.relations:
        found.setdefault("figures", Topic("figures", ()))
    if each.report.claims:
        found.setdefault("claims", Topic("claims", ()))
    made = {
        "figures": lambda topic: _figures(topic, each, anchors, words),
        "claims": lambda topic: _claims(topic, each, anchors, rulebook, words),
    }
    out = []
    for id in TOPICS:
        if topic := found.get(id):
            own = made[id](topic) if id in made else _others(topic, each, anchors, rulebook, words)
            out.append({"id": id, "title": words("topic." + id), "count": len(topic.notes), "lead": ""} | own)
    return out


def _passage(excerpt: Excerpt, place: str, each: Digest, anchors: Anchors, words: Catalogue, *, quote: bool = True) -> dict[str, Any]:
    line = words("page.line", line=each.lines.line(excerpt.start))
    return {
        "pieces": excerpt.pieces if quote else (),
        "where": words("list.dot").join(filter(None, (place, line))),
        "at": anchors.line(excerpt.start),
        "bare": excerpt.bare,
    }


def _row(note: Note, each: Digest, anchors: Anchors, words: Catalogue) -> dict[str, Any]:
    finding = note.finding
    word = words.term("support" if note.claim else "status", finding.status)
    calculation = note.relation.calculation if note.relation else ""
    return {
        "id": anchors.entry(finding),
        "status": finding.status,
        "word": word,
        "severity": finding.severity,
        "title": rule_title(finding.rule, each, words),
        "rule": finding.rule,
        "message": sentence_of(finding, each, words, status=word, calculation=calculation),
        "advice": finding.advice,
        "calculation": calculation,
        "passages": [_passage(excerpt, place, each, anchors, words, quote=not repeated(note)) for excerpt, place in placed(note, each.report.document.text)],
    }


def _figures(topic: Topic, each: Digest, anchors: Anchors, words: Catalogue) -> dict[str, Any]:
    rows = [_row(note, each, anchors, words) for cluster in clusters(topic.notes) for note in cluster.notes]
    told: set[str] = set()
    for row in rows:  # the advice of a rule stands at its first row
        if row["rule"] in told:
            row["advice"] = ""
        told.add(row["rule"])
    folded = [
        (verdict, words(f"settled.{verdict}", count=len(same)), [_settled(r, each, anchors, words) for r in same])
        for verdict, same in settled(each.report)
    ]
    return {"rows": rows, "settled": folded, "lead": words("page.relations.lead") if rows else words("page.relations.clear")}


def _settled(relation: Relation, each: Digest, anchors: Anchors, words: Catalogue) -> dict[str, Any]:
    found = quoted(each.report.document.text, [(part.start, part.end) for part in relation.parts])
    return {
        "kind": words.term("relation", relation.kind),
        "calculation": relation.calculation,
        "passages": [_passage(excerpt, "", each, anchors, words) for excerpt in found],
    }


def _claims(topic: Topic, each: Digest, anchors: Anchors, rulebook: Rulebook, words: Catalogue) -> dict[str, Any]:
    """Claims by rank: those a reviewer would send back first, the others folded, those that are backed folded too."""
    rows = [_row(note, each, anchors, words) | {"number": number} for number, note in enumerate(topic.notes, 1)]
    firsts: dict[str, Finding] = {}
    for note in topic.notes:
        firsts.setdefault(note.finding.rule, note.finding)
    advice = [
        {"rule": rule, "title": rule_title(rule, each, words), "advice": f.advice, "basis": basis_of(f, each, rulebook, words)}
        for rule, f in firsts.items()
    ]
    others = unmarked(each.report)
    backed = tuple(claim for claim in each.report.claims if claim.support == "supported")
    folded = [
        (support, title, [_told(claim, each, anchors, words) for claim in claims])
        for support, title, claims in (
            ("partial", words("page.claims.others", count=len(others)), others),
            ("supported", words("chapter", title=words("support.supported"), count=len(backed)), backed),
        )
        if claims
    ]
    parts = [part for part in (rows[:CLAIMS_SHOWN], rows[CLAIMS_SHOWN:]) if part]
    lead = words("page.claims.lead") if rows else words("page.claims.slight") if others else words("page.claims.clear")
    return {"parts": parts, "folded": folded, "advice": advice, "lead": lead}


def _told(claim: Claim, each: Digest, anchors: Anchors, words: Catalogue) -> dict[str, Any]:
    """A claim that has no finding of its own, in one line."""
    (excerpt,) = quoted(each.report.document.text, [(claim.start, claim.end)], whole=True)
    return {"status": claim.support, "word": words(f"support.{claim.support}"), "passage": _passage(excerpt, "", each, anchors, words)}


def _others(topic: Topic, each: Digest, anchors: Anchors, rulebook: Rulebook, words: Catalogue) -> dict[str, Any]:
    """Clusters of rules; in the form of the text hints are folded."""
    made = [_cluster(cluster, each, anchors, rulebook, words) for cluster in clusters(topic.notes)]
    if topic.id != "form":
        return {"parts": [made]}
    grave, hints = [c for c in made if c["severity"] != "info"], [c for c in made if c["severity"] == "info"]
    return {"parts": [grave, hints] if hints else [grave], "hints": sum(len(c["rows"]) for c in hints)}


def _cluster(cluster: Cluster, each: Digest, anchors: Anchors, rulebook: Rulebook, words: Catalogue) -> dict[str, Any]:
    rows = [_row(note, each, anchors, words) for note in cluster.notes]
    return rows[0] | {"basis": basis_of(cluster.notes[0].finding, each, rulebook, words), "rows": rows}
