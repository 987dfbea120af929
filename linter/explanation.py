"""Why a rule judged as it did: law, examples, passages, nearest miss, and the evidence nobody owns.

The nearest miss of a duty that was not found is a hit that did not count, with the reason; where there is
none, the clause that shares most content words with the rule's own terms (jieba). A rule that finds things tells
what it looked at, what it computed or weighed there, and what it remarked on.
"""

from string import Formatter
from typing import Any

from linter.checks.coverage import applicable
from linter.checks.matchers import literals
from linter.checks.registry import FINDERS, finder
from linter.checks.words import Segmenter
from linter.engine import Engine, Judgement, Places
from linter.model.rule import Rule
from linter.scoring.basis import basis_text

_TERMS = 12  # terms shown of a rule


def of_rule(rule: Rule, engine: Engine, extra: tuple[str, ...] = ()) -> dict[str, Any]:
    """The rule as data: id, titles, legal basis in words, to whom it applies, terms or options, advice, examples.

    `extra` are the folders laid over the built-in rules; examples and options stand in their files, not in the rulebook.
    """
    from linter import rulebook

    words = engine.lexicon.table("messages." + engine.options.lang)
    file: dict[str, Any] = rulebook.examples(None, extra).get(rule.id, {"examples": {}, "keys": {}})
    origin = rulebook.origins(None, extra).get(rule.id) if extra else None
    finds = rule.check in FINDERS
    matchers = [] if finds else rule.spec.get("any", []) or rule.spec.get("own", []) + rule.spec.get("inside", [])
    return {
        "id": rule.id,
        "title": {"zh": rule.title_zh, "en": rule.title_en},
        "check": rule.check,
        "pack": rule.pack,
        "severity": rule.severity,
        "weight": rule.weight,
        "levels": list(rule.levels),
        "years": list(rule.years),
        "basis": basis_text(rule, engine.rulebook.sources, words),
        "terms": [_shown(m) for m in matchers[:_TERMS]],
        "more_terms": max(len(matchers) - _TERMS, 0),
        "options": {key: _named(value, engine) for key, value in file["keys"].items()} if finds else {},
        "advice": rule.advice_en if engine.options.lang == "en" else rule.advice_zh,
        "examples": file["examples"],
        "origin": {
            "pack": origin.pack if origin else "builtin",
            "changes": [{"pack": c.pack, "keys": list(c.keys), "why": c.why} for c in origin.changes] if origin else [],
        },
    }


def _named(value: Any, engine: Engine) -> Any:
    """An option of a rule with its word lists (`$name`) spelt out."""
    if isinstance(value, list):
        return [word for each in value for word in (_named(each, engine) if _is_list(each, engine) else [_named(each, engine)])]
    if isinstance(value, dict):
        return {key: _named(each, engine) for key, each in value.items()}
    return list(engine.lexicon.words(value[1:])) if _is_list(value, engine) else value


def _is_list(value: Any, engine: Engine) -> bool:
    return isinstance(value, str) and value.startswith("$") and value[1:] in engine.lexicon.names()


def _shown(matcher: list[Any]) -> str:
    kind = matcher[0]
    if kind == "seq":
        return "…".join(matcher[1])
    if kind in ("lit", "words", "re"):
        return str(matcher[1])
    if kind == "all":
        return " + ".join(_shown(m) for m in matcher[1])
    if kind == "any":
        return " / ".join(_shown(m) for m in matcher[1])
    return _shown(matcher[2])


def of_document(rule: Rule, judgement: Judgement, engine: Engine) -> dict[str, Any]:
    """Status and reason of the rule in one document, its passages with line and evidence, the nearest miss.

    Of a rule that finds things: `relations`, `claims` and `findings` with their places, and `looked`, what it looked at.
    """
    if rule.check in FINDERS:
        return _found(rule, judgement, engine)
    report = judgement.report
    verdict = next((v for v in report.verdicts if v.rule.id == rule.id), None)
    if verdict is None:
        return {"path": report.document.path, "status": "not-applicable", "reason": "waivers" if rule.check == "waiver" else "not-selected", "passages": [], "nearest": None}
    places = Places(report.document, report.outline)
    text = report.document.text
    passages = [
        {
            "line": places.position(p.start)[0],
            "place": places.path(p.start),
            "role": p.role,
            "text": text[p.start : p.end],
            "evidence": [{"kind": e.kind, "text": text[e.start : e.end]} for e in p.evidence],
        }
        for p in verdict.passages
    ]
    nearest = None
    if verdict.nearest is not None:
        near = verdict.nearest
        nearest = {"line": places.position(near.start)[0], "text": _around(judgement, near.start), "why": near.role}
    elif verdict.status in ("absent", "planned") and rule.check == "coverage":
        nearest = _kindred(rule, judgement, places)
    return {
        "path": report.document.path,
        "status": verdict.status,
        "reason": verdict.reason,
        "weight": verdict.weight,
        "passages": passages,
        "nearest": nearest,
    }


def _found(rule: Rule, judgement: Judgement, engine: Engine) -> dict[str, Any]:
    """What a rule of registry.FINDERS found. Status found, clean, or why it was not asked: not-applicable, review."""
    report, context = judgement.report, judgement.context
    text, places = report.document.text, Places(report.document, report.outline)

    def placed(start: int, end: int) -> dict[str, Any]:
        return {"line": places.position(start)[0], "place": places.path(start), "text": text[start:end]}

    answer: dict[str, Any] = {"path": report.document.path, "passages": [], "nearest": None, "looked": None, "relations": [], "claims": [], "findings": []}
    if rule.id not in {r.id for r in engine.finder_rules} or not engine.shows(rule):
        return answer | {"status": "not-applicable", "reason": "not-selected"}
    status, reason, _ = applicable(rule, context, False)
    if status:
        return answer | {"status": status, "reason": reason}
    companions = context.companions
    if (rule.check == "previous" and companions.previous is None) or (rule.check == "ledger" and not companions.ledger):
        return answer | {"status": "not-applicable", "reason": f"no-{rule.check}"}
    relations = [r for r in report.relations if r.rule == rule.id]
    claims = [c for c in report.claims if c.rule == rule.id]
    answer["findings"] = [
        {"status": f.status, "severity": f.severity, "message": f.message, **({} if f.start is None or f.end is None else placed(f.start, f.end))}
        for f in report.findings
        if f.rule == rule.id
    ]
    answer["relations"] = [
        {
            "kind": r.kind,
            "verdict": "suspicious" if r.suspicious and r.verdict == "cannot-tell" else r.verdict,
            "calculation": r.calculation,
            "parts": [placed(p.start, p.end) | {"role": p.role, "value": p.value} for p in r.parts],
        }
        for r in relations
    ]
    said = {(f.start, f.end): f.message for f in report.findings if f.rule == rule.id}
    reasons = _sentences(rule, engine)
    answer["claims"] = [
        placed(c.start, c.end) | {"kind": c.kind, "support": c.support, "strength": c.strength, "rank": c.rank, "reason": c.reason}
        | {"why": _headless(said.get((c.start, c.end)) or reasons.get(c.reason, ""), rule)}
        for c in sorted(claims, key=lambda c: (c.rank, c.start))
    ]
    hits = sum(len(context.scan.hits.get(word, ())) for word in dict.fromkeys(finder(rule.check).literals(rule.spec)))
    looked = ("relations", len(relations)) if relations else ("claims", len(claims)) if claims else ("terms", hits)
    if not looked[1]:
        looked = ("clauses", len(context.outline.clauses))
    told = bool(answer["findings"]) or any(c.support != "supported" for c in claims)
    return answer | {"status": "found" if told else "clean", "reason": "", "looked": {"at": looked[0], "count": looked[1]}}


def _sentences(rule: Rule, engine: Engine) -> dict[str, str]:
    """Reasons of claims as sentences, as far as one is written and has no blank but the rule's title."""
    name = f"wording.claim.{engine.options.lang}"
    title = rule.title_en if engine.options.lang == "en" else rule.title_zh
    table = engine.lexicon.table(name) if name in engine.lexicon.names() else {}
    written = {reason: str(sentence) for reason, sentence in table.items()}
    return {
        reason: sentence.format(title=title)
        for reason, sentence in written.items()
        if {field for _, field, _, _ in Formatter().parse(sentence) if field} <= {"title"}
    }


def _headless(sentence: str, rule: Rule) -> str:
    """A sentence without the rule's title at its head, which stands above."""
    for head in (f"“{rule.title_zh}”：", f"{rule.title_en}: "):
        sentence = sentence.removeprefix(head)
    return sentence


def _around(judgement: Judgement, offset: int) -> str:
    """The clause that holds a canonical offset."""
    document, context = judgement.report.document, judgement.context
    low, high = 0, len(context.outline.clauses)
    while low < high:
        middle = (low + high) // 2
        if document.view.span(context.outline.clauses[middle].start, context.outline.clauses[middle].end).end <= offset:
            low = middle + 1
        else:
            high = middle
    clause = context.outline.clauses[min(low, len(context.outline.clauses) - 1)]
    span = document.view.span(clause.start, clause.end)
    return document.text[span.start : span.end].strip()


def _kindred(rule: Rule, judgement: Judgement, places: Places) -> dict[str, Any] | None:
    """The clause of the results part that shares most content words with the rule's terms; None where none shares two."""
    segmenter = Segmenter()
    terms = {w for m in rule.spec["any"] for literal in literals(m) for w in segmenter.words(literal) if len(w) > 1}
    terms |= {w for w in segmenter.words(rule.title_zh) if len(w) > 1}
    context, document = judgement.context, judgement.report.document
    best: tuple[int, int] | None = None
    for number, clause in enumerate(context.outline.clauses):
        item = context.outline.items[context.outline.sentences[clause.sentence].item]
        if context.roles[item.section] not in ("achievements", "first-responsible", "other"):
            continue
        shared = len(terms.intersection(segmenter.words(context.scan.view[clause.start : clause.end])))
        if shared >= 2 and (best is None or shared > best[0]):
            best = (shared, number)
    if best is None:
        return None
    clause = context.outline.clauses[best[1]]
    span = document.view.span(clause.start, clause.end)
    return {"line": places.position(span.start)[0], "text": document.text[span.start : span.end].strip(), "why": "kindred"}


def unclaimed(judgement: Judgement) -> list[dict[str, Any]]:
    """Figures, documents and events of the results part that no duty owns: vocabulary the rules may lack."""
    report = judgement.report
    places = Places(report.document, report.outline)
    out = []
    for fact in judgement.unclaimed:
        span = report.document.view.span(fact.start, fact.end)
        out.append({"kind": fact.kind, "line": places.position(span.start)[0], "text": report.document.text[span.start : span.end]})
    return out
